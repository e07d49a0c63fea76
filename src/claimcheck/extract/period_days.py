"""Fields → days: what ``{"year_by": -1, "quarter": 4}`` means for a publication date and a context."""

from __future__ import annotations

from datetime import date, timedelta

from claimcheck.extract import calendar
from claimcheck.extract.calendar import Range
from claimcheck.extract.period_forms import Fields
from claimcheck.extract.period_narrow import begins, narrowed
from claimcheck.extract.period_spans import ALONE, ended
from claimcheck.extract.period_view import Days, View, written_year
from claimcheck.model import FixedBy, PeriodKind

# A month or day without a year that begins this soon after publication is the coming one:
# 6月1日 in an article of 20 May. Anything later is the past one (12月 in May).
_SOON = timedelta(days=90)


def days(fields: Fields, view: View) -> Days | None:
    """The days of a point or span in time; ``None`` where no calendar has such a day."""
    if fields.get("hour", 0) > 24:
        return None
    if fields.keys() <= {"clock", "hour", "count"}:
        return _same_unit("day", 0, view if view.near else view._replace(context=None))
    for name, read in ALONE.items():
        if name in fields:
            return read(fields, view)
    base = _stated_year(fields, view) or _relative_unit(fields, view) or _guessed(fields, view)
    if base is None or base.bounds is None:
        return base
    bounds = narrowed(base.bounds, fields)
    return None if bounds is None else _finished(base._replace(bounds=bounds), fields)


def _finished(found: Days, fields: Fields) -> Days:
    if "ended" in fields:
        return ended(found, fields)
    return found._replace(kind=PeriodKind.INSTANT) if fields.get("edge") == "end" else found


# ---------------------------------------------------------------- the year


def _stated_year(fields: Fields, view: View) -> Days | None:
    if "from" in fields:
        return Days((date(fields["from"], 1, 1), date(fields["to"], 12, 31)))
    if "century" in fields or "century_by" in fields:
        return _decade(fields, view)
    number = written_year(fields, view)
    if number is not None:
        return _years(number, fields, view, FixedBy.TEXT)
    if "year_by" in fields:
        return _relative_year(fields, view)
    return _year_in_view(fields, view) if "same_year" in fields or "whole_year" in fields else None


def _relative_year(fields: Fields, view: View) -> Days | None:
    if view.published is None:
        return Days(None)
    by = fields["year_by"]
    if "month_by" in fields:  # 去年本月
        return Days(calendar.unit(view.published, "month", 12 * by + fields["month_by"]))
    return _years(_current_year(fields, view) + by, fields, view, FixedBy.TEXT)


def _years(number: int, fields: Fields, view: View, fixed_by: FixedBy) -> Days | None:
    last = int(fields.get("year_to") or number + 9 * fields.get("decade_of", 0))
    if not 2 <= number <= last <= 9998:
        return None
    start, end = _year(number, fields, view)[0], _year(last, fields, view)[1]
    return Days((start, end), fixed_by=fixed_by)


def _year(number: int, fields: Fields, view: View) -> Range:
    return calendar.fiscal_year(number, view.year_end) if "fiscal" in fields else calendar.year(number)


def _current_year(fields: Fields, view: View) -> int:
    published = view.published or date.min
    return published.year + (published > _year(published.year, fields, view)[1])


def _year_in_view(fields: Fields, view: View) -> Days | None:
    by = int(fields.get("same_year", 0))
    if view.context is not None and ("same_year" in fields or view.near):
        return _years(view.context[1].year + by, fields, view, FixedBy.CONTEXT)
    if view.published is None:
        return Days(None)
    return _years(view.published.year + by, fields, view, FixedBy.PUBLICATION)


def _decade(fields: Fields, view: View) -> Days | None:
    century = fields.get("century")
    if century is None:
        if view.published is None:
            return Days(None)
        century = (view.published.year - 1) // 100 + 1 + fields["century_by"]
    start = 100 * (century - 1) + fields.get("decade", 0)
    last = start + (9 if "decade" in fields else 99)
    return Days((date(start, 1, 1), date(last, 12, 31))) if 1 <= start <= 9000 else None


# ---------------------------------------------------------------- words that count from publication


def _relative_unit(fields: Fields, view: View) -> Days | None:
    for name in ("quarter", "month", "week", "day"):
        if f"{name}_by" in fields:
            if view.published is None:
                return Days(None)
            return Days(calendar.unit(view.published, name, fields[f"{name}_by"]))
    return _same_unit(fields["same"], fields.get("same_by", 0), view) if "same" in fields else None


def _same_unit(name: str, by: int, view: View) -> Days:
    if view.context is not None and calendar.unit(view.context[0], name) == calendar.unit(
        view.context[1], name
    ):
        return Days(calendar.unit(view.context[1], name, by), fixed_by=FixedBy.CONTEXT)
    if view.published is None:
        return Days(None)
    return Days(calendar.unit(view.published, name, by), fixed_by=FixedBy.PUBLICATION)


# ---------------------------------------------------------------- a month or quarter without its year


def _guessed(fields: Fields, view: View) -> Days | None:
    if view.context is not None and view.near:
        base = _inside(fields, view.context)
        if base is not None:
            return Days(base, fixed_by=FixedBy.CONTEXT)
    if view.published is None:
        return Days(None)
    if _lone_weekday(fields):
        return Days(calendar.week(view.published))
    if "of" in fields and "month" not in fields:
        return Days(_edge_unit(fields["of"], view, view.published))
    return _nearest(fields, view, view.published)


def _inside(fields: Fields, context: Range) -> Range | None:
    """The week, month or year of the context that holds what the fields name."""
    same_month = calendar.unit(context[0], "month") == calendar.unit(context[1], "month")
    if _lone_weekday(fields):
        # 10月1日(星期二): the day itself; other weekdays count from publication.
        base = calendar.week(context[1])
        return base if narrowed(base, fields) == context else None
    if _lone_day(fields) and not same_month:
        return None
    base = calendar.unit(context[1], "month" if _lone_day(fields) else "year")
    return base if narrowed(base, fields) else None


def _lone_weekday(fields: Fields) -> bool:
    return "weekend" in fields or ("weekday" in fields and "month" not in fields)


def _lone_day(fields: Fields) -> bool:
    return ("day" in fields or "third" in fields or fields.get("of") == "month") and "month" not in fields


def _edge_unit(name: str, view: View, published: date) -> Range:
    if name == "period":
        return view.context or calendar.unit(published, "quarter", -1)
    unit = calendar.unit(published, name)
    return calendar.unit(published, name, -1) if view.past and unit[1] > published else unit


def _nearest(fields: Fields, view: View, published: date) -> Days | None:
    """The latest one that has begun or soon begins; after a word of the future, the next one."""
    candidates = []
    for by in range(1, -9, -1):
        base = _candidate(fields, view, published, by)
        bounds = narrowed(base, fields)
        if bounds is not None:
            candidates.append((base, bounds))
    if view.ahead:
        coming = [base for base, bounds in candidates if bounds[1] >= published]
        return Days(coming[-1]) if coming else None
    soon = published + _SOON if _one_month(fields) and not view.past else published
    begun = [base for base, bounds in candidates if begins(bounds, fields) <= soon]
    return Days(begun[0]) if begun else None


def _one_month(fields: Fields) -> bool:
    return "month" in fields and "month_to" not in fields and "first" not in fields


def _candidate(fields: Fields, view: View, published: date, by: int) -> Range:
    if _lone_day(fields):
        return calendar.unit(published, "month", by)
    return _year(published.year + by, fields, view)
