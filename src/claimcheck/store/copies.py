"""Which release an article goes back to, decided as it is stored, against what is there already.

The same rule as ``origins.with_origins``, which sees all articles at once: the two agree on articles
that are stored in order of publication.
"""

from __future__ import annotations

import hashlib

from claimcheck.model import Reading
from claimcheck.origins import FOUNDERS, Founders, moved, sentences_of
from claimcheck.store.base import Store, batches, marks


def joined(store: Store, reading: Reading) -> Reading:
    """The reading under the origin that it shares with a stored article, or under its own."""
    own = reading.document.source.origin or reading.document.source.document
    said = {_mark(words): words for words in sentences_of(reading.claims)}
    known = _known(store, list(said))
    names = sorted({own, *(name for _, _, name in known)})
    exact = {_mark(e): e for among in sentences_of(reading.claims).values() for e in among}
    placed = [(said[words], exact.get(mark, mark.hex()), name) for words, mark, name in known]
    origin = Founders(_sizes(store, names), placed).join(reading)
    _remember(store, reading, origin, known)
    return moved(reading, origin)


def left(store: Store, origin: str) -> None:
    """Forget what an origin says once its last article is gone."""
    if store.rows("SELECT 1 FROM articles WHERE origin = ? LIMIT 1", [origin]):
        return
    store.run("DELETE FROM sentences WHERE origin IN (SELECT id FROM origins WHERE name = ?)", [origin])
    store.run("DELETE FROM origins WHERE name = ?", [origin])


Known = list[tuple[bytes, bytes, str]]


def _known(store: Store, words: list[bytes]) -> Known:
    """Words, words with digits, and origin, of every origin that says some of the sentences."""
    found: Known = []
    for some in batches(words):
        rows = store.rows(
            "SELECT s.words, s.exact, o.name FROM sentences s JOIN origins o ON o.id = s.origin "
            f"WHERE s.words IN ({marks(some)})",
            some,
        )
        found += [(bytes(mark), bytes(exact), name) for mark, exact, name in rows]
    return found


def _sizes(store: Store, names: list[str]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for some in batches(names):
        sizes |= dict(store.rows(f"SELECT name, size FROM origins WHERE name IN ({marks(some)})", some))
    return sizes


def _remember(store: Store, reading: Reading, origin: str, known: Known) -> None:
    """Keep the article's sentences under its origin, each for the first few origins that say it."""
    sentences = sentences_of(reading.claims)
    store.run(
        "INSERT INTO origins (name, size) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
        [origin, len(sentences)],
    )
    id = store.rows("SELECT id FROM origins WHERE name = ?", [origin])[0][0]
    says: dict[bytes, set[str]] = {}
    for words, _, name in known:
        says.setdefault(words, set()).add(name)
    rows = [
        (_mark(words), id, _mark(exact))
        for words, among in sentences.items()
        for exact in sorted(among)
        if origin in (there := says.get(_mark(words), set())) or len(there) < FOUNDERS
    ]
    store.run_many(
        "INSERT INTO sentences (words, origin, exact) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows
    )


def _mark(words: str) -> bytes:
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
