"""Which metric a number belongs to: a known name nearby, else the noun phrase at its side."""

from __future__ import annotations

from claimcheck.extract.counted import counted_thing, moved_thing
from claimcheck.extract.measures import moves_after
from claimcheck.extract.named import (
    Metric,
    ends_like_figure,
    fits,
    is_function,
    known_metric,
    normal_forms,
    unknown_metric,
    with_modifier,
)
from claimcheck.extract.names import Mention, metric_scanner
from claimcheck.extract.people import state_of
from claimcheck.extract.phrases import (
    LONGEST_MODIFIER,
    LONGEST_PHRASE,
    before_period,
    modifier_in,
    normalised,
    stripped,
)
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.units import unit_kind
from claimcheck.extract.words import pattern, pattern_at_end
from claimcheck.model import Name, Span

_FEW_WORDS = 4


def metric_of(scene: Scene, slot: Slot) -> Metric | None:
    """The metric that the words around the number name, or None where they name none.

    A noun of figures right after the number wins (投入|5亿元|现金), unless a predicate like 达 ties the
    number to the name before it; then what the predicate ties; then any noun after; then any name before.
    """
    state = state_of(scene, slot)
    if state is not None:
        return state
    if (moved := moved_thing(scene, slot)) is not None:
        return moved
    known, phrase = _known_left(scene, slot), _phrase_left(scene, slot)
    if known is not None and _is_per_share(scene, known) and _touches(scene, slot, known):
        return known
    tied, right = _tied(scene, slot), counted_thing(scene, slot)
    nothing_left = known is None and phrase is None
    if right is not None and moves_after(scene, slot):
        return right  # a 10% increase in |sales
    tied = tied or _is_paid_for(scene, slot, known, right)
    if right is not None and _is_figure(scene, right, slot) and (nothing_left or not tied):
        return right
    right = None if tied else right
    if known is not None and _touches(scene, slot, known):
        return known
    if known is not None and (after := _after_name(scene, slot, known)) is not None:
        return after
    left_is_figure = phrase is not None and ends_like_figure(scene, phrase)
    if right is not None and not (left_is_figure and right.span.start == slot.right.start):
        return right
    return phrase if known is None or left_is_figure else known


def _is_per_share(scene: Scene, metric: Metric) -> bool:
    """Whether the name says of how many shares it is, whatever noun follows: 每10股派发|3.5元|现金红利."""
    return metric.name.id in scene.lexicon.words("per_ten_shares")


def _after_name(scene: Scene, slot: Slot, metric: Metric) -> Metric | None:
    """The metric narrowed by words that follow its name: revenue|from live streaming|fell 6.7%."""
    between = scene.folded[metric.span.end : slot.left.end]
    tie = pattern(scene.lexicon, "ties").match(between.lstrip())
    if tie is None:
        return None
    start = metric.span.end + len(between) - len(between.lstrip()) + tie.end()
    rest = stripped(scene, Span(start, slot.left.end))
    if rest is None or rest.end - rest.start > 2 * LONGEST_PHRASE:
        return None
    narrowing = normalised(scene.folded[rest.start : rest.end], scene.lexicon)
    part = _part_metric(scene, narrowing, metric)
    return part or Metric(metric.name, tuple(sorted({*metric.modifiers, narrowing})), metric.span)


def _part_metric(scene: Scene, narrowing: str, metric: Metric) -> Metric | None:
    """The lexicon's own metric for «revenue from live streaming»: live streaming revenue."""
    name = scene.folded[metric.span.start : metric.span.end]
    plain = pattern(scene.lexicon, "blank_nouns").sub("", narrowing).strip()
    for mention in metric_scanner(scene.lexicon).find(f"{plain} {name}"):
        if mention.span.start == 0 and mention.span.end == len(plain) + 1 + len(name):
            entry = scene.lexicon.metrics[mention.id]
            canonical = (entry.zh or entry.en or (mention.id,))[0]
            return Metric(Name(mention.id, canonical, f"{name} {narrowing}"), metric.modifiers, metric.span)
    return None


def _is_figure(scene: Scene, metric: Metric, slot: Slot) -> bool:
    """Whether the noun after the number is a known metric or ends like one (流量, 人数)."""
    near = metric.span.start <= slot.right.start + 2
    return near and (not metric.name.id.startswith("~") or ends_like_figure(scene, metric))


def _tied(scene: Scene, slot: Slot) -> bool:
    """Whether a predicate that needs no object after the number stands right before it."""
    return pattern_at_end(scene.lexicon, "copulas").search(
        scene.folded[slot.left.start : slot.left.end].rstrip()
    ) is not None and not _links_back(scene, slot)


def _is_paid_for(scene: Scene, slot: Slot, known: Metric | None, right: Metric | None) -> bool:
    """Whether what follows an amount of the metric before it is what was bought: 中标|9亿元|工程项目."""
    if known is None or right is None or unit_kind(slot.quantity.unit) != "money":
        return False
    if right.name.id in scene.lexicon.metrics or not _touches(scene, slot, known):
        return False
    noun = scene.folded[right.span.start : right.span.end]
    return pattern_at_end(scene.lexicon, "money_heads").search(noun) is None


def _links_back(scene: Scene, slot: Slot) -> bool:
    return pattern(scene.lexicon, "linkers").match(scene.folded, slot.right.start) is not None


def _known_left(scene: Scene, slot: Slot) -> Metric | None:
    fitting = [m for m in scene.metrics_in(slot.left) if fits(scene.lexicon, m.id, slot.quantity)]
    fitting = [m for m in fitting if not _is_denominator(scene, m)] or fitting
    if len(fitting) == 1 and _is_taken(scene, slot, fitting[0]):
        whole = Span(slot.clause.start, slot.left.start)
        earlier = [m for m in scene.metrics_in(whole) if fits(scene.lexicon, m.id, slot.quantity)]
        fitting = earlier or fitting
    fitting = fitting or _counting(scene, slot)
    return known_metric(scene, min(slot.left.start, fitting[-1].span.start), fitting[-1]) if fitting else None


def _counting(scene: Scene, slot: Slot) -> list[Mention]:
    """The names of sums that count things here: sales totaled|37,493 units."""
    counts = scene.lexicon.table("words")["count_metrics"]
    if slot.quantity.unit != "count" or not slot.quantity.noun.isascii() or not slot.quantity.noun:
        return []
    return [Mention(m.span, counts[m.id]) for m in scene.metrics_in(slot.left) if m.id in counts]


def _is_taken(scene: Scene, slot: Slot, mention: Mention) -> bool:
    """Whether the number before counts the name: the toll of a 7.2 |magnitude| quake rose to|1,941."""
    gap = scene.folded[slot.left.start : mention.span.start]
    rest = scene.folded[mention.span.start : slot.left.end]
    return slot.left.start > slot.clause.start and gap in (" ", "-") and rest.isascii()


def _is_denominator(scene: Scene, mention: Mention) -> bool:
    """Whether the name only says per what: time spent per |DAU, 每|用户."""
    before = scene.folded[max(0, mention.span.start - 6) : mention.span.start].rstrip()
    return pattern_at_end(scene.lexicon, "per_words").search(before) is not None


def _touches(scene: Scene, slot: Slot, metric: Metric) -> bool:
    """Whether only predicates, directions and fillers stand between the metric and the number."""
    between = Span(metric.span.end, slot.left.end)
    return not stripped(scene, between)


def _phrase_left(scene: Scene, slot: Slot) -> Metric | None:
    """The noun phrase that ends where the predicate begins: 每位主播的日均开播时长|以…增长."""
    span = stripped(scene, _after_subject(scene, _subject_part(scene, slot)))
    if span is None:
        return None
    name = _last_noun(scene, span)
    unknown = unknown_metric(scene, name)
    if unknown is None:
        return None
    modifier = modifier_in(scene, Span(span.start, name.start))
    text = with_modifier(scene, modifier, name)
    full = Name(unknown.name.id, unknown.name.name, scene.text[text.start : text.end])
    return Metric(full, normal_forms(scene, modifier), name)


def _after_subject(scene: Scene, span: Span) -> Span:
    """The text after the last subject named in it, if words are left there to name a metric."""
    ends = [m.span.end for m in scene.subjects_in(span)]
    rest = Span(ends[-1], span.end) if ends else span
    return rest if stripped(scene, rest) else span


def _subject_part(scene: Scene, slot: Slot) -> Span:
    """Of «X 是 Y 的 12 倍» only X; else the whole text to the number's left."""
    if slot.quantity.unit == "multiple":
        cut = pattern(scene.lexicon, "equals").search(scene.folded, slot.left.start, slot.left.end)
        if cut:
            return Span(slot.left.start, cut.start())
    return slot.left


def _last_noun(scene: Scene, span: Span) -> Span:
    """The part after the last 的, unless too little is left; of long text the end."""
    cuts = list(pattern(scene.lexicon, "linkers").finditer(scene.folded, span.start + 1, span.end - 1))
    if cuts:
        span = Span(cuts[-1].end(), span.end)
    if span.end - span.start > LONGEST_PHRASE:
        start = span.end - LONGEST_PHRASE
        text = scene.folded[start : span.end]
        start += text.find(" ") + 1 if text.isascii() else 0
        span = Span(start, span.end)
    return span


def around(scene: Scene, slot: Slot, metric: Metric) -> tuple[str, ...]:
    """What a clause says of a thing counted after its number: 3亿用户|每日浏览主页, 迁移了|1亿粉丝.

    Such a number is a figure of just those things, so the words narrow it like a scope. Empty
    where the metric is named before the number.
    """
    if metric.span.end <= slot.quantity.span.start or metric.name.id in scene.lexicon.words("event_metrics"):
        return ()
    before = stripped(scene, slot.left)
    end = before_period(scene, Span(metric.span.end, max(metric.span.end, slot.right.end)))
    after = stripped(scene, Span(metric.span.end, end))
    parts = (_cut(scene, before, -LONGEST_MODIFIER), _cut(scene, after, LONGEST_MODIFIER))
    return tuple(part for part in parts if part)


def _cut(scene: Scene, span: Span | None, length: int) -> str:
    """The normal form of a phrase, at most so many characters from its start (or, negative, its end)."""
    if span is None:
        return ""
    phrase = normalised(scene.folded[span.start : span.end], scene.lexicon)
    if phrase.isascii():
        words = [] if is_function(phrase, scene.lexicon) else phrase.split(" ")
        return " ".join(words[:_FEW_WORDS] if length > 0 else words[-_FEW_WORDS:])
    return phrase[:length] if length > 0 else phrase[length:]
