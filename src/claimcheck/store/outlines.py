"""Statements in outline: just what tells whether they may meet a draft, read from one index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from claimcheck.lexicon import Lexicon
from claimcheck.matching import When
from claimcheck.model import Claim
from claimcheck.store.base import Store, batches, marks
from claimcheck.store.rows import fact_of, series_of, statement_row
from claimcheck.store.writing import Fact, known_facts

Window = tuple[date, date]
LARGE = 200
"""From how many statements on a fact is looked up by period too."""


class Outline(msgspec.Struct, frozen=True, gc=False):
    """A statement of the archive (``id``) or of a draft (-1); days are ISO dates, or empty."""

    id: int
    last: str
    first: str
    instant: int
    words: str
    measure: str
    kind: str
    series: int
    basis: str
    stated: str
    bound: str
    unit: str

    @property
    def when(self) -> tuple[str, str, int, str]:
        """The period as a thing to compare by."""
        return (self.first, self.last, self.instant, self.words)

    @property
    def is_unstated(self) -> bool:
        """Whether nothing fixed the period."""
        return self.words.startswith("?")

    @property
    def is_dated(self) -> bool:
        """Whether the period has days that the text fixed."""
        return bool(self.first and self.last) and not self.is_unstated


_COLUMNS = (
    "coalesce(last_day, ''), coalesce(first_day, ''), instant, words, measure, kind, series, "
    "coalesce(basis, ''), coalesce(stated, ''), bound, coalesce(unit, '')"
)


def outlined(claim: Claim, lexicon: Lexicon) -> tuple[Fact, Outline]:
    """A draft's claim as the archive would have it."""
    row = statement_row(claim, lexicon)
    outline = Outline(
        -1, row.last_day or "", row.first_day or "", row.instant, row.words, row.measure, row.kind,
        series_of(row), row.basis or "", row.stated or "", row.bound,
        row.unit or "",
    )  # fmt: skip
    return fact_of(claim, lexicon), outline


def outlines(store: Store, windows: Mapping[Fact, Window]) -> dict[Fact, list[Outline]]:
    """The statements of each fact in order of periods; of one with very many, those within its days."""
    ids = known_facts(store, sorted(windows))
    facts = {id: fact for fact, id in ids.items()}
    large = _large(store, list(facts))
    rows = _of_facts(store, [id for id in facts if id not in large])
    for id in sorted(large):
        rows += _within(store, id, windows[facts[id]])
    found: dict[Fact, list[Outline]] = {}
    for row in rows:
        found.setdefault(facts[row[0]], []).append(Outline(*row[1:]))
    for listed in found.values():
        listed.sort(key=lambda o: (o.last, o.first, o.id))
    return found


def _large(store: Store, facts: Sequence[int]) -> frozenset[int]:
    """The facts with so many statements that most of them are of far-off periods."""
    found: set[int] = set()
    for some in batches(facts):
        sql = f"SELECT fact FROM statements WHERE fact IN ({marks(some)}) GROUP BY fact HAVING count(*) > ?"
        found |= {fact for (fact,) in store.rows(sql, [*some, LARGE])}
    return frozenset(found)


def _of_facts(store: Store, facts: Sequence[int]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for some in batches(facts):
        rows += store.rows(f"SELECT fact, id, {_COLUMNS} FROM statements WHERE fact IN ({marks(some)})", some)
    return rows


def _within(store: Store, fact: int, window: Window) -> list[tuple[Any, ...]]:
    """What is said of one fact for periods that end within these days, or that have no days."""
    days = [day.isoformat() for day in window]
    among = "fact = ? AND (last_day IS NULL OR last_day BETWEEN ? AND ?)"
    return store.rows(f"SELECT fact, id, {_COLUMNS} FROM statements WHERE {among}", [fact, *days])


def when_of(outline: Outline) -> When:
    """The period with its days as dates."""
    first, last = (date.fromisoformat(day) if day else None for day in (outline.first, outline.last))
    return When(first, last, bool(outline.instant), outline.words)
