"""Sums, shares and parts: right ones are silent however rounded, wrong ones are caught."""

from __future__ import annotations

import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import claimcheck
from claimcheck import Report
from claimcheck.lexicon import rules_folder
from claimcheck.rules import load_rules

RULES = [rule for rule in load_rules(rules_folder() / "checks") if rule.check in ("share", "sum")]
SHARES = (
    "快手2021年营收为{whole}亿元，其中线上营销服务收入为{part}亿元，占总营收的{share}%。",
    "快手2021年营收{whole}亿元，其中直播收入{part}亿元，占比{share}%。",
    "快手2021年营收为{whole}亿元，其中线上营销服务收入{part}亿元，占营收比例为{share}%。",
)
SUMS = (
    "快手2021年线上营销服务收入为{a}亿元，直播收入为{b}亿元，合计{total}亿元。",
    "快手2021年第一季度营收为{a}亿元，第二季度营收为{b}亿元，上半年营收为{total}亿元。",
    "快手2021年上半年营收为{a}亿元，2021年下半年营收为{b}亿元，2021年营收为{total}亿元。",
)


def report(*texts: str) -> Report:
    articles = [
        claimcheck.load(f"{n}.txt", text=text, published=date(2022, 3, 30)) for n, text in enumerate(texts)
    ]
    return claimcheck.compare(articles, rules=RULES)


def rounded(value: Decimal, rng: random.Random) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-rng.choice((0, 1, 2))), ROUND_HALF_UP)


def sentence(seed: int) -> tuple[str, dict[str, Decimal], bool]:
    """A template with right values, each rounded in its own way; and whether it is of a share."""
    rng = random.Random(seed)
    a, b = (Decimal(rng.randint(20_000, 900_000)) / 1000 for _ in range(2))
    if seed % 2:
        values = {"whole": a + b, "part": a, "share": 100 * a / (a + b)}
        return rng.choice(SHARES), {k: rounded(v, rng) for k, v in values.items()}, True
    values = {"a": a, "b": b, "total": a + b}
    return rng.choice(SUMS), {k: rounded(v, rng) for k, v in values.items()}, False


def half(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2


def can_hold(values: dict[str, Decimal], is_share: bool) -> bool:
    """Whether some numbers that round to the values satisfy the relation."""
    low, high = ({k: v + sign * half(v) for k, v in values.items()} for sign in (-1, 1))
    if is_share:
        return (
            low["whole"] * low["share"] / 100 <= high["part"]
            and low["part"] <= high["whole"] * high["share"] / 100
        )
    return low["a"] + low["b"] <= high["total"] and low["total"] <= high["a"] + high["b"]


def planted(seed: int) -> str | None:
    """The sentence with one digit of one value changed, if no rounding can explain that."""
    template, values, is_share = sentence(seed)
    rng = random.Random(-seed - 1)
    name = rng.choice(sorted(values))
    digits = list(f"{values[name]:f}")
    at = rng.choice([i for i, c in enumerate(digits) if c.isdigit()][:3])
    digits[at] = rng.choice([d for d in "123456789" if d != digits[at]])
    values[name] = Decimal("".join(digits))
    if values.get("share", Decimal(0)) > 100 or can_hold(values, is_share):
        return None
    return template.format(**values)


def test_right_sums_and_shares_raise_nothing_however_rounded() -> None:
    texts = [template.format(**values) for template, values, _ in map(sentence, range(1000))]
    assert [text for text in texts if report(text).conflicts] == []


def test_planted_errors_are_caught() -> None:
    texts = [text for seed in range(1600) if (text := planted(seed))][:1000]
    caught = [bool(report(text).conflicts) for text in texts]
    assert len(texts) == 1000 and sum(caught) >= 950


def test_a_part_of_something_else_is_no_part() -> None:
    assert not report("快手2021年营收为811亿元，直播收入为310亿元，占直播行业的15%。").conflicts


def test_shares_of_one_market_are_at_most_all_of_it() -> None:
    (finding,) = report("2021年，苹果、三星和小米的市场份额分别为53.9%、37.2%和18.9%。").conflicts
    assert "109.85%" in claimcheck.report.say(finding.explanation[-1], "zh")


def test_quarters_of_several_articles_make_the_year_only_as_a_warning() -> None:
    revenues = zip("一二三四", (170, 191, 205, 244), strict=True)
    quarters = [f"快手2021年第{n}季度营收为{v}亿元。" for n, v in revenues]
    (finding,) = report(*quarters, "快手2021年营收为921亿元。").conflicts
    assert finding.level.value == "warning" and len(finding.claims) == 5


def test_profit_per_share_does_not_add_up_over_quarters() -> None:
    texts = [f"快手2021年第{n}季度每股收益为{v}元。" for n, v in zip("一二", (1, 2), strict=True)]
    assert not report(*texts, "快手2021年上半年每股收益为2.9元。").conflicts
