"""Cell blocks → tables: fields in rows and columns, headings told from body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from claimcheck.model import Block, Span

_RULE = re.compile(r":?-+:?")


class Field(msgspec.Struct, frozen=True):
    """One cell with its text; ``span`` counts in the article's text, ``block`` in its blocks."""

    row: int
    column: int
    span: Span
    text: str
    folded: str
    header: bool
    block: int

    @property
    def at(self) -> tuple[int, int]:
        """Row and column."""
        return self.row, self.column


class Table(msgspec.Struct, frozen=True, eq=False):
    """The fields of one table by row and column; ``before`` is the field of text right before it."""

    fields: dict[tuple[int, int], Field]
    before: Field | None = None

    @property
    def rows(self) -> list[list[Field]]:
        """All rows from top to bottom, each from left to right."""
        ordered = sorted(self.fields.values(), key=lambda f: f.at)
        return [list(group) for _, group in groupby(ordered, key=lambda f: f.row)]

    @property
    def columns(self) -> list[int]:
        """The columns that hold a field in any row."""
        return sorted({f.column for f in self.fields.values()})


def fields_of(blocks: Sequence[tuple[int, Block]], texts: Sequence[str], text: str) -> list[Field]:
    """The fields of one table's cell blocks; each block with its number, ``texts`` are folded.

    A cell of several blocks (paragraphs) counts with its first one.
    """
    found: dict[tuple[int, int], Field] = {}
    for number, block in blocks:
        if block.cell is not None and (at := (block.cell.row, block.cell.column)) not in found:
            words = text[block.span.start : block.span.end]
            found[at] = Field(*at, block.span, words, texts[number], block.cell.header, number)
    return [f for f in found.values() if f.text.strip()]


def tables_of(fields: Sequence[Field]) -> Iterator[Table]:
    """The tables that the fields make: one, or those of rows that were run together into one line."""
    rows = [list(group) for _, group in groupby(fields, key=lambda f: f.row)]
    if any(_is_rule(f) for f in fields):
        for row in rows:
            yield from _unflattened(row)
    else:
        yield _table(rows)


def _is_rule(field: Field) -> bool:
    return bool(_RULE.fullmatch(field.folded.strip())) and len(field.folded.strip()) > 1


def _table(rows: Iterable[Sequence[Field]], before: Field | None = None) -> Table:
    return Table({f.at: f for row in rows for f in row}, before)


def _unflattened(row: Sequence[Field]) -> Iterator[Table]:
    """A Markdown table whose lines stand in one line: «| a | b | | :-- | :-- | | 1 | 2 |».

    The cells of the rule tell the width; an empty cell stands between two lines.
    """
    at = {f.column: f for f in row}
    for start, width in _rules(row):
        lines = [_line(at, start - 1 - width, width, 0)]
        first = start + width + 1
        while first - 1 not in at and (line := _line(at, first, width, len(lines))):
            lines.append(line)
            first += width + 1
        if lines[0]:
            yield _table(lines, at.get(start - 2 - width))


def _rules(row: Sequence[Field]) -> Iterator[tuple[int, int]]:
    """First column and width of each rule in the line."""
    columns = [f.column for f in row if _is_rule(f)]
    for _, run in groupby(enumerate(columns), key=lambda pair: pair[1] - pair[0]):
        found = [column for _, column in run]
        yield found[0], len(found)


def _line(at: dict[int, Field], first: int, width: int, row: int) -> list[Field]:
    inside = [at[c] for c in range(first, first + width) if c in at]
    return [msgspec.structs.replace(f, row=row, column=f.column - first) for f in inside]
