"""Statements of one fact → those that say the same, without holding each against each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import msgspec

from claimcheck.agreement import EQUAL, is_exact
from claimcheck.checks.wording import in_one_unit
from claimcheck.matching import Statement
from claimcheck.model import Agreement, Claim, Quantity

Relation = Callable[[Statement, Statement], Agreement]

_STRENGTH = list(Agreement)


class Cluster(msgspec.Struct, frozen=True, eq=False, gc=False):
    """Statements that say the same as their leader, and how closely."""

    leader: Statement
    members: tuple[Statement, ...]
    agreement: Agreement

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of all its statements."""
        if len(self.members) == 1:
            return self.leader.claims
        return tuple(claim for statement in self.members for claim in statement.claims)


class _Index:
    """Where in a list of clusters a value may be: by precision, then by size; hedged ones by their words."""

    def __init__(self) -> None:
        self._by_precision: dict[Decimal, list[tuple[Decimal, int]]] = {}
        self._hedged: dict[tuple[object, ...], int] = {}

    def add(self, quantity: Quantity, position: int) -> None:
        if is_exact(quantity) and quantity.stated is not None:
            insort(self._by_precision.setdefault(quantity.precision, []), (quantity.stated, position))
        else:
            self._hedged.setdefault(_words(quantity), position)

    def near(self, quantity: Quantity) -> Iterator[int]:
        """The positions whose value may round to this one, or be what this one rounds to."""
        if not is_exact(quantity) or quantity.stated is None:
            yield from [self._hedged[_words(quantity)]] if _words(quantity) in self._hedged else []
            return
        for precision, listed in self._by_precision.items():
            reach = max(precision, quantity.precision)
            first = bisect_left(listed, quantity.stated - reach, key=lambda pair: pair[0])
            last = bisect_right(listed, quantity.stated + reach, key=lambda pair: pair[0])
            yield from (position for _, position in listed[first:last])


def clusters(ranked: Sequence[Statement], relation: Relation) -> list[Cluster]:
    """The statements by what they say; each leads a cluster or joins the first one that it equals."""
    leaders: list[Statement] = []
    members: list[list[tuple[Statement, Agreement]]] = []
    index = _Index()
    for statement in ranked:
        quantity = in_one_unit(ranked[0].quantity, statement.quantity)[1]
        for position in sorted(index.near(quantity)):
            related = relation(leaders[position], statement)
            if related in EQUAL:
                members[position].append((statement, related))
                break
        else:
            index.add(quantity, len(leaders))
            leaders.append(statement)
            members.append([(statement, Agreement.IDENTICAL)])
    return [_cluster(joined) for joined in members]


def _cluster(joined: Sequence[tuple[Statement, Agreement]]) -> Cluster:
    weakest = max((related for _, related in joined), key=_STRENGTH.index)
    return Cluster(joined[0][0], tuple(statement for statement, _ in joined), weakest)


def _words(quantity: Quantity) -> tuple[object, ...]:
    return (quantity.bound, quantity.stated, quantity.low, quantity.high)
