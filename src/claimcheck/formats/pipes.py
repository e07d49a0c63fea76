"""Lines of cells between ``|`` → cell blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from claimcheck.formats.offsets import TextBuilder
from claimcheck.formats.tables import Grid
from claimcheck.model import BlockKind, Cell

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*\Z")
_BAR = re.compile(r"\\.|\|")


def is_row(line: str) -> bool:
    """Whether a line of plain text is clearly a table's: it begins and ends with a bar, or has two."""
    stripped = line.strip()
    bars = stripped.count("|")
    return bars >= 2 and (stripped[0] == "|" or stripped[-1] == "|" or bars >= 3)


def is_rule(line: str) -> bool:
    """Whether a line is the ``|---|---|`` between a table's head and its rows."""
    return "-" in line and "|" in line and bool(_RULE.match(line))


class PipeTables:
    """Appends rows to a text as cells; knows which table and row comes next."""

    def __init__(self, text: TextBuilder, add: Callable[[int, int], None] | None = None) -> None:
        """Append to ``text``, with ``add`` (start, end) for the content of one cell."""
        self.text = text
        self._add = add
        self._grid: Grid | None = None
        self._tables = 0

    @property
    def is_open(self) -> bool:
        """Whether the last row added belongs to a table that has not ended."""
        return self._grid is not None

    def add(self, source: str, start: int, end: int, *, header: bool = False) -> None:
        """Append the row ``source[start:end]``; a rule between rows is none."""
        if self._grid is None:
            self._grid = Grid(self._tables)
            self._tables += 1
        if is_rule(source[start:end]):
            return
        self._grid.next_row()
        for first, last in _cells(source, start, end):
            cell = self._grid.next_cell(header=header)
            self._cell(source, first, last, cell)

    def end(self) -> None:
        """End the table, if one is open."""
        if self._grid:
            self.text.open(BlockKind.PARAGRAPH)
            self._grid = None

    def _cell(self, source: str, first: int, last: int, cell: Cell) -> None:
        self.text.open(BlockKind.CELL, 0, cell)
        if self._add:
            self._add(first, last)
        else:
            self.text.add_source(source, first, last)


def _cells(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges between the bars; a bar at the row's either end makes no cell."""
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    at = start + source.startswith("|", start, end)
    for bar in _BAR.finditer(source, at, end):
        if bar.group() == "|":
            yield at, bar.start()
            at = bar.end()
    if at < end:
        yield at, end
