"""What moves where a firm or an index itself does: share prices and index levels."""

from __future__ import annotations

from claimcheck.extract.bound import Bound
from claimcheck.extract.coined import kind_of
from claimcheck.extract.named import Metric, ends_like_figure
from claimcheck.extract.phrases import is_blank
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.subjects import Subject
from claimcheck.extract.words import pattern, pattern_at_end, vocabulary
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Name, Span

_LONGEST_MOVER = 10  # characters with the mark


def price_moved(scene: Scene, slot: Slot) -> Metric | None:
    """What moves where a firm or index itself does: «亚马逊跌1.36%» is its share price."""
    left = slot.left
    move = pattern_at_end(scene.lexicon, "price_moves", "price_moves_en").search(
        scene.folded[left.start : left.end]
    )
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


def is_only_move(metric: Metric, lexicon: Lexicon) -> bool:
    """Whether a coined phrase says nothing but that something moved: the index |closed| at 3,912."""
    return metric.name.id.startswith("~") and fold(metric.name.text) in vocabulary(lexicon, "price_moves_en")


def mover(
    scene: Scene, slot: Slot, metric: Metric, subject: Subject | None, previous: Bound | None
) -> tuple[Subject | None, Metric]:
    """Whom and what a move is of, where only a name that no list knows stands before it.

    «…微软跌1%，|甲科技|跌7.92%»: after a share price that of the firm so named; else the thing itself,
    and never of the firm that was named before.
    """
    move = pattern_at_end(scene.lexicon, "price_moves").search(
        scene.folded[slot.left.start : slot.left.end].rstrip()
    )
    is_phrase = metric.name.id.startswith("~") and slot.left.start <= metric.span.start
    if move is None or not is_phrase or metric.span.end != slot.left.start + move.start():
        return subject, metric
    if not is_blank(scene, Span(slot.clause.start, metric.span.start)) or _names_figure(scene, metric):
        return subject, metric
    shares = _share_price(scene, slot, previous)
    if shares is not None:
        name = Name(metric.name.id, metric.name.text, metric.name.text)
        return Subject(name, metric.span), shares
    return (subject if subject is not None and subject.span is not None else None), metric


def _share_price(scene: Scene, slot: Slot, previous: Bound | None) -> Metric | None:
    """The share price as a metric, where the sentence is about shares: it moved before, or they are named."""
    moved_before = previous is not None and previous.metric is not None
    if moved_before and previous and previous.metric and previous.metric.name.id == "share_price":
        return previous.metric
    listed = pattern(scene.lexicon, "share_words").search(
        scene.folded, slot.sentence.start, slot.clause.start
    )
    entry = scene.lexicon.metrics["share_price"]
    name = Name("share_price", (entry.zh or entry.en)[0], "")
    return Metric(name, (), Span(slot.left.end, slot.left.end)) if listed and not moved_before else None


def _names_figure(scene: Scene, metric: Metric) -> bool:
    return ends_like_figure(scene, metric) or len(metric.name.id) > _LONGEST_MOVER


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
