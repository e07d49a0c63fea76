"""What growth is about: which figures are a base of which, and whether the numbers fit."""

from __future__ import annotations

from claimcheck.checks.derived import MONTHS, days, shifted
from claimcheck.checks.figures import Figure
from claimcheck.checks.intervals import (
    INFINITY,
    ONE,
    Interval,
    add,
    divide,
    fraction,
    multiply,
    of,
    point,
    subtract,
)
from claimcheck.extract.words import pattern
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.matching import When
from claimcheck.model import Basis, Claim, Measure, Quantity

MOVING = (Measure.GROWTH, Measure.CHANGE)
_YEAR = 360


def unit_of(figure: Figure) -> str:
    """The unit to compare by; percentage points go with percentages."""
    return unit_in(figure.claim.quantity)


def unit_in(quantity: Quantity) -> str:
    """The unit of a quantity as ``unit_of`` gives it."""
    unit = quantity.unit or ""
    return "percent" if unit == "pp" else unit


def is_plain(claim: Claim, lexicon: Lexicon) -> bool:
    """Whether no word near the movement says that it is measured otherwise than level by level."""
    return pattern(lexicon, "not_plain").search(fold(claim.quote)) is None


def is_then_of(then: When, now: When, basis: Basis) -> bool:
    """Whether the one period is the base of the other."""
    months = MONTHS.get(basis)
    if months is not None:
        base = shifted(now, months)
        return base is not None and (base.start, base.end) == (then.start, then.end)
    return then.end is not None and now.start is not None and then.end < now.start


def basis_of(claim: Claim, when: When) -> Basis | None:
    """What the growth is measured from; a year can only grow from the year before."""
    if claim.basis is not None or when.instant or days(when) < _YEAR:
        return claim.basis
    return Basis.YOY


def expected(then: Quantity, moved: Quantity) -> Interval | None:
    """What the figure must be; ``None`` where the base is not positive or all of it is lost."""
    base, move = of(then), of(moved)
    if moved.unit != "percent" or then.unit == "percent":
        return add(base, move)
    factor = add(point(ONE), fraction(move))
    return multiply(base, factor) if base.is_positive and factor.is_positive else None


def expected_change(now: Quantity, growth: Quantity) -> Interval | None:
    """How much the figure must have changed by to have grown by that percentage."""
    figure, factor = of(now), add(point(ONE), fraction(of(growth)))
    if not (figure.is_positive and factor.is_positive) or factor.high == INFINITY:
        return None
    return multiply(figure, subtract(point(ONE), divide(point(ONE), factor)))
