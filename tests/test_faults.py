"""Bad rule files and lexicons are refused with their place; the shipped ones are sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import cli
from claimcheck.faults import example_faults, rule_faults
from claimcheck.lexicon import default_lexicon, rules_folder
from claimcheck.lexicon_faults import lexicon_faults


def rule(folder: Path, text: str, name: str = "mine.yaml") -> list[str]:
    """The faults of a rule file with this text, those of its examples included."""
    (folder / name).write_text(text, encoding="utf-8")
    sound, faults = rule_faults([folder], default_lexicon())
    return faults + [f for r in sound for f in example_faults(r, default_lexicon())]


def lexicon(folder: Path, subjects: str = "", metrics: str = "") -> list[str]:
    """The faults of a lexicon that has these subjects and metrics."""
    for topic, text in (("subjects", subjects), ("metrics", metrics)):
        (folder / topic).mkdir()
        (folder / topic / "names.yaml").write_text(text or "{}", encoding="utf-8")
    return lexicon_faults(folder)[1]


def test_the_shipped_rules_and_names_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "check", "--lang", "en"]) == 0
    assert "nothing wrong" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("check: same-fat\n", "did you mean 'same-fact'?"),
        ("check: same-fact\nwith: {roundin: nearest}\n", "did you mean 'rounding'?"),
        ("check: same-fact\nlevl: error\n", "mine.yaml:2"),
        ("check: same-fact\nmatch:\n  metric: [gmw]\n", "mine.yaml:3"),
        ("check: same-fact\nexamples:\n  conflct: [[a, b]]\n", "mine.yaml:3"),
        (
            "check: same-fact\nexamples:\n  conflict:\n    - [快手2022年日活3亿。, 快手2022年日活3亿。]\n",
            "mine.yaml:4",
        ),
        ("- a list\n", "expected a mapping"),
    ],
)
def test_a_bad_rule_is_refused_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    (fault,) = rule(tmp_path, text)
    assert words in fault and str(tmp_path / "mine.yaml") in fault


def test_an_example_that_holds_is_no_fault(tmp_path: Path) -> None:
    text = "check: same-fact\nexamples:\n  conflict:\n    - [快手2022年日活3.4亿。, 快手2022年日活3.5亿。]\n"
    assert rule(tmp_path, text) == []


def test_two_rules_of_one_id_are_a_fault(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine.yaml").write_text("check: same-fact\n", encoding="utf-8")
    _, faults = rule_faults([tmp_path / "a", tmp_path / "b"], default_lexicon())
    assert len(faults) == 1 and "mine" in faults[0]


@pytest.mark.parametrize(
    ("subjects", "words"),
    [
        ("a: {zh: [甲公司]}\nb: {zh: [甲公司]}\n", "names.yaml:2: b: '甲公司'"),
        ("a: {zh: [甲公司], part_of: b}\nb: {zh: [乙公司], part_of: a}\n", "ring"),
        ("a: {zh: [甲公司], part_of: nowhere}\n", "names.yaml:1: a: part_of"),
        ("a: {zh: [甲公司], carries: [gmv]}\n", "carries"),
        ("a: {zh: [甲公司]}\na: {zh: [乙公司]}\n", "names.yaml:2: a: is defined already"),
        ("a: {zh: [甲公司], colour: red}\n", "colour"),
    ],
)
def test_a_bad_subject_is_named(tmp_path: Path, subjects: str, words: str) -> None:
    assert any(words in fault for fault in lexicon(tmp_path, subjects=subjects))


def test_an_unknown_unit_and_relation_are_named(tmp_path: Path) -> None:
    faults = lexicon(tmp_path, metrics="m: {zh: [某指标], unit: monney, distinct: [n]}\n")
    assert "did you mean 'money'?" in faults[0]
    assert "no metric 'n'" in faults[1]


def test_a_faulty_rule_makes_the_command_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.yaml").write_text("check: nonsense\n", encoding="utf-8")
    assert cli.main(["rules", "check", str(tmp_path)]) == 2


def test_rule_pages_are_current() -> None:
    root = Path(__file__).parents[1]
    if not (root / "docs" / "make_rules.py").is_file():
        pytest.skip("not a checkout")
    from claimcheck.render.rulebook import rules_markdown
    from claimcheck.rules import load_rules

    page = (root / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page.rstrip().endswith(rules_markdown(load_rules(rules_folder() / "checks")).rstrip())
