"""Files → archive: what is new or changed is read (by several processes, if asked) and stored."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import nullcontext
from datetime import date
from enum import StrEnum
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

import msgspec

import claimcheck
from claimcheck.errors import ClaimcheckError, SourceError, UsageError
from claimcheck.extract import read
from claimcheck.formats import find, load
from claimcheck.lexicon import default_lexicon, rules_folder
from claimcheck.model import Failure, Reading
from claimcheck.store import queries, structured
from claimcheck.store.archive import Archive
from claimcheck.store.lines import read_lines
from claimcheck.store.writing import Entry

_AHEAD = 4  # articles in work for each process: enough to keep it busy, few enough to hold
_STDIN = Path("-")


class Outcome(StrEnum):
    """What became of one file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    FAILED = "failed"


class Step(msgspec.Struct, frozen=True):
    """One file that was dealt with; by the time it is seen, its transaction is on the disk."""

    path: str
    outcome: Outcome
    claims: int = 0
    error: str = ""


class How(msgspec.Struct, frozen=True):
    """How articles are read: what may change the claims beside the file's own bytes."""

    zone: str = "Asia/Shanghai"
    published: date | None = None
    authority: str = "outlet"

    @property
    def reader(self) -> str:
        """A name for all that reads: claimcheck's version, its words, and these options."""
        day = self.published.isoformat() if self.published else ""
        return "|".join((claimcheck.__version__, _words_digest(), self.zone, day, self.authority))


AUTHORITIES = ("filing", "release", "outlet")


def add(archive: Archive, paths: Sequence[str], how: How, *, jobs: int = 1) -> tuple[int, Iterator[Step]]:
    """How many files the paths stand for, and an iterator that stores them, a Step each.

    Files whose bytes and reader the archive knows already are passed over.
    """
    if how.authority not in AUTHORITIES:
        raise UsageError(f"authority {how.authority!r} is not one of {', '.join(AUTHORITIES)}")
    found = find(paths)
    return len(found), _steps(archive, found, how, jobs)


def _steps(archive: Archive, found: Sequence[Path | Failure], how: How, jobs: int) -> Iterator[Step]:
    for item, result in _read_all(_work(archive, found, how), how, jobs):
        if isinstance(result, Step):
            yield result
        else:
            hash, reading = result
            replaced = archive.add(Entry(reading, hash, how.reader))
            yield Step(str(item), Outcome.REPLACED if replaced else Outcome.ADDED, len(reading.claims))


Result = tuple[str, Reading] | Step
Work = tuple[Path | Failure, Step | None]


def _work(archive: Archive, found: Iterable[Path | Failure], how: How) -> Iterator[Work]:
    """Each file with the Step that settles it already, if one does."""
    for item in found:
        if isinstance(item, Failure):
            yield item, Step(item.document, Outcome.FAILED, error=item.error)
        else:
            known = queries.entry(archive.store, str(item))
            same = known is not None and known.reader == how.reader and known.hash == _hash_of(item)
            yield item, Step(str(item), Outcome.UNCHANGED, known.claims) if known and same else None


def _hash_of(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _read_all(work: Iterable[Work], how: How, jobs: int) -> Iterator[tuple[Path | Failure, Result]]:
    if jobs <= 1:
        for item, step in work:
            yield item, step or read_file(str(item), how)
        return
    # spawned: a forked child would inherit the parent's open database
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from _in_order(work, lambda item: pool.submit(read_file, str(item), how), jobs * _AHEAD)


def _in_order(
    work: Iterable[Work], submit: Callable[[Path | Failure], Future[Result]], ahead: int
) -> Iterator[tuple[Path | Failure, Result]]:
    """Results in the order of the work, with at most ``ahead`` of them under way."""
    waiting: deque[tuple[Path | Failure, Step | Future[Result]]] = deque()
    for item, step in work:
        waiting.append((item, step or submit(item)))
        if len(waiting) >= ahead:
            yield _taken(*waiting.popleft())
    while waiting:
        yield _taken(*waiting.popleft())


def _taken(item: Path | Failure, result: Step | Future[Result]) -> tuple[Path | Failure, Result]:
    return item, result if isinstance(result, Step) else result.result()


def read_file(path: str, how: How) -> Result:
    """The hash of a file's bytes and what it says; a failed Step if it cannot be read."""
    try:
        data = _bytes(path)
        hash = hashlib.sha256(data).hexdigest()
        if structured.is_structured(path):
            return hash, structured.read(path, data, how.authority, how.published, default_lexicon())
        article = load(path, data=data, zone=how.zone, published=how.published, authority=how.authority)
        return hash, read(article, default_lexicon())
    except ClaimcheckError as error:
        return Step(path, Outcome.FAILED, error=str(error))


def _bytes(path: str) -> bytes:
    if path == str(_STDIN):
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}") from None


@lru_cache(maxsize=1)
def _words_digest() -> str:
    """A short name for the words that extraction knows: changed words read every article anew."""
    folder = rules_folder() / "lexicon"
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


# ---------------------------------------------------------------- exported lines


def imported(archive: Archive, name: str) -> Iterator[Step]:
    """Store the articles of a file of exported lines, a Step each once it is on the disk."""
    try:
        with Path(name).open(encoding="utf-8") if name != str(_STDIN) else nullcontext(sys.stdin) as file:
            for path, claims in read_lines(archive, file, name, default_lexicon()):
                yield Step(path, Outcome.ADDED, claims)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{name}: cannot be read: {reason}") from None


# ---------------------------------------------------------------- deleted files


def prune(archive: Archive, paths: Sequence[str] = ()) -> Iterator[Step]:
    """Take out the articles (below ``paths``, if any are given) whose files are no longer there.

    Raises UsageError where not one file is there, which is what a wrong folder looks like.
    """
    known = [entry.source.document for entry in archive.articles()]
    ours = [path for path in known if _is_below(path, paths)]
    gone = [path for path in ours if not Path(path).exists()]
    if ours and len(gone) == len(ours) and not paths:
        raise UsageError(
            f"not one of the {len(ours)} articles of {archive.where} is here; "
            "run prune in the folder where they were added, or name the folders that are gone"
        )
    for path in gone:
        archive.remove(path)
        yield Step(path, Outcome.REMOVED)


def _is_below(path: str, paths: Sequence[str]) -> bool:
    places = [os.path.normpath(place) for place in paths]
    return not places or any(
        place == "." or path == place or os.path.normpath(path).startswith(place + os.sep) for place in places
    )
