"""How alike the surroundings of two figures are, and what tells them apart."""

import pytest

from claimcheck.checks.alikeness import COUNTERPART, SAME_FACT, parts, shape, weighed
from claimcheck.extract import read
from claimcheck.formats import load
from claimcheck.lexicon import default_lexicon
from claimcheck.model import Reading
from claimcheck.surroundings import Figure, Sources, figures, sources


def _reading(text: str, name: str = "a.md") -> Reading:
    return read(load(name, text=text), default_lexicon(), thorough=True)


def _stated(known: Sources) -> list[Figure]:
    return [figure for group in known.figures.values() for figure in group]


def _parts(draft: str, source: str, index: int = 0) -> dict[str, int]:
    """The parts for the first figure of the draft and the given one of the source."""
    drafted = figures(_reading(draft), default_lexicon())
    known = sources([_reading(source, "b.md")], default_lexicon())
    return parts(drafted[0], _stated(known)[index], drafted[1:], known)


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        ("展会卖出竹篮1365只。", "展会送出竹扇1365只。"),
        ("展会卖出竹篮1365只。", "山上种下果树1365棵。"),
        ("展会卖出竹篮1365只。", "球队得到1365分。"),
    ],
)
def test_liker_words_count_more(nearer: str, farther: str) -> None:
    near, far = (_parts("展会共卖出竹篮1365只。", source) for source in (nearer, farther))

    assert weighed(near, COUNTERPART) > weighed(far, COUNTERPART)
    assert weighed(near, SAME_FACT) > weighed(far, SAME_FACT)


@pytest.mark.parametrize(
    ("draft", "source", "nearest"),
    [
        ("该股收盘报12.4元。", "该股以11.8元高开，此后震荡，尾盘收报12.1元。", "12.1元"),
        ("该股开盘价为12.4元。", "该股以11.8元高开，此后震荡，尾盘收报12.1元。", "11.8元"),
        ("事故造成9人受伤。", "事故造成5人死亡、14人受伤。", "14人"),
        ("全年出口40亿元。", "全年进口38亿元，出口46亿元。", "46亿元"),
        ("The shares closed at $14.", "The shares opened at $12 and closed at $13.", "$13"),
    ],
)
def test_a_role_picks_the_counterpart(draft: str, source: str, nearest: str) -> None:
    drafted = figures(_reading(draft), default_lexicon())[0]
    known = sources([_reading(source, "b.md")], default_lexicon())

    best = max(_stated(known), key=lambda f: weighed(parts(drafted, f, (), known), COUNTERPART))

    assert best.claim.quantity.text.startswith(nearest)


def test_figures_that_stand_together_in_both_speak_for_it() -> None:
    source = "东厂有职工320人，年产竹篮5万只。西厂有职工410人，年产竹篮8万只。"
    draft = "工厂有职工460人，年产竹篮8万只。"

    east, west = (_parts(draft, source, index)["neighbours"] for index in (0, 2))

    assert west > east


def test_what_another_figure_of_the_draft_says_is_taken() -> None:
    found = _parts("甲店卖出52只，乙店卖出40只。", "甲店卖出48只，乙店卖出40只。", 1)

    assert found["taken"] == 1000


def test_parts_stay_within_their_bounds() -> None:
    found = _parts("展会卖出竹篮1365只。", "展会卖出竹篮1365只。")

    assert all(0 <= part <= 1000 for part in found.values())


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("5月3日", "6月12日", True),
        ("2019年", "2021年", True),
        ("5月3日", "2019年", False),
        ("May 3", "June 12", True),
    ],
)
def test_dates_are_of_one_shape(one: str, other: str, alike: bool) -> None:
    assert (shape(one) == shape(other)) is alike
