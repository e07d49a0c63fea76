"""Days of the Chinese lunar calendar, from the table of its years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from claimcheck.extract.calendar import Range

_LONG = "L"


def lunar_range(year: int, fields: Mapping[str, Any]) -> Range | None:
    """The lunar month or day of the fields in the lunar year that begins in ``year``; ``None`` if none is."""
    if year not in fields["lunar"]:
        return None
    new_year, months, leap = fields["lunar"][year]
    index = _index(fields["lunar_month"], leap, "leap" in fields)
    if index is None or not 0 <= index < len(months):
        return None
    start: date = new_year + timedelta(sum(_length(mark) for mark in months[:index]))
    return _part(start, _length(months[index]), fields.get("lunar_day"))


def _part(start: date, length: int, day: int | None) -> Range | None:
    """The day of the month, counted from the end where it is negative; the whole month without one."""
    if day is None:
        return start, start + timedelta(length - 1)
    number = length + 1 + day if day < 0 else day
    found = start + timedelta(number - 1)
    return (found, found) if 1 <= number <= length else None


def _index(month: int, leap: int, in_leap: bool) -> int | None:
    """Where the month stands in its year, from 0: one later after a leap month."""
    if in_leap:
        return leap if month == leap else None
    return month - 1 + (0 < leap < month)


def _length(mark: str) -> int:
    return 30 if mark == _LONG else 29
