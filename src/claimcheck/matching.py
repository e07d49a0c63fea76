"""Claims → groups of distinct statements about one subject and metric: who may be compared with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import msgspec

from claimcheck.extract.units import unit_kind
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import (
    Basis,
    Claim,
    Measure,
    Modality,
    Period,
    PeriodKind,
    Quantity,
)

_AMOUNT = "money"  # binding leaves only amounts without a unit


class Key(NamedTuple):
    """What two statements must share to be about the same thing."""

    subject: str
    metric: str
    measure: Measure
    kind: str

    def __str__(self) -> str:
        """The key as it is shown: ``kuaishou/gmv/level/money``."""
        return "/".join(self)


class When(NamedTuple):
    """A period as a thing to compare by: equal if the same days are meant in the same way."""

    start: date | None
    end: date | None
    instant: bool
    words: str


Said = tuple[Key, When, tuple[object, ...]]
"""What two claims must share to be one statement."""


class Statement(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One thing that is said, with all the claims that say just that, in order of publication.

    ``spread`` is the number of articles among them.
    """

    key: Key
    when: When
    scope: tuple[str, ...]
    modality: Modality
    basis: Basis | None
    quantity: Quantity
    claims: tuple[Claim, ...]
    spread: int

    @property
    def origins(self) -> frozenset[str]:
        """The independent origins that say it."""
        return frozenset(claim.source.origin or claim.source.document for claim in self.claims)

    @property
    def documents(self) -> frozenset[str]:
        """The articles that say it."""
        return frozenset(claim.source.document for claim in self.claims)

    @property
    def is_unstated(self) -> bool:
        """Whether nothing fixed the period."""
        return self.claims[0].period.kind is PeriodKind.UNSTATED


def are_of_same_articles(a: Statement, b: Statement) -> bool:
    """Whether just the same articles say the one and the other."""
    if a.spread != b.spread:
        return False
    return a.claims[0].document == b.claims[0].document if a.spread == 1 else a.documents == b.documents


class Group(msgspec.Struct, frozen=True, eq=False, gc=False):
    """All distinct statements about one subject and one metric."""

    subject: str
    metric: str
    statements: tuple[Statement, ...]


def key_of(claim: Claim, lexicon: Lexicon) -> Key | None:
    """The key of a claim, or ``None`` for one that names no metric.

    Where the lexicon says that a part carries its parent's figure (the GMV of a firm's shop arm is
    the firm's GMV) the key has the parent.
    """
    if claim.metric is None:
        return None
    subject, quantity = claim.subject.id if claim.subject else "", claim.quantity
    return _key(subject, claim.metric.id, claim.measure, quantity.unit, quantity.noun, lexicon)


@lru_cache(maxsize=1 << 16)  # few keys, many claims
def _key(subject: str, metric: str, measure: Measure, unit: str | None, noun: str, lexicon: Lexicon) -> Key:
    subject = carrier(subject, metric, lexicon) if subject else ""
    return Key(subject, metric, measure, _kind(metric, unit, noun, lexicon))


def carrier(subject: str, metric: str, lexicon: Lexicon) -> str:
    """The subject whose figure it is: upwards from part to whole while the part carries the metric."""
    entry = lexicon.subjects.get(subject)
    while entry is not None and entry.part_of and metric in entry.carries:
        subject = entry.part_of
        entry = lexicon.subjects.get(subject)
    return subject


def _kind(metric: str, unit: str | None, noun: str, lexicon: Lexicon) -> str:
    """The kind of the unit; a bare number is of the kind that its metric is usually of."""
    if unit is not None:
        return unit_kind(unit) + _counted(metric, unit, noun, lexicon)
    entry = lexicon.metrics.get(metric)
    return entry.unit if entry else _AMOUNT


def _counted(metric: str, unit: str, noun: str, lexicon: Lexicon) -> str:
    """What an unknown metric counts, by its measure word: 1471万股 and 1家 are of different things."""
    if metric in lexicon.metrics or unit != "count" or not noun:
        return ""
    return "" if noun in lexicon.words("general_counts") else f":{fold(noun)}"


def groups(claims: Iterable[Claim], lexicon: Lexicon) -> Iterator[Group]:
    """Groups in order of subject and metric, each with its distinct statements in a fixed order."""
    named: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements(claims, lexicon):
        named[statement.key.subject, statement.key.metric].append(statement)
    for (subject, metric), found in sorted(named.items()):
        yield Group(subject, metric, tuple(sorted(found, key=_key_of)))


def statements(claims: Iterable[Claim], lexicon: Lexicon) -> Iterator[Statement]:
    """What the claims say, each thing once with all its claims; in order of the first of them.

    One look at a claim, whatever the others are: a thousand articles that say one thing cost a
    thousand steps, and are one statement from here on.
    """
    said: dict[Said, list[Claim]] = {}
    for claim in in_order(claims):
        key = key_of(claim, lexicon)
        if key is not None:
            said.setdefault((key, when(claim.period), _rest(claim)), []).append(claim)
    for (key, period, _), same in said.items():
        yield statement_of(key, period, same)


def statement_of(key: Key, period: When, same: Sequence[Claim]) -> Statement:
    """The statement that these claims make, the first of them first."""
    first = same[0]
    return Statement(
        key=key,
        when=period,
        scope=first.scope,
        modality=first.modality,
        basis=first.basis,
        quantity=first.quantity,
        claims=tuple(same),
        spread=len({claim.source.document for claim in same}) if len(same) > 1 else 1,
    )


def in_order(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims by publication, article and place. They mostly come article by article."""
    articles: dict[tuple[date, str], list[Claim]] = {}
    for source, run in groupby(claims, key=attrgetter("source")):
        articles.setdefault((source.published or date.max, source.document), []).extend(run)
    for _, own in sorted(articles.items()):
        yield from sorted(own, key=_place)


def _key_of(statement: Statement) -> Key:
    return statement.key


def _rest(claim: Claim) -> tuple[object, ...]:
    """All that makes two claims one statement beside key and period."""
    q = claim.quantity
    value = (q.stated, q.low, q.high, q.low_open, q.high_open, q.unit, q.bound, q.precision)
    return (claim.scope, claim.modality, claim.basis, *value)


def when(period: Period) -> When:
    """The period to compare by; words stand in only where no day is known."""
    unstated = period.kind is PeriodKind.UNSTATED
    words = period.label if unstated else "" if period.start else period.text
    return When(
        period.start, period.end, period.kind is PeriodKind.INSTANT, f"?{words}" if unstated else words
    )


def _place(claim: Claim) -> tuple[int, int, str]:
    return (claim.span.start, claim.span.end, claim.id)
