from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from claimcheck.extract.period_lunar import lunar_range
from claimcheck.lexicon import default_lexicon

YEARS: dict[int, Any] = default_lexicon().table("periods")["lunar_years"]


def fields(month: int, day: int | None = None, **more: Any) -> dict[str, Any]:
    return {"lunar": YEARS, "lunar_month": month, **({"lunar_day": day} if day else {}), **more}


@pytest.mark.parametrize("year", sorted(YEARS)[:-1])
def test_the_months_of_a_year_lead_to_the_next_new_year(year: int) -> None:
    start, months, leap = YEARS[year]
    length = sum(30 if mark == "L" else 29 for mark in months)
    assert (start + timedelta(length), len(months)) == (YEARS[year + 1][0], 13 if leap else 12)


@pytest.mark.parametrize(
    ("year", "found", "day"),
    [
        (2021, fields(8, 15), date(2021, 9, 21)),
        (2023, fields(12, -1), date(2024, 2, 9)),
        (2020, fields(4, 1, leap="闰"), date(2020, 5, 23)),
        (2020, fields(5, 5), date(2020, 6, 25)),
    ],
)
def test_days(year: int, found: dict[str, Any], day: date) -> None:
    assert lunar_range(year, found) == (day, day)


@pytest.mark.parametrize(
    ("year", "found"),
    [(1900, fields(1)), (2021, fields(13)), (2021, fields(4, leap="闰")), (2021, fields(1, 30))],
)
def test_what_the_calendar_has_not(year: int, found: dict[str, Any]) -> None:
    assert lunar_range(year, found) is None
