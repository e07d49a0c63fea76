"""Two writers and four readers of one archive at once: no error, no lost article.

python benchmarks/archive_crowd.py [--seconds 60] [--archive FILE|postgresql://…]
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from multiprocessing import get_context
from typing import Any

from archive import LEXICON, article

from claimcheck.store import open_archive
from claimcheck.store.writing import Entry


def write(location: str, first: int, until: float) -> int:
    """How many articles were stored by then."""
    dice, number = random.Random(first), first
    with open_archive(location, create=True) as archive:
        while time.time() < until:
            archive.add(Entry(article(number, 25, dice), "h", "r"), lexicon=LEXICON)
            number += 1
    return number - first


def read(location: str, seed: int, until: float) -> int:
    """How many drafts were looked up by then."""
    dice, count = random.Random(seed), 0
    with open_archive(location) as archive:
        while time.time() < until:
            archive.related(article(10**7, 50, dice).claims, lexicon=LEXICON)
            count += 1
    return count


def crowd(location: str, seconds: float) -> dict[str, Any]:
    """What two writers wrote and four readers asked in so many seconds, and what was kept of it."""
    load = os.getloadavg()[0]
    with get_context("spawn").Pool(6) as pool:
        open_archive(location, create=True).close()
        until = time.time() + seconds
        writers = [pool.apply_async(write, (location, n * 10**6, until)) for n in (1, 2)]
        readers = [pool.apply_async(read, (location, n, until)) for n in range(4)]
        written, reads = [w.get() for w in writers], [r.get() for r in readers]
    with open_archive(location) as archive:
        kept = sum(1 for _ in archive.articles())
    return {
        "load": load,
        "seconds": seconds,
        "written": written,
        "lost": sum(written) - kept,
        "lookups": reads,
    }


def main() -> None:
    """Print what a crowd did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--archive", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(crowd(given.archive or f"{folder}/claims.db", given.seconds))


if __name__ == "__main__":
    main()
