"""An article's own words → when and where it was published, where nothing else says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from claimcheck.folding import fold
from claimcheck.formats.dates import day_of, parse_date
from claimcheck.formats.words import Words

_HEAD, _TAIL = 12, 4
_NEAR_TOP = 6
_SHORT = 70
_CLOCK = re.compile(r"\s*,?\s*\d{1,2}:\d\d")
_RANGE = re.compile(r"\s*[-–—~]")
_CLOSING = re.compile(r"[\s)】\]》]*\Z")


def own_date(title: str, blocks: Sequence[str], zone: str, words: Words) -> date | None:
    """The day that the first lines (or a label in the last ones) give as that of publication."""
    folded = [fold(block[: 4 * _SHORT]) for block in (*blocks[:_HEAD], *blocks[_HEAD:][-_TAIL:])]
    for number, line in enumerate(folded):
        for candidate in (_alone, _labelled, _clocked) if number < _NEAR_TOP else (_alone, _labelled):
            if found := candidate(line, zone, words):
                return found
    for line in folded[:_HEAD]:
        if found := _dateline(line, words):
            return found
    return _at_end(fold(title), words)


def own_outlet(blocks: Sequence[str], words: Words) -> str:
    """The outlet after a label such as 来源： in the first or last lines, or an empty string."""
    for block in (*blocks[:_HEAD], *blocks[_HEAD:][-_TAIL:]):
        if len(block) <= 4 * _SHORT and (found := words.outlet.search(fold(block))):
            return block[found.start(1) : found.end(1)].strip()
    return ""


def _alone(line: str, zone: str, words: Words) -> date | None:
    """A line that is a date, and perhaps a time, and nothing else."""
    return parse_date(line.strip("()[]【】 "), zone, words) if len(line) <= _SHORT else None


def _labelled(line: str, zone: str, words: Words) -> date | None:
    for label in words.published.finditer(line[: 4 * _SHORT]):
        found = words.day.match(line, label.end())
        if found and not _RANGE.match(line, found.end()):
            return _with_time(line, found, zone, words)
    return None


def _clocked(line: str, zone: str, words: Words) -> date | None:
    """A short line that holds a date with a time of day: a byline."""
    if len(line) > _SHORT:
        return None
    for found in words.day.finditer(line):
        if _CLOCK.match(line, found.end()):
            return _with_time(line, found, zone, words)
    return None


def _with_time(line: str, found: re.Match[str], zone: str, words: Words) -> date | None:
    """The day, seen with the time and zone that follow it, if any do."""
    for written in _cuts(line[found.start() : found.end() + 30], found.end() - found.start()):
        if day := parse_date(written, zone, words):
            return day
    return None


def _cuts(written: str, shortest: int) -> Iterator[str]:
    """The text, ever shorter at blanks, down to its first ``shortest`` characters."""
    at = len(written)
    while at > shortest:
        yield written[:at]
        at = written.rfind(" ", 0, at)
    yield written[:shortest]


def _dateline(line: str, words: Words) -> date | None:
    """``City, day —`` or a wire's ``city day 电`` at the head of a paragraph, if it names the year."""
    found = words.day.search(line, 0, _SHORT)
    if found and words.dateline.match(line, found.end()):
        return day_of(found, words)
    return None


def _at_end(title: str, words: Words) -> date | None:
    """The one day that a title ends with, as digests have it."""
    days = list(words.day.finditer(title))
    if len(days) != 1:
        return None
    rest = words.weekday.sub("", title[days[0].end() :], count=1)
    return day_of(days[0], words) if _CLOSING.match(rest) else None
