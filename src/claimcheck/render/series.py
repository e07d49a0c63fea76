"""Facts that are told of several periods, as points in time; growth gives points that nobody wrote."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Context, Decimal
from typing import Any, NamedTuple

from claimcheck.lexicon import default_lexicon
from claimcheck.matching import key_of
from claimcheck.model import Basis, Claim, Measure, Modality, Period, PeriodKind, Verdict
from claimcheck.report import Report

_MONTHS = {Basis.YOY: 12, Basis.QOQ: 3, Basis.MOM: 1}
_LENGTHS = (("month", 28, 31), ("quarter", 89, 92), ("half", 181, 184), ("year", 364, 366))
_EXACT = Context(prec=40)
_TROUBLE = (Verdict.CONFLICT, Verdict.SUPERSEDED)


class Fact(NamedTuple):
    """What claims must share to be points of one line: a year is no neighbour of a quarter."""

    subject: str
    metric: str
    measure: Measure
    kind: str
    unit: str
    scope: tuple[str, ...]
    modality: Modality
    length: str


class Point(NamedTuple):
    """A value at a time: stated, or implied by another one and a growth between them."""

    start: date
    end: date
    low: Decimal
    high: Decimal
    stated: Decimal | None
    claims: tuple[Claim, ...]
    implied: bool = False


class Series(NamedTuple):
    """One fact with its claims and its points in order of time; whether something is wrong with one."""

    fact: Fact
    claims: tuple[Claim, ...]
    points: tuple[Point, ...]
    is_troubled: bool


def series(report: Report) -> list[Series]:
    """The facts with two or more periods, those with conflicts first, then the longest."""
    facts = _facts(c for c in _claims(report) if _is_dated(c))
    outcomes = dict(report.verdicts)
    found = []
    for fact, claims in facts.items():
        points = sorted([*_stated(claims), *_implied(fact, claims, facts)], key=_time)
        if len({(p.start, p.end) for p in points}) > 1:
            troubled = any(outcomes.get(c.id) in _TROUBLE for c in claims)
            found.append(Series(fact, tuple(claims), tuple(points), troubled))
    return sorted(found, key=lambda s: (not s.is_troubled, -len(s.points), repr(s.fact)))


def _time(point: Point) -> tuple[date, date, bool, Decimal]:
    return point.end, point.start, point.implied, point.low


def _claims(report: Report) -> Iterable[Claim]:
    claims = {(c.document, c.id): c for c in report.claims}
    claims |= {(c.document, c.id): c for f in report.findings for c in f.claims}
    return claims.values()


def _is_dated(claim: Claim) -> bool:
    quantity, period = claim.quantity, claim.period
    closed = quantity.low is not None and quantity.high is not None
    return (
        closed
        and period.start is not None
        and period.end is not None
        and period.kind is not PeriodKind.UNSTATED
    )


def _facts(claims: Iterable[Claim]) -> dict[Fact, list[Claim]]:
    facts: dict[Fact, list[Claim]] = defaultdict(list)
    for claim in claims:
        if fact := _fact(claim):
            facts[fact].append(claim)
    return facts


def _fact(claim: Claim) -> Fact | None:
    key = key_of(claim, default_lexicon())
    if key is None:
        return None
    unit = claim.quantity.unit or ""
    return Fact(*key, unit, claim.scope, claim.modality, _length(claim.period))


def _length(period: Period) -> str:
    """How long the period is: an instant, a month, a quarter, half a year, a year, or its days."""
    if period.kind is PeriodKind.INSTANT or period.start is None or period.end is None:
        return "instant"
    days = (period.end - period.start).days + 1
    return next((name for name, few, many in _LENGTHS if few <= days <= many), str(days))


# ---------------------------------------------------------------- points


def _stated(claims: Sequence[Claim]) -> Iterator[Point]:
    """One point for each distinct period and interval, with all claims that say so."""
    same: dict[tuple[Any, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        q, p = claim.quantity, claim.period
        same[p.start, p.end, q.low, q.high, q.stated].append(claim)
    for (start, end, low, high, stated), members in sorted(same.items(), key=lambda item: item[0][:4]):
        yield Point(start, end, low, high, stated, tuple(members))


def _implied(fact: Fact, claims: Sequence[Claim], facts: Mapping[Fact, Sequence[Claim]]) -> Iterator[Point]:
    """Where a level and its growth are both told: the level that the growth was measured from."""
    if fact.measure is not Measure.LEVEL:
        return
    growth = fact._replace(measure=Measure.GROWTH, kind="percent", unit="percent")
    levels = list(_stated(claims))
    seen = set()
    for rise in facts.get(growth, ()):
        for level in levels:
            point = _base(level, rise)
            if point and point[:4] not in seen:
                seen.add(point[:4])
                yield point


def _base(level: Point, rise: Claim) -> Point | None:
    """The level at the start of a growth that ends in the given level, as an interval."""
    months = _MONTHS.get(rise.basis) if rise.basis else None
    if months is None or (level.start, level.end) != (rise.period.start, rise.period.end):
        return None
    low, high = rise.quantity.low, rise.quantity.high
    if low is None or high is None or low <= -100 or level.low < 0:
        return None
    return Point(
        start=_back(level.start, months),
        end=_back(level.end, months),
        low=_EXACT.divide(level.low * 100, 100 + high),
        high=_EXACT.divide(level.high * 100, 100 + low),
        stated=None,
        claims=(rise, level.claims[0]),
        implied=True,
    )


def _back(day: date, months: int) -> date:
    """The day so many months before; the last of a month stays the last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    ends = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if ends else min(day.day, last))
