"""The archive as one SQLite file in WAL mode: readers go on while one process writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from claimcheck.errors import ArchiveError, nearest
from claimcheck.store.base import Values, not_an_archive
from claimcheck.store.schema import Dialect

MAGIC = b"SQLite format 3\x00"
DIALECT = Dialect(serial="INTEGER PRIMARY KEY", bytes="BLOB", long="INTEGER", clustered=" WITHOUT ROWID")
PATIENCE = 30.0
"""Seconds to wait for another writer before giving up."""

_APPLICATION = 0x636C6D63  # «clmc»: what file(1) and other tools tell the file by


class SqliteStore:
    """An open file; see ``base.Store``."""

    def __init__(self, path: str, connection: sqlite3.Connection) -> None:
        """Wrap a connection in autocommit mode."""
        self.where = path
        self.dialect = DIALECT
        self._connection = connection

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        with _told(self.where):
            return self._connection.execute(sql, values).fetchall()

    def stream(self, sql: str, values: Values = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as they come."""
        with _told(self.where):
            yield from self._connection.execute(sql, values)

    def run(self, sql: str, values: Values = ()) -> None:
        """Run one statement."""
        with _told(self.where):
            self._connection.execute(sql, values)

    def run_many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run one statement for each row of values."""
        with _told(self.where):
            self._connection.executemany(sql, rows)

    def load(self, table: str, columns: str, rows: Iterable[Values]) -> None:
        """Put rows into a table, in one statement that is prepared once."""
        places = ", ".join("?" * (columns.count(",") + 1))
        self.run_many(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)

    def set_serials(self, last: Mapping[str, int]) -> None:
        """Nothing: an id is one more than the greatest there is."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that holds the write lock from its start, so that it never has to be redone."""
        yield from self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction on one snapshot; within a writing one, that one."""
        if self._connection.in_transaction:
            yield
        else:
            yield from self._transaction("BEGIN")

    def _transaction(self, begin: str) -> Iterator[None]:
        self.run(begin)
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.rollback()
            raise

    def tables(self) -> frozenset[str]:
        """The names of the tables in the file."""
        return frozenset(name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'"))

    def close(self) -> None:
        """Close the file; the log is folded into it by whoever closes last."""
        self._connection.close()


def is_sqlite(path: str) -> bool:
    """Whether the path is a file that begins as SQLite files do."""
    try:
        with Path(path).open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except (OSError, ValueError):
        return False


def open_store(path: str, *, write: bool, create: bool, patience: float = PATIENCE) -> SqliteStore:
    """The archive file at ``path``; raises ArchiveError for one that is missing, foreign or locked."""
    file = Path(path)
    if not file.exists() and not create:
        raise ArchiveError(f"{path}: no such archive; {_MAKE}{nearest(file.name, _siblings(file))}")
    if file.is_dir():
        raise ArchiveError(f"{path}: is a folder; expected an archive file such as {file / 'claims.db'}")
    if file.exists() and file.stat().st_size and not is_sqlite(path):
        raise not_an_archive(path)
    with _told(path):
        return SqliteStore(path, _connected(path, "rwc" if create else "rw" if write else "ro", patience))


_MAKE = "make one with: claimcheck archive add PATH..."


def _siblings(file: Path) -> list[str]:
    try:
        return sorted(item.name for item in file.parent.iterdir() if is_sqlite(str(item)))
    except OSError:
        return []


def _connected(path: str, mode: str, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(_uri(path, mode), uri=True, timeout=patience, isolation_level=None)
    try:
        _tune(connection, mode)
    except sqlite3.OperationalError:
        connection.close()
        if mode != "ro" or Path(path + "-wal").exists():
            raise
        # a folder that may not be written to: nobody can be writing, so no lock is needed
        return sqlite3.connect(_uri(path, "ro") + "&immutable=1", uri=True, isolation_level=None)
    except BaseException:
        connection.close()
        raise
    return connection


def _uri(path: str, mode: str) -> str:
    return f"file:{quote(str(Path(path).absolute()))}?mode={mode}"


def _tune(connection: sqlite3.Connection, mode: str) -> None:
    """Set what holds for one connection; the first to create the file makes it a WAL one."""
    if mode == "rwc" and not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall():
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # a commit survives a power cut; see docs/archive.md
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA mmap_size = 1073741824")
    connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Turn what SQLite says into one line that names the file and says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: {_words(error, path)}") from error


def _words(error: sqlite3.Error, path: str) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"locked by another process that is writing to {path}; wait for it to end, or end it"
    unopened = code == sqlite3.SQLITE_CANTOPEN and Path(path).exists()
    if code == sqlite3.SQLITE_READONLY or unopened:
        return "may only be read; give write permission to the file and its folder"
    if code == sqlite3.SQLITE_FULL:
        return "no space left on the disk; the article at hand was not added, the archive is as it was before"
    if code == sqlite3.SQLITE_NOTADB:
        return "not a claimcheck archive (not a database, or damaged)"
    if code == sqlite3.SQLITE_CORRUPT:
        return "damaged; restore a copy, or make it anew with: claimcheck archive add PATH..."
    if code == sqlite3.SQLITE_CANTOPEN:
        return "cannot be opened; check that its folder exists and may be written to"
    if code == sqlite3.SQLITE_IOERR:
        return f"cannot be read or written ({error}); check the disk and its free space"
    return f"the database says: {error}"
