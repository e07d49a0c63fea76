"""same-figure: of what no key brought together, which figures of a draft its sources do and do not hold.

For each claim of a draft that nothing has judged, the source's figures in the likest surroundings
decide: the same figure in like words fits; another figure in very like words contradicts, as a warning;
else the claim stays unmatched. Articles that are compared with each other are left to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import msgspec

from claimcheck.checks.base import Check, Context
from claimcheck.checks.grounds import Ground, apart, closeness, is_bare_equal, of_one_kind, relation
from claimcheck.checks.wording import finding
from claimcheck.extract.mentions import DATE
from claimcheck.model import Agreement, Claim, Finding, Level, Reading, Verdict
from claimcheck.rules import Rule
from claimcheck.surroundings import Figure, Sources, alikeness, figures, nearest, sources, vocabulary

_DECIDED = frozenset(
    {Verdict.CONFLICT, Verdict.CONFIRMED, Verdict.REPEATED, Verdict.COMPATIBLE, Verdict.SUPERSEDED}
)
_HALF = Fraction(1, 2)


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How alike (out of 100) the surroundings must be, and what is asked more or less of some figures.

    ``accept`` is for the same figure: ``vague`` more where it is only cut or hedged, ``date`` less for
    dates, which stand in few words of their own. It gives way to another figure that is alike by ``ahead``
    more. ``contradict`` is for that other figure; the nearness of the two values counts for ``close`` of it.
    It must be of an article that uses ``about`` per cent of the draft's words, and that appeared at most
    ``days`` from the draft where both are dated.
    """

    accept: int = 27
    vague: int = 15
    date: int = 10
    ahead: int = 35
    contradict: int = 35
    close: int = 25
    about: int = 30
    days: int = 2


class Match(msgspec.Struct, frozen=True, eq=False):
    """A source's claim, how firmly its figure carries the draft's, and how alike the surroundings are."""

    claim: Claim
    ground: Ground
    agreement: Agreement
    alike: Fraction
    same_things: bool


Weighed = tuple[Fraction, Match]


class Draft(msgspec.Struct, frozen=True, eq=False):
    """A draft's words and the sources that it is held against."""

    words: frozenset[str]
    known: Sources
    rule: Rule
    options: Options


def run(
    readings: Sequence[Reading], found: Sequence[Finding], rule: Rule, options: Options, context: Context
) -> Iterator[Finding]:
    """A finding for each unjudged claim of a draft that a source's figure fits or contradicts."""
    if not context.drafts:
        return
    decided = {c.id for f in found if _decides(f, context) for c in f.claims}
    drafted = [r.document.source.document in context.drafts for r in readings]
    known = sources([r for r, new in zip(readings, drafted, strict=True) if not new], context.lexicon)
    for reading, new in zip(readings, drafted, strict=True):
        draft = Draft(vocabulary(reading), known, rule, options)
        for figure in figures(reading, context.lexicon) if new else ():
            if figure.claim.id not in decided:
                yield from _judged(figure, draft)


def _decides(finding: Finding, context: Context) -> bool:
    """Whether the finding settles its claims: what a draft says twice is not settled by that."""
    inner = finding.verdict in (Verdict.CONFIRMED, Verdict.REPEATED, Verdict.COMPATIBLE)
    drafted = all(c.document in context.drafts for c in finding.claims)
    return finding.verdict in _DECIDED and not (inner and drafted)


def _judged(figure: Figure, draft: Draft) -> Iterator[Finding]:
    claim, options = figure.claim, draft.options
    matches = [_match(figure, f, draft.known) for f in nearest(figure, draft.known) if _meet(claim, f.claim)]
    equal = _best((m.alike - _malus(m, options), m) for m in matches if m.ground)
    other = _best((_weight(claim, m, options), m) for m in matches if _may_contradict(claim, m, options))
    if other is not None and not _contradicts(*other, draft):
        other = None
    if equal is not None and _is_accepted(claim, *equal, other, options):
        yield finding(draft.rule, Verdict.COMPATIBLE, Level.NOTE, (claim, equal[1].claim), equal[1].agreement)
    elif other is not None:
        yield finding(
            draft.rule, Verdict.CONFLICT, Level.WARNING, (claim, other[1].claim), other[1].agreement
        )


def _meet(a: Claim, b: Claim) -> bool:
    return of_one_kind(a, b) or is_bare_equal(a, b)


def _match(figure: Figure, other: Figure, known: Sources) -> Match:
    ground, agreement = relation(figure.claim, other.claim)
    same_things = not figure.noun or not other.noun or figure.noun == other.noun
    return Match(other.claim, ground, agreement, alikeness(figure, other, known.rarity), same_things)


# ---------------------------------------------------------------- the same figure


def _is_accepted(
    claim: Claim, worth: Fraction, equal: Match, other: Weighed | None, options: Options
) -> bool:
    if other is not None and other[1].alike - equal.alike > options.ahead:
        return False
    return worth >= options.accept - (options.date if claim.quantity.unit == DATE else 0)


def _malus(match: Match, options: Options) -> int:
    """What it costs that the figure is only cut or hedged."""
    return options.vague if match.ground is Ground.VAGUE else 0


# ---------------------------------------------------------------- another figure


def _may_contradict(claim: Claim, match: Match, options: Options) -> bool:
    """Whether the other figure cannot hold beside the draft's, and nothing says that it is of other days."""
    if match.ground or match.agreement is not Agreement.DISJOINT or not match.same_things:
        return False
    x, y = claim.source.published, match.claim.source.published
    if x and y and abs((x - y).days) > options.days:
        return False
    return claim.quantity.unit == DATE or not apart(claim.period, match.claim.period)


def _weight(claim: Claim, match: Match, options: Options) -> Fraction:
    """How alike the other figure is, what is of one order before what is not."""
    return match.alike + options.close * (closeness(claim.quantity, match.claim.quantity) - _HALF)


def _contradicts(weight: Fraction, match: Match, draft: Draft) -> bool:
    """Whether the other figure is alike enough, in an article that is about the same things."""
    known = draft.known.vocabulary.get(match.claim.document, frozenset())
    common = 100 * len(draft.words & known)
    return weight >= draft.options.contradict and common >= draft.options.about * len(draft.words)


def _best(weighed: Iterable[Weighed]) -> Weighed | None:
    """The match of most weight; of equals, the first in the order of documents and places."""
    return min(weighed, key=lambda m: (-m[0], m[1].claim.document, m[1].claim.span.start), default=None)


CHECK = Check(Options, of_leftovers=run)
