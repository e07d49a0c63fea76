"""Spans that count from a day (过去一年, 今年以来, six months ended) and words that stand alone (目前)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from claimcheck.extract import calendar
from claimcheck.extract.calendar import Range
from claimcheck.extract.period_foreign import foreign_date
from claimcheck.extract.period_forms import Fields
from claimcheck.extract.period_view import Days, View, written_year
from claimcheck.model import FixedBy, PeriodKind


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


def _rolling(fields: Fields, view: View) -> Days | None:
    way, name, count, today = fields["rolling"], fields["unit"], fields.get("count", 1), view.published
    if "half_more" in fields and name != "month":  # 三年半
        name, count = "month", calendar.MONTHS[name] * count + calendar.MONTHS[name] // 2
    if way == "within" and (name == "hour" or not (view.alone or view.ahead)):
        return None  # 三年内 may lie behind or ahead
    if today is None:
        return Days(None, PeriodKind.ROLLING)
    if name == "hour":
        return Days((today, today), PeriodKind.ROLLING)
    if view.alone:
        way = fields.get("alone", way)
    if way == "ago":
        return Days(calendar.unit(today, name, -count))
    if way == "hence":  # two years after what was just told, else after today
        fixed_by = FixedBy.CONTEXT if view.context else FixedBy.TEXT
        return Days(calendar.unit(view.context[1] if view.context else today, name, count), fixed_by=fixed_by)
    return Days(_WAYS[way](name, count, today, fields), PeriodKind.ROLLING)


def _past(name: str, count: int, today: date, fields: Fields) -> Range:
    return calendar.add_days(calendar.shift(today, name, -count), 1), today


def _since(name: str, count: int, today: date, fields: Fields) -> Range:
    """三年多以来: what is more than three years begins somewhere in the year that lies three back."""
    return calendar.unit(today, name, -count)[0], today


def _future(name: str, count: int, today: date, fields: Fields) -> Range:
    """未来三天 begins tomorrow; 未来三年 begins at once and is three years long."""
    if name in ("day", "week"):
        return calendar.add_days(today, 1), calendar.shift(today, name, count)
    return today, calendar.add_days(calendar.shift(today, name, count), -1)


def _within(name: str, count: int, today: date, fields: Fields) -> Range:
    """三天内: from today; 三年半内 ends in a month, 两个半月内 on a day."""
    if "half_more" not in fields:
        return today, calendar.shift(today, name, count)
    if fields["unit"] == "month":
        return today, calendar.add_days(calendar.shift(today, name, count), 15)
    return today, calendar.unit(today, name, count)[1]


def _previous(name: str, count: int, today: date, fields: Fields) -> Range:
    return calendar.unit(today, name, -count)[0], calendar.unit(today, name, -1)[1]


def _next(name: str, count: int, today: date, fields: Fields) -> Range:
    return calendar.unit(today, name, 1)[0], calendar.unit(today, name, count)[1]


_WAYS: dict[str, Callable[[str, int, date, Fields], Range]] = {
    "past": _past,
    "since": _since,
    "future": _future,
    "within": _within,
    "previous": _previous,
    "next": _next,
}


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
    by, year = fields["same_period"], written_year(fields, view)
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


ALONE: dict[str, Callable[[Fields, View], Days | None]] = {
    "rolling": _rolling,
    "to_date": _to_date,
    "now": _now,
    "vague": _vague,
    "same_period": _same_period,
    "past_weekday": _past_weekday,
    "foreign": _foreign,
}
