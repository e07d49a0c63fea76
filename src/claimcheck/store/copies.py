"""Which release an article goes back to, decided as it is stored, against what is there already.

The same rule as ``origins.with_origins``, which sees all articles at once: the two agree on articles
that are stored in order of publication.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claimcheck.model import Reading
from claimcheck.origins import FOUNDERS, SHARE, Founders, moved, sentences_of
from claimcheck.store.base import Store, batches, marks

Sentences = Mapping[str, frozenset[str]]
Origin = tuple[int, str, int]


def joined(store: Store, reading: Reading) -> tuple[Reading, int]:
    """The reading under the origin that it shares with a stored article, or its own; that origin's row."""
    own = reading.document.source.origin or reading.document.source.document
    sentences = sentences_of(reading.claims)
    known = store.rows("SELECT id FROM origins WHERE name = ?", [own])
    origin = own if known else _founders(store, sentences).join(reading)
    id = _row(store, origin, len(sentences))
    _remember(store, sentences, id)
    return moved(reading, origin), id


def left(store: Store, origin: str) -> None:
    """Forget what an origin says once its last article is gone."""
    if store.rows("SELECT 1 FROM articles WHERE origin = ? LIMIT 1", [origin]):
        return
    store.run("DELETE FROM sentences WHERE origin IN (SELECT id FROM origins WHERE name = ?)", [origin])
    store.run("DELETE FROM origins WHERE name = ?", [origin])


def _founders(store: Store, sentences: Sentences) -> Founders:
    """The stored origins that share enough of the sentences, with those that they share."""
    said = {mark_of(words): words for words in sentences}
    exact = {mark_of(e): e for among in sentences.values() for e in among}
    near = {id: (name, size) for id, name, size in _near(store, list(said))}
    placed = [
        (said[bytes(words)], exact.get(bytes(mark), bytes(mark).hex()), near[id][0])
        for some in batches(list(said))
        for words, mark, id in _shared(store, some, sorted(near))
    ]
    return Founders(dict(near.values()), placed)


def _near(store: Store, words: Sequence[bytes]) -> list[Origin]:
    """The origins that say so many of the sentences that one may be copied from the other."""
    shared: Counter[int] = Counter()
    for some in batches(words):
        sql = f"SELECT origin, count(DISTINCT words) FROM sentences WHERE words IN ({marks(some)}) "
        shared.update(dict(store.rows(f"{sql} GROUP BY origin", some)))
    found: list[Origin] = []
    for ids in batches(sorted(shared)):
        rows = store.rows(f"SELECT id, name, size FROM origins WHERE id IN ({marks(ids)})", ids)
        found += [(id, name, size) for id, name, size in rows]
    return [(id, n, size) for id, n, size in found if shared[id] * 100 >= SHARE * min(len(words), size)]


def _shared(store: Store, words: Sequence[bytes], origins: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    """Words, words with digits, and origin, of the sentences that the origins say."""
    for some in batches(origins):
        yield from store.rows(
            f"SELECT words, exact, origin FROM sentences WHERE words IN ({marks(words)}) "
            f"AND origin IN ({marks(some)})",
            [*words, *some],
        )


def _row(store: Store, origin: str, size: int) -> int:
    """The row of an origin, made where there is none."""
    store.run("INSERT INTO origins (name, size) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", [origin, size])
    return int(store.rows("SELECT id FROM origins WHERE name = ?", [origin])[0][0])


def _remember(store: Store, sentences: Sentences, origin: int) -> None:
    """Keep the article's sentences under its origin, each for the first few origins that say it."""
    full = _full(store, [mark_of(words) for words in sentences], origin)
    store.run_many(
        "INSERT INTO sentences (words, origin, exact) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (mark, origin, mark_of(exact))
            for words, among in sentences.items()
            if (mark := mark_of(words)) not in full
            for exact in sorted(among)
        ],
    )


def _full(store: Store, words: Sequence[bytes], origin: int) -> set[bytes]:
    """The sentences that so many other origins say that they tell nothing."""
    found: set[bytes] = set()
    for some in batches(words):
        rows = store.rows(
            f"SELECT words FROM sentences WHERE words IN ({marks(some)}) GROUP BY words "
            "HAVING count(DISTINCT origin) >= ? AND max(CASE WHEN origin = ? THEN 1 ELSE 0 END) = 0",
            [*some, FOUNDERS, origin],
        )
        found |= {bytes(mark) for (mark,) in rows}
    return found


def mark_of(words: str) -> bytes:
    """Eight bytes that stand for some words."""
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
