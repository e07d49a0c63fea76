"""unit-slip: one figure in two units that cannot both be right: 15% and 15个百分点, 880亿元 and 880亿美元.

The same digits of one fact, once as a relative change and once in percentage points, or in two
currencies, hardly ever meet by chance. Elsewhere such claims are not comparable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from claimcheck.agreement import is_exact
from claimcheck.checks.base import Check, Context
from claimcheck.checks.wording import finding, same_sentence
from claimcheck.matching import Group, Statement
from claimcheck.model import Agreement, Finding, Measure, Verdict
from claimcheck.rules import Rule
from claimcheck.slips import significant_digits

_CHANGES = (Measure.GROWTH, Measure.CHANGE)
_PERCENTS = ("percent", "pp")


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many digits two amounts of money must share; fewer are the same by chance."""

    digits: int = 2


def run(group: Group, rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """One conflict for each figure that stands in two units."""
    alike: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in group.statements:
        if is_exact(statement.quantity) and _may_slip(statement, options):
            alike[_figure(statement)].append(statement)
    for statements in (same for same in alike.values() if len(same) > 1):
        yield from _slips(statements, rule, context)


def _may_slip(s: Statement, options: Options) -> bool:
    """Whether equal digits mean anything: few of them in two currencies are chance."""
    told = significant_digits(s.quantity) >= options.digits
    return s.quantity.unit in _PERCENTS or (told and s.key.kind == "money")


def _figure(s: Statement) -> tuple[object, ...]:
    """The digits with all that must be the same, but the unit."""
    is_change = s.key.measure in _CHANGES and s.quantity.unit in _PERCENTS
    kind = "change" if is_change else f"{s.key.measure}/{s.key.kind}"
    return (s.quantity.stated, s.when, s.scope, s.modality, s.basis, kind)


def _slips(statements: list[Statement], rule: Rule, context: Context) -> Iterator[Finding]:
    """The statements of the first unit against those of each other one."""
    by_unit: dict[str | None, list[Statement]] = defaultdict(list)
    named = [s for s in statements if s.quantity.unit is not None]
    for statement in sorted(named, key=lambda s: _rank(s, context)):
        by_unit[statement.quantity.unit].append(statement)
    first, *others = [*by_unit.values(), list[Statement]()]
    for other in filter(None, others):
        a, b = (tuple(c for s in side for c in s.claims) for side in (other, first))
        if context.concerns((*a, *b)) and not same_sentence(a, b) and not same_sentence(b, a):
            yield finding(rule, Verdict.CONFLICT, rule.level, (*a, *b), Agreement.DISJOINT)


def _rank(statement: Statement, context: Context) -> tuple[object, ...]:
    drafted = bool(context.drafts) and all(c.document in context.drafts for c in statement.claims)
    return (drafted, -context.support(statement), statement.claims[0].document, statement.claims[0].span)


CHECK = Check(Options, of_group=run)
