"""Readings into the archive: one transaction an article, replaced as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from claimcheck.lexicon import Lexicon
from claimcheck.model import Reading
from claimcheck.store import copies
from claimcheck.store.base import Store, batches, marks
from claimcheck.store.rows import (
    COLUMNS,
    StatementRow,
    body,
    digest,
    fact_of,
    series_of,
    statement_row,
    weight,
)

Fact = tuple[str, str]


class Entry(msgspec.Struct, frozen=True):
    """A reading to store, the hash of the file it came from, and what read it."""

    reading: Reading
    hash: str
    reader: str


def put(store: Store, entry: Entry, lexicon: Lexicon) -> bool:
    """Store one article in place of what was known under its path; whether something was."""
    with store.writing():
        replaced = _removed(store, entry.reading.document.source.document)
        _insert(store, entry, lexicon)
    return replaced


def put_all(store: Store, entries: Iterable[Entry], lexicon: Lexicon) -> int:
    """Store several articles in one transaction, for a bulk that is made again if it breaks; how many."""
    count = 0
    with store.writing():
        for count, entry in enumerate(entries, 1):  # noqa: B007 — the count is the answer
            _removed(store, entry.reading.document.source.document)
            _insert(store, entry, lexicon)
    return count


def remove(store: Store, path: str) -> bool:
    """Take an article and all that only it said out of the archive; whether it was there."""
    with store.writing():
        return _removed(store, path)


def _removed(store: Store, path: str) -> bool:
    found = store.rows("SELECT id, origin FROM articles WHERE path = ?", [path])
    if not found:
        return False
    article, origin = found[0]
    said = store.rows(
        "SELECT statement, origin, count(*) FROM claims WHERE article = ? GROUP BY statement, origin",
        [article],
    )
    store.run("DELETE FROM claims WHERE article = ?", [article])
    store.run("DELETE FROM articles WHERE id = ?", [article])
    _uncount(store, said)
    copies.left(store, origin)
    return True


def _uncount(store: Store, said: Sequence[Sequence[int]]) -> None:
    """Take claims off the counts of what they said, and out what nobody says any more."""
    ids = sorted({statement for statement, _, _ in said})
    still = {pair for origin in {o for _, o, _ in said} for pair in _saying(store, ids, origin)}
    rows = [(n, int((statement, origin) not in still), statement) for statement, origin, n in said]
    store.run_many("UPDATE statements SET claims = claims - ?, origins = origins - ? WHERE id = ?", rows)
    for some in batches(ids):
        store.run(f"DELETE FROM statements WHERE id IN ({marks(some)}) AND claims = 0", some)


def _saying(store: Store, statements: Sequence[int], origin: int) -> set[tuple[int, int]]:
    """Those of the statements that the origin makes, each with it."""
    found: set[tuple[int, int]] = set()
    for some in batches(statements):
        sql = f"SELECT DISTINCT statement FROM claims WHERE statement IN ({marks(some)}) AND origin = ?"
        found |= {(id, origin) for (id,) in store.rows(sql, [*some, origin])}
    return found


def _insert(store: Store, entry: Entry, lexicon: Lexicon) -> None:
    reading, origin = copies.joined(store, entry.reading)
    article = _article(store, Entry(reading, entry.hash, entry.reader))
    claims = reading.claims
    facts = [fact_of(claim, lexicon) for claim in claims]
    said = [statement_row(claim, lexicon) for claim in claims]
    digests = [digest(fact, row) for fact, row in zip(facts, said, strict=True)]
    fact_ids = _fact_ids(store, sorted(set(facts)))
    rows = {
        mark: (mark, fact_ids[fact], *row, series_of(row), 0, 0)
        for mark, fact, row in zip(digests, facts, said, strict=True)
    }
    ids = _statement_ids(store, rows)
    _count(store, Counter(ids[mark] for mark in digests), origin)
    store.run_many(
        "INSERT INTO claims (statement, origin, article, place, weight, body) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (ids[mark], origin, article, place, weight(claim, lexicon), body(claim))
            for place, (mark, claim) in enumerate(zip(digests, claims, strict=True))
        ],
    )


def _count(store: Store, said: Mapping[int, int], origin: int) -> None:
    """Add claims of an origin, which are not stored yet, to the counts of what they say."""
    known = _saying(store, sorted(said), origin)
    rows = [(n, int((statement, origin) not in known), statement) for statement, n in said.items()]
    store.run_many("UPDATE statements SET claims = claims + ?, origins = origins + ? WHERE id = ?", rows)


def _article(store: Store, entry: Entry) -> int:
    source = entry.reading.document.source
    values = (
        source.document, entry.hash, entry.reader, source.published.isoformat() if source.published else None,
        source.title, source.outlet, source.authority, source.origin, len(entry.reading.claims),
        msgspec.msgpack.encode(entry.reading.document),
    )  # fmt: skip
    found = store.rows(
        "INSERT INTO articles (path, hash, reader, published, title, outlet, authority, origin, claims, "
        f"document) VALUES ({marks(values)}) RETURNING id",
        values,
    )
    return int(found[0][0])


def _fact_ids(store: Store, facts: Sequence[Fact]) -> dict[Fact, int]:
    known = known_facts(store, facts)
    missing = [fact for fact in facts if fact not in known]
    if missing:
        store.run_many(
            "INSERT INTO facts (subject, metric) VALUES (?, ?) ON CONFLICT (subject, metric) DO NOTHING",
            missing,
        )
        known |= known_facts(store, missing)
    return known


def known_facts(store: Store, facts: Sequence[Fact]) -> dict[Fact, int]:
    """The row ids of the facts that the archive has."""
    found: dict[Fact, int] = {}
    for some in batches(facts):
        pairs = ", ".join(["(?, ?)"] * len(some))
        rows = store.rows(
            # a join and not «IN»: SQLite goes through the whole table for pairs of values
            f"WITH wanted (subject, metric) AS (VALUES {pairs}) "
            "SELECT f.subject, f.metric, f.id FROM wanted w "
            "JOIN facts f ON f.subject = w.subject AND f.metric = w.metric",
            [part for fact in some for part in fact],
        )
        found |= {(subject, metric): id for subject, metric, id in rows}
    return found


def _statement_ids(store: Store, rows: dict[bytes, tuple[Any, ...]]) -> dict[bytes, int]:
    known = _known_statements(store, list(rows))
    missing = [mark for mark in rows if mark not in known]
    if missing:
        store.run_many(
            f"INSERT INTO statements (digest, fact, {COLUMNS}, series, claims, origins) "
            f"VALUES ({marks([0] * (5 + len(StatementRow._fields)))}) ON CONFLICT (digest) DO NOTHING",
            [rows[mark] for mark in missing],
        )
        known |= _known_statements(store, missing)
    return known


def _known_statements(store: Store, digests: Sequence[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for some in batches(digests):
        rows = store.rows(f"SELECT digest, id FROM statements WHERE digest IN ({marks(some)})", some)
        found |= {bytes(mark): id for mark, id in rows}
    return found
