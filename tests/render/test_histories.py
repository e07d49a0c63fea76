"""Facts over time: which points there are, what growth implies, and the small charts of the terminal."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck import compare, load
from claimcheck.render import render
from claimcheck.render.histories import BLOCKS, history_rows, sparkline
from claimcheck.render.series import series

YEARS = "".join(
    f"快手{year}年营业收入为{value}亿元。" for year, value in ((2019, 391), (2020, 588), (2021, 811))
)


def test_sparkline_spans_lowest_to_highest() -> None:
    assert sparkline([Decimal(n) for n in (1, 8, 4)]) == "▁█▄"
    assert sparkline([Decimal(5), Decimal(5)]) == "▄▄"


@given(st.lists(st.decimals(-1000, 1000, places=3), min_size=1))
def test_sparkline_never_rises_where_values_fall(values: list[Decimal]) -> None:
    chart = sparkline(values)

    assert len(chart) == len(values)
    order = sorted(range(len(values)), key=lambda at: (values[at], at))
    heights = [BLOCKS.index(chart[at]) for at in order]
    assert heights == sorted(heights)


def test_history_is_one_row_from_first_to_last() -> None:
    rows = history_rows(compare([YEARS]), "zh")

    assert rows == [("快手", "营收", "▁▄█", "391亿元\n→ 811亿元", "2019年\n→ 2021年")]


def test_conflicts_in_a_history_are_signed() -> None:
    wrong = "快手2021年营业收入为118亿元。"

    assert history_rows(compare([YEARS, wrong]), "zh")[0][2].endswith(" ×")


def test_quarters_and_years_are_different_lines() -> None:
    quarters = "快手2021年第一季度营业收入为170亿元。快手2021年第二季度营业收入为191亿元。"

    found = series(compare([YEARS + quarters]))

    assert sorted((one.fact.length, len(one.points)) for one in found) == [("quarter", 2), ("year", 3)]


@pytest.mark.parametrize("width", [80, 200])
def test_histories_are_in_the_terminal_report(width: int) -> None:
    page = render(compare([load("a.txt", text=YEARS)]), "text", "en", width=width)

    assert "▁▄█" in page
    assert "Over time (1)" in page
