"""Claims → groups of distinct statements about one subject and metric: who may be compared with whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
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


class Statement(msgspec.Struct, frozen=True, eq=False):
    """One thing that is said, with all the claims that say just that, in order of publication."""

    key: Key
    when: When
    scope: tuple[str, ...]
    modality: Modality
    basis: Basis | None
    quantity: Quantity
    claims: tuple[Claim, ...]

    @property
    def origins(self) -> frozenset[str]:
        """The independent origins that say it."""
        return frozenset(claim.source.origin or claim.document for claim in self.claims)

    @property
    def documents(self) -> frozenset[str]:
        """The articles that say it."""
        return frozenset(claim.document for claim in self.claims)

    @property
    def is_unstated(self) -> bool:
        """Whether nothing fixed the period."""
        return self.claims[0].period.kind is PeriodKind.UNSTATED


class Group(msgspec.Struct, frozen=True, eq=False):
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
    metric = claim.metric.id
    subject = carrier(claim.subject.id, metric, lexicon) if claim.subject else ""
    return Key(subject, metric, claim.measure, _kind(claim, lexicon))


def carrier(subject: str, metric: str, lexicon: Lexicon) -> str:
    """The subject whose figure it is: upwards from part to whole while the part carries the metric."""
    entry = lexicon.subjects.get(subject)
    while entry is not None and entry.part_of and metric in entry.carries:
        subject = entry.part_of
        entry = lexicon.subjects.get(subject)
    return subject


def _kind(claim: Claim, lexicon: Lexicon) -> str:
    """The kind of the unit; a bare number is of the kind that its metric is usually of."""
    if claim.quantity.unit is not None:
        return unit_kind(claim.quantity.unit) + _counted(claim, lexicon)
    entry = lexicon.metrics.get(claim.metric.id) if claim.metric else None
    return entry.unit if entry else _AMOUNT


def _counted(claim: Claim, lexicon: Lexicon) -> str:
    """What an unknown metric counts, by its measure word: 1471万股 and 1家 are of different things."""
    noun = claim.quantity.noun
    is_known = claim.metric is None or claim.metric.id in lexicon.metrics
    if is_known or claim.quantity.unit != "count" or not noun:
        return ""
    return "" if noun in lexicon.words("general_counts") else f":{fold(noun)}"


def groups(claims: Iterable[Claim], lexicon: Lexicon) -> Iterator[Group]:
    """Groups in order of subject and metric, each with its distinct statements in a fixed order."""
    keyed = [(key, claim) for claim in claims if (key := key_of(claim, lexicon)) is not None]
    keyed.sort(key=lambda pair: (pair[0], _order(pair[1])))
    for (subject, metric), pairs in groupby(keyed, key=lambda pair: (pair[0].subject, pair[0].metric)):
        yield Group(subject, metric, tuple(_statements(list(pairs))))


def _statements(pairs: Sequence[tuple[Key, Claim]]) -> Iterator[Statement]:
    merged: dict[tuple[object, ...], list[tuple[Key, Claim]]] = {}
    for key, claim in pairs:
        merged.setdefault((key, *_said(claim)), []).append((key, claim))
    for same in merged.values():
        key, first = same[0]
        yield Statement(
            key=key,
            when=when(first.period),
            scope=first.scope,
            modality=first.modality,
            basis=first.basis,
            quantity=first.quantity,
            claims=tuple(claim for _, claim in same),
        )


def _said(claim: Claim) -> tuple[object, ...]:
    """All that makes two claims one statement."""
    q = claim.quantity
    value = (q.stated, q.low, q.high, q.low_open, q.high_open, q.unit, q.bound, q.precision)
    return (when(claim.period), claim.scope, claim.modality, claim.basis, *value)


def when(period: Period) -> When:
    """The period to compare by; words stand in only where no day is known."""
    unstated = period.kind is PeriodKind.UNSTATED
    words = period.label if unstated else "" if period.start else period.text
    return When(
        period.start, period.end, period.kind is PeriodKind.INSTANT, f"?{words}" if unstated else words
    )


def _order(claim: Claim) -> tuple[object, ...]:
    published = claim.source.published or date.max
    return (published, claim.document, claim.span.start, claim.span.end, claim.id)
