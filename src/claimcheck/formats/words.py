"""rules/lexicon/formats → the patterns by which an article's own words tell date and outlet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon


@dataclass(frozen=True)
class Words:
    """Compiled from the lexicon; every pattern is for folded text.

    ``day`` has the groups year, month and day, each with a digit after it.
    """

    day: re.Pattern[str]
    months: Mapping[str, int]
    weekday: re.Pattern[str]
    published: re.Pattern[str]
    outlet: re.Pattern[str]
    title_label: re.Pattern[str]
    dateline: re.Pattern[str]
    outlet_endings: tuple[str, ...]


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    """The words of a lexicon's topic ``formats``."""
    table = lexicon.table("formats")
    months = {fold(name): int(number) for name, number in table.get("months", {}).items()}
    return Words(
        day=re.compile(_day(table, months)),
        months=months,
        weekday=re.compile(rf"\s*[,(]?\s*(?:{_any(table.get('weekdays', ()))})\b\.?\)?|^\s*[,]"),
        published=re.compile(rf"(?:{_any(table.get('published_labels', ()))})\s*[:/|]?\s*(?=\d|[a-z])"),
        outlet=re.compile(
            rf"(?:^|[\s(|【\[])(?:{_any(table.get('outlet_labels', ()))})\s*[:/]\s*"
            r"([^\s,;:()|【】\[\]。、]{2,30})"
        ),
        title_label=re.compile(rf"\s*(?:{_any(table.get('title_labels', ()))})\s*:\s*"),
        dateline=re.compile(rf"\s*(?:{_any(table.get('dateline_marks', ()))})|[^\w]{{0,3}}(?:[(/]|--|-\s)"),
        outlet_endings=tuple(fold(word) for word in table.get("outlet_tag_endings", ())),
    )


def _day(table: Mapping[str, Any], months: Iterable[str]) -> str:
    """Pattern of a day with its year, in digits, in words, or with the month's name."""
    named = table.get("date_words", {})
    year, month, day = (_any(named.get(part, ())) for part in ("year", "month", "day"))
    name = _any(months)
    return (
        r"(?<!\d)(?:"
        r"(?P<year1>(?:19|20)\d\d)(?:-(?P<month1>\d{1,2})-|/(?P<month2>\d{1,2})/|\.(?P<month3>\d{1,2})\.)"
        r"(?P<day1>\d{1,2})(?!\d|\.\d)"
        r"|(?P<year4>(?:19|20)\d\d)(?P<month4>[01]\d)(?P<day4>[0-3]\d)(?!\d|\.\d)"
        rf"|(?P<year5>(?:19|20)\d\d)\s*(?:{year})\s*(?P<month5>\d{{1,2}})\s*(?:{month})\s*(?P<day5>\d{{1,2}})\s*(?:{day})"
        rf"|(?P<day6>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month6>{name})\.?,?\s+(?P<year6>(?:19|20)\d\d)(?!\d)"
        rf"|(?P<month7>{name})\.?\s+(?P<day7>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year7>(?:19|20)\d\d)(?!\d)"
        r")"
    )


def _any(words: Iterable[str]) -> str:
    """Alternation of words, the longest first; matches nothing where there are none."""
    folded = sorted({fold(str(word)) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in folded) or r"(?!)"
