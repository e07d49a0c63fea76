"""same-event: the day of one event, and what befell people in it, as two articles tell them.

Neither names a subject by which it could be found; what brings two of them together is that both
sentences say the same thing. Days that a slip of the pen explains, and other numbers of victims
for the same day, are warnings; the same day is compatible. Nothing is confirmed in this way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, product
from typing import TypeVar

import msgspec

from claimcheck.agreement import agreement, is_exact
from claimcheck.checks.base import Check, Context
from claimcheck.checks.hours import are_of_other_hours
from claimcheck.checks.wording import finding
from claimcheck.extract.mentions import DATE
from claimcheck.likeness import pairs, shared
from claimcheck.matching import when
from claimcheck.model import Agreement, Claim, Finding, Level, PeriodKind, Reading, Setting, Verdict
from claimcheck.rules import Rule

_PERCENT = 100
_MOST = 160  # sentences that name one day, or tell of victims on one, and are held against each other
_LATIN_PAIRS = 2  # one Latin word says as much as so many pairs of characters
_DAY = timedelta(days=1)

K = TypeVar("K", bound=Hashable)


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How alike (in percent) two sentences must be, how many pairs of characters they share at least.

    ``news`` is how many days before its article a day is just when the news came; articles on victims
    appeared at most ``apart`` days from each other.
    """

    alike: int = 35
    least: int = 8
    news: int = 3
    apart: int = 1


class Told(msgspec.Struct, frozen=True, eq=False):
    """A setting with the pairs of characters of its sentences."""

    claim: Claim
    words: frozenset[str]
    is_latin: bool


def run(
    readings: Sequence[Reading], found: Sequence[Finding], rule: Rule, options: Options, context: Context
) -> Iterator[Finding]:
    """A finding for each two articles that tell one event and agree or clash on its day or its victims."""
    if context.drafts:
        return
    told = [_told(s) for reading in readings for s in reading.settings]
    decided = {frozenset(c.id for c in f.claims) for f in found if f.verdict is Verdict.CONFLICT}
    yield from _of_days([t for t in told if t.claim.quantity.unit == DATE], rule, options)
    for a, b in _victims([t for t in told if t.claim.quantity.unit != DATE], options, context):
        if not any({a.claim.id, b.claim.id} <= ids for ids in decided):
            yield _clash(a, b, rule)


def _told(setting: Setting) -> Told:
    return Told(setting.claim, pairs(setting.text), setting.text.isascii())


def _clash(a: Told, b: Told, rule: Rule) -> Finding:
    return finding(rule, Verdict.CONFLICT, Level.WARNING, (a.claim, b.claim), Agreement.DISJOINT)


def _is_alike(a: Told, b: Told, options: Options) -> bool:
    """Whether both sentences tell one thing, in two articles."""
    return a.claim.document != b.claim.document and _say_alike(a, b, options)


def _say_alike(a: Told, b: Told, options: Options) -> bool:
    if a.is_latin != b.is_latin:
        return False
    least = options.least // _LATIN_PAIRS if a.is_latin else options.least
    if len(a.words & b.words) < least:
        return False
    return shared(a.words, b.words) * _PERCENT >= Fraction(options.alike)


# ---------------------------------------------------------------- days


def _of_days(told: Sequence[Told], rule: Rule, options: Options) -> Iterator[Finding]:
    days = _grouped((_day(t), t) for t in told if _is_of_event(t.claim))
    for same in days.values():
        for a, b in _likest(same, options):
            yield finding(rule, Verdict.COMPATIBLE, Level.NOTE, (a.claim, b.claim), Agreement.IDENTICAL)
    for these, those in _slipped(days):
        for a, b in _mistaken(these, those, options):
            yield _clash(a, b, rule)


def _day(told: Told) -> date:
    assert told.claim.period.start is not None
    return told.claim.period.start


def _is_of_event(claim: Claim) -> bool:
    """Whether the day is written with its month, and something happened on it or will: 截至X is no event."""
    period, published = claim.period, claim.source.published
    numbers = "".join(c if c.isdigit() else " " for c in claim.quantity.text).split()
    ahead = published is not None and period.end is not None and period.end > published
    return len(numbers) > 1 and (period.kind is PeriodKind.DURATION or ahead)


def _is_news(claim: Claim, options: Options) -> bool:
    """Whether the day is that of the article's own news: other news of another day are no slip."""
    published, day = claim.source.published, claim.period.start
    return published is not None and day is not None and abs((published - day).days) <= options.news


def _likest(same: Sequence[Told], options: Options) -> Iterator[tuple[Told, Told]]:
    """Each sentence about the day with the likest one of another article, each two once."""
    told: set[frozenset[int]] = set()
    for a in same if len(same) <= _MOST else ():
        alike = [b for b in same if _is_alike(a, b, options) and not _are_news(a, b, options)]
        best = max(alike, key=lambda b: (len(a.words & b.words), b.claim.id), default=None)
        if best is not None and frozenset((id(a), id(best))) not in told:
            told.add(frozenset((id(a), id(best))))
            yield a, best


def _are_news(a: Told, b: Told, options: Options) -> bool:
    return _is_news(a.claim, options) and _is_news(b.claim, options)


def _slipped(days: Mapping[date, Sequence[Told]]) -> Iterator[tuple[Sequence[Told], Sequence[Told]]]:
    """Sentences whose days one slip turns into each other: the year before, or a digit lost or two swapped.

    One of two years must be written, and both with days of one month: what has no year is news.
    """
    for day, told in days.items():
        before = days.get(_year_before(day), ())
        if _year_before(day) != day and not _is_account_day(day):
            yield _dated(told), before
            yield [t for t in told if not _has_year(t)], _dated(before)
        for other in _near_days(day):
            yield _dated(told), _dated(days.get(other, ()))


def _has_year(told: Told) -> bool:
    """Whether the day is written with its year."""
    return str(_day(told).year) in told.claim.quantity.text


def _dated(told: Sequence[Told]) -> list[Told]:
    return [t for t in told if _has_year(t)]


def _near_days(day: date) -> Iterator[date]:
    """The earlier days of the month that lack one of its digits or have them swapped."""
    for other in range(1, day.day):
        near = day.replace(day=other)
        if _is_slip(str(day.day), str(other)) and not (_is_account_day(day) or _is_account_day(near)):
            yield near


def _year_before(day: date) -> date:
    """The day a year before; the day itself where there is none."""
    return day if (day.month, day.day) == (2, 29) or day.year == 1 else day.replace(year=day.year - 1)


def _is_account_day(day: date) -> bool:
    """Whether accounts are closed on it: the first and last days of months recur."""
    return day.day == 1 or (day + _DAY).day == 1


def _is_slip(a: str, b: str) -> bool:
    """Whether a digit is missing (7 and 17) or two are swapped (12 and 21)."""
    short, long = sorted((a, b), key=len)
    if len(short) == len(long):
        return a != b and a == b[::-1]
    return short in long


def _mistaken(these: Sequence[Told], those: Sequence[Told], options: Options) -> Iterator[tuple[Told, Told]]:
    """Each sentence of the rarer day with the likest about the other, where no article knows both."""
    few, many = sorted((these, those), key=len)
    if len(few) * len(many) > _MOST * _MOST:
        return
    for a in few:
        alike = [b for b in many if _is_alike(a, b, options) and not _are_news(a, b, options)]
        best = max(alike, key=lambda b: (len(a.words & b.words), b.claim.id), default=None)
        if best is not None and not _knows(a, many, options) and not _knows(best, few, options):
            yield a, best


def _knows(told: Told, others: Iterable[Told], options: Options) -> bool:
    """Whether the article also tells the other day in words like its own."""
    return any(t.claim.document == told.claim.document and _say_alike(t, told, options) for t in others)


# ---------------------------------------------------------------- victims


def _victims(told: Sequence[Told], options: Options, context: Context) -> Iterator[tuple[Told, Told]]:
    exact = [t for t in told if is_exact(t.claim.quantity)]
    stated = {(t.claim.document, _metric(t), t.claim.quantity.stated) for t in exact}
    for same in _grouped((_metric(t), t) for t in exact).values():
        for a, b in _near(same, options):
            x, y = a.claim, b.claim
            crossed = {
                (x.document, _metric(a), y.quantity.stated),
                (y.document, _metric(a), x.quantity.stated),
            }
            differ = agreement(x.quantity, y.quantity) is Agreement.DISJOINT and crossed.isdisjoint(stated)
            if differ and _of_one_time(x, y, context) and _is_alike(a, b, options):
                yield a, b


def _metric(told: Told) -> str:
    return told.claim.metric.id if told.claim.metric else ""


def _near(told: Sequence[Told], options: Options) -> Iterator[tuple[Told, Told]]:
    """Those whose articles appeared at most ``apart`` days from each other; undated ones are of one day."""
    days = _grouped((t.claim.source.published or date.max, t) for t in told)
    for day, same in days.items():
        yield from combinations(same, 2) if len(same) <= _MOST else ()
        for by in range(1, options.apart + 1):
            later = days.get(day + by * _DAY, []) if day < date.max - options.apart * _DAY else []
            yield from product(same, later) if len(same) * len(later) <= _MOST * _MOST else ()


def _of_one_time(a: Claim, b: Claim, context: Context) -> bool:
    """Whether both mean the same people on the same day and hour, as far as they say which."""
    if are_of_other_hours(a.period, b.period, context.lexicon):
        return False
    unstated = PeriodKind.UNSTATED in (a.period.kind, b.period.kind)
    same_day = unstated or when(a.period)[:2] == when(b.period)[:2]
    return same_day and a.scope == b.scope and a.measure is b.measure and a.modality is b.modality


def _grouped(keyed: Iterable[tuple[K, Told]]) -> dict[K, list[Told]]:
    groups: dict[K, list[Told]] = defaultdict(list)
    for key, told in keyed:
        groups[key].append(told)
    return groups


CHECK = Check(Options, of_leftovers=run)
