"""formula: an identity over metrics that a rule declares, tried on each subject and period.

``with: {formula: "gross_profit / revenue == gross_margin"}``. Percentages count as fractions. A
finding says that no values within the rounding of the stated figures satisfy the formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from claimcheck.checks.base import Check, Context, place
from claimcheck.checks.cases import Case, cases
from claimcheck.checks.derived import conflict, drafts_first, line, told
from claimcheck.checks.expressions import (
    Formula,
    FormulaError,
    Metric,
    Term,
    computed,
    holds,
    metrics_of,
    parse,
    template,
)
from claimcheck.checks.figures import Figure, Gathered
from claimcheck.checks.intervals import HUNDRED, Interval, fraction, multiply, of, point
from claimcheck.checks.wording import amount
from claimcheck.errors import RuleError, nearest
from claimcheck.lexicon import default_lexicon
from claimcheck.model import Finding, Level, Message
from claimcheck.rules import Rule

_MESSAGES = {"==": "derived-formula", "<=": "derived-part"}


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The comparison that holds, in ids of metrics."""

    formula: str


def run(gathered: Gathered, rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """One finding for each subject and period whose figures cannot satisfy the formula."""
    formula = _parsed(options.formula)
    yield from findings(gathered, formula, rule, context)


def findings(gathered: Gathered, formula: Formula, rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding for each case in which no choice of statements satisfies the formula."""
    names = metrics_of(formula)
    for case in cases(gathered, names, context.lexicon):
        choices = case.choices(names)
        if choices and not any(holds(formula, values(taken)) for taken in choices):
            yield from _finding(case, choices[0], formula, rule, context)


def values(taken: Sequence[Figure]) -> dict[str, Interval]:
    """The interval of each metric; a percentage as a fraction."""
    return {f.key.metric: _value(f) for f in taken}


def _value(figure: Figure) -> Interval:
    interval = of(figure.claim.quantity)
    return fraction(interval) if figure.claim.quantity.unit == "percent" else interval


def _finding(
    case: Case, taken: Sequence[Figure], formula: Formula, rule: Rule, context: Context
) -> Iterator[Finding]:
    claims = [f.claim for f in taken]
    if context.concerns(claims):
        level = rule.level if case.is_one_article else Level.WARNING
        lines = [_line(formula, {f.key.metric: f for f in taken})]
        ordered = drafts_first(reversed(claims), context.drafts)
        yield conflict(rule, _MESSAGES[formula.sign], ordered, lines, level)


def _line(formula: Formula, taken: Mapping[str, Figure]) -> Message:
    """«340亿元 / 810亿元 = 41.85% … 42.1%; 41.7%»: both sides with what they come to."""
    known = values(list(taken.values()))
    numbers = {name: amount(f.claim.quantity) for name, f in taken.items()}
    unit = _unit(formula, taken)
    sides = []
    for name, term in (("left", formula.left), ("right", formula.right)):
        interval = computed(term, known)
        shown = multiply(interval, point(HUNDRED)) if unit == "percent" else interval
        numbers |= {f"{name}_low": told(shown.low, unit), f"{name}_high": told(shown.high, unit)}
        sides.append(_side(term, name))
    return line("derived-formula-line", numbers, f" {_OPPOSITE[formula.sign]} ".join(sides))


_OPPOSITE = {"==": "≠", "<=": ">"}


def _side(term: Term, name: str) -> str:
    shown = template(term)
    return shown if isinstance(term, Metric) else f"({shown} = {{{name}_low:amount}}…{{{name}_high:amount}})"


def _unit(formula: Formula, taken: Mapping[str, Figure]) -> str | None:
    """The unit of the side that is a metric by itself."""
    for term in (formula.right, formula.left):
        if isinstance(term, Metric):
            return taken[term.id].claim.quantity.unit
    return None


# ---------------------------------------------------------------- before anything runs


@lru_cache(maxsize=256)
def _parsed(text: str) -> Formula:
    return parse(text)


def validate(rule: Rule, options: Options) -> None:
    """Raise RuleError for a formula outside the grammar or with a metric that the lexicon lacks."""
    try:
        names = metrics_of(_parsed(options.formula))
    except FormulaError as error:
        expected = "metric ids, numbers, + - * /, ( ) and one == or <="
        raise RuleError(f"{place(rule, 'formula')}: {error}; expected {expected}") from None
    if not names:
        raise RuleError(f"{place(rule, 'formula')}: names no metric")
    known_metrics(rule, "formula", names)


def known_metrics(rule: Rule, key: str, names: Sequence[str]) -> None:
    """Raise RuleError for a name that is no metric of the lexicon."""
    known = default_lexicon().metrics
    for name in names:
        if name not in known:
            raise RuleError(f"{place(rule, key)}: {name!r} is no metric{nearest(name, known)}")


CHECK = Check(Options, of_groups=run, validate=validate)
