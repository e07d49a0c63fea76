from __future__ import annotations

from decimal import Decimal

import pytest

from claimcheck.errors import UsageError
from claimcheck.extract.units import _registry, convert, unit_kind
from claimcheck.lexicon import default_lexicon


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("CNY", "money"),
        ("percent", "percent"),
        ("pp", "pp"),
        ("count", "count"),
        ("multiple", "multiple"),
        ("meter", "length"),
        ("metric_ton", "mass"),
        ("meter ** 2", "area"),
        (None, "number"),
        ("parsec", "length"),
    ],
)
def test_kind_of_a_unit(unit: str | None, kind: str) -> None:
    assert unit_kind(unit) == kind


def test_unknown_unit_says_what_was_expected() -> None:
    with pytest.raises(UsageError, match="ISO 4217"):
        unit_kind("no_such_unit")


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("3", "kilometer", "meter", "3000"),
        ("2", "metric_ton", "kilogram", "2000"),
        ("90", "minute", "hour", "1.5"),
        ("100", "degree_Celsius", "degree_Fahrenheit", "212"),
        ("4", "jin", "kilogram", "2"),
    ],
)
def test_physical_units_convert(value: str, unit: str, to: str, expected: str) -> None:
    converted = convert(Decimal(value), unit, to)
    assert converted is not None
    assert abs(converted - Decimal(expected)) < Decimal("1e-9")


@pytest.mark.parametrize(
    ("unit", "to"), [("CNY", "USD"), ("meter", "kilogram"), ("count", "percent"), ("CNY", "meter")]
)
def test_what_does_not_convert_is_none(unit: str, to: str) -> None:
    assert convert(Decimal(1), unit, to) is None


def test_every_physical_unit_of_the_lexicon_is_known_to_pint() -> None:
    names = list(default_lexicon().table("units")["physical"])
    assert all(_registry().Unit(name) is not None for name in names)
