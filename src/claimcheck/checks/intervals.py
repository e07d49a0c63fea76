"""Arithmetic on ranges of values: what is certain about a sum, product or quotient of rounded figures.

Ends are closed and may be infinite. Every operation rounds its ends outwards, so a result never
leaves out a value that the operands allow: two ranges that do not meet cannot be one number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import reduce
from itertools import product

import msgspec

from claimcheck.agreement import loose_precision
from claimcheck.model import Bound, Quantity

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
INFINITY = Decimal("Infinity")
_DOWN = Context(prec=40, rounding=ROUND_FLOOR, traps=[])
_UP = Context(prec=40, rounding=ROUND_CEILING, traps=[])
_LOOSEST = Decimal("0.1")  # dropped zeros widen a value by at most a twentieth to each side


class Interval(msgspec.Struct, frozen=True):
    """All values from ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    @property
    def is_positive(self) -> bool:
        """Whether no value of it is zero or less."""
        return self.low > 0


ANY = Interval(-INFINITY, INFINITY)


def point(value: Decimal) -> Interval:
    """The interval of one value."""
    return Interval(value, value)


def of(quantity: Quantity) -> Interval:
    """All values that the quantity's words allow, a whole number's trailing zeros read as rounding."""
    if quantity.bound is Bound.EXACT and quantity.stated is not None:
        return _around(quantity.stated, quantity)
    return Interval(_or(quantity.low, -INFINITY), _or(quantity.high, INFINITY))


def _around(stated: Decimal, quantity: Quantity) -> Interval:
    half = _width(stated, quantity) / 2
    low, high = _DOWN.subtract(stated, half), _UP.add(stated, half)
    return Interval(min(low, _or(quantity.low, low)), max(high, _or(quantity.high, high)))


def _or(value: Decimal | None, other: Decimal) -> Decimal:
    return other if value is None else value


def _width(stated: Decimal, quantity: Quantity) -> Decimal:
    """How wide the reading with the trailing zeros dropped is; 0 where there are none to drop."""
    loose = loose_precision(quantity)
    while loose > quantity.precision and loose > _LOOSEST * abs(stated):
        loose /= 10
    return loose if loose > quantity.precision and "." not in quantity.text else ZERO


def fraction(percent: Interval) -> Interval:
    """A percentage as a fraction: 47.7 as 0.477."""
    return divide(percent, point(HUNDRED))


def add(*terms: Interval) -> Interval:
    """The sum."""
    return reduce(_add, terms, point(ZERO))


def _add(a: Interval, b: Interval) -> Interval:
    return Interval(_DOWN.add(a.low, b.low), _UP.add(a.high, b.high))


def negate(a: Interval) -> Interval:
    """The interval mirrored at zero."""
    return Interval(a.high.copy_negate(), a.low.copy_negate())


def subtract(a: Interval, b: Interval) -> Interval:
    """The difference."""
    return _add(a, negate(b))


def multiply(a: Interval, b: Interval) -> Interval:
    """The product."""
    ends = list(product((a.low, a.high), (b.low, b.high)))
    return Interval(_least(ends, _DOWN.multiply), _greatest(ends, _UP.multiply))


def divide(a: Interval, b: Interval) -> Interval:
    """The quotient; anything at all where the divisor may be zero."""
    if b.low <= 0 <= b.high:
        return ANY
    ends = list(product((a.low, a.high), (b.low, b.high)))
    return Interval(_least(ends, _DOWN.divide), _greatest(ends, _UP.divide))


Ends = Iterable[tuple[Decimal, Decimal]]


def _least(ends: Ends, operation: Callable[[Decimal, Decimal], Decimal]) -> Decimal:
    return min(_limit(operation(x, y)) for x, y in ends)


def _greatest(ends: Ends, operation: Callable[[Decimal, Decimal], Decimal]) -> Decimal:
    return max(_limit(operation(x, y)) for x, y in ends)


def _limit(value: Decimal) -> Decimal:
    """The value; 0 for nothing times infinity, and for infinity by infinity, whose range others span."""
    return ZERO if value.is_nan() else value
