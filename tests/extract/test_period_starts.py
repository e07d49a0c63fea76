from __future__ import annotations

import re

import pytest

from claimcheck.extract.period_starts import ANY, FIGURES, prefix, runs


@pytest.mark.parametrize(
    ("source", "first", "second"),
    [
        ("ab", "a", "b"),
        ("a?bc", "ab", "bc"),
        ("(?:ab|cd)e", "ac", "bd"),
        ("a{2}b", "a", "a"),
        ("a{1,3}b", "a", "ab"),
        ("(?<!x)[ab]+c(?!d)", "ab", "abc"),
        (r"\Aa\Z", "a", ""),
    ],
)
def test_first_and_second_characters(source: str, first: str, second: str) -> None:
    found = prefix(source)
    assert (found.first, found.second) == (frozenset(first), frozenset(second))


@pytest.mark.parametrize("source", ["a[^b]", r"a\W", "a."])
def test_what_is_not_listed_may_be_any_character(source: str) -> None:
    assert ANY in prefix(source).second


def test_figures_are_skipped() -> None:
    found = prefix(r"(?:19|20)\d\d ?(?:[-/]|年)", skip=FIGURES)
    assert (found.first, found.empty) == (frozenset(" -/年"), False)


def test_a_match_of_one_character_takes_any_next_one() -> None:
    assert prefix("a|bc").single


@pytest.mark.parametrize("text", ["2022年", "20年", "第3天", "一季度", "三百零五", "q3fy22"])
def test_the_answer_is_never_too_narrow(text: str) -> None:
    source = r"(?:第 ?)?(?:\d{1,4}|[一二三百零五]{1,5})(?:年|天|季度)?|q[1-4] ?fy ?\d\d"
    found = prefix(source)
    assert re.match(source, text) and text[0] in found.first and (found.single or text[1] in found.second)


@pytest.mark.parametrize(
    ("source", "lengths"),
    [
        (r"(?:19|20)\d\d年", {4}),
        (r"\d{1,2}月|第\d", {0, 1, 2}),
        (r"\d\d", {2, 3, 4, 5}),
        (r"\d{1,3}(?:,\d{3})+年", {1, 2, 3}),
        (r"第?\d年", {0, 1}),
        (r"\d+日", {1, 2, 3, 4, 5}),
        (r"\d{7}号", {5}),
    ],
)
def test_how_many_figures_a_match_begins_with(source: str, lengths: set[int]) -> None:
    assert runs(source) == lengths
