"""cumulative: a running total of one year does not fall from one date to a later one.

Totals are flows counted from one first day (1–5月, 前三季度, 全年). Metrics that can be negative, such as
profits, have no running total that only rises; the rule names the amounts of money that have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from claimcheck.agreement import is_exact
from claimcheck.checks.base import Check, Context
from claimcheck.checks.derived import conflict, drafts_first, is_dated, line
from claimcheck.checks.figures import Figure, Gathered, Series, figures_of, of_kinds, series_of
from claimcheck.checks.formula import known_metrics
from claimcheck.checks.growth_terms import unit_in, unit_of
from claimcheck.checks.intervals import of
from claimcheck.checks.wording import amount
from claimcheck.lexicon import Lexicon
from claimcheck.matching import Statement
from claimcheck.model import Finding, FixedBy, Level, Measure, Modality
from claimcheck.rules import Rule


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Amounts of money that only add up; counted things do so by themselves."""

    money: tuple[str, ...] = ()


Kind = tuple[Series, str, date | None, str]


def run(gathered: Gathered, rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """One finding for each total that is less than one of an earlier date."""
    found: dict[Kind, list[Figure]] = {}
    flows = gathered.statements(_flows(options, context.lexicon))
    totals = of_kinds((s for s in flows if _is_total(s, options)), _counted_from, _have_several_ends)
    for figure in figures_of(totals):
        for place in _places(figure):
            kind = (figure.of_whom, unit_of(figure), figure.when.start, place)
            found.setdefault(kind, []).append(figure)
    for kind, same in found.items():
        yield from _falls(same, bool(kind[-1]), rule, context)


@lru_cache(maxsize=8)
def _flows(options: Options, lexicon: Lexicon) -> frozenset[str]:
    """The metrics that can have a running total."""
    flows = (id for id, entry in lexicon.metrics.items() if entry.kind == "flow")
    return frozenset(id for id in flows if lexicon.metrics[id].unit != "money" or id in options.money)


def _places(figure: Figure) -> tuple[str, ...]:
    """Its article, and all articles where the words themselves state the period."""
    far = ("",) if figure.claim.period.fixed_by is FixedBy.TEXT else ()
    return (figure.claim.document, *far)


def _is_total(s: Statement, options: Options) -> bool:
    return (
        (s.key.kind == "count" or s.key.metric in options.money)
        and s.key.measure is Measure.LEVEL
        and s.modality is Modality.ACTUAL
        and is_dated(s.when)
        and not s.when.instant
        and bool(s.key.subject)
        and is_exact(s.quantity)
    )


def _counted_from(s: Statement) -> tuple[Series, str, date | None]:
    """What is counted, from which day."""
    return (series_of(s), unit_in(s.quantity), s.when.start)


def _have_several_ends(totals: Sequence[Statement]) -> bool:
    return len({s.when.end for s in totals}) > 1


def _falls(totals: Sequence[Figure], is_near: bool, rule: Rule, context: Context) -> Iterator[Finding]:
    """Findings where the greatest total of a date is below the least of an earlier one."""
    ends: dict[date, list[Figure]] = {}
    for figure in totals:
        if figure.when.end:
            ends.setdefault(figure.when.end, []).append(figure)
    highest: Figure | None = None
    for _, same in sorted(ends.items()):
        greatest = max(same, key=lambda f: of(f.claim.quantity).high)
        if highest is not None and of(greatest.claim.quantity).high < of(highest.claim.quantity).low:
            yield from _finding(greatest, highest, is_near, rule, context)
            continue
        least = min(same, key=lambda f: of(f.claim.quantity).low)
        if highest is None or of(least.claim.quantity).low > of(highest.claim.quantity).low:
            highest = least


def _finding(
    later: Figure, earlier: Figure, is_near: bool, rule: Rule, context: Context
) -> Iterator[Finding]:
    claims = [later.claim, earlier.claim]
    if context.concerns(claims):
        names = {
            "later": amount(later.claim.quantity),
            "earlier": amount(earlier.claim.quantity),
            "later_period": later.claim.period.label,
            "earlier_period": earlier.claim.period.label,
        }
        level = rule.level if is_near else Level.WARNING
        lines = [line("derived-falls-line", names)]
        yield conflict(rule, "derived-falls", drafts_first(claims, context.drafts), lines, level)


def validate(rule: Rule, options: Options) -> None:
    """Raise RuleError for a metric that the lexicon lacks."""
    known_metrics(rule, "money", options.money)


CHECK = Check(Options, of_groups=run, validate=validate)
