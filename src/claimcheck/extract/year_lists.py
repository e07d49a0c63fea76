"""The years of a list: «2025-2027年营收|分别为|7亿、8亿、9亿», «25/26/27年»."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from claimcheck.model import FixedBy, Period, PeriodKind, Span

_YEARS = re.compile(
    r"(?<![\d.])(?P<first>(?:20)?\d\d)年?e?(?:(?P<to>[-~–—至到])|(?P<rest>(?:[/、,和及](?:20)?\d\d年?e?(?!\d))*[/、,和及]))"
    r"(?P<last>(?:20)?\d\d)(?:e(?!\w)|年)"
)
_YEAR = re.compile(r"\d+")


def years_of(folded: str, text: str, span: Span, count: int) -> list[Period]:
    """As many years as the list has numbers, from the last list or range of years in ``span``."""
    found = list(_YEARS.finditer(folded, span.start, span.end))
    years = _years(found[-1]) if found else []
    if len(years) != count or any(b - a != 1 for a, b in pairwise(years)):
        return []
    where = Span(*found[-1].span())
    return [_period(year, where, text[where.start : where.end]) for year in years]


def _years(match: re.Match[str]) -> list[int]:
    if match["to"]:
        first, last = _full(match["first"]), _full(match["last"])
        return list(range(first, min(last, first + 20) + 1))
    return [_full(word) for word in _YEAR.findall(match.group())]


def _full(word: str) -> int:
    """25 in a list of years is 2025."""
    return int(word) if len(word) == 4 else 2000 + int(word)


def _period(year: int, where: Span, text: str) -> Period:
    start, end = date(year, 1, 1), date(year, 12, 31)
    return Period(where, text, start, end, str(year), PeriodKind.DURATION, FixedBy.TEXT)
