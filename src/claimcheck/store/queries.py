"""What is asked of the archive: lookups by key and by article, and the values that come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, cast

import msgspec

from claimcheck.model import Claim, Document, Reading, Source
from claimcheck.store.base import Store, batches, marks
from claimcheck.store.rows import COLUMNS, Shared, rebuilt, shared
from claimcheck.store.writing import Fact, known_facts

_STATEMENT = ", ".join(f"s.{name}" for name in COLUMNS.split(", "))

Place = tuple[int, int, int, bytes]

_document = msgspec.msgpack.Decoder(Document)


class Entry(msgspec.Struct, frozen=True):
    """An article as the archive lists it."""

    id: int
    source: Source
    hash: str
    reader: str
    claims: int


class Found(msgspec.Struct, frozen=True):
    """A claim with the article row and place that it came from."""

    article: int
    place: int
    claim: Claim


# ---------------------------------------------------------------- articles


_ENTRY = "id, path, published, title, outlet, authority, origin, hash, reader, claims"


def entries(store: Store, as_of: date | None = None) -> Iterator[Entry]:
    """Every article that was out by ``as_of``, in order of publication and path; undated ones last."""
    where, values = _until(as_of)
    order = "ORDER BY published IS NULL, published, path"
    for row in store.stream(f"SELECT {_ENTRY} FROM articles a {where} {order}", values):
        yield _entry(row)


def entry(store: Store, path: str) -> Entry | None:
    """The article under a path."""
    found = store.rows(f"SELECT {_ENTRY} FROM articles WHERE path = ?", [path])
    return _entry(found[0]) if found else None


def counts(store: Store, as_of: date | None = None) -> dict[str, int]:
    """How many articles, facts, statements and claims there are."""
    where, values = _until(as_of)
    articles, claims = store.rows(
        f"SELECT count(*), coalesce(sum(claims), 0) FROM articles a {where}", values
    )[0]
    found = {name: store.rows(f"SELECT count(*) FROM {name}")[0][0] for name in ("facts", "statements")}
    return {"articles": int(articles), **{k: int(v) for k, v in found.items()}, "claims": int(claims)}


def _until(as_of: date | None) -> tuple[str, list[str]]:
    return ("WHERE a.published <= ?", [as_of.isoformat()]) if as_of else ("", [])


def _entry(row: Sequence[Any]) -> Entry:
    id, path, published, title, outlet, authority, origin, hash, reader, claims = row
    day = date.fromisoformat(published) if published else None
    return Entry(id, Source(path, day, title, outlet, authority, origin), hash, reader, claims)


def documents(store: Store, ids: Iterable[int], as_of: date | None = None) -> dict[int, Document]:
    """The documents of the articles that were out by ``as_of``."""
    found: dict[int, Document] = {}
    until, day = (" AND published <= ?", [as_of.isoformat()]) if as_of else ("", [])
    for some in batches(sorted(ids)):
        sql = f"SELECT id, document FROM articles WHERE id IN ({marks(some)}){until}"
        found |= {id: _document.decode(packed) for id, packed in store.rows(sql, [*some, *day])}
    return found


def documents_at(store: Store, paths: Sequence[str]) -> list[Document]:
    """The documents of the articles under these paths."""
    found: list[Document] = []
    for some in batches(paths):
        rows = store.rows(f"SELECT document FROM articles WHERE path IN ({marks(some)}) ORDER BY path", some)
        found += [_document.decode(packed) for (packed,) in rows]
    return found


# ---------------------------------------------------------------- claims


def readings_of(store: Store, facts: Iterable[Fact], *, as_of: date | None = None) -> list[Reading]:
    """All that the articles say about these facts, article by article."""
    with store.reading():
        shares, places = _of_facts(store, list(known_facts(store, sorted(set(facts))).values()))
        known = documents(store, {article for _, article, _, _ in places}, as_of)
    by_article: dict[int, list[tuple[int, Claim]]] = {id: [] for id in known}
    for statement, article, place, packed in places:
        if (document := known.get(article)) is not None:
            by_article[article].append((place, rebuilt(shares[statement], packed, document.source)))
    made = [_reading(known[id], claims) for id, claims in by_article.items() if claims]
    return sorted(made, key=lambda reading: reading.document.source.document)


def _of_facts(store: Store, facts: Sequence[int]) -> tuple[dict[int, Shared], list[Place]]:
    """The statements about the facts, and the claims that make them."""
    shares: dict[int, Shared] = {}
    places: list[Place] = []
    for some in batches(facts):
        among = f"s.fact IN ({marks(some)})"
        rows = store.rows(f"SELECT s.id, {_STATEMENT} FROM statements s WHERE {among}", some)
        shares |= {row[0]: shared(row[1:]) for row in rows}
        joined = f"FROM statements s JOIN claims c ON c.statement = s.id WHERE {among}"
        found = store.rows(f"SELECT c.statement, c.article, c.place, c.body {joined}", some)
        places += cast("list[Place]", found)
    return shares, places


def reading_of(store: Store, path: str) -> Reading | None:
    """All that one article says, in its order."""
    found = entry(store, path)
    if found is None:
        return None
    rows = store.rows(
        f"SELECT c.place, c.body, {_STATEMENT} FROM claims c JOIN statements s ON s.id = c.statement "
        "WHERE c.article = ?",
        [found.id],
    )
    document = documents(store, [found.id])[found.id]
    claims = [(row[0], rebuilt(shared(row[2:]), row[1], document.source)) for row in rows]
    return _reading(document, claims)


def _reading(document: Document, claims: list[tuple[int, Claim]]) -> Reading:
    claims.sort(key=lambda pair: pair[0])
    return Reading(document, tuple(claim for _, claim in claims), ())


def facts_of(store: Store, *, subject: str | None = None, metric: str | None = None) -> list[Fact]:
    """The facts of a subject, of a metric, or all of them, in order."""
    told = [(name, value) for name, value in (("subject", subject), ("metric", metric)) if value is not None]
    where = " AND ".join(["metric <> ''", *(f"{name} = ?" for name, _ in told)])
    rows = store.rows(
        f"SELECT subject, metric FROM facts WHERE {where} ORDER BY subject, metric", [v for _, v in told]
    )
    return [(subject, metric) for subject, metric in rows]
