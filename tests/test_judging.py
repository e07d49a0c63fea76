"""Judging: the same verdicts whatever the order, and work that grows with the claims and no faster."""

from __future__ import annotations

import gc
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from claimcheck.checks import Context, ready
from claimcheck.checks.figures import Gathered, figures_of, of_kinds
from claimcheck.judge import judge
from claimcheck.lexicon import default_lexicon
from claimcheck.lexicon_cache import derived
from claimcheck.matching import are_of_same_articles, groups, statements
from claimcheck.model import Reading
from claimcheck.pipeline import judged
from claimcheck.rules import load_rules

GENERATED = Path(__file__).parents[1] / "benchmarks" / "generated.py"


@pytest.fixture(scope="module")
def generated() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generated", GENERATED)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _calls(readings: list[Reading]) -> int:
    """How many functions, Python's and built in, it takes to judge the readings."""
    count = 0

    def counted(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    judged(readings, [])  # what is made once a process
    sys.setprofile(counted)
    try:
        judged(readings, [])
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("keys", [1, 3, 300])
def test_four_times_the_claims_take_about_four_times_the_steps(generated: ModuleType, keys: int) -> None:
    few, many = (list(generated.readings(n, keys=min(keys, n // 2))) for n in (1000, 4000))
    assert _calls(many) < 5 * _calls(few)


def test_a_single_key_takes_no_more_steps_than_many(generated: ModuleType) -> None:
    one, spread = (list(generated.readings(3000, keys=keys)) for keys in (1, 900))
    assert _calls(one) < _calls(spread)


def test_the_order_of_the_articles_changes_no_finding(generated: ModuleType) -> None:
    given = list(generated.readings(600, keys=20))
    assert set(judged(given, []).findings) == set(judged(given[::-1], []).findings)


def test_equal_claims_are_one_statement_in_order_of_publication(generated: ModuleType) -> None:
    claims = [claim for reading in generated.readings(400, keys=1) for claim in reading.claims]
    found = list(statements(reversed(claims), default_lexicon()))
    assert len(found) < len(claims) / 4
    assert sum(len(s.claims) for s in found) == len(claims)
    for statement in found:
        days = [(c.source.published, c.document) for c in statement.claims]
        assert days == sorted(days)
        assert statement.spread == len(statement.documents)


def test_the_collector_is_on_again_after_judging() -> None:
    context, rules = Context(default_lexicon()), ready(load_rules())
    assert gc.isenabled()
    judge([], rules, context)
    assert gc.isenabled()


def test_only_kinds_that_are_wanted_stay_and_in_their_order(generated: ModuleType) -> None:
    claims = [claim for reading in generated.readings(200, keys=9) for claim in reading.claims]
    found = list(statements(claims, default_lexicon()))
    kept = of_kinds(found, lambda s: s.key.subject, lambda same: len(same) > 20)
    assert kept == [s for s in found if s in kept]
    assert {s.key.subject for s in kept} < {s.key.subject for s in found}


def test_figures_come_by_article_and_place(generated: ModuleType) -> None:
    claims = [claim for reading in generated.readings(200, keys=9) for claim in reading.claims]
    gathered = Gathered(groups(reversed(claims), default_lexicon()))
    places = [(f.claim.document, f.claim.span.start) for f in gathered.figures]
    assert places == sorted(places)
    assert len(places) == len(claims)


def test_what_is_derived_is_made_again_when_its_code_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "cache"))
    code = tmp_path / "code.py"
    made: Iterator[int] = iter(range(9))

    def make() -> dict[str, Any]:
        return {"made": next(made)}

    seen = []
    for text in ("one", "one", "two"):
        code.write_text(text)
        seen.append(derived("some", [str(code)], {"data": 1}, make)["made"])
    assert seen == [0, 0, 1]


def test_statements_of_the_same_articles_are_told_by_all_of_them(generated: ModuleType) -> None:
    claims = [claim for reading in generated.readings(60, keys=1) for claim in reading.claims]
    found = list(statements(claims, default_lexicon()))
    for a in found:
        for b in found:
            assert are_of_same_articles(a, b) == (a.documents == b.documents)


def test_a_figure_knows_its_statement(generated: ModuleType) -> None:
    claims = [claim for reading in generated.readings(20, keys=1) for claim in reading.claims]
    found = list(statements(claims, default_lexicon()))
    assert all(figure.claim in figure.statement.claims for figure in figures_of(found))
