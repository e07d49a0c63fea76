"""Who says a statement: everybody where they are few; of very many the first, the last, and all that weigh.

Ten thousand articles that state one figure cost one comparison then. How many there are is counted when
they are stored, so that findings can say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from claimcheck.store.base import Store, batches, marks

CROWD = 16
"""From how many claims on a statement is shown by a few of them."""
FIRST, LAST, WEIGHTY = 6, 2, 32
"""How many of a crowd are taken: stored first, stored last, and of filings, releases and corrections."""

_TOGETHER = 40  # statements whose samples one query takes


class Place(NamedTuple):
    """A claim of a statement in an article."""

    statement: int
    origin: int
    article: int
    place: int
    body: bytes


class Scope(NamedTuple):
    """Which articles count: those out by a day, without some."""

    as_of: date | None
    without: tuple[int, ...]

    @property
    def condition(self) -> tuple[str, list[Any]]:
        """The SQL that follows the statement, with its values."""
        until = "AND article IN (SELECT id FROM articles WHERE published <= ?) " if self.as_of else ""
        out = f"AND article NOT IN ({marks(self.without)}) " if self.without else ""
        return until + out, [*([self.as_of.isoformat()] if self.as_of else []), *self.without]


Counts = Mapping[int, tuple[int, int]]
_CLAIM = "SELECT statement, origin, article, place, body FROM claims WHERE statement"


def said(store: Store, statements: Sequence[int], scope: Scope) -> set[int]:
    """Those of the statements that some article of the scope makes."""
    condition, values = scope.condition
    among = f"EXISTS (SELECT 1 FROM claims WHERE statement = statements.id {condition})"
    found: set[int] = set()
    for some in batches(statements):
        sql = f"SELECT id FROM statements WHERE id IN ({marks(some)}) AND {among}"
        found |= {id for (id,) in store.rows(sql, [*some, *values])}
    return found


def sampled(store: Store, counts: Counts, scope: Scope) -> list[Place]:
    """The claims of the statements, whose claims and origins ``counts`` gives."""
    crowds = [id for id, (claims, _) in counts.items() if claims > CROWD]
    few = [id for id, (claims, _) in counts.items() if claims <= CROWD]
    condition, values = scope.condition
    rows: list[Sequence[Any]] = []
    for some in batches(few):
        rows += store.rows(f"{_CLAIM} IN ({marks(some)}) {condition}", [*some, *values])
    for some in _padded(crowds):
        rows += store.rows(" UNION ALL ".join([_crowd(condition)] * len(some)), _crowd_values(some, values))
    return list({(row[2], row[3]): Place(*row) for row in rows}.values())


def _crowd(condition: str) -> str:
    """The SQL for a crowd's sample: the ends of its order of origins, and what weighs."""
    ends = [
        f"SELECT * FROM ({_CLAIM} = ? {condition}ORDER BY origin {way}, article {way}, place {way} "
        f"LIMIT {most}) AS {name}"
        for way, most, name in (("ASC", FIRST, "first_ones"), ("DESC", LAST, "last_ones"))
    ]
    order = "ORDER BY origin, article, place"
    weighty = f"SELECT * FROM ({_CLAIM} = ? AND weight <> 0 {condition}{order} LIMIT {WEIGHTY}) AS weighty"
    return " UNION ALL ".join([*ends, weighty])


def _crowd_values(ids: Sequence[int], values: Sequence[Any]) -> list[Any]:
    return [value for id in ids for _ in range(3) for value in (id, *values)]


def _padded(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids in pieces of few different lengths: an SQL text that comes again is not planned again."""
    for at in range(0, len(ids), _TOGETHER):
        piece = ids[at : at + _TOGETHER]
        size = next(n for n in (1, 4, 12, _TOGETHER) if n >= len(piece))
        yield [*piece, *[piece[-1]] * (size - len(piece))]


def totals(store: Store, counts: Counts, scope: Scope) -> dict[int, tuple[int, int]]:
    """How many claims and origins each crowd has within the scope."""
    crowds = {id: count for id, count in counts.items() if count[0] > CROWD}
    if scope.as_of is None:
        return _without(store, crowds, scope) if scope.without else crowds
    condition, values = scope.condition
    for some in batches(list(crowds)):
        sql = (
            "SELECT statement, count(*), count(DISTINCT origin) FROM claims "
            f"WHERE statement IN ({marks(some)}) {condition} GROUP BY statement"
        )
        rows = store.rows(sql, [*some, *values])
        crowds |= {id: (claims, origins) for id, claims, origins in rows}
    return crowds


def _without(store: Store, crowds: dict[int, tuple[int, int]], scope: Scope) -> dict[int, tuple[int, int]]:
    """The counts less those of the articles that are left out, which are few."""
    out = scope.without
    sql = "SELECT statement, origin, count(*) FROM claims WHERE article IN ({}) GROUP BY statement, origin"
    for id, origin, said in store.rows(sql.format(marks(out)), out):
        if id in crowds:
            others = (
                f"SELECT 1 FROM claims WHERE statement = ? AND origin = ? AND article NOT IN ({marks(out)})"
            )
            alone = not store.rows(f"{others} LIMIT 1", [id, origin, *out])
            crowds[id] = (crowds[id][0] - said, crowds[id][1] - int(alone))
    return crowds


def unshown(places: Iterable[Place], totals: Counts) -> dict[int, tuple[int, int]]:
    """Of each crowd the claims and origins that are not among the places."""
    shown: dict[int, set[int]] = {}
    taken: dict[int, int] = {}
    for place in places:
        if place.statement in totals:
            shown.setdefault(place.statement, set()).add(place.origin)
            taken[place.statement] = taken.get(place.statement, 0) + 1
    return {
        id: (claims - taken[id], origins - len(shown[id]))
        for id, (claims, origins) in totals.items()
        if taken.get(id, 0) and claims > taken[id]
    }
