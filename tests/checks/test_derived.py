"""The smaller derived checks, where they speak and where they have to be silent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import claimcheck
from claimcheck import Report
from claimcheck.checks import ready
from claimcheck.checks.derived import shifted
from claimcheck.errors import RuleError
from claimcheck.lexicon import rules_folder
from claimcheck.matching import When
from claimcheck.rules import load_rules

CHECKS = {"growth", "share", "sum", "part-of-whole", "cumulative", "formula", "headline", "plausible"}
RULES = [rule for rule in load_rules(rules_folder() / "checks") if rule.check in CHECKS]


def report(*texts: str, name: str = "{}.txt") -> Report:
    articles = [
        claimcheck.load(name.format(n), text=text, published=date(2022, 7, 30))
        for n, text in enumerate(texts)
    ]
    return claimcheck.compare(articles, rules=RULES)


def checks(found: Report) -> list[str]:
    return [finding.rule.split("/")[0] for finding in found.conflicts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("JD's revenue rose 37.6% to $952 billion from $746 billion a year earlier.", ["growth"]),
        ("JD's revenue rose 27.6% to $952 billion from $746 billion a year earlier.", []),
        ("快手2021年营收811亿元，较上年增加223亿元，增幅37.9%。", []),
        ("快手2021年营收811亿元，较上年增加323亿元，增幅37.9%。", ["growth"]),
        ("快手2021年毛利率由上年的40.5%升至42.0%，提高1.5个百分点。", []),
        ("快手2021年毛利率由上年的40.5%升至42.0%，提高2.5个百分点。", ["growth"]),
        ("京东2021年营收由2019年的5769亿元增至9516亿元，年均增长28.4%。", []),
        ("京东2021年营收同口径由上年的7458亿元增加37.6%至9516亿元。", []),
        ("某公司2021年净利润由上年的-5亿元增加137%至9亿元。", []),
        ("2021年，中国GDP为114.4万亿元，上年同期为101.6万亿元，同比增长8.1%。", []),
    ],
)
def test_movements_of_one_sentence(text: str, found: list[str]) -> None:
    assert checks(report(text)) == found


def test_two_bases_in_one_article_settle_nothing() -> None:
    text = "快手2021年营收为811亿元，同比增长57.9%。快手2020年营收为588亿元。快手2020年营收为602亿元。"
    assert checks(report(text)) == []


def test_a_base_of_another_article_makes_a_warning() -> None:
    (finding,) = report("快手2021年营收为811亿元，同比增长57.9%。", "快手2020年营收为588亿元。").conflicts
    assert finding.level.value == "warning"


def test_the_offsets_of_html_do_not_matter() -> None:
    text = "<p>京东2021年<b>营收</b>由上年的<i>7458</i>亿元&nbsp;增加37.6%至9516亿元。</p>"
    assert checks(report(text, name="{}.html")) == ["growth"]


def test_what_concerns_no_draft_is_not_reported() -> None:
    wrong = "京东2021年营收由上年的7458亿元增加37.6%至9516亿元。"
    found = claimcheck.check("快手2021年营收为811亿元。", against=[wrong], rules=RULES)
    assert not found.conflicts


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["2022年1至5月，比亚迪销量为51万辆。", "2022年1至6月，比亚迪销量为46万辆。"], ["cumulative"]),
        (["2022年1至5月，比亚迪销量为51万辆。", "2022年1至6月，比亚迪销量约为50万辆。"], []),
        (["2021年1至5月，比亚迪销量为51万辆。", "2022年1至6月，比亚迪销量为46万辆。"], []),
        (["2022年一季度，快手净利润为5亿元。", "2022年上半年，快手净利润为3亿元。"], []),
    ],
)
def test_running_totals(texts: list[str], found: list[str]) -> None:
    assert checks(report(*texts)) == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("快手2022年一季度日活达3.64亿", ["headline"]),
        ("快手2022年一季度日活超3.4亿", []),
        ("快手2022年一季度日活近3.5亿", []),
        ("快手2022年二季度日活达3.64亿", []),
        ("快手新增18万主播", []),
    ],
)
def test_a_title_is_held_to_its_body(title: str, found: list[str]) -> None:
    text = f"# {title}\n\n2022年一季度，快手日活跃用户达3.46亿，月活跃用户达5.98亿。"
    assert checks(report(text, name="{}.md")) == found


def test_a_metric_that_does_not_exist_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("check: part-of-whole\nwith:\n  parts: {mau: [inventry]}\n", "utf-8")
    with pytest.raises(
        RuleError, match=r"mine\.yaml:3: parts: 'inventry' is no metric; did you mean 'inventory'\?"
    ):
        ready(load_rules(tmp_path))


def test_the_last_day_of_a_month_stays_the_last() -> None:
    february = When(date(2024, 2, 1), date(2024, 2, 29), False, "")
    assert shifted(february, 12) == When(date(2023, 2, 1), date(2023, 2, 28), False, "")
