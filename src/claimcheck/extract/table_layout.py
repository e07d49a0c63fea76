"""Table → places: each value with the labels of its row, the heads of its column and its section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from claimcheck.extract.table_columns import (
    Reader,
    body_of,
    is_blank,
    label_columns,
    reader_of,
    serial_columns,
    unit_columns,
)
from claimcheck.extract.table_grid import Field, Table
from claimcheck.extract.table_values import Value
from claimcheck.extract.words import pattern
from claimcheck.lexicon import Lexicon


class Place(msgspec.Struct, frozen=True, eq=False):
    """Where a value may stand: what its row, column and section are called, and what stands there.

    ``unit`` is the cell of the row in a column of units, ``prefix`` a currency sign in a cell before.
    """

    row: int
    column: int
    labels: tuple[Field, ...]
    heads: tuple[Field, ...]
    section: Field | None
    unit: Field | None
    prefix: Field | None
    field: Field | None
    value: Value | None


class Layout(msgspec.Struct, frozen=True, eq=False):
    """The rows of places; the fields that head the whole table; numbers that only number the rows."""

    rows: tuple[tuple[Place, ...], ...]
    captions: tuple[Field, ...]
    serials: tuple[tuple[Field, str], ...]
    labels: tuple[Field, ...]
    heads: frozenset[tuple[int, int]]


def laid_out(table: Table, lexicon: Lexicon) -> Layout:
    """Read which rows are heads and which columns are labels, then place every value."""
    reader = reader_of(table, lexicon)
    serial = dict(serial_columns(reader))
    unit = unit_columns(reader)
    labels = label_columns(reader, {*serial, *unit})
    body = [c for c in table.columns if c not in labels and c not in serial and c not in unit]
    rows, captions, names = _walk(reader, labels, unit, body)
    numbering = [(f, serial[c]) for c in serial for f in body_of(reader, c)]
    heads = frozenset(f.at for f in table.fields.values() if f.row in reader.heads)
    return Layout(tuple(rows), tuple(captions), tuple(numbering), tuple(names), heads)


class _State(msgspec.Struct, eq=False):
    """What the rows so far say about the next one."""

    stack: list[list[Field]] = []
    heads: dict[int, tuple[Field, ...]] = {}
    section: Field | None = None
    above: dict[int, Field] = {}
    in_head: bool = False


def _walk(
    reader: Reader, labels: frozenset[int], unit: set[int], body: Sequence[int]
) -> tuple[list[tuple[Place, ...]], list[Field], list[Field]]:
    """Rows of places from top to bottom, the fields over the table, and all labels."""
    state = _State()
    places: list[tuple[Place, ...]] = []
    captions: list[Field] = []
    names: list[Field] = []
    for row in reader.table.rows:
        if row[0].row in reader.heads:
            state.stack = [*state.stack, row] if state.in_head else [row]
            state.in_head, state.section, state.heads = True, None, {}
            captions += [f for f in row if len(row) == 1 or f.column in labels]
            continue
        state.in_head = False
        state.heads = state.heads or {c: tuple(_heads(reader, state.stack, labels, c)) for c in body}
        if any(f.at in reader.values and f.column not in labels for f in row):
            places.append(tuple(_places(reader, state, labels, unit, row)))
            names += [f for f in row if f.column in labels]
        else:
            state.section = _section(row, labels, reader.lexicon) or state.section
            names += row
    return places, captions, names


def _places(
    reader: Reader, state: _State, labels: frozenset[int], unit: set[int], row: Sequence[Field]
) -> Iterator[Place]:
    own = {f.column: f for f in row}
    state.above = state.above | {c: f for c, f in own.items() if c in labels}
    for column, heads in state.heads.items():
        yield Place(
            row=row[0].row,
            column=column,
            labels=_labels(own, state.above, labels, column, reader.lexicon),
            heads=heads,
            section=state.section,
            unit=next((own[c] for c in unit if c in own), None),
            prefix=_prefix(own, column),
            field=own.get(column),
            value=reader.values.get((row[0].row, column)),
        )
    totals = pattern(reader.lexicon, "table_totals")
    if any(totals.search(f.folded) for c, f in own.items() if c in labels):
        state.section = None


def _section(row: Sequence[Field], labels: frozenset[int], lexicon: Lexicon) -> Field | None:
    """The name above a group of rows: the only words of its row."""
    words = [f for f in row if not is_blank(f, lexicon)]
    return words[0] if len(words) == 1 and words[0].column in (labels or {0}) else None


def _labels(
    own: dict[int, Field],
    above: dict[int, Field],
    labels: frozenset[int],
    column: int,
    lexicon: Lexicon,
) -> tuple[Field, ...]:
    """The words of the row in the nearest label columns to the left; a group's name carries down."""
    left = sorted(c for c in labels if c < column) or sorted(labels)
    block: list[int] = []
    for candidate in reversed(left):
        if block and block[-1] - candidate > 1:
            break
        block.append(candidate)
    block.reverse()
    found = [own.get(c) or (above.get(c) if c != block[-1] else None) for c in block]
    return tuple(f for f in found if f is not None and not is_blank(f, lexicon))


def _heads(
    reader: Reader, stack: Sequence[Sequence[Field]], labels: frozenset[int], column: int
) -> Iterator[Field]:
    """The heads above a column; one that spans several columns stands in its first."""
    for level, row in enumerate(stack):
        left = [f for f in row if f.column <= column and f.column not in labels]
        if not left:
            continue
        head, spans = left[-1], level + 1 < len(stack)
        if head.column == column or spans or not _both(reader, head.column, column):
            yield head


def _both(reader: Reader, one: int, other: int) -> bool:
    """Whether the two columns hold values in one row, so that they are columns of their own."""
    rows = {row for row, column in reader.values if column == one and row not in reader.heads}
    return any(column == other and row in rows for row, column in reader.values)


def _prefix(own: dict[int, Field], column: int) -> Field | None:
    """A currency sign that has a cell of its own before the number."""
    before = own.get(column - 1)
    is_sign = before is not None and not any(c.isdigit() or c.isspace() for c in before.folded.strip())
    return before if before is not None and is_sign and len(before.folded.strip()) < 4 else None
