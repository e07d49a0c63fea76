"""Bare numbers that are ages."""

import pytest

from claimcheck.extract import read
from claimcheck.formats import load
from claimcheck.lexicon import default_lexicon

TEXTS = [
    ("Ann Lee, 26, said so.", "26", "year"),
    ("A man aged 26 was found.", "26", "year"),
    ("She left home at the age of 26.", "26", "year"),
    ("Ann Lee, 26 goals, won the shoe.", "26", "count"),
]


@pytest.mark.parametrize(("text", "figure", "unit"), TEXTS)
def test_the_unit_is(text: str, figure: str, unit: str) -> None:
    found = read(load("a.md", text=text), default_lexicon(), thorough=True).claims

    units = {c.quantity.unit for c in found if c.quantity.text.startswith(figure)}

    assert units == {unit}


def test_an_article_that_is_only_compared_keeps_its_counts() -> None:
    found = read(load("a.md", text="Ann Lee, 26, won the race."), default_lexicon()).claims

    assert all(c.quantity.unit != "year" for c in found)
