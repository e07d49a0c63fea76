"""shared-figure: articles that state one figure in like words, though no key brings them together.

Names the lexicon lacks, another wording, an unsaid period: the same figure may stand in two articles
and never meet by key. A figure that agrees, in words alike enough for how distinctive it is, is
compatible: nothing is confirmed by it, and nothing is ever contradicted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import msgspec

from claimcheck.agreement import EQUAL, is_exact
from claimcheck.checks.base import Check, Context
from claimcheck.checks.wording import finding
from claimcheck.extract.mentions import WORDY
from claimcheck.likeness import Ratio, Worded, likeness_ratio, says_the_same, worded
from claimcheck.model import Agreement, Claim, Finding, Level, PeriodKind, Reading, Verdict
from claimcheck.rules import Rule

_OPEN = frozenset({Verdict.NOT_COMPARABLE, Verdict.UNMATCHED, Verdict.REPEATED, Verdict.NOTHING_CHECKED})
_PERCENT = 100
_NEAR = Decimal("0.1")
_MOST = 40
_AGREE = EQUAL | {Agreement.BOUNDED}

Days = tuple[date, date] | None


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How alike (in percent) the words must be, by the number of the figure's significant digits."""

    one: int = 60
    two: int = 45
    more: int = 30


class Listed(msgspec.Struct, frozen=True, eq=False):
    """Claims of one unit and measure in order of their values, with what is asked of each many times.

    ``exact`` is the precision of a figure that either equals another of that precision or contradicts it;
    ``None`` for hedged ones and dates. ``metrics`` are the known ones, ``days`` the stated periods.
    """

    claims: Sequence[Claim]
    values: Sequence[Decimal]
    exact: Sequence[Decimal | None]
    metrics: Sequence[str | None]
    days: Sequence[Days]
    words: dict[int, Worded]

    def likeness(self, at: int, other: int) -> Ratio:
        """How alike the words of two of the claims are; what is asked of one is made once."""
        for place in (at, other):
            if place not in self.words:
                self.words[place] = worded(self.claims[place])
        return likeness_ratio(self.words[at], self.words[other])


class Match(NamedTuple):
    """A claim that agrees, how it agrees, whether it is of another article, and how alike the words are."""

    claim: Claim
    agreement: Agreement
    is_elsewhere: bool
    likeness: Ratio

    def beats(self, other: Match | None) -> bool:
        """Whether this one is the better match: of another article, then in liker words."""
        if other is None or self.is_elsewhere != other.is_elsewhere:
            return other is None or self.is_elsewhere
        (part, whole), (others, of) = self.likeness, other.likeness
        return part * of > others * whole


def run(
    readings: Sequence[Reading], found: Sequence[Finding], rule: Rule, options: Options, context: Context
) -> Iterator[Finding]:
    """For each claim that no other article has judged, the likest agreeing figure of another sentence."""
    if context.drafts:
        return
    decided = {c.id for f in found if f.verdict not in _OPEN for c in f.claims}
    repeated = {c.id for f in found if f.verdict is Verdict.REPEATED for c in f.claims}
    told: set[frozenset[str]] = set()
    for claims in _by_kind(readings).values():
        if all(claim.id in decided for claim in claims):
            continue
        listed = _listed(claims, context)
        for index, claim in enumerate(listed.claims):
            if claim.id not in decided:
                best = _best(index, listed, options, claim.id not in repeated)
                yield from _told_once(best, claim, told, rule)


def _by_kind(readings: Sequence[Reading]) -> dict[tuple[str, str], list[Claim]]:
    """Claims with one value by unit and measure."""
    kinds: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for reading in readings:
        for claim in reading.claims:
            if claim.quantity.stated:
                kinds[claim.quantity.unit or "", claim.measure.value].append(claim)
    return kinds


def _listed(claims: Sequence[Claim], context: Context) -> Listed:
    known = context.lexicon.metrics
    ordered = sorted(claims, key=lambda c: (_value(c), c.document, c.span.start))
    return Listed(
        claims=ordered,
        values=[_value(c) for c in ordered],
        exact=[_exact(c) for c in ordered],
        metrics=[c.metric.id if c.metric and c.metric.id in known else None for c in ordered],
        days=[_days(c) for c in ordered],
        words={},
    )


def _value(claim: Claim) -> Decimal:
    return claim.quantity.stated or Decimal(0)


def _exact(claim: Claim) -> Decimal | None:
    quantity = claim.quantity
    return quantity.precision if is_exact(quantity) and quantity.unit not in WORDY else None


def _days(claim: Claim) -> Days:
    """First and last day of a period that is stated in full."""
    period = claim.period
    if period.kind is PeriodKind.UNSTATED or period.start is None or period.end is None:
        return None
    return (period.start, period.end)


def _best(index: int, listed: Listed, options: Options, own: bool) -> Match | None:
    """The likest agreeing claim, of another article if there is one; of its ``own`` only if that is asked."""
    claim = listed.claims[index]
    least = _threshold(claim, options)
    best: Match | None = None
    for at in _near(index, listed):
        other = listed.claims[at]
        is_elsewhere = other.document != claim.document
        if not (is_elsewhere or (own and (best is None or not best.is_elsewhere))):
            continue
        relation = says_the_same(claim, other)
        if relation in _AGREE:
            part, whole = listed.likeness(index, at)
            match = Match(other, relation, is_elsewhere, (part, whole))
            if part * _PERCENT >= least * whole and match.beats(best):
                best = match
    return best


def _near(index: int, listed: Listed) -> Iterator[int]:
    """Where the claims of other sentences stand that are nearest in value, a bounded number of them.

    Left out is what cannot agree (another value of one precision), and what must be of different things:
    known metrics, or stated periods, that differ.
    """
    claim, value, precision = listed.claims[index], listed.values[index], listed.exact[index]
    metric, days = listed.metrics[index], listed.days[index]
    slack = abs(value) * _NEAR
    low, high = bisect_left(listed.values, value - slack), bisect_right(listed.values, value + slack)
    for at in range(max(low, index - _MOST), min(high, index + _MOST)):
        if precision is not None and precision == listed.exact[at] and value != listed.values[at]:
            continue
        if metric and listed.metrics[at] and metric != listed.metrics[at]:
            continue
        if not _are_apart(days, listed.days[at]) and not _together(claim, listed.claims[at]):
            yield at


def _are_apart(a: Days, b: Days) -> bool:
    return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])


def _together(a: Claim, b: Claim) -> bool:
    """Whether the two are one, or stand in one sentence, which says nothing twice."""
    return a.id == b.id or (a.document == b.document and a.quote_span.overlaps(b.quote_span))


def _threshold(claim: Claim, options: Options) -> int:
    digits = len("".join(map(str, _value(claim).as_tuple().digits)).strip("0"))
    return {0: options.one, 1: options.one, 2: options.two}.get(digits, options.more)


def _told_once(best: Match | None, claim: Claim, told: set[frozenset[str]], rule: Rule) -> Iterator[Finding]:
    if best is None or frozenset((claim.id, best.claim.id)) in told:
        return
    told.add(frozenset((claim.id, best.claim.id)))
    yield finding(rule, Verdict.COMPATIBLE, Level.NOTE, (claim, best.claim), best.agreement)


CHECK = Check(Options, of_leftovers=run)
