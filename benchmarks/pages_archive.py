"""The page's part on the archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_HEAD = """## The archive

Generated claims, 25 an article; companies (5,000) and metrics (60) by Zipf's law, one value in fifty off
by a slip. 200 drafts of 50 claims each, each on one company and drawn in the same way. Milliseconds of the
processor beyond reading the draft, which takes {reading:.0f} ms in the same run; PostgreSQL's own process is
counted in. Ten times the claims are the same articles ten times over, about the same 500 companies and about
others.

| store | claims | statements | bytes a claim | p50 | p95 | look-up | p50 × | p95 × | p50, wall | p95 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""

_FOOT = """
asked for: p50 10 ms and p95 50 ms with a million claims, 4 times that with ten million. × is
against the first row; load averages at the time: {loads}."""


def archive_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """Asking, adding, and many processes at once."""
    yield _HEAD.format(reading=found["reading"])
    first = found["asking"][0]["processor"]
    for r in found["asking"]:
        cpu, wall = r["processor"], r["wall"]
        cells = [
            r["store"], f"{r['claims']:,}", f"{r['statements']:,}", f"{r['bytes']:.0f}",
            f"{cpu['p50']:.1f}", f"{cpu['p95']:.1f}", f"{r['lookup']['p50']:.1f}",
            f"{cpu['p50'] / first['p50']:.2f}", f"{cpu['p95'] / first['p95']:.2f}",
            f"{wall['p50']:.1f}", f"{wall['p95']:.1f}",
        ]  # fmt: skip
        yield f"| {' | '.join(cells)} |"
    yield _FOOT.format(loads=", ".join(f"{r['load']:.1f}" for r in found["asking"]))
    yield f"\nPostgreSQL was not measured: {found['missing']}" if found["missing"] else ""
    yield _adding(found["adding"])
    for name, store in (("sqlite", "SQLite"), ("postgres", "PostgreSQL")):
        if f"crowd-{name}" in found:
            yield _crowd(found[f"crowd-{name}"], store)


def _adding(found: Mapping[str, Any]) -> str:
    rate, each = found["articles"] / found["add"], 1e6 / found["claims"]
    return (
        f"`archive add` of {found['articles']:,} generated articles ({found['claims']:,} claims),"
        " a transaction"
        f" each: {rate:,.0f} a second of one core, {each * found['add']:.0f} µs a claim, of which"
        f" reading takes {each * found['read']:.0f}; {found['wall']:.0f} s on the wall. The same again, with"
        f" nothing changed: {found['articles'] / found['again']:,.0f} articles a second.\n"
    )


def _crowd(found: Mapping[str, Any], store: str) -> str:
    return (
        f"Two writers and four readers for {found['seconds']:.0f} s on {store}:"
        f" {sum(found['written']):,} articles written, {found['lost']} lost,"
        f" {sum(found['lookups']):,} drafts looked up, no error (load average {found['load']:.0f} before).\n"
    )
