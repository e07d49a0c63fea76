"""Growth by periods: a figure, the one of the period that 同比 or 环比 points to, and the growth.

An article's own figures come before those of others. Where values of one period differ, or another
growth of the same period fits, the quarrel is about that, and nothing is concluded from it here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from claimcheck.checks.derived import MONTHS, agree, best, is_dated, shifted
from claimcheck.checks.figures import Figure, Gathered, Series, figures_of, series_of
from claimcheck.checks.growth_terms import MOVING, basis_of, expected, is_plain, unit_of
from claimcheck.checks.intervals import of
from claimcheck.checks.movements import Movement, is_base
from claimcheck.lexicon import Lexicon
from claimcheck.matching import Statement, When
from claimcheck.model import FixedBy, Measure, Modality

_FARTHEST = 100_000
_ENOUGH = 6  # best candidates for one period that are tried


class Stated:
    """The figures of one thing and period, by article and place; what is asked of them often, made once."""

    def __init__(self) -> None:
        """Begin with none."""
        self.by_article: dict[str, list[Figure]] = defaultdict(list)

    def of(self, document: str) -> Sequence[Figure]:
        """Those of one article."""
        return self.by_article.get(document, ())

    @cached_property
    def certain(self) -> Sequence[Figure]:
        """The best of those whose period their own words state; none where these do not all agree."""
        return _best_agreeing([f for own in self.by_article.values() for f in own if _is_stated(f)])


_NOTHING = Stated()
Levels = Mapping[Series, Mapping[str, Mapping[When, Stated]]]


def broken(moves: Iterable[Figure], gathered: Gathered, lexicon: Lexicon) -> Iterator[Movement]:
    """The movements that no figure and base stated for their periods can have made."""
    dated = [f for f in moves if _is_dated_move(f, lexicon)]
    levels = _levels(gathered, {series_of(s) for s in {id(f.statement): f.statement for f in dated}.values()})
    for same in _by_period(dated):
        tried = [(moved, _tried(moved, levels)) for moved in same]
        if any(_fits(now, then, moved) for moved, pairs in tried for now, then in pairs):
            continue
        for moved, pairs in tried:
            found = next((p for p in pairs if not any(is_base(f, lexicon) for f in p)), None)
            if found is not None:
                yield Movement(found[0], moved, found[1])


def _by_period(moves: Iterable[Figure]) -> Iterator[list[Figure]]:
    """One figure of each distinct statement in each article, by thing, period and basis."""
    found: dict[tuple[object, ...], dict[tuple[int, str], Figure]] = {}
    for f in moves:
        kind = (f.of_whom, f.when, basis_of(f.claim, f.when), f.key.measure, unit_of(f))
        found.setdefault(kind, {}).setdefault((id(f.statement), f.claim.document), f)
    yield from (list(same.values()) for same in found.values())


def _is_dated_move(figure: Figure, lexicon: Lexicon) -> bool:
    return (
        figure.key.measure in MOVING
        and figure.statement.modality is Modality.ACTUAL
        and is_dated(figure.when)
        and is_plain(figure.claim, lexicon)
    )


def _levels(gathered: Gathered, things: Container[Series]) -> Levels:
    """The figures of each thing by what they are (level or share, and the unit), then by period."""
    found: dict[Series, dict[str, dict[When, Stated]]] = {}
    statements = (s for group in gathered.groups for s in group.statements if _is_level(s))
    for figure in figures_of(s for s in statements if series_of(s) in things):
        terms = found.setdefault(figure.of_whom, {}).setdefault(_terms(figure), {})
        terms.setdefault(figure.when, Stated()).by_article[figure.claim.source.document].append(figure)
    return found


def _is_level(statement: Statement) -> bool:
    return statement.key.measure in (Measure.LEVEL, Measure.SHARE) and is_dated(statement.when)


def _terms(figure: Figure) -> str:
    return f"{figure.key.measure.value} {unit_of(figure)}"


def _tried(moved: Figure, levels: Levels) -> list[tuple[Figure, Figure]]:
    """Figure and base of the movement as far as somebody states them; none where they are in doubt."""
    basis = basis_of(moved.claim, moved.when)
    base = shifted(moved.when, MONTHS[basis]) if basis in MONTHS else None
    if base is None:
        return []
    return [
        pair
        for terms, periods in levels.get(moved.of_whom, {}).items()
        if _moves(moved, terms)
        for pair in _pairs(moved, periods.get(moved.when, _NOTHING), periods.get(base, _NOTHING))
    ]


def _moves(moved: Figure, terms: str) -> bool:
    """Whether the movement can be one of such figures; a rate grows in percentage points."""
    if moved.key.measure is Measure.CHANGE:
        return terms == ("share percent" if unit_of(moved) == "percent" else f"level {unit_of(moved)}")
    return terms.startswith("level ") and terms not in ("level ", "level percent")


def _pairs(moved: Figure, nows: Stated, thens: Stated) -> list[tuple[Figure, Figure]]:
    """Figure and base to try: the article's own ones, or its own figure and a base that all others state."""
    document = moved.claim.source.document
    own, bases = nows.of(document), _best_agreeing(thens.of(document))
    if not own or (thens.of(document) and not bases):
        return []
    if not bases:
        own, bases = _elsewhere(moved, own, thens)
    return [(now, then) for now in _best_agreeing(own) for then in bases if _is_likely(now, then)]


def _elsewhere(
    moved: Figure, own: Sequence[Figure], thens: Stated
) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """The figures of which nothing was guessed: all names known, all periods in their own words."""
    if not moved.key.subject or moved.key.metric.startswith("~") or not _is_stated(moved):
        return [], []
    own = [f for f in own if _is_stated(f)]
    return own, thens.certain if own else []


def _best_agreeing(side: Sequence[Figure]) -> Sequence[Figure]:
    """The few best figures of one thing and period; none where they do not all agree."""
    return best(side, _ENOUGH) if agree(side) else ()


def _is_stated(figure: Figure) -> bool:
    return figure.claim.period.fixed_by is FixedBy.TEXT


def _is_likely(now: Figure, then: Figure) -> bool:
    """Whether the two can be figures of one thing in two periods, give or take a slip of 万 for 亿."""
    a, b = now.claim.quantity, then.claim.quantity
    if not a.stated or not b.stated:
        return False
    return a.stated != b.stated and max(a.stated / b.stated, b.stated / a.stated) <= _FARTHEST


def _fits(now: Figure, then: Figure, moved: Figure) -> bool:
    should = expected(then.claim.quantity, moved.claim.quantity)
    return should is None or should.meets(of(now.claim.quantity))
