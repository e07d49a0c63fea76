"""shared-figure: articles that state one figure in like words, though no key brings them together.

Names the lexicon lacks, another wording, an unsaid period: the same figure may stand in two articles
and never meet by key. A figure that agrees, in words alike enough for how distinctive it is, is
compatible: nothing is confirmed by it, and nothing is ever contradicted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from claimcheck.agreement import EQUAL
from claimcheck.checks.base import Check, Context
from claimcheck.checks.wording import finding
from claimcheck.likeness import likeness, of_one_kind, says_the_same
from claimcheck.model import Agreement, Claim, Finding, Level, PeriodKind, Reading, Verdict
from claimcheck.rules import Rule

_OPEN = frozenset({Verdict.NOT_COMPARABLE, Verdict.UNMATCHED, Verdict.REPEATED, Verdict.NOTHING_CHECKED})
_PERCENT = 100
_NEAR = Decimal("0.1")
_MOST = 40


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How alike (in percent) the words must be, by the number of the figure's significant digits."""

    one: int = 60
    two: int = 45
    more: int = 30


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
        values = [_value(c) for c in claims]
        for index, claim in enumerate(claims):
            if claim.id not in decided:
                best = _best(index, claims, values, options, claim.id not in repeated, context)
                yield from _told_once(best, claim, told, rule)


def _by_kind(readings: Sequence[Reading]) -> dict[tuple[str, str], list[Claim]]:
    """Claims with one value by unit and measure, each list in order of its values."""
    kinds: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for reading in readings:
        for claim in reading.claims:
            if claim.quantity.stated:
                kinds[claim.quantity.unit or "", claim.measure.value].append(claim)
    for claims in kinds.values():
        claims.sort(key=lambda c: (_value(c), c.document, c.span.start))
    return kinds


def _value(claim: Claim) -> Decimal:
    return claim.quantity.stated or Decimal(0)


def _best(
    index: int,
    claims: Sequence[Claim],
    values: Sequence[Decimal],
    options: Options,
    own: bool,
    context: Context,
) -> tuple[Claim, Agreement] | None:
    """The likest agreeing claim, of another article if there is one; of its ``own`` only if that is asked."""
    claim = claims[index]
    least = Fraction(_threshold(claim, options), _PERCENT)
    best: tuple[bool, Fraction, Claim, Agreement] | None = None
    for other in _near(index, claims, values):
        relation = says_the_same(claim, other)
        if (relation not in EQUAL and relation is not Agreement.BOUNDED) or _apart(claim, other, context):
            continue
        alike, elsewhere = likeness(claim, other), other.document != claim.document
        fits = alike >= least and (elsewhere or own)
        if fits and (best is None or (elsewhere, alike) > best[:2]):
            best = (elsewhere, alike, other, relation)
    return best and (best[2], best[3])


def _apart(a: Claim, b: Claim, context: Context) -> bool:
    """Whether what is known of both says that they are of different things: metrics, or stated periods."""
    known = context.lexicon.metrics
    if a.metric and b.metric and a.metric.id != b.metric.id and {a.metric.id, b.metric.id} <= known.keys():
        return True
    x, y = a.period, b.period
    if PeriodKind.UNSTATED in (x.kind, y.kind) or not (x.start and x.end and y.start and y.end):
        return False
    return x.end < y.start or y.end < x.start


def _near(index: int, claims: Sequence[Claim], values: Sequence[Decimal]) -> Iterator[Claim]:
    """The claims of other sentences nearest in value, a bounded number of them."""
    claim, value = claims[index], values[index]
    slack = abs(value) * _NEAR
    low, high = bisect_left(values, value - slack), bisect_right(values, value + slack)
    start = max(low, index - _MOST)
    around = claims[start : min(high, index + _MOST)]
    return (c for c in around if c.id != claim.id and not _together(claim, c) and of_one_kind(claim, c))


def _together(a: Claim, b: Claim) -> bool:
    """Whether the two stand in one sentence, which says nothing twice."""
    return a.document == b.document and a.quote_span.overlaps(b.quote_span)


def _threshold(claim: Claim, options: Options) -> int:
    digits = len("".join(map(str, _value(claim).as_tuple().digits)).strip("0"))
    return {0: options.one, 1: options.one, 2: options.two}.get(digits, options.more)


def _told_once(
    best: tuple[Claim, Agreement] | None, claim: Claim, told: set[frozenset[str]], rule: Rule
) -> Iterator[Finding]:
    if best is None or frozenset((claim.id, best[0].id)) in told:
        return
    told.add(frozenset((claim.id, best[0].id)))
    yield finding(rule, Verdict.COMPATIBLE, Level.NOTE, (claim, best[0]), best[1])


CHECK = Check(Options, of_leftovers=run)
