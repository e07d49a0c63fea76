"""Places of a table → bound figures: metric, subject, period, scope and measure of each value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

import msgspec

from claimcheck.extract.binding import Bound
from claimcheck.extract.measures import adjusted_basis
from claimcheck.extract.metrics import Metric
from claimcheck.extract.periods import unstated
from claimcheck.extract.subjects import Subject
from claimcheck.extract.table_amounts import Notes, amount_of, kind_of, percent_of, sign_note
from claimcheck.extract.table_around import Around, Axis, around
from claimcheck.extract.table_headings import Heading, basis_between
from claimcheck.extract.table_layout import Layout, Place, is_period
from claimcheck.extract.table_names import (
    Words,
    is_generic,
    known_metric,
    normal_form,
    phrase_metric,
    rest_of,
    subject_in,
)
from claimcheck.extract.table_units import note_of
from claimcheck.extract.table_values import Value
from claimcheck.model import Basis, Measure, Modality, Name, Period, PeriodKind, Quantity

__all__ = ["Around", "Sense", "around", "senses"]


class Sense(msgspec.Struct, frozen=True, eq=False):
    """A place and the figure that stands there, or the reason why its number claims nothing."""

    place: Place
    figure: Bound | str


class _Meaning(msgspec.Struct, frozen=True, eq=False):
    """What a place would say, whether or not a value stands there."""

    place: Place
    row: Heading
    column: Heading
    metric: Metric | None
    subject: Subject | None
    period: Period | None
    scope: tuple[str, ...]
    measure: Measure
    basis: Basis | None
    own: bool


def senses(layout: Layout, table: Around) -> Iterator[Sense]:
    """The figure of every place that holds a value, row by row."""
    years = _year_columns(layout, table)
    percents = {p.column for row in layout.rows for p in row if _is_percent(p.value)}
    above: dict[int, _Meaning] = {}
    found: list[Sense] = []
    for row in layout.rows:
        left: list[_Meaning] = []
        for place in row:
            meaning = _moved(_meaning(place, table, above.get(place.column)), left, table)
            left.append(meaning)
            above[place.column] = meaning if meaning.row.measure is Measure.LEVEL else above[place.column]
            if place.value is not None:
                reason = "date" if place.column in years else None
                figure = reason or _figure(meaning, place.value, table, place.column in percents)
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


# ---------------------------------------------------------------- what row and column say


def _meaning(place: Place, table: Around, above: _Meaning | None) -> _Meaning:
    row, column = table.row(place.labels), table.column(place.heads)
    measure = column.measure if column.measure is not Measure.LEVEL else row.measure
    kind = kind_of(place.value, Notes(row.note, column.note))
    metric, rest = _metric(place, row, column, kind, table)
    if metric is None and row.measure is not Measure.LEVEL and above is not None:
        metric, rest = above.metric, [Words(w.field, "") for w in row.words]
    return _Meaning(
        place=place,
        row=row,
        column=column,
        metric=metric,
        subject=_subject(place, row, column, table),
        period=column.period or row.period,
        scope=_scope(metric, rest, column, row, table),
        measure=measure,
        basis=column.basis or row.basis,
        own=column.moved is not None,
    )


def _metric(
    place: Place, row: Heading, column: Heading, kind: str, table: Around
) -> tuple[Metric | None, list[Words]]:
    """The metric, and the other words, which may narrow it."""
    names, others = list(row.words), list(column.words)
    if table.axis is Axis.COLUMNS:
        names, others = others, names
    if table.axis is Axis.CAPTION:
        return table.metric, [*names, *others]
    section = [] if place.section is None else list(table.row((place.section,)).words)
    for words in (*reversed(names), *reversed(section)):
        metric = known_metric(words, kind, table.lexicon)
        if metric is not None:
            return metric, [w for w in (*names, *others) if w is not words]
    for words in (*reversed(names), *reversed(section)):
        metric = phrase_metric(words, table.lexicon)
        if metric is not None:
            return metric, [w for w in (*names, *others) if w is not words]
    return None, others


def _subject(place: Place, row: Heading, column: Heading, table: Around) -> Subject | None:
    section = () if place.section is None else table.row((place.section,)).words
    for words in (*reversed(row.words), *reversed(column.words), *section):
        subject = subject_in(words, table.lexicon)
        if subject is not None:
            return subject
    if table.rows_are_subjects and table.axis is not Axis.ROWS:
        for words in row.words:
            if not is_generic(words, table.lexicon):
                return _unknown(words, table)
    return table.subject and msgspec.structs.replace(table.subject, span=None)


def _unknown(words: Words, table: Around) -> Subject:
    """A subject that no lexicon knows, among ones that it does."""
    text = words.field.text.strip()
    return Subject(Name("~" + normal_form(words.folded, table.lexicon), text, text), words.field.span)


def _scope(
    metric: Metric | None, rest: Sequence[Words], column: Heading, row: Heading, table: Around
) -> tuple[str, ...]:
    """What narrows the metric: words beside its name, and the row or column that it is split by."""
    found = set(metric.modifiers if metric else ())
    for words in rest:
        is_subject = table.rows_are_subjects and any(words is w for w in row.words)
        is_measure = column.measure is not Measure.LEVEL and any(words is w for w in column.words[-1:])
        if not is_subject and not is_measure:
            found |= set(rest_of(words, table.lexicon))
    if column.measure is Measure.SHARE and known_metric(column.words[-1], "", table.lexicon):
        found |= {normal_form(column.words[-1].folded, table.lexicon)}
    return tuple(sorted(found))


# ---------------------------------------------------------------- growth and share of what stands left


def _moved(meaning: _Meaning, left: Sequence[_Meaning], table: Around) -> _Meaning:
    """A growth or share column takes metric and period from the columns to its left."""
    if meaning.column.measure is Measure.LEVEL:
        return meaning
    levels = [m for m in _since_last(left, meaning.column.measure) if m.column.measure is Measure.LEVEL]
    own = _own_metric(meaning, table)
    levels = [m for m in levels if own is None or (m.metric and m.metric.name.id == own.name.id)] or levels
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


def _own_metric(meaning: _Meaning, table: Around) -> Metric | None:
    """The metric that a growth heading names itself (GMV同比), where columns name metrics."""
    if table.axis is not Axis.COLUMNS:
        return None
    if meaning.column.measure is Measure.SHARE and not _leads(meaning, table):
        return None
    found = [known_metric(w, "", table.lexicon) for w in meaning.column.words]
    return next((m for m in found if m is not None), None)


def _leads(meaning: _Meaning, table: Around) -> bool:
    """Whether a share heading begins with the name of the part (广告收入占比), not with 占 or «% of»."""
    words = meaning.column.words[-1]
    metric = known_metric(words, "", table.lexicon)
    return metric is not None and not words.folded[: metric.span.start - words.field.span.start].strip()


def _since_last(left: Sequence[_Meaning], measure: Measure) -> list[_Meaning]:
    """The columns since the last one of the same measure, if any level stands among them."""
    last = max((i for i, m in enumerate(left) if m.column.measure is measure), default=-1)
    recent = list(left[last + 1 :])
    return recent if any(m.column.measure is Measure.LEVEL for m in recent) else list(left)


def _base(levels: Sequence[_Meaning], meaning: _Meaning) -> _Meaning | None:
    """The level that moved: of one metric the newest, else the nearest; a share is of the nearest."""
    if not levels:
        return None
    one = len({m.metric.name.id if m.metric else "" for m in levels}) == 1
    dated = [m for m in levels if m.period is not None and m.period.end is not None]
    if meaning.column.measure is Measure.SHARE or not one or not dated:
        return levels[-1]
    return max(dated, key=lambda m: (_end(m), -m.place.column))


def _end(meaning: _Meaning) -> date:
    return meaning.period.end if meaning.period and meaning.period.end else date.min


# ---------------------------------------------------------------- figures


def _figure(meaning: _Meaning, value: Value, table: Around, percents: bool) -> Bound | str:
    if meaning.metric is None:
        return "no metric"
    measure, quantity = _reading(meaning, value, table, percents)
    period = meaning.period or table.period or unstated(table.published)
    moving = measure in (Measure.GROWTH, Measure.CHANGE)
    basis = meaning.basis or (Basis.YOY if meaning.measure is Measure.GROWTH else None)
    return Bound(
        quantity=quantity,
        quote=quantity.span,
        metric=meaning.metric,
        measure=measure,
        basis=adjusted_basis(basis, period) if moving else None,
        subject=meaning.subject,
        period=period,
        modality=_modality(meaning, period, table),
        scope=meaning.scope,
        attribution=None,
        sentence=quantity.span,
        clause=quantity.span,
    )


def _reading(meaning: _Meaning, value: Value, table: Around, percents: bool) -> tuple[Measure, Quantity]:
    """What kind of figure the value is, and its quantity in that kind's unit."""
    level = _amount(meaning, value, table)
    unit = value.quantity.unit if not value.plain else None
    if unit == "pp":
        return Measure.CHANGE, level
    if unit == "multiple" and level.unit == "multiple":
        metric = table.lexicon.metrics.get(meaning.metric.name.id) if meaning.metric else None
        return Measure.LEVEL if metric is not None and metric.unit == "multiple" else Measure.MULTIPLE, level
    if meaning.measure is Measure.GROWTH:
        return _growth(meaning, value, level, percents)
    if meaning.measure is Measure.SHARE:
        return Measure.SHARE, percent_of(value)
    if level.unit == "percent":
        signed = value.signed and not _is_rate(meaning, table)
        return Measure.GROWTH if signed else Measure.SHARE, level
    return (Measure.CHANGE if level.unit == "pp" else Measure.LEVEL), level


def _growth(meaning: _Meaning, value: Value, level: Quantity, percents: bool) -> tuple[Measure, Quantity]:
    """A percentage is growth, points and amounts are a change."""
    if value.quantity.unit == "percent":
        return Measure.GROWTH, value.quantity
    notes = (meaning.column.note, meaning.row.note if meaning.row.measure is Measure.GROWTH else None)
    units = {n.unit for n in notes if n is not None}
    if value.plain and "pp" in units:
        return Measure.CHANGE, msgspec.structs.replace(percent_of(value), unit="pp")
    heading = meaning.column if meaning.column.measure is Measure.GROWTH else meaning.row
    said = "percent" in units or heading.percent or percents
    if value.plain and said and not heading.amount and value.quantity.unit is None:
        return Measure.GROWTH, percent_of(value)
    return Measure.CHANGE, level


def _is_rate(meaning: _Meaning, table: Around) -> bool:
    entry = table.lexicon.metrics.get(meaning.metric.name.id) if meaning.metric else None
    return entry is not None and entry.unit == "percent"


def _amount(meaning: _Meaning, value: Value, table: Around) -> Quantity:
    place, lexicon = meaning.place, table.lexicon
    unit = note_of(place.unit.folded, lexicon) if place.unit else None
    sign = sign_note(place.prefix.folded, lexicon) if place.prefix else None
    notes = Notes(meaning.row.note or unit, meaning.column.note, table.note, sign or table.currency)
    names = meaning.column if table.axis is Axis.COLUMNS else meaning.row
    label = " ".join(w.folded.strip() for w in names.words)
    if table.axis is Axis.COLUMNS and notes.column and notes.row is None:
        notes = Notes(notes.column, None, notes.table, notes.currency)
    return amount_of(value, notes, meaning.metric, label, lexicon)


def _modality(meaning: _Meaning, period: Period, table: Around) -> Modality:
    """As the headings say; a span of time that has not ended yet is a plan, as in running text."""
    for said in (meaning.column.modality, meaning.row.modality):
        if said is not Modality.ACTUAL:
            return said
    if table.published is None or period.end is None or period.kind is not PeriodKind.DURATION:
        return Modality.ACTUAL
    return Modality.PLAN if period.end > table.published else Modality.ACTUAL


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
        if len(sections.get(key, ())) > 1 and place.section is not None:
            extra = tuple(rest_of(table.row((place.section,)).words[0], table.lexicon))
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
            sections.setdefault(_identity(sense.figure), set()).add(section.at if section else None)
    return sections


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
