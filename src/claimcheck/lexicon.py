"""rules/lexicon → Lexicon: names, units and words, read once and passed in.

A lexicon folder holds one sub-folder a topic. ``subjects`` and ``metrics`` have a schema of their
own (below); every other topic (units, hedges, periods, words, …) is a table of plain data
that the stage using it turns into what it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from claimcheck.errors import LexiconError

T = TypeVar("T")


class SubjectEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that figures are about. The first name of each language is its canonical one.

    ``carries`` lists metrics for which this part's figure is its parent's figure (the GMV of a
    company's shop arm is the company's GMV), so that both meet.
    """

    kind: str = "company"
    zh: tuple[str, ...] = ()
    hant: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    part_of: str | None = None
    carries: tuple[str, ...] = ()
    fiscal_year_end: str = "12-31"

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every way to write the name."""
        return self.zh + self.hant + self.en + self.tickers


class MetricEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something measured. ``unit`` is the kind of unit that fits it, ``not`` what it is mistaken for."""

    unit: str = "count"
    kind: str = "stock"
    zh: tuple[str, ...] = ()
    hant: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    better: str = ""
    sign: int = 1
    distinct: tuple[str, ...] = ()

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every way to write the name."""
        return self.zh + self.hant + self.en


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
    topics = {d.name: _merged(d) for d in sorted(folder.iterdir()) if d.is_dir()}
    subjects = topics.pop("subjects", {})
    metrics = topics.pop("metrics", {})
    return Lexicon(
        subjects={k: _entry(SubjectEntry, v, folder / "subjects", k) for k, v in subjects.items()},
        metrics={k: _entry(MetricEntry, v, folder / "metrics", k) for k, v in metrics.items()},
        tables=topics,
    )


def _entry(kind: type[T], data: object, folder: Path, name: str) -> T:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{folder}: entry {name!r}: {error}") from None


def _merged(folder: Path) -> dict[str, Any]:
    """One mapping from all YAML files of a folder; lists and mappings under one key are joined."""
    merged: dict[str, Any] = {}
    for path in sorted(folder.glob("**/*.yaml")):
        for key, value in _read_yaml(path).items():
            merged[key] = _joined(merged[key], value, path, key) if key in merged else value
    return merged


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


def _read_yaml(path: Path) -> dict[str, Any]:
    import yaml

    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())
    except yaml.YAMLError as error:
        raise LexiconError(f"{path}: not YAML: {error}".replace("\n", " ")) from None
    if not isinstance(data, dict):
        raise LexiconError(f"{path}: expected a mapping of names to entries")
    return data
