"""The forms of periods as the lexicon has them → expressions, and which of them to try where.

All of it is plain data, so that it can be remembered on disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from claimcheck import folding
from claimcheck.errors import LexiconError
from claimcheck.expressions import compiled
from claimcheck.extract import period_starts
from claimcheck.extract.period_starts import ANY, FIGURES, prefix, runs
from claimcheck.folding import fold

Entry = tuple[Mapping[str, Any], str]
"""A form as the lexicon has it, and what may stand for a blank in it."""

# The number of a form and the characters that may come next; ``None`` where any may.
_Begun = tuple[int, frozenset[str] | None]
SOURCES = [__file__, str(period_starts.__file__), str(folding.__file__)]
"""The code that makes the plans."""


def plan_of(entries: Sequence[Entry], marks: Mapping[str, str]) -> dict[str, Any]:
    """The expressions of the forms, and by what they may begin with which of them to try: plain data.

    Raises LexiconError for a form that is no expression.
    """
    sources = [_expand(entry["like"], marks, blank) for entry, blank in entries]
    by_first: dict[str, list[_Begun]] = {}
    for number_, (source, (entry, _)) in enumerate(zip(sources, entries, strict=True)):
        _check(source, entry["like"])
        for first, following in _beginnings(source):
            by_first.setdefault(first, []).append((number_, following))
    return {"sources": sources, "choices": {first: _choice(begun) for first, begun in by_first.items()}}


def _beginnings(source: str) -> Iterator[tuple[str, frozenset[str] | None]]:
    """What a form may begin with, each with what may come next."""
    begins = prefix(source)
    second = None if begins.single or begins.empty or ANY in begins.second else begins.second
    for character in sorted(begins.first - FIGURES):
        yield character, second
    for figure in sorted(begins.first & FIGURES):
        for length in sorted(runs(source) - {0}):
            yield f"{length}{figure}", _after_figures(source)


@lru_cache(maxsize=256)
def _after_figures(source: str) -> frozenset[str] | None:
    rest = prefix(source, skip=FIGURES | {" "})
    return None if rest.empty or ANY in rest.first else rest.first


def _choice(begun: list[_Begun]) -> list[Any]:
    following = sorted({c for _, some in begun if some is not None for c in some})
    return [
        {c: [form for form, some in begun if some is None or c in some] for c in following},
        [form for form, some in begun if some is None],
    ]


def _check(source: str, written: str) -> None:
    try:
        compiled(source)
    except re.error as error:
        raise LexiconError(f"periods: the form {written!r} is no expression: {error}") from None


def _expand(source: str, marks: Mapping[str, str], blank: str) -> str:
    # Only words are folded: the syntax of expressions has capitals of its own. A look-behind keeps
    # its plain blanks, because its width is fixed.
    folded = re.sub(r"[^\x00-\x7f]+", lambda m: fold(m[0]), source)
    spaced = re.sub(r"\(\?<[=!][^()]*\)| ", lambda m: m[0] if len(m[0]) > 1 else blank, folded)
    return re.sub(r"\{(\w\d?|[\^<>])\}", lambda m: marks.get(m[1], m[0]), spaced)


def placeholders(
    table: Mapping[str, Any], digits: str, tens: str, units: Mapping[str, str]
) -> dict[str, str]:
    """What each placeholder of a form stands for."""
    month = any_of(table.get("months", {}))
    marks = {
        "^": r"(?!(?<=\d)\d)(?!(?<=\d\.)\d)",  # figures go on with figures: 2022一季度 does not
        "<": r"(?<![a-z0-9.])",
        ">": r"(?![a-z0-9])",
        "y": rf"(?<![{digits}])(?P<year2>\d\d|[{digits}]{{2}})",
        "n": rf"(?<![\d.])(?P<count>\d{{1,3}}|[{digits}{tens}{''.join(table['counts'])}]{{1,3}})",
        "N": rf"(?P<count>\d{{1,3}}|{any_of(table.get('words', {}))})",
        "u": f"(?P<unit>{any_of(u for u in units if not u.isascii())})",
        "U": f"(?P<unit>{any_of(u for u in units if u.isascii())})",
        "e": f"(?P<era>{any_of(table.get('eras', {}))})",
        "w": f"(?P<weekday>[{''.join(with_folded_keys(table['weekdays']))}]|[1-7](?!\\d))",
    }
    for mark, name, pattern in (
        ("Y", "year", rf"(?:1[0-9]|20)\d\d|[{digits}]{{4}}"),
        ("m", "month", rf"(?:1[0-2]|0?[1-9])(?!\d)|[{digits}{tens}]{{1,3}}"),
        ("d", "day", rf"(?:3[01]|[12][0-9]|0?[1-9])(?!\d)|[{digits}{tens}]{{1,3}}"),
        ("q", "quarter", rf"[1-4](?!\d)|[{digits}]"),
        ("M", "month", month),
        ("D", "day", r"(?:3[01]|[12][0-9]|0?[1-9])(?!\d)"),
    ):
        marks[mark] = f"(?P<{name}>{pattern})"
        marks[f"{mark}2"] = f"(?P<{name}_to>{pattern})"
    return marks


def with_folded_keys(table: Mapping[Any, Any]) -> dict[str, Any]:
    """The table with its keys as matching sees them."""
    return {fold(str(k)): v for k, v in table.items()}


def any_of(words: Iterable[object]) -> str:
    """An alternation of words, longest first; of no words, what never matches."""
    folded = {fold(str(w)) for w in words}
    return "|".join(re.escape(w) for w in sorted(folded, key=lambda w: (-len(w), w))) or "(?!)"
