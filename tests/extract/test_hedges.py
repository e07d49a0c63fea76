from __future__ import annotations

from decimal import Decimal

import pytest

from claimcheck.extract.hedges import Hedge, hedge_after, hedge_before, hedges, interval
from claimcheck.extract.numbers import Numeral
from claimcheck.lexicon import default_lexicon
from claimcheck.model import Bound

TABLE = hedges(default_lexicon())
HUNDRED = Numeral(Decimal(100), Decimal(100), Decimal(100))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("规模超过", Bound.OVER),
        ("已近", Bound.NEARLY),
        ("总计约", Bound.ABOUT),
        ("人数不足", Bound.UNDER),
        ("a total of more than ", Bound.OVER),
        ("签约", None),
        ("最近", None),
        ("moreover ", None),
    ],
)
def test_words_in_front(text: str, bound: Bound | None) -> None:
    hedge = hedge_before(text[::-1], len(text), TABLE, False)
    assert (hedge.bound if hedge else None) == bound


@pytest.mark.parametrize(
    ("text", "bound"), [("以上", Bound.OVER), ("左右", Bound.ABOUT), ("以下", Bound.UNDER), ("家", None)]
)
def test_words_behind(text: str, bound: Bound | None) -> None:
    hedge = hedge_after(text, 0, TABLE)
    assert (hedge.bound if hedge else None) == bound


@pytest.mark.parametrize(
    ("bound", "closed", "expected"),
    [
        (Bound.OVER, False, (100, None, True, False)),
        (Bound.OVER, True, (100, None, False, False)),
        (Bound.UNDER, False, (None, 100, False, True)),
        (Bound.UNDER, True, (None, 100, False, False)),
        (Bound.NEARLY, False, (90, 100, False, True)),
        (Bound.ABOUT, False, (95, 105, False, False)),
    ],
)
def test_interval_of_a_bound(
    bound: Bound, closed: bool, expected: tuple[int | None, int | None, bool, bool]
) -> None:
    assert interval(HUNDRED, Hedge(bound, closed, 0), True, TABLE) == expected


def test_a_count_is_a_point_and_a_figure_is_half_open() -> None:
    assert interval(HUNDRED, None, True, TABLE) == (100, 100, False, False)
    assert interval(HUNDRED, None, False, TABLE) == (Decimal("99.5"), Decimal("100.5"), False, True)
