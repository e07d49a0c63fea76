"""growth: a figure is its base and what it grew or changed by, in one sentence and across articles.

now = then × (1 + growth), or now = then + change. A sentence that names figure, base and movement
is held to its own words; else the base is the figure of the period that 同比 or 环比 points to,
looked for in the same article first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from claimcheck.checks.base import Check, Context
from claimcheck.checks.derived import (
    conflict,
    drafts_first,
    line,
    range_told,
)
from claimcheck.checks.figures import Gathered
from claimcheck.checks.growth_periods import broken
from claimcheck.checks.growth_terms import MOVING, expected, expected_change
from claimcheck.checks.intervals import Interval, of
from claimcheck.checks.movements import Movement, movements
from claimcheck.checks.wording import amount
from claimcheck.model import Claim, Finding, Level, Message
from claimcheck.rules import Rule


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Metrics whose growth is not told from their levels (in real terms, on a revised base)."""

    not_from_levels: tuple[str, ...] = ()


def run(gathered: Gathered, rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """One finding for each movement that cannot be, with its arithmetic."""
    usable = gathered.without(options.not_from_levels)
    stated = [m for sentence in usable.companies() for m in movements(sentence, context.lexicon)]
    told = {movement.moved.claim.id for movement in stated}
    others = [f for f in usable.figures if f.key.measure in MOVING and f.claim.id not in told]
    for movement in (*stated, *broken(others, usable, context.lexicon)):
        yield from _of_movement(movement, rule, context)


def _of_movement(movement: Movement, rule: Rule, context: Context) -> Iterator[Finding]:
    now, moved = movement.now.claim, movement.moved.claim
    if movement.then is not None:
        then = movement.then.claim
        should = expected(then.quantity, moved.quantity)
        if should is not None and not should.meets(of(now.quantity)):
            yield from _finding([moved, now, then], _lines(now, then, moved, should), rule, context)
    elif movement.change is not None:
        change = movement.change.claim
        should = expected_change(now.quantity, moved.quantity)
        if should is not None and not should.meets(of(change.quantity)):
            lines = [line("derived-growth-change", _numbers(now, change, moved) | _range(should, change))]
            yield from _finding([moved, now, change], lines, rule, context)


def _finding(
    claims: Sequence[Claim], lines: Sequence[Message], rule: Rule, context: Context
) -> Iterator[Finding]:
    """What several articles say together is a warning: a base may have been restated since."""
    if context.concerns(claims):
        level = rule.level if len({claim.document for claim in claims}) == 1 else Level.WARNING
        ordered = drafts_first(claims, context.drafts)
        yield conflict(rule, "derived-growth", ordered, lines, level)


def _lines(now: Claim, then: Claim, moved: Claim, should: Interval) -> list[Message]:
    id = "derived-grown" if moved.quantity.unit == "percent" else "derived-changed"
    return [line(id, _numbers(now, then, moved) | _range(should, now))]


def _numbers(now: Claim, then: Claim, moved: Claim) -> dict[str, str]:
    return {
        "now": amount(now.quantity),
        "then": amount(then.quantity),
        "moved": amount(moved.quantity),
    }


def _range(should: Interval, like: Claim) -> dict[str, str]:
    return range_told(should, like.quantity.unit)


CHECK = Check(Options, of_groups=run)
