"""Which slip a conflict is put down to, and what is suggested."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

import claimcheck
from claimcheck import Finding
from claimcheck.extract.quantities import find_quantities
from claimcheck.folding import fold
from claimcheck.lexicon import default_lexicon, rules_folder
from claimcheck.model import Quantity
from claimcheck.rules import load_rules
from claimcheck.slips import slips

SAME_FACT = load_rules(rules_folder() / "checks" / "same-fact.yaml")


def quantity(text: str) -> Quantity:
    (found,) = find_quantities(fold(text), text, default_lexicon())
    return found


def conflict(*texts: str, authority: tuple[str, ...] = ()) -> Finding:
    """The one conflict among texts that appeared a day apart."""
    articles = [
        claimcheck.load(f"{n}.txt", text=text, published=date(2022, 5, n)) for n, text in enumerate(texts, 1)
    ]
    told = (
        [replace(a, authority=w) for a, w in zip(articles, authority, strict=True)] if authority else articles
    )
    (found,) = claimcheck.compare(told, rules=SAME_FACT).conflicts
    return found


@pytest.mark.parametrize(
    ("wrong", "right", "name"),
    [
        ("3.64亿", "3.46亿", "transposed"),
        ("3.64亿", "345.5 million", "transposed"),
        ("3.46万", "3.46亿", "scale"),
        ("346 billion", "3.46亿", "scale"),
        ("1751元", "1751亿元", "scale-missing"),
        ("123.46万元", "1234567.89万元", "decimal-point"),
        ("123.46万元", "123.456789亿元", "scale"),
        ("34.6亿", "3.46亿", "decimal-point"),
        ("17510亿元", "1751亿元", "extra-digit"),
        ("175亿元", "1751亿元", "missing-digit"),
        ("17571亿元", "1751亿元", "extra-digit"),
        ("1761亿元", "1751亿元", "digit"),
        ("47.7%", "77.4%", "transposed"),
    ],
)
def test_two_figures_tell_the_slip(wrong: str, right: str, name: str) -> None:
    assert list(slips(quantity(wrong), quantity(right))) == [name]


def test_reversed_sign_is_a_slip_of_direction() -> None:
    growth = quantity("47.7%")
    assert growth.stated is not None
    assert list(slips(replace(growth, stated=-growth.stated), growth)) == ["sign"]


@pytest.mark.parametrize(("wrong", "right"), [("9516亿元", "1187亿元"), ("0%", "5%"), ("数千万", "3.46亿")])
def test_unlike_figures_show_no_slip(wrong: str, right: str) -> None:
    assert list(slips(quantity(wrong), quantity(right))) == []


def test_a_conflict_names_its_slip_and_the_other_figure() -> None:
    found = conflict("快手2022年一季度日活达3.46亿。", "快手2022年第一季度DAU为3.64亿。")
    assert found.cause is not None
    assert found.cause.id == "cause-transposed"
    assert dict(found.cause.arguments)["figure"] == "346000000 count"


@pytest.mark.parametrize(
    ("elsewhere", "name"),
    [
        ("快手2022年一季度月活为5.98亿。", "cause-metric"),
        ("快手2021年四季度日活为5.98亿。", "cause-stale"),
        ("快手2020年二季度日活为5.98亿。", "cause-period"),
        ("哔哩哔哩2022年一季度日活为5.98亿。", "cause-subject"),
    ],
)
def test_a_figure_that_belongs_elsewhere_is_traced(elsewhere: str, name: str) -> None:
    found = conflict("快手2022年一季度日活达3.46亿。", "快手2022年第一季度DAU为5.98亿。", elsewhere)
    assert found.cause is not None and found.cause.id == name
    assert any(
        step.id == "cause-shown" and dict(step.arguments)["document"] == "3.txt" for step in found.explanation
    )


def test_several_causes_are_ranked() -> None:
    found = conflict(
        "快手2022年一季度MAU同比增长15%。",
        "快手2022年第一季度月活同比增长17%。",
        "快手2022年一季度日活同比增长17%。",
    )
    named = [m.id for m in found.explanation if m.id.startswith("cause-")]
    assert found.cause is not None and found.cause.id == "cause-metric"
    assert named == ["cause-shown", "cause-else", "cause-digit"]


def test_the_side_of_higher_authority_is_told_nothing() -> None:
    texts = ("快手2022年一季度日活达3.46亿。", "快手2022年第一季度DAU为3.64亿。")
    drafted, source = (claimcheck.load(f"{n}.txt", text=t) for n, t in enumerate(texts))
    (found,) = claimcheck.check(
        replace(drafted, authority="filing"), against=[source], rules=SAME_FACT
    ).conflicts
    assert found.cause is not None and "figure" not in dict(found.cause.arguments)


def test_figures_without_likeness_have_no_cause() -> None:
    assert conflict("京东2021年营业收入为9516亿元。", "京东2021年营收为1187亿元。").cause is None
