"""Dates and figures that are no claims, as claims without a metric: so that a draft can be checked whole.

A draft against its sources has no «that is only a date»: the age, the score, the ordinal and the day
may be what is wrong. Such mentions never meet by key, only by their figure and wording.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from claimcheck.extract.binding import Bound
from claimcheck.extract.periods import unstated
from claimcheck.extract.scene import Scene
from claimcheck.model import Bound as Hedge
from claimcheck.model import (
    Measure,
    Modality,
    Period,
    PeriodKind,
    Quantity,
    Span,
)

DATE = "date"
"""The unit of a mention that is a date; its period is its value."""

_MENTIONED = frozenset({"duration", "score", "ordinal", "ratio", "time", "qualifier", "list count"})


def mentions(scene: Scene, left_out: Sequence[tuple[Quantity, str]]) -> Iterator[Bound]:
    """The skipped numbers worth checking, and the dates that the block writes with a digit."""
    for quantity, reason in left_out:
        if reason in _MENTIONED:
            yield _mention(scene, quantity, None)
    for period in scene.periods:
        if period.span and period.kind is not PeriodKind.UNSTATED and any(c.isdigit() for c in period.text):
            yield _mention(scene, _as_quantity(period, period.span), period)


def _as_quantity(period: Period, span: Span) -> Quantity:
    return Quantity(span, period.text, None, None, None, False, False, DATE, Hedge.EXACT, Decimal(1))


def _mention(scene: Scene, quantity: Quantity, period: Period | None) -> Bound:
    clause = scene.clause_at(quantity.span.start)
    return Bound(
        quantity=msgspec.structs.replace(quantity, unit=quantity.unit or "count"),
        quote=Span(min(clause.start, quantity.span.start), max(clause.end, quantity.span.end)),
        metric=None,
        measure=Measure.LEVEL,
        basis=None,
        subject=None,
        period=period or unstated(scene.published),
        modality=Modality.ACTUAL,
        scope=(),
        attribution=None,
        sentence=scene.sentence_at(quantity.span.start),
        clause=clause,
    )
