"""Measurements → docs/performance.md. Says only what was measured; a part that was not is left out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pages_archive import archive_lines

_HEAD = """# Performance

Written by `make bench`; the code is in [benchmarks/](../benchmarks). Times are processor seconds of one core
unless they say wall clock. The machines are shared ones: read the ratios, which are of one run each, not
the seconds. `python benchmarks/run.py --only start_up` takes one part again. What was done and what
the profile says is in [decision 14](decisions/014-performance.md), what follows for large archives in
[scale.md](scale.md).
"""
_TARGETS = "asked for"


def page(found: Mapping[str, Any]) -> str:
    """The whole page."""
    parts = {
        "others": _others, "stages": _stages, "start_up": _start_up,
        "judging": _judging, "growth": _growth, "jobs": _jobs, "archive": archive_lines,
    }  # fmt: skip
    lines = [_HEAD]
    for name, write in parts.items():
        if name in found:
            lines += [*write(found[name]["found"]), _machine(found[name]["machine"]), ""]
    return "\n".join(lines)


def _machine(m: Mapping[str, Any]) -> str:
    where = f"{m['processor']}, {m['cores']} cores, CPython {m['python']}, {m['system']}"
    return f"\n<sub>{where}; load average at the start {m['load']}.</sub>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "| --- " + "| ---: " * (len(heads) - 1) + "|"
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"
    yield ""


def _others(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## Beside other tools\n"
    yield (
        "The same Chinese text in the same run, in turns, each tool in an environment of its own."
        " claimcheck loads the article and finds whole claims (subject, metric, value, period, place);"
        " JioNLP 1.5.31 finds money and time; recognizers-text-suite 1.0.2a2 (with emoji 1.7.0) number,"
        " percentage, currency, dimension and date-time. The ratio is the median of the rounds'.\n"
    )
    for name, one in found.items():
        yield f"{name}: {one['articles']} articles, {one['characters']:,} characters\n"
        rows = [
            (tool, f"{one[tool]['rate']:,.0f}", f"{one[tool]['ratio']:.2f}")
            for tool in ("claimcheck", "jionlp", "recognizers") if tool in one
        ]  # fmt: skip
        yield from _table(["tool", "characters a second", "time as a multiple of claimcheck's"], rows)
        for tool, why in one["missing"].items():
            yield f"{tool} could not be installed: {why}\n"
    yield f"{_TARGETS}: 10 for JioNLP, 200 for Recognizers; decision 14 says what is in the way."


def _stages(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## Stage by stage\n"
    names = ("load", "scan", "bind", "judge", "render")
    rows = []
    for name, one in found.items():
        total = sum(one[s] for s in names)
        rows.append([name, one["articles"], one["claims"], *(f"{100 * one[s] / total:.0f} %" for s in names)])
        reading = one["load"] + one["scan"] + one["bind"]
        rows[-1] += [f"{one['articles'] / reading:,.0f}", f"{one['characters'] / reading:,.0f}"]
        rows[-1] += [f"{1e6 * reading / one['claims']:.0f}", f"{1e6 * one['judge'] / one['claims']:.0f}"]
    heads = ["", "articles", "claims", *names, "articles a second", "characters a second"]
    yield from _table([*heads, "µs a claim to read", "to judge"], rows)
    yield "load, scan (names, periods, quantities) and bind together are reading; render is JSON."


def _start_up(found: Mapping[str, float]) -> Iterator[str]:
    yield "## Start-up\n"
    base = found["python3 -c pass"]
    limits = {"claimcheck --version": 3 * base + 60, "claimcheck report seeds": 600.0}
    rows = [
        (f"`{n}`", f"{v:.0f}", f"{v / base:.1f}", f"{limits[n]:.0f}" if n in limits else "")
        for n, v in found.items()
    ]
    yield from _table(["command", "ms", "times `pass`", f"ms {_TARGETS}"], rows)


def _judging(found: Sequence[Mapping[str, float]]) -> Iterator[str]:
    yield "## Judging\n"
    yield "Generated claims, ten a document, all rules; keys are drawn by Zipf's law with exponent 1.1.\n"
    rows = [
        (
            f"{r['claims']:,.0f}",
            f"{r['keys']:,.0f}",
            f"{r['seconds']:.1f}",
            f"{1e6 * r['seconds'] / r['claims']:.0f}",
            f"{r['memory']:,.0f}",
            f"{r['before']:,.0f}",
        )
        for r in found
    ]
    yield from _table(["claims", "keys", "seconds", "µs a claim", "MB at most", "of which claims"], rows)
    yield f"{_TARGETS}: 1M claims in 5 s and 1 GB; a single key no slower a claim than spread ones."


def _growth(found: Sequence[Mapping[str, float]]) -> Iterator[str]:
    yield "## Growth with articles\n"
    rows = []
    for number, r in enumerate(found):
        total = r["read"] + r["judge"]
        before = found[number - 1] if number else None
        exponent = "" if before is None else f"{_exponent(before, r):.2f}"
        row = [f"{r['articles']:,.0f}", f"{r['claims']:,.0f}", f"{r['read']:.1f}", f"{r['judge']:.1f}"]
        rows.append([*row, f"{1e3 * total / r['articles']:.2f}", exponent, f"{r['memory']:,.0f}"])
    heads = ["articles", "claims", "read s", "judge s", "ms an article", "exponent from the row above", "MB"]
    yield from _table(heads, rows)
    yield f"{_TARGETS}: 10,000 to 100,000 articles in at most 11 times the time, an exponent of 1.04."


def _exponent(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    times = (b["read"] + b["judge"]) / (a["read"] + a["judge"])
    return math.log(times) / math.log(b["articles"] / a["articles"])


def _jobs(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## Processes and Spark\n"
    yield f"{found['articles']:,} generated articles from files, read and judged; wall clock.\n"
    base = found["runs"]["1 process"]
    rows = [(name, f"{s:.1f}", f"{base / s:.2f}") for name, s in found["runs"].items()]
    yield from _table(["engine", "seconds", "speed against 1 process"], rows)
    yield from (f"{note}\n" for note in found["notes"])
