"""Source → its lines, with and without the break that ends them."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(\r\n|\r|\n|\Z)")
_BREAK = re.compile(r"\r\n|\r|\n")


class Line(NamedTuple):
    """``source[start:end]`` is the line, ``source[end:next]`` its break."""

    start: int
    end: int
    next: int

    def of(self, source: str) -> str:
        """The line's text."""
        return source[self.start : self.end]


def lines_of(source: str, start: int = 0) -> list[Line]:
    """Every line of ``source`` from ``start``; an end of file right after a break makes none."""
    found = []
    for match in _LINE.finditer(source, start):
        if match.end() == match.start() == len(source):
            break
        found.append(Line(match.start(), match.start(1), match.end()))
    return found


def line_starts(source: str) -> tuple[int, ...]:
    """Offset of the first character of every line."""
    return (0, *(match.end() for match in _BREAK.finditer(source)))
