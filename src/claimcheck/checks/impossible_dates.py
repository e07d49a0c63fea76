"""Days that no calendar has: 6月31日, 2021年2月29日."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

from claimcheck.extract.words import pattern, vocabulary
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon

_LEAP = 2000  # stands in where no year is written


def names_month(text: str, lexicon: Lexicon) -> bool:
    """Whether the text may hold a day of some month; few texts do, and this is soon seen."""
    folded = fold(text)
    return any(mark in folded for mark in vocabulary(lexicon, "month_mark"))


def impossible_date(text: str, lexicon: Lexicon) -> str | None:
    """The first day of the text that does not exist, as written."""
    for match in _dates(lexicon).finditer(fold(text)):
        year, month, day = (int(match[name] or _LEAP) for name in ("year", "month", "day"))
        if 1 <= month <= 12 and monthrange(year, month)[1] < day <= 31:
            return text[match.start() : match.end()]
    return None


@lru_cache(maxsize=4)
def _dates(lexicon: Lexicon) -> re.Pattern[str]:
    year, month, day = (pattern(lexicon, f"{unit}_mark").pattern for unit in ("year", "month", "day"))
    return re.compile(
        rf"(?<![\d.])(?:(?P<year>[12]\d{{3}}) ?(?:{year}) ?)?"
        rf"(?P<month>\d{{1,2}}) ?(?:{month}) ?(?P<day>\d{{1,2}}) ?(?:{day})"
    )
