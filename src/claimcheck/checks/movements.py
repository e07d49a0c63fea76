"""Movements that one sentence states: from which figure, to which figure, by how much.

«由588亿元增加37.9%至811亿元», «811亿元，较上年的588亿元增长37.9%», «811亿元，增加223亿元，增长37.9%».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from claimcheck.checks.derived import before, between, by_series, is_dated
from claimcheck.checks.figures import Figure
from claimcheck.checks.growth_terms import MOVING, is_plain, is_then_of, unit_of
from claimcheck.extract.words import pattern, pattern_at_end
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Claim, Measure, Modality


class Movement(msgspec.Struct, frozen=True, eq=False):
    """A figure, the one it is measured from, and the growth or change between them.

    Without ``then`` the base follows from the figure and its ``change``.
    """

    now: Figure
    moved: Figure
    then: Figure | None = None
    change: Figure | None = None


def movements(run: Sequence[Figure], lexicon: Lexicon) -> Iterator[Movement]:
    """Every movement that the figures of one sentence state in full."""
    for series, figures in by_series(run).items():
        moves = len(figures) > 1 and any(f.key.measure in MOVING for f in figures)
        if moves and series.modality is Modality.ACTUAL:
            yield from _from_base(figures, lexicon)
            yield from _from_year_before(figures, lexicon)
            yield from _from_change(figures, lexicon)


def _from_base(figures: Sequence[Figure], lexicon: Lexicon) -> Iterator[Movement]:
    for at, then in enumerate(figures):
        if not _is_level(then):
            continue
        now = _now_of(figures, at, lexicon)
        if now is not None:
            moves = _moves_around(figures, min(at, now), max(at, now))
            if _compatible(figures[now], then, moves, lexicon):
                yield from (Movement(figures[now], moved, then) for moved in moves)


def _now_of(figures: Sequence[Figure], at: int, lexicon: Lexicon) -> int | None:
    """The place of the figure that was reached from the one at ``at``, if the words say so."""
    head = _head(figures[max(0, at - 1) : at + 1], lexicon)
    if pattern_at_end(lexicon, "from_end").search(head):
        for other in (_next_level(figures, at, 1), _next_level(figures, at, -1)):
            if other is not None and _is_reached(figures, other, lexicon):
                return other
    elif pattern_at_end(lexicon, "versus").search(head):
        return _next_level(figures, at, -1)
    return None


def _is_reached(figures: Sequence[Figure], at: int, lexicon: Lexicon) -> bool:
    head = _head(figures[max(0, at - 1) : at + 1], lexicon)
    return pattern_at_end(lexicon, "to_end", "arrive").search(head) is not None


def is_base(figure: Figure, lexicon: Lexicon) -> bool:
    """Whether the words say that the figure is what another one of its sentence is measured from."""
    return pattern_at_end(lexicon, "from_end", "versus").search(_head([figure], lexicon)) is not None


def _head(ending: Sequence[Figure], lexicon: Lexicon) -> str:
    """The words before the last figure (after the one before it) without the period that is its own."""
    claim = ending[-1].claim
    text = fold(between(ending[0].claim, claim) or before(claim))
    period, head = fold(claim.period.text), _without_particles(text, lexicon)
    if period and head.endswith(period):
        return head[: -len(period)].rstrip()
    return text.rstrip()


def _without_particles(text: str, lexicon: Lexicon) -> str:
    return pattern_at_end(lexicon, "particles").sub("", text.rstrip()).rstrip()


def _next_level(figures: Sequence[Figure], at: int, step: int) -> int | None:
    """The place of the nearest figure in that direction that is no movement."""
    other = at + step
    while 0 <= other < len(figures):
        if _is_level(figures[other]):
            return other if unit_of(figures[other]) == unit_of(figures[at]) else None
        other += step
    return None


def _is_level(figure: Figure) -> bool:
    return figure.key.measure in (Measure.LEVEL, Measure.SHARE)


def _moves_around(figures: Sequence[Figure], first: int, last: int) -> list[Figure]:
    """The movements between the two figures, else those right after, else those right before."""
    inside = [f for f in figures[first + 1 : last] if f.key.measure in MOVING]
    if inside:
        return inside
    after: list[Figure] = []
    for figure in figures[last + 1 :]:
        if figure.key.measure not in MOVING:
            break
        after.append(figure)
    if after or first == 0:
        return after
    return [f for f in figures[first - 1 : first] if f.key.measure in MOVING]


def _compatible(now: Figure, then: Figure, moves: Sequence[Figure], lexicon: Lexicon) -> bool:
    """Whether the movements can only be from this base: one of a kind, plain, of a fitting period."""
    kinds = [(f.key.measure, f.key.kind) for f in moves]
    return len(kinds) == len(set(kinds)) and all(
        is_plain(moved.claim, lexicon) and _fits_kind(then, moved) and _fits_periods(now, then, moved)
        for moved in moves
    )


def _fits_kind(then: Figure, moved: Figure) -> bool:
    """A rate moves by percentage points; «grew by 5 %» of a rate can mean two things."""
    if then.key.measure is Measure.SHARE:
        return moved.claim.quantity.unit == "pp"
    return moved.key.measure is Measure.GROWTH or unit_of(moved) == unit_of(then)


def _fits_periods(now: Figure, then: Figure, moved: Figure) -> bool:
    if moved.when not in (now.when, then.when):
        return False
    if moved.claim.basis is None or not (is_dated(now.when) and is_dated(then.when)):
        return True
    return now.when == then.when or is_then_of(then.when, now.when, moved.claim.basis)


def _from_year_before(figures: Sequence[Figure], lexicon: Lexicon) -> Iterator[Movement]:
    """«811亿元，上年同期为588亿元，同比增长37.9%»: the growth is the first figure's."""
    for now, then, moved in zip(figures, figures[1:], figures[2:], strict=False):
        if moved.key.measure is not Measure.GROWTH or moved.when not in (now.when, then.when):
            continue
        levels = now.key.measure is then.key.measure is Measure.LEVEL and unit_of(now) == unit_of(then)
        basis = moved.claim.basis
        if levels and basis and is_then_of(then.when, now.when, basis) and is_plain(moved.claim, lexicon):
            yield Movement(now, moved, then)


# ---------------------------------------------------------------- a change and a growth


def _from_change(figures: Sequence[Figure], lexicon: Lexicon) -> Iterator[Movement]:
    """A figure, then by how much it changed, then by what percentage."""
    for now, change, growth in zip(figures, figures[1:], figures[2:], strict=False):
        measures = (now.key.measure, change.key.measure, growth.key.measure)
        if measures != (Measure.LEVEL, Measure.CHANGE, Measure.GROWTH) or unit_of(now) != unit_of(change):
            continue
        same = now.when == change.when == growth.when and _same_basis(change.claim, growth.claim, lexicon)
        if same and is_plain(change.claim, lexicon) and is_plain(growth.claim, lexicon):
            yield Movement(now, growth, change=change)


def _same_basis(change: Claim, growth: Claim, lexicon: Lexicon) -> bool:
    words = between(change, growth)
    if words is None or pattern(lexicon, "versus").search(fold(words)):
        return growth.basis is not None and growth.basis is change.basis
    return growth.basis in (None, change.basis)
