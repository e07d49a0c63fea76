"""Cells of a table → their row and column, with cells that span several counted in."""

from __future__ import annotations

from claimcheck.model import Cell

_WIDEST = 1000  # of colspan and rowspan, as in browsers


class Grid:
    """Where the next cell of one table stands."""

    def __init__(self, table: int, depth: int = 0) -> None:
        """Start above the first row; ``depth`` is the number of elements open around the table."""
        self.table = table
        self.depth = depth
        self._row = -1
        self._column = 0
        self._taken: dict[int, int] = {}

    def next_row(self) -> None:
        """Begin a row."""
        self._row += 1
        self._column = 0
        self._taken = {column: last for column, last in self._taken.items() if last >= self._row}

    def next_cell(self, colspan: str = "", rowspan: str = "", header: bool = False) -> Cell:
        """The place of the next cell in the row, past cells that reach down from rows above."""
        if self._row < 0:
            self.next_row()
        while self._column in self._taken:
            self._column += 1
        cell = Cell(self.table, self._row, self._column, header)
        width, height = _span(colspan), _span(rowspan)
        if height > 1:
            self._taken |= dict.fromkeys(range(cell.column, cell.column + width), cell.row + height - 1)
        self._column += width
        return cell


def _span(written: str) -> int:
    digits = written.strip()
    return (
        min(max(int(digits), 1), _WIDEST) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
    )
