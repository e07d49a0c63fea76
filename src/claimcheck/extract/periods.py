"""Words → Period: which days the text speaks of.

The grammar is small: atoms (a year, a quarter, 去年, «June 30») that stand together make a point;
two points joined by 至 make a range; a tail (底, 以来, 止六个月) changes it. Everything is read over
folded text and resolved by ``period_days``.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from claimcheck.extract import calendar
from claimcheck.extract.period_cues import follows, is_ahead, is_alone, is_planned, is_toward, same_sentence
from claimcheck.extract.period_days import days
from claimcheck.extract.period_forms import Atom, Fields, Vocabulary, atom_at, next_atom, vocabulary
from claimcheck.extract.period_spans import ended
from claimcheck.extract.period_view import Days, View
from claimcheck.lexicon import Lexicon
from claimcheck.model import FixedBy, Period, PeriodKind, Span

_LEVELS = {
    "from": 1, "century": 1, "century_by": 1,
    "year": 2, "year2": 2, "republic": 2, "era": 2, "year_by": 2, "same_year": 2,
    "whole_year": 3, "same_period": 3, "half": 4, "quarter": 4, "quarter_by": 4,
    "month": 5, "month_by": 5, "third": 6, "week_by": 6, "nth_week": 6, "nth_day": 7,
    "first_days": 7, "last_days": 7, "feast": 7,
    "lunar_month": 5, "lunar_day": 7,
    "day": 7, "day_by": 7, "weekday": 8, "weekend": 8, "edge": 9, "clock": 10, "ended": 11,
}  # fmt: skip
_YEARS = ("year", "year2", "republic", "era", "era_year", "year_by", "same_year", "fiscal")
_UNIT_LEVELS = {"year": 3, "quarter": 4, "month": 5, "day": 7, "period": 3}
_DATED = frozenset((*_YEARS, "from", "to_date", "same_period", "now", "vague", "foreign"))

SHORTEST_REPORT = 27  # days: nothing shorter than a month is reported on

# An atom of these fields alone («six months ended») says nothing until a date follows.
_NEEDS_DATE = frozenset({"ended", "count", "unit", "edge"})


class Phrase(NamedTuple):
    """A period expression as read: its place and the fields of its one or two points."""

    start: int
    end: int
    first: Fields
    last: Fields | None
    tail: Fields


def find_periods(
    folded: str,
    text: str,
    published: date | None,
    lexicon: Lexicon,
    context: Period | UnsetType | None = UNSET,
    *,
    fiscal_year_end: str = "12-31",
    told: Period | None = None,
) -> list[Period]:
    """Every period expression of the text, in order and without overlap.

    ``context`` is the last period of what stood before in the article, ``None`` where nothing dated
    did. Where it is not given the text is no part of an article, and an expression that is all of it
    is read as in conversation: 9月30日 is that of this year, 年底 the last two months.
    Relative words count from ``published``; without it they give a period with neither first nor
    last day. ``told`` is what the article reports on: 报告期内 is that, and 上年同期 where nothing is nearer.
    """
    words = vocabulary(lexicon)
    found: list[Period] = []
    before = None if context is UNSET else context
    anchor, reported = before, _reported(before)
    spanning = before if reported else told
    position = 0
    while (atom := next_atom(folded, position, words)) is not None:
        phrase = _phrase(atom, folded, words)
        position = max(phrase.end, atom.start + 1)
        view = _view(phrase, folded, published, anchor, anchor is not before, words)
        alone = context is UNSET and is_alone(folded, phrase.start, phrase.end)
        view = view._replace(year_end=fiscal_year_end, alone=alone, reported=reported)
        if "report" in phrase.first or (view.context is None and phrase.first.keys() == {"same_period"}):
            view = _of_report(view, spanning)
        period = _period(phrase, folded, text, view) if _stands(phrase, folded, words) else None
        if period is not None:
            found.append(period)
            if "same_period" not in phrase.first or "report" in phrase.first:
                anchor = _anchor(anchor, period, folded, words)
                spanning = anchor if _reported(anchor) else spanning
            if anchor is period and not phrase.first.keys().isdisjoint(_YEARS):
                reported = _reported(period) or reported
    return found


def _stands(phrase: Phrase, folded: str, words: Vocabulary) -> bool:
    """Whether the phrase says one period: not «six months ended» without its date, nor 每年3月."""
    return not phrase.first.keys() <= _NEEDS_DATE and not follows(words.recurring, folded, phrase.start)


def _anchor(anchor: Period | None, period: Period, folded: str, words: Vocabulary) -> Period | None:
    """What later words count from: the last period that is dated and no base of comparison."""
    if period.start is None or period.kind is PeriodKind.UNSTATED or period.span is None:
        return anchor
    return anchor if _is_base(folded, period.span, words) else period


def _of_report(view: View, spanning: Period | None) -> View:
    """The view from the last span of time: 报告期内 is no single day, as 报告期末 before it is."""
    if spanning is None or spanning.start is None or spanning.end is None:
        return view
    return view._replace(context=(spanning.start, spanning.end))


def _reported(period: Period | None) -> int | None:
    """The year of a period that figures are reported for; a day or a week is none."""
    if period is None or period.start is None or period.end is None:
        return None
    return period.end.year if (period.end - period.start).days >= SHORTEST_REPORT else None


def unstated(published: date | None) -> Period:
    """The period of a statement that names none: around publication."""
    return Period(None, "", published, published, "", PeriodKind.UNSTATED, FixedBy.PUBLICATION)


def comparison_bases(folded: str, periods: list[Period], lexicon: Lexicon) -> frozenset[int]:
    """The indices of the periods that follow 比, 较, «compared with»: what is compared with."""
    words = vocabulary(lexicon)
    return frozenset(
        i
        for i, p in enumerate(periods)
        if p.span and p.kind is not PeriodKind.ROLLING and _is_base(folded, p.span, words)
    )


def _is_base(folded: str, span: Span, words: Vocabulary) -> bool:
    written = folded[span.start : span.end]
    if written.isascii() and words.join.search(written):  # from January to June
        return False
    return follows(words.base, folded, span.start) or bool(words.base_after.match(folded, span.end))


# ---------------------------------------------------------------- reading


def _phrase(atom: Atom, folded: str, words: Vocabulary) -> Phrase:
    first = _point(atom, folded, words)
    tail = _tail(first, folded, words)
    first = _with_edge(first, tail)
    last = _second(first, tail.end, folded, words)
    if last is None:
        return Phrase(first.start, tail.end, first.fields, None, tail.fields)
    tail = _tail(last, folded, words)
    return Phrase(first.start, tail.end, first.fields, _with_edge(last, tail).fields, tail.fields)


def _tail(point: Atom, folded: str, words: Vocabulary) -> Atom:
    """All that follows the point directly: 底, 前."""
    tail = Atom(point.end, point.end, {})
    while (
        more := atom_at(words.tails, folded, tail.end, words)
    ) and not more.fields.keys() & tail.fields.keys():
        tail = Atom(tail.start, more.end, {**tail.fields, **more.fields})
    return tail


def _with_edge(point: Atom, tail: Atom) -> Atom:
    edge: Fields = {name: tail.fields[name] for name in ("edge", "loose") if name in tail.fields}
    return point._replace(fields={**point.fields, **edge}) if edge else point


def _point(atom: Atom, folded: str, words: Vocabulary) -> Atom:
    """The atom with all that belong to it: 今年 + 一季度."""
    while (more := _adjoining(atom, folded, words)) is not None:
        atom = Atom(atom.start, more.end, {**atom.fields, **more.fields})
    return atom


def _adjoining(atom: Atom, folded: str, words: Vocabulary) -> Atom | None:
    glue = words.glue.match(folded, atom.end)
    after = glue.end() if glue else atom.end
    if "weekday" in atom.fields and folded[after : after + 1] == ",":  # 周五, 5月20日
        after += 2 if folded[after + 1 : after + 2] == " " else 1
    more = atom_at(words.parts, folded, after, words) or _in_brackets(atom, folded, after, words)
    return more if more is not None and _fits(atom.fields, more.fields) else None


def _in_brackets(atom: Atom, folded: str, at: int, words: Vocabulary) -> Atom | None:
    """The day of the week in brackets after a date: 10月1日(星期二)."""
    if "day" not in atom.fields or folded[at : at + 1] != "(":
        return None
    more = atom_at(words.parts, folded, at + 1, words)
    if more is None or more.fields.keys() != {"weekday"} or folded[more.end : more.end + 1] != ")":
        return None
    return more._replace(end=more.end + 1)


def _fits(fields: Fields, more: Fields) -> bool:
    """Whether the two go on from coarse to fine (2022年一季度) or from fine to coarse (Q1 2022)."""
    old, new = (
        _levels({n: v for n, v in fields.items() if n != "weekday" or "month" not in fields}),
        _levels(more),
    )
    if "same_period" in more and max(old, default=9) > _LEVELS["year"]:
        return False
    if not old or not new or (fields.keys() & more.keys()) - {"fiscal"}:
        return False
    return max(old) < min(new) or max(new) < min(old)


def _levels(fields: Fields) -> list[int]:
    named = [_LEVELS[name] for name in fields if name in _LEVELS and not (name == "edge" and "of" in fields)]
    of = fields.get("of") or fields.get("same")
    return [*named, _UNIT_LEVELS[of]] if of else named


def _second(first: Atom, end: int, folded: str, words: Vocabulary) -> Atom | None:
    """The point that a range runs to: …至8月16日, «between January and September 2023»."""
    join = words.join.match(folded, end)
    if join is None and follows(words.between, folded, first.start):
        join = words.both.match(folded, end)
    start = atom_at(words.parts, folded, join.end(), words) if join else None
    if start is None or not _levels(first.fields):
        return None
    second = _point(start, folded, words)
    return second if _levels(second.fields) or "now" in second.fields else None


# ---------------------------------------------------------------- resolving


def _view(
    phrase: Phrase, folded: str, published: date | None, anchor: Period | None, own: bool, words: Vocabulary
) -> View:
    until = follows(words.until, folded, phrase.start)
    guess = not until and not phrase.first.keys() & _DATED
    toward = guess and is_toward(folded, phrase.start, words)
    dated = (
        None if anchor is None or anchor.start is None or anchor.end is None else (anchor.start, anchor.end)
    )
    return View(
        published,
        context=dated,
        near=dated is not None and (published is None or (own and _near(anchor, phrase, folded))),
        loosely=guess and anchor is not None and not _writes_year(anchor),
        ahead=guess and is_ahead(folded, phrase.start, words),
        toward=toward or (guess and "opens" in phrase.tail),
        planned=toward or (guess and is_planned(folded, phrase.end, words)),
        until=until,
        since="since" in phrase.tail or follows(words.since, folded, phrase.start),
    )


def _writes_year(period: Period) -> bool:
    return period.end is None or str(period.end.year) in period.text


def _near(last: Period | None, phrase: Phrase, folded: str) -> bool:
    """Whether the earlier period gives its year: both are of one sentence."""
    return last is not None and last.span is not None and same_sentence(folded, last.span.end, phrase.start)


def _period(phrase: Phrase, folded: str, text: str, view: View) -> Period | None:
    found = _range(phrase, view) if phrase.last else days(phrase.first, view)
    if found is None:
        return None
    found = _tailed(found, phrase, view)
    written = folded[phrase.start : phrase.end]
    span = Span(phrase.end - len(written.lstrip()), phrase.start + len(written.rstrip()))
    start, end = found.bounds or (None, None)
    return Period(
        span, text[span.start : span.end], start, end, _label(found, phrase), found.kind, found.fixed_by
    )


def _label(found: Days, phrase: Phrase) -> str:
    if found.bounds is None or found.kind is PeriodKind.UNSTATED:
        return ""
    whole_year = "fiscal" in phrase.first and found.bounds[0].replace(day=1) == calendar.add_months(
        found.bounds[1], -11
    ).replace(day=1)
    return f"FY{found.bounds[1].year}" if whole_year else calendar.label(found.bounds)


def _range(phrase: Phrase, view: View) -> Days | None:
    last = phrase.last or {}
    first = _inherit(phrase.first, last)
    start = days(first, view)
    if start is None or start.bounds is None:
        return start
    end = days(last, view._replace(context=start.bounds, near=True))
    if end is None or end.bounds is None or end.bounds[1] < start.bounds[0]:
        return None
    return Days((start.bounds[0], end.bounds[1]), PeriodKind.DURATION, start.fixed_by)


def _inherit(first: Fields, last: Fields) -> Fields:
    """``first`` with the year of ``last`` where it has none of its own: May to June 2022."""
    if any(name in first for name in _YEARS):
        return first
    return {**{name: last[name] for name in _YEARS if name in last}, **first}


def _tailed(found: Days, phrase: Phrase, view: View) -> Days:
    """The days once the words before and after have had their say: 截至…, …以来, …止六个月."""
    if found.bounds is None or found.kind is PeriodKind.UNSTATED:
        return found
    start, end = found.bounds
    if "ended" in phrase.tail:
        return ended(found._replace(kind=PeriodKind.DURATION), phrase.tail)
    lasting = "since" in phrase.tail or (view.since and phrase.last is None)
    if lasting and view.published and view.published >= start:
        return found._replace(bounds=(start, view.published), kind=PeriodKind.DURATION)
    if "before" in phrase.tail and view.published and view.published < start:
        return found._replace(bounds=(view.published, end), kind=PeriodKind.DURATION)
    return _instant(found, view) if view.until and phrase.last is None else found


def _instant(found: Days, view: View) -> Days:
    """The last of the days, or the day of publication where the period was still running."""
    if found.bounds is None:
        return found
    start, end = found.bounds
    day = view.published if view.published and start <= view.published < end else end
    return found._replace(bounds=(day, day), kind=PeriodKind.INSTANT)
