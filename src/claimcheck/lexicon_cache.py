"""Plain data read from many files, remembered on disk under the hash of all that was read.

Parsing the shipped YAML takes most of the time that a short run needs. What comes out of it is kept in
one file a content: its name is the hash of every file's name and bytes, so that an edited file is
another content and nothing can be stale. A file that is cut short or meddled with does not have the
hash that it carries and is made again. ``CLAIMCHECK_CACHE=off`` switches all this off, and
``CLAIMCHECK_CACHE=<folder>`` keeps the files elsewhere.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

_FORM = b"claimcheck lexicon 1\0"  # another form of the data is another content
_DIGEST = 32
_DATE = 1  # the code of a date in the file
_KEPT = 8  # older contents than the last so many are thrown away


def remembered(
    files: Sequence[tuple[str, bytes]], make: Callable[[], dict[str, Any]], *, kind: str = "lexicon"
) -> dict[str, Any]:
    """What ``make`` returns for these files (name and content), from disk where it has been made before."""
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / f"{kind}-{content_hash(files)}.msgpack"
    known = taken(path)
    if known is not None:
        return known
    made = make()
    with contextlib.suppress(OSError):  # a full or read-only disk costs time, nothing else
        put(path, made)
    return made


def derived(
    kind: str, sources: Sequence[str], given: object, make: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """What ``make`` makes of plain data ``given``, remembered until the data or the code changes.

    ``sources`` are the Python files that the making is written in.
    """
    try:
        code = [(Path(source).name, Path(source).read_bytes()) for source in sources]
        content = msgspec.msgpack.encode(_without_dates(given))
    except (OSError, TypeError, ValueError, OverflowError):
        return make()
    return remembered([*code, (sys.version, content)], make, kind=kind)


def content_hash(files: Sequence[tuple[str, bytes]]) -> str:
    """The hash of the names and contents, lengths included, in the order given."""
    digest = hashlib.sha256(_FORM)
    for name, content in files:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def cache_folder() -> Path | None:
    """Where this user's caches are, as the system has it; ``None`` where caching is off."""
    said = os.environ.get("CLAIMCHECK_CACHE", "")
    if said.lower() in ("off", "0", "no", "none"):
        return None
    try:
        return Path(said) if said else _users_caches() / "claimcheck"
    except RuntimeError:  # a user without a home
        return None


def _users_caches() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def taken(path: Path) -> dict[str, Any] | None:
    """The data of a cache file, or ``None`` for one that is absent or not as it was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
        return None
    return _decoded(content[_DIGEST:])


def put(path: Path, data: dict[str, Any]) -> None:
    """Put the file in place at once, so that nobody ever reads half of it."""
    try:
        payload = msgspec.msgpack.encode(_without_dates(data))
    except (TypeError, ValueError, OverflowError):
        return
    if _decoded(payload) != data:
        return  # something that the form cannot hold
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".lexicon-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(hashlib.sha256(payload).digest() + payload)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    _prune(path.parent, path.name.partition("-")[0])


def _without_dates(value: Any) -> Any:
    """The data with its dates marked as such, which the form would else make text of."""
    if isinstance(value, dict):
        return {k: _without_dates(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_without_dates(v) for v in value]
    if isinstance(value, date):
        return msgspec.msgpack.Ext(_DATE, value.isoformat().encode())
    return value


def _decoded(payload: bytes) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.msgpack.decode(payload, ext_hook=_date)
    return data


@lru_cache(maxsize=4096)
def _date_of(text: bytes) -> date:
    return date.fromisoformat(text.decode())


def _date(code: int, data: memoryview) -> date:
    return _date_of(bytes(data))


def _prune(folder: Path, kind: str) -> None:
    """Throw old contents away, of each kind."""
    newest = sorted(folder.glob(f"{kind}-*.msgpack"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in newest[_KEPT:]:
        path.unlink(missing_ok=True)
