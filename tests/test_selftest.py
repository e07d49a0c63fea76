"""What the self-test plants, and that it tells the truth about it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest

import claimcheck
from claimcheck import Article, cli
from claimcheck.extract import read
from claimcheck.lexicon import default_lexicon
from claimcheck.selftest import TYPES, selftest
from claimcheck.slip_words import SLIPS

ONE = "快手2022年第一季度日活跃用户达3.46亿，同比增长17.3%；月活为5.98亿；电商GMV为1751亿元，同比增长47.7%。"
TWO = "今年一季度，快手DAU达3.46亿，同比增长17.3%，MAU为5.98亿，电商交易总额达到1751亿元，同比增长47.7%。"


def articles(*texts: str) -> list[Article]:
    return [claimcheck.load(f"{n}.txt", text=t, published=date(2022, 6, n)) for n, t in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("type", "value", "after"),
    [
        ("scale", "1751亿元", "1751万元"),
        ("decimal-point", "3.46亿", "34.6亿"),
        ("percent-points", "17.3%", "17.3个百分点"),
        ("sign", "17.3%", "同比下降17.3%"),
    ],
)
def test_a_slip_changes_what_it_says(type: str, value: str, after: str) -> None:
    text = articles(ONE)[0].text
    claim = next(c for c in read(articles(ONE)[0], default_lexicon()).claims if c.quantity.text == value)
    edit = SLIPS[type](text, claim, default_lexicon(), Random(0))
    assert edit is not None
    assert after in text[: edit.span.start] + edit.text + text[edit.span.end :]


@pytest.mark.parametrize("type", ["digit", "transposed", "extra-digit", "missing-digit"])
def test_a_slip_of_digits_changes_the_value_only(type: str) -> None:
    (article,) = articles(ONE)
    claim = next(c for c in read(article, default_lexicon()).claims if c.quantity.text == "1751亿元")
    edit = SLIPS[type](article.text, claim, default_lexicon(), Random(0))
    assert (
        edit is not None
        and edit.span == claim.span
        and edit.text.endswith("亿元")
        and edit.text != "1751亿元"
    )


def test_every_planted_slip_is_found_where_both_articles_are_plain() -> None:
    outcome = selftest(articles(ONE, TWO), errors=3)
    assert {p.type for p in outcome.planted} >= set(SLIPS)
    assert [p for p in outcome.planted if not p.found] == []


def test_nothing_else_is_in_conflict() -> None:
    outcome = selftest(articles(ONE, TWO), errors=3)
    assert (outcome.conflicts, outcome.alarms) == (0, 0)


def test_most_slips_are_put_down_to_what_they_are() -> None:
    planted = selftest(articles(ONE, TWO), errors=3).planted
    assert sum(p.named for p in planted) * 10 >= 7 * len(planted)


def test_one_seed_gives_one_outcome() -> None:
    first, again, other = (selftest(articles(ONE, TWO), seed=s, errors=2) for s in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_fact_stated_once_is_no_ground_to_plant_in() -> None:
    assert selftest(articles(ONE)).planted == ()


def test_the_command_prints_recall_and_leaves_the_files_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / "1.txt", tmp_path / "2.txt"]
    for path, text in zip(paths, (ONE, TWO), strict=True):
        path.write_text(text, encoding="utf-8")
    code = cli.main(
        ["selftest", str(tmp_path), "--errors", "1", "--published", "2022-06-01", "--format", "json"]
    )
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert set(told["types"]) == set(TYPES)
    assert [path.read_text(encoding="utf-8") for path in paths] == [ONE, TWO]


def test_nothing_stated_twice_is_not_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "1.txt").write_text(ONE, encoding="utf-8")
    assert cli.main(["selftest", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
