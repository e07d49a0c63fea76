"""Each number gets its subject, metric, measure, period: one sentence a case."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck import Claim

CASES = yaml.safe_load((Path(__file__).parent.parent / "data" / "bindings.yaml").read_text(encoding="utf-8"))
FIELDS = ("value", "subject", "metric", "measure", "basis", "period", "modality")


def read(text: str, published: date = date(2022, 5, 25)) -> list[Claim]:
    return claimcheck.extract(claimcheck.load(text=text, published=published))


def as_row(claim: Claim) -> dict[str, Any]:
    return {
        "value": claim.quantity.text,
        "subject": claim.subject.id if claim.subject else "nobody",
        "metric": claim.metric.id if claim.metric else "nothing",
        "measure": claim.measure.value,
        "basis": claim.basis.value if claim.basis else None,
        "period": claim.period.label,
        "modality": claim.modality.value,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_sentence_is_bound_as_a_reader_would(case: dict[str, Any]) -> None:
    claims = read(case["text"], case.get("published", date(2022, 5, 25)))
    wanted = [dict(zip(FIELDS, row, strict=True)) for row in case["claims"]]
    found = [as_row(claim) for claim in claims]
    shown = [
        {name: row[name] for name, value in want.items() if value is not None}
        for row, want in zip(found, wanted, strict=False)
    ]
    assert shown == [{k: v for k, v in want.items() if v is not None} for want in wanted]
    assert len(found) == len(wanted)


def test_fall_makes_growth_negative() -> None:
    (growth,) = read("公司营收同比下降12.3%。")
    assert str(growth.quantity.stated) == "-12.3"
    assert growth.quantity.low is not None and growth.quantity.high is not None
    assert growth.quantity.low < growth.quantity.stated < growth.quantity.high


def test_unknown_metric_is_the_phrase_itself() -> None:
    (first,) = read("平台的动销掌柜总数达到12万。")
    (second,) = read("截至6月底，动销掌柜总数为12万。", date(2022, 7, 25))
    assert first.metric is not None and second.metric is not None
    assert first.metric.id == second.metric.id == "~动销掌柜总数"


def test_carries_period_and_subject_through_the_paragraph() -> None:
    text = "2022年第一季度，腾讯表现稳健。其间营收为1355亿元。"
    (claim,) = read(text)
    assert (claim.subject and claim.subject.id, claim.period.label) == ("tencent", "2022Q1")
    assert claim.period.fixed_by == "context"


def test_paragraphs_do_not_hand_periods_on() -> None:
    claim = read("2021年，腾讯稳健。\n\n营收为1355亿元。")[-1]
    assert claim.period.kind == "unstated"


def test_span_is_the_value_in_the_source() -> None:
    source = "<p>日活达<b>3.46</b>亿，月活达５.９８亿。</p>"
    article = claimcheck.load(text=source)
    first, second = claimcheck.extract(article)
    assert source[first.span.start : first.span.end] == "3.46</b>亿"
    assert source[second.span.start : second.span.end] == "５.９８亿"


def test_scope_keeps_narrowed_figures_apart() -> None:
    whole, part = read("快手GMV达1751亿元。\n\n快手品牌类商品GMV达300亿元。")
    assert whole.scope == () and part.scope == ("品牌类商品",)


def test_numbers_that_only_narrow_a_noun_are_skipped() -> None:
    article = claimcheck.load(text="2021年三季度，10万粉以上的店铺数同比增长42%。")
    from claimcheck.extract import read as read_article
    from claimcheck.lexicon import default_lexicon

    reading = read_article(article, default_lexicon())
    assert [s.reason for s in reading.skipped] == ["qualifier"]
    assert [c.quantity.text for c in reading.claims] == ["42%"]


def test_no_clause_is_longer_than_data_may_be() -> None:
    from claimcheck.extract.clauses import LONGEST_SENTENCE, clauses
    from claimcheck.model import Span

    text = "1 " * LONGEST_SENTENCE + "甲" * LONGEST_SENTENCE + "乙"
    found = clauses(text, Span(0, len(text)))
    assert "".join(text[c.start : c.end] for c in found) == text
    assert max(c.end - c.start for c in found) <= LONGEST_SENTENCE


def test_time_grows_with_the_sentence_and_not_with_its_square() -> None:
    from time import process_time

    def seconds(clauses: int) -> float:
        article = claimcheck.load(text="快手2022年一季度日活达3.46亿，" * clauses)
        start = process_time()
        claimcheck.extract(article)
        return process_time() - start

    seconds(200)  # compiles what is compiled once
    assert seconds(3200) < 16 * 3 * max(seconds(200), 0.01)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("經濟部公布零售業營業額3,147億元。", "TWD"),
        ("港股半日成交額659億元。", "HKD"),
        ("證監會公布，公司營收659億元。", "CNY"),
        ("经济部公布营业额3147亿元。", "CNY"),
        ("經濟部公布營業額3,147億元，約合人民幣700億元。", "CNY"),
    ],
)
def test_plain_yuan_is_the_money_of_the_articles_home(text: str, currency: str) -> None:
    assert read(text)[0].quantity.unit == currency


def test_currency_at_the_end_of_a_list_is_that_of_all_of_it() -> None:
    assert [c.quantity.unit for c in read("研发投入分别为122亿、127.6亿和129.6亿元。")] == ["CNY"] * 3
