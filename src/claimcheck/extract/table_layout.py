"""Table → places: each value with the labels of its row, the heads of its column and its section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from claimcheck.extract.periods import find_periods
from claimcheck.extract.table_grid import Field, Table
from claimcheck.extract.table_values import Value, value_of
from claimcheck.extract.words import pattern, vocabulary
from claimcheck.lexicon import Lexicon

_YEAR = re.compile(r"(?:19|20)\d\d\s*[a-z]?")
_ENUMERATED = re.compile(r"[(]?(?:\d{1,2}|[a-z])[.)、]?")
_MOST_HEADS = 4
_NOTHING = ("n/a", "n.a.", "na", "nm", "n.m.")


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


class _Reader(msgspec.Struct, frozen=True, eq=False):
    table: Table
    lexicon: Lexicon
    values: dict[tuple[int, int], Value]
    heads: frozenset[int]


def laid_out(table: Table, lexicon: Lexicon) -> Layout:
    """Read which rows are heads and which columns are labels, then place every value."""
    reader = _reader(table, lexicon)
    serial = dict(_serial_columns(reader))
    unit = _unit_column(reader)
    labels = _label_columns(reader, {*serial, *unit})
    body = [c for c in table.columns if c not in labels and c not in serial and c not in unit]
    rows, captions, names = _walk(reader, labels, unit, body)
    numbering = [(f, serial[c]) for c in serial for f in _body(reader, c)]
    heads = frozenset(f.at for f in table.fields.values() if f.row in reader.heads)
    return Layout(tuple(rows), tuple(captions), tuple(numbering), tuple(names), heads)


def _reader(table: Table, lexicon: Lexicon) -> _Reader:
    values = {at: v for at, f in table.fields.items() if (v := value_of(f, lexicon)) is not None}
    reader = _Reader(table, lexicon, values, frozenset())
    return msgspec.structs.replace(reader, heads=frozenset(_head_rows(reader)))


# ---------------------------------------------------------------- rows that head others


def _head_rows(reader: _Reader) -> Iterator[int]:
    """The rows at the top without values, and rows of periods or marked heads further down.

    Words alone in a row head the whole table above the first full row, and a section below it.
    """
    above, full = True, False
    for row in reader.table.rows:
        alone = len(row) == 1
        is_text = all(_is_heading(reader, f) for f in (row if alone else row[1:]))
        marked = not alone and (all(f.header for f in row) or all(_is_period(reader, f) for f in row[1:]))
        above = above and (marked or (is_text and row[0].row < _MOST_HEADS and not (alone and full)))
        full = full or not alone
        if above or (is_text and marked):
            yield row[0].row


def _is_heading(reader: _Reader, field: Field) -> bool:
    return field.at not in reader.values or _is_period(reader, field)


def _is_period(reader: _Reader, field: Field) -> bool:
    return is_period(field.folded, reader.lexicon)


@lru_cache(maxsize=4096)
def is_period(folded: str, lexicon: Lexicon) -> bool:
    """Whether the words are a period and nothing else: a bare year, Q1 2022, 2022年6月30日."""
    text = re.sub(r"[(].*?[)]", "", folded).strip(" :,.")
    if _YEAR.fullmatch(text) or text in _relative(lexicon):
        return True
    found = find_periods(text, text, None, lexicon) if any(c.isalnum() for c in text) else []
    inside = sum(p.span.end - p.span.start for p in found if p.span)
    return bool(found) and inside >= len(text) - 6 and not re.fullmatch(r"[\d.,]+", text)


@lru_cache(maxsize=8)
def _relative(lexicon: Lexicon) -> frozenset[str]:
    words = ("table_this_period", "table_last_year", "table_period_end", "table_period_start")
    return frozenset[str]().union(*(vocabulary(lexicon, category) for category in words))


# ---------------------------------------------------------------- what columns are for


def _body(reader: _Reader, column: int) -> list[Field]:
    return [f for f in reader.table.fields.values() if f.column == column and f.row not in reader.heads]


def _head(reader: _Reader, column: int) -> str:
    found = [f for f in reader.table.fields.values() if f.column == column and f.row in reader.heads]
    return " ".join(f.folded.strip(" :") for f in sorted(found, key=lambda f: f.row))


def _serial_columns(reader: _Reader) -> Iterator[tuple[int, str]]:
    """Columns that number the rows (or hold their codes), with the reason why they claim nothing."""
    for column in reader.table.columns:
        head = _head(reader, column)
        if head in vocabulary(reader.lexicon, "table_codes"):
            yield column, "code"
        elif head in vocabulary(reader.lexicon, "table_serials") or _counts_up(reader, column):
            yield column, "ordinal"
        elif _tells_dates(reader, column, head):
            yield column, "date"


def _counts_up(reader: _Reader, column: int) -> bool:
    """Whether a first column without a name holds 1, 2, 3 …"""
    body = sorted(_body(reader, column), key=lambda f: f.row)
    numbers = [f.folded.strip(" .)、(") for f in body]
    first = column == reader.table.columns[0] and len(reader.table.columns) > 2
    return first and len(body) > 2 and numbers == [str(i) for i in range(1, len(body) + 1)]


def _tells_dates(reader: _Reader, column: int, head: str) -> bool:
    """Whether the column dates its rows (成立年份, founded) but not their figures."""
    plain = not head or head in vocabulary(reader.lexicon, "table_generic")
    if plain or _has_period(head, reader.lexicon) or column == reader.table.columns[0]:
        return False
    body = _body(reader, column)
    return bool(body) and all(_is_period(reader, f) for f in body)


def _has_period(head: str, lexicon: Lexicon) -> bool:
    return bool(find_periods(head, head, None, lexicon))


def _unit_column(reader: _Reader) -> set[int]:
    names = vocabulary(reader.lexicon, "table_unit_columns")
    return {c for c in reader.table.columns if _head(reader, c) in names}


def _label_columns(reader: _Reader, others: set[int]) -> frozenset[int]:
    """Columns whose cells are mostly words or periods, as far as values stand to their right."""
    found: set[int] = set()
    values: set[int] = set()
    for column in reader.table.columns:
        if column in others:
            continue
        body = _body(reader, column)
        words = sum(_is_heading(reader, f) and not _is_blank(f) for f in body)
        numbers = sum(not _is_heading(reader, f) for f in body)
        (found if words > numbers or (not body and not values) else values).add(column)
    last = max(values, default=-1)
    return frozenset(c for c in found if c < last)


def _is_blank(field: Field) -> bool:
    """A dash, a currency sign, n/a: a value that is not there."""
    words = field.folded.strip()
    return len(words) <= 1 or not any(c.isalnum() for c in words) or words in _NOTHING


# ---------------------------------------------------------------- places


class _State(msgspec.Struct, eq=False):
    """What the rows so far say about the next one."""

    stack: list[list[Field]] = []
    heads: dict[int, tuple[Field, ...]] = {}
    section: Field | None = None
    above: dict[int, Field] = {}
    in_head: bool = False


def _walk(
    reader: _Reader, labels: frozenset[int], unit: set[int], body: Sequence[int]
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
            state.section = _section(row, labels) or state.section
            names += row
    return places, captions, names


def _places(
    reader: _Reader, state: _State, labels: frozenset[int], unit: set[int], row: Sequence[Field]
) -> Iterator[Place]:
    own = {f.column: f for f in row}
    state.above = state.above | {c: f for c, f in own.items() if c in labels}
    for column, heads in state.heads.items():
        yield Place(
            row=row[0].row,
            column=column,
            labels=_labels(own, state.above, labels, column),
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


def _section(row: Sequence[Field], labels: frozenset[int]) -> Field | None:
    """The name above a group of rows: the only words of its row."""
    words = [f for f in row if not _is_blank(f)]
    return words[0] if len(words) == 1 and words[0].column in (labels or {0}) else None


def _labels(
    own: dict[int, Field], above: dict[int, Field], labels: frozenset[int], column: int
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
    return tuple(f for f in found if f is not None and not _is_blank(f))


def _heads(
    reader: _Reader, stack: Sequence[Sequence[Field]], labels: frozenset[int], column: int
) -> Iterator[Field]:
    """The heads above a column; one that spans several columns stands in its first."""
    for level, row in enumerate(stack):
        left = [f for f in row if f.column <= column and f.column not in labels]
        if not left:
            continue
        head, spans = left[-1], level + 1 < len(stack)
        if head.column == column or spans or not _both(reader, head.column, column):
            yield head


def _both(reader: _Reader, one: int, other: int) -> bool:
    """Whether the two columns hold values in one row, so that they are columns of their own."""
    rows = {row for row, column in reader.values if column == one and row not in reader.heads}
    return any(column == other and row in rows for row, column in reader.values)


def _prefix(own: dict[int, Field], column: int) -> Field | None:
    """A currency sign that has a cell of its own before the number."""
    before = own.get(column - 1)
    is_sign = before is not None and not any(c.isdigit() or c.isspace() for c in before.folded.strip())
    return before if before is not None and is_sign and len(before.folded.strip()) < 4 else None
