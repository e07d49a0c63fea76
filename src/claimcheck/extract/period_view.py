"""What reading a period works with: where it is read from, and the days that come out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from claimcheck.extract.calendar import Range
from claimcheck.extract.period_forms import Fields
from claimcheck.model import FixedBy, PeriodKind

# Two-digit years of a text without a date are read as if it were of this year.
_NO_DATE = 2025


class View(NamedTuple):
    """Where a period is read from: publication, the period before it, and the fiscal calendar.

    ``near`` says that a lone month or quarter belongs to the year of ``context`` (``loosely``: which does
    not write its year, so that a later part of it may be of the year before), ``ahead`` that a word
    of the future stands right before it, ``toward`` that one stands in its sentence (``planned``: or soon
    after it), ``until`` and ``since`` that it is 截至… or …以来, ``alone`` that there is no other word in the
    text. ``reported`` is the year that the article reports on so far: what 全年 and 第四季度 are of.
    """

    published: date | None
    context: Range | None = None
    near: bool = False
    loosely: bool = False
    ahead: bool = False
    toward: bool = False
    planned: bool = False
    until: bool = False
    since: bool = False
    alone: bool = False
    reported: int | None = None
    year_end: str = "12-31"

    @property
    def past(self) -> bool:
        """Whether the period cannot lie ahead of publication."""
        return self.until or self.since


class Days(NamedTuple):
    """The days that fields stand for; ``bounds`` is ``None`` where nothing can fix them."""

    bounds: Range | None
    kind: PeriodKind = PeriodKind.DURATION
    fixed_by: FixedBy = FixedBy.TEXT


def written_year(fields: Fields, view: View) -> int | None:
    """The year that the text writes out, if it does."""
    if "year" in fields:
        return int(fields["year"])
    if "republic" in fields:
        return 1911 + int(fields["republic"])
    if "era" in fields:
        return int(fields["era"]) + int(fields["era_year"])
    if "year2" not in fields:
        return None
    pivot = (view.published.year if view.published else _NO_DATE) + 30
    number = pivot // 100 * 100 + int(fields["year2"])
    return number if number <= pivot else number - 100
