from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from claimcheck import load
from claimcheck.extract import read
from claimcheck.extract.table_grid import Field
from claimcheck.extract.table_units import line_note, note_of
from claimcheck.extract.table_values import value_of
from claimcheck.folding import fold
from claimcheck.lexicon import default_lexicon
from claimcheck.model import BlockKind, Claim, Period, PeriodKind, Quantity, Reading, Span

from .test_tables_cases import CASES

LEXICON = default_lexicon()
SHARED = Path(__file__).parents[3] / "shared" / "corpus" / "articles"


def reading(suffix: str, text: str) -> Reading:
    article = load(path=f"table.{suffix}", text=text, published=date(2023, 3, 30))
    return read(article, LEXICON)


def lines(suffix: str, text: str) -> Iterator[str]:
    """One line a claim of a cell: subject (if the row names it), metric, measure, value, unit, period …"""
    for claim in reading(suffix, text).claims:
        if claim.block is BlockKind.CELL:
            yield line(claim)


def line(claim: Claim) -> str:
    own = claim.subject is not None and claim.subject.text in claim.quote
    measure = claim.measure + (f"/{claim.basis}" if claim.basis else "")
    parts = [
        claim.subject.id if claim.subject and own else "-",
        claim.metric.id if claim.metric else "-",
        measure,
        value(claim.quantity),
        str(claim.quantity.unit),
        period(claim.period),
        *(f"({word})" for word in claim.scope),
        *([claim.modality] if claim.modality != "actual" else []),
    ]
    return " ".join(parts)


def value(quantity: Quantity) -> str:
    if quantity.stated is None:
        return f"[{quantity.low:f},{quantity.high:f}]"
    return f"{quantity.stated:f}±{quantity.precision:f}"


def period(period: Period) -> str:
    if period.kind is PeriodKind.UNSTATED:
        return "unstated"
    return period.label + ("!" if period.kind is PeriodKind.INSTANT else "")


@pytest.mark.parametrize("name", CASES)
def test_a_table_makes_these_claims(name: str) -> None:
    suffix, text, expected = CASES[name]

    found = list(lines(suffix, text))

    assert found == expected.strip().splitlines()


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[0] == "md"])
def test_a_span_holds_the_value_as_written(name: str) -> None:
    suffix, text, _ = CASES[name]

    claims = reading(suffix, text).claims

    assert all(text[c.span.start : c.span.end] == c.quantity.text for c in claims)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[0] == "md"])
def test_a_quote_is_the_words_of_its_row(name: str) -> None:
    suffix, text, _ = CASES[name]

    cells = [c for c in reading(suffix, text).claims if c.block is BlockKind.CELL]

    for claim in cells:
        source = text[claim.quote_span.start : claim.quote_span.end]
        assert claim.quantity.text in claim.quote
        assert [w.strip() for w in claim.quote.split("|")] == [
            w.strip() for w in source.split("|") if w.strip()
        ]


def words(row: str) -> list[str]:
    return [word.strip() for word in row.split("|") if word.strip()]


def test_a_quote_of_a_flat_row_names_the_metric_first() -> None:
    suffix, text, _ = CASES["md-zh-basic"]

    first = reading(suffix, text).claims[0]

    assert first.quote == "营业收入 | 210.7 | 170.2 | 23.8%"


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("RMB million", ("CNY", "1000000")),
        ("人民幣百萬元", ("CNY", "1000000")),
        ("新台幣千元", ("TWD", "1000")),
        ("RMB’000", ("CNY", "1000")),
        ("US$m", ("USD", "1000000")),
        ("in thousands of U.S. dollars", ("USD", "1000")),
        ("单位：万元  币种：人民币", ("CNY", "10000")),
        ("亿份", ("count", "100000000")),
        ("万吨", ("metric_ton", "10000")),
        ("%", ("percent", "None")),
        ("元/股", ("CNY", "None")),
        ("In millions, except per share data", ("None", "1000000")),
    ],
)
def test_a_unit_note_says_unit_and_scale(note: str, expected: tuple[str, str]) -> None:
    found = note_of(fold(note), LEXICON)

    assert found is not None
    assert (str(found.unit), str(found.scale)) == expected


@pytest.mark.parametrize("words", ["audited", "Revenue", "营业收入", "2022", "", "restated, in part"])
def test_other_words_are_no_unit_note(words: str) -> None:
    assert note_of(fold(words), LEXICON) is None


def test_a_line_above_a_table_may_hold_its_unit() -> None:
    found = line_note(
        fold("The table below sets out the figures (RMB in millions, except percentages):"), LEXICON
    )

    assert found is not None
    assert (found.unit, found.scale) == ("CNY", Decimal(1_000_000))


@pytest.mark.parametrize(
    ("cell", "stated"),
    [
        ("(3,722,265)", "-3722265"),
        ("(22.6%)", "-22.6"),
        ("(22.6)%", "-22.6"),
        ("- 5.2%", "-5.2"),
        ("−12.3", "-12.3"),
        ("▼3.2%", "-3.2"),
        ("下降5.2%", "-5.2"),
        ("$ (1,234)", "-1234"),
        ("(600.1", "-600.1"),
        ("+17.0%", "17"),
        ("12.3*", "12.3"),
        ("12.3 (1)", "12.3"),
        ("1,751亿元", "175100000000"),
    ],
)
def test_a_cell_is_read_with_its_sign(cell: str, stated: str) -> None:
    found = value_of(field(cell), LEXICON)

    assert found is not None
    assert str(found.quantity.stated) == stated


@pytest.mark.parametrize("cell", ["—", "-", "n/a", "不适用", "第二季度", "3 of 4", "见附注5", "A1"])
def test_other_cells_hold_no_value(cell: str) -> None:
    assert value_of(field(cell), LEXICON) is None


def field(text: str) -> Field:
    return Field(0, 0, Span(0, len(text)), text, fold(text), False, 0)


def test_numbers_that_number_the_rows_are_skipped() -> None:
    suffix, text, _ = CASES["twopanel"]

    skipped = reading(suffix, text).skipped

    assert {s.reason for s in skipped if s.text in ("1", "2", "11", "12")} == {"ordinal"}


def test_numbers_without_any_metric_are_skipped_with_the_reason() -> None:
    suffix, text, _ = CASES["norow"]

    skipped = reading(suffix, text).skipped

    assert [s.reason for s in skipped if s.text == "12"] == ["no metric"]


def test_a_table_run_together_in_one_line_is_read_as_rows() -> None:
    path = SHARED / "web-ks22q1-reportify.txt"
    if not path.is_file():
        pytest.skip("the shared corpus is not here")

    claims = read(load(path), LEXICON).claims

    found = [line(c) for c in claims if c.quote.startswith("E-commerce GMV")]
    assert found == [
        "- gmv level 175075600000±100000 CNY 2022Q1",
        "- gmv level 118559400000±100000 CNY 2021Q1",
        "- gmv growth/yoy 47.7±0.1 percent 2022Q1",
    ]


def test_a_list_of_numbered_books_makes_no_claim() -> None:
    path = SHARED / "robust-2022-10-13-7197ac.md"
    if not path.is_file():
        pytest.skip("the shared corpus is not here")

    cells = [c for c in read(load(path), LEXICON).claims if c.block is BlockKind.CELL]

    assert len(cells) < 5


def test_donations_of_one_campaign_are_read_by_row() -> None:
    path = SHARED / "robust-2014-11-04-4bd9e4.md"
    if not path.is_file():
        pytest.skip("the shared corpus is not here")

    cells = [c for c in read(load(path), LEXICON).claims if c.block is BlockKind.CELL]

    assert len(cells) == 16
    assert all(c.metric is not None and c.metric.text in c.quote for c in cells)
