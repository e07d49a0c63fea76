"""An archive of generated claims: how large it is, and how fast it answers for a draft of 50 claims.

    python benchmarks/archive.py [--claims 1000000] [--archive FILE|postgresql://…] [--drafts 200]

Companies, metrics and periods follow Zipf's law, as in the press: few are in most articles. An article
of 25 claims speaks of one company around one quarter; most repeat a known value, one in fifty is off by a
slip. The claims go straight into the store (``store.bulk``): what is measured is the asking.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

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
from claimcheck.store import Archive, bulk, open_archive
from claimcheck.store.writing import Entry

LEXICON = default_lexicon()
WRONG = 0.02
EACH = 25  # claims an article


def letters(number: int) -> str:
    """A name in letters: digits do not count when wordings are compared."""
    return chr(97 + number // 676 % 26) + chr(97 + number // 26 % 26) + chr(97 + number % 26)


SUBJECTS = [
    Name(f"~company {letters(n)}", f"company {letters(n)}", f"company {letters(n)}") for n in range(5000)
]
METRICS = [
    Name(id, next(iter((*e.zh, *e.en)), id), id) for id, e in LEXICON.metrics.items() if e.unit == "money"
][:60]
QUARTERS = [date(year, month, 1) for year in range(2014, 2024) for month in (1, 4, 7, 10)]
_WORDS = [f"{a}{b}" for a in "管理层财报业务增长同行市场用户产品" for b in "称显示推动带来超过提到回应说明"]


def zipf(count: int) -> list[float]:
    """The weights of so many ranks, added up."""
    return list(accumulate(1 / n for n in range(1, count + 1)))


WEIGHTS = {count: zipf(count) for count in (len(SUBJECTS), len(METRICS))}


def chosen(items: list[Name], dice: random.Random) -> Name:
    """One of the names; the first ones far more often."""
    return dice.choices(items, cum_weights=WEIGHTS[len(items)])[0]


@lru_cache(maxsize=1 << 20)
def true_value(subject: str, metric: str, quarter: int) -> int:
    """What the figure is, in millions."""
    return zlib.crc32(f"{subject}{metric}{quarter}".encode()) % 90_000 + 10_000


@lru_cache(maxsize=1 << 18)
def quantity(millions: int, start: int) -> Quantity:
    """The figure as it stands at a place of the source."""
    stated, half, text = Decimal(millions) * 10**6, Decimal(500_000), f"{Decimal(millions) / 100}亿元"
    span = Span(start, start + len(text))
    return Quantity(
        span, text, stated, stated - half, stated + half, False, True, "CNY", Bound.EXACT, Decimal(10**6)
    )


@lru_cache(maxsize=1 << 12)
def period(quarter: int) -> Period:
    """A quarter, stated in words."""
    start = QUARTERS[quarter]
    end = (start + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    label = f"{start.year}Q{start.month // 3 + 1}"
    return Period(Span(0, 6), label, start, end, label, PeriodKind.DURATION, FixedBy.TEXT)


def claim(source: Source, subject: Name, place: int, dice: random.Random, around: int) -> Claim:
    """A sentence of the article with one figure."""
    metric = chosen(METRICS, dice)
    quarter = max(0, min(len(QUARTERS) - 1, around - dice.choice((0, 0, 0, 1, 4))))
    millions = true_value(subject.id, metric.id, quarter)
    if dice.random() < WRONG:
        millions += 10 ** dice.randrange(4)
    when = period(quarter)
    head = f"{''.join(dice.choices(_WORDS, k=3))}，{subject.name}{when.label}{metric.name}为"
    value = quantity(millions, place * 80 + len(head))
    words = f"{head}{value.text}，{''.join(dice.choices(_WORDS, k=2))}"
    whole = Span(place * 80, place * 80 + len(words))
    return Claim(
        source, value.span, whole, words, subject, metric, Measure.LEVEL, None, value, when,
        Modality.ACTUAL, id=f"{zlib.crc32(words.encode()):08x}",
    )  # fmt: skip


def article(number: int, claims: int, dice: random.Random) -> Reading:
    """An article on one company around one quarter."""
    around = dice.randrange(4, len(QUARTERS))
    day = QUARTERS[around] + timedelta(days=100 + dice.randrange(30))
    source = Source(f"articles/{number:08}.md", day, f"title {number}", "outlet", "outlet", f"o{number}")
    subject = chosen(SUBJECTS, dice)
    made = tuple(claim(source, subject, place, dice, around) for place in range(claims))
    return Reading(Document(source, tuple(range(0, claims * 80, 80)), claims * 80, claims, 0), made, ())


def articles(claims: int, seed: int = 1) -> Iterator[Entry]:
    """Articles with so many claims in all."""
    dice = random.Random(seed)
    for number in range(claims // EACH):
        yield Entry(article(number, EACH, dice), f"{number:064x}", "benchmark")


def fill(location: str, claims: int) -> float:
    """Processor seconds of this process for making and loading so many claims."""
    began = time.process_time()
    with open_archive(location, create=True) as archive:
        bulk.load(archive.store, articles(claims), LEXICON)
    return time.process_time() - began


def size(location: str) -> int:
    """Bytes on the disk."""
    if "://" not in location:
        return Path(location).stat().st_size
    sizes = (
        "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n "
        "ON n.oid = c.relnamespace WHERE n.nspname = 'claimcheck' AND c.relkind = 'r'"
    )
    with open_archive(location) as archive:
        return int(archive.store.rows(sizes)[0][0])


class Clock:
    """Milliseconds: of the processor (here and in the server's process), and on the wall."""

    def __init__(self, archive: Archive) -> None:
        """Find the server's process, if there is one and it is on this machine."""
        found = archive.store.rows("SELECT pg_backend_pid()") if "://" in archive.where else []
        self._stat = Path(f"/proc/{found[0][0]}/schedstat") if found else None

    def now(self) -> tuple[float, float]:
        """Both at this moment."""
        there = int(self._stat.read_text().split()[0]) / 1e6 if self._stat else 0.0
        return time.process_time() * 1000 + there, time.perf_counter() * 1000


def ask(location: str, drafts: int, seed: int = 2) -> dict[str, list[float]]:
    """What each of so many drafts of 50 claims takes, after a few that are not counted."""
    dice = random.Random(seed)
    times: dict[str, list[float]] = {"processor": [], "wall": [], "lookup": [], "claims": []}
    with open_archive(location) as archive:
        clock = Clock(archive)
        for number in range(drafts + 10):
            draft = article(10**7 + number, 50, dice)
            began = clock.now()
            found = archive.related(draft.claims, lexicon=LEXICON)
            looked = clock.now()
            judged([draft], archive, lexicon=LEXICON)
            ended = clock.now()
            if number >= 10:
                times["lookup"].append(looked[0] - began[0])
                times["processor"].append(ended[0] - looked[0])
                times["wall"].append(ended[1] - looked[1])
                times["claims"].append(sum(len(reading.claims) for reading in found.readings))
    return times


def quantiles(values: list[float]) -> dict[str, float]:
    """The median, and what 19 of 20 stay below."""
    return {"p50": statistics.median(values), "p95": statistics.quantiles(values, n=20)[-1]}


def measured(location: str, claims: int, drafts: int) -> dict[str, Any]:
    """An archive of so many claims, made if it is not there: its size and its answers."""
    there = "://" in location or Path(location).exists()
    found: dict[str, Any] = {"load": os.getloadavg()[0]}
    if not there:
        found["seconds"] = fill(location, claims)
    found |= {name: quantiles(values) for name, values in ask(location, drafts).items()}
    found["listed"], found["claims"] = found["claims"], claims
    with open_archive(location) as archive:
        counted = {
            name: archive.store.rows(f"SELECT count(*) FROM {name}")[0][0] for name in ("facts", "statements")
        }
    return found | counted | {"bytes": size(location) / claims, "drafts": drafts}


def main() -> None:
    """Measure one archive and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--archive", default="")
    parser.add_argument("--drafts", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        location = given.archive or f"{folder}/claims.db"
        for name, value in measured(location, given.claims, given.drafts).items():
            print(name, value)


if __name__ == "__main__":
    main()
