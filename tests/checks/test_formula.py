"""Formulas: a closed grammar, refused outside it with file and line, computed in intervals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimcheck
from claimcheck.checks import ready
from claimcheck.checks.expressions import FormulaError, metrics_of, parse, template
from claimcheck.errors import RuleError
from claimcheck.rules import load_rules

_TERMS = st.recursive(
    st.sampled_from(["revenue", "gross_profit", "2", "0.5"]),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    max_leaves=6,
)


@given(_TERMS, _TERMS)
def test_the_whole_grammar_is_read(left: str, right: str) -> None:
    assert parse(f"{left} <= {right}").sign == "<="


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("revenue.real == 1", "'.'"),
        ("__import__(os) == 1", "'(' where == or <= was expected"),
        ("max(revenue) == 1", "'('"),
        ("2 ** 9999999 == revenue", "'*'"),
        ("revenue == 99999999999999999999", "more than 15"),
        ("revenue == 1e999999", "'e999999'"),
        ("revenue", "== or <="),
        ("revenue == 1 == 1", "the end"),
        ("(" * 50 + "revenue" + ")" * 50 + " == 1", "a metric, a number or ("),
        ("revenue == " + "1+" * 200 + "1", "longer than"),
        ("revenue == ", "the end"),
        ("revenue = 1", "'='"),
    ],
)
def test_what_is_no_formula_is_refused(formula: str, said: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(formula)
    assert said in str(refused.value)


def test_parentheses_that_matter_are_shown() -> None:
    left = parse("(exports - (imports - cash)) / (cash * 2) == dau").left
    assert template(left) == "({exports:amount} − ({imports:amount} − {cash:amount})) / ({cash:amount} × 2)"


def test_metrics_come_once_in_order() -> None:
    assert metrics_of(parse("a / b == b + c")) == ("a", "b", "c")


def rule(folder: Path, text: str) -> Path:
    (folder / "mine.yaml").write_text(f"check: formula\nlevel: error\nwith:\n  formula: {text}\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ('"gross_profits / revenue == gross_margin"', "did you mean 'gross_profit'?"),
        ('"gross_profit.real == 1"', "expected metric ids"),
        ('"1 == 1"', "names no metric"),
    ],
)
def test_a_wrong_formula_is_refused_with_file_and_line(tmp_path: Path, formula: str, said: str) -> None:
    with pytest.raises(RuleError) as refused:
        ready(load_rules(rule(tmp_path, formula)))
    assert "mine.yaml:4: formula: " in str(refused.value) and said in str(refused.value)


def test_a_rule_of_ones_own_is_tried_and_shows_its_arithmetic(tmp_path: Path) -> None:
    own = load_rules(rule(tmp_path, '"revenue - cost_of_revenue == gross_profit"'))
    text = "快手2021年营收为811亿元，营业成本为471亿元，毛利为304亿元。"
    (finding,) = claimcheck.compare([text], rules=own).conflicts
    shown = claimcheck.report.say(finding.explanation[-1], "zh")
    assert "811亿元 − 471亿元" in shown and "304亿元" in shown


def test_figures_of_other_periods_subjects_and_scopes_do_not_meet(tmp_path: Path) -> None:
    own = load_rules(rule(tmp_path, '"gross_profit <= revenue"'))
    texts = ["快手2021年营收为811亿元。", "快手2022年毛利为900亿元。", "腾讯2021年毛利为2458亿元。"]
    assert not claimcheck.compare(texts, rules=own).conflicts


def test_across_articles_it_is_a_warning(tmp_path: Path) -> None:
    own = load_rules(rule(tmp_path, '"gross_profit <= revenue"'))
    (finding,) = claimcheck.compare(
        ["快手2021年营收为811亿元。", "快手2021年毛利为900亿元。"], rules=own
    ).conflicts
    assert finding.level.value == "warning"
