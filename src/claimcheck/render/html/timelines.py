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
from claimcheck.messages import amount, period_label, plain, text
from claimcheck.model import Basis, Claim, Measure, Modality, PeriodKind, Verdict
from claimcheck.render.words import metric_words, name_words, value_words
from claimcheck.report import Report

_MONTHS = {Basis.YOY: 12, Basis.QOQ: 3, Basis.MOM: 1}
_EXACT = Context(prec=40)
_SHORT = Context(prec=6)
_SIGNED = (Verdict.CONFLICT, Verdict.SUPERSEDED)


class Fact(NamedTuple):
    """What claims must share to be points of one line."""

    subject: str
    metric: str
    measure: Measure
    kind: str
    unit: str
    scope: tuple[str, ...]
    modality: Modality
    instant: bool


class Point(NamedTuple):
    """A value at a time: stated, or implied by another one and a growth between them."""

    start: date
    end: date
    low: Decimal
    high: Decimal
    stated: Decimal | None
    claims: tuple[Claim, ...]
    implied: bool = False


def timelines(report: Report, numbers: Mapping[tuple[str, str], int], lang: str) -> list[dict[str, Any]]:
    """The facts with two or more periods, those with conflicts first, then the longest."""
    facts = _facts(c for c in _claims(report) if _is_dated(c))
    outcomes = dict(report.verdicts)
    found = []
    for fact, claims in facts.items():
        points = [*_stated(claims), *_implied(fact, claims, facts)]
        if len({(p.start, p.end) for p in points}) > 1:
            troubled = any(outcomes.get(c.id) in _SIGNED for c in claims)
            found.append((not troubled, -len(points), fact, claims, points))
    found.sort(key=lambda item: (*item[:2], repr(item[2])))
    return [_fact_data(claims, points, numbers, lang) for *_, claims, points in found]


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
    instant = claim.period.kind is PeriodKind.INSTANT
    return Fact(*key, claim.quantity.unit or "", claim.scope, claim.modality, instant)


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


# ---------------------------------------------------------------- plain data


def _fact_data(
    claims: Sequence[Claim], points: Sequence[Point], numbers: Mapping[tuple[str, str], int], lang: str
) -> dict[str, Any]:
    first = claims[0]
    title = (name_words(first.subject, "row-no-subject", lang), metric_words(first, lang))
    ordered = sorted(points, key=lambda p: (p.end, p.start, p.implied, p.low))
    return {
        "title": text("list-dot", lang).join(title),
        "points": [_point_data(point, first, numbers, lang) for point in ordered],
    }


def _point_data(
    point: Point, first: Claim, numbers: Mapping[tuple[str, str], int], lang: str
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "start": str(point.start),
        "end": str(point.end),
        "low": plain(point.low),
        "high": plain(point.high),
        "claims": [numbers[c.document, c.id] for c in point.claims],
    }
    if not point.implied:
        stated = {} if point.stated is None else {"stated": plain(point.stated)}
        said = point.claims[0]
        return data | stated | {"value": value_words(said, lang), "period": period_label(said.period, lang)}
    ends = [amount(_SHORT.plus(end), first.quantity.unit, lang) for end in (point.low, point.high)]
    return data | {
        "low": plain(_SHORT.plus(point.low)),
        "high": plain(_SHORT.plus(point.high)),
        "implied": 1,
        "value": text("bound-range", lang, low=ends[0], high=ends[1]),
        "period": " – ".join(dict.fromkeys((str(point.start), str(point.end)))),
    }
