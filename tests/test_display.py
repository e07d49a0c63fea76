"""Subjects, metrics, units and the rest: each has a name in every language, and people read that one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import claimcheck
from claimcheck.display import message_in, name_in
from claimcheck.lexicon import SubjectEntry, default_lexicon, load_lexicon
from claimcheck.messages import LANGUAGES, known
from claimcheck.model import Agreement, Basis, FixedBy, Level, Measure, Message, Modality, Name, Verdict
from claimcheck.render import forms, render
from claimcheck.render.explain import explain
from claimcheck.render.options import Options

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SKIPS = {
    "address", "age", "citation", "code", "date", "duration", "label", "list count", "name", "no metric",
    "ordinal", "phone", "qualifier", "ratio", "score", "ticker", "time", "tolerance", "url", "version",
}  # fmt: skip
_FIRST = "快手2022年第一季度GMV为1751亿元。"
_SECOND = "快手2022年第一季度GMV为1571亿元。"
_OTHER = "2022年第一季度，快手营收210.7亿元，同比增长23.8%。"


@pytest.mark.parametrize("kind", ["subjects", "metrics"])
def test_every_entry_has_a_name_for_readers_of_each_language(kind: str) -> None:
    entries = getattr(default_lexicon(), kind)
    assert [id for id, e in entries.items() if not e.display("zh") or not e.display("en")] == []
    assert [id for id, e in entries.items() if _HAN.search(e.display("en"))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        ("measure-", Measure),
        ("basis-", Basis),
        ("modality-", Modality),
        ("verdict-", Verdict),
        ("level-", Level),
        ("short-", Agreement),
        ("fixed-", FixedBy),
    ],
)
def test_every_value_has_a_name_in_each_language(prefix: str, values: type, lang: str) -> None:
    assert [v for v in values if not known(prefix + v, lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_unit_has_a_name_in_each_language(lang: str) -> None:
    table = default_lexicon().table("units")
    units = [*table["physical"], "percent", "pp", "multiple", "count"]
    units += table["money"] if lang == "zh" else ()  # in English the code itself is what people write
    assert [unit for unit in units if not known(f"unit-{unit}", lang)] == []


def test_a_shown_name_is_no_way_to_write_it() -> None:
    entry = SubjectEntry(zh=("台州",), shown={"en": "Taizhou (Zhejiang)"})
    assert entry.display("en") == "Taizhou (Zhejiang)"
    assert entry.surfaces == ("台州",)


def test_a_language_without_a_name_shows_the_canonical_one() -> None:
    assert SubjectEntry(en=("Acme",)).display("zh") == "Acme"
    assert SubjectEntry(zh=("某某",)).display("en") == "某某"


def test_names_that_no_lexicon_knows_stay_as_written() -> None:
    name = Name("~动销商家数", "动销商家数", "动销商家数")
    assert name_in(name, default_lexicon().metrics, "en") is name


def test_only_arguments_that_are_names_are_put_into_the_language() -> None:
    message = Message("quote", (("metric", "净利润"), ("quote", "净利润")))
    assert message_in(message, default_lexicon(), "en").arguments == (
        ("metric", "net profit"),
        ("quote", "净利润"),
    )


@pytest.mark.parametrize("form", ["text", "csv", "html", "markdown", "sarif", "github", "rdjson", "junit"])
def test_people_read_names_of_their_language(form: str) -> None:
    report = claimcheck.compare([_FIRST, _SECOND, _OTHER])
    said = render(report, form, "en", width=200, verbose=True)
    quoted = said
    for sentence in (_FIRST, _SECOND, _OTHER):
        quoted = quoted.replace(sentence, "").replace(sentence[:-1], "")
    assert "Kuaishou" in quoted
    assert "快手 ·" not in quoted
    assert "快手 ·" in render(report, form, "zh", width=200, verbose=True) or form in ("csv", "html", "text")


def test_every_form_is_covered_here() -> None:
    assert set(forms()) == {
        "text", "json", "jsonl", "csv", "html", "markdown", "sarif", "github", "rdjson", "junit"
    }  # fmt: skip


def test_data_carries_canonical_names_in_every_language() -> None:
    report = claimcheck.compare([_FIRST, _SECOND])
    zh, en = (json.loads(render(report, "json", lang)) for lang in LANGUAGES)
    assert en["claims"] == zh["claims"]
    assert en["claims"][0]["subject"]["name"] == "快手"


def test_messages_inside_data_are_in_the_language() -> None:
    report = claimcheck.compare([_FIRST, _SECOND])
    steps = [step for f in report.to_dict("en")["findings"] for step in f["explanation"]]
    assert any("same subject and metric: Kuaishou · GMV" in step for step in steps)


def test_an_explanation_is_in_the_language() -> None:
    report = claimcheck.compare([_FIRST, _SECOND])
    said = explain(report, report.conflicts[0].id, "en", Options(width=200))
    assert "Kuaishou · GMV" in said
    assert "快手 ·" not in said


def test_a_lexicon_of_ones_own_names_its_things_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "subjects").mkdir()
    entry = "lantu-mall: {zh: [蓝图商城], en: [Blueprint Mall]}"
    (tmp_path / "subjects" / "own.yaml").write_text(entry, encoding="utf-8")
    own = load_lexicon(tmp_path)
    shipped = default_lexicon()
    lexicon = type(own)(
        subjects={**shipped.subjects, **own.subjects}, metrics=shipped.metrics, tables=shipped.tables
    )
    texts = [f"蓝图商城2022年第一季度GMV为{n}亿元。" for n in (12, 13)]
    report = claimcheck.compare(texts, lexicon=lexicon)
    assert "Blueprint Mall" in render(report, "text", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_to_skip_a_number_has_a_name(lang: str) -> None:
    assert [reason for reason in sorted(_SKIPS) if not known(f"skipped-{reason}", lang)] == []
