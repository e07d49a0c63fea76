from __future__ import annotations

import json
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import opencc
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.extract.quantities import find_quantities
from claimcheck.folding import fold
from claimcheck.lexicon import default_lexicon
from claimcheck.model import Bound, Quantity, Span

DATA = Path(__file__).parents[1] / "data"
BENCH = Path(__file__).parents[2].parent / "shared" / "bench"


def found(text: str, taken: tuple[Span, ...] = ()) -> list[Quantity]:
    return find_quantities(fold(text), text, default_lexicon(), taken)


def table(name: str) -> list[list[Any]]:
    rows: list[list[Any]] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return rows


FORMS = table("quantities-zh.yaml") + table("quantities-en.yaml")


def decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


@pytest.mark.parametrize("row", FORMS, ids=[r[0] for r in FORMS])
def test_form_is_read_as_listed(row: list[Any]) -> None:
    text, stated, bound, unit, *ends = row
    (quantity,) = found(text)
    assert (quantity.stated, quantity.bound, quantity.unit) == (decimal(stated), Bound(bound), unit)
    if ends:
        assert (quantity.low, quantity.high) == tuple(decimal(e) for e in ends)


@pytest.mark.parametrize("row", FORMS, ids=[r[0] for r in FORMS])
def test_form_inside_a_sentence_is_the_same(row: list[Any]) -> None:
    alone, inside = found(row[0])[0], found(f"公告称，这一数字：{row[0]}。")[0]
    assert (alone.stated, alone.low, alone.high, alone.unit) == (
        inside.stated,
        inside.low,
        inside.high,
        inside.unit,
    )


@pytest.mark.parametrize("row", table("quantities-zh.yaml"), ids=[r[0] for r in table("quantities-zh.yaml")])
def test_traditional_and_wide_variants_say_the_same(row: list[Any]) -> None:
    wide = re.sub(r"[0-9]", lambda m: chr(ord(m[0]) + 0xFEE0), opencc.OpenCC("s2t").convert(row[0]))
    plain, variant = found(row[0])[0], found(wide)[0]
    assert (plain.stated, plain.low, plain.high, plain.unit) == (
        variant.stated,
        variant.low,
        variant.high,
        variant.unit,
    )


@pytest.mark.parametrize(
    "text",
    [
        "统一部署",
        "一般情况",
        "一系列举措",
        "三一重工",
        "万科与百度",
        "GIF4",
        "H265",
        "iPhone13",
        "Mate60",
        "单位：亿元",
        "陆家嘴",
        "参股公司",
        "数字化",
        "千问发布",
        "万一",
        "十分重要",
        "一村庄",
        "一圆桌",
    ],
)
def test_words_with_numeral_characters_are_no_quantities(text: str) -> None:
    assert found(text) == []


def test_a_hedge_holds_for_the_whole_list() -> None:
    assert [q.bound for q in found("分别超过70%和80%")] == [Bound.OVER, Bound.OVER]


def test_a_list_shares_the_last_unit() -> None:
    assert [q.stated for q in found("2.79/4.58/5.57亿")] == [279_000_000, 458_000_000, 557_000_000]


def test_from_and_to_are_two_values() -> None:
    assert [q.stated for q in found("从13亿增至14亿")] == [1_300_000_000, 1_400_000_000]
    assert [q.stated for q in found("从13亿到14亿")] == [1_300_000_000, 1_400_000_000]


def test_taken_spans_are_left_alone() -> None:
    assert [q.text for q in found("2022年3.46亿", (Span(0, 5),))] == ["3.46亿"]


def test_growth_words_carry_their_noun() -> None:
    assert found("同比翻番")[0].noun == "翻番"


def test_per_units_are_the_noun() -> None:
    assert found("85美元/桶")[0].noun == "/桶"


def test_a_longer_numeral_hides_no_word() -> None:
    assert [q.stated for q in found("三万一千人")] == [31_000]


@given(
    st.decimals(min_value=0, max_value=10**6, places=2),
    st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)]),
)
@settings(max_examples=60, deadline=None)
def test_what_was_written_lies_in_what_is_read(value: Decimal, scale: tuple[str, int]) -> None:
    (quantity,) = found(f"{value}{scale[0]}元")
    assert quantity.low is not None and quantity.high is not None
    assert quantity.low <= value * scale[1] < quantity.high


@given(
    st.text(
        "0123456789零一二三两百千万亿几数半元人%个.,，至-/约超近多以上 年第RMBmillion$^e分之又点翻番",
        max_size=40,
    )
)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ordered_slices(text: str) -> None:
    quantities = found(text)
    assert [q.text for q in quantities] == [text[q.span.start : q.span.end] for q in quantities]
    assert all(a.span.end <= b.span.start for a, b in pairwise(quantities))
    assert all(q.low is None or q.high is None or q.low <= q.high for q in quantities)


def _right(expected: dict[str, Any], quantities: list[Quantity]) -> bool:
    wanted = float(expected["value"])
    return any(
        q.span.start < expected["end"]
        and expected["start"] < q.span.end
        and q.stated is not None
        and abs(float(q.stated) - wanted) <= 1e-9 * max(1.0, abs(wanted))
        and expected.get("unit") in (None, q.unit)
        for q in quantities
    )


@pytest.mark.parametrize(("name", "least"), [("numbers-zh", 0.97), ("money-percent-zh", 0.95)])
def test_other_extractors_cases_are_met(name: str, least: float) -> None:
    path = BENCH / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip("the shared cases are not beside this checkout")
    left_out = table("out-of-scope-quantities.yaml")[name]  # type: ignore[call-overload]
    cases = [
        c for c in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if c["id"] not in left_out
    ]
    good = sum(all(_right(e, found(c["text"])) for e in c["expected"]) for c in cases)
    assert good / len(cases) >= least
