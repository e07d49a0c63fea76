"""Small reports made by hand, for the tests of what is shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from claimcheck.model import (
    Agreement,
    Basis,
    Bound,
    Claim,
    Document,
    Failure,
    Finding,
    FixedBy,
    Level,
    Measure,
    Message,
    Modality,
    Name,
    Period,
    PeriodKind,
    Quantity,
    Skipped,
    Source,
    Span,
    Verdict,
)
from claimcheck.report import Report

QUARTER = Period(
    None, "一季度", date(2022, 1, 1), date(2022, 3, 31), "2022Q1", PeriodKind.DURATION, FixedBy.TEXT
)
UNDATED = Period(None, "", None, None, "", PeriodKind.UNSTATED, FixedBy.PUBLICATION)
SHOP = Name("lantu", "蓝图商城", "蓝图")
GMV = Name("gmv", "GMV", "成交额")
MAU = Name("mau", "月活跃用户", "月活")


def quantity(
    words: str, stated: str | None, low: str | None, high: str | None, unit: str = "CNY"
) -> Quantity:
    decimals = [None if value is None else Decimal(value) for value in (stated, low, high)]
    return Quantity(Span(0, len(words)), words, *decimals, False, True, unit, Bound.EXACT, Decimal(1))


def claim(
    id: str,
    document: str,
    quote: str,
    value: Quantity,
    *,
    at: int = 0,
    metric: Name | None = GMV,
    period: Period = QUARTER,
    measure: Measure = Measure.LEVEL,
    basis: Basis | None = None,
    origin: str = "",
) -> Claim:
    start = at + max(quote.find(value.text), 0)
    return Claim(
        source=Source(document, published=date(2022, 5, 24), origin=origin),
        span=Span(start, start + len(value.text)),
        quote_span=Span(at, at + len(quote)),
        quote=quote,
        subject=SHOP,
        metric=metric,
        measure=measure,
        basis=basis,
        quantity=value,
        period=period,
        modality=Modality.ACTUAL,
        id=id,
    )


SLIP = claim(
    "c1",
    "draft.md",
    "今年一季度，蓝图商城的成交额达到1715亿元，[bold]比上年同期[/bold]多出近一半，平台把它归功于直播带货和更快的物流。",
    quantity("1715亿元", "171500000000", "171450000000", "171550000000"),
    at=40,
)
FILED = claim(
    "c2",
    "材料/季报.md",
    "一季度成交额为1751亿元",
    quantity("1751亿元", "175100000000", "175050000000", "175150000000"),
    at=9,
)
USERS = claim(
    "c3",
    "draft.md",
    "月活跃用户3.46亿",
    quantity("3.46亿", "346000000", "345500000", "346500000", "count"),
    at=120,
    metric=MAU,
)
USERS_TOO = claim(
    "c4",
    "材料/季报.md",
    "平均月活为345,800,000",
    quantity("345,800,000", "345800000", "345800000", "345800000", "count"),
    at=60,
    metric=MAU,
)
GROWTH = claim(
    "c5",
    "draft.md",
    "同比增长47.7%",
    quantity("47.7%", "47.7", "47.65", "47.75", "percent"),
    at=160,
    period=UNDATED,
    measure=Measure.GROWTH,
    basis=Basis.YOY,
)

CONFLICT = Finding(
    rule="same-fact",
    verdict=Verdict.CONFLICT,
    level=Level.ERROR,
    message=Message("conflict"),
    claims=(SLIP, FILED),
    agreement=Agreement.DISJOINT,
    cause=Message(
        "slip-transposed",
        template="数字颠倒；若是 {value:amount} 就一致",
        arguments=(("value", "175100000000 CNY"),),
    ),
    explanation=(
        Message("quote", (("document", "draft.md"), ("line", "2"), ("quote", "成交额达到1715亿元"))),
        Message("agreement-disjoint", (("a", "171500000000 CNY"), ("b", "175100000000 CNY"))),
        Message("period-same"),
    ),
    key="lantu/gmv/level/money",
    id="f1a2b3",
)
CONFIRMED = Finding(
    rule="same-fact",
    verdict=Verdict.CONFIRMED,
    level=Level.NOTE,
    message=Message("confirmed"),
    claims=(USERS, USERS_TOO),
    agreement=Agreement.ROUNDED,
    id="f2c3d4",
)
APART = Finding(
    rule="same-fact",
    verdict=Verdict.NOT_COMPARABLE,
    level=Level.NOTE,
    message=Message("not-comparable"),
    claims=(GROWTH, FILED),
    reason=Message("measure"),
    id="f3d4e5",
)

FULL = Report(
    documents=(
        Document(Source("draft.md", date(2022, 5, 24)), (0, 30, 110), 200, 3, 2),
        Document(
            Source("材料/季报.md", date(2022, 5, 24)), (0, 9, 50), 90, 2, 0, ("encoding guessed: gb18030",)
        ),
    ),
    claims=(SLIP, FILED, USERS, USERS_TOO, GROWTH),
    skipped=(
        Skipped("draft.md", Span(3, 13), "2022-05-24", "date"),
        Skipped("draft.md", Span(20, 22), "第1", "ordinal"),
    ),
    findings=(CONFLICT, CONFIRMED, APART),
    failures=(Failure("旧稿.md", "旧稿.md: no such file"),),
    verdicts=(
        ("c1", Verdict.CONFLICT),
        ("c2", Verdict.CONFLICT),
        ("c3", Verdict.CONFIRMED),
        ("c4", Verdict.CONFIRMED),
        ("c5", Verdict.NOT_COMPARABLE),
    ),
)
