"""How uneven keys are, what merging saves on the way to a key, and how large the largest group gets.

    python benchmarks/skew.py [--corpus FOLDER]

Prints what docs/scale.md quotes: measured on generated articles (and on a folder of real ones), then drawn
from the distribution so found, for more articles than anybody has here.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generated import Zipf, articles

from claimcheck.extract import read
from claimcheck.formats import load
from claimcheck.lexicon import default_lexicon
from claimcheck.matching import groups, key_of
from claimcheck.model import Claim

PERIODS, TYPICAL_COPIES = 40, 8  # quarters that are written about, and values said for one of them


def packed(value: Any) -> int:
    """The size of a row as it travels."""
    return len(zlib.compress(pickle.dumps(value, 5), 1))


def exponent(sizes: Sequence[int]) -> float:
    """The slope of Zipf's law for the larger half of the keys that come up twice or more."""
    counts = sorted((n for n in sizes if n > 1), reverse=True)[:200]
    points = [(math.log(rank + 1), math.log(count)) for rank, count in enumerate(counts)]
    mean_x, mean_y = (sum(p[i] for p in points) / len(points) for i in (0, 1))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    return -slope


def measure(name: str, claims: Sequence[Claim], count: int) -> None:
    """Print what the claims of so many articles come to."""
    lexicon = default_lexicon()
    keys = Counter((k.subject, k.metric) for c in claims if (k := key_of(c, lexicon)) is not None)
    found = list(groups(claims, lexicon))
    statements = sum(len(g.statements) for g in found)
    single = sum(packed([c]) for c in claims[:5000]) / min(5000, len(claims))
    merged = sum(packed([c for s in g.statements for c in s.claims]) for g in found) / len(claims)
    hottest = keys.most_common(1)[0][1]
    print(f"{name}: {count} articles, {len(claims)} claims ({len(claims) / count:.1f} an article)")
    print(
        f"  keys {len(keys)}, exponent {exponent([*keys.values()]):.2f}, hottest {hottest / len(claims):.2%}"
    )
    print(f"  statements a claim {statements / len(claims):.2f}")
    print(f"  bytes a claim: one row a claim {single:.0f}, one row a key {merged:.0f}")


def simulate(claims: int, skew: float, keys: int) -> None:
    """Print the largest group among so many claims: how many say something, and how many distinct things."""
    draws = min(claims, 1_000_000)
    chance = random.Random(1)
    key, fact = Zipf(keys, skew), Zipf(PERIODS * TYPICAL_COPIES, 1.0)
    counts = Counter(key.draw(chance) for _ in range(draws))
    hottest = counts.most_common(1)[0][1] / draws
    size = round(hottest * claims)
    distinct = len({fact.draw(chance) for _ in range(min(size, 1_000_000))})
    tasks = 1000  # partitions of the reading: each sends a hot key's claims as one row
    print(
        f"  {claims:>14,} claims: hottest key {hottest:.2%} = {size:,} claims, {distinct} statements, "
        f"{min(tasks, size):,} rows from 1,000 partitions, {min(8, size)} after salting"
    )


def main() -> None:
    """Measure, then simulate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    given = parser.parse_args()
    lexicon = default_lexicon()
    texts = list(articles(1000, lexicon))
    measure("generated", [c for n, t in texts for c in read(load(n, text=t), lexicon).claims], len(texts))
    if given.corpus:
        files = sorted(given.corpus.iterdir())
        measure("corpus", [c for f in files for c in read(load(f), lexicon).claims], len(files))
    for skew in (0.65, 0.85, 1.1):
        print(f"Zipf exponent {skew}")
        for total in (10**6, 10**8, 10**10):
            simulate(total, skew, keys=200_000)


if __name__ == "__main__":
    main()
