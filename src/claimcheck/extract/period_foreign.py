"""Dates of languages that the grammar does not know, through dateparser."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_LONGEST = 40  # dateparser turns decimals and prose into dates: it sees short candidates only
_HAN = re.compile(r"[\u4e00-\u9fff]")  # Chinese dates are the grammar's own
_YEAR = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=1024)
def foreign_date(text: str) -> date | None:
    """The day that a short phrase such as «24. Mai 2022» names, or ``None``."""
    if len(text) > _LONGEST or _HAN.search(text):
        return None
    import dateparser  # 0.2 s: only for a text that holds such a candidate

    found = dateparser.parse(text, settings={"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY"})
    return found.date() if found is not None and _agrees(found.date(), text) else None


def _agrees(found: date, text: str) -> bool:
    """Whether day and year of the answer stand in the phrase as written."""
    written = _YEAR.search(text)
    first = re.match(r"\d{1,2}", text)
    return (
        written is not None
        and first is not None
        and (found.year, found.day) == (int(written[0]), int(first[0]))
    )
