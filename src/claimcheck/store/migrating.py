"""An archive of an older format → the present one, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from claimcheck.store import schema
from claimcheck.store.base import Store, require_version, version_of
from claimcheck.store.rows import COLUMNS, StatementRow, series_of


def migrate(store: Store) -> tuple[int, int]:
    """Bring an archive to the present version; the versions before and after."""
    version = version_of(store)
    if version not in schema.MIGRATIONS:
        require_version(store, version)
    assert version is not None
    with store.writing():
        for older in range(version, schema.VERSION):
            _run(store, schema.MIGRATIONS[older])
            _FILLED.get(older, _nothing)(store)
            _run(store, schema.AFTER.get(older, ()))
        store.run("UPDATE archive_format SET version = ?", [schema.VERSION])
    return version, schema.VERSION


def _run(store: Store, statements: Iterable[str]) -> None:
    for sql in statements:
        store.run(sql.format(**store.dialect._asdict()))


def _nothing(store: Store) -> None:
    pass


def _with_series(store: Store) -> None:
    """Give every statement the hash that formats before 2 lack."""
    rows = store.rows(f"SELECT id, {COLUMNS} FROM statements")
    store.run_many(
        "UPDATE statements SET series = ? WHERE id = ?",
        ((series_of(StatementRow(*row[1:])), row[0]) for row in rows),
    )


_FILLED: Mapping[int, Callable[[Store], None]] = {1: _with_series}
