"""A metric with its name, as the lexicon knows it or as the words themselves say it."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from claimcheck.extract.names import Mention, metric_surfaces
from claimcheck.extract.phrases import modifier_in, normalised
from claimcheck.extract.scene import Scene
from claimcheck.extract.units import unit_kind
from claimcheck.extract.words import pattern, vocabulary
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Name, Quantity, Span, Struct

_LONGEST_NAME = 40
_SHORTEST = 2  # characters: one names nothing


class Metric(Struct, frozen=True):
    """The metric's name, the modifiers that narrow it, and where its words stand.

    ``sign`` is -1 where the words state a loss of it as a positive number (净利润亏损3亿元).
    """

    name: Name
    modifiers: tuple[str, ...]
    span: Span
    sign: int = 1


def is_rate(metric: Metric | None, lexicon: Lexicon) -> bool:
    """Whether levels of the metric are percentages (a margin, a share, 复购率)."""
    if metric is None:
        return False
    entry = lexicon.metrics.get(metric.name.id)
    if entry is not None:
        return entry.unit == "percent"
    return fold(metric.name.text).rstrip().endswith(_rate_heads(lexicon))


@lru_cache(maxsize=8)
def _rate_heads(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(vocabulary(lexicon, "rate_heads"))


def known_metric(scene: Scene, start: int, mention: Mention) -> Metric:
    """The metric of a mention, with the modifiers that stand between ``start`` and the name."""
    entry = scene.lexicon.metrics[mention.id]
    canonical = (entry.zh or entry.en or (mention.id,))[0]
    modifier = modifier_in(scene, Span(start, mention.span.start))
    text = with_modifier(scene, modifier, mention.span)
    composed = _loss_of(scene, mention) or _composed(scene, modifier, mention)
    if composed is not None:
        return composed
    name = Name(mention.id, canonical, scene.text[text.start : text.end])
    narrowing = () if _says_again(scene, modifier, mention) else normal_forms(scene, modifier)
    return Metric(name, narrowing, mention.span)


def _says_again(scene: Scene, modifier: Span | None, mention: Mention) -> bool:
    """Whether the modifier is the metric's own name, which brackets repeat: daily active users (|DAUs|)."""
    if modifier is None or not scene.folded[modifier.end : mention.span.start].strip().startswith("("):
        return False
    return metric_surfaces(scene.lexicon).get(scene.folded[modifier.start : modifier.end]) == mention.id


def _loss_of(scene: Scene, mention: Mention) -> Metric | None:
    """The profit that a word of loss right behind its name makes negative: 归母净利润|亏损."""
    if mention.id not in scene.lexicon.words("loss_metrics"):
        return None
    for other in scene.metrics_in(Span(max(0, mention.span.start - _LONGEST_NAME), mention.span.start)):
        if other.span.end == mention.span.start and other.id in scene.lexicon.words("profit_metrics"):
            return msgspec.structs.replace(
                known_metric(scene, other.span.start, other), sign=-1, span=mention.span
            )
    return None


def with_sign(scene: Scene, own: Metric, before: Metric) -> Metric:
    """Of «净利润…，上年同期盈利/亏损…» the second number as a figure of the first one's metric."""
    lexicon = scene.lexicon
    if before.name.id not in lexicon.words("profit_metrics"):
        return own
    if own.name.id in lexicon.words("loss_metrics"):
        return msgspec.structs.replace(before, sign=-1, span=own.span)
    if own.name.id in lexicon.words("gain_metrics"):
        return msgspec.structs.replace(before, sign=1, span=own.span)
    return own


def _composed(scene: Scene, modifier: Span | None, mention: Mention) -> Metric | None:
    """The lexicon's own metric for modifier and name together: 经调整的|亏损净额 is adjusted net loss."""
    if modifier is None:
        return None
    entry = scene.lexicon.metrics[mention.id]
    narrowing = normalised(scene.folded[modifier.start : modifier.end], scene.lexicon)
    surfaces = metric_surfaces(scene.lexicon)
    found = next((surfaces[c] for s in entry.surfaces if (c := narrowing + fold(s)) in surfaces), None)
    if found is None or found == mention.id:
        return None
    names = scene.lexicon.metrics[found]
    words = scene.text[modifier.start : mention.span.end]
    return Metric(Name(found, (names.zh or names.en or (found,))[0], words), (), mention.span)


def with_modifier(scene: Scene, modifier: Span | None, name: Span) -> Span:
    """The name with its modifier where only 的 or a blank stands between them."""
    if modifier is None or name.start - modifier.end > 2:
        return name
    return Span(modifier.start, name.end)


def unknown_metric(scene: Scene, span: Span) -> Metric | None:
    """The phrase itself as a metric, or None where it names nothing."""
    folded = scene.folded[span.start : span.end]
    identity = normalised(folded, scene.lexicon)
    if len(identity) < _SHORTEST or identity in vocabulary(scene.lexicon, "not_metrics"):
        return None
    if identity.isascii() and is_function(identity, scene.lexicon):
        return None
    text = scene.text[span.start : span.end]
    return Metric(Name("~" + identity, text, text), (), span)


def is_function(phrase: str, lexicon: Lexicon) -> bool:
    """Whether an English phrase has no word that could name a figure: from, they were still, after."""
    return vocabulary(lexicon, "function_words").issuperset(phrase.split())


def normal_forms(scene: Scene, modifier: Span | None) -> tuple[str, ...]:
    """A modifier as a scope, in the form that is compared; blank words make none."""
    if modifier is None:
        return ()
    phrase = normalised(scene.folded[modifier.start : modifier.end], scene.lexicon)
    return (phrase,) if phrase and phrase not in vocabulary(scene.lexicon, "filler") else ()


def fits(lexicon: Lexicon, metric: str, quantity: Quantity) -> bool:
    """Whether a value of this unit can be a figure of the metric (a percent can: it may be growth)."""
    unit, kind = lexicon.metrics[metric].unit, unit_kind(quantity.unit)
    if kind in ("percent", "pp", "multiple") or quantity.unit is None:
        return quantity.unit is not None or unit in ("money", "count")
    return unit == kind


def ends_like_figure(scene: Scene, metric: Metric) -> bool:
    """Whether a phrase ends like the name of a figure (…率, …数, …收入)."""
    heads = pattern(scene.lexicon, "metric_heads", "metric_heads_en", "rate_heads")
    text = scene.folded[metric.span.start : metric.span.end]
    return any(match.end() == len(text) for match in heads.finditer(text))


def phrase_metric(scene: Scene, span: Span) -> Metric | None:
    """The metric that ``span`` names: a known one that fills it, else the phrase itself."""
    for mention in scene.metrics_in(span):
        if mention.span == span:
            return known_metric(scene, span.start, mention)
    return unknown_metric(scene, span)
