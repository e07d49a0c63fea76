"""same-figure: of what no key brought together, which figures of a draft its sources do and do not hold.

For each claim of a draft that nothing has judged, the source's figures in the likest surroundings
decide: the same figure in like words fits; another figure in very like words contradicts, as a warning;
else the claim stays unmatched. Articles that are compared with each other are left to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import msgspec

from claimcheck.checks.alikeness import COUNTERPART, SAME_FACT, parts, weighed
from claimcheck.checks.base import Check, Context
from claimcheck.checks.grounds import (
    Ground,
    apart,
    closeness,
    is_bare_equal,
    mistakable,
    of_one_kind,
    relation,
)
from claimcheck.checks.wording import finding
from claimcheck.extract.mentions import DATE
from claimcheck.model import Agreement, Claim, Finding, Level, Message, Reading, Verdict
from claimcheck.rules import Rule
from claimcheck.surroundings import Figure, Sources, figures, nearest, sources, vocabulary

_DECIDED = frozenset(
    {Verdict.CONFLICT, Verdict.CONFIRMED, Verdict.REPEATED, Verdict.COMPATIBLE, Verdict.SUPERSEDED}
)
_HALF = Fraction(1, 2)
_SMALL = 12
_CROWD = 3  # sentences with figures: where there are fewer, a figure can hardly be of another thing


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How alike (out of 100) the surroundings must be, and what is asked more or less of some figures.

    ``accept`` is for the same figure: ``vague`` more where it is only cut or hedged, ``rounded`` more where
    it is rounded, ``date`` less for dates, which stand in few words of their own; and ``ahead`` per cent
    of what another figure is alike more. ``contradict`` is for that other figure; the nearness of the two
    values counts for ``close`` of it. It must be more alike in an article that uses less than ``about``
    per cent of the draft's words, be more alike by ``sure`` than an equal figure in other words, and have
    appeared at most ``days`` from the draft where both are dated.
    """

    accept: int = 4
    vague: int = 14
    rounded: int = 6
    date: int = 16
    few: int = 25
    small: int = 6
    ahead: int = 75
    contradict: int = 50
    sure: int = 25
    close: int = 10
    about: int = 20
    days: int = 2


class Match(msgspec.Struct, frozen=True, eq=False):
    """A source's claim, how firmly its figure carries the draft's, and how alike the surroundings are.

    ``same`` is what speaks for one fact where the figures are equal.
    """

    claim: Claim
    ground: Ground
    agreement: Agreement
    alike: int
    same: int
    same_things: bool


Weighed = tuple[int, Match]


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
        stated = figures(reading, context.lexicon) if new else []
        for figure in stated:
            if figure.claim.id not in decided:
                yield from _judged(figure, [f for f in stated if f is not figure], draft)


def _decides(finding: Finding, context: Context) -> bool:
    """Whether the finding settles its claims: what a draft says to itself is not settled by that."""
    drafted = all(c.document in context.drafts for c in finding.claims)
    return finding.verdict in _DECIDED and not drafted


def _judged(figure: Figure, beside: Sequence[Figure], draft: Draft) -> Iterator[Finding]:
    claim, options = figure.claim, draft.options
    matches = [
        _match(figure, f, beside, draft.known) for f in nearest(figure, draft.known) if _meet(claim, f.claim)
    ]
    other = _best((_weight(claim, m, options), m) for m in matches if _may_contradict(claim, m, options))
    equal = _best((_worth(claim, m, other, options), m) for m in matches if m.ground)
    is_firm = equal is not None and equal[1].ground is not Ground.VAGUE
    accept = options.accept - (options.few if is_firm and len(draft.known.sentences) < _CROWD else 0)
    if equal is not None and equal[0] >= accept:
        yield finding(draft.rule, Verdict.COMPATIBLE, Level.NOTE, (claim, equal[1].claim), equal[1].agreement)
    elif other is not None and _contradicts(*other, draft) and _outdoes(other[1], equal, options):
        said, agreement = (claim, other[1].claim), other[1].agreement
        yield finding(draft.rule, Verdict.CONFLICT, Level.WARNING, said, agreement, _elsewhere(equal))


def _elsewhere(equal: Weighed | None) -> Message | None:
    """That the source has the figure too, of something else, where it has."""
    return equal and Message("figure-elsewhere", (("quote", equal[1].claim.quote),))


def _meet(a: Claim, b: Claim) -> bool:
    return of_one_kind(a, b) or is_bare_equal(a, b)


def _match(figure: Figure, other: Figure, beside: Sequence[Figure], known: Sources) -> Match:
    ground, agreement = relation(figure.claim, other.claim)
    if not ground and _is_one_more(figure, other):
        ground, agreement = Ground.ROUND, Agreement.LOOSE
    same_things = not figure.noun or not other.noun or figure.noun == other.noun
    found = parts(figure, other, beside, known)
    return Match(
        other.claim,
        ground,
        agreement,
        weighed(found, COUNTERPART),
        weighed(found, SAME_FACT),
        same_things,
    )


def _is_one_more(draft: Figure, source: Figure) -> bool:
    """Whether the source counts all but one of what the draft counts: the other four parties are of five."""
    all_, others = draft.claim.quantity.stated, source.claim.quantity.stated
    return source.others and not draft.others and None not in (all_, others) and all_ == (others or 0) + 1


# ---------------------------------------------------------------- the same figure


def _worth(claim: Claim, equal: Match, other: Weighed | None, options: Options) -> int:
    """What speaks for the equal figure, less where it is not quite equal or another one is more alike."""
    malus = {Ground.VAGUE: options.vague, Ground.ROUND: options.rounded}.get(equal.ground, 0)
    bonus = options.date if claim.quantity.unit == DATE else 0
    ahead = max(0, other[1].alike - equal.alike) if other else 0
    common = options.small if _is_small(claim) else 0
    return equal.same + bonus - malus - common - ahead * options.ahead // 100


def _is_small(claim: Claim) -> bool:
    """Whether it is a count that any text may hold."""
    value = claim.quantity.stated
    return value is not None and abs(value) <= _SMALL and claim.quantity.unit in (None, "count")


# ---------------------------------------------------------------- another figure


def _may_contradict(claim: Claim, match: Match, options: Options) -> bool:
    """Whether the other figure cannot hold beside the draft's, and nothing says that it is of other days."""
    if match.ground or match.agreement is not Agreement.DISJOINT or not match.same_things:
        return False
    if not mistakable(claim, match.claim):
        return False
    x, y = claim.source.published, match.claim.source.published
    if x and y and abs((x - y).days) > options.days:
        return False
    return claim.quantity.unit == DATE or not apart(claim.period, match.claim.period)


def _weight(claim: Claim, match: Match, options: Options) -> int:
    """How alike the other figure is, what is of one order before what is not."""
    return match.alike + int(options.close * (closeness(claim.quantity, match.claim.quantity) - _HALF))


def _contradicts(weight: int, match: Match, draft: Draft) -> bool:
    """Whether the other figure is alike enough: more so where its article is less about the same things."""
    known = draft.known.vocabulary.get(match.claim.document, frozenset())
    common = 100 * len(draft.words & known) // max(1, len(draft.words))
    return weight >= draft.options.contradict + max(0, draft.options.about - common)


def _outdoes(other: Match, equal: Weighed | None, options: Options) -> bool:
    """Whether the other figure is so much more alike that an equal one elsewhere is no way out."""
    return equal is None or other.alike >= equal[1].alike + options.sure


def _best(weighed: Iterable[Weighed]) -> Weighed | None:
    """The match of most weight; of equals, the first in the order of documents and places."""
    return min(weighed, key=lambda m: (-m[0], m[1].claim.document, m[1].claim.span.start), default=None)


CHECK = Check(Options, of_leftovers=run)
