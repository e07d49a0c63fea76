"""Time expressions of other parsers' suites, where they are beside this checkout."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.extract.periods import find_periods
from claimcheck.folding import fold
from claimcheck.lexicon import default_lexicon

ROOT = Path(__file__).parents[2]
CASES = ROOT.parent / "shared" / "bench" / "periods-zh.jsonl"


def _cases() -> list[dict[str, Any]]:
    if not CASES.is_file():
        pytest.skip("the shared cases are not beside this checkout")
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines() if line.strip()]


def _is_right(case: dict[str, Any]) -> bool:
    """Whether the longest period found has one of the accepted first and last days."""
    text = case["text"]
    found = find_periods(fold(text), text, date.fromisoformat(case["reference"]), default_lexicon())
    if not found:
        return False
    best = max(found, key=lambda p: p.span.end - p.span.start if p.span else 0)
    return [str(best.start), str(best.end)] in case["accepted"]


def test_most_cases_are_right() -> None:
    cases = _cases()
    assert sum(map(_is_right, cases)) / len(cases) >= 0.85


def test_only_the_cases_left_out_with_a_reason_are_wrong() -> None:
    listed = yaml.safe_load((ROOT / "tests/data/out-of-scope-periods.yaml").read_text(encoding="utf-8"))
    wrong = [case["id"] for case in _cases() if not _is_right(case)]
    assert wrong == [name for name in wrong if name in listed["periods-zh"]]
