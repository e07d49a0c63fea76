"""same-figure: of what no key brought together, which figures of a draft its sources do and do not hold.

For each claim of a draft that nothing has judged, the source's figures in the likest surroundings
decide: the same figure in like words fits; another figure in very like words contradicts, as a warning;
else the claim stays unmatched. A figure that is only rounded or hedged, or that has one digit and so is
met everywhere, needs liker words. Articles that are compared with each other are left to others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

import msgspec

from claimcheck.checks.base import Check, Context
from claimcheck.checks.grounds import Ground, closeness, digits, of_one_kind, relation
from claimcheck.checks.wording import finding
from claimcheck.extract.mentions import DATE
from claimcheck.model import Agreement, Claim, Finding, Level, Reading, Verdict
from claimcheck.rules import Rule
from claimcheck.surroundings import Figure, Sources, alikeness, figures, nearest, sources

_DECIDED = frozenset(
    {Verdict.CONFLICT, Verdict.CONFIRMED, Verdict.REPEATED, Verdict.COMPATIBLE, Verdict.SUPERSEDED}
)


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How alike (out of 100) the surroundings must be, and what is asked more or less of some figures.

    ``accept`` is for the same figure, ``contradict`` for another one. ``rounded`` and ``vague`` are added
    for a ground less firm, ``short`` for a single digit; ``date`` is taken off for dates, which stand in
    few words of their own.
    ``close`` is what the nearness of two values counts when the statement that is contradicted is looked
    for; an equal figure gives way to another one whose words are alike by ``ahead`` more.
    """

    accept: int = 27
    contradict: int = 40
    rounded: int = 10
    vague: int = 15
    short: int = 5
    date: int = 15
    close: int = 25
    ahead: int = 25


class Match(msgspec.Struct, frozen=True, eq=False):
    """A source's claim, how firmly its figure carries the draft's, and how alike the surroundings are."""

    claim: Claim
    ground: Ground
    agreement: Agreement
    alike: Fraction


def run(
    readings: Sequence[Reading], found: Sequence[Finding], rule: Rule, options: Options, context: Context
) -> Iterator[Finding]:
    """A finding for each unjudged claim of a draft that a source's figure fits or contradicts."""
    if not context.drafts:
        return
    decided = {c.id for f in found if _decides(f, context) for c in f.claims}
    known = sources(
        (r for r in readings if r.document.source.document not in context.drafts), context.lexicon
    )
    for reading in readings:
        if reading.document.source.document in context.drafts:
            for figure in figures(reading, context.lexicon):
                if figure.claim.id not in decided:
                    yield from _judged(figure, known, rule, options)


def _decides(finding: Finding, context: Context) -> bool:
    """Whether the finding settles its claims: what a draft says twice is not settled by that."""
    inner = finding.verdict in (Verdict.CONFIRMED, Verdict.REPEATED, Verdict.COMPATIBLE)
    drafted = all(c.document in context.drafts for c in finding.claims)
    return finding.verdict in _DECIDED and not (inner and drafted)


def _judged(figure: Figure, known: Sources, rule: Rule, options: Options) -> Iterator[Finding]:
    claim = figure.claim
    matches = [_match(figure, f, known) for f in nearest(figure, known) if of_one_kind(claim, f.claim)]
    equal = _best((m for m in matches if m.ground), lambda m: m.alike - _malus(m, options))
    other = _best(
        (m for m in matches if m.agreement is Agreement.DISJOINT and not m.ground),
        lambda m: m.alike + options.close * closeness(claim.quantity, m.claim.quantity),
    )
    if equal is not None and _is_accepted(claim, equal, other, options):
        yield finding(rule, Verdict.COMPATIBLE, Level.NOTE, (claim, equal.claim), equal.agreement)
    elif other is not None and other.alike >= options.contradict:
        yield finding(rule, Verdict.CONFLICT, Level.WARNING, (claim, other.claim), other.agreement)


def _match(figure: Figure, other: Figure, known: Sources) -> Match:
    ground, agreement = relation(figure.claim, other.claim)
    return Match(other.claim, ground, agreement, alikeness(figure, other, known.rarity))


def _is_accepted(claim: Claim, equal: Match, other: Match | None, options: Options) -> bool:
    if other is not None and other.alike >= options.contradict and other.alike - equal.alike > options.ahead:
        return False
    least = options.accept - (options.date if claim.quantity.unit == DATE else 0)
    least += options.short if digits(claim.quantity) == 1 else 0
    return equal.alike - _malus(equal, options) >= least


def _malus(match: Match, options: Options) -> int:
    """What a ground less firm costs."""
    return {Ground.ROUND: options.rounded, Ground.VAGUE: options.vague}.get(match.ground, 0)


def _best(matches: Iterable[Match], worth: Callable[[Match], Fraction]) -> Match | None:
    """The match of most worth; of equals, the first in the order of documents and places."""
    return min(matches, key=lambda m: (-worth(m), m.claim.document, m.claim.span.start), default=None)


CHECK = Check(Options, of_leftovers=run)
