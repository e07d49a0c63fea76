"""Which figure of a source carries a draft's."""

from decimal import Decimal

import pytest

import claimcheck
from claimcheck.checks.grounds import Ground, closeness, is_bare_equal, mistakable, of_one_kind, relation
from claimcheck.extract import read
from claimcheck.formats import load
from claimcheck.lexicon import default_lexicon
from claimcheck.model import Claim

GROUNDS = [
    ("产量为82.6吨", "产量为82.6吨", Ground.SAME),
    ("产量约80吨", "产量为80吨", Ground.SAME),
    ("产量为83吨", "产量为82.6吨", Ground.ROUND),
    ("产量为82.6吨", "产量为83吨", Ground.NONE),  # finer than the source
    ("产量为82吨", "产量为82.6吨", Ground.VAGUE),  # cut
    ("产量超80吨", "产量为82.6吨", Ground.ROUND),
    ("产量超82.6吨", "产量为82.6吨", Ground.VAGUE),  # the source says just that, not more
    ("产量超8吨", "产量为82.6吨", Ground.NONE),  # true, and nobody would say so
    ("产量为28.6吨", "产量为82.6吨", Ground.NONE),
    ("重量为3.5吨", "重量为3500公斤", Ground.SAME),
    ("以3比1取胜", "比分是3:1", Ground.SAME),
    ("以1比3告负", "比分是3:1", Ground.SAME),
    ("以3比2取胜", "比分是3:1", Ground.NONE),
    ("成绩为2小时7分5秒", "成绩为2小时07分05秒", Ground.SAME),
    ("成绩为2小时7分5秒", "成绩为2小时07分15秒", Ground.NONE),
    ("位居第4", "位居第四", Ground.SAME),
    ("3月5日开幕", "2024年3月5日开幕", Ground.SAME),
    ("3月6日开幕", "2024年3月5日开幕", Ground.NONE),
    ("31日开幕", "2024年开幕", Ground.NONE),
]


def _claim(text: str) -> Claim:
    return read(load("a.md", text=text), default_lexicon(), thorough=True).claims[0]


@pytest.mark.parametrize(("draft", "source", "ground"), GROUNDS)
def test_the_ground_is(draft: str, source: str, ground: Ground) -> None:
    assert relation(_claim(draft), _claim(source))[0] is ground


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("产量为82吨", "产量为90公斤", True),
        ("产量为82吨", "产值为90元", False),
        ("年龄是18岁", "历时18天", False),
        ("3比1取胜", "共3人", False),
    ],
)
def test_figures_are_of_one_kind(a: str, b: str, one: bool) -> None:
    assert of_one_kind(_claim(a), _claim(b)) is one


@pytest.mark.parametrize(
    ("a", "b", "can"),
    [
        ("历时3年", "历时3天", False),
        ("共3人", "共30人", True),
        ("共3人", "共3亿人", False),
        ("5月3日", "2019年", True),
    ],
)
def test_figures_can_be_mistaken(a: str, b: str, can: bool) -> None:
    assert mistakable(_claim(a), _claim(b)) is can


def test_an_ordinal_and_a_number_of_one_value_are_bare_equals() -> None:
    assert is_bare_equal(_claim("这是第31年"), _claim("历时31年"))


def test_closeness_falls_with_the_ratio() -> None:
    first, other = claimcheck.quantities("100吨和300吨")

    assert closeness(first, other) == Decimal("0.5")
