"""What must not change the claims: tags inside a sentence, the width of its characters, its script."""

from __future__ import annotations

from datetime import date
from typing import Any

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck

SENTENCES = (
    "快手2022年第一季度日活跃用户达3.46亿，同比增长17%，营收为210.7亿元。",
    "腾讯2021年研发投入518.8亿元，占营收的9.3%，员工总数约11万人。",
    "截至2022年6月底，宁德时代动力电池装机量为3.1万兆瓦时，市场占有率由45%提升至48%。",
)
TAGS = ("<b>", "</b>", "<span class='x1'>", "</span>", "<!-- 9 -->", "<a href='/2'>", "</a>")


def facts(text: str, form: str = "a.html") -> list[tuple[Any, ...]]:
    """The claims without their places."""
    article = claimcheck.load(form, text=text, published=date(2022, 8, 25))
    return [
        (
            claim.quantity.stated, claim.quantity.low, claim.quantity.high, claim.quantity.unit,
            claim.subject.id if claim.subject else None, claim.metric.id if claim.metric else None,
            claim.measure, claim.basis, claim.period.label, claim.modality, claim.scope,
        )
        for claim in claimcheck.extract(article)
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SENTENCES), st.lists(st.tuples(st.integers(0, 60), st.sampled_from(TAGS)), max_size=6))
def test_tags_inside_a_sentence_change_no_claim(sentence: str, tags: list[tuple[int, str]]) -> None:
    marked = sentence
    for place, tag in sorted(tags, reverse=True):
        marked = marked[:place] + tag + marked[place:] if place <= len(sentence) else marked
    assert facts(f"<p>{marked}</p>") == facts(f"<p>{sentence}</p>")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_full_width_figures_change_no_claim(sentence: str) -> None:
    wide = sentence.translate({code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)})
    assert facts(wide, "a.txt") == facts(sentence, "a.txt")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_traditional_script_changes_no_claim(sentence: str) -> None:
    assert facts(opencc.OpenCC("s2t").convert(sentence), "a.txt") == facts(sentence, "a.txt")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_blanks_around_figures_change_no_claim(sentence: str) -> None:
    spaced = (
        sentence.replace("3.46亿", " 3.46 亿").replace("518.8亿元", " 518.8 亿元 ").replace("48%", " 48 %")
    )
    assert facts(spaced, "a.txt") == facts(sentence, "a.txt")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_span_holds_its_value(sentence: str) -> None:
    article = claimcheck.load("a.txt", text=sentence)
    for claim in claimcheck.extract(article):
        assert sentence[claim.span.start : claim.span.end] == claim.quantity.text
