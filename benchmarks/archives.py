"""The part ``archive`` of ``run.py``: archives of growing size on both stores, adding, and many at once."""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import archive
import archive_crowd
import archive_grown
import generated
import measured

sys.path.insert(0, str(measured.ROOT / "tests" / "store"))


def archives(folder: Path, claims: int, times: int, seconds: float, url: str = "") -> dict[str, Any]:
    """Everything that is measured; what is in the folder already is not made again."""
    folder.mkdir(parents=True, exist_ok=True)
    small, large = folder / f"claims-{claims}.db", folder / f"claims-{claims * times}.db"
    found: dict[str, Any] = {"reading": reading()}
    found["asking"] = [{"store": "SQLite"} | archive.measured(str(small), claims, 200)]
    with server(url) as (place, missing):
        if place:
            found["asking"].append({"store": "PostgreSQL"} | in_postgres(place, str(small), claims))
            found["crowd-postgres"] = archive_crowd.crowd(fresh(place), seconds)
        found["missing"] = missing
    if times > 1:
        if not large.exists():
            archive_grown.grown(str(small), str(large), times)
        found["asking"].append({"store": "SQLite"} | archive.measured(str(large), claims * times, 200))
    with tempfile.TemporaryDirectory(dir=folder) as place:
        found["crowd-sqlite"] = archive_crowd.crowd(f"{place}/claims.db", seconds)
        found["adding"] = adding(Path(place))
    return found


def server(url: str) -> Any:
    """A PostgreSQL to fill: the one at a URL, a private one, or none and the reason."""
    import contextlib

    import postgres_server

    @contextlib.contextmanager
    def private() -> Any:
        with postgres_server.running() as own:
            yield own, ""

    if url:
        return nullcontext((url, ""))
    missing = postgres_server.missing()
    return nullcontext(("", missing)) if missing else private()


def fresh(url: str) -> str:
    """The URL, where no archive is any more."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS claimcheck CASCADE")
    return url


def in_postgres(url: str, small: str, claims: int) -> dict[str, Any]:
    """The same archive in PostgreSQL."""
    from claimcheck.store import open_archive

    with open_archive(fresh(url), create=True) as opened:
        archive_grown.copied(small, opened.store)
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return archive.measured(url, claims, 200)


def reading() -> float:
    """Milliseconds to read a generated article, scaled to 50 claims: what the asking comes on top of."""
    from claimcheck.extract import read
    from claimcheck.formats import load

    texts = list(generated.articles(300, archive.LEXICON))
    for name, text in texts[:50]:
        read(load(name, text=text), archive.LEXICON)
    began = time.process_time()
    claims = sum(len(read(load(n, text=t), archive.LEXICON).claims) for n, t in texts[50:])
    return 50_000 * (time.process_time() - began) / claims


def adding(folder: Path, count: int = 2000) -> dict[str, Any]:
    """What adding so many articles from files takes, and what reading them alone does."""
    from claimcheck.store import ingest, open_archive

    (folder / "articles").mkdir()
    for name, text in generated.articles(count, archive.LEXICON):
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    paths = sorted(map(str, (folder / "articles").iterdir()))
    how = ingest.How()
    began = time.process_time()
    for path in paths:
        ingest.read_file(path, how)
    read, wall = time.process_time() - began, time.perf_counter()
    began = time.process_time()
    with open_archive(folder / "added.db", create=True) as opened:
        claims = sum(step.claims for step in ingest.add(opened, paths, how)[1])
    added, wall = time.process_time() - began, time.perf_counter() - wall
    began = time.process_time()
    with open_archive(folder / "added.db", create=True) as opened:
        list(ingest.add(opened, paths, how)[1])
    again = time.process_time() - began
    return {"articles": count, "claims": claims, "read": read, "add": added, "wall": wall, "again": again}
