"""claimcheck.toml or [tool.claimcheck] → Configuration, or one line with file, line and nearest name.

The file is looked for from the first path upward, as linters do: the nearest ``claimcheck.toml`` or
``pyproject.toml`` that has the table. Paths in it count from its own folder. It holds data only: no
command, no address and no secret can be given in it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from claimcheck.errors import UsageError, nearest
from claimcheck.globs import matches
from claimcheck.lexicon import Lexicon, default_lexicon, load_lexicon
from claimcheck.model import Level
from claimcheck.rules import Rule, load_rules

FILE, SHARED_FILE, TABLE = "claimcheck.toml", "pyproject.toml", "claimcheck"
GATES = ("note", "warning", "error", "never")
LANGUAGES = ("zh", "en")
AUTHORITIES = ("filing", "release", "outlet")

_LIST = (list, "a list of texts")
_TABLE = (dict, "a table of names and texts")
_KEYS: Mapping[str, tuple[type, str]] = {
    "paths": _LIST,
    "against": _LIST,
    "exclude": _LIST,
    "rules": _LIST,
    "lexicons": _LIST,
    "authorities": _TABLE,
    "levels": _TABLE,
    "fail-on": (str, "one of " + ", ".join(GATES)),
    "lang": (str, "one of " + ", ".join(LANGUAGES)),
    "baseline": (str, "the name of a file"),
    "min-coverage": (int, "a whole number from 0 to 100"),
    "allow-empty": (bool, "true or false"),
}


class Configuration(msgspec.Struct, frozen=True, kw_only=True):
    """What a project says once for all its runs; paths are absolute or relative to where we are."""

    file: str = ""
    root: Path = Path()
    paths: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    lexicons: tuple[str, ...] = ()
    authorities: tuple[tuple[str, str], ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    fail_on: str | None = None
    lang: str | None = None
    baseline: str | None = None
    min_coverage: int = 0
    allow_empty: bool = False

    def excluded(self, path: Path) -> bool:
        """Whether a pattern of ``exclude`` fits the path."""
        return any(matches(path, pattern, self.root) for pattern in self.exclude)

    def authority(self, path: Path) -> str:
        """The authority of the last pattern that fits the path; ``outlet`` where none does."""
        fitting = [name for pattern, name in self.authorities if matches(path, pattern, self.root)]
        return fitting[-1] if fitting else "outlet"


def configuration(start: str | Path | None = None, file: str | Path | None = None) -> Configuration:
    """The configuration in ``file``, or in the nearest file from ``start`` upward; else the default one."""
    if file is not None:
        return _read(Path(file), explicit=True) or Configuration()
    for folder in _upward(Path(start) if start is not None else Path()):
        for name in (FILE, SHARED_FILE):
            found = _read(folder / name) if (folder / name).is_file() else None
            if found is not None:
                return found
    return Configuration()


def _upward(start: Path) -> Iterator[Path]:
    """The folder of a path and those above it, as short as they can be written."""
    folder = start if start.is_dir() else start.parent
    yield folder
    yield from folder.resolve().parents


def ruled(given: Configuration) -> tuple[Rule, ...]:
    """The shipped rules and the configuration's own, at the configuration's levels."""
    book = {rule.id: rule for rule in load_rules()}
    if given.rules:
        book |= {rule.id: rule for rule in load_rules(*given.rules)}
    for name, level in given.levels:
        if name not in book:
            raise _refused(
                given.file, f"levels: no rule {name!r}; expected {', '.join(book)}", name, list(book)
            )
        book[name] = msgspec.structs.replace(book[name], level=Level(level))
    return tuple(book[id] for id in sorted(book))


def worded(given: Configuration) -> Lexicon:
    """The shipped lexicon joined with the configuration's own; an own entry replaces a shipped one."""
    joined = default_lexicon()
    for folder in given.lexicons:
        if not Path(folder).is_dir():
            raise _refused(given.file, f"lexicons: {folder}: no such folder", folder, [])
        own = load_lexicon(Path(folder))
        joined = Lexicon(
            subjects={**joined.subjects, **own.subjects},
            metrics={**joined.metrics, **own.metrics},
            tables={**joined.tables, **_joined_tables(joined, own)},
        )
    return joined


def _joined_tables(first: Lexicon, own: Lexicon) -> dict[str, dict[str, Any]]:
    return {topic: _joined(first.table(topic), table) for topic, table in own.tables.items()}


def _joined(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Both tables; lists and mappings under one key are joined."""
    joined = dict(old)
    for key, value in new.items():
        known = joined.get(key)
        if isinstance(known, list) and isinstance(value, list):
            joined[key] = [*known, *value]
        elif isinstance(known, dict) and isinstance(value, dict):
            joined[key] = {**known, **value}
        else:
            joined[key] = value
    return joined


# ---------------------------------------------------------------- reading


def _read(path: Path, *, explicit: bool = False) -> Configuration | None:
    """The configuration in a file; ``None`` for a shared file without the table."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: is not TOML: {error}") from None
    if path.name == SHARED_FILE:
        data = data.get("tool", {}).get(TABLE)
        if data is None:
            if explicit:
                raise UsageError(f"{path}: has no table [tool.{TABLE}]")
            return None
    return _checked(data, str(path), text, path.parent)


def _checked(data: dict[str, Any], file: str, text: str, root: Path) -> Configuration:
    for key, value in data.items():
        if key not in _KEYS:
            known = ", ".join(_KEYS)
            raise _refused(file, f"{key}: no such key; expected {known}", key, list(_KEYS), text)
        kind, expected = _KEYS[key]
        if type(value) is not kind or not _fits(key, value):
            raise _refused(file, f"{key}: expected {expected}", key, [], text)
    for place in data.get("against", ()):
        if "://" in place:
            words = "against: an archive's address is given on the command line only; expected a path"
            raise _refused(file, words, "against", [], text)
    _check_names(data.get("authorities", {}), AUTHORITIES, "authorities", file, text)
    _check_names(data.get("levels", {}), GATES[:3], "levels", file, text)
    return _built(data, file, root)


def _fits(key: str, value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str) and item for item in value)
    if isinstance(value, dict):
        return all(isinstance(item, str) for item in value.values())
    if key == "min-coverage":
        return bool(0 <= value <= 100)
    return bool({"fail-on": value in GATES, "lang": value in LANGUAGES}.get(key, True))


def _check_names(table: dict[str, str], names: tuple[str, ...], key: str, file: str, text: str) -> None:
    for name, value in table.items():
        if value not in names:
            words = f"{key}: {name}: {value!r} is not one of {', '.join(names)}{nearest(value, names)}"
            raise _refused(file, words, name, [], text)


def _built(data: dict[str, Any], file: str, root: Path) -> Configuration:
    below = {key: tuple(_below(root, item) for item in data.get(key, ())) for key in
             ("paths", "against", "rules", "lexicons")}  # fmt: skip
    return Configuration(
        file=file,
        root=root,
        exclude=tuple(data.get("exclude", ())),
        authorities=tuple(data.get("authorities", {}).items()),
        levels=tuple(data.get("levels", {}).items()),
        fail_on=data.get("fail-on"),
        lang=data.get("lang"),
        baseline=_below(root, data["baseline"]) if "baseline" in data else None,
        min_coverage=data.get("min-coverage", 0),
        allow_empty=data.get("allow-empty", False),
        **below,
    )


def _below(root: Path, path: str) -> str:
    """A path of the file, as seen from where we are."""
    try:
        return os.path.relpath(root / path)
    except ValueError:  # another drive
        return str(root / path)


def _refused(file: str, words: str, name: str, known: list[str], text: str | None = None) -> UsageError:
    """An error with the line on which the name stands."""
    if text is None and file:
        text = Path(file).read_text(encoding="utf-8")
    line = _line_of(name, text or "")
    return UsageError(f"{file}:{line}: {words}{nearest(name, known)}")


def _line_of(name: str, text: str) -> int:
    """The first line on which the name is given a value; 1 if it cannot be found."""
    quoted = re.escape(name)
    pattern = re.compile(
        rf"""^\s*(?:["']?{quoted}["']?\s*[=.]|\[[^\]]*{quoted}[^\]]*\]|.*["']{quoted}["'])"""
    )
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)
