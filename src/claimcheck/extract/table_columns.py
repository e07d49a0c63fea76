"""What rows and columns of a table are for: heads, labels, values, units, numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from claimcheck.extract.periods import find_periods
from claimcheck.extract.table_grid import Field, Table
from claimcheck.extract.table_periods import RELATIVE
from claimcheck.extract.table_values import Value, value_of
from claimcheck.extract.words import vocabulary
from claimcheck.lexicon import Lexicon

_YEAR = re.compile(r"(?:19|20)\d\d\s*[a-z]?")
_MOST_HEADS = 4


class Reader(msgspec.Struct, frozen=True, eq=False):
    """A table with the values of its cells; ``heads`` are the rows that head others."""

    table: Table
    lexicon: Lexicon
    values: dict[tuple[int, int], Value]
    heads: frozenset[int]


def reader_of(table: Table, lexicon: Lexicon) -> Reader:
    """The table with the values of its cells, and the rows that head others."""
    values = {at: v for at, f in table.fields.items() if (v := value_of(f, lexicon)) is not None}
    reader = Reader(table, lexicon, values, frozenset())
    return msgspec.structs.replace(reader, heads=frozenset(_head_rows(reader)))


# ---------------------------------------------------------------- rows that head others


def _head_rows(reader: Reader) -> Iterator[int]:
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


def _is_heading(reader: Reader, field: Field) -> bool:
    return field.at not in reader.values or _is_period(reader, field)


def _is_period(reader: Reader, field: Field) -> bool:
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
    return frozenset[str]().union(*(vocabulary(lexicon, category) for category in RELATIVE))


# ---------------------------------------------------------------- what columns are for


def body_of(reader: Reader, column: int) -> list[Field]:
    """The fields of a column below its heads."""
    return [f for f in reader.table.fields.values() if f.column == column and f.row not in reader.heads]


def _head(reader: Reader, column: int) -> str:
    found = [f for f in reader.table.fields.values() if f.column == column and f.row in reader.heads]
    return " ".join(f.folded.strip(" :") for f in sorted(found, key=lambda f: f.row))


def serial_columns(reader: Reader) -> Iterator[tuple[int, str]]:
    """Columns that number the rows (or hold their codes), with the reason why they claim nothing."""
    for column in reader.table.columns:
        head = _head(reader, column)
        if head in vocabulary(reader.lexicon, "table_codes"):
            yield column, "code"
        elif head in vocabulary(reader.lexicon, "table_serials") or _counts_up(reader, column):
            yield column, "ordinal"
        elif _tells_dates(reader, column, head):
            yield column, "date"


def _counts_up(reader: Reader, column: int) -> bool:
    """Whether a first column without a name holds 1, 2, 3 …"""
    body = sorted(body_of(reader, column), key=lambda f: f.row)
    numbers = [f.folded.strip(" .)、(") for f in body]
    first = column == reader.table.columns[0] and len(reader.table.columns) > 2
    return first and len(body) > 2 and numbers == [str(i) for i in range(1, len(body) + 1)]


def _tells_dates(reader: Reader, column: int, head: str) -> bool:
    """Whether the column dates its rows (成立年份, founded) but not their figures."""
    plain = not head or head in vocabulary(reader.lexicon, "table_generic")
    if plain or _has_period(head, reader.lexicon) or column == reader.table.columns[0]:
        return False
    body = body_of(reader, column)
    return bool(body) and all(_is_period(reader, f) for f in body)


def _has_period(head: str, lexicon: Lexicon) -> bool:
    return bool(find_periods(head, head, None, lexicon))


def unit_columns(reader: Reader) -> set[int]:
    """The columns that give the unit of their row."""
    names = vocabulary(reader.lexicon, "table_unit_columns")
    return {c for c in reader.table.columns if _head(reader, c) in names}


def label_columns(reader: Reader, others: set[int]) -> frozenset[int]:
    """Columns whose cells are mostly words or periods, as far as values stand to their right."""
    found: set[int] = set()
    values: set[int] = set()
    for column in reader.table.columns:
        if column in others:
            continue
        body = body_of(reader, column)
        words = sum(_is_heading(reader, f) and not is_blank(f, reader.lexicon) for f in body)
        numbers = sum(not _is_heading(reader, f) for f in body)
        (found if words > numbers or (not body and not values) else values).add(column)
    last = max(values, default=-1)
    return frozenset(c for c in found if c < last)


def is_blank(field: Field, lexicon: Lexicon) -> bool:
    """A dash, a currency sign, n/a: a value that is not there."""
    words = field.folded.strip()
    return (
        len(words) <= 1
        or not any(c.isalnum() for c in words)
        or words in vocabulary(lexicon, "table_nothing")
    )
