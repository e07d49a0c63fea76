"""A whole archive at once, into an empty store: many articles a second, but all or nothing.

For a first load that is made again if it breaks: until it is through, the archive cannot be opened. Ids
are dealt out here, claims are sorted before they go in, indexes come last. What comes out is what
``writing.put`` makes of the same articles, if none of them copies another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec

from claimcheck.errors import ArchiveError
from claimcheck.lexicon import Lexicon
from claimcheck.model import Claim, Reading
from claimcheck.origins import FOUNDERS, sentences_of
from claimcheck.store import schema
from claimcheck.store.base import Store
from claimcheck.store.copies import mark_of
from claimcheck.store.rows import COLUMNS, body, digest, fact_of, series_of, statement_row, weight
from claimcheck.store.writing import Entry, Fact

_PIECE = 2000  # articles whose rows are held at once
_SORTED = 500_000  # claims that are sorted at once

_ROWS: Mapping[str, str] = {
    "articles": "id, path, hash, reader, published, title, outlet, authority, origin, claims, document",
    "facts": "id, subject, metric",
    "statements": f"id, digest, fact, {COLUMNS}, series, claims, origins",
    "unsorted_claims": "statement, origin, article, place, weight, body",
    "origins": "id, name, size",
    "sentences": "words, origin, exact",
}


Rows = dict[str, list[tuple[Any, ...]]]


class _Dealt:
    """The ids dealt out so far, and the counts that statements get at the end."""

    def __init__(self) -> None:
        self.facts: dict[Fact, int] = {}
        self.statements: dict[bytes, int] = {}
        self.said: Counter[int] = Counter()
        self.origins: Counter[int] = Counter()
        self.founders: Counter[bytes] = Counter()


def load(store: Store, entries: Iterable[Entry], lexicon: Lexicon) -> int:
    """Store all articles, each of an origin of its own; how many. ArchiveError unless the store is empty."""
    if store.rows("SELECT 1 FROM articles LIMIT 1"):
        raise ArchiveError(f"{store.where}: holds articles; a bulk is loaded into an empty archive only")
    _begin(store)
    dealt, count, found = _Dealt(), 0, iter(entries)
    while piece := list(islice(found, _PIECE)):
        rows: Rows = {name: [] for name in _ROWS}
        for number, entry in enumerate(piece, count + 1):
            _add(rows, number, entry, dealt, lexicon)
        with store.writing():
            for name, listed in rows.items():
                store.load(name, _ROWS[name], listed)
        count += len(piece)
    _sort(store, len(dealt.statements), sum(dealt.said.values()))
    _end(store, dealt, count)
    return count


def _begin(store: Store) -> None:
    """Make the archive one that is not finished, and a table for claims in any order."""
    with store.writing():
        store.run("UPDATE archive_format SET name = ?", [f"unfinished {schema.NAME}"])
        for name in schema.indexes():
            store.run(f"DROP INDEX {name}")
    store.run("CREATE TEMP TABLE unsorted_claims AS SELECT * FROM claims WHERE statement < 0")


def _sort(store: Store, statements: int, claims: int) -> None:
    """The claims in the order of their table, some statements at a time."""
    step = max(1, statements * _SORTED // max(1, claims))
    for first in range(0, statements + 1, step):
        with store.writing():
            store.run(
                "INSERT INTO claims SELECT * FROM unsorted_claims WHERE statement > ? AND statement <= ? "
                "ORDER BY statement, origin, article, place",
                [first, first + step],
            )
    store.run("DROP TABLE unsorted_claims")


def _end(store: Store, dealt: _Dealt, count: int) -> None:
    """Write the counts, build the indexes, and let the archive be opened."""
    with store.writing():
        store.run_many("UPDATE statements SET claims = ?, origins = ? WHERE id = ?", _counts(dealt))
        for sql in schema.indexes().values():
            store.run(sql)
        store.set_serials(_serials(dealt, count))
        store.run("UPDATE archive_format SET name = ?", [schema.NAME])
    store.run("ANALYZE")


def _serials(dealt: _Dealt, count: int) -> dict[str, int]:
    return {
        "articles": count, "origins": count, "facts": len(dealt.facts), "statements": len(dealt.statements),
    }  # fmt: skip


def _counts(dealt: _Dealt) -> Iterator[tuple[int, int, int]]:
    return ((said, dealt.origins[id], id) for id, said in dealt.said.items() if said > 1)


def _add(rows: Rows, number: int, entry: Entry, dealt: _Dealt, lexicon: Lexicon) -> None:
    """The rows of one article; its row and that of its origin have the article's number."""
    reading, source = entry.reading, entry.reading.document.source
    day = source.published.isoformat() if source.published else None
    rows["articles"].append((
        number, source.document, entry.hash, entry.reader, day, source.title, source.outlet,
        source.authority, source.origin, len(reading.claims), msgspec.msgpack.encode(reading.document),
    ))  # fmt: skip
    ids = [_statement(rows, claim, dealt, lexicon) for claim in reading.claims]
    dealt.said.update(ids)
    dealt.origins.update(set(ids))
    rows["unsorted_claims"] += [
        (id, number, number, place, weight(claim, lexicon), body(claim))
        for place, (id, claim) in enumerate(zip(ids, reading.claims, strict=True))
    ]
    _add_sentences(rows, number, reading, dealt)


def _statement(rows: Rows, claim: Claim, dealt: _Dealt, lexicon: Lexicon) -> int:
    """The id of what the claim says, with a row for it if nobody has said it so far."""
    fact, row = fact_of(claim, lexicon), statement_row(claim, lexicon)
    mark = digest(fact, row)
    id = dealt.statements.get(mark)
    if id is None:
        id = dealt.statements[mark] = len(dealt.statements) + 1
        if fact not in dealt.facts:
            dealt.facts[fact] = len(dealt.facts) + 1
            rows["facts"].append((dealt.facts[fact], *fact))
        rows["statements"].append((id, mark, dealt.facts[fact], *row, series_of(row), 1, 1))
    return id


def _add_sentences(rows: Rows, number: int, reading: Reading, dealt: _Dealt) -> None:
    sentences = sentences_of(reading.claims)
    rows["origins"].append((number, reading.document.source.origin, len(sentences)))
    for words, among in sentences.items():
        key = mark_of(words)
        dealt.founders[key] += 1
        if dealt.founders[key] <= FOUNDERS:
            rows["sentences"] += [(key, number, mark_of(exact)) for exact in sorted(among)]
