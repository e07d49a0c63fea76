"""How fast an archive of generated claims answers, and how large it is.

    python benchmarks/archive.py [--claims 1000000] [--archive FILE|postgresql://…] [--drafts 100]

Companies, metrics and periods follow Zipf's law, as in the press: few are in most articles. An
article of 25 claims speaks of one company around one quarter; most repeat a known value, some differ.
What is measured for a draft of 50 claims: the lookups (``related``) and the judging, each by itself.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, islice
from pathlib import Path

from claimcheck.lexicon import default_lexicon
from claimcheck.model import (
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
from claimcheck.pipeline import judged
from claimcheck.store import open_archive
from claimcheck.store.writing import Entry, put_all

LEXICON = default_lexicon()
SUBJECTS = [Name(f"~company {n}", f"company {n}", f"company {n}") for n in range(5000)]
METRICS = [
    Name(id, next(iter((*e.zh, *e.en)), id), id) for id, e in LEXICON.metrics.items() if e.unit == "money"
][:60]
QUARTERS = [date(year, month, 1) for year in range(2014, 2024) for month in (1, 4, 7, 10)]


def zipf(count: int) -> list[float]:
    return list(accumulate(1 / n for n in range(1, count + 1)))


WEIGHTS = {count: zipf(count) for count in (len(SUBJECTS), len(METRICS))}


def chosen(items: list[Name], dice: random.Random, count: int = 1) -> list[Name]:
    return dice.choices(items, cum_weights=WEIGHTS[len(items)], k=count)


def claim(source: Source, subject: Name, place: int, dice: random.Random, around: int) -> Claim:
    metric = chosen(METRICS, dice)[0]
    start = QUARTERS[max(0, min(len(QUARTERS) - 1, around - dice.choice((0, 0, 0, 1, 4))))]
    end = (start + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    true = (zlib.crc32(f"{subject.id}{metric.id}{start}".encode()) % 90_000) + 10_000
    stated = Decimal(true + (dice.randrange(1, 9) if dice.random() < 0.05 else 0)) * 10**6
    half = Decimal(500_000)
    label = f"{start.year}Q{start.month // 3 + 1}"
    words = f"{subject.name}{label}{metric.name}{stated}元，第{place}句，{dice.randrange(10**6)}"
    span = Span(place * 60, place * 60 + 9)
    quantity = Quantity(
        span, f"{stated}元", stated, stated - half, stated + half, False, True, "CNY", Bound.EXACT,
        Decimal(10**6),
    )  # fmt: skip
    period = Period(span, label, start, end, label, PeriodKind.DURATION, FixedBy.TEXT)
    id = f"{source.origin}-{place}"
    return Claim(
        source, span, Span(place * 60, place * 60 + 50), words, subject, metric, Measure.LEVEL, None,
        quantity, period, Modality.ACTUAL, id=id,
    )  # fmt: skip


def article(number: int, claims: int, dice: random.Random) -> Reading:
    around = dice.randrange(4, len(QUARTERS))
    day = QUARTERS[around] + timedelta(days=100 + dice.randrange(30))
    source = Source(f"articles/{number:07}.md", day, f"title {number}", "outlet", "outlet", f"o{number}")
    subject = chosen(SUBJECTS, dice)[0]
    made = tuple(claim(source, subject, place, dice, around) for place in range(claims))
    return Reading(Document(source, (0,), claims * 60, claims, 0), made, ())


def articles(claims: int, seed: int = 1) -> Iterator[Entry]:
    dice = random.Random(seed)
    for number in range(claims // 25):
        yield Entry(article(number, 25, dice), f"{number:064x}", "benchmark")


def fill(location: str, claims: int) -> float:
    began = time.perf_counter()
    entries = articles(claims)
    with open_archive(location, create=True) as archive:
        while some := list(islice(entries, 200)):
            put_all(archive.store, some, LEXICON)
        archive.store.run("ANALYZE")
    return time.perf_counter() - began


def ask(location: str, drafts: int) -> dict[str, list[float]]:
    dice = random.Random(2)
    times: dict[str, list[float]] = {"lookup": [], "judge": [], "claims found": []}
    with open_archive(location) as archive:
        for number in range(drafts + 3):
            draft = article(10**6 + number, 50, dice)
            began = time.perf_counter()
            found = archive.related(draft.claims, lexicon=LEXICON)
            looked = time.perf_counter()
            times["lookup"].append((looked - began) * 1000)
            times["claims found"].append(sum(len(reading.claims) for reading in found))
            if number < 10:
                judged([draft], found, lexicon=LEXICON)
                times["judge"].append((time.perf_counter() - looked) * 1000)
    return {name: values[3:] for name, values in times.items()}


def size(location: str) -> int | None:
    if "://" in location:
        with open_archive(location) as archive:
            return int(
                archive.store.rows(
                    "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n "
                    "ON n.oid = c.relnamespace WHERE n.nspname = 'claimcheck' AND c.relkind = 'r'"
                )[0][0]
            )
    return Path(location).stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--archive", default="")
    parser.add_argument("--drafts", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        location = given.archive or f"{folder}/claims.db"
        took = fill(location, given.claims)
        print(f"{given.claims:,} claims stored in {took:.0f} s, {given.claims / took:,.0f} a second")
        print(f"{(size(location) or 0) / given.claims:.0f} bytes a claim")
        for name, values in ask(location, given.drafts).items():
            p95 = statistics.quantiles(values, n=20)[-1]
            print(f"{name}: p50 {statistics.median(values):.1f}, p95 {p95:.1f}")


if __name__ == "__main__":
    main()
