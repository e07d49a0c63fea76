"""Tables → claims: each value with the metric, period, unit and scale that its row and column say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from claimcheck.extract.bound import Bound
from claimcheck.extract.periods import find_periods
from claimcheck.extract.quantities import find_quantities
from claimcheck.extract.skips import skip_reason
from claimcheck.extract.subjects import Subject
from claimcheck.extract.table_grid import Field, Table, fields_of, tables_of
from claimcheck.extract.table_layout import Layout, laid_out
from claimcheck.extract.table_sense import Around, around, senses
from claimcheck.extract.table_units import notes_in
from claimcheck.lexicon import Lexicon
from claimcheck.model import Article, Block, BlockKind, Quantity, Span

_LONGEST_QUOTE = 240
_LONGEST_CAPTION = 160
_CAPTIONS = 3
_TAIL = 120
_PROSE = 40
_SENTENCE = "。!?;"


class TableClaim(msgspec.Struct, frozen=True):
    """A bound value with the words of its row; all spans count in the article's text."""

    bound: Bound
    quote: str


class CellReading(msgspec.Struct, frozen=True):
    """What a cell yields: claims, and numbers that are none with the reason."""

    claims: tuple[TableClaim, ...] = ()
    skipped: tuple[tuple[Quantity, str], ...] = ()


def table_readings(
    article: Article, folded: Sequence[str], lexicon: Lexicon, subject: Subject | None
) -> dict[int, CellReading]:
    """What the cells of all tables yield, by block number; cells of running text are left out.

    ``folded`` is the folded text of each block, ``subject`` whom the article is about.
    """
    readings: dict[int, CellReading] = {}
    cells = [(n, b) for n, b in enumerate(article.blocks) if b.cell is not None]
    captions: list[Field] = []
    for _, group in groupby(cells, key=lambda pair: pair[1].cell.table if pair[1].cell else -1):
        blocks = list(group)
        captions = list(_captions(article, folded, blocks[0][0])) or _shared(captions, article, blocks[0][0])
        for table in tables_of(fields_of(blocks, folded, article.text)):
            before = [_tail(table.before)] if table.before else captions
            readings |= _read(article, table, before, lexicon, subject)
    return readings


def _shared(captions: list[Field], article: Article, first: int) -> list[Field]:
    """The captions of the table before, where nothing stands between it and this one."""
    return captions if first and article.blocks[first - 1].cell is not None else []


def _captions(article: Article, folded: Sequence[str], first: int) -> Iterator[Field]:
    """The short blocks right before the table, the nearest first."""
    for number in range(first - 1, max(-1, first - 1 - _CAPTIONS), -1):
        block = article.blocks[number]
        if block.kind is BlockKind.CELL or block.span.end - block.span.start > _LONGEST_CAPTION:
            return
        yield _as_field(article, block, folded[number], number)


def _as_field(article: Article, block: Block, folded: str, number: int) -> Field:
    text = article.text[block.span.start : block.span.end]
    return Field(-1, -1, block.span, text, folded, False, number)


def _tail(field: Field) -> Field:
    """The last words of running text before a table."""
    start = max(0, len(field.text) - _TAIL)
    span = Span(field.span.start + start, field.span.end)
    return msgspec.structs.replace(field, span=span, text=field.text[start:], folded=field.folded[start:])


def _read(
    article: Article, table: Table, captions: Sequence[Field], lexicon: Lexicon, subject: Subject | None
) -> dict[int, CellReading]:
    layout = laid_out(table, lexicon)
    setting = around(article, layout, captions, lexicon, subject)
    found: dict[int, CellReading] = {}
    lines = {row: list(fields) for row, fields in _lines(table)}
    for sense in senses(layout, setting):
        field = sense.place.field
        if field is None or sense.place.value is None:
            continue
        if isinstance(sense.figure, str):
            found[field.block] = CellReading(skipped=((sense.place.value.quantity, sense.figure),))
        else:
            found[field.block] = CellReading((_claim(sense.figure, lines[field.row], field),))
    for field, reason in _others(table, layout, found, setting):
        found[field.block] = CellReading(skipped=tuple(_numbers(field, reason, setting)))
    return found


def _lines(table: Table) -> Iterator[tuple[int, list[Field]]]:
    for row in table.rows:
        yield row[0].row, row


def _claim(bound: Bound, row: Sequence[Field], field: Field) -> TableClaim:
    """The claim quoted with its row; of a very wide row with its label and value only."""
    quoted = row if sum(len(f.text) for f in row) <= _LONGEST_QUOTE else [row[0], field]
    quote = " | ".join(" ".join(f.text.split()) for f in dict.fromkeys(quoted))
    place = Span(quoted[0].span.start, quoted[-1].span.end)
    return TableClaim(msgspec.structs.replace(bound, quote=place, sentence=place, clause=place), quote)


# ---------------------------------------------------------------- numbers that claim nothing


def _others(
    table: Table, layout: Layout, found: dict[int, CellReading], setting: Around
) -> Iterator[tuple[Field, str]]:
    """The fields without a value of their own, and why their numbers claim nothing.

    Cells of running text among the values are left to be read as sentences.
    """
    serials = {f.at: reason for f, reason in layout.serials}
    labels = {f.at for f in layout.labels} | layout.heads
    for field in table.fields.values():
        if field.block in found:
            continue
        if field.at in serials:
            yield field, serials[field.at]
        elif (field.at in labels and not _is_prose(field)) or (
            len(field.text) <= _PROSE and not _is_prose(field)
        ):
            yield field, "label"


def _is_prose(field: Field) -> bool:
    return len(field.text) > _PROSE and any(mark in field.folded for mark in _SENTENCE)


def _numbers(field: Field, reason: str, setting: Around) -> Iterator[tuple[Quantity, str]]:
    """The numbers of a field outside its periods, in the article's offsets."""
    periods = find_periods(field.folded, field.text, setting.published, setting.lexicon)
    taken = [p.span for p in periods if p.span]
    taken += [span for span, _ in notes_in(field.folded, setting.lexicon)]
    for quantity in find_quantities(field.folded, field.text, setting.lexicon, taken):
        why = reason if reason != "label" else skip_reason(field.folded, quantity, setting.lexicon) or reason
        placed = quantity.span.shift(field.span.start)
        yield msgspec.structs.replace(quantity, span=placed), why
