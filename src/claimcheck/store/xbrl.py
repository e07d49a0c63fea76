"""xBRL-JSON (the OIM specification of 2021) → figures: facts with their concept, entity, period and unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from claimcheck.errors import SourceError
from claimcheck.lexicon import Lexicon
from claimcheck.model import Span
from claimcheck.store.structured import Figure, find_value, plain_decimal

_TYPES = ("https://xbrl.org/2021/xbrl-json",)
_CORE = ("concept", "entity", "period", "unit", "language", "noteId")
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_UNITS = {"xbrli:pure": None, "xbrli:shares": "count"}


def figures(
    path: str, text: str, data: Mapping[str, Any], lexicon: Lexicon
) -> tuple[Mapping[str, str], list[Figure]]:
    """What the report says of itself, and its numeric facts; raises SourceError for another type."""
    info, facts = data["documentInfo"], data.get("facts")
    kind = info.get("documentType") if isinstance(info, dict) else None
    if kind not in _TYPES:
        raise SourceError(f"{path}: documentType {kind!r}; expected {_TYPES[0]}")
    if not isinstance(facts, dict):
        raise SourceError(f"{path}: expected an object facts")
    namespaces = info.get("namespaces", {})
    found: list[Figure] = []
    at = 0
    for name, fact in facts.items():
        at = max(text.find(f'"{name}"', at), at)
        figure = _figure(f"{path}: fact {name}", text, at, fact, namespaces, lexicon)
        if figure is not None:
            found.append(figure)
    return {}, found


def _figure(
    place: str, text: str, at: int, fact: Any, namespaces: Mapping[str, str], lexicon: Lexicon
) -> Figure | None:
    """One numeric fact; ``None`` for text, dates and empty ones."""
    if not isinstance(fact, dict) or not isinstance(fact.get("dimensions"), dict):
        raise SourceError(f"{place}: expected an object with dimensions")
    value, told = fact.get("value"), fact["dimensions"]
    if value is None or plain_decimal(str(value)) is None or not ("unit" in told or "decimals" in fact):
        return None
    if not all(isinstance(told.get(name), str) for name in ("concept", "period")):
        raise SourceError(f"{place}: expected the dimensions concept and period")
    words = {
        "metric": _concept(told["concept"], lexicon),
        "subject": _entity(told.get("entity", ""), namespaces, lexicon),
        "value": str(value),
        "unit": _unit(told.get("unit", "xbrli:pure")),
        "decimals": str(fact["decimals"]) if "decimals" in fact else "INF",
        "scope": ";".join(_local(member) for name, member in sorted(told.items()) if name not in _CORE),
        **_period(told["period"], place),
    }
    span: Span = find_value(text, str(value), at)
    return Figure({name: word for name, word in words.items() if word}, place, span)


def _concept(concept: str, lexicon: Lexicon) -> str:
    """A metric id of the table rules/lexicon/xbrl, else the concept's own words."""
    known = lexicon.table("xbrl").get("concepts", {})
    return str(known.get(concept) or known.get(_local(concept)) or _CAPITAL.sub(" ", _local(concept)).lower())


def _entity(entity: str, namespaces: Mapping[str, str], lexicon: Lexicon) -> str:
    """A subject id or ticker of the table, else the identifier itself."""
    prefix, _, identifier = entity.rpartition(":")
    known = lexicon.table("xbrl").get("entities", {})
    return str(
        known.get(f"{namespaces.get(prefix, prefix)}:{identifier}") or known.get(identifier) or identifier
    )


def _unit(unit: str) -> str:
    if unit.startswith("iso4217:"):
        return unit.removeprefix("iso4217:").partition("/")[0]
    return _UNITS.get(unit, _local(unit)) or ""


def _local(name: str) -> str:
    return str(name).rpartition(":")[2]


def _period(words: str, place: str) -> dict[str, str]:
    """Inclusive days; OIM ends a period at midnight, which is the end of the day before."""
    start, slash, end = words.partition("/")
    try:
        if slash:
            return {"start": _day(start).isoformat(), "end": _last_day(end).isoformat()}
        return {"end": _last_day(start).isoformat()}
    except ValueError:
        raise SourceError(
            f"{place}: period {words!r}; expected 2022-01-01T00:00:00/2022-04-01T00:00:00"
        ) from None


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


def _last_day(moment: str) -> date:
    at = datetime.fromisoformat(moment)
    at_midnight = "T" in moment and (at.hour, at.minute, at.second) == (0, 0, 0)
    return (at - timedelta(days=1)).date() if at_midnight else at.date()
