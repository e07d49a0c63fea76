"""Fields → days: what ``{"year_by": -1, "quarter": 4}`` means for a publication date and a context."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from claimcheck.extract import calendar
from claimcheck.extract.calendar import Range
from claimcheck.extract.period_foreign import foreign_date
from claimcheck.extract.period_forms import Fields
from claimcheck.extract.period_narrow import begins, narrowed
from claimcheck.model import FixedBy, PeriodKind

# A month or day without a year that begins this soon after publication is the coming one:
# 6月1日 in an article of 20 May. Anything later is the past one (12月 in May).
_SOON = timedelta(days=90)

# Two-digit years of a text without a date are read as if it were of this year.
_NO_DATE = 2025


class View(NamedTuple):
    """Where a period is read from: publication, the period before it, and the fiscal calendar.

    ``near`` says that a lone month or quarter belongs to the year of ``context``, ``ahead`` that a
    word of the future stands before it, ``until`` and ``since`` that it is 截至… or …以来.
    """

    published: date | None
    context: Range | None = None
    near: bool = False
    ahead: bool = False
    until: bool = False
    since: bool = False
    year_end: str = "12-31"

    @property
    def past(self) -> bool:
        """Whether the period cannot lie ahead of publication."""
        return self.until or self.since


class Days(NamedTuple):
    """The days that fields stand for; ``bounds`` is ``None`` where nothing can fix them."""

    bounds: Range | None
    kind: PeriodKind = PeriodKind.DURATION
    fixed_by: FixedBy = FixedBy.TEXT


def days(fields: Fields, view: View) -> Days | None:
    """The days of a point or span in time; ``None`` where no calendar has such a day."""
    if fields.get("hour", 0) > 24:
        return None
    if fields.keys() <= {"clock", "hour", "count"}:
        return _same_unit("day", 0, view if view.near else view._replace(context=None))
    for name, read in _ALONE.items():
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


def ended(found: Days, fields: Fields) -> Days:
    """The months or years that end on the last of the days found: 六个月 to 30 June."""
    if found.bounds is None:
        return found
    end = found.bounds[1]
    name, count = fields.get("unit", "year"), fields.get("count", 1)
    if name not in calendar.MONTHS or end != calendar.months(end, 1)[1]:
        return found._replace(bounds=(calendar.add_days(calendar.shift(end, name, -count), 1), end))
    length = calendar.MONTHS[name] * count
    return found._replace(bounds=(calendar.months(calendar.add_months(end, 1 - length), 1)[0], end))


# ---------------------------------------------------------------- the year


def _stated_year(fields: Fields, view: View) -> Days | None:
    if "from" in fields:
        return Days((date(fields["from"], 1, 1), date(fields["to"], 12, 31)))
    if "century" in fields or "century_by" in fields:
        return _decade(fields, view)
    number = _written_year(fields, view)
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


def _written_year(fields: Fields, view: View) -> int | None:
    if "year" in fields:
        return int(fields["year"])
    if "republic" in fields:
        return 1911 + int(fields["republic"])
    if "year2" not in fields:
        return None
    pivot = (view.published.year if view.published else _NO_DATE) + 30
    number = pivot // 100 * 100 + int(fields["year2"])
    return number if number <= pivot else number - 100


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


# ---------------------------------------------------------------- spans and words that stand alone


def _rolling(fields: Fields, view: View) -> Days | None:
    name, count, today = fields["unit"], fields.get("count", 1), view.published
    if today is None:
        return Days(None, PeriodKind.ROLLING)
    if name == "hour":
        return Days((today, today), PeriodKind.ROLLING)
    if fields["rolling"] == "ago":
        return Days(calendar.unit(today, name, -count))
    if fields["rolling"] == "hence":  # two years after what was just told, else after today
        fixed_by = FixedBy.CONTEXT if view.context else FixedBy.TEXT
        return Days(calendar.unit(view.context[1] if view.context else today, name, count), fixed_by=fixed_by)
    return Days(_span(fields["rolling"], name, count, today), PeriodKind.ROLLING)


def _span(way: str, name: str, count: int, today: date) -> Range:
    if way == "past":
        return calendar.add_days(calendar.shift(today, name, -count), 1), today
    if way == "future":
        return calendar.add_days(today, 1), calendar.shift(today, name, count)
    if way == "previous":
        return calendar.unit(today, name, -count)[0], calendar.unit(today, name, -1)[1]
    return calendar.unit(today, name, 1)[0], calendar.unit(today, name, count)[1]


def _to_date(fields: Fields, view: View) -> Days | None:
    if view.published is None:
        return Days(None)
    return Days((calendar.unit(view.published, fields["to_date"])[0], view.published))


def _now(fields: Fields, view: View) -> Days | None:
    today = view.published
    return Days(None if today is None else (today, today), PeriodKind.UNSTATED)


def _vague(fields: Fields, view: View) -> Days | None:
    return Days(None, PeriodKind.ROLLING)


def _past_weekday(fields: Fields, view: View) -> Days | None:
    if view.published is None:
        return Days(None)
    back = (view.published.weekday() + 1 - fields["past_weekday"]) % 7
    return Days(calendar.unit(view.published, "day", -back))


def _same_period(fields: Fields, view: View) -> Days | None:
    by, year = fields["same_period"], _written_year(fields, view)
    if year is not None and view.context is None:
        return Days(calendar.year(year))
    if year is not None and view.context is not None:
        by = year - view.context[1].year
    if view.context is not None:
        return Days(calendar.shift_year(view.context, by), fixed_by=FixedBy.CONTEXT)
    if view.published is None or by == 0:
        return Days(None, fixed_by=FixedBy.PUBLICATION)
    return Days(calendar.year(view.published.year + by), fixed_by=FixedBy.PUBLICATION)


def _foreign(fields: Fields, view: View) -> Days | None:
    found = foreign_date(fields["foreign"])
    return None if found is None else Days((found, found))


_ALONE: dict[str, Callable[[Fields, View], Days | None]] = {
    "rolling": _rolling,
    "to_date": _to_date,
    "now": _now,
    "vague": _vague,
    "same_period": _same_period,
    "past_weekday": _past_weekday,
    "foreign": _foreign,
}
