"""Facts over time as plain data, from which the page draws its lines."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context
from typing import Any

from claimcheck.messages import amount, period_label, plain, text
from claimcheck.model import Claim
from claimcheck.render.series import Point, Series, series
from claimcheck.render.words import metric_words, name_words, value_words
from claimcheck.report import Report

_SHORT = Context(prec=6)


def timelines(report: Report, numbers: Mapping[tuple[str, str], int], lang: str) -> list[dict[str, Any]]:
    """The facts with two or more periods: a title and points that name their claims by number."""
    return [_fact_data(one, numbers, lang) for one in series(report)]


def _fact_data(one: Series, numbers: Mapping[tuple[str, str], int], lang: str) -> dict[str, Any]:
    first = one.claims[0]
    title = (name_words(first.subject, "row-no-subject", lang), metric_words(first, lang))
    return {
        "title": text("list-dot", lang).join(title),
        "points": [_point_data(point, first, numbers, lang) for point in one.points],
    }


def _point_data(
    point: Point, first: Claim, numbers: Mapping[tuple[str, str], int], lang: str
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "start": str(point.start),
        "end": str(point.end),
        "low": plain(point.low),
        "high": plain(point.high),
        "claims": [numbers[c.document, c.id] for c in point.claims],
    }
    if not point.implied:
        stated = {} if point.stated is None else {"stated": plain(point.stated)}
        said = point.claims[0]
        return data | stated | {"value": value_words(said, lang), "period": period_label(said.period, lang)}
    ends = [amount(_SHORT.plus(end), first.quantity.unit, lang) for end in (point.low, point.high)]
    return data | {
        "low": plain(_SHORT.plus(point.low)),
        "high": plain(_SHORT.plus(point.high)),
        "implied": 1,
        "value": text("bound-range", lang, low=ends[0], high=ends[1]),
        "period": " – ".join(dict.fromkeys((str(point.start), str(point.end)))),
    }
