"""Many statements of one fact: what they come to, and that it takes no square of time."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

import claimcheck
from claimcheck import Article
from claimcheck.checks import Context, ready
from claimcheck.extract import read
from claimcheck.judge import judge
from claimcheck.lexicon import default_lexicon, rules_folder
from claimcheck.model import Finding, Reading, Verdict
from claimcheck.rules import load_rules

RULES = ready(load_rules(rules_folder() / "checks" / "same-fact.yaml"))


def readings(values: list[str], *, period: str = "2022年一季度") -> list[Reading]:
    return [
        read(_article(n, f"快手{period}日活达{value}。第{n}篇。"), default_lexicon())
        for n, value in enumerate(values)
    ]


def _article(number: int, text: str) -> Article:
    published = date(2022, 4, 1) + timedelta(days=number % 60)
    return claimcheck.load(f"{number:04}.txt", text=text, published=published)


def judged(read_in: list[Reading]) -> tuple[Finding, ...]:
    return judge(read_in, RULES, Context(default_lexicon()))


def seconds(read_in: list[Reading]) -> float:
    start = time.perf_counter()
    judged(read_in)
    return time.perf_counter() - start


def test_two_thousand_claims_of_few_stances_make_few_findings() -> None:
    found = judged(readings([f"{3.4 + n % 4 / 100:.2f}亿" for n in range(2000)]))
    assert sum(f.verdict is Verdict.CONFLICT for f in found) == 3
    assert len(found) <= 8


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2022年一季度", "目前"])
def test_time_grows_with_the_claims_and_not_with_their_square(period: str) -> None:
    small, large = (readings([f"{30000 + n}人" for n in range(size)], period=period) for size in (250, 2000))
    seconds(small)  # warm
    assert seconds(large) < 30 * seconds(small)  # eight times the claims: 8 if linear, 64 if quadratic


def test_every_claim_of_a_clash_is_in_one_finding() -> None:
    found = [f for f in judged(readings(["3.46亿"] * 3 + ["3.64亿"] * 2)) if f.verdict is Verdict.CONFLICT]
    assert [len(f.claims) for f in found] == [5]
