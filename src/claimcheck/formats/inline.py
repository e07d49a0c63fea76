"""The marks inside one Markdown paragraph → the ranges of the source that are text.

Emphasis, code and link marks go, in pairs as CommonMark pairs them; a mark without partner is text.
Inline HTML is left to the HTML reader, with which this shares its tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from claimcheck.formats.tokens import Token, TokenKind

_MARK = re.compile(
    r"\\[!-/:-@\[-`{-~]|\*+|_+|~~|`+|!\[|\[\^[^\]\s]{1,40}\]:?|\["
    r"|\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)|\[[^\[\]]*\])?"
)

Range = tuple[int, int]


@dataclass
class _Marks:
    """Open marks by kind, and the ranges that are no text."""

    source: str
    runs: dict[str, list[Range]] = field(default_factory=dict)
    brackets: list[Range] = field(default_factory=list)
    dropped: list[Range] = field(default_factory=list)


def visible(source: str, parts: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens of one paragraph with Markdown's marks cut out of their text."""
    kept = list(parts)
    cuts = _cuts(source, [token for token in kept if token.kind is TokenKind.TEXT])
    at = 0
    for token in kept:
        while at < len(cuts) and cuts[at][1] <= token.start:
            at += 1
        if token.kind is not TokenKind.TEXT:
            if not (at < len(cuts) and cuts[at][0] <= token.start):
                yield token
            continue
        here = token.start
        while at < len(cuts) and cuts[at][0] < token.end:
            if cuts[at][0] > here:
                yield Token(TokenKind.TEXT, here, cuts[at][0])
            here = max(here, cuts[at][1])
            if cuts[at][1] > token.end:
                break
            at += 1
        if here < token.end:
            yield Token(TokenKind.TEXT, here, token.end)


def _cuts(source: str, texts: list[Token]) -> list[Range]:
    """Ranges to leave out, in order, without overlap."""
    marks = _Marks(source)
    for token in texts:
        for found in _MARK.finditer(source, token.start, token.end):
            _take(marks, found.group(), found.start(), found.end())
    merged: list[Range] = []
    for start, end in sorted(marks.dropped):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _take(marks: _Marks, mark: str, start: int, end: int) -> None:
    first = mark[0]
    if first == "\\":
        marks.dropped.append((start, start + 1))
    elif first == "`":
        _pair(marks, mark, start, end)
    elif first in "*_~":
        _emphasis(marks, first, start, end)
    elif mark.startswith("[^"):
        marks.dropped.append((start, end))
    elif first in "![":
        marks.brackets.append((start, end))
    else:
        _close_bracket(marks, mark, start, end)


def _pair(marks: _Marks, mark: str, start: int, end: int) -> None:
    """Code: the next run of as many backticks closes it."""
    opened = marks.runs.pop(mark, None)
    if opened:
        marks.dropped += [opened[0], (start, end)]
    else:
        marks.runs[mark] = [(start, end)]


def _emphasis(marks: _Marks, mark: str, start: int, end: int) -> None:
    """A run of marks: closes an open one where no blank stands before it, else opens."""
    before = marks.source[start - 1 : start]
    after = marks.source[end : end + 1]
    inside_word = mark == "_" and _is_word(before) and _is_word(after)
    stack = marks.runs.setdefault(mark, [])
    if before.strip() and stack and not inside_word:
        open_start, open_end = stack.pop()
        width = min(open_end - open_start, end - start)
        marks.dropped += [(open_end - width, open_end), (start, start + width)]
        if open_end - open_start > width:
            stack.append((open_start, open_end - width))
        elif end - start > width and after.strip():
            stack.append((start + width, end))
    elif after.strip() and not inside_word:
        stack.append((start, end))


def _is_word(character: str) -> bool:
    return character.isalnum() and character.isascii()


def _close_bracket(marks: _Marks, mark: str, start: int, end: int) -> None:
    if not marks.brackets:
        return
    opened = marks.brackets.pop()
    if opened[1] - opened[0] == 2:  # an image: neither its words nor its address are text
        if len(mark) > 1:
            marks.dropped.append((opened[0], end))
    elif len(mark) > 1:
        marks.dropped += [opened, (start, end)]
