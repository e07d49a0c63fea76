"""A draft's figures that no key brings together with a source's: accepted, contradicted or left alone."""

import pytest

import claimcheck
from claimcheck.model import Finding, Level, Verdict

SOURCE = """# 青石镇第三届竹编节落幕

2024-05-18

青石镇第三届竹编节17日闭幕，为期6天的活动吸引了4280名游客，卖出竹篮1365只，总销售额82.6万元。
18岁的学徒阿青在编篮比赛中用时2分17秒，以3比1胜出，排名第2。
镇长表示，明年将把培训班从7个增至12个。
"""

DRAFTS = [
    ("竹编节吸引4280名游客。", "4280名", Verdict.COMPATIBLE),
    ("竹编节吸引约4300名游客。", "约4300名", Verdict.COMPATIBLE),
    ("竹编节卖出竹篮1635只。", "1635只", Verdict.CONFLICT),
    ("学徒阿青在编篮比赛中以3比1胜出。", "3比1", Verdict.COMPATIBLE),
    ("学徒阿青在编篮比赛中以3比2胜出。", "3比2", Verdict.CONFLICT),
    ("学徒阿青编篮用时2分17秒。", "2分17秒", Verdict.COMPATIBLE),
    ("学徒阿青编篮用时2分71秒。", "2分71秒", Verdict.CONFLICT),
    ("18岁的学徒阿青在编篮比赛中胜出。", "18岁", Verdict.COMPATIBLE),
    ("镇上将把培训班增至15个，比原来的14个多。", "15个", Verdict.CONFLICT),
    ("镇上的公交线路新开了9条，最长的有33公里。", "33公里", Verdict.UNMATCHED),
]


@pytest.mark.parametrize(("draft", "figure", "verdict"), DRAFTS)
def test_a_figure_of_the_draft_is_judged(draft: str, figure: str, verdict: Verdict) -> None:
    report = claimcheck.check(draft, against=[SOURCE])

    outcomes = {c.quantity.text: v for c, (_, v) in zip(report.claims, report.verdicts, strict=True)}

    assert outcomes[figure] == verdict


def _conflict(draft: str, source: str = SOURCE) -> Finding:
    return next(
        f for f in claimcheck.check(draft, against=[source]).conflicts if f.rule.endswith("same-figure")
    )


def test_what_the_wording_contradicts_is_a_warning() -> None:
    assert _conflict("竹编节卖出竹篮1635只。").level is Level.WARNING


def test_the_statement_that_it_clashes_with_comes_first() -> None:
    assert "1365只" in _conflict("竹编节卖出竹篮1635只。").claims[1].quote


def test_figures_of_other_days_do_not_contradict() -> None:
    draft = "2024-06-20\n\n竹编节卖出竹篮1635只。"

    assert not claimcheck.check(draft, against=[SOURCE]).conflicts


def test_an_article_about_something_else_contradicts_nothing() -> None:
    source = "2024-05-18\n\n昨晚的球赛共有1520名观众到场，主队以2比0取胜，门票收入31.4万元。"

    assert not claimcheck.check("竹编节卖出竹篮1635只，总销售额62.8万元。", against=[source]).conflicts


def test_a_draft_that_repeats_itself_is_still_held_against_its_source() -> None:
    draft = "竹编节卖出竹篮1365只。\n\n竹编节卖出竹篮1365只。"

    outcomes = {v for _, v in claimcheck.check(draft, against=[SOURCE]).verdicts}

    assert Verdict.UNMATCHED not in outcomes


ELSEWHERE = """# 山路事故

事故造成5人死亡、14人受伤。救援持续了9小时，有60名消防员参加，村里腾出37间房。
"""


def test_an_equal_figure_of_another_thing_is_no_ground() -> None:
    found = _conflict("事故造成14人死亡。", ELSEWHERE)

    assert found.claims[1].quantity.text.startswith("5人")
    assert found.reason is not None
    assert found.reason.id == "figure-elsewhere"
    assert "14人受伤" in dict(found.reason.arguments)["quote"]


def test_what_the_source_says_comes_before_what_does_not_add_up_in_the_draft() -> None:
    source = "2024-05-18\n\n沪指收报3100.20点，上涨15.40点，涨幅0.50%，成交额为4100亿元。"

    found = claimcheck.check("沪指收报3120.20点，上涨15.40点，涨幅1.50%。", against=[source]).conflicts

    assert {len({c.document for c in f.claims}) for f in found} == {1, 2}
    assert len({c.document for c in found[0].claims}) == 2


def test_the_other_four_are_of_five() -> None:
    source = "The other four parties followed with narrow margins. The vote was held in 31 towns."

    assert not claimcheck.check("Five parties led with narrow margins.", against=[source]).conflicts


def test_articles_that_are_compared_with_each_other_are_left_alone() -> None:
    report = claimcheck.compare(["竹编节卖出竹篮1635只。", SOURCE])

    assert not [f for f in report.findings if f.rule.endswith("same-figure")]
