"""Which statements of the archive may have a say about a draft's: told from outlines alone.

What no relation below picks cannot change what is found on the draft: neither the statement itself nor
anything that the rules work out from it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from claimcheck.checks.derived import MONTHS, shifted
from claimcheck.lexicon import Lexicon
from claimcheck.matching import When
from claimcheck.model import Measure
from claimcheck.store.outlines import Outline

Whens = tuple[str, str, int, str]
_MOVING = (Measure.GROWTH.value, Measure.CHANGE.value)
FEW = 3
"""Statements on each side that not_comparable looks at."""


class Fact(msgspec.Struct, frozen=True):
    """What there is to know of the metric (is it in the lexicon, does it flow) and of unstated periods."""

    is_known: bool
    is_flow: bool
    lookback: int
    nearby: int


def of_metric(metric: str, lexicon: Lexicon, lookback: int, nearby: int) -> Fact:
    """What there is to know of a metric."""
    entry = lexicon.metrics.get(metric)
    return Fact(entry is not None, entry is not None and entry.kind == "flow", lookback, nearby)


Periods = Mapping[Whens, Sequence[Outline]]


def meeting(drafts: Sequence[Outline], listed: Sequence[Outline], fact: Fact) -> tuple[set[int], set[int]]:
    """The statements of one fact that may have a say about the drafts' of the same fact.

    Then those among them that are only the nearest to a draft's that meets none.
    """
    by_when = _by_when(listed)
    wanted = {d.when for d in drafts}
    wanted |= _of_growth(drafts, by_when)
    wanted |= _of_totals(drafts, by_when, fact)
    found = {o.id for when in wanted for o in by_when.get(when, ())}
    found |= _of_unstated(drafts, listed, fact)
    near = _of_lone(drafts, listed, by_when, fact, len(drafts) <= FEW)
    return found | near, near


def second(near: Sequence[Outline], listed: Sequence[Outline], fact: Fact, few: bool) -> set[int]:
    """What decides whether a nearest statement meets another one, or is itself left with the draft's."""
    by_when = _by_when(listed)
    found = {o.id for one in near for o in by_when[one.when]}
    return found | _of_unstated(near, listed, fact) | _of_lone(near, listed, by_when, fact, few)


def _by_when(listed: Iterable[Outline]) -> dict[Whens, list[Outline]]:
    by_when: dict[Whens, list[Outline]] = defaultdict(list)
    for outline in listed:
        by_when[outline.when].append(outline)
    return by_when


def _of_lone(
    statements: Sequence[Outline], listed: Sequence[Outline], by_when: Periods, fact: Fact, few: bool
) -> set[int]:
    """The statements nearest to those that same-fact may find nothing on."""
    found: set[int] = set()
    for one in statements:
        if not _is_judged(one, by_when.get(one.when, ()), fact):
            found |= _neighbours(one, listed, few)
    return found


def at_same_time(whens: Iterable[Whens], listed: Iterable[Outline]) -> set[int]:
    """The statements of another fact that a formula or a whole may put beside the drafts'."""
    wanted = set(whens)
    return {o.id for o in listed if o.when in wanted and o.is_dated}


# ---------------------------------------------------------------- growth


def _of_growth(drafts: Sequence[Outline], by_when: Periods) -> set[Whens]:
    """The periods of movements that the drafts' figures are a part of, and their bases."""
    moving = {when for when, same in by_when.items() if any(map(_is_moving, same))}
    moving |= {d.when for d in drafts if _is_moving(d)}
    ours = {d.when for d in drafts}
    found: set[Whens] = set()
    for when in moving:
        periods = {when, *_bases(when)}
        if periods & ours:
            found |= periods
    return found


def _is_moving(outline: Outline) -> bool:
    return outline.measure in _MOVING and outline.is_dated


@lru_cache(maxsize=4096)
def _bases(when: Whens) -> frozenset[Whens]:
    first, last, instant, words = when
    period = When(date.fromisoformat(first), date.fromisoformat(last), bool(instant), words)
    bases = (shifted(period, months) for months in MONTHS.values())
    return frozenset(
        (b.start.isoformat(), b.end.isoformat(), instant, words) for b in bases if b and b.start and b.end
    )


# ---------------------------------------------------------------- sums and running totals


def _of_totals(drafts: Sequence[Outline], by_when: Periods, fact: Fact) -> set[Whens]:
    """The spans of time that a draft's is a part of, or that are parts of it, with all of their parts."""
    if not fact.is_flow:
        return set()
    ours = {d.when for d in drafts if _is_span(d.when)}
    spans = sorted(ours | {when for when in by_when if _is_span(when)})
    found: set[Whens] = set()
    for our in ours:
        found |= {s for s in spans if s[0] == our[0]}  # running totals of one first day
        for whole in spans:
            if whole[0] <= our[0] and our[1] <= whole[1]:
                found |= _parts(whole, spans)
    return found


def _is_span(when: Whens) -> bool:
    first, last, instant, words = when
    return bool(first and last) and not instant and not words.startswith("?")


def _parts(whole: Whens, spans: Sequence[Whens]) -> set[Whens]:
    """All spans within the whole, if one of them begins with it, so that it may be cut into them."""
    parts = {s for s in spans if whole[0] <= s[0] and s[1] <= whole[1]}
    return parts if any(s[0] == whole[0] and s != whole for s in parts) else set()


# ---------------------------------------------------------------- periods that nothing fixed


def _of_unstated(drafts: Sequence[Outline], listed: Sequence[Outline], fact: Fact) -> set[int]:
    """What a period that nothing fixed may mean: each of one side with all candidates of the other."""
    found: set[int] = set()
    if not any(o.words[:1] == "?" for o in (*drafts, *listed)):
        return found
    by_series: dict[int, list[Outline]] = defaultdict(list)
    for outline in listed:
        by_series[outline.series].append(outline)
    for draft in drafts:
        same = by_series.get(draft.series, ())
        unstated = [o for o in same if o.is_unstated]
        if draft.is_unstated:
            found |= {o.id for o in same if not o.is_unstated and _may_mean(draft, o, fact.lookback)}
            found |= {o.id for o in unstated if _are_near(draft, o, fact.nearby)}
            found |= _latest(unstated) if not draft.last else set()
        elif unstated:
            for one in (o for o in unstated if _may_mean(o, draft, fact.lookback)):
                found.add(one.id)
                found |= {o.id for o in same if not o.is_unstated and _may_mean(one, o, fact.lookback)}
    return found


def _may_mean(unstated: Outline, stated: Outline, lookback: int) -> bool:
    if not unstated.last:
        return True
    return bool(stated.last) and 0 <= _days(stated.last, unstated.last) <= lookback


def _are_near(a: Outline, b: Outline, nearby: int) -> bool:
    return not (a.last and b.last) or abs(_days(a.last, b.last)) <= nearby


def _latest(unstated: Sequence[Outline]) -> set[int]:
    last = max((o.last for o in unstated), default="")
    return {o.id for o in unstated if o.last == last}


@lru_cache(maxsize=65536)
def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)) // timedelta(days=1)


# ---------------------------------------------------------------- not comparable


def _is_judged(draft: Outline, same: Iterable[Outline], fact: Fact) -> bool:
    """Whether same-fact is sure to find something on the draft's statement: then nothing else is named."""
    for other in () if draft.is_unstated else same:
        if other.id == draft.id:
            continue
        one_unit = other.unit == draft.unit or draft.kind != "money"
        if one_unit and other.series == draft.series and other.basis == draft.basis:
            if other.stated == draft.stated and draft.stated and other.bound == draft.bound == "exact":
                return True
            if fact.is_known and draft.measure == Measure.LEVEL.value:
                return True
    return False


def _neighbours(one: Outline, listed: Sequence[Outline], few: bool) -> set[int]:
    """The statements nearest in period: in the same series, of the same kind, of any.

    Of ``few`` draft statements the first look is enough: they cannot fill all the places that it has.
    """
    found: set[int] = set()
    for is_alike in (_of_series, _of_kind, _of_any):
        alike = [o for o in listed if is_alike(o, one)]
        found.update(o.id for o in _around(one, alike, few))
        if few and any(o.id != one.id for o in alike):
            break
    return found


def _of_series(a: Outline, b: Outline) -> bool:
    return a.series == b.series


def _of_kind(a: Outline, b: Outline) -> bool:
    return a.measure == b.measure and a.kind == b.kind


def _of_any(a: Outline, b: Outline) -> bool:
    return True


def _around(one: Outline, ordered: Sequence[Outline], few: bool) -> Iterator[Outline]:
    """A few statements on each side and all of the same days, however these are ordered further.

    The first of them is the one that is named: those behind only count where there are none before.
    """
    place = (one.last, one.first)
    before = bisect_left(ordered, place, key=_place)
    after = bisect_right(ordered, place, key=_place)
    first, end = 0, after
    if before >= FEW:
        first = bisect_left(ordered, _place(ordered[before - FEW]), key=_place)
    if not (few and before):
        most = after + FEW
        last = (
            len(ordered)
            if most > len(ordered)
            else bisect_right(ordered, _place(ordered[most - 1]), key=_place)
        )
        end = max(end, last)
    yield from ordered[first:end]


def _place(outline: Outline) -> tuple[str, str]:
    return (outline.last, outline.first)
