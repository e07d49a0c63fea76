"""plausible: a single figure that cannot be, whatever the others say.

A rate above 100 % of a metric that is a part of a whole by definition, fewer than no things, a fall by
more than everything (which metrics have these limits the rule says), and a day that no calendar has.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from claimcheck.checks.base import Check, Context
from claimcheck.checks.derived import conflict, line
from claimcheck.checks.formula import known_metrics
from claimcheck.checks.impossible_dates import impossible_date, names_month
from claimcheck.checks.intervals import HUNDRED, of
from claimcheck.checks.wording import amount
from claimcheck.lexicon import Lexicon
from claimcheck.matching import Group, Statement
from claimcheck.model import Finding, Measure
from claimcheck.rules import Rule


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rates that are never above 100 %, and metrics (beside counted stocks) that are never below zero."""

    at_most_all: tuple[str, ...] = ()
    never_negative: tuple[str, ...] = ()


def run(group: Group, rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """One finding for each statement that is beyond its limit."""
    for statement in group.statements:
        limit = _broken(statement, options, context.lexicon)
        if limit is not None and context.concerns(statement.claims):
            names = {"value": amount(statement.quantity), "limit": f"{limit} percent".strip()}
            id = "derived-limit-line" if statement.quantity.unit == "percent" else "derived-negative-line"
            yield conflict(rule, "derived-limit", statement.claims, [line(id, names)])
        yield from _of_dates(statement, rule, context)


def _of_dates(statement: Statement, rule: Rule, context: Context) -> Iterator[Finding]:
    for claim in (c for c in statement.claims if context.concerns([c])):
        texts = (claim.period.text, claim.quote)
        if not any(names_month(text, context.lexicon) for text in texts):
            continue
        found = impossible_date("\n".join(texts), context.lexicon)
        if found is not None:
            yield conflict(rule, "derived-date", [claim], [line("derived-date-line", {"date": found})])


def _broken(statement: Statement, options: Options, lexicon: Lexicon) -> Decimal | None:
    """The limit that the value is beyond."""
    value, metric = of(statement.quantity), statement.key.metric
    if statement.key.measure is Measure.SHARE and metric in options.at_most_all:
        return HUNDRED if value.low > HUNDRED else Decimal(0) if value.high < 0 else None
    if not _is_never_negative(metric, options, lexicon):
        return None
    if statement.key.measure is Measure.GROWTH and statement.quantity.unit == "percent":
        return -HUNDRED if value.high < -HUNDRED else None
    is_said = statement.quantity.noun or (statement.key.kind == "money" and statement.quantity.unit)
    is_level = statement.key.measure is Measure.LEVEL and is_said
    return Decimal(0) if is_level and value.high < 0 else None


def _is_never_negative(metric: str, options: Options, lexicon: Lexicon) -> bool:
    entry = lexicon.metrics.get(metric)
    if entry is None:
        return False
    return metric in options.never_negative or (entry.unit == "count" and entry.kind != "flow")


def validate(rule: Rule, options: Options) -> None:
    """Raise RuleError for a metric that the lexicon lacks."""
    known_metrics(rule, "at_most_all", options.at_most_all)
    known_metrics(rule, "never_negative", options.never_negative)


CHECK = Check(Options, of_group=run, validate=validate)
