"""Which statements meet, and what the meeting comes to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import claimcheck
from claimcheck import Report
from claimcheck.lexicon import rules_folder
from claimcheck.rules import Rule, load_rules

RULES = load_rules(rules_folder() / "checks")
EXAMPLES = [
    (rule, verdict, texts) for rule in RULES for verdict, rows in rule.examples.items() for texts in rows
]


@pytest.mark.parametrize(("rule", "verdict", "texts"), EXAMPLES, ids=lambda value: getattr(value, "id", None))
def test_rule_does_what_its_examples_say(rule: Rule, verdict: str, texts: tuple[str, ...]) -> None:
    found = {f.verdict.value for f in claimcheck.compare(texts, rules=[rule]).findings}
    if verdict == "silent":
        assert not found & {"conflict", "confirmed", "superseded"}
    else:
        assert verdict in found


def report(*texts: str | tuple[str, date]) -> Report:
    """Compare texts; a pair gives the day of publication."""
    pairs = [(t, None) if isinstance(t, str) else t for t in texts]
    return claimcheck.compare(
        [claimcheck.load(f"{n}.txt", text=text, published=day) for n, (text, day) in enumerate(pairs, 1)]
    )


def verdicts(found: Report) -> set[str]:
    return {f.verdict.value for f in found.findings}


def test_two_articles_confirm_each_other() -> None:
    found = report("快手2022年一季度日活达3.46亿。", "2022年第一季度快手DAU为3.46亿。")
    (confirmation,) = found.confirmations
    assert confirmation.agreement == "identical"
    assert [c.document for c in confirmation.claims] == ["1.txt", "2.txt"]


def test_an_article_never_confirms_itself() -> None:
    found = report("快手2022年一季度日活达3.46亿。\n\n2022年第一季度快手DAU为3.46亿。")
    assert verdicts(found) == {"repeated"}


def test_copies_of_one_text_are_one_origin() -> None:
    text = "快手2022年一季度日活达3.46亿。"
    assert verdicts(report(text, text)) == {"repeated"}


def test_part_that_carries_the_parents_figure_meets_it() -> None:
    found = report("快手电商2022年一季度GMV达1751亿元。", "快手2022年一季度电商交易总额为1751亿元。")
    assert len(found.confirmations) == 1


def test_plan_and_deed_are_not_comparable() -> None:
    found = report("腾讯2022年将投入营销费用10亿元。", "腾讯2022年营销费用为12亿元。")
    reasons = {f.reason.id for f in found.findings if f.reason}
    assert not found.conflicts and reasons == {"modality"}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ("快手2022年二季度日活达3.47亿。", "period"),
        ("快手极速版以外，快手2022年一季度海外市场日活达1亿。", "scope"),
        ("快手2022年一季度日活同比增长17%。", "measure"),
    ],
)
def test_not_comparable_says_why(other: str, reason: str) -> None:
    found = report("快手2022年一季度日活达3.46亿。", other)
    assert not found.conflicts
    assert {f.reason.id for f in found.findings if f.reason} <= {reason, "scope", "period", "measure"}


def test_currencies_are_never_converted() -> None:
    found = report("腾讯2021年营收为5601亿元。", "腾讯2021年营收为880亿美元。")
    assert {f.reason.id for f in found.findings if f.reason} == {"currency"}


def test_unstated_period_means_around_publication() -> None:
    stated = ("快手2022年一季度日活达3.46亿。", date(2022, 5, 25))
    soon = ("目前，快手日活达3.46亿。", date(2022, 7, 1))
    late = ("目前，快手日活达4.2亿。", date(2023, 5, 1))
    assert len(report(stated, soon).confirmations) == 1
    assert verdicts(report(stated, late)) == {"not-comparable"}


def test_conflict_on_an_unstated_period_is_a_warning() -> None:
    stated = ("快手2022年一季度日活达3.46亿。", date(2022, 5, 25))
    soon = ("目前，快手日活达3.64亿。", date(2022, 7, 1))
    assert [f.level.value for f in report(stated, soon).conflicts] == ["warning"]


@pytest.mark.parametrize(("other", "conflicts"), [("3.64亿", 1), ("34.6亿", 1), ("4.19亿", 0)])
def test_figures_that_nothing_dates_clash_only_by_a_slip(other: str, conflicts: int) -> None:
    first = ("快手日活达3.46亿。", date(2022, 6, 1))
    found = report(first, (f"快手DAU为{other}。", date(2022, 6, 8)))
    assert len(found.conflicts) == conflicts


def test_748_and_749_conflict_though_both_round_to_700() -> None:
    found = report(
        "快手2022年一季度员工人数为748千人。",
        "快手2022年一季度员工人数为749千人。",
        "快手2022年一季度员工人数为0.7百万人。",
    )
    assert found.conflicts


def test_many_statements_of_one_fact_make_few_findings() -> None:
    texts = [f"快手2022年一季度日活达{3 + n % 2 / 100:.2f}亿。第{n}篇。" for n in range(200)]
    assert len(report(*texts).findings) <= 4


def test_order_of_articles_does_not_matter() -> None:
    folder = Path(__file__).parents[2] / "seeds"
    paths = sorted(folder.glob("*.*"))
    forward = claimcheck.compare([claimcheck.load(p) for p in paths])
    backward = claimcheck.compare([claimcheck.load(p) for p in reversed(paths)])
    assert [f.id for f in forward.findings] == [f.id for f in backward.findings]


def test_growth_from_a_year_and_from_a_month_before_are_compared_each_with_its_like() -> None:
    found = report(
        "京东2025年7月营收环比增长12.4%，同比增长35.6%。", "京东2025年7月营收环比增长12.4%，同比增长36.5%。"
    )
    (conflict,) = found.conflicts
    assert {c.quantity.text for c in conflict.claims} == {"35.6%", "36.5%"}
    assert {c.quantity.text for f in found.confirmations for c in f.claims} == {"12.4%"}


def test_equal_growth_from_different_bases_confirms_nothing() -> None:
    found = report("京东2025年7月营收环比增长12.4%。", "京东2025年7月营收同比增长12.4%。")
    assert "confirmed" not in verdicts(found)


def test_forecasts_made_weeks_apart_may_differ() -> None:
    first = ("京东预计2025年全年营收为1.1万亿元。", date(2025, 3, 6))
    later = ("京东预计2025年全年营收为1.2万亿元。", date(2025, 8, 14))
    same_day = ("京东预计2025年全年营收为1.2万亿元。", date(2025, 3, 7))
    assert not report(first, later).conflicts
    assert report(first, same_day).conflicts


def test_prices_of_things_without_names_do_not_clash_with_each_other() -> None:
    day = date(2022, 5, 6)
    told = "东街成交1024套，均价28600元/平方米；西山成交867套，均价19450元/平方米；"
    told += "高坪成交1395套，均价24180元/平方米。"
    source = claimcheck.load("source", text=told, published=day)
    again = "2022年4月，东街成交1024套，均价2.86万元/平方米；西山成交867套，均价1.95万元/平方米。"
    draft = claimcheck.load("draft", text=again, published=day)
    assert not claimcheck.check([draft], against=[source]).conflicts
