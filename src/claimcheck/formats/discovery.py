"""Arguments → the files to read, each once, in an order that does not depend on the machine."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimcheck.errors import nearest
from claimcheck.formats.readers import known_suffixes
from claimcheck.model import Failure

STDIN = Path("-")
_WILD = frozenset("*?[")


def find(paths: Iterable[str | Path]) -> list[Path | Failure]:
    """The article files that files, folders, globs and ``-`` (standard input) stand for.

    A file named outright is taken whatever its suffix; a folder gives those of known suffix, hidden
    ones left out. What leads to no file gives a Failure in its place.
    """
    found: list[Path | Failure] = []
    seen: set[str] = set()
    for argument in paths:
        for item in _expanded(argument):
            key = item.document if isinstance(item, Failure) else os.path.realpath(item)
            if key not in seen:
                seen.add(key)
                found.append(item)
    return found


def _expanded(argument: str | Path) -> Iterator[Path | Failure]:
    path = Path(argument)
    if path == STDIN or path.is_file():
        yield path
    elif path.is_dir():
        yield from _folder(path)
    elif path.exists():
        yield path  # a pipe or device
    elif _WILD & set(str(argument)):
        yield from _globbed(str(argument))
    else:
        yield Failure(str(argument), _missing(path))


def _folder(folder: Path) -> Iterator[Path | Failure]:
    files = list(_inside(folder))
    suffixes = known_suffixes()
    articles = [file for file in files if file.suffix.lower() in suffixes]
    yield from articles
    if not articles:
        expected = ", ".join(suffix for suffix in (".md", ".html", ".txt") if suffix in suffixes)
        yield Failure(str(folder), f"no article in folder; expected {expected} files")


def _inside(folder: Path) -> Iterator[Path]:
    """Every file below the folder that is not hidden, sorted by path, folders after files."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def _globbed(pattern: str) -> Iterator[Path | Failure]:
    matches = [Path(match) for match in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 — takes absolute and relative patterns alike
    files = [match for match in matches if match.is_file()]
    yield from files
    if files:
        return
    for folder in matches:
        yield from _folder(folder)
    if not matches:
        yield Failure(pattern, "no file matches this pattern")


def _missing(path: Path) -> str:
    """Why a path leads nowhere, with the nearest name that exists."""
    try:
        names = sorted(sibling.name for sibling in path.parent.iterdir())
    except OSError:
        return f"no such file or folder, nor is there a folder {str(path.parent)!r}"
    return f"no such file or folder{nearest(path.name, names)}"
