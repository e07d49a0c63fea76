"""rules/lexicon → Lexicon: names, units and words, read once and passed in.

A lexicon folder holds one sub-folder a topic. ``subjects`` and ``metrics`` have a schema of their
own (below); every other topic (units, hedges, periods, words, …) is a table of plain data
that the stage using it turns into what it needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from claimcheck.errors import LexiconError
from claimcheck.lexicon_cache import remembered

T = TypeVar("T")


class SubjectEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that figures are about. The first name of each language is its canonical one.

    ``carries`` lists metrics for which this part's figure is its parent's figure (the GMV of a
    company's shop arm is the company's GMV), so that both meet. ``not_in`` lists longer words in
    which a surface does not name it (海口 in 入海口). ``shown`` is the name for readers of a language
    where its first name will not do (two cities that are both spelled Taizhou).
    """

    kind: str = "company"
    zh: tuple[str, ...] = ()
    hant: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    part_of: str | None = None
    carries: tuple[str, ...] = ()
    fiscal_year_end: str = "12-31"
    not_in: tuple[str, ...] = ()
    shown: Mapping[str, str] = {}

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every way to write the name."""
        return self.zh + self.hant + self.en + self.tickers

    @property
    def canonical(self) -> str:
        """The one name that claims carry, whatever the text says; empty for an entry without names."""
        return next(iter((*self.zh, *self.en)), "")

    def display(self, lang: str) -> str:
        """The name to show to readers of a language."""
        return _display(self, lang)


class MetricEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something measured. ``unit`` is the kind of unit that fits it, ``distinct`` what it is mistaken for.

    ``not_in`` lists longer words in which a surface does not name it (日活 in 日活动).
    """

    unit: str = "count"
    kind: str = "stock"
    zh: tuple[str, ...] = ()
    hant: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    better: str = ""
    sign: int = 1
    distinct: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    shown: Mapping[str, str] = {}

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every way to write the name."""
        return self.zh + self.hant + self.en

    @property
    def canonical(self) -> str:
        """The one name that claims carry, whatever the text says; empty for an entry without names."""
        return next(iter((*self.zh, *self.en)), "")

    def display(self, lang: str) -> str:
        """The name to show to readers of a language."""
        return _display(self, lang)


def _display(entry: SubjectEntry | MetricEntry, lang: str) -> str:
    """What ``shown`` says, else the first name of the language, else the canonical one."""
    own = {"zh": entry.zh, "zh-Hant": entry.hant or entry.zh, "en": entry.en}.get(lang, ())
    return entry.shown.get(lang) or next(iter(own), entry.canonical)


class Lexicon(msgspec.Struct, frozen=True, eq=False):
    """All names and words that extraction knows. Hashes by identity, so it can key a cache."""

    subjects: Mapping[str, SubjectEntry]
    metrics: Mapping[str, MetricEntry]
    tables: Mapping[str, Mapping[str, Any]]

    def table(self, topic: str) -> Mapping[str, Any]:
        """The merged plain data of every YAML file in ``rules/lexicon/<topic>/``."""
        return self.tables.get(topic, {})

    def words(self, category: str) -> tuple[str, ...]:
        """The words of one category of ``rules/lexicon/words``, longest first."""
        return _longest_first(self, category)


@lru_cache(maxsize=1024)
def _longest_first(lexicon: Lexicon, category: str) -> tuple[str, ...]:
    return tuple(sorted(lexicon.table("words").get(category, ()), key=lambda w: (-len(w), w)))


def rules_folder() -> Path:
    """Where the shipped rules are: in the installed package, else at the root of the checkout."""
    packaged = Path(__file__).parent / "rules"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "rules"


@lru_cache(maxsize=4)
def default_lexicon() -> Lexicon:
    """The lexicon that ships with claimcheck, read once a process."""
    return load_lexicon(rules_folder() / "lexicon")


def load_lexicon(folder: Path) -> Lexicon:
    """Read a lexicon folder; raises LexiconError with the file that is wrong."""
    files = _contents(folder)
    topics = remembered(files, lambda: _topics(folder, files))
    subjects = topics.pop("subjects", {})
    metrics = topics.pop("metrics", {})
    return Lexicon(
        subjects={k: _entry(SubjectEntry, v, folder / "subjects", k) for k, v in subjects.items()},
        metrics={k: _entry(MetricEntry, v, folder / "metrics", k) for k, v in metrics.items()},
        tables=topics,
    )


def _contents(folder: Path) -> list[tuple[str, bytes]]:
    """Name and bytes of every file that the lexicon is made of."""
    if not folder.is_dir():
        raise LexiconError(f"{folder}: no such folder of a lexicon")
    try:
        paths = sorted(folder.glob("*/**/*.yaml"))
        return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]
    except OSError as error:
        raise LexiconError(f"{folder}: cannot be read: {error}") from None


def _topics(folder: Path, files: Sequence[tuple[str, bytes]]) -> dict[str, Any]:
    """The merged data of each topic; made of the bytes that were hashed, whatever the disk holds by now."""
    topics: dict[str, Any] = {}
    for name, content in files:
        merged = topics.setdefault(name.partition("/")[0], {})
        _merge(merged, folder / name, content)
    return topics


def _entry(kind: type[T], data: object, folder: Path, name: str) -> T:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{folder}: entry {name!r}: {error}") from None


def _merge(merged: dict[str, Any], path: Path, content: bytes) -> None:
    """Add a file to its topic; lists and mappings under one key are joined."""
    for key, value in _read_yaml(path, content).items():
        merged[key] = _joined(merged[key], value, path, key) if key in merged else value


def _joined(old: Any, new: Any, path: Path, key: str) -> Any:
    if isinstance(old, list) and isinstance(new, list):
        return old + new
    if isinstance(old, dict) and isinstance(new, dict) and path.parent.name not in ("subjects", "metrics"):
        return old | new
    raise LexiconError(f"{path}: {key!r} is defined twice")


@lru_cache(maxsize=1)
def _loader() -> Any:
    """A YAML loader for which on, off, yes and no are words, as in YAML 1.2."""
    import yaml

    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [(tag, regexp) for tag, regexp in known if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, known in base.yaml_implicit_resolvers.items()
    }
    return type("WordLoader", (base,), {"yaml_implicit_resolvers": resolvers})


def _read_yaml(path: Path, content: bytes) -> dict[str, Any]:
    import yaml

    try:
        data = yaml.load(content.decode("utf-8"), Loader=_loader())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: not YAML: {error}".replace("\n", " ")) from None
    if not isinstance(data, dict):
        raise LexiconError(f"{path}: expected a mapping of names to entries")
    return data
