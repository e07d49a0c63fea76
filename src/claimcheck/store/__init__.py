"""The archive: where claims rest between runs. A table STORES; one file a store.

>>> with claimcheck.open_archive("claims.db") as archive:  # doctest: +SKIP
...     report = claimcheck.check(draft, against=archive)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from claimcheck.errors import ArchiveError, nearest
from claimcheck.store.archive import Archive
from claimcheck.store.base import prepared
from claimcheck.store.migrating import migrate
from claimcheck.store.sqlite import is_sqlite

__all__ = ["STORES", "Archive", "is_archive", "migrate_archive", "open_archive"]

STORES: Mapping[str, str] = {
    "": "claimcheck.store.sqlite",
    "sqlite": "claimcheck.store.sqlite",
    "postgresql": "claimcheck.store.postgres",
    "postgres": "claimcheck.store.postgres",
}
"""Which module opens the archives of a URL scheme; a plain path has none."""


def open_archive(
    location: str | Path, *, write: bool = False, create: bool = False, as_of: date | None = None
) -> Archive:
    """The archive at a path or ``postgresql://`` URL, for reading unless ``write`` or ``create``.

    Raises ArchiveError in one line for one that is missing, foreign, of another format, locked or away.
    """
    store = _opened(str(location), write=write, create=create)
    try:
        return Archive(prepared(store, create=create), as_of)
    except BaseException:
        store.close()
        raise


def migrate_archive(location: str | Path) -> tuple[int, int]:
    """Bring an archive of an older format to the present one; the versions before and after."""
    store = _opened(str(location), write=True, create=False)
    try:
        return migrate(store)
    finally:
        store.close()


def is_archive(location: str) -> bool:
    """Whether a path or URL is that of an archive and not of articles."""
    scheme = _scheme(location)
    return (scheme != "" and scheme in STORES) or is_sqlite(location)


def _opened(location: str, *, write: bool, create: bool) -> Any:
    scheme = _scheme(location)
    if scheme not in STORES:
        known = [name for name in STORES if name]
        raise ArchiveError(
            f"{location}: no archive is called {scheme}://; expected a file or postgresql://…"
            f"{nearest(scheme, known)}"
        )
    where = location.removeprefix("sqlite://") if scheme == "sqlite" else location
    return import_module(STORES[scheme]).open_store(where, write=write, create=create)


def _scheme(location: str) -> str:
    scheme, found, _ = location.partition("://")
    return scheme.lower() if found else ""
