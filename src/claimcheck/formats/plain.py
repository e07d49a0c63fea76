"""Plain text → body: a line is a paragraph, unless the text is wrapped by hand at a column."""

from __future__ import annotations

import itertools

from claimcheck.formats.body import Body
from claimcheck.formats.lines import Line, lines_of
from claimcheck.formats.offsets import TextBuilder
from claimcheck.formats.pipes import PipeTables, is_row
from claimcheck.model import BlockKind

_ENDS = ("。", "！", "？", ".", "!", "?", "；", ";", "，", ",", "：", ":", "”", "…")
_SENTENCE_ENDS = ("。", "！", "？", "!", "?", "；")
_SHORTEST_TITLE, _LONGEST_TITLE = 6, 80
_WRAP = 100


def read(source: str, start: int = 0) -> Body:
    """The body of plain text that begins at ``start``."""
    text = TextBuilder()
    lines = lines_of(source, start)
    join = _is_wrapped(source, lines)
    tables = PipeTables(text)
    title = _title_line(source, lines, join)
    fresh = True
    for line in lines:
        blank = not line.of(source).strip()
        if not blank and is_row(line.of(source)):
            tables.add(source, line.start, line.end)
            fresh = True
            continue
        tables.end()
        if fresh or blank or not join:
            text.open(BlockKind.TITLE if line == title else BlockKind.PARAGRAPH)
        fresh = line == title
        text.add_source(source, line.start, line.next)
    text.close()
    return Body(text)


def _is_wrapped(source: str, lines: list[Line]) -> bool:
    """Whether lines end at a column and not with their paragraph: Latin text, most lines full."""
    sample = [line.of(source) for line in lines[:400]]
    follows = [line for line, after in itertools.pairwise(sample) if line.strip() and after.strip()]
    if len(follows) < 2 or max(map(len, follows)) >= _WRAP or not all(_is_latin(line) for line in follows):
        return False
    widest = max(map(len, follows))
    full = sum(len(line) >= widest * 3 // 5 for line in follows)
    return widest >= 40 and full * 4 >= len(follows) * 3


def _is_latin(line: str) -> bool:
    return sum(character > "\u2e7f" for character in line) * 10 <= len(line)


def _title_line(source: str, lines: list[Line], wrapped: bool) -> Line | None:
    """The first line, where it reads as a title: short, no sentence, and sentences follow."""
    filled = [line for line in lines[:60] if line.of(source).strip()]
    if len(filled) < 2:
        return None
    first = filled[0].of(source).strip()
    apart = not lines[lines.index(filled[0]) + 1].of(source).strip()
    sentences = any(line.of(source).rstrip().endswith(_ENDS[:6]) for line in filled[1:8])
    if not _SHORTEST_TITLE <= len(first) <= _LONGEST_TITLE or first.endswith(_ENDS) or is_row(first):
        return None
    if sum(first.count(end) for end in _SENTENCE_ENDS) > 1 or "。" in first:
        return None
    return filled[0] if apart or (sentences and not wrapped) else None
