"""Days, months and years: the arithmetic that periods are made of. Every range is inclusive."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta

Range = tuple[date, date]

_MONTH_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day(year: int, month: int, number: int) -> date | None:
    """The date, or ``None`` where the calendar has no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= number <= month_days(year, month)):
        return None
    return date(year, month, number)


def month_days(year: int, month: int) -> int:
    """How many days the month has."""
    return 29 if month == 2 and isleap(year) else _MONTH_DAYS[month]


def add_days(start: date, count: int) -> date:
    """The date ``count`` days later, held inside the years that a date can have."""
    return date.fromordinal(min(max(start.toordinal() + count, 1), date.max.toordinal()))


def add_months(start: date, count: int) -> date:
    """The same day ``count`` months later, or the last day of a shorter month."""
    index = min(max(start.year * 12 + start.month - 1 + count, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, month_days(year, month + 1)))


def months(first: date, count: int) -> Range:
    """``count`` whole months from the month that holds ``first``."""
    start = first.replace(day=1)
    last = add_months(start, count - 1)
    return start, last.replace(day=month_days(last.year, last.month))


def year(number: int) -> Range:
    """A calendar year."""
    return date(number, 1, 1), date(number, 12, 31)


def fiscal_year(number: int, year_end: str) -> Range:
    """The year that ends in calendar year ``number`` on ``year_end`` (``MM-DD``)."""
    month, last = (int(part) for part in year_end.split("-"))
    end = date(number, month, min(last, month_days(number, month)))
    if end.day >= 28:
        return months(add_months(end.replace(day=1), -11), 12)
    return add_months(end, -12) + timedelta(days=1), end


def week(of: date, by: int = 0) -> Range:
    """Monday to Sunday of the week that holds ``of``, ``by`` weeks later."""
    monday = add_days(of, 7 * by - of.weekday())
    return monday, add_days(monday, 6)


def unit(of: date, name: str, by: int = 0) -> Range:
    """The day, week, month, quarter, half or year that holds ``of``, ``by`` such units later."""
    return _UNITS[name](of, by)


def shift(of: date, name: str, by: int) -> date:
    """The day ``by`` units later."""
    if name in ("day", "week"):
        return add_days(of, by * (7 if name == "week" else 1))
    return add_months(of, by * MONTHS[name])


def shift_year(bounds: Range, by: int) -> Range:
    """The same range of days ``by`` years later; the end of February stays the end of February."""
    start, end = (add_months(d, 12 * by) for d in bounds)
    if bounds[1] == months(bounds[1], 1)[1]:
        end = months(end, 1)[1]
    return start, end


def _month(of: date, by: int) -> Range:
    return months(add_months(of, by), 1)


def _quarter(of: date, by: int) -> Range:
    return months(add_months(of.replace(month=(of.month - 1) // 3 * 3 + 1, day=1), 3 * by), 3)


def _half(of: date, by: int) -> Range:
    return months(add_months(of.replace(month=(of.month - 1) // 6 * 6 + 1, day=1), 6 * by), 6)


def _year(of: date, by: int) -> Range:
    return year(of.year + by)


def _day(of: date, by: int) -> Range:
    return add_days(of, by), add_days(of, by)


_UNITS: dict[str, Callable[[date, int], Range]] = {
    "day": _day,
    "week": week,
    "month": _month,
    "quarter": _quarter,
    "half": _half,
    "year": _year,
}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def label(bounds: Range) -> str:
    """The short name of a range: 2022, 2022H1, 2022Q1, 2022-06, 2022-06-30, else start/end."""
    start, end = bounds
    if start == end:
        return start.isoformat()
    if start.day == 1 and end.day == month_days(end.year, end.month):
        count = 12 * (end.year - start.year) + end.month - start.month + 1
        if count in _NAMES and (start.month - 1) % count == 0:
            return _NAMES[count](start)
    return f"{start}/{end}"


# By the number of months in the range.
_NAMES: dict[int, Callable[[date], str]] = {
    12: lambda d: f"{d.year:04}",
    6: lambda d: f"{d.year:04}H{(d.month - 1) // 6 + 1}",
    3: lambda d: f"{d.year:04}Q{(d.month - 1) // 3 + 1}",
    1: lambda d: f"{d.year:04}-{d.month:02}",
}
