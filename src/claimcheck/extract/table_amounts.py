"""A value with its notes → the quantity that it is: scale and unit from its row, column or table."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from claimcheck.extract.named import Metric
from claimcheck.extract.table_headings import below
from claimcheck.extract.table_units import Note, note_of
from claimcheck.extract.table_values import Value, negated, with_unit
from claimcheck.extract.units import unit_kind
from claimcheck.extract.words import pattern
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Quantity

ONE = Decimal(1)


class Notes(msgspec.Struct, frozen=True):
    """The unit notes that hold for one value: of its row, of its column, of the whole table.

    ``currency`` is that of signs which stand alone before some of the table's numbers.
    """

    row: Note | None = None
    column: Note | None = None
    table: Note | None = None
    currency: str | None = None

    @property
    def general(self) -> Note | None:
        """What column and table say together."""
        return below(self.column, self.table) if self.column else self.table


def kind_of(value: Value | None, notes: Notes) -> str:
    """The kind of unit that is said of the value, or empty where nothing says one."""
    if value is not None and (not value.plain or value.quantity.unit):
        return unit_kind(value.quantity.unit) if value.quantity.unit else ""
    for note in (notes.row, notes.column):
        if note is not None and note.unit:
            return unit_kind(note.unit)
    return ""


def amount_of(value: Value, notes: Notes, metric: Metric | None, label: str, lexicon: Lexicon) -> Quantity:
    """The quantity of a level: as written in the cell where the cell says its unit, else as noted."""
    kind = _kind(metric, label, lexicon)
    quantity = value.quantity
    if value.plain:
        quantity = _noted(quantity, notes, kind, label, lexicon)
    elif quantity.unit is None:
        quantity = msgspec.structs.replace(quantity, unit=_unit(notes, kind))
    if value.bracketed and _is_outflow(metric, label, lexicon):
        quantity = negated(quantity)
    return quantity


def _noted(quantity: Quantity, notes: Notes, kind: str, label: str, lexicon: Lexicon) -> Quantity:
    if notes.row is not None:
        note = notes.row
        if note.main and notes.table is not None and unit_kind(notes.table.unit) == "money":
            note = msgspec.structs.replace(note, unit=notes.table.unit)
        return with_unit(quantity, note.unit or _unit(notes, kind), note.scale or ONE, note.noun)
    note = notes.general or Note()
    if note.unit in ("percent", "pp", "multiple") or kind == "percent":
        return with_unit(quantity, note.unit or "percent", ONE)
    scale = note.scale if note.scale and _holds(note, kind, label, lexicon) else ONE
    noun = note.noun if note.unit and kind in ("", unit_kind(note.unit)) else ""
    return with_unit(quantity, quantity.unit or _unit(notes, kind), scale, noun)


def _unit(notes: Notes, kind: str) -> str | None:
    """The unit that column, table and signs give to figures of this kind."""
    units = [n.unit for n in (notes.column, notes.table) if n is not None and n.unit]
    units += [notes.currency] if notes.currency else []
    fitting = [u for u in units if kind in ("", unit_kind(u))]
    return fitting[0] if fitting else "count" if kind == "count" or (not kind and not units) else None


def _holds(note: Note, kind: str, label: str, lexicon: Lexicon) -> bool:
    """Whether the scale of column or table holds for the row: not for 每股, nor for what it leaves out."""
    if pattern(lexicon, "table_per_unit").search(label):
        return False
    if note.unit is not None:
        return kind in ("", unit_kind(note.unit))
    left_out = pattern(lexicon, "table_per_unit").sub("", note.exceptions)
    named = {m.group() for m in pattern(lexicon, "table_counted").finditer(label)}
    said = {m.group() for m in pattern(lexicon, "table_counted").finditer(left_out)}
    return kind in ("", "money", "count") and not named & said


def _kind(metric: Metric | None, label: str, lexicon: Lexicon) -> str:
    """The kind of unit that the metric's levels have; empty where its name does not tell."""
    entry = lexicon.metrics.get(metric.name.id) if metric else None
    if entry is not None:
        return entry.unit
    name = fold(metric.name.text).strip(" )(") if metric else label
    if _last_end(pattern(lexicon, "rate_heads"), name) == len(name):
        return "percent"
    if pattern(lexicon, "table_per_unit").search(name):
        return "money"
    money = _last_end(pattern(lexicon, "money_heads", "table_outflows", "table_inflows"), name)
    counted = _last_end(pattern(lexicon, "table_counted"), name)
    return "" if money == counted == 0 else "money" if money >= counted else "count"


def _last_end(words: re.Pattern[str], name: str) -> int:
    """Where the last such word ends: the head of a Chinese name; 0 where there is none."""
    return max((m.end() for m in words.finditer(name)), default=0)


def _is_outflow(metric: Metric | None, label: str, lexicon: Lexicon) -> bool:
    """Whether brackets only show that a loss or cost is one: (3,722) under «Adjusted net loss».

    Prose says «a loss of 3,722», and both have to meet. «Profit/(loss)» keeps its sign.
    """
    name = label if metric is None else fold(metric.name.text)
    outflow = pattern(lexicon, "table_outflows").search(name) is not None
    return outflow and pattern(lexicon, "table_inflows").search(name) is None


def percent_of(value: Value) -> Quantity:
    """The bare number as a percentage; one that says its unit stays."""
    return with_unit(value.quantity, "percent", ONE) if value.plain else value.quantity


def sign_note(text: str, lexicon: Lexicon) -> str | None:
    """The currency that a sign in a cell of its own says."""
    note = note_of(text.strip(" ()"), lexicon)
    return note.unit if note and note.unit and unit_kind(note.unit) == "money" else None
