from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
import yaml

from claimcheck.errors import UsageError
from claimcheck.lexicon import rules_folder
from claimcheck.messages import amount, default_language, label, period_label, plain, say, text
from claimcheck.model import FixedBy, Message, Period, PeriodKind

FAMILIES = ("scale-", "unit-", "label-", "skipped-")  # languages may differ in these


def messages(lang: str) -> dict[str, str]:
    data: dict[str, str] = yaml.safe_load((rules_folder() / "messages" / f"{lang}.yaml").read_text("utf-8"))
    return data


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("175100000000", "CNY", "1751亿元", "CNY 175.1 billion"),
        ("346000000", "count", "3.46亿", "346 million"),
        ("47.7", "percent", "47.7%", "47.7%"),
        ("-12.3", "percent", "-12.3%", "-12.3%"),
        ("2.3", "pp", "2.3个百分点", "2.3 pp"),
        ("12", "multiple", "12倍", "12×"),
        ("1.2E+12", "USD", "1.2万亿美元", "USD 1.2 trillion"),
        ("485", "count", "485", "485"),
        ("123456789", "count", "12,345.6789万", "123,456,789"),
        ("-346000000", "CNY", "-3.46亿元", "CNY -346 million"),
        ("0.05", "CHF", "0.05瑞士法郎", "CHF 0.05"),
        ("5E+3", "hour", "5000小时", "5000 h"),
        ("300000000", None, "3亿", "300 million"),
        ("0", "CNY", "0元", "CNY 0"),
    ],
)
def test_amounts_read_as_people_write_them(value: str, unit: str | None, zh: str, en: str) -> None:
    assert (amount(Decimal(value), unit, "zh"), amount(Decimal(value), unit, "en")) == (zh, en)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_amounts_keep_digits_beyond_the_decimal_context(lang: str) -> None:
    digits = "1234567890123456789012345678901234567890.123456789"
    assert amount(Decimal(digits), None, lang).replace(",", "") == digits


def test_plain_numbers_have_no_exponent() -> None:
    assert [plain(Decimal(d)) for d in ("1E+3", "1.50", "-0", "0.00", "100")] == [
        "1000",
        "1.5",
        "0",
        "0",
        "100",
    ]


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ("2022Q1", "2022年第1季度", "Q1 2022"),
        ("2021H2", "2021年下半年", "H2 2021"),
        ("FY2021", "2021财年", "FY 2021"),
        ("2022-03", "2022年3月", "Mar 2022"),
        ("2021", "2021年", "2021"),
        ("2022-06-30", "2022-06-30", "2022-06-30"),
    ],
)
def test_period_labels_read_as_people_write_them(words: str, zh: str, en: str) -> None:
    assert (label(words, "zh"), label(words, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("period", "told"),
    [
        (Period(None, "", None, None, "", PeriodKind.UNSTATED, FixedBy.PUBLICATION), "未写明"),
        (
            Period(None, "", None, date(2022, 6, 30), "2022-06-30", PeriodKind.INSTANT, FixedBy.TEXT),
            "截至2022-06-30",
        ),
        (
            Period(None, "", date(2021, 8, 15), date(2022, 8, 14), "", PeriodKind.ROLLING, FixedBy.TEXT),
            "2021-08-15..2022-08-14",
        ),
    ],
)
def test_periods_without_a_calendar_label(period: Period, told: str) -> None:
    assert period_label(period, "zh") == told


def test_placeholders_are_filled_once_and_never_formatted() -> None:
    message = Message("quote", (("document", "a.md"), ("line", "7"), ("quote", "{document} {0} {x!r}")))
    assert say(message, "en") == "a.md:7: “{document} {0} {x!r}”"


def test_what_is_not_known_leaves_no_separator() -> None:
    told = say(
        Message("normal", (("subject", ""), ("metric", "GMV"), ("value", "1 CNY"), ("period", ""))), "zh"
    )
    assert told == "读作：GMV · 1元"


def test_words_before_a_bar_need_their_argument() -> None:
    assert say(Message("quote", (("document", "a.md"), ("quote", "x"))), "en") == "a.md: “x”"


def test_a_rule_may_bring_its_own_words() -> None:
    message = Message("mine", (("value", "175100000000 CNY"),), template="应为 {value:amount}，见 {other}")
    assert say(message, "zh") == "应为 1751亿元，见 {other}"


@pytest.mark.parametrize(
    ("argument", "told"), [("1715亿元", "1715亿元"), ("346000000 count", "3.46亿"), ("47.7 percent", "47.7%")]
)
def test_amount_placeholders_leave_other_words_alone(argument: str, told: str) -> None:
    assert say(Message("m", (("a", argument),), template="{a:amount}"), "zh") == told


def test_an_unknown_id_is_shown_with_its_arguments() -> None:
    assert (text("no-such", "zh", lang="x", id="3"), text("no-such", "zh")) == (
        "no-such (lang=x, id=3)",
        "no-such",
    )


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(UsageError, match="not one of zh, en"):
        text("conflict", "fr")


def test_both_languages_have_the_same_ids() -> None:
    zh, en = ({id for id in messages(lang) if not id.startswith(FAMILIES)} for lang in ("zh", "en"))
    assert zh == en


def test_both_languages_take_the_same_arguments() -> None:
    zh, en = messages("zh"), messages("en")
    names = re.compile(r"\{(?:[^{}|]*\|)?(\w+)")
    differing = [id for id in zh.keys() & en.keys() if {*names.findall(zh[id])} - {*names.findall(en[id])}]
    assert differing == []


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "C"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_default_language_is_the_locales(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], lang: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert default_language() == lang
