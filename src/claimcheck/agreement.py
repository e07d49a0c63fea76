"""The one comparator: how two stated values relate. Everything is an interval of exact decimals."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, Decimal

from claimcheck.model import Agreement, Bound, Quantity

EQUAL = frozenset({Agreement.IDENTICAL, Agreement.ROUNDED, Agreement.TRUNCATED})
"""Agreements that make two statements say the same; bounded and loose ones merely fit together."""

_ROUNDINGS = {"nearest": ROUND_DOWN, "truncate": ROUND_DOWN, "ceil": ROUND_CEILING}
ROUNDINGS = tuple(_ROUNDINGS)
"""How the coarser of two figures may have been made from the finer one."""


def agreement(a: Quantity, b: Quantity, rounding: str = "nearest") -> Agreement:
    """How the values of two quantities in one unit relate. Symmetric.

    Exact values of equal precision are identical or disjoint. Of unequal precision, the finer one
    may round or cut to the coarser; trailing zeros of a whole number are dropped only
    for the ``loose`` reading. A bound, range or order agrees if the two intervals meet.
    """
    if not (is_exact(a) and is_exact(b)):
        return _of_bounds(a, b)
    if a.stated == b.stated:
        return Agreement.IDENTICAL
    if a.precision == b.precision:
        return Agreement.DISJOINT
    coarse, fine = (a, b) if a.precision > b.precision else (b, a)
    return _of_precisions(coarse, fine, rounding)


def is_exact(quantity: Quantity) -> bool:
    """Whether one value is stated, without a hedge."""
    return quantity.bound is Bound.EXACT and quantity.stated is not None


def meets(a: Quantity, b: Quantity) -> bool:
    """Whether the two intervals have a value in common, open ends respected."""
    return _starts_before_end(a, b) and _starts_before_end(b, a)


def _of_bounds(a: Quantity, b: Quantity) -> Agreement:
    if a.bound is b.bound and (a.stated, a.low, a.high) == (b.stated, b.low, b.high):
        return Agreement.IDENTICAL
    return Agreement.BOUNDED if meets(a, b) else Agreement.DISJOINT


def _of_precisions(coarse: Quantity, fine: Quantity, rounding: str) -> Agreement:
    assert coarse.stated is not None and fine.stated is not None
    if rounding == "nearest" and _within(coarse.stated, coarse.precision, fine):
        return Agreement.ROUNDED
    cut = (fine.stated / coarse.precision).to_integral_value(_ROUNDINGS[rounding]) * coarse.precision
    if cut == coarse.stated:
        return Agreement.TRUNCATED
    loose = loose_precision(coarse)
    if loose > coarse.precision and _within(coarse.stated, loose, fine):
        return Agreement.LOOSE
    return Agreement.DISJOINT


def _within(value: Decimal, precision: Decimal, fine: Quantity) -> bool:
    """Whether «value to the nearest precision» and the finer interval meet (ends included)."""
    assert fine.stated is not None
    half = (precision + _width(fine)) / 2
    return abs(fine.stated - value) <= half


def _width(quantity: Quantity) -> Decimal:
    """The width of the interval; 0 for a number counted in full."""
    if quantity.low is None or quantity.high is None:
        return Decimal(0)
    return quantity.high - quantity.low


def loose_precision(quantity: Quantity) -> Decimal:
    """The precision with the trailing zeros of a whole number dropped (1200万: to the hundred 万)."""
    if quantity.stated is None or quantity.precision <= 0:
        return quantity.precision
    digits = quantity.stated / quantity.precision
    if quantity.precision < 1 and digits % 10 == 0:  # 3.50: zeros after the point are meant
        return quantity.precision
    factor = Decimal(1)
    while digits != 0 and digits % (factor * 10) == 0:
        factor *= 10
    return quantity.precision * factor


def _starts_before_end(a: Quantity, b: Quantity) -> bool:
    if a.low is None or b.high is None or a.low < b.high:
        return True
    return a.low == b.high and not a.low_open and not b.high_open
