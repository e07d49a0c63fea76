"""Units: what a number is a number of, and how units of one kind convert.

Surfaces come from ``rules/lexicon/units``. pint is asked only for conversions between physical
units and for the kind of a unit that the table does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from claimcheck.errors import UsageError
from claimcheck.expressions import compiled
from claimcheck.extract.numbers import alternatives, branches, firsts, numerals
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon, default_lexicon

ONE = Decimal(1)
_OWN_KINDS = {"percent": "percent", "pp": "pp", "count": "count", "multiple": "multiple"}
_ISO_CODE = re.compile(r"[A-Z]{3}")


class Unit(msgspec.Struct, frozen=True):
    """What a unit's surface means: the unit's name, its factor, its kind, and the measure word."""

    name: str
    factor: Decimal = ONE
    kind: str = "count"
    noun: str = ""


class Units(msgspec.Struct, frozen=True, eq=False):
    """The units of a lexicon: surfaces behind a number, currencies in front of it (reversed).

    ``starts`` are the characters that what stands behind may begin with.
    """

    after: dict[str, Unit]
    behind: re.Pattern[str]
    starts: frozenset[str]
    before: dict[str, str]
    change: dict[str, Unit]
    tails: tuple[str, ...]
    per: re.Pattern[str]
    not_tenth: str
    tenths: frozenset[str]
    hedged_tenths: str
    discounts: frozenset[str]
    half: str
    main: frozenset[str]
    powered: re.Pattern[str]
    guards: dict[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def units(lexicon: Lexicon) -> Units:
    """Return the units of the lexicon, compiled once."""
    table = lexicon.table("units")
    after = {fold(k): v for k, v in _surfaces(table)}
    change = {fold(k): Unit(v["unit"], Decimal(v["factor"]), "money") for k, v in table["subunits"].items()}
    alone = {k: v for k, v in change.items() if table["subunits"].get(k, {}).get("alone", True)}
    after = alone | after
    return Units(
        after=after,
        behind=compiled(rf"(?: {{0,3}}|-(?=[a-z]{{2}}))(?:(?:{_latin_safe(after)}))"),
        starts=firsts(after, " -"),
        before={fold(w): code for code, entry in table["money"].items() for w in entry["before"]},
        change=change,
        tails=tuple(table["money_tail"]),
        per=compiled(rf" ?(?:{alternatives(table['per'])})(?P<thing>{_latin_safe(table['per_things'])})"),
        not_tenth="".join(w[0] for w in table["not_tenth"]),
        tenths=frozenset(table["tenths"]),
        hedged_tenths="".join(table["hedged_tenths"]),
        discounts=frozenset(table["discounts"]),
        half=table["half_tail"],
        main=frozenset(table["small_change"]),
        powered=compiled(_latin_safe(w for w in after if w[0] in numerals(lexicon).powers)),
        guards={fold(k): tuple(fold(w) for w in v) for k, v in table["not_unit"].items()},
    )


def _latin_safe(words: Any) -> str:
    """Alternatives in which a word that ends in a Latin letter does not end inside a longer one."""
    return branches(map(fold, words), lambda w: r"(?![a-z\d])" if w[-1].isascii() and w[-1].isalpha() else "")


def _surfaces(table: Any) -> Iterator[tuple[str, Unit]]:
    for word in [*table["counts"], *table["english_counts"]]:
        yield word, Unit("count", noun=word)
    for name, entry in table["physical"].items():
        for word in entry["after"]:
            yield word, Unit(name, ONE, entry["kind"], table["kept_nouns"].get(word, ""))
    for word in table["multiple"]:
        yield word, Unit("multiple", kind="multiple")
    for kind in ("percent", "pp"):
        for word, factor in table[kind].items():
            yield word, Unit(kind, Decimal(factor), kind)
    for code, entry in table["money"].items():
        for word in entry["after"]:
            yield word, Unit(code, ONE, "money")


# ---------------------------------------------------------------- kinds and conversion


def unit_kind(unit: str | None) -> str:
    """Return ``money``, ``percent``, ``pp``, ``count``, ``multiple`` or the dimension (``length``, ``mass``).

    A bare number has the kind ``number``; a unit that nobody knows raises UsageError.
    """
    if unit is None:
        return "number"
    return (
        _OWN_KINDS.get(unit)
        or _table_kind(unit)
        or ("money" if _ISO_CODE.fullmatch(unit) else _dimension(unit))
    )


@lru_cache(maxsize=256)
def _table_kind(unit: str) -> str:
    table = default_lexicon().table("units")
    entry = table.get("physical", {}).get(unit)
    return str(entry["kind"]) if entry else ""


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint  # 0.3 s: only once physical units really have to be converted

    registry: Any = pint.UnitRegistry(non_int_type=Decimal)
    registry.define("jin = 0.5 * kilogram")
    registry.define("mu = 2000 / 3 * meter ** 2")
    registry.define("megapixel = 1e6 * pixel")
    return registry


@lru_cache(maxsize=256)
def _dimension(unit: str) -> str:
    try:
        return str(_registry().Unit(unit).dimensionality).strip("[]")
    except Exception as error:  # pint has a dozen error classes, some of them outside its own tree
        raise UsageError(f"unit {unit!r}: expected an ISO 4217 code or a unit that pint knows") from error


def convert(value: Decimal, unit: str, to: str) -> Decimal | None:
    """Return ``value`` of ``unit`` in the unit ``to``; None where they do not convert.

    Currencies never convert: that takes a dated rate.
    """
    if unit == to:
        return value
    if {unit, to} <= {"percent", "pp", "count", "multiple"} or "money" in (unit_kind(unit), unit_kind(to)):
        return None
    line = _line(unit, to)
    return None if line is None else value * line[0] + line[1]


@lru_cache(maxsize=256)
def _line(unit: str, to: str) -> tuple[Decimal, Decimal] | None:
    """Factor and offset of the conversion, which is a straight line for every unit here."""
    registry = _registry()
    try:
        nought, one = (registry.Quantity(Decimal(n), unit).to(to).magnitude for n in (0, 1))
    except Exception:  # units of different kinds, or names that are no pint units (percent, count)
        return None
    return Decimal(one) - Decimal(nought), Decimal(nought)
