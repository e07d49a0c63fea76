"""Interval arithmetic never leaves out a value that the operands allow."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.checks import intervals
from claimcheck.checks.intervals import ANY, Interval
from claimcheck.model import Bound, Quantity, Span

_NUMBERS = st.decimals(-1_000_000, 1_000_000, allow_nan=False, allow_infinity=False, places=3)
_SOME = st.decimals(Decimal("0.001"), 1_000_000, allow_nan=False, allow_infinity=False, places=3)
_DIVISORS = st.tuples(st.sampled_from([-1, 1]), _SOME, _SOME, _SOME).map(
    lambda t: sorted(t[0] * value for value in t[1:])
)
_PAIRS = st.tuples(_NUMBERS, _NUMBERS, _NUMBERS).map(sorted)


def quantity(text: str, stated: str, precision: str) -> Quantity:
    value, unit = Decimal(stated), Decimal(precision)
    ends = (value - unit / 2, value + unit / 2)
    return Quantity(Span(0, 1), text, value, *ends, False, True, "CNY", Bound.EXACT, unit)


@given(_PAIRS, _PAIRS)
def test_results_hold_every_result_of_members(a: list[Decimal], b: list[Decimal]) -> None:
    left, right = Interval(a[0], a[2]), Interval(b[0], b[2])
    with localcontext() as context:
        context.prec = 100
        for operation, exact in (
            (intervals.add, a[1] + b[1]),
            (intervals.subtract, a[1] - b[1]),
            (intervals.multiply, a[1] * b[1]),
        ):
            result = operation(left, right)
            assert result.low <= exact <= result.high


@given(_PAIRS, _DIVISORS)
def test_quotients_hold_every_quotient_of_members(a: list[Decimal], b: list[Decimal]) -> None:
    result = intervals.divide(Interval(a[0], a[2]), Interval(b[0], b[2]))
    with localcontext() as context:
        context.prec = 100
        assert result.low <= a[1] / b[1] + Decimal("1e-60") and a[1] / b[1] - Decimal("1e-60") <= result.high


def test_a_divisor_that_may_be_nothing_tells_nothing() -> None:
    assert intervals.divide(Interval(Decimal(1), Decimal(2)), Interval(Decimal(-1), Decimal(1))) == ANY


def test_unknown_ends_stay_unknown() -> None:
    over = Interval(Decimal(5), intervals.INFINITY)
    assert intervals.multiply(over, Interval(Decimal(0), Decimal(2))) == Interval(
        Decimal(0), intervals.INFINITY
    )
    assert intervals.add(over, over) == Interval(Decimal(10), intervals.INFINITY)


@pytest.mark.parametrize(
    ("text", "stated", "precision", "low"),
    [("1751亿", "175100000000", "100000000", "175050000000"), ("1200万", "12000000", "10000", "11500000"),
     ("3.50亿", "350000000", "1000000", "349500000"), ("100亿", "10000000000", "100000000", "9500000000")],
)  # fmt: skip
def test_trailing_zeros_of_whole_numbers_may_be_rounding(
    text: str, stated: str, precision: str, low: str
) -> None:
    assert intervals.of(quantity(text, stated, precision)).low == Decimal(low)
