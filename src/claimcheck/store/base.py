"""What both stores offer: rows of SQL, transactions, and errors of one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from claimcheck.errors import ArchiveError
from claimcheck.store import schema

T = TypeVar("T")
Values = Sequence[Any]

_BATCH = 400


class Store(Protocol):
    """An open database. SQL has ``?`` for values; every error is an ArchiveError that names ``where``."""

    where: str
    dialect: schema.Dialect

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Every row of a query."""

    def stream(self, sql: str, values: Values = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as they come, for results that are too large to hold."""

    def run(self, sql: str, values: Values = ()) -> None:
        """Run one statement."""

    def run_many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run one statement for each row of values."""

    def load(self, table: str, columns: str, rows: Iterable[Values]) -> None:
        """Put rows into a table as fast as the store can."""

    def set_serials(self, last: Mapping[str, int]) -> None:
        """Let the ids of tables go on after those that were dealt out by hand."""

    def writing(self) -> AbstractContextManager[None]:
        """A transaction that changes the archive: whole or not at all; one writer at a time."""

    def reading(self) -> AbstractContextManager[None]:
        """A transaction that sees one state of the archive throughout."""

    def close(self) -> None:
        """Let the database go."""

    def tables(self) -> frozenset[str]:
        """The names of the tables in there."""


def version_of(store: Store) -> int | None:
    """The format version of an archive; ``None`` where nothing is in there yet."""
    names = store.tables()
    if not names:
        return None
    if "archive_format" not in names:
        raise not_an_archive(store.where)
    found = store.rows("SELECT name, version FROM archive_format")
    if not found or found[0][0] != schema.NAME:
        raise not_an_archive(store.where)
    return int(found[0][1])


def not_an_archive(where: str) -> ArchiveError:
    """The error for a database that holds something else."""
    return ArchiveError(f"{where}: not a claimcheck archive; make one with: claimcheck archive add PATH...")


def require_version(store: Store, version: int | None) -> None:
    """Raise ArchiveError, with what to do, unless the archive is of the present version."""
    if version is None:
        raise ArchiveError(f"{store.where}: an empty archive; fill it with: claimcheck archive add PATH...")
    if version > schema.VERSION:
        raise ArchiveError(
            f"{store.where}: format {version} is newer than this claimcheck reads ({schema.VERSION}); "
            "upgrade claimcheck-articles"
        )
    if version not in (*schema.MIGRATIONS, schema.VERSION):
        raise ArchiveError(
            f"{store.where}: format {version} is none that claimcheck ever wrote; "
            "make the archive anew with: claimcheck archive add PATH..."
        )
    if version < schema.VERSION:
        raise ArchiveError(
            f"{store.where}: format {version} is older than this claimcheck reads ({schema.VERSION}); "
            f"run: claimcheck archive migrate --archive {store.where}"
        )


def prepared(store: Store, *, create: bool) -> Store:
    """The store with its version checked; made where it is empty and ``create`` says so."""
    version = version_of(store)
    if version is None and create:
        make(store)
    else:
        require_version(store, version)
    return store


def make(store: Store) -> None:
    """Create the tables, unless another process has just done so."""
    with store.writing():
        if version_of(store) is None:
            for sql in schema.tables(store.dialect):
                store.run(sql)


# ---------------------------------------------------------------- SQL with many values


def batches(items: Sequence[T]) -> Iterable[Sequence[T]]:
    """The items in pieces that fit into one SQL statement."""
    return [items[at : at + _BATCH] for at in range(0, len(items), _BATCH)]


def marks(values: Sequence[Any]) -> str:
    """As many placeholders as there are values."""
    return ", ".join("?" * len(values))
