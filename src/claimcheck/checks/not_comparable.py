"""Statements of one subject and metric that were not held against each other, with the reason."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from claimcheck.checks.base import Context
from claimcheck.checks.wording import finding
from claimcheck.matching import Group, Statement, are_of_same_articles
from claimcheck.model import Finding, Level, Message, Verdict
from claimcheck.rules import Rule

_FEW = 3  # statements to each side that are looked at


def not_comparable(group: Group, judged: set[str], rule: Rule, context: Context) -> Iterator[Finding]:
    """For each statement that met no other: the likest statement of another article, and why not that."""
    if len(group.statements) < 2:
        return
    lone = [s for s in group.statements if not any(c.id in judged for c in s.claims)]
    if not lone:
        return
    told: set[frozenset[int]] = set()
    for statement, other in _likest(lone, group.statements):
        pair = frozenset((id(statement), id(other)))
        if pair in told:
            continue
        told.add(pair)
        if context.concerns(statement.claims):
            claims = (*statement.claims, *other.claims)
            reason = Message(reason_of(statement, other))
            yield finding(rule, Verdict.NOT_COMPARABLE, Level.NOTE, claims, reason=reason)


class _Ranked(NamedTuple):
    """A statement with its rank by period; statements of one period and place have one rank."""

    rank: int
    statement: Statement


def _likest(lone: Sequence[Statement], among: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Each lone statement that has one, with the likest of the others.

    One way of being alike after the other is tried, on those that the ways before left without any.
    """
    found: dict[int, Statement] = {}
    ranks = _by_period(among)
    open_ = list(lone)
    for likeness in _LIKENESSES:
        if not open_:
            break
        alike: dict[object, list[_Ranked]] = defaultdict(list)
        for ranked in ranks.values():
            alike[likeness(ranked.statement)].append(ranked)
        for statement in open_:
            near = _nearest(ranks[id(statement)], alike[likeness(statement)])
            if near is not None:
                found[id(statement)] = near
        open_ = [s for s in open_ if id(s) not in found]
    yield from ((s, found[id(s)]) for s in lone if id(s) in found)


_LIKENESSES: tuple[Callable[[Statement], object], ...] = (
    lambda s: (s.key, s.when, s.modality, s.scope),
    lambda s: (s.key, s.when, s.modality),
    lambda s: (s.key, s.scope, s.modality),
    lambda s: (s.key, s.when),
    lambda s: s.key,
    lambda s: s.when,
    lambda s: None,
)
"""From most alike to least: all but the basis, the scope, the period; the measure; just the metric."""


def _by_period(statements: Sequence[Statement]) -> dict[int, _Ranked]:
    """Each statement with its rank, in order of the periods, by its identity."""
    ranked: dict[int, _Ranked] = {}
    ordered = sorted(((_period_order(s), s) for s in statements), key=itemgetter(0))
    for rank, (_, same) in enumerate(groupby(ordered, key=itemgetter(0))):
        ranked |= {id(s): _Ranked(rank, s) for _, s in same}
    return ranked


def _nearest(ranked: _Ranked, ordered: Sequence[_Ranked]) -> Statement | None:
    """Of the few statements that are nearest in period, the first that other articles make."""
    if len(ordered) < 2:
        return None
    at = bisect_left(ordered, ranked.rank, key=itemgetter(0))
    around = (other for _, other in ordered[max(0, at - _FEW) : at + _FEW + 1])
    statement = ranked.statement
    return next((s for s in around if s is not statement and not are_of_same_articles(s, statement)), None)


def _period_order(s: Statement) -> tuple[object, ...]:
    first = s.claims[0]
    return (s.when.end or date.min, s.when.start or date.min, first.document, first.span.start)


def reason_of(a: Statement, b: Statement) -> str:
    """The first thing that keeps the two apart, as a message id."""
    if a.key.measure is not b.key.measure:
        return "measure"
    if a.key.kind != b.key.kind:
        return "unit"
    if a.key.kind == "money" and a.quantity.unit != b.quantity.unit:
        return "currency"
    if a.modality is not b.modality:
        return "modality"
    if a.scope != b.scope:
        return "scope"
    if a.when != b.when:
        return "unstated-period" if a.is_unstated or b.is_unstated else "period"
    return "basis"
