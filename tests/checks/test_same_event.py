"""same-event: days of events and their victims are held against each other only where both tell one thing."""

from __future__ import annotations

from datetime import date

import pytest

import claimcheck
from claimcheck.model import Verdict

FLOOD = "石岭水库发生溃坝事故，下游三个村庄被淹"


def verdicts(*articles: tuple[str, str]) -> list[Verdict]:
    loaded = [
        claimcheck.load(f"a{n}", text=t, published=date.fromisoformat(d)) for n, (t, d) in enumerate(articles)
    ]
    return [f.verdict for f in claimcheck.compare(loaded).findings if f.rule == "same-event"]


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("2019年8月7日，" + FLOOD, "2018年8月7日，" + FLOOD, [Verdict.CONFLICT]),
        ("2019年8月7日，" + FLOOD, "2019年8月17日，" + FLOOD, [Verdict.CONFLICT]),
        ("2019年8月12日，" + FLOOD, "2019年8月21日，" + FLOOD, [Verdict.CONFLICT]),
        ("2019年8月12日，" + FLOOD, "2019年8月12日，" + FLOOD + "，至今未修复。", [Verdict.COMPATIBLE]),
        ("2019年8月12日，" + FLOOD, "2019年8月14日，" + FLOOD, []),  # no slip of the pen
        ("2019年8月31日，" + FLOOD, "2018年8月31日，" + FLOOD, []),  # such days recur
        ("2019年8月7日，" + FLOOD, "2018年8月7日，远山公司宣布新一代产品上市。", []),
    ],
)
def test_days_of_one_event(a: str, b: str, wanted: list[Verdict]) -> None:
    assert verdicts((a + "。", "2021-03-02"), (b + "。", "2021-05-09")) == wanted


def test_article_that_knows_both_days_contradicts_neither() -> None:
    both = f"2019年8月7日，{FLOOD}。此前，2018年8月7日，{FLOOD}。"
    assert Verdict.CONFLICT not in verdicts((both, "2021-03-02"), (f"2018年8月7日，{FLOOD}。", "2021-05-09"))


def test_days_of_the_news_are_not_held_against_each_other() -> None:
    a, b = (
        "2019年8月7日，沪市成交放量，沪指高开高走全天上涨。",
        "2018年8月7日，沪市成交放量，沪指高开高走全天上涨。",
    )
    assert verdicts((a, "2019-08-07"), (b, "2018-08-07")) == []


@pytest.mark.parametrize(
    ("days", "wanted"),
    [(("2019-08-07", "2019-08-08"), [Verdict.CONFLICT]), (("2019-08-07", "2019-08-14"), [])],
)
def test_victims_clash_only_in_articles_of_one_time(days: tuple[str, str], wanted: list[Verdict]) -> None:
    a, b = f"{FLOOD}，造成12人遇难。", f"{FLOOD}，造成21人遇难。"
    assert verdicts((a, days[0]), (b, days[1])) == wanted


def test_other_victims_and_other_events_do_not_clash() -> None:
    a = f"{FLOOD}，造成12人遇难。"
    assert verdicts((a, "2019-08-07"), (f"{FLOOD}，造成21人受伤。", "2019-08-07")) == []
    assert verdicts((a, "2019-08-07"), ("一艘渔船在东屿外海沉没，造成21人遇难。", "2019-08-07")) == []


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("截至8月12日9时，", "截至8月12日20时，", []),  # a toll rises through the day
        ("截至8月12日20时，", "截至12日20时，", [Verdict.CONFLICT]),
        ("截至8月12日，", "截至8月12日20时，", [Verdict.CONFLICT]),
        ("截至8月12日20时30分，", "截至8月12日20时，", []),
    ],
)
def test_victims_of_another_hour_are_no_conflict(a: str, b: str, wanted: list[Verdict]) -> None:
    toll = ("已造成3人遇难。", "已造成13人遇难。")
    told = [(f"{when}{FLOOD}，{said}", "2019-08-12") for when, said in zip((a, b), toll, strict=True)]
    assert [v for v in verdicts(*told) if v is Verdict.CONFLICT] == wanted
