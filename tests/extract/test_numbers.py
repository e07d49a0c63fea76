from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.extract.numbers import numerals, read_chinese, read_english
from claimcheck.lexicon import default_lexicon
from claimcheck.model import Bound

GRAMMAR = numerals(default_lexicon())


def value(run: str) -> Decimal | None:
    read = read_chinese(run, GRAMMAR)
    return read.stated if read else None


@given(st.integers(min_value=1, max_value=10**15))
@settings(max_examples=200, deadline=None)
def test_written_out_numerals_are_read_back(number: int) -> None:
    assert value(cn2an.an2cn(number, "low")) == number


@given(st.integers(min_value=1, max_value=10**15))
@settings(max_examples=100, deadline=None)
def test_own_arithmetic_agrees_with_the_dictionary(number: int) -> None:
    spaced = " ".join(cn2an.an2cn(number, "low")).replace("一", "弌")  # a form cn2an refuses
    assert value(spaced) == number


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("百亿", 10**10),
        ("1.2万亿", 12 * 10**11),
        ("1,100万", 11_000_000),
        ("两千四百五", 2450),
        ("九万四", 94_000),
        ("5亿1万4千6百", 500_014_600),
        ("八千三百八十五万二千三百二十六点三三", Decimal("83852326.33")),
        ("廿三", 23),
        ("二〇二二", 2022),
        ("四万万", 400_000_000),
    ],
)
def test_mixed_forms(run: str, expected: Decimal | int) -> None:
    assert value(run) == expected


@pytest.mark.parametrize("run", ["3万5万", "三点五十", "3万5亿"])
def test_malformed_runs_are_refused(run: str) -> None:
    assert value(run) is None


def test_neighbouring_digits_are_a_range() -> None:
    read = read_chinese("两三百万", GRAMMAR)
    assert read is not None
    assert (read.bound, read.low, read.high) == (Bound.RANGE, 2_000_000, 3_000_000)


def test_a_power_alone_is_bare() -> None:
    assert [read.bare for run in ("千亿", "十亿", "一亿") if (read := read_chinese(run, GRAMMAR))] == [
        True,
        False,
        False,
    ]


def test_english_groups_add_up() -> None:
    read = read_english("81 billion 100 million", GRAMMAR)
    assert read is not None and read.stated == 81_100_000_000


def test_single_digits_and_bare_powers_import_no_dictionary() -> None:
    code = (
        "import sys\nfrom claimcheck.extract.quantities import find_quantities as f\n"
        "from claimcheck.folding import fold\nfrom claimcheck.lexicon import default_lexicon as d\n"
        "[f(fold(t), t, d()) for t in ('三家公司', '超过百亿元', '485位', '3.46亿', '24.5公里')]\n"
        "print('cn2an' in sys.modules, 'pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
