"""Figure, base and growth: what fits is silent however it was rounded, what cannot be is caught."""

from __future__ import annotations

import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import claimcheck
from claimcheck import Report
from claimcheck.lexicon import rules_folder
from claimcheck.rules import load_rules

RULES = [rule for rule in load_rules(rules_folder() / "checks") if rule.check == "growth"]
TEMPLATES = (
    "京东2021年营收由上年的{then}亿元增加{growth}%至{now}亿元。",
    "京东2021年营收从{then}亿元增至{now}亿元，增长{growth}%。",
    "2021年，京东营收为{now}亿元，较上年的{then}亿元增长{growth}%。",
    "京东2021年营收为{now}亿元，同比增长{growth}%。2020年，京东营收为{then}亿元。",
    "京东2021年营收{now}亿元，上年同期为{then}亿元，同比增长{growth}%。",
)


def report(*texts: str) -> Report:
    articles = [
        claimcheck.load(f"{n}.txt", text=text, published=date(2022, 3, 30)) for n, text in enumerate(texts)
    ]
    return claimcheck.compare(articles, rules=RULES)


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def triple(seed: int) -> tuple[str, Decimal, Decimal, Decimal]:
    """A template, and a base, growth and figure that are right but rounded each in its own way."""
    rng = random.Random(seed)
    then = Decimal(rng.randint(10_000, 9_000_000)) / 1000
    growth = Decimal(rng.randint(1_000, 90_000)) / 1000
    now = then * (1 + growth / 100)
    places = [rng.choice((0, 1, 2)) for _ in range(3)]
    shown = (rounded(v, p) for v, p in zip((then, growth, now), places, strict=True))
    return (rng.choice(TEMPLATES), *shown)


def test_right_figures_raise_nothing_however_rounded() -> None:
    texts = [t.format(then=a, growth=g, now=b) for t, a, g, b in map(triple, range(1000))]
    assert [text for text in texts if report(text).conflicts] == []


def planted(seed: int) -> str | None:
    """The sentence with one figure put wrong beyond what its rounding and the others' explain."""
    template, then, growth, now = triple(seed)
    rng = random.Random(-seed - 1)
    values = {"then": then, "growth": growth, "now": now}
    name = rng.choice(sorted(values))
    values[name] = slipped(values[name], rng)
    return template.format(**values) if is_beyond_rounding(**values) else None


def slipped(value: Decimal, rng: random.Random) -> Decimal:
    """Another digit, two digits swapped, or the point moved."""
    kind = rng.choice(("digit", "swap", "point"))
    if kind == "point":
        return Decimal(f"{value.scaleb(rng.choice((-1, 1))):f}")
    digits = list(str(value))
    at = [i for i, c in enumerate(digits) if c.isdigit()]
    i = rng.choice(at[:3])
    j = rng.choice([k for k in at if digits[k] != digits[i]] or at)
    digits[i], digits[j] = (digits[j], digits[i]) if kind == "swap" else (rng.choice("123456789"), digits[j])
    return Decimal("".join(digits))


def half(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2


def is_beyond_rounding(then: Decimal, growth: Decimal, now: Decimal) -> bool:
    low = (then - half(then)) * (1 + (growth - half(growth)) / 100)
    high = (then + half(then)) * (1 + (growth + half(growth)) / 100)
    return now + half(now) < low or high < now - half(now)


def test_planted_errors_are_caught() -> None:
    texts = [text for seed in range(1600) if (text := planted(seed))][:1000]
    caught = [bool(report(text).conflicts) for text in texts]
    assert len(texts) == 1000 and sum(caught) >= 950


def test_the_arithmetic_is_shown() -> None:
    (finding,) = report("京东2021年营收由上年的7458亿元增加37.6%至9516亿元。").conflicts
    last = claimcheck.report.say(finding.explanation[-1], "zh")
    assert "7458亿元" in last and "37.6%" in last and "9516亿元" in last
