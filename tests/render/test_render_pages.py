"""The pages that stand beside the report: one claim or finding, an extraction, the rules."""

from __future__ import annotations

import json

import pytest
from hand_reports import FULL

from claimcheck.errors import UsageError
from claimcheck.model import Reading
from claimcheck.render.explain import explain
from claimcheck.render.extraction import extraction
from claimcheck.render.options import Options
from claimcheck.render.rulebook import rule_list, rule_page
from claimcheck.rules import Rule

READINGS = [
    Reading(
        document,
        tuple(c for c in FULL.claims if c.document == document.source.document),
        tuple(s for s in FULL.skipped if s.document == document.source.document),
    )
    for document in FULL.documents
]


def test_explaining_a_finding_shows_quotes_steps_and_ranges() -> None:
    page = explain(FULL, "f1a2b3", "zh", Options())
    wanted = ("**1715亿元**", "两处说的是同一时期", "1750.5亿元 至 1751.5亿元（不含）", "数字颠倒")
    assert all(words in page for words in wanted)


def test_explaining_a_claim_shows_its_findings() -> None:
    page = explain(FULL, "c3", "en", Options())
    assert all(
        words in page for words in ("Claim c3", "same-fact f2c3d4", "345.5 million to below 346.5 million")
    )


def test_the_beginning_of_an_id_is_enough() -> None:
    assert explain(FULL, "f1", "zh", Options()) == explain(FULL, "f1a2b3", "zh", Options())


@pytest.mark.parametrize(("id", "words"), [("f1a2b4", "f1a2b3"), ("c", "c1, "), ("", "没有这个编号")])
def test_an_id_that_is_not_there_or_not_unique_is_an_error(id: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        explain(FULL, id, "zh", Options())


def test_extraction_as_lines_is_one_claim_a_line() -> None:
    lines = extraction(READINGS, [], "jsonl", "zh", Options()).splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["c1", "c3", "c5", "c2", "c4"]


def test_extraction_with_skipped_numbers_names_the_reasons() -> None:
    lines = extraction(READINGS, [], "jsonl", "zh", Options(), skipped=True).splitlines()
    assert [json.loads(line).get("skipped") for line in lines[-2:]] == ["date", "ordinal"]


def test_extraction_counts_add_up() -> None:
    data = json.loads(extraction(READINGS, FULL.failures, "json", "zh", Options()))
    summary = data["summary"]
    assert summary["numbers"] == summary["claims"] + sum(summary["skipped"].values()) == 7


def test_extraction_as_text_shows_places_and_values() -> None:
    page = extraction(READINGS, [], "text", "zh", Options(), skipped=True)
    assert all(words in page for words in ("2:27", "1715亿元", "draft.md:1:4  2022-05-24  日期"))


def test_extraction_in_an_unknown_form_is_an_error() -> None:
    with pytest.raises(UsageError, match="did you mean 'json'"):
        extraction(READINGS, [], "jsn", "zh", Options())


RULE = Rule(
    id="facts/same",
    check="same-fact",
    match={"metric": ("gmv",)},
    options={"rounding": "nearest"},
    why={"zh": "一个事实\n一个数", "en": "one fact, one number"},
    examples={"conflict": (("甲的成交额为1亿元。", "甲的成交额为2亿元。"),), "silent": (("甲", "乙"),)},
)


def test_rules_are_listed_with_why_in_the_readers_language() -> None:
    assert "one fact, one number" in rule_list([RULE], "en", Options())


def test_a_rule_page_shows_options_reason_and_examples() -> None:
    shown = rule_page([RULE], "facts/same", "zh", Options())
    wanted = (
        "rounding: nearest",
        "metric: gmv",
        "一个事实 一个数",
        "例子（冲突）",
        "例子（不作声）",
        "  1. 甲的",
    )
    assert all(words in shown for words in wanted)


def test_a_rule_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UsageError, match="是不是想写 facts/same"):
        rule_page([RULE], "facts/sama", "zh", Options())
