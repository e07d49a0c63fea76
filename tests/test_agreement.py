"""The one comparator: identical, rounded, truncated, bounded, loose, disjoint."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimcheck
from claimcheck.agreement import agreement
from claimcheck.model import Agreement, Quantity


def quantity(text: str) -> Quantity:
    (found,) = claimcheck.quantities(text)
    return found


CASES = [
    ("1751亿元", "1751亿元", "identical"),
    ("1751亿元", "175100000000元", "identical"),
    ("1751亿元", "1750.8亿元", "rounded"),
    ("3.46亿", "3.5亿", "rounded"),
    ("3.46亿", "3.4亿", "truncated"),
    ("3.46亿", "3.64亿", "disjoint"),
    ("3.46亿", "3.45亿", "disjoint"),
    ("47.7%", "48%", "rounded"),
    ("1200万", "1234.5万", "loose"),
    ("1200万", "1250万", "disjoint"),
    ("5百", "55十", "rounded"),  # the XBRL case: both may stand for 545 to 550
    ("748千", "0.7百万", "rounded"),
    ("749千", "0.7百万", "rounded"),
    ("748千", "70万", "loose"),
    ("748千", "749千", "disjoint"),
    ("超3亿", "3.46亿", "bounded"),
    ("超3亿", "2.9亿", "disjoint"),
    ("近3.5亿", "3.46亿", "bounded"),
    ("近3.5亿", "3.6亿", "disjoint"),
    ("约5092.60万元", "5092.6万元", "bounded"),
    ("千亿级", "1751亿", "bounded"),
    ("13亿至14亿", "13.5亿", "bounded"),
    ("不足100人", "100人", "disjoint"),
    ("超过100人", "100人", "disjoint"),
    ("485位", "485位", "identical"),
    ("485位", "486位", "disjoint"),
]


@pytest.mark.parametrize(("a", "b", "wanted"), CASES)
def test_agreement(a: str, b: str, wanted: str) -> None:
    assert agreement(quantity(a), quantity(b)).value == wanted
    assert agreement(quantity(b), quantity(a)).value == wanted


@pytest.mark.parametrize(("rounding", "wanted"), [("truncate", "disjoint"), ("ceil", "truncated")])
def test_a_source_that_rounds_otherwise(rounding: str, wanted: str) -> None:
    assert agreement(quantity("3.42亿"), quantity("3.5亿"), rounding).value == wanted


@given(st.integers(1, 10**9), st.integers(0, 4))
def test_a_number_agrees_with_its_own_rounding(units: int, digits: int) -> None:
    factor = 10**digits
    rounded = (units + factor // 2) // factor * factor
    if rounded == 0:
        return
    exact, coarse = quantity(f"{units}.0元"), quantity(f"{rounded}元")
    assert agreement(exact, coarse) is not Agreement.DISJOINT
