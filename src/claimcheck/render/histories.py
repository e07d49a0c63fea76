"""Facts over time in one line each: a small chart of block characters between the first and last value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from claimcheck.messages import period_label
from claimcheck.model import Claim
from claimcheck.render.series import Point, Series, series
from claimcheck.render.words import metric_words, name_words, value_words
from claimcheck.report import Report

BLOCKS = "▁▂▃▄▅▆▇█"
_WIDEST = 24  # periods of a chart, the latest ones
_FEWEST = 3  # periods that make a history; of two the values say as much


def history_rows(report: Report, lang: str) -> list[tuple[str, str, str, str, str]]:
    """Subject, metric, chart, first and last value, first and last period, those in trouble first."""
    told = ((one, _one_a_period(one.points)) for one in series(report))
    return [_row(one, points, lang) for one, points in told if len(points) >= _FEWEST]


def _one_a_period(points: Iterable[Point]) -> list[Point]:
    """Of each period the stated value that most claims share."""
    best: dict[tuple[object, object], Point] = {}
    for point in points:
        known = best.get((point.start, point.end))
        if not point.implied and (known is None or len(known.claims) < len(point.claims)):
            best[point.start, point.end] = point
    return list(best.values())


def _row(one: Series, points: Sequence[Point], lang: str) -> tuple[str, str, str, str, str]:
    points = points[-_WIDEST:]
    first, last = points[0].claims[0], points[-1].claims[0]
    return (
        name_words(first.subject, "row-no-subject", lang),
        metric_words(first, lang),
        sparkline([_middle(point) for point in points]) + (" ×" if one.is_troubled else ""),
        f"{value_words(first, lang)}\n→ {value_words(last, lang)}",
        f"{_period(first, lang)}\n→ {_period(last, lang)}",
    )


def _period(claim: Claim, lang: str) -> str:
    return period_label(claim.period, lang)


def _middle(point: Point) -> Decimal:
    return (point.low + point.high) / 2 if point.stated is None else point.stated


def sparkline(values: Sequence[Decimal]) -> str:
    """One block character a value, the lowest and highest of them as low and high as those go."""
    low, high = min(values), max(values)
    if low == high:
        return BLOCKS[3] * len(values)
    steps = len(BLOCKS) - 1
    return "".join(BLOCKS[int((value - low) * steps / (high - low) + Decimal("0.5"))] for value in values)
