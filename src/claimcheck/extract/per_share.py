"""Sums of one share: «net income of $64.2 million, or|$1.33 per share» is the earnings per share."""

from __future__ import annotations

from collections.abc import Container, Sequence

from claimcheck.extract.bound import Bound
from claimcheck.extract.named import Metric
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.units import unit_kind
from claimcheck.extract.words import pattern, vocabulary
from claimcheck.model import Name, Span

_WHOLE = 10_000  # no share earns that much


def per_share(scene: Scene, slot: Slot, previous: Bound | None) -> Metric | None:
    """What the figure before comes to a share; ``None`` where no such figure stands right before."""
    if previous is None or previous.metric is None or unit_kind(slot.quantity.unit) != "money":
        return None
    told = scene.lexicon.table("words")["per_share_metrics"].get(previous.metric.name.id)
    lead = scene.folded[slot.clause.start : slot.quantity.span.start].strip()
    if told is None or pattern(scene.lexicon, "connectors").fullmatch(lead) is None:
        return None
    words = _words(scene, slot)
    if words is None:
        return None
    return Metric(
        Name(told, scene.lexicon.metrics[told].canonical, scene.text[words.start : words.end]), (), words
    )


def whole_before(scene: Scene, slot: Slot, said: Sequence[Bound]) -> Bound | None:
    """The number that this one may go on with: a sum of millions goes on with no earnings per share."""
    shares = frozenset(scene.lexicon.table("words")["per_share_metrics"].values())
    stated = slot.quantity.stated
    if stated is None or abs(stated) < _WHOLE or unit_kind(slot.quantity.unit) != "money":
        return said[-1] if said else None
    if said and said[-1].clause == slot.clause and not _is_of_share(said[-1], shares):
        return said[-1]  # 玉米期货跌1%报|16480美元/吨 is the price of maize, whatever cost how much before
    sums = [b for b in said if unit_kind(b.quantity.unit) == "money" and not _is_of_share(b, shares)]
    return next(reversed(sums), said[-1] if said and not _is_of_share(said[-1], shares) else None)


def _is_of_share(bound: Bound, shares: Container[str]) -> bool:
    return bound.metric is not None and bound.metric.name.id in shares


def _words(scene: Scene, slot: Slot) -> Span | None:
    """Where «per share» stands: behind the number, or in its unit."""
    if slot.quantity.noun in vocabulary(scene.lexicon, "per_share_noun"):
        return slot.quantity.span
    start = slot.quantity.span.end + 1
    match = pattern(scene.lexicon, "per_share").match(scene.folded, start)
    return Span(*match.span()) if match else None
