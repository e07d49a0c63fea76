"""How alike two claims are worded."""

from fractions import Fraction

import pytest

from claimcheck.extract import read
from claimcheck.formats import load
from claimcheck.lexicon import default_lexicon
from claimcheck.likeness import likeness, of_one_kind, pairs, says_the_same, shared
from claimcheck.model import Agreement, Claim


def _claim(text: str) -> Claim:
    return read(load("a.md", text=text), default_lexicon(), thorough=True).claims[0]


def test_the_same_words_are_liker_than_others() -> None:
    claim = _claim("展会卖出竹篮1365只。")

    assert likeness(claim, _claim("展会共卖出竹篮1400只。")) > likeness(claim, _claim("山上种下果树1365棵。"))


def test_likeness_is_symmetric() -> None:
    a, b = _claim("展会卖出竹篮1365只。"), _claim("展会共卖出竹篮1400只。")

    assert likeness(a, b) == likeness(b, a)


def test_pairs_leave_out_digits_and_punctuation() -> None:
    assert pairs("卖出1365只，竹篮") == {"卖出", "出只", "只竹", "竹篮"}


def test_of_latin_text_the_words_count() -> None:
    assert pairs("It sold 1,365 baskets.") == {"sold", "baskets"}


def test_the_share_is_of_the_smaller_set() -> None:
    assert shared(frozenset("ab"), frozenset("bcde")) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [("共30名", "共40名", True), ("共30名", "共40元", False), ("以3比1取胜", "共3名", False)],
)
def test_figures_are_of_one_kind(a: str, b: str, one: bool) -> None:
    assert of_one_kind(_claim(a), _claim(b)) is one


def test_dates_agree_by_their_days() -> None:
    assert says_the_same(_claim("3月5日开幕"), _claim("2024年3月5日开幕")) is Agreement.ROUNDED
