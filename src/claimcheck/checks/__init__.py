"""The closed set of checks that a rule may name: one file a check, one line in CHECKS each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from claimcheck.checks import (
    cumulative,
    formula,
    growth,
    headline,
    nothing_checked,
    part_of_whole,
    plausible,
    same_event,
    same_fact,
    same_figure,
    share,
    shared_figure,
    sums,
    unit_slip,
)
from claimcheck.checks.base import Check, Context
from claimcheck.checks.figures import Gathered
from claimcheck.errors import RuleError, nearest
from claimcheck.rules import Rule

__all__ = ["CHECKS", "Check", "Context", "Gathered", "Ready", "ready"]

CHECKS: Mapping[str, Check] = {
    "same-fact": same_fact.CHECK,
    "growth": growth.CHECK,
    "share": share.CHECK,
    "sum": sums.CHECK,
    "part-of-whole": part_of_whole.CHECK,
    "cumulative": cumulative.CHECK,
    "formula": formula.CHECK,
    "headline": headline.CHECK,
    "plausible": plausible.CHECK,
    "same-figure": same_figure.CHECK,
    "shared-figure": shared_figure.CHECK,
    "same-event": same_event.CHECK,
    "unit-slip": unit_slip.CHECK,
    "nothing-checked": nothing_checked.CHECK,
}


class Ready(msgspec.Struct, frozen=True, eq=False):
    """A rule with its check and its options as values."""

    rule: Rule
    check: Check
    options: msgspec.Struct


def ready(rules: Sequence[Rule]) -> tuple[Ready, ...]:
    """Each rule with its check; raises RuleError for a check or an option that does not exist."""
    return tuple(_ready(rule) for rule in rules)


def _ready(rule: Rule) -> Ready:
    check = CHECKS.get(rule.check)
    if check is None:
        raise RuleError(
            f"{rule.path}: check: {rule.check!r} is no check; expected {', '.join(CHECKS)}"
            f"{nearest(rule.check, CHECKS)}"
        )
    known = [field.name for field in msgspec.structs.fields(check.options)]
    for name in rule.options:
        if name not in known:
            expected = ", ".join(known) or "no options"
            raise RuleError(
                f"{rule.path}: with: {name}: no such option; expected {expected}{nearest(name, known)}"
            )
    try:
        options = msgspec.convert(dict(rule.options), check.options)
    except msgspec.ValidationError as error:
        raise RuleError(f"{rule.path}: with: {error}") from None
    if check.validate is not None:
        check.validate(rule, options)
    return Ready(rule, check, options)
