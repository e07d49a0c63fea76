"""A value and what its place says → the bound figure: its measure, unit, period and modality."""

from __future__ import annotations

import msgspec

from claimcheck.extract.bound import Bound
from claimcheck.extract.measures import adjusted_basis
from claimcheck.extract.periods import unstated
from claimcheck.extract.table_amounts import Notes, amount_of, percent_of, sign_note
from claimcheck.extract.table_around import Around, Axis
from claimcheck.extract.table_headings import basis_in
from claimcheck.extract.table_meaning import Meaning
from claimcheck.extract.table_units import note_of
from claimcheck.extract.table_values import Value
from claimcheck.model import Basis, Measure, Modality, Period, PeriodKind, Quantity


def figure_of(meaning: Meaning, value: Value, table: Around, percents: bool) -> Bound | str:
    """The figure that stands at a place, or why its number claims nothing.

    ``percents``: the column holds percentages, so that its bare numbers are some, too.
    """
    if meaning.metric is None:
        return "no metric"
    measure, quantity = _reading(meaning, value, table, percents)
    period = _dated(meaning.period or table.period or unstated(table.published), meaning, table)
    moving = measure in (Measure.GROWTH, Measure.CHANGE)
    said = basis_in(meaning.place.field.folded if meaning.place.field else "", table.lexicon)
    basis = meaning.basis or said or (Basis.YOY if meaning.measure is Measure.GROWTH else None)
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


def _reading(meaning: Meaning, value: Value, table: Around, percents: bool) -> tuple[Measure, Quantity]:
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


def _growth(meaning: Meaning, value: Value, level: Quantity, percents: bool) -> tuple[Measure, Quantity]:
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


def _is_rate(meaning: Meaning, table: Around) -> bool:
    entry = table.lexicon.metrics.get(meaning.metric.name.id) if meaning.metric else None
    return entry is not None and entry.unit == "percent"


def _amount(meaning: Meaning, value: Value, table: Around) -> Quantity:
    place, lexicon = meaning.place, table.lexicon
    unit = note_of(place.unit.folded, lexicon) if place.unit else None
    sign = sign_note(place.prefix.folded, lexicon) if place.prefix else None
    notes = Notes(meaning.row.note or unit, meaning.column.note, table.note, sign or table.currency)
    names = meaning.column if table.axis is Axis.COLUMNS else meaning.row
    label = " ".join(w.folded.strip() for w in names.words)
    if table.axis is Axis.COLUMNS and notes.column and notes.row is None:
        notes = Notes(notes.column, None, notes.table, notes.currency)
    return amount_of(value, notes, meaning.metric, label, lexicon)


def _dated(period: Period, meaning: Meaning, table: Around) -> Period:
    """A single day: stocks are counted at its end, flows over it."""
    if period.kind is not PeriodKind.DURATION or period.start != period.end or meaning.metric is None:
        return period
    entry = table.lexicon.metrics.get(meaning.metric.name.id)
    is_stock = entry.kind == "stock" if entry else meaning.column.period is not None
    return msgspec.structs.replace(period, kind=PeriodKind.INSTANT) if is_stock else period


def _modality(meaning: Meaning, period: Period, table: Around) -> Modality:
    """As the headings say; a span of time that has not ended yet is a plan, as in running text."""
    for said in (meaning.column.modality, meaning.row.modality):
        if said is not Modality.ACTUAL:
            return said
    if table.published is None or period.end is None or period.kind is not PeriodKind.DURATION:
        return Modality.ACTUAL
    return Modality.PLAN if period.end > table.published else Modality.ACTUAL
