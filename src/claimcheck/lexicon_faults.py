"""What contradicts itself in a lexicon: names that two entries claim, relations to nothing, rings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from claimcheck.errors import ClaimcheckError, nearest
from claimcheck.extract.units import unit_kind
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon, MetricEntry, SubjectEntry, load_lexicon

_KINDS = ("money", "count", "percent", "multiple", "points", "speed", "flow", "pixels", "frequency")
Places = Mapping[str, str]


def lexicon_faults(folder: Path) -> tuple[Lexicon | None, list[str]]:
    """The lexicon of a folder if it can be read, and its faults, each with file and line."""
    try:
        lexicon = load_lexicon(folder)
    except ClaimcheckError as error:
        return None, [str(error)]
    names = [*_names(folder / "subjects"), *_names(folder / "metrics")]
    subjects, metrics = (dict(_names(folder / topic)) for topic in ("subjects", "metrics"))
    faults = [
        *_defined_twice(names),
        *_shared_names(lexicon.subjects, subjects),
        *_shared_names(lexicon.metrics, metrics),
        *_subject_faults(lexicon, subjects),
        *_metric_faults(lexicon, metrics),
    ]
    return lexicon, faults


def _names(folder: Path) -> Iterator[tuple[str, str]]:
    """Each entry of the folder's files and where it begins: ``file:line``."""
    import yaml

    for path in sorted(folder.glob("**/*.yaml")):
        node: Any = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        for key, _ in node.value if node else ():
            yield key.value, f"{path}:{key.start_mark.line + 1}"


def _defined_twice(names: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Entries of one id in one file, of which YAML keeps only the last."""
    first: dict[str, str] = {}
    for id, place in names:
        if first.setdefault(id, place).rpartition(":")[0] == place.rpartition(":")[0] and first[id] != place:
            yield f"{place}: {id}: is defined already ({first[id]})"


def _shared_names(
    entries: Mapping[str, SubjectEntry] | Mapping[str, MetricEntry], places: Places
) -> Iterator[str]:
    """Each surface that a second entry claims as well."""
    owners: dict[str, str] = {}
    for id, entry in entries.items():
        for surface in entry.surfaces:
            owner = owners.setdefault(fold(surface), id)
            if owner != id:
                yield f"{places[id]}: {id}: {surface!r} is a name of {owner!r} already ({places[owner]})"


def _subject_faults(lexicon: Lexicon, places: Places) -> Iterator[str]:
    for id, entry in lexicon.subjects.items():
        if entry.part_of is not None and entry.part_of not in lexicon.subjects:
            near = nearest(entry.part_of, lexicon.subjects)
            yield f"{places[id]}: {id}: part_of: no subject {entry.part_of!r}{near}"
        yield from _unknown(id, "carries", entry.carries, lexicon.metrics, places)
        if entry.carries and entry.part_of is None:
            yield f"{places[id]}: {id}: carries: expected part_of, the subject whose figure it is"
        if id in (ring := _parents(id, lexicon)):
            yield f"{places[id]}: {id}: part_of: its parents form a ring: {' → '.join([id, *ring])}"


def _parents(id: str, lexicon: Lexicon) -> list[str]:
    """The subjects above one, upwards until there is none or one comes again."""
    parents: list[str] = []
    at = lexicon.subjects[id].part_of
    while at is not None and at in lexicon.subjects and at not in parents:
        parents.append(at)
        at = lexicon.subjects[at].part_of
    return parents


def _metric_faults(lexicon: Lexicon, places: Places) -> Iterator[str]:
    kinds = _unit_kinds(lexicon)
    for id, entry in lexicon.metrics.items():
        if entry.unit not in kinds:
            yield f"{places[id]}: {id}: unit: no kind {entry.unit!r}{nearest(entry.unit, kinds)}"
        yield from _unknown(id, "distinct", entry.distinct, lexicon.metrics, places)


def _unit_kinds(lexicon: Lexicon) -> set[str]:
    """Every kind of unit that the unit tables know."""
    physical = lexicon.table("units").get("physical", {})
    return {*_KINDS, *(str(entry.get("kind") or unit_kind(name)) for name, entry in physical.items())}


def _unknown(
    id: str, field: str, names: Iterable[str], known: Mapping[str, object], places: Places
) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f"{places[id]}: {id}: {field}: no metric {name!r}{nearest(name, known)}"
