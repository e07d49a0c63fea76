"""A changed figure never stays confirmed; the same figure written otherwise stays so."""

from __future__ import annotations

import pytest

import claimcheck

SOURCE = "快手2022年第一季度日活跃用户达3.46亿，月活跃用户达5.98亿，电商GMV为1751亿元，同比增长47.7%。"
DRAFT = "今年一季度，快手DAU达3.46亿，MAU为5.98亿，电商交易总额达到1751亿元，较去年同期增长47.7%。"


def confirmed(draft: str) -> int:
    from datetime import date

    articles = [
        claimcheck.load("source.txt", text=SOURCE, published=date(2022, 5, 25)),
        claimcheck.load("draft.txt", text=draft, published=date(2022, 7, 1)),
    ]
    return len(claimcheck.compare(articles).confirmations)


def test_all_four_figures_are_confirmed() -> None:
    assert confirmed(DRAFT) == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3.46亿", "3.64亿"),
        ("3.46亿", "3.46万"),
        ("3.46亿", "34.6亿"),
        ("1751亿元", "1751万元"),
        ("1751亿元", "1751亿美元"),
        ("47.7%", "77.4%"),
        ("增长47.7%", "下降47.7%"),
        ("47.7%", "47.7个百分点"),
        ("DAU", "MAU"),
    ],
)
def test_one_slip_loses_its_confirmation(old: str, new: str) -> None:
    assert confirmed(DRAFT.replace(old, new, 1)) <= 3


def test_another_quarter_loses_all() -> None:
    assert confirmed(DRAFT.replace("一季度", "二季度")) == 0


def test_another_company_loses_all() -> None:
    assert confirmed(DRAFT.replace("快手", "哔哩哔哩")) == 0


@pytest.mark.parametrize(
    "same", ["三点四六亿", "34600万", "346百万", "３.４６亿", "3.46 亿", "3.46億", "346,000,000"]
)
def test_the_same_figure_in_another_form_stays_confirmed(same: str) -> None:
    assert confirmed(DRAFT.replace("3.46亿", same)) == 4
