"""growth: a figure is its base and what it grew or changed by, in one sentence and across articles.

now = then × (1 + growth), or now = then + change. A sentence that names figure, base and movement
is held to its own words; else the base is the figure of the period that 同比 or 环比 points to,
looked for in the same article first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from claimcheck.agreement import is_exact
from claimcheck.checks.base import Check, Context
from claimcheck.checks.derived import (
    MONTHS,
    Figure,
    Series,
    conflict,
    drafts_first,
    figures,
    is_dated,
    line,
    range_told,
    sentences,
    shifted,
)
from claimcheck.checks.growth_terms import MOVING, basis_of, expected, expected_change, is_plain, unit_of
from claimcheck.checks.intervals import Interval, of
from claimcheck.checks.movements import Movement, movements
from claimcheck.checks.wording import amount
from claimcheck.matching import Group, When
from claimcheck.model import Claim, Finding, FixedBy, Level, Measure, Message, Modality
from claimcheck.rules import Rule

_FARTHEST = 100_000
_ENOUGH = 6  # best candidates for one period that are tried


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Metrics whose growth is not told from their levels (in real terms, on a revised base)."""

    not_from_levels: tuple[str, ...] = ()


def run(groups: Sequence[Group], rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """One finding for each movement that cannot be, with its arithmetic."""
    usable = [f for f in figures(groups) if f.key.metric not in options.not_from_levels]
    told: set[str] = set()
    for sentence in sentences(usable):
        for movement in movements(sentence, context.lexicon):
            told.add(movement.moved.claim.id)
            yield from _of_movement(movement, rule, context)
    yield from _of_periods([f for f in usable if f.claim.id not in told], usable, rule, context)


# ---------------------------------------------------------------- one sentence


def _of_movement(movement: Movement, rule: Rule, context: Context) -> Iterator[Finding]:
    now, moved = movement.now.claim, movement.moved.claim
    if movement.then is not None:
        then = movement.then.claim
        should = expected(then.quantity, moved.quantity)
        if should is not None and not should.meets(of(now.quantity)):
            yield from _finding(
                [moved, now, then], _lines(now, then, moved, should), rule.level, rule, context
            )
    elif movement.change is not None:
        change = movement.change.claim
        should = expected_change(now.quantity, moved.quantity)
        if should is not None and not should.meets(of(change.quantity)):
            lines = [line("derived-growth-change", _numbers(now, change, moved) | _range(should, change))]
            yield from _finding([moved, now, change], lines, rule.level, rule, context)


def _finding(
    claims: Sequence[Claim], lines: Sequence[Message], level: Level, rule: Rule, context: Context
) -> Iterator[Finding]:
    if context.concerns(claims):
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


# ---------------------------------------------------------------- by periods


Periods = Mapping[When, Sequence[Figure]]
Levels = Mapping[Series, Mapping[str, Periods]]


def _of_periods(
    moves: Iterable[Figure], usable: Sequence[Figure], rule: Rule, context: Context
) -> Iterator[Finding]:
    levels = _levels(usable)
    seen: set[int] = set()
    for moved in moves:
        if _is_dated_move(moved, context) and id(moved.statement) not in seen:
            seen.add(id(moved.statement))
            yield from _of_move(moved, levels, rule, context)


def _is_dated_move(figure: Figure, context: Context) -> bool:
    return (
        figure.key.measure in MOVING
        and figure.statement.modality is Modality.ACTUAL
        and is_dated(figure.when)
        and is_plain(figure.claim, context.lexicon)
    )


def _levels(usable: Iterable[Figure]) -> Levels:
    """The figures of each thing by what they are (level or share, and the unit), then by period."""
    found: dict[Series, dict[str, dict[When, list[Figure]]]] = {}
    for figure in usable:
        if figure.key.measure in (Measure.LEVEL, Measure.SHARE) and is_dated(figure.when):
            terms = found.setdefault(figure.of_whom, {}).setdefault(_terms(figure), {})
            terms.setdefault(figure.when, []).append(figure)
    return found


def _terms(figure: Figure) -> str:
    return f"{figure.key.measure.value} {unit_of(figure)}"


def _of_move(moved: Figure, levels: Levels, rule: Rule, context: Context) -> Iterator[Finding]:
    basis = basis_of(moved.claim, moved.when)
    base = shifted(moved.when, MONTHS[basis]) if basis in MONTHS else None
    if base is None:
        return
    for terms, periods in levels.get(moved.of_whom, {}).items():
        if not _moves(moved, terms):
            continue
        pairs = _pairs(moved, periods.get(moved.when, ()), periods.get(base, ()))
        if pairs and not any(_fits(now, then, moved) for now, then in pairs):
            yield from _between(*pairs[0], moved, rule, context)


def _moves(moved: Figure, terms: str) -> bool:
    """Whether the movement can be one of such figures; a rate grows in percentage points."""
    if moved.key.measure is Measure.CHANGE:
        return terms == ("share percent" if unit_of(moved) == "percent" else f"level {unit_of(moved)}")
    return terms.startswith("level ") and terms not in ("level ", "level percent")


def _pairs(moved: Figure, nows: Sequence[Figure], thens: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Figure and base to try: those of the movement's own article if it has both, else all."""
    own = [f for f in nows if f.claim.document == moved.claim.document]
    bases = [f for f in thens if f.claim.document == moved.claim.document]
    sides = (own, bases) if own and bases else _elsewhere(moved, nows, thens)
    return [(now, then) for now in _best(sides[0]) for then in _best(sides[1]) if _is_likely(now, then)]


def _elsewhere(
    moved: Figure, nows: Sequence[Figure], thens: Sequence[Figure]
) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """The article's own figure and a base from others, where nothing is left to guess.

    All names are known, all periods stated, and all other articles state one base.
    """
    is_named = moved.key.subject and not moved.key.metric.startswith("~")
    own = [f for f in nows if f.claim.document == moved.claim.document and _is_stated(f)]
    bases = [f for f in thens if _is_stated(f)]
    usable = is_named and _is_stated(moved) and own and bases and _agree(bases)
    return (own, bases) if usable else ((), ())


def _agree(side: Sequence[Figure]) -> bool:
    """Whether all state one value; where they do not, the quarrel is about that first."""
    return all(of(f.claim.quantity).meets(of(side[0].claim.quantity)) for f in side)


def _is_stated(figure: Figure) -> bool:
    return figure.claim.period.fixed_by is FixedBy.TEXT


def _is_likely(now: Figure, then: Figure) -> bool:
    """Whether the two can be figures of one thing in two periods, give or take a slip of 万 for 亿."""
    a, b = now.claim.quantity, then.claim.quantity
    if not a.stated or not b.stated:
        return False
    return a.stated != b.stated and max(a.stated / b.stated, b.stated / a.stated) <= _FARTHEST


def _best(side: Sequence[Figure]) -> list[Figure]:
    """The few distinct statements with the most support, exact ones first."""
    distinct = list({id(f.statement): f for f in side}.values())
    distinct.sort(key=lambda f: (not is_exact(f.statement.quantity), -len(f.statement.documents)))
    return distinct[:_ENOUGH]


def _fits(now: Figure, then: Figure, moved: Figure) -> bool:
    should = expected(then.claim.quantity, moved.claim.quantity)
    return should is None or should.meets(of(now.claim.quantity))


def _between(now: Figure, then: Figure, moved: Figure, rule: Rule, context: Context) -> Iterator[Finding]:
    claims = [moved.claim, now.claim, then.claim]
    should = expected(then.claim.quantity, moved.claim.quantity)
    if should is None:
        return
    is_one = len({c.document for c in claims}) == 1
    level = rule.level if is_one else Level.WARNING
    lines = _lines(now.claim, then.claim, moved.claim, should)
    yield from _finding(claims, lines, level, rule, context)


CHECK = Check(Options, of_groups=run)
