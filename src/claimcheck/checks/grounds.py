"""Whether a source's figure is ground for a draft's: the same figure, a rounder one, a vaguer one, or none.

The draft may say less exactly what the source says, never more exactly. Dates, scores, times and
ordinals are compared by the numbers that they are written with.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

import msgspec

from claimcheck.agreement import agreement, is_exact, loose_precision
from claimcheck.checks.wording import in_one_unit
from claimcheck.extract.mentions import CLOCK, DATE, ORDINAL, WORDY
from claimcheck.extract.units import unit_kind
from claimcheck.folding import fold
from claimcheck.model import Agreement, Bound, Claim, Measure, Period, Quantity

_MOVES = (Measure.LEVEL, Measure.CHANGE)
_BARE = ({"count", "number"}, {"money", "number"})
_FAR = Decimal("1.2")
_BEYOND = 1000


class Ground(IntEnum):
    """How firmly a source's figure carries a draft's; higher is firmer."""

    NONE = 0
    VAGUE = 1
    ROUND = 2
    SAME = 3


def of_one_kind(a: Claim, b: Claim) -> bool:
    """Whether the two figures could be values of one thing: same kind of unit, currency and measure."""
    x, y = a.quantity.unit, b.quantity.unit
    if x in WORDY or y in WORDY:
        return x == y
    kinds = {unit_kind(x), unit_kind(y)}
    if x != y and (len(kinds) > 1 or kinds == {"money"}):
        return kinds in _BARE
    if kinds == {"time"} and a.quantity.noun != b.quantity.noun:  # an age is no duration
        return False
    return a.measure is b.measure or {a.measure, b.measure} <= {*_MOVES} or x == y == "percent"


def is_bare_equal(a: Claim, b: Claim) -> bool:
    """Whether one number stands on both sides, on one of them without a unit or as an ordinal.

    «The 100-foot tower» and «100 feet», the 31st year and 31 years: a unit that was not read.
    """
    x, y = a.quantity, b.quantity
    if x.stated is None or x.stated != y.stated or x.unit == y.unit:
        return False
    return any(q.unit == ORDINAL or (q.unit in (None, "count") and not q.noun) for q in (x, y))


def relation(draft: Claim, source: Claim) -> tuple[Ground, Agreement]:
    """How firmly the source's figure carries the draft's, and how the two values agree."""
    if draft.quantity.unit != source.quantity.unit and is_bare_equal(draft, source):
        units = (draft.quantity.unit, source.quantity.unit)
        return Ground.VAGUE if ORDINAL in units else Ground.ROUND, Agreement.IDENTICAL
    if draft.quantity.unit in WORDY:
        same = _same_words(draft, source)
        return (Ground.SAME, Agreement.IDENTICAL) if same else (Ground.NONE, Agreement.DISJOINT)
    a, b = in_one_unit(draft.quantity, source.quantity)
    if not (_moves(draft) and _moves(source)):
        a, b = _unsigned(a), _unsigned(b)
    found = agreement(a, b)
    return _ground(a, b, found), found


def _moves(claim: Claim) -> bool:
    return claim.measure in (Measure.GROWTH, Measure.CHANGE)


def _unsigned(quantity: Quantity) -> Quantity:
    """The quantity without its sign: where only one side says a direction, the other has not read it."""
    if quantity.stated is None or quantity.stated >= 0 or quantity.low is None or quantity.high is None:
        return quantity
    return msgspec.structs.replace(
        quantity,
        stated=-quantity.stated,
        low=-quantity.high,
        high=-quantity.low,
        low_open=quantity.high_open,
        high_open=quantity.low_open,
    )


def _ground(draft: Quantity, source: Quantity, found: Agreement) -> Ground:
    if found is Agreement.IDENTICAL or (draft.stated is not None and draft.stated == source.stated):
        return Ground.VAGUE if _oversteps(draft, source) else Ground.SAME
    if found is Agreement.ROUNDED:
        return Ground.ROUND if draft.precision >= source.precision else Ground.NONE
    if found in (Agreement.TRUNCATED, Agreement.LOOSE):
        return Ground.VAGUE if draft.precision >= source.precision else Ground.NONE
    if found is Agreement.BOUNDED and not is_exact(draft):
        return _hedged(draft, source)
    return Ground.NONE


def _oversteps(draft: Quantity, source: Quantity) -> bool:
    """Whether the draft says «more than» or «less than» what the source states as just that."""
    return draft.bound in (Bound.OVER, Bound.UNDER) and is_exact(source)


def _hedged(draft: Quantity, source: Quantity) -> Ground:
    """Whether a hedged figure is one that somebody would choose for the source's: not over 700 for 6500."""
    if draft.stated is None or source.stated is None:
        open_ended = draft.bound in (Bound.OVER, Bound.UNDER)
        return Ground.NONE if open_ended else Ground.VAGUE
    least, most = sorted((abs(draft.stated), abs(source.stated)))
    if most - least < max(draft.precision, loose_precision(draft)) and is_exact(source):
        return Ground.ROUND
    return Ground.VAGUE if most <= least * _FAR else Ground.NONE


def closeness(a: Quantity, b: Quantity) -> Fraction:
    """From 0 (of another order) to 1 (equal): what is mistaken for each other is mostly of one order."""
    if a.stated is None or b.stated is None:
        return Fraction(1, 2)
    least, most = sorted((Fraction(abs(a.stated)), Fraction(abs(b.stated))))
    return 2 * least / (least + most) if most else Fraction(1)


def mistakable(a: Claim, b: Claim) -> bool:
    """Whether one figure could be meant where the other stands: no years for days, no 3 for a billion."""
    x, y = a.quantity, b.quantity
    if x.unit in WORDY:
        return True
    if unit_kind(x.unit) == unit_kind(y.unit) == "time" and x.unit != y.unit:
        return False
    if x.stated is None or y.stated is None or not x.stated or not y.stated:
        return True
    least, most = sorted((abs(x.stated), abs(y.stated)))
    return most <= least * _BEYOND


def apart(a: Period, b: Period) -> bool:
    """Whether the two periods are known and have no day in common."""
    if not (a.start and a.end and b.start and b.end):
        return False
    return a.end < b.start or b.end < a.start


# ---------------------------------------------------------------- figures that are words


def _same_words(draft: Claim, source: Claim) -> bool:
    unit = draft.quantity.unit
    if unit == DATE:
        return _same_date(draft, source)
    x, y = _numbers(draft.quantity.text), _numbers(source.quantity.text)
    if unit == ORDINAL:
        return draft.quantity.stated == source.quantity.stated
    if unit == CLOCK:
        return bool(x) and x == y[: len(x)]
    return x in (y, y[::-1])


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in "".join(c if c.isdigit() else " " for c in fold(text)).split())


def _same_date(draft: Claim, source: Claim) -> bool:
    """Whether the draft's date holds the source's days, or is written with no other number than those."""
    x, y = draft.period, source.period
    if fold(draft.quantity.text) == fold(source.quantity.text):
        return True
    if x.start and x.end and y.start and y.end:
        return x.start <= y.start and y.end <= x.end
    said = {*_numbers(source.quantity.text), *_shared_parts(y.start, y.end)}
    return {*_numbers(draft.quantity.text)} <= said


def _shared_parts(start: date | None, end: date | None) -> tuple[int, ...]:
    """The year, month and day that all days of the range share."""
    if start is None or end is None or start.year != end.year:
        return ()
    if start.month != end.month:
        return (start.year,)
    return (start.year, start.month, start.day) if start == end else (start.year, start.month)
