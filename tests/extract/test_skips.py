from __future__ import annotations

import pytest

from claimcheck.extract.quantities import find_quantities
from claimcheck.extract.skips import skip_reason
from claimcheck.folding import fold
from claimcheck.lexicon import default_lexicon

LEXICON = default_lexicon()


def reasons(text: str) -> list[str | None]:
    folded = fold(text)
    return [skip_reason(folded, q, LEXICON) for q in find_quantities(folded, text, LEXICON)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("公司排名第3", "ordinal"),
        ("毛利11,71246.48", "glued"),
        ("people aged 40", "age"),
        ("Lin Mei, 34, said the flood took her house", "age"),
        ("at 350 Fifth Avenue", "address"),
        ("at 12 Market St. in the old town", "address"),
        ("plus or minus 2%", "tolerance"),
        ("Formula 1 teams", "name"),
        ("市占率第一", "ordinal"),
        ("1. 升级产品", "ordinal"),
        ("2、优化体验", "ordinal"),
        ("自8.0版本升级以来", "version"),
        ("搭载iOS 16系统", "version"),
        ("（证券代码：300400）", "code"),
        ("股票代码01024上涨", "code"),
        ("小鹏汽车（9868.HK）", "code"),
        ("咨询电话：4008123123", "phone"),
        ("见 https://example.com/a?id=7788", "url"),
        ("五一假期", "name"),
        ("双十一期间", "name"),
        ("95后用户", "name"),
        ("入选世界500强", "name"),
        ("2022冬奥会", "name"),
        ("澳洲标普200指数", "name"),
        ("三位创作者登台", "list count"),
        ("3个关键词", "list count"),
        ("四大痛点", "list count"),
        ("两波红利", "list count"),
        ("一家公司", "list count"),
        ("始于2019", "date"),
        ("2019年", "date"),
        ("晚上3点", "time"),
        ("19:30开播", "time"),
        ("配比1:1", "ratio"),
        ("主场2:1获胜，比分", "score"),
        ("昨（9）日公布", "date"),
        ("这两家公司", "list count"),
        ("三桶油", "name"),
    ],
)
def test_number_is_no_claim(text: str, reason: str) -> None:
    assert reasons(text)[0] == reason


@pytest.mark.parametrize(
    "text",
    [
        "死亡3人",
        "新增3例",
        "关闭8家门店",
        "交付5辆",
        "营收244亿元",
        "同比增长35.0%",
        "485位创作者",
        "收报5.340",
        "3 people died",
        "at least 235 people",
        "客服人员超过2000人",
        "海拔2400米",
    ],
)
def test_number_stays(text: str) -> None:
    assert set(reasons(text)) == {None}


def test_names_with_letters_are_left_out() -> None:
    assert set(reasons("5G手机与4K电视、A4纸")) <= {"name"}
