"""same-figure: of what no key brought together, which figures of a draft its sources do and do not hold.

For each claim of a draft that nothing has judged, the likest worded claims of the sources decide:
an equal figure in like words fits; another figure in very like words contradicts, as a warning;
else the claim stays unmatched. Articles that are compared with each other meet here only by equal figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import msgspec

from claimcheck.checks.base import Check, Context
from claimcheck.checks.grounds import Ground, of_one_kind, relation
from claimcheck.checks.wording import finding
from claimcheck.likeness import likeness
from claimcheck.model import Agreement, Claim, Finding, Level, Reading, Verdict
from claimcheck.rules import Rule

_DECIDED = frozenset(
    {Verdict.CONFLICT, Verdict.CONFIRMED, Verdict.REPEATED, Verdict.COMPATIBLE, Verdict.SUPERSEDED}
)
_PERCENT = 100


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How alike (in percent) the words must be: to accept an equal figure, and to contradict another one."""

    accept: int = 30
    contradict: int = 72
    ahead: int = 8


class Match(msgspec.Struct, frozen=True, eq=False):
    """A source's claim, how its figure agrees, and how alike it is worded."""

    claim: Claim
    ground: Ground
    agreement: Agreement
    likeness: Fraction


def run(
    readings: Sequence[Reading], found: Sequence[Finding], rule: Rule, options: Options, context: Context
) -> Iterator[Finding]:
    """A finding for each unjudged claim of a draft that a source's figure fits or contradicts."""
    if not context.drafts:
        return
    decided = {c.id for f in found if f.verdict in _DECIDED for c in f.claims}
    sources = _by_unit(r for r in readings if r.document.source.document not in context.drafts)
    for reading in readings:
        if reading.document.source.document in context.drafts:
            for claim in reading.claims:
                if claim.id not in decided:
                    yield from _judged(claim, sources, rule, options)


def _by_unit(readings: Iterable[Reading]) -> dict[str, list[Claim]]:
    units: dict[str, list[Claim]] = defaultdict(list)
    for reading in readings:
        for claim in reading.claims:
            units[claim.quantity.unit or ""].append(claim)
    return units


def _candidates(claim: Claim, sources: dict[str, list[Claim]]) -> Iterator[Claim]:
    unit = claim.quantity.unit or ""
    for name in sources if not unit else dict.fromkeys((unit, "")):
        yield from (c for c in sources.get(name, ()) if of_one_kind(claim, c))


def _judged(claim: Claim, sources: dict[str, list[Claim]], rule: Rule, options: Options) -> Iterator[Finding]:
    matches = [Match(c, *relation(claim, c), likeness(claim, c)) for c in _candidates(claim, sources)]
    equal = _best(m for m in matches if m.ground)
    other = _best(m for m in matches if not m.ground)
    if (
        equal is not None
        and equal.likeness * _PERCENT >= options.accept
        and not _outdone(equal, other, options)
    ):
        yield finding(rule, Verdict.COMPATIBLE, Level.NOTE, (claim, equal.claim), equal.agreement)
    elif other is not None and other.likeness * _PERCENT >= options.contradict:
        yield finding(rule, Verdict.CONFLICT, Level.WARNING, (claim, other.claim), other.agreement)


def _outdone(equal: Match, other: Match | None, options: Options) -> bool:
    """Whether another figure stands in words so much liker that the equal one belongs elsewhere."""
    if other is None or other.likeness * _PERCENT < options.contradict:
        return False
    return (other.likeness - equal.likeness) * _PERCENT >= options.ahead


def _best(matches: Iterable[Match]) -> Match | None:
    return max(matches, key=lambda m: (m.likeness, m.claim.document, -m.claim.span.start), default=None)


CHECK = Check(Options, of_leftovers=run)
