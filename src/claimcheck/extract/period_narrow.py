"""From a year down to the day: each step takes a range of days and leaves the part that a field names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from claimcheck.extract import calendar
from claimcheck.extract.calendar import Range
from claimcheck.extract.period_forms import Fields
from claimcheck.extract.period_lunar import lunar_range


def narrowed(base: Range, fields: Fields) -> Range | None:
    """The part of ``base`` that the fields name; ``None`` where the calendar has none."""
    bounds: Range | None = base
    for name, narrow in _STEPS.items():
        if name in fields and bounds is not None:
            bounds = narrow(bounds, fields)
    return bounds


def begins(bounds: Range, fields: Fields) -> date:
    """The first day, of several months that of the last: 前三季度 counts as begun in September."""
    several = fields.get("first") or "quarter_to" in fields or "month_to" in fields
    return calendar.unit(bounds[1], "month")[0] if several else bounds[0]


def _half(base: Range, fields: Fields) -> Range | None:
    return _part(base, 6, fields["half"], fields["half"])


def _quarter(base: Range, fields: Fields) -> Range | None:
    first = 1 if fields.get("first") == "quarter" else fields["quarter"]
    return _part(base, 3, first, fields.get("quarter_to") or fields["quarter"])


def _part(base: Range, length: int, first: int, last: int) -> Range | None:
    if not 1 <= first <= last <= 12 // length:
        return None
    return calendar.months(calendar.add_months(base[0], length * (first - 1)), length * (last - first + 1))


def _month(base: Range, fields: Fields) -> Range | None:
    first, last = _month_numbers(fields)
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    if "quarter_end" in fields:
        return calendar.months(calendar.add_months(base[0].replace(month=last), -2), 3)
    ahead = (first - base[0].month) % 12
    count = (last - first) % 12 + 1
    if "year_to" in fields:
        count = last - first + 1 + 12 * (base[1].year - base[0].year)
    return calendar.months(calendar.add_months(base[0], ahead), count) if count > 0 else None


def _month_numbers(fields: Fields) -> tuple[int, int]:
    if fields.get("first") == "month":
        return 1, fields["month"]
    if fields.get("last") == "month":
        return 13 - fields["month"], 12
    last = 12 if "year_to" in fields else fields["month"]
    return fields["month"], fields.get("month_to") or last


def _third(base: Range, fields: Fields) -> Range | None:
    first, last = calendar.unit(base[0], "month")
    return {
        1: (first, first.replace(day=10)),
        2: (first.replace(day=11), first.replace(day=20)),
        3: (first.replace(day=21), last),
    }[fields["third"]]


def _nth_week(base: Range, fields: Fields) -> Range | None:
    first = calendar.add_days(base[0], -base[0].weekday() % 7)
    return calendar.week(first, fields["nth_week"] - 1)


def _nth_day(base: Range, fields: Fields) -> Range | None:
    found = calendar.add_days(base[0], fields["nth_day"] - 1)
    return (found, found) if found <= base[1] else None


def _day(base: Range, fields: Fields) -> Range | None:
    count = fields["day"]
    first = calendar.day(base[0].year, base[0].month, count)
    last = calendar.day(base[0].year, base[0].month, fields.get("day_to") or count)
    return None if first is None or last is None or last < first else (first, last)


def _first_days(base: Range, fields: Fields) -> Range | None:
    return base[0], min(calendar.add_days(base[0], fields["count"] - 1), base[1])


def _last_days(base: Range, fields: Fields) -> Range | None:
    return max(calendar.add_days(base[1], 1 - fields["count"]), base[0]), base[1]


def _weekday(base: Range, fields: Fields) -> Range | None:
    if "day" in fields:  # Friday, May 20: the date says it all
        return base
    if not 1 <= fields["weekday"] <= 7:
        return None
    ahead = (fields["weekday"] - 1 - base[0].weekday()) % 7 + 7 * (fields.get("nth", 1) - 1)
    found = calendar.add_days(base[0], ahead)
    return found, found


def _weekend(base: Range, fields: Fields) -> Range | None:
    return calendar.add_days(base[0], 5), calendar.add_days(base[0], 6)


def _feast(base: Range, fields: Fields) -> Range | None:
    found = fields["feast"].get(base[0].year)
    return None if found is None else (found, found)


def _lunar(base: Range, fields: Fields) -> Range | None:
    return lunar_range(base[0].year, fields)


def _edge(base: Range, fields: Fields) -> Range | None:
    name = fields.get("of")
    start, end = base if name in (None, "period") else calendar.unit(base[1], name)
    at_end, length = fields["edge"] == "end", end - start
    if length > _TEN_YEARS or "wide" in fields:
        return _wide_edge((start, end), at_end)
    if at_end:
        return end, end
    first_ten = start, calendar.add_days(start, 9)
    return first_ten if length < timedelta(days=31) else calendar.unit(start, "month")


def _wide_edge(base: Range, at_end: bool) -> Range:
    """What people mean by 年底, 季末, 月初 and 九十年代末: not a day but the days around it."""
    start, end = base
    if end - start < timedelta(days=31):
        return (max(start, start.replace(day=25)), end) if at_end else (start, calendar.add_days(start, 4))
    count = next(months for longest, months in _EDGE_MONTHS if end - start < longest)
    return calendar.months(calendar.add_months(end, 1 - count) if at_end else start, count)


_TEN_YEARS = timedelta(days=3600)
# A span shorter than the first has an edge of the second, in months: quarter, year, ten years, century.
_EDGE_MONTHS = (
    (timedelta(days=200), 1),
    (timedelta(days=2000), 2),
    (timedelta(days=5000), 36),
    (timedelta.max, 120),
)


_STEPS: dict[str, Callable[[Range, Fields], Range | None]] = {
    "lunar": _lunar,
    "feast": _feast,
    "half": _half,
    "quarter": _quarter,
    "month": _month,
    "third": _third,
    "nth_week": _nth_week,
    "nth_day": _nth_day,
    "first_days": _first_days,
    "last_days": _last_days,
    "day": _day,
    "weekday": _weekday,
    "weekend": _weekend,
    "edge": _edge,
}
