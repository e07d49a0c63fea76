"""``make bench``: measure, and write docs/performance.md.

    python benchmarks/run.py [--quick] [--only PART ...] [--claims 1000000] [--articles 100000]

What has been measured is kept in build/bench/measured.json, so that parts can be taken again alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import measured
from pages import page

KEPT = measured.BUILT / "measured.json"
PAGE = measured.ROOT / "docs" / "performance.md"


def machine() -> dict[str, Any]:
    """What all of it ran on."""
    names = Path("/proc/cpuinfo")
    lines = names.read_text().splitlines() if names.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return {
        "processor": model or platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.system(),
        "load": round(os.getloadavg()[0], 1),
    }


def others(given: argparse.Namespace) -> dict[str, Any]:
    """Beside the other tools: on the samples that ship, and on a corpus where there is one."""
    rounds = 1 if given.quick else 5
    found = {"seeds": measured.beside_others(measured.chinese_texts(measured.SEEDS.iterdir(), 10**6), rounds)}
    if measured.CORPUS.is_dir():
        texts = measured.chinese_texts(measured.CORPUS.iterdir(), 40_000)
        found["corpus"] = measured.beside_others(texts, rounds)
    return found


def stages(given: argparse.Namespace) -> dict[str, Any]:
    """Stage by stage."""
    found = {"seeds": measured.in_own_process("stages_of", str(measured.SEEDS))}
    if measured.CORPUS.is_dir():
        found["corpus"] = measured.in_own_process("stages_of", str(measured.CORPUS))
    return found


def start_up(given: argparse.Namespace) -> dict[str, float]:
    """Milliseconds of whole processes."""
    rounds = 3 if given.quick else 15
    command = str(Path(sys.executable).parent / "claimcheck")
    seeds = [command, "report", str(measured.SEEDS), "--lang", "en"]
    return {
        "python3 -c pass": measured.start_up([sys.executable, "-c", "pass"], rounds),
        "claimcheck --version": measured.start_up([command, "--version"], rounds),
        "claimcheck report seeds": measured.start_up(seeds, rounds),
        "claimcheck report seeds, lexicon not cached": measured.start_up(
            seeds, rounds, CLAIMCHECK_CACHE="off"
        ),
    }


def judging(given: argparse.Namespace) -> list[dict[str, float]]:
    """Spread claims in growing numbers, then as many on a single key."""
    sizes = [(10_000, 3000), (100_000, 30_000), (1_000_000, 300_000)]
    hot = [(20_000, 1), (200_000, 1), (200_000, 60_000)]
    wanted = [*sizes, *hot] if not given.quick else [sizes[0], (10_000, 1)]
    return [measured.in_own_process("judging", n, keys) for n, keys in wanted if n <= given.claims]


def growth(given: argparse.Namespace) -> list[dict[str, float]]:
    """Articles in growing numbers."""
    sizes = [n for n in (100, 1000, 10_000, 100_000) if n <= (1000 if given.quick else given.articles)]
    return [measured.in_own_process("growth", n) for n in sizes]


def jobs(given: argparse.Namespace) -> dict[str, Any]:
    """Wall-clock seconds by the number of processes, and on Spark where there is one."""
    return measured.engines(1000 if given.quick else given.engine_articles)


def archive(given: argparse.Namespace) -> dict[str, Any]:
    """Archives of a million claims and more on both stores."""
    from archives import archives

    if given.quick:
        return archives(given.archives, 20_000, 2, 2)
    return archives(given.archives, given.claims, 10, 60, given.postgres)


PARTS: Mapping[str, Callable[[argparse.Namespace], Any]] = {
    "others": others,
    "stages": stages,
    "start_up": start_up,
    "judging": judging,
    "growth": growth,
    "jobs": jobs,
    "archive": archive,
}


def main() -> None:
    """Measure the parts asked for and write the page with the rest as it was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--engine-articles", type=int, default=20_000)
    parser.add_argument("--archives", type=Path, default=measured.BUILT / "archives")
    parser.add_argument("--postgres", default="", help="a server whose schema claimcheck may be dropped")
    given = parser.parse_args()
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    found = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    for part in given.only:
        print(f"measuring {part}", file=sys.stderr)
        found[part] = {"machine": machine(), "found": PARTS[part](given)}
        KEPT.write_text(json.dumps(found, indent=1))
        PAGE.write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
