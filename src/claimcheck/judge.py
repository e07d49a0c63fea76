"""Claims × rules → findings, in one order whatever the order of the claims."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from claimcheck.agreement import agreement
from claimcheck.causes import evidence, with_causes
from claimcheck.checks import Context, Gathered, Ready
from claimcheck.crowds import counted
from claimcheck.matching import Group, groups
from claimcheck.model import Agreement, Claim, Finding, Level, Reading, Verdict
from claimcheck.rules import Rule

_LOUDNESS = {v: n for n, v in enumerate(sorted(Verdict, key=lambda v: v is not Verdict.NOTHING_CHECKED))}
_LEVELS = {level: n for n, level in enumerate((Level.ERROR, Level.WARNING, Level.NOTE))}
_LATER = (Verdict.CONFLICT, Verdict.SUPERSEDED)  # two articles may agree on a figure that no longer holds
_PRECEDENCE = (*_LATER, *(v for v in Verdict if v not in _LATER and v is not Verdict.NOTHING_CHECKED))
"""Which verdict a claim gets that several findings speak of: the first of these."""
_RANK = {verdict: rank for rank, verdict in enumerate(_PRECEDENCE)}


def judge(readings: Sequence[Reading], rules: Sequence[Ready], context: Context) -> tuple[Finding, ...]:
    """All findings of the rules on these readings, conflicts first."""
    claims = [claim for reading in readings for claim in reading.claims]
    of_group = [ready for ready in rules if ready.check.of_group is not None]
    with _uncollected():
        grouped = list(groups(claims, context.lexicon))
        found = [f for group in grouped for f in judge_group(group, of_group, context)]
        return concluded(readings, grouped, found, rules, context)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which looks for cycles among millions of values that have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def concluded(
    readings: Sequence[Reading],
    grouped: Sequence[Group],
    found: Iterable[Finding],
    rules: Sequence[Ready],
    context: Context,
) -> tuple[Finding, ...]:
    """All findings, where ``found`` are those of ``judge_group`` for each group, wherever that ran."""
    found, claims = list(found), [claim for reading in readings for claim in reading.claims]
    found.extend(_of_groups(grouped, rules, context))
    found.extend(_of_readings(readings, rules, context))
    found.extend(_of_leftovers(readings, tuple(found), rules, context))
    return finished(found, claims, context)


def finished(found: Iterable[Finding], claims: Sequence[Claim], context: Context) -> tuple[Finding, ...]:
    """The findings once each and in order; conflicts with the slip that the claims make likeliest."""
    once = _without_doubles(found)
    known = evidence(claims, context.lexicon, once)
    made = (counted(with_causes(f, known), context.unseen) for f in once)
    return tuple(sorted(made, key=lambda f: _order(f, context.drafts)))


def judge_group(group: Group, rules: Sequence[Ready], context: Context) -> Iterator[Finding]:
    """The findings of every rule that fits the group's claims; none where no draft has a say."""
    if not any(context.concerns(statement.claims) for statement in group.statements):
        return
    for ready in rules:
        if ready.check.of_group is not None and ready.rule.fits(group.statements[0].claims[0]):
            yield from ready.check.of_group(group, ready.rule, ready.options, context)


def _of_groups(grouped: Sequence[Group], rules: Sequence[Ready], context: Context) -> Iterator[Finding]:
    everything = Gathered(grouped)
    for ready in rules:
        if ready.check.of_groups is not None:
            fitting = everything if not ready.rule.match else Gathered(_fitting(grouped, ready.rule))
            yield from ready.check.of_groups(fitting, ready.rule, ready.options, context)


def _fitting(grouped: Sequence[Group], rule: Rule) -> Iterator[Group]:
    return (group for group in grouped if rule.fits(group.statements[0].claims[0]))


def _of_readings(readings: Sequence[Reading], rules: Sequence[Ready], context: Context) -> Iterator[Finding]:
    for ready in rules:
        if ready.check.of_readings is not None:
            yield from ready.check.of_readings(readings, ready.rule, ready.options, context)


def _of_leftovers(
    readings: Sequence[Reading], found: Sequence[Finding], rules: Sequence[Ready], context: Context
) -> Iterator[Finding]:
    for ready in rules:
        if ready.check.of_leftovers is not None:
            yield from ready.check.of_leftovers(readings, found, ready.rule, ready.options, context)


def _without_doubles(findings: Iterable[Finding]) -> list[Finding]:
    return list({(f.id, f.key): f for f in findings}.values())


def _order(finding: Finding, drafts: frozenset[str]) -> tuple[object, ...]:
    """Conflicts first; of a draft, what a source says before what does not add up in the draft itself."""
    inner = bool(drafts) and all(claim.document in drafts for claim in finding.claims)
    first = finding.claims[0] if finding.claims else None
    place = (first.document, first.span.start) if first else ("", 0)
    loudness = _LOUDNESS[finding.verdict]
    return (loudness, inner, _LEVELS[finding.level], place, finding.key, finding.id)


def verdicts(claims: Sequence[Claim], findings: Sequence[Finding]) -> tuple[tuple[str, Verdict], ...]:
    """Each claim's id with its one outcome; ``unmatched`` where no finding speaks of it."""
    best: dict[str, int] = {}
    last = _RANK[Verdict.UNMATCHED]
    for finding in findings:
        for claim in _concerned(finding):
            if best.get(claim.id, last) > _RANK[finding.verdict]:
                best[claim.id] = _RANK[finding.verdict]
    return tuple((c.id, _PRECEDENCE[best.get(c.id, last)]) for c in claims)


def _concerned(finding: Finding) -> Sequence[Claim]:
    """The claims whose outcome the finding's verdict is: of replaced figures, not what replaced them."""
    if finding.verdict is not Verdict.SUPERSEDED:
        return finding.claims
    old = finding.claims[0].quantity
    return [c for c in finding.claims if agreement(old, c.quantity) is not Agreement.DISJOINT]
