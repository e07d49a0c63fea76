"""Fields → days: what ``{"year_by": -1, "quarter": 4}`` means for a publication date and a context."""

from __future__ import annotations

from datetime import date

from claimcheck.extract import calendar
from claimcheck.extract.calendar import Range
from claimcheck.extract.period_forms import Fields
from claimcheck.extract.period_narrow import begins, narrowed
from claimcheck.extract.period_spans import ALONE, ended
from claimcheck.extract.period_view import Days, View, written_year
from claimcheck.model import FixedBy, PeriodKind

_FAR = 183  # days: a month that is nearer behind than ahead
_JUST_ENDED = 4  # months into a year in which 全年, with no word of a plan, is the year before


def days(fields: Fields, view: View) -> Days | None:
    """The days of a point or span in time; ``None`` where no calendar has such a day."""
    if fields.get("hour", 0) > 24:
        return None
    if fields.keys() <= {"clock", "hour", "count"}:
        return _same_unit("day", 0, view if view.near else view._replace(context=None))
    if _is_unfinished(fields, view):
        return ALONE["rolling"]({"rolling": "previous", "unit": "month", "count": fields["month"]}, view)
    if "said" in fields and not _is_day(view.context):
        return None
    for name, read in ALONE.items():
        if name in fields:
            return read(fields, view)
    base = _stated_year(fields, view) or _relative_unit(fields, view) or _guessed(fields, view)
    if base is None or base.bounds is None:
        return base
    if view.alone and "loose" in fields:
        fields = {**fields, "wide": 1}
    bounds = narrowed(base.bounds, fields)
    return None if bounds is None else _finished(base._replace(bounds=bounds), fields)


def _is_day(context: Range | None) -> bool:
    return context is not None and context[0] == context[1]


def _finished(found: Days, fields: Fields) -> Days:
    if "ended" in fields:
        return ended(found, fields)
    instant = fields.get("edge") == "end" and "wide" not in fields
    return found._replace(kind=PeriodKind.INSTANT) if instant else found


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
    if "whole_year" in fields and (number := _year_behind(view, view.published)):
        return _years(number, fields, view, FixedBy.CONTEXT)
    return _years(view.published.year + by, fields, view, FixedBy.PUBLICATION)


def _year_behind(view: View, published: date) -> int | None:
    """The year before publication's if 全年 is that one: the article reports on it, or it has just ended."""
    last = published.year - 1
    if view.alone or view.planned or view.reported not in (last, None):
        return None
    return last if view.reported == last or published.month <= _JUST_ENDED else None


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
        if base is not None and not (
            _is_yet_to_come(base, fields, view) or _is_far_ahead(base, fields, view)
        ):
            return Days(base, fixed_by=FixedBy.CONTEXT)
    if view.published is None:
        return Days(None)
    if "of" in fields and "month" not in fields:
        return Days(_edge_unit(fields["of"], view, view.published))
    return _nearest(fields, view, view.published)


def _is_yet_to_come(base: Range, fields: Fields, view: View) -> bool:
    """Whether a day's year makes a quarter lie ahead: on Thursday reported fourth-quarter revenue."""
    one_day = _is_day(view.context)
    found = narrowed(base, fields)
    if not one_day or view.planned or view.published is None or found is None:
        return False
    return found[0] > view.published and ("quarter" in fields or "half" in fields)


def _is_far_ahead(base: Range, fields: Fields, view: View) -> bool:
    """Whether such a month lies half a year ahead, and nobody speaks of plans: December, said on Jan 9."""
    found = narrowed(base, fields)
    if not view.loosely or view.published is None or found is None:
        return False
    if view.ahead or view.toward or view.planned:
        return False
    return "month" in fields and (found[0] - view.published).days > _FAR


def _inside(fields: Fields, context: Range) -> Range | None:
    """The week, month or year of the context that holds what the fields name."""
    same_month = calendar.unit(context[0], "month") == calendar.unit(context[1], "month")
    if _lone_weekday(fields):
        # 10月1日(星期二): the day itself; other weekdays count from publication.
        base = calendar.week(context[1])
        return base if narrowed(base, fields) == context else None
    if _lone_day(fields) and not same_month:
        return None
    if _is_feast(fields):
        return _year_of_feast(fields, context)
    base = calendar.unit(context[1], "month" if _lone_day(fields) else "year")
    return base if narrowed(base, fields) else None


def _year_of_feast(fields: Fields, context: Range) -> Range | None:
    """The year of the feast that falls inside the context: 除夕 of 2020-01-24 ends the lunar year 2019."""
    for number in (context[1].year, context[1].year - 1):
        found = narrowed(calendar.year(number), fields)
        if found and context[0] <= found[0] <= context[1]:
            return calendar.year(number)
    return None


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
    """The latest one that has begun; the next one after a word of the future; alone, that of this year."""
    found = _around(fields, view, published)
    if view.alone and _in_conversation(fields) and 0 in found:
        return Days(found[0][0])
    last_day = {by: bounds[1] for by, (_, bounds) in found.items()}
    coming = min((by for by in found if last_day[by] >= published), default=None)
    begun = max((by for by in found if _has_begun(found[by][1], fields, published)), default=None)
    by = begun
    if begun == 0 and _is_of_last_year(fields, found, view, published):
        by = -1
    open_to_both = view.toward or _dated_weekday(fields) or _is_feast(fields)
    if coming is not None and (view.ahead or (open_to_both and _nearer(found, coming, begun, published))):
        by = coming
    return None if by is None else Days(found[by][0])


def _is_of_last_year(
    fields: Fields, found: dict[int, tuple[Range, Range]], view: View, published: date
) -> bool:
    """Whether a quarter or half that still runs is that of the year which the article reports on."""
    return (
        not view.planned
        and view.reported == published.year - 1
        and ("quarter" in fields or "half" in fields)
        and -1 in found
        and found[0][1][1] > published
    )


def _around(fields: Fields, view: View, published: date) -> dict[int, tuple[Range, Range]]:
    """The years (months, weeks) around publication that have such days, each with these days."""
    found: dict[int, tuple[Range, Range]] = {}
    dated = _dated_weekday(fields)
    for by in range(1, -9, -1):
        base = _candidate(fields, view, published, by)
        bounds = narrowed(base, fields)
        if bounds is not None and (bounds[0].isoweekday() == fields["weekday"] if dated else True):
            found[by] = base, bounds
        if by < 0 and any(_has_begun(days, fields, published) for _, days in found.values()):
            break
    return found


def _is_feast(fields: Fields) -> bool:
    """Whether the fields name a feast or lunar day: people speak of the one that is near."""
    return "lunar" in fields or "feast" in fields


def _dated_weekday(fields: Fields) -> bool:
    """Whether the day of the week tells which year's date is meant: 10月1日(星期二)."""
    return fields.keys() >= {"month", "day", "weekday"}


def _has_begun(bounds: Range, fields: Fields, published: date) -> bool:
    """Whether the days, or the month that a date names, have begun: 5月28日 has on 24 May."""
    begin = begins(bounds, fields)
    return (begin.replace(day=1) if "month" in fields else begin) <= published


def _nearer(found: dict[int, tuple[Range, Range]], coming: int, begun: int | None, published: date) -> bool:
    """Whether the coming days are nearer to publication than the last ones that have begun."""
    if begun is None:
        return True
    return found[coming][1][0] - published < published - found[begun][1][1]


def _is_unfinished(fields: Fields, view: View) -> bool:
    """Whether 前两个月 stands alone while the two first months still run: the last two are meant."""
    if not view.alone or view.published is None or fields != {"first": "month", "month": fields.get("month")}:
        return False
    return bool(view.published.month <= fields["month"])


def _in_conversation(fields: Fields) -> bool:
    """Whether the words alone mean the current year, month or week: 9月30日, 29日, 周一, 除夕."""
    return not fields.keys() & {"first", "quarter", "half"} and ("month_to" not in fields or "day" in fields)


def _candidate(fields: Fields, view: View, published: date, by: int) -> Range:
    if _lone_weekday(fields):
        # Seven days from tomorrow where 周一 stands alone, else Monday to Sunday.
        start = calendar.add_days(published, 1) if view.alone else calendar.week(published)[0]
        return calendar.add_days(start, 7 * by), calendar.add_days(start, 7 * by + 6)
    if _lone_day(fields):
        return calendar.unit(published, "month", by)
    return _year(published.year + by, fields, view)
