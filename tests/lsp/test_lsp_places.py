"""Offsets and the columns of editors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.formats.lines import line_starts
from claimcheck.lsp.places import Lines

TEXT = "甲🚀乙\n\nab\n"


@pytest.mark.parametrize(("unit", "character"), [("utf-16", 3), ("utf-8", 7), ("utf-32", 2)])
def test_a_column_counts_the_unit_agreed_on(unit: str, character: int) -> None:
    assert Lines(TEXT, line_starts(TEXT), unit).position(2) == (0, character)


@given(text=st.text(alphabet="甲🚀a\n", max_size=30), unit=st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_every_offset_comes_back(text: str, unit: str) -> None:
    lines = Lines(text, line_starts(text), unit)

    assert [lines.offset(*lines.position(at)) for at in range(len(text))] == list(range(len(text)))


def test_a_place_beyond_the_end_is_the_end() -> None:
    assert Lines(TEXT, line_starts(TEXT)).offset(9, 9) == len(TEXT)
