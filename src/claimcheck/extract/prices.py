"""What moves where a firm or an index itself does: share prices and index levels."""

from __future__ import annotations

from claimcheck.extract.coined import kind_of
from claimcheck.extract.named import Metric
from claimcheck.extract.phrases import is_blank
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.words import pattern_at_end
from claimcheck.model import Name, Span


def price_moved(scene: Scene, slot: Slot) -> Metric | None:
    """What moves where a firm or index itself does: «亚马逊跌1.36%» is its share price."""
    left = slot.left
    move = pattern_at_end(scene.lexicon, "price_moves").search(scene.folded[left.start : left.end])
    named = scene.subjects_in(left)
    if move is None or not named:
        return None
    if not is_blank(scene, Span(named[-1].span.end, left.start + move.start())):
        return None
    metric = _price_metric(scene, named[-1].id)
    if metric is None:
        return None
    entry = scene.lexicon.metrics[metric]
    span = Span(left.start + move.start(), left.end)
    return Metric(Name(metric, (entry.zh or entry.en or (metric,))[0], ""), (), span)


def _price_metric(scene: Scene, subject: str) -> str | None:
    """The metric that a move of the subject is a move of: a share price, the level of an index."""
    metric = scene.lexicon.table("words")["price_metrics"].get(kind_of(subject, scene.lexicon))
    return str(metric) if metric else None


def index_points(scene: Scene, slot: Slot) -> Metric | None:
    """The level of the index that the sentence names, for a number of 点."""
    if slot.quantity.noun not in scene.lexicon.words("point_nouns"):
        return None
    named = scene.subjects_in(Span(slot.sentence.start, slot.left.end))
    if not named or kind_of(named[-1].id, scene.lexicon) != "index":
        return None
    entry = scene.lexicon.metrics["index_level"]
    span = Span(slot.quantity.span.end, slot.quantity.span.end)
    return Metric(Name("index_level", (entry.zh or entry.en)[0], ""), (), span)
