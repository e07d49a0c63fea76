"""Fields → days: what ``{"year_by": -1, "quarter": 4}`` means for a publication date and a context."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from claimcheck.extract import calendar
from claimcheck.extract.calendar import Range
from claimcheck.extract.period_forms import Fields
from claimcheck.model import FixedBy, PeriodKind

# A month or day without a year that begins this soon after publication is the coming one:
# 6月1日 in an article of 20 May. Anything later is the past one (12月 in May).
_SOON = timedelta(days=60)


class View(NamedTuple):
    """Where a period is read from: publication, the period before it, and the fiscal calendar."""

    published: date | None
    context: Range | None = None
    near: bool = False
    ahead: bool = False
    until: bool = False
    year_end: str = "12-31"


class Days(NamedTuple):
    """The days that fields stand for; ``bounds`` is ``None`` where nothing can fix them."""

    bounds: Range | None
    kind: PeriodKind = PeriodKind.DURATION
    fixed_by: FixedBy = FixedBy.TEXT


def days(fields: Fields, view: View) -> Days | None:
    """The days of a point or span in time; ``None`` where no calendar has such a day."""
    for name, read in _ALONE.items():
        if name in fields:
            return read(fields, view)
    return _point(fields, view)


def _point(fields: Fields, view: View) -> Days | None:
    base = _stated_year(fields, view) or _relative_unit(fields, view)
    if base is None:
        base = _guessed(fields, view)
    if base is None or base.bounds is None:
        return base
    bounds = _narrowed(base.bounds, fields)
    return None if bounds is None else _with_kind(Days(bounds, base.kind, base.fixed_by), fields)


def _with_kind(found: Days, fields: Fields) -> Days:
    if fields.get("edge") == "end":
        return found._replace(kind=PeriodKind.INSTANT)
    return found


# ---------------------------------------------------------------- the year


def _stated_year(fields: Fields, view: View) -> Days | None:
    if "from" in fields:
        return Days((date(fields["from"], 1, 1), date(fields["to"], 12, 31)))
    if "century" in fields or "decade" in fields:
        return _long_ago(fields, view)
    number = _written_year(fields, view)
    if number is not None:
        return _years(number, fields, view, FixedBy.TEXT)
    if "year_by" in fields:
        if view.published is None:
            return Days(None)
        return _years(_own_year(fields, view) + fields["year_by"], fields, view, FixedBy.TEXT)
    if "same_year" in fields or "whole_year" in fields:
        return _year_in_view(fields, view)
    return None


def _written_year(fields: Fields, view: View) -> int | None:
    if "year" in fields:
        return int(fields["year"])
    if "republic" in fields:
        return 1911 + int(fields["republic"])
    if "year2" in fields:
        pivot = (view.published.year if view.published else 2025) + 30
        number = pivot // 100 * 100 + int(fields["year2"])
        return number if number <= pivot else number - 100
    return None


def _years(number: int, fields: Fields, view: View, fixed_by: FixedBy) -> Days | None:
    last = int(fields.get("year_to", number))
    if not 1 <= number <= last <= 9999:
        return None
    if "fiscal" in fields:
        whole = calendar.fiscal_year(number, view.year_end)[0], calendar.fiscal_year(last, view.year_end)[1]
        return Days(whole, fixed_by=fixed_by)
    return Days((date(number, 1, 1), date(last, 12, 31)), fixed_by=fixed_by)


def _own_year(fields: Fields, view: View) -> int:
    published = view.published or date.min
    if "fiscal" in fields and published > calendar.fiscal_year(published.year, view.year_end)[1]:
        return published.year + 1
    return published.year


def _year_in_view(fields: Fields, view: View) -> Days | None:
    by = int(fields.get("same_year", 0))
    if view.context is not None and ("same_year" in fields or view.near):
        return _years(view.context[1].year + by, fields, view, FixedBy.CONTEXT)
    if view.published is None:
        return Days(None)
    return _years(view.published.year + by, fields, view, FixedBy.PUBLICATION)


def _long_ago(fields: Fields, view: View) -> Days | None:
    century = fields.get("century")
    if century is None and "century_by" in fields and view.published:
        century = (view.published.year - 1) // 100 + 1 + fields["century_by"]
    if "decade" not in fields:
        return (
            None
            if century is None
            else Days((date(100 * century - 99 - 1 or 1, 1, 1), date(100 * century - 1, 12, 31)))
        )
    start = (100 * (century - 1) if century else 1900) + fields["decade"]
    return Days((date(start, 1, 1), date(start + 9, 12, 31)))


# ---------------------------------------------------------------- words that count from publication


def _relative_unit(fields: Fields, view: View) -> Days | None:
    for name in ("quarter", "month", "week", "day"):
        if f"{name}_by" in fields:
            if view.published is None:
                return Days(None)
            return Days(calendar.unit(view.published, name, fields[f"{name}_by"]))
    return _same_unit(fields, view) if "same" in fields else None


def _same_unit(fields: Fields, view: View) -> Days:
    name, by = fields["same"], fields.get("same_by", 0)
    if view.context is not None:
        return Days(calendar.unit(view.context[1], name, by), fixed_by=FixedBy.CONTEXT)
    if view.published is None:
        return Days(None)
    return Days(calendar.unit(view.published, name, by), fixed_by=FixedBy.PUBLICATION)


def _guessed(fields: Fields, view: View) -> Days | None:
    """The year or month that a lone quarter, month or day leaves unsaid."""
    if view.context is not None and view.near:
        base = _inside(fields, view.context)
        if base is not None:
            return Days(base, fixed_by=FixedBy.CONTEXT)
    if view.published is None:
        return Days(None)
    if "weekday" in fields and "month" not in fields:
        return Days(calendar.week(view.published))
    if "of" in fields:
        return Days(_edge_unit(fields["of"], view))
    return _nearest(fields, view.published, view.ahead)


def _inside(fields: Fields, context: Range) -> Range | None:
    if "day" in fields and "month" not in fields:
        base = calendar.months(context[1], 1)
    elif "weekday" in fields:
        base = calendar.week(context[1])
    else:
        base = calendar.year(context[0].year if context[0].year == context[1].year else context[1].year)
    return base if _narrowed(base, fields) else None


def _edge_unit(name: str, view: View) -> Range:
    published = view.published or date.min
    if name == "period":
        return view.context or calendar.unit(published, "quarter", -1)
    unit = calendar.unit(published, name)
    return calendar.unit(published, name, -1) if view.until and unit[1] > published else unit


def _nearest(fields: Fields, published: date, ahead: bool) -> Days | None:
    monthly = "day" in fields and "month" not in fields
    soon = published if monthly else published + _SOON
    candidates = []
    for by in range(1, -9, -1):
        base = calendar.unit(published, "month" if monthly else "year", by)
        bounds = _narrowed(base, fields)
        if bounds is not None:
            candidates.append((base, bounds))
    if ahead:
        coming = [c for c in candidates if c[1][1] >= published]
        return Days(coming[-1][0]) if coming else None
    begun = [c for c in candidates if _last_part(c[1], fields) <= soon]
    return Days(begun[0][0]) if begun else None


def _last_part(bounds: Range, fields: Fields) -> date:
    """The first day of the last month or quarter: 前三季度 counts once its third has begun."""
    if "quarter2" in fields or fields.get("first") == "quarter":
        return calendar.unit(bounds[1], "quarter")[0]
    if "month2" in fields or fields.get("first") == "month":
        return calendar.unit(bounds[1], "month")[0]
    return bounds[0]


# ---------------------------------------------------------------- from the year down to the day


def _narrowed(base: Range, fields: Fields) -> Range | None:
    bounds: Range | None = base
    for name, narrow in _STEPS.items():
        if name in fields and bounds is not None:
            bounds = narrow(bounds, fields)
    return bounds


def _half(base: Range, fields: Fields) -> Range | None:
    return _part(base, 6, fields["half"], fields["half"])


def _quarter(base: Range, fields: Fields) -> Range | None:
    last = fields.get("quarter2", fields["quarter"])
    return _part(base, 3, 1 if fields.get("first") == "quarter" else fields["quarter"], last)


def _part(base: Range, length: int, first: int, last: int) -> Range | None:
    if not 1 <= first <= last <= 12 // length:
        return None
    return calendar.months(calendar.add_months(base[0], length * (first - 1)), length * (last - first + 1))


def _month(base: Range, fields: Fields) -> Range | None:
    first = 1 if fields.get("first") == "month" else fields["month"]
    last = fields.get("month2", fields["month"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    ahead = (first - base[0].month) % 12
    return calendar.months(calendar.add_months(base[0], ahead), (last - first) % 12 + 1)


def _third(base: Range, fields: Fields) -> Range | None:
    first, last = calendar.unit(base[0], "month")
    return {
        1: (first, first.replace(day=10)),
        2: (first.replace(day=11), first.replace(day=20)),
        3: (first.replace(day=21), last),
    }[fields["third"]]


def _day(base: Range, fields: Fields) -> Range | None:
    first = calendar.day(base[0].year, base[0].month, fields["day"])
    last = calendar.day(base[0].year, base[0].month, fields.get("day2", fields["day"]))
    return None if first is None or last is None or last < first else (first, last)


def _nth_week(base: Range, fields: Fields) -> Range | None:
    first = calendar.add_days(base[0], -base[0].weekday() % 7)
    return calendar.week(first, fields["nth_week"] - 1)


def _weekday(base: Range, fields: Fields) -> Range | None:
    if not 1 <= fields["weekday"] <= 7:
        return None
    if "day" in fields:
        return base
    start = calendar.add_days(base[0], (fields["weekday"] - 1 - base[0].weekday()) % 7)
    if "nth" in fields:
        start = calendar.add_days(start, 7 * (fields["nth"] - 1))
    return start, start


def _edge(base: Range, fields: Fields) -> Range | None:
    unit = fields.get("of")
    start, end = base if unit in (None, "period") else calendar.unit(base[1], unit)
    if fields["edge"] == "end":
        return end, end
    if fields["edge"] == "middle":
        return calendar.months(calendar.add_months(start, 5), 2)
    short = (start, start.replace(day=10))
    return short if end - start < timedelta(days=31) else calendar.unit(start, "month")


_STEPS = {
    "half": _half,
    "quarter": _quarter,
    "month": _month,
    "third": _third,
    "nth_week": _nth_week,
    "day": _day,
    "weekday": _weekday,
    "edge": _edge,
}


# ---------------------------------------------------------------- spans and words that stand alone


def _rolling(fields: Fields, view: View) -> Days | None:
    if view.published is None:
        return Days(None, PeriodKind.ROLLING)
    name, count, today = fields["unit"], fields.get("count", 1), view.published
    if fields["rolling"] == "past":
        return Days((calendar.add_days(calendar.shift(today, name, -count), 1), today), PeriodKind.ROLLING)
    if fields["rolling"] == "future":
        return Days((calendar.add_days(today, 1), calendar.shift(today, name, count)), PeriodKind.ROLLING)
    way = -1 if fields["rolling"] == "ago" else 1
    return Days(calendar.unit(today, name, way * count))


def _to_date(fields: Fields, view: View) -> Days | None:
    if view.published is None:
        return Days(None)
    return Days((calendar.unit(view.published, fields["to_date"])[0], view.published))


def _now(fields: Fields, view: View) -> Days | None:
    today = view.published
    return Days(None if today is None else (today, today), PeriodKind.UNSTATED)


def _same_period(fields: Fields, view: View) -> Days | None:
    by = fields["same_period"]
    if view.context is not None:
        return Days(calendar.shift_year(view.context, by), fixed_by=FixedBy.CONTEXT)
    if view.published is None:
        return Days(None, fixed_by=FixedBy.PUBLICATION)
    return Days(calendar.year(view.published.year + by), fixed_by=FixedBy.PUBLICATION)


_ALONE = {"rolling": _rolling, "to_date": _to_date, "now": _now, "same_period": _same_period}
