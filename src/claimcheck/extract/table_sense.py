"""Places of a table → bound figures, row by row: growth of what stands left, rows told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

import msgspec

from claimcheck.extract.bound import Bound
from claimcheck.extract.named import Metric
from claimcheck.extract.table_around import Around, Axis, around
from claimcheck.extract.table_columns import is_period
from claimcheck.extract.table_figures import figure_of
from claimcheck.extract.table_headings import of_whole
from claimcheck.extract.table_layout import Layout, Place
from claimcheck.extract.table_meaning import Meaning, meaning_of
from claimcheck.extract.table_names import (
    is_generic,
    known_metric,
    normal_form,
    rest_of,
)
from claimcheck.extract.table_periods import basis_between
from claimcheck.extract.table_values import Value
from claimcheck.model import Measure

__all__ = ["Around", "Sense", "around", "senses"]


class Sense(msgspec.Struct, frozen=True, eq=False):
    """A place and the figure that stands there, or the reason why its number claims nothing."""

    place: Place
    figure: Bound | str


def senses(layout: Layout, table: Around) -> Iterator[Sense]:
    """The figure of every place that holds a value, row by row."""
    years = _year_columns(layout, table)
    percents = {p.column for row in layout.rows for p in row if _is_percent(p.value)}
    above: dict[int, Meaning] = {}
    found: list[Sense] = []
    for row in layout.rows:
        left: list[Meaning] = []
        for place in row:
            meaning = _percentage(meaning_of(place, table, above.get(place.column)), left, table)
            meaning = _moved(_unheaded(meaning, left), left, table)
            left.append(meaning)
            if meaning.row.measure is Measure.LEVEL:
                above[place.column] = meaning
            if place.value is not None:
                reason = "date" if place.column in years else None
                figure = reason or figure_of(meaning, place.value, table, place.column in percents)
                found.append(Sense(place, figure))
    yield from _told_apart(found, table)


def _is_percent(value: Value | None) -> bool:
    return value is not None and value.quantity.unit == "percent"


def _year_columns(layout: Layout, table: Around) -> set[int]:
    """Columns of nothing but years (founded in, 年份): dates, no figures."""
    cells = sorted((p for row in layout.rows for p in row if p.value and p.field), key=lambda p: p.column)
    return {
        column
        for column, places in groupby(cells, key=lambda p: p.column)
        if all(p.field and is_period(p.field.folded, table.lexicon) for p in places)
    }


# ---------------------------------------------------------------- growth and share of what stands left


def _percentage(meaning: Meaning, left: Sequence[Meaning], table: Around) -> Meaning:
    """A column headed «%» only: after a column of movements more of them, after a level its share."""
    note = meaning.column.note
    bare = all(is_generic(words, table.lexicon) for words in meaning.column.words)
    if meaning.measure is not Measure.LEVEL or not left or not bare or note is None or note.unit != "percent":
        return meaning
    if meaning.column.period is not None or meaning.row.note is not None:
        return meaning
    before = left[-1].column
    measure = Measure.SHARE if before.measure is Measure.LEVEL else before.measure
    column = msgspec.structs.replace(meaning.column, measure=measure, percent=True)
    return msgspec.structs.replace(meaning, column=column, measure=measure, basis=left[-1].basis)


def _unheaded(meaning: Meaning, left: Sequence[Meaning]) -> Meaning:
    """A percentage in a column without a head is the growth of the two levels before it, or nothing."""
    value, before = meaning.place.value, [m.place.value for m in left if m.place.value is not None]
    if meaning.place.heads or not _is_percent(value) or not any(m.place.heads for m in left):
        return meaning
    if value is None or len(before) < 2 or not _grows(before[-2], before[-1], value):
        return msgspec.structs.replace(meaning, metric=None)
    column = msgspec.structs.replace(meaning.column, measure=Measure.GROWTH)
    return msgspec.structs.replace(meaning, column=column, measure=Measure.GROWTH)


def _grows(newer: Value, older: Value, growth: Value) -> bool:
    """Whether the percentage is how far the newer level lies from the older one, as far as written."""
    now, then, percent = newer.quantity.stated, older.quantity.stated, growth.quantity.stated
    if now is None or percent is None or not then:
        return False
    return abs((now / then - 1) * 100 - percent) <= growth.quantity.precision


def _moved(meaning: Meaning, left: Sequence[Meaning], table: Around) -> Meaning:
    """A growth or share column takes metric and period from the columns to its left."""
    if meaning.column.measure is Measure.LEVEL:
        return meaning
    levels = [m for m in _since_last(left, meaning.column.measure) if m.column.measure is Measure.LEVEL]
    own = _own_metric(meaning, table)
    levels = [m for m in levels if own is None or (m.metric and m.metric.name.id == own.name.id)] or levels
    if _is_percent(meaning.place.value) and meaning.measure is Measure.GROWTH:
        levels = [m for m in levels if not _is_percent(m.place.value)] or levels
    base = _base(levels, meaning)
    if base is None:
        return meaning
    older = [m.period for m in levels if m.period and m is not base]
    counted = basis_between(base.period, older) if base.period else None
    same_scope = own is None
    return msgspec.structs.replace(
        meaning,
        metric=own or base.metric,
        subject=meaning.subject if own else base.subject,
        period=meaning.column.moved or base.period or meaning.period,
        scope=tuple(sorted({*meaning.scope, *base.scope})) if same_scope else meaning.scope,
        basis=meaning.basis or counted,
    )


def _own_metric(meaning: Meaning, table: Around) -> Metric | None:
    """The metric that a growth heading names itself (GMV同比), where columns name metrics."""
    if table.axis is not Axis.COLUMNS:
        return None
    if any(of_whole(words, table.lexicon) for words in meaning.column.words):
        return None
    found = [known_metric(w, "", table.lexicon) for w in meaning.column.words]
    return next((m for m in found if m is not None), None)


def _since_last(left: Sequence[Meaning], measure: Measure) -> list[Meaning]:
    """The columns since the last one of the same measure, if any level stands among them."""
    last = max((i for i, m in enumerate(left) if m.column.measure is measure), default=-1)
    recent = list(left[last + 1 :])
    return recent if any(m.column.measure is Measure.LEVEL for m in recent) else list(left)


def _base(levels: Sequence[Meaning], meaning: Meaning) -> Meaning | None:
    """The level that moved: of one metric the newest, else the nearest; a share is of the nearest."""
    if not levels:
        return None
    one = len({m.metric.name.id if m.metric else "" for m in levels}) == 1
    dated = [m for m in levels if m.period is not None and m.period.end is not None]
    if meaning.column.measure is Measure.SHARE or not one or not dated:
        return levels[-1]
    return max(dated, key=lambda m: (_end(m), -m.place.column))


def _end(meaning: Meaning) -> date:
    return meaning.period.end if meaning.period and meaning.period.end else date.min


# ---------------------------------------------------------------- rows that share a name


def _told_apart(found: Sequence[Sense], table: Around) -> list[Sense]:
    """Figures of one metric in several rows, each narrowed by what its row or section adds."""
    first: dict[object, Place] = {}
    told: list[Sense] = []
    sections = _sections_by_metric(found)
    for sense in found:
        if isinstance(sense.figure, str):
            told.append(sense)
            continue
        figure, place = sense.figure, sense.place
        key = _identity(figure)
        other = first.setdefault(key, place)
        extra: tuple[str, ...] = ()
        if len(sections[_apart(figure)]) > 1 and place.section is not None:
            extra = tuple(rest_of(table.rows[(place.section,)].words[0], table.lexicon))
        elif other.row != place.row and figure.metric is not None:
            extra = (normal_form(figure.metric.name.text, table.lexicon),)
        scope = tuple(sorted({*figure.scope, *extra}))
        told.append(Sense(place, msgspec.structs.replace(figure, scope=scope)))
    return told


def _sections_by_metric(found: Sequence[Sense]) -> dict[object, set[object]]:
    sections: dict[object, set[object]] = {}
    for sense in found:
        if not isinstance(sense.figure, str):
            section = sense.place.section
            sections.setdefault(_apart(sense.figure), set()).add(section.at if section else None)
    return sections


def _apart(figure: Bound) -> object:
    """What figures share that only their sections tell apart."""
    return _identity(msgspec.structs.replace(figure, subject=None))


def _identity(figure: Bound) -> object:
    """All that says what a figure is of, but for its value."""
    period = (figure.period.start, figure.period.end, figure.period.kind)
    return (
        figure.metric.name.id if figure.metric else "",
        figure.subject.name.id if figure.subject else "",
        figure.scope,
        figure.measure,
        figure.basis,
        figure.modality,
        period,
        figure.quantity.unit,
    )
