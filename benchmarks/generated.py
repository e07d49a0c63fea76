"""Articles and claims that nobody wrote, as many as are asked for, skewed as news is.

A few firms and figures make most of the news (a Zipf distribution), most articles are new and some are
copies of an earlier one, and a few figures are wrong. The same seed gives the same articles.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from claimcheck.lexicon import Lexicon
from claimcheck.model import (
    Basis,
    Bound,
    Claim,
    Document,
    FixedBy,
    Measure,
    Modality,
    Name,
    Period,
    PeriodKind,
    Quantity,
    Reading,
    Source,
    Span,
)

COPIES = 0.2
WRONG = 0.02
_FIRST = date(2021, 1, 1)
_FILLER = (
    "公司管理层在电话会上回答了分析师的提问，并介绍了下一阶段的工作重点。",
    "业内人士认为，行业竞争仍然激烈，但格局已经趋于稳定。",
    "与会者表示，用户的需求正在变化，产品也要随之调整。",
    "报告还提到，团队会继续在技术和服务上投入。",
)
_SENTENCES = (
    "{subject}{year}年{quarter}季度{metric}为{value}亿元，同比增长{growth}%。",
    "财报显示，{year}年第{quarter}季度，{subject}{metric}达{value}亿元，较上年同期增长{growth}%。",
    "{subject}公布，{year}年{quarter}季度的{metric}是{value}亿元。",
)
_QUARTERS = "一二三四"
_METRICS = ("revenue", "net_profit", "gmv", "operating_profit", "gross_profit", "r_and_d_expense")


class Zipf:
    """Ranks from 0, the first the most frequent: rank r comes up with weight 1 / (r + 1) ** skew."""

    def __init__(self, size: int, skew: float) -> None:
        """Weights of all ranks, added up."""
        self._sums = list(accumulate((rank + 1) ** -skew for rank in range(size)))

    def draw(self, chance: random.Random) -> int:
        """One rank."""
        return bisect_left(self._sums, chance.random() * self._sums[-1])


def articles(count: int, lexicon: Lexicon, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Name and text of each article, Markdown with its date in front."""
    chance = random.Random(seed)
    firms = [e.zh[0] for e in lexicon.subjects.values() if e.kind == "company" and e.zh]
    metrics = [lexicon.metrics[m].zh[0] for m in _METRICS if m in lexicon.metrics]
    firm, metric = Zipf(len(firms), 1.1), Zipf(len(metrics), 1.0)
    recent: list[str] = []
    for number in range(count):
        if recent and chance.random() < COPIES:
            body = chance.choice(recent)
        else:
            body = _body(chance, firms[firm.draw(chance)], metrics, metric)
            recent = [*recent[-200:], body]
        day = _FIRST + timedelta(days=900 + number % 60)
        yield f"{number:07}.md", f"---\ndate: {day}\noutlet: 报{number % 97}\n---\n\n{body}"


def _body(chance: random.Random, firm: str, metrics: Sequence[str], metric: Zipf) -> str:
    lines = []
    for _ in range(chance.randint(2, 6)):
        name = metrics[metric.draw(chance)]
        year, quarter = 2021 + chance.randint(0, 1), chance.randint(0, 3)
        true = random.Random(f"{firm}{name}{year}{quarter}")
        value, growth = true.randint(100, 99999), true.randint(1, 400)
        if chance.random() < WRONG:
            value += 10 ** chance.randint(0, 3)
        sentence = chance.choice(_SENTENCES)
        lines.append(
            sentence.format(
                subject=firm,
                metric=name,
                year=year,
                quarter=_QUARTERS[quarter],
                value=Decimal(value) / 100,
                growth=Decimal(growth) / 10,
            )
        )
        lines.append(chance.choice(_FILLER))
    return f"# {firm}发布业绩\n\n" + "\n\n".join(lines) + "\n"


def readings(count: int, *, keys: int, skew: float = 1.1, seed: int = 1, each: int = 10) -> Iterator[Reading]:
    """Readings with so many claims in all, ``each`` a document, over so many keys of subject and metric."""
    chance = random.Random(seed)
    key = Zipf(keys, skew)
    for number in range(0, count, each):
        source = Source(f"{number // each:07}.md", date(2023, 6, 1) + timedelta(days=number // each % 60))
        claims = tuple(_claim(chance, source, key.draw(chance), number + n) for n in range(each))
        yield Reading(Document(source, (0,), 1000, each, 0), claims, ())


def _name(number: int) -> str:
    """A name in letters: digits do not count when wordings are compared."""
    letters = ""
    while True:
        number, digit = divmod(number, 26)
        letters += chr(ord("a") + digit)
        if not number:
            return f"firm {letters}"


def _claim(chance: random.Random, source: Source, rank: int, number: int) -> Claim:
    year, quarter = 2018 + chance.randint(0, 4), chance.randint(0, 3)
    true = random.Random(rank * 100 + year * 4 + quarter).randint(100, 99999)
    hundredths = true + (10 ** chance.randint(0, 3) if chance.random() < WRONG else 0)
    stated = Decimal(hundredths) * 10**6
    half = Decimal(5 * 10**5)
    text = f"{Decimal(hundredths) / 100}亿元"
    start = date(year, quarter * 3 + 1, 1)
    end = date(year + quarter // 3, (quarter * 3 + 3) % 12 + 1, 1) - timedelta(days=1)
    subject, metric = _name(rank // 6), _METRICS[rank % 6]
    before = f"{subject}{year}年{quarter + 1}季度{metric}为"
    quote_start = number % 10 * 60
    place = Span(quote_start + len(before), quote_start + len(before) + len(text))
    return Claim(
        source=source,
        span=place,
        quote_span=Span(quote_start, place.end),
        quote=before + text,
        subject=Name(subject, subject, subject),
        metric=Name(metric, metric, metric),
        measure=Measure.LEVEL,
        basis=None if number % 7 else Basis.YOY,
        quantity=Quantity(
            place, text, stated, stated - half, stated + half, False, True, "CNY", Bound.EXACT, Decimal(10**6)
        ),
        period=Period(
            place,
            f"{year}年{quarter + 1}季度",
            start,
            end,
            f"{year}Q{quarter + 1}",
            PeriodKind.DURATION,
            FixedBy.TEXT,
        ),
        modality=Modality.ACTUAL,
        id=f"{number:012x}",
    )
