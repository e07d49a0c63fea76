from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.extract.periods import comparison_bases, find_periods, unstated
from claimcheck.folding import fold
from claimcheck.lexicon import default_lexicon
from claimcheck.model import FixedBy, Period, PeriodKind

DATA = Path(__file__).parents[1] / "data"
PUBLISHED = date(2022, 5, 24)


def periods(text: str, published: date | None = PUBLISHED, **options: Any) -> list[Period]:
    return find_periods(fold(text), text, published, default_lexicon(), **options)


def cases(language: str) -> list[Any]:
    rows = yaml.safe_load((DATA / f"periods-{language}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["text"]) for row in rows]


def told(period: Period) -> dict[str, Any]:
    return {
        "start": period.start,
        "end": period.end,
        "kind": str(period.kind),
        "label": period.label,
        "fixed_by": str(period.fixed_by),
        "span": period.text,
    }


@pytest.mark.parametrize("case", [*cases("zh"), *cases("en")])
def test_surface_form(case: dict[str, Any]) -> None:
    wanted = {k: v for k, v in case.items() if k not in ("text", "published")}
    found = periods(case["text"], case.get("published", PUBLISHED))
    last = told(found[-1]) if found else None
    assert (last and {k: last[k] for k in wanted}) == (wanted or None)


@pytest.mark.parametrize(
    "text",
    [
        "历经10年建设",
        "用时35天",
        "30天时间",
        "稳定发展超过3年",
        "每年举办",
        "每月一次",
        "一年一度",
        "半年服务号配置",
        "升级到8.0版本",
        "编号2024",
        "共有2021家门店",
        "5号楼",
        "2号线",
        "比分10:13",
        "报3.46元",
        "股价上涨8点",
        "每年3月举行",
        "三分之二",
        "百分之二十",
        "20221人",
        "2.2022",
        "第3期",
        "in 2,021 cases",
        "version 2.0",
        "12 million people",
        "the 2021st visitor",
        "month after month",
        "2月30日",
        "罗马并非一日建成",
        "连续第四日上涨",
        "7日年化收益率",
        "11月合约涨1.77%",
        "每天早上",
        "全天候监测",
        "春节临近",
        "中秋节日市场",
        "三年内增长一倍",
    ],
)
def test_no_period(text: str) -> None:
    assert periods(text) == []


def test_all_periods_come_in_text_order_without_overlap() -> None:
    found = periods("2021年全年营收10亿元，其中第四季度3亿元；今年一季度为2亿元，去年同期为1亿元。")
    assert [p.label for p in found] == ["2021", "2021Q4", "2022Q1", "2021Q1"]


def test_year_of_the_sentence_goes_to_a_lone_month() -> None:
    assert [p.fixed_by for p in periods("2021年，公司4月份卖出3万台")] == [FixedBy.TEXT, FixedBy.CONTEXT]


def test_year_of_another_sentence_does_not() -> None:
    assert [p.label for p in periods("2021年营收10亿元。一季度营收3亿元。")] == ["2021", "2022Q1"]


@pytest.mark.parametrize(
    ("text", "published", "label"),
    [
        ("3月31日，公司公布2025年业绩。全年营收123亿元", date(2026, 3, 31), "2025"),
        ("2025年业绩创新高。3月，公司上市。全年营收12亿元", date(2026, 3, 31), "2025"),
        ("2025年营收10亿元。上半年营收3亿元", date(2026, 3, 31), "2025H1"),
        ("2025年营收10亿元。一季度营收3亿元", date(2026, 5, 6), "2026Q1"),
        ("2025年营收10亿元。今年全年目标为12亿元", date(2026, 3, 31), "2026"),
        ("2025年营收10亿元。预计上半年营收3亿元", date(2026, 3, 31), "2026H1"),
        ("公司公布年报，全年营收123亿元", date(2026, 3, 31), "2025"),
        ("全年营收目标为140亿元", date(2026, 3, 31), "2026"),
        ("预计全年营收140亿元", date(2026, 3, 31), "2026"),
        ("公司公布中报，全年营收指引不变", date(2026, 8, 20), "2026"),
    ],
)
def test_a_whole_year_is_that_which_the_article_reports_on(text: str, published: date, label: str) -> None:
    assert periods(text, published)[-1].label == label


def test_context_of_the_text_before_gives_the_same_period() -> None:
    (before,) = periods("2022年一季度")
    assert [p.label for p in periods("去年同期为1亿元", context=before)] == ["2021Q1"]


def test_base_of_a_comparison_gives_no_year() -> None:
    found = periods("比2020年增长5%，一季度营收3亿元")
    assert [p.label for p in found] == ["2020", "2022Q1"]


def test_relative_words_without_publication_keep_their_span_only() -> None:
    (found,) = periods("今年一季度营收", published=None)
    assert (found.start, found.end, found.label, found.text) == (None, None, "", "今年一季度")


def test_fiscal_year_of_another_month() -> None:
    (found,) = periods("FY2023", fiscal_year_end="03-31")
    assert (found.start, found.end, found.label) == (date(2022, 4, 1), date(2023, 3, 31), "FY2023")


def test_fiscal_quarter_of_another_month() -> None:
    (found,) = periods("2023财年第一财季", fiscal_year_end="03-31")
    assert (found.start, found.end) == (date(2022, 4, 1), date(2022, 6, 30))


def test_unstated_is_the_day_of_publication() -> None:
    assert unstated(PUBLISHED) == Period(
        None, "", PUBLISHED, PUBLISHED, "", PeriodKind.UNSTATED, FixedBy.PUBLICATION
    )


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("今年一季度较去年同期增长5%", {1}),
        ("一季度比2021年四季度多3亿元", {1}),
        ("与2021年一季度相比增长5%", {0}),
        ("相比去年，今年更好", {0}),
        ("revenue of 3 billion in 2021 compared with 2 billion in 2020", set()),
        ("up 5% from a year earlier", {0}),
        ("from January to June 2022", set()),
        ("2021年和2022年", set()),
    ],
)
def test_comparison_bases(text: str, bases: set[int]) -> None:
    found = periods(text)
    assert comparison_bases(fold(text), found, default_lexicon()) == bases


# ---------------------------------------------------------------- properties

FORMS = [
    "{y}年第一季度",
    "{y}年{m}月",
    "{y}年{m}月{d}日",
    "{y}年1-{m}月",
    "截至{y}年{m}月底",
    "前{m}个月",
    "近{m}年",
]


@st.composite
def surfaces(draw: st.DrawFn) -> str:
    form = draw(st.sampled_from(FORMS))
    return form.format(
        y=draw(st.integers(1990, 2030)), m=draw(st.integers(2, 12)), d=draw(st.integers(1, 28))
    )


def days(text: str) -> list[tuple[Any, ...]]:
    return [(p.start, p.end, p.label, p.kind) for p in periods(text)]


@given(surfaces())
def test_blanks_around_figures_change_nothing(text: str) -> None:
    import re

    assert days(re.sub(r"(\d+)", r" \1 ", text)) == days(text)


@given(surfaces())
def test_width_changes_nothing(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isdigit() else c for c in text)
    assert days(wide) == days(text)


@pytest.mark.parametrize(
    "text", ["2022年第一季度", "过去一年", "今年以来", "截至6月底", "年初至今", "上个月", "礼拜五"]
)
def test_traditional_writing_changes_nothing(text: str) -> None:
    import opencc

    assert days(opencc.OpenCC("s2t").convert(text)) == days(text)


@given(st.lists(surfaces(), min_size=1, max_size=4).map("，公司营收3.46亿元；".join))
def test_the_span_holds_the_expression(text: str) -> None:
    assert all(p.span is not None and text[p.span.start : p.span.end] == p.text for p in periods(text))


@given(st.text(alphabet="0123456789年月日季度前后上下半今去一二三十截至到-~./qfy h12of ", max_size=40))
def test_any_text_gives_ordered_spans_or_nothing(text: str) -> None:
    spans = [p.span for p in periods(text) if p.span]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(
    st.text(alphabet="0123456789年月日季度前后上下半今去一二三十百俩截至到个天周-~./qfy h12of ", max_size=40)
)
def test_first_day_is_never_after_the_last(text: str) -> None:
    assert all(p.start <= p.end for p in periods(text) if p.start and p.end)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Jan 9 - Employers added jobs in December and in November", ["2026-01-09", "2025-12", "2025-11"]),
        ("1月9日公布的数据显示，12月物价上涨", ["2026-01-09", "2025-12"]),
        ("1月9日的会议提出，12月将建成", ["2026-01-09", "2026-12"]),
        ("2026年1月9日开工，12月竣工", ["2026-01-09", "2026-12"]),
    ],
)
def test_month_after_a_day_without_a_year_is_the_nearer_one(text: str, labels: list[str]) -> None:
    assert [p.label for p in periods(text, date(2026, 1, 9))] == labels
