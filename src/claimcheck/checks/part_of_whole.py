"""part-of-whole: a part is never more than its whole; which is part of which a rule declares.

``with: {parts: {mau: [dau]}}`` holds the daily users to the monthly ones of the same subject and
period; ``with: {of_subjects: [dau]}`` holds a part that the lexicon names (an app's light
version) to what it is part of.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from claimcheck.agreement import is_exact
from claimcheck.checks.base import Check, Context
from claimcheck.checks.derived import conflict, drafts_first, is_dated, line
from claimcheck.checks.expressions import Formula, Metric
from claimcheck.checks.figures import Figure, Gathered, figures_of
from claimcheck.checks.formula import findings, known_metrics
from claimcheck.checks.growth_terms import unit_of
from claimcheck.checks.intervals import of
from claimcheck.checks.wording import amount
from claimcheck.lexicon import Lexicon
from claimcheck.matching import Statement, When
from claimcheck.model import Finding, Level, Measure
from claimcheck.rules import Rule


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parts by their whole, in ids of metrics; metrics of which a subject's parts have no more."""

    parts: dict[str, tuple[str, ...]] = {}
    of_subjects: tuple[str, ...] = ()


def run(gathered: Gathered, rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """One finding for each part that must be greater than its whole."""
    for whole, parts in options.parts.items():
        for part in parts:
            yield from findings(gathered, Formula(Metric(part), "<=", Metric(whole)), rule, context)
    yield from _of_subjects(gathered, options, rule, context)


Wholes = dict[tuple[str, str, tuple[str, ...], str, When], list[Figure]]


def _of_subjects(gathered: Gathered, options: Options, rule: Rule, context: Context) -> Iterator[Finding]:
    nested = _nested(context.lexicon)
    stated = (s for s in gathered.statements(options.of_subjects) if s.key.subject in nested)
    usable = figures_of(s for s in stated if _is_usable(s))
    wholes: Wholes = {}
    for figure in usable:
        wholes.setdefault(_place(figure, figure.key.subject), []).append(figure)
    most = {at: max(of(w.claim.quantity).high for w in found) for at, found in wholes.items()}
    for part in usable:
        entry = context.lexicon.subjects.get(part.key.subject)
        at = _place(part, entry.part_of) if entry and entry.part_of else None
        found = wholes.get(at, ()) if at else ()
        if at and found and of(part.claim.quantity).low > most[at]:
            yield from _finding(part, found[0], rule, context)


@lru_cache(maxsize=4)
def _nested(lexicon: Lexicon) -> frozenset[str]:
    """The subjects that are part of one, or have parts."""
    parts = {name: entry.part_of for name, entry in lexicon.subjects.items() if entry.part_of}
    return frozenset(parts) | frozenset(parts.values())


def _is_usable(s: Statement) -> bool:
    exact = s.key.measure is Measure.LEVEL and is_exact(s.quantity)
    return exact and is_dated(s.when) and bool(s.key.subject)


def _place(figure: Figure, subject: str) -> tuple[str, str, tuple[str, ...], str, When]:
    return (subject, figure.key.metric, figure.statement.scope, unit_of(figure), figure.when)


def _finding(part: Figure, whole: Figure, rule: Rule, context: Context) -> Iterator[Finding]:
    claims = [part.claim, whole.claim]
    if context.concerns(claims):
        level = rule.level if len({c.document for c in claims}) == 1 else Level.WARNING
        names = {"part": amount(part.claim.quantity), "whole": amount(whole.claim.quantity)}
        lines = [line("derived-part-line", names)]
        yield conflict(rule, "derived-part", drafts_first(claims, context.drafts), lines, level)


def validate(rule: Rule, options: Options) -> None:
    """Raise RuleError for a metric that the lexicon lacks."""
    known_metrics(rule, "parts", [*options.parts, *(p for parts in options.parts.values() for p in parts)])
    known_metrics(rule, "of_subjects", options.of_subjects)


CHECK = Check(Options, of_groups=run, validate=validate)
