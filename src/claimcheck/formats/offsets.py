"""Pieces of a source file → text, with the way back from every character to where it came from."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from claimcheck.model import Block, BlockKind, Cell, Run, Span

_BLANKS = "\t\n\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NOTHING = (
    "\x00-\x08\x0e-\x1b\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0f\ufeff\ufff9-\ufffb"
)
_ANY = f" {_BLANKS}{_NOTHING}"
_GAP = re.compile(f"[{_BLANKS}{_NOTHING}][{_ANY}]*| (?:[{_ANY}]+|\\Z)|\\A ")
_NOTHING_RE = re.compile(f"[{_NOTHING}]+")
_NEWLINES = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
_URL = re.compile(
    r"(?:(?<![A-Za-z])(?:https?|ftp)://|(?<![A-Za-z.])www\.)[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*[A-Za-z0-9/=&#_~%+]"
)


class TextBuilder:
    """Text under construction: pieces go in with their source offsets, blocks come out.

    Blanks collapse to one space, zero-width characters vanish, and neither starts nor ends a block.
    A line break next to a wide (Chinese) character is no blank at all.
    """

    def __init__(self) -> None:
        """Start with no text."""
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._runs: list[tuple[int, int, int, int]] = []
        self._length = 0
        self._block_start = 0
        self._style: tuple[BlockKind, int, Cell | None] = (BlockKind.PARAGRAPH, 0, None)
        self._blank: tuple[int, int, bool] | None = None
        self._last = ""
        self._source_end = 0

    def open(self, kind: BlockKind, level: int = 0, cell: Cell | None = None) -> None:
        """End the current block; what is added next belongs to a new one of this kind."""
        self.close()
        self._style = (kind, level, cell)

    def close(self) -> None:
        """End the current block, if anything stands in it."""
        if self._last:
            kind, level, cell = self._style
            self.blocks.append(Block(kind, Span(self._block_start, self._length), level, cell))
        self._blank = None
        self._last = ""

    def add_source(self, source: str, start: int, end: int) -> None:
        """Append ``source[start:end]`` as it stands, without bare web addresses."""
        text = source[start:end]
        at = 0
        if "://" in text or "www." in text:
            for url in _URL.finditer(text):
                self.add(text[at : url.start()], start + at)
                at = url.end()
        self.add(text[at:] if at else text, start + at)

    def add(self, text: str, source: int) -> None:
        """Append text whose characters stand one for one at ``source``."""
        at = 0
        for gap in _GAP.finditer(text):
            if gap.start() > at:
                self._emit(text[at : gap.start()], source + at, gap.start() - at)
            self._note_blank(gap.group(), source + gap.start(), source + gap.end())
            at = gap.end()
        if at < len(text):
            self._emit(text[at:] if at else text, source + at, len(text) - at)

    def add_entity(self, text: str, source: int, width: int) -> None:
        """Append what one entity of ``width`` source characters stands for."""
        if _GAP.fullmatch(text) or text == " ":
            self._note_blank(" " if "\n" in text else text, source, source + width)
        else:
            self._emit(text, source, width)

    def _note_blank(self, raw: str, start: int, end: int) -> None:
        if not _NOTHING_RE.sub("", raw):
            return
        first, broken = (self._blank[0], self._blank[2]) if self._blank else (start, False)
        self._blank = (first, end, broken or bool(_NEWLINES.search(raw)))

    def _emit(self, text: str, source: int, width: int) -> None:
        if not self._last:
            self._separate()
        elif self._blank:
            start, end, broken = self._blank
            if not (broken and (_wide(self._last) or _wide(text[0]))):
                self._append(" ", start, end - start)
        self._blank = None
        self._append(text, source, width)
        self._last = text[-1]

    def _separate(self) -> None:
        """Begin a block: a line break of no source length stands before all but the first."""
        if self._length:
            self._append("\n", self._source_end, 0)
        self._block_start = self._length

    def _append(self, text: str, source: int, width: int) -> None:
        self._pieces.append(text)
        length = len(text)
        last = self._runs[-1] if self._runs else None
        if last and length == width and last[2] == last[3] and last[1] + last[3] == source:
            self._runs[-1] = (last[0], last[1], last[2] + length, last[3] + length)
        else:
            self._runs.append((self._length, source, length, width))
        self._length += length
        self._source_end = source + width

    def text(self) -> str:
        """All text so far, blocks apart by line breaks."""
        return "".join(self._pieces)

    def runs(self) -> tuple[Run, ...]:
        """Where the text came from, in order."""
        return tuple(Run(*run) for run in self._runs)

    def after(self, first: TextBuilder) -> TextBuilder:
        """This text with the blocks of ``first`` before it."""
        first.close()
        self.close()
        if not first.blocks or not self.blocks:
            return first if first.blocks else self
        joined = TextBuilder()
        shift = first._length + 1
        joined._pieces = [*first._pieces, "\n", *self._pieces]
        joined._runs = [*first._runs, (first._length, first._source_end, 1, 0)]
        joined._runs += [(run[0] + shift, run[1], run[2], run[3]) for run in self._runs]
        joined.blocks = first.blocks + [_moved(block, shift) for block in self.blocks]
        joined._length = shift + self._length
        joined._source_end = self._source_end
        return joined


def _moved(block: Block, by: int) -> Block:
    return Block(block.kind, block.span.shift(by), block.level, block.cell)


def _wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
