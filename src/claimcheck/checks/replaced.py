"""Figures that no longer hold: what a correction, or a later word of higher authority, has replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from claimcheck.checks.base import Context
from claimcheck.checks.wording import amount, finding
from claimcheck.corrections import Role, Side, role, supersedes
from claimcheck.matching import Statement
from claimcheck.model import Agreement, Claim, Finding, Level, Message, Verdict
from claimcheck.rules import Rule


def replaced(older: Side, newer: Side, rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding on the older claims that newer ones replace; it lists who still has the old figure."""
    if not newer.may_replace(older):
        return
    old = [o for o in older.claims if any(supersedes(n, o, context.lexicon) for n in newer.strong)]
    by = [n for n in newer.strong if any(supersedes(n, o, context.lexicon) for o in old)]
    if old:
        found = finding(rule, Verdict.SUPERSEDED, Level.WARNING, (*old, *by), Agreement.DISJOINT)
        steps = (*found.explanation, *map(_by, by), *map(_still_old, _documents(old)))
        yield replace(found, explanation=steps)


def still_stand(side: Side, other: Side, context: Context) -> Sequence[Claim]:
    """The claims that none of the other side replaces."""
    if not other.may_replace(side):
        return side.claims
    return [c for c in side.claims if not any(supersedes(o, c, context.lexicon) for o in other.strong)]


def withdrawn(
    statements: Sequence[Statement], rule: Rule, context: Context
) -> tuple[list[Statement], list[Finding]]:
    """The statements without the figures that a text names only to take them back, and a note on each."""
    standing: list[Statement] = []
    taken: list[Claim] = []
    for statement in statements:
        gone = {c for c in statement.claims if role(c, context.lexicon) is Role.WITHDRAWN}
        if not gone:
            standing.append(statement)
            continue
        kept = tuple(c for c in statement.claims if c not in gone)
        taken += [c for c in statement.claims if c in gone]
        if kept:
            standing.append(replace(statement, claims=kept, spread=len({c.document for c in kept})))
    return standing, [finding(rule, Verdict.SUPERSEDED, Level.NOTE, [claim]) for claim in taken]


def _by(claim: Claim) -> Message:
    source = claim.source
    arguments = (
        ("document", source.document),
        ("date", str(source.published or "")),
        ("value", amount(claim.quantity)),
        ("authority", f"authority-{source.authority}"),
    )
    return Message("replaced-by", arguments)


def _documents(claims: Sequence[Claim]) -> list[Claim]:
    """The first claim of each article."""
    return list({claim.document: claim for claim in reversed(claims)}.values())[::-1]


def _still_old(claim: Claim) -> Message:
    return Message("still-old", (("document", claim.document), ("date", str(claim.source.published or ""))))
