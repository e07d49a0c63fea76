"""Cells of a table → their row and column, with cells that span several counted in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimcheck.model import Block, BlockKind, Cell

_WIDEST = 1000  # of colspan and rowspan, as in browsers
_PROSE_BLOCKS = 4
_PROSE_LENGTH = 200


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
            right = min(cell.column + width, _WIDEST)
            self._taken |= dict.fromkeys(range(cell.column, right), cell.row + height - 1)
        self._column += width
        return cell


def without_layout(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with cells that only lay out a page turned into paragraphs.

    That is a table of one cell, and a cell that holds many paragraphs or a long one.
    """
    cells = Counter(block.cell for block in blocks if block.cell)
    if not cells:
        return list(blocks)
    sizes = Counter(cell.table for cell in cells)
    long = {block.cell for block in blocks if block.cell and _length(block) > _PROSE_LENGTH}
    layout = long | {cell for cell, n in cells.items() if n >= _PROSE_BLOCKS or sizes[cell.table] == 1}
    return [Block(BlockKind.PARAGRAPH, block.span) if block.cell in layout else block for block in blocks]


def _length(block: Block) -> int:
    return block.span.end - block.span.start


def _span(written: str) -> int:
    digits = written.strip()
    return (
        min(max(int(digits), 1), _WIDEST) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
    )
