"""Statements of one subject and metric that were not held against each other, with the reason."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from claimcheck.checks.base import Context
from claimcheck.checks.wording import finding
from claimcheck.matching import Group, Statement
from claimcheck.model import Finding, Level, Message, Verdict
from claimcheck.rules import Rule


def not_comparable(group: Group, judged: set[str], rule: Rule, context: Context) -> Iterator[Finding]:
    """For each statement that met no other: the likest statement of another article, and why not that."""
    lone = [s for s in group.statements if not any(c.id in judged for c in s.claims)]
    if not lone or len(group.statements) < 2:
        return
    index = _by_likeness(group.statements)
    told: set[frozenset[int]] = set()
    for statement in lone:
        other = _likest(statement, index)
        pair = frozenset((id(statement), id(other)))
        if other is None or pair in told:
            continue
        told.add(pair)
        claims = (*statement.claims, *other.claims)
        if context.concerns(statement.claims):
            reason = Message(reason_of(statement, other))
            yield finding(rule, Verdict.NOT_COMPARABLE, Level.NOTE, claims, reason=reason)


Index = dict[tuple[object, ...], list[Statement]]


def _by_likeness(statements: Sequence[Statement]) -> Index:
    """Statements under each way of being alike, sorted by period."""
    index: Index = defaultdict(list)
    for statement in sorted(statements, key=_period_order):
        for likeness in _likenesses(statement):
            index[likeness].append(statement)
    return index


def _likenesses(s: Statement) -> tuple[tuple[object, ...], ...]:
    """From most alike to least: all but the basis, the scope, the period; the measure; just the metric."""
    key = s.key
    return (
        (0, key, s.when, s.modality, s.scope),
        (1, key, s.when, s.modality),
        (2, key, s.scope, s.modality),
        (3, key, s.when),
        (4, key),
        (5, s.when),
        (6,),
    )


def _likest(statement: Statement, index: Index) -> Statement | None:
    for likeness in _likenesses(statement):
        near = _neighbours(statement, index[likeness])
        if near:
            return near[0]
    return None


def _neighbours(statement: Statement, ordered: Sequence[Statement]) -> list[Statement]:
    """The few statements of other articles that are nearest in period."""
    at = bisect_left(ordered, _period_order(statement), key=_period_order)
    around = ordered[max(0, at - 3) : at + 4]
    return [s for s in around if s is not statement and s.documents != statement.documents]


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
