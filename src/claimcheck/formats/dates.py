"""Publication dates as written → the day it was in the reader's time zone."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from claimcheck.errors import UsageError
from claimcheck.folding import fold
from claimcheck.formats.words import Words

ACCEPTED = (
    "expected a form such as 2022-05-25, 2022-05-25 14:36:45 +0800, 2022年5月25日 or "
    "Wed, 25 May 2022 06:36:45 GMT"
)
_TIME = re.compile(
    r"[t,\s]*(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::(?P<second>[0-6]\d)(?:[.,]\d{1,9})?)?"
    r"\s*(?P<zone>z|utc|gmt|(?:utc|gmt)?\s?[+-]\d{2}:?\d{2})?(?![\d:])"
)


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo:
    """The time zone of that name; raises UsageError for one that nobody knows."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UsageError(
            f"unknown time zone {name!r}; expected a name such as Asia/Shanghai or UTC"
        ) from None


def parse_date(written: str, zone: str, words: Words) -> date | None:
    """The day in ``zone`` that a date or time as written falls on; None if it is in no known form.

    A time without a zone is a local one already.
    """
    folded = fold(written).strip()
    found = words.day.match(folded)
    if found:
        return _day_and_rest(found, folded, zone, words)
    return _mail_date(written.strip(), zone)


def _day_and_rest(found: re.Match[str], folded: str, zone: str, words: Words) -> date | None:
    """The day, moved by its time's zone where one is written; nothing else may follow."""
    day = day_of(found, words)
    rest = words.weekday.sub("", folded[found.end() :], count=1)
    if day is None or not rest.strip():
        return day
    time = _TIME.match(rest)
    if not time or rest[time.end() :].strip(" ()abcdefghijklmnopqrstuvwxyz"):
        return None
    return _in_zone(day, time, zone)


def _in_zone(day: date, time: re.Match[str], zone: str) -> date | None:
    written = time["zone"]
    if not written:
        return day
    sign = re.search(r"([+-])(\d\d):?(\d\d)", written)
    offset = f"{sign[1]}{sign[2]}{sign[3]}" if sign else "+0000"
    stamp = f"{day.isoformat()} {int(time['hour']) % 24:02}:{time['minute']} {offset}"
    try:
        return datetime.strptime(stamp, "%Y-%m-%d %H:%M %z").astimezone(zone_of(zone)).date()
    except (ValueError, OverflowError):
        return None


def day_of(found: re.Match[str], words: Words) -> date | None:
    """The day that a match of ``words.day`` names, or None if there is no such day."""
    parts = {key.rstrip("0123456789"): value for key, value in found.groupdict().items() if value}
    month = (
        words.months.get(parts["month"].rstrip("."), 0)
        if parts["month"][0].isalpha()
        else int(parts["month"])
    )
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _mail_date(written: str, zone: str) -> date | None:
    """The day of an RFC 2822 time; CST is China's as often as America's, so it counts as local."""
    try:
        moment = parsedate_to_datetime(written)
        if moment.tzinfo is None or written.upper().endswith("CST"):
            return moment.date()
        return moment.astimezone(zone_of(zone)).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
