"""The thing that a number counts, named right after it: 十亿|现金, 25% 的|用户创作了内容, 18部|短剧."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from claimcheck.expressions import compiled
from claimcheck.extract.measures import moves_after
from claimcheck.extract.named import Metric, fits, known_metric, unknown_metric
from claimcheck.extract.names import Mention
from claimcheck.extract.phrases import LONGEST_PHRASE, before_period, trimmed
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.words import pattern, pattern_at_end, vocabulary
from claimcheck.lexicon import Lexicon
from claimcheck.model import Span

_NEAR = 24  # characters: « year-on-year increase »
_SHORT = 4  # characters of a modifier


def counted_thing(scene: Scene, slot: Slot) -> Metric | None:
    """The metric named after the number: 十亿现金, 25% 的用户创作了内容, $17.4 million in revenue."""
    if slot.quantity.unit in ("pp", "multiple") or _is_rate_of(scene, slot):
        return None
    if (happened := _happened(scene, slot) or _graded(scene, slot)) is not None:
        return happened
    if moves_after(scene, slot):
        return _moved(scene, slot)
    span = _right_phrase(scene, slot)
    if span is None:
        return None
    for mention in scene.metrics_in(span):
        if fits(scene.lexicon, mention.id, slot.quantity) and slot.quantity.unit != "percent":
            inside = mention.span.start < slot.quantity.span.end  # 3人|死亡: the measure word narrows nothing
            return known_metric(scene, mention.span.start if inside else span.start, mention)
    return _of_two(scene, slot, span) or unknown_metric(scene, span)


def _of_two(scene: Scene, slot: Slot, first: Span) -> Metric | None:
    """The known metric of two joined modifiers, the first of which names nothing: 刑事|和民事|罚金."""
    joined = pattern(scene.lexicon, "connectors").match(scene.folded, first.end, slot.right.end)
    if joined is None or first.end - first.start > _SHORT or slot.quantity.unit == "percent":
        return None
    reach = Span(joined.end(), min(slot.right.end, joined.end() + _SHORT + LONGEST_PHRASE))
    for mention in scene.metrics_in(reach):
        near = mention.span.start - joined.end() <= _SHORT
        if near and fits(scene.lexicon, mention.id, slot.quantity):
            return known_metric(scene, first.start, mention)
    return None


def _graded(scene: Scene, slot: Slot) -> Metric | None:
    """What the degree of a thing is a figure of: 5.9级|地震 is its magnitude."""
    nouns = scene.lexicon.table("words").get("graded", {}).get(slot.quantity.noun, {})
    behind = scene.folded[slot.right.start : slot.right.end]
    for noun, metric in nouns.items():
        if behind.startswith(noun):
            start = slot.right.start
            return known_metric(scene, start, Mention(Span(start, start + len(noun)), metric))
    return None


def _happened(scene: Scene, slot: Slot) -> Metric | None:
    """What befell the people counted: 2人|失联, 12 people were|killed, 34 others|injured."""
    if slot.quantity.unit != "count":
        return None
    mentions = scene.metrics_in(
        Span(slot.right.start, min(slot.right.end, slot.right.start + LONGEST_PHRASE))
    )
    if not mentions or mentions[0].id not in scene.lexicon.words("event_metrics"):
        return None
    between = scene.folded[slot.right.start : mentions[0].span.start]
    small = pattern(scene.lexicon, "of_people").sub("", between).strip()
    return known_metric(scene, mentions[0].span.start, mentions[0]) if not small else None


def moved_thing(scene: Scene, slot: Slot) -> Metric | None:
    """The metric whose growth is named behind the number: 8%这一罕见的|销量|降幅."""
    if not moves_after(scene, slot):
        return None
    noun = pattern(scene.lexicon, "rate_of_change")
    for mention in scene.metrics_in(slot.right):
        if noun.match(scene.folded, mention.span.end) and fits(scene.lexicon, mention.id, slot.quantity):
            return known_metric(scene, mention.span.start, mention)
    return None


def _moved(scene: Scene, slot: Slot) -> Metric | None:
    """The known metric beside the word for a movement: 12% |revenue| growth, 10% increase in |sales|."""
    names = scene.metrics_in(slot.right)
    if not names or not scene.folded[slot.right.start : names[0].span.end].isascii():
        return None
    before = scene.folded[slot.right.start : names[0].span.start]
    behind = scene.folded[names[0].span.end : slot.right.end].lstrip()
    return known_metric(scene, slot.right.start, names[0]) if _is_of(before, behind, scene) else None


def _is_of(before: str, behind: str, scene: Scene) -> bool:
    """Whether a movement stands between a number and a name, tied to it, or right behind the name."""
    moves = pattern(scene.lexicon, "rise", "fall")
    tie = pattern_at_end(scene.lexicon, "ties").search(before)
    if tie is None:
        return len(before) <= _NEAR and moves.match(behind) is not None
    head = before[: tie.start()].strip()
    return len(head) <= _NEAR and moves.fullmatch(head.rpartition(" ")[2]) is not None


def _is_rate_of(scene: Scene, slot: Slot) -> bool:
    """Whether a word for a rate of change stands right before the number: 年增率|33.5%."""
    left = scene.folded[slot.left.start : slot.left.end].rstrip()
    return pattern_at_end(scene.lexicon, "rate_of_change").search(left) is not None


def _right_phrase(scene: Scene, slot: Slot) -> Span | None:
    """The noun phrase that follows the number, without the 的 or «of» that joins them."""
    lexicon, quantity = scene.lexicon, slot.quantity
    if quantity.noun in vocabulary(lexicon, "complete_nouns"):
        return None
    end = before_period(
        scene, Span(slot.right.start, min(slot.right.end, slot.right.start + 3 * LONGEST_PHRASE))
    )
    own = _content_noun(scene, slot)
    if own:
        return Span(slot.right.start - own, slot.right.start)
    lead = _lead_pattern(lexicon).match(scene.folded, slot.right.start, end)
    start = lead.end() if lead else slot.right.start
    stop = _stop_pattern(lexicon, quantity.unit == "percent").search(scene.folded, start, end)
    span = trimmed(scene.folded, Span(start, stop.start() if stop else end))
    if span is None or _starts_with_verb(scene, span):
        return None
    return _shortened(scene, span if quantity.unit == "percent" else _head_phrase(scene, span, slot))


def _content_noun(scene: Scene, slot: Slot) -> int:
    """The length of a measure word that is itself the thing counted (3亿|用户); 0 for a classifier."""
    noun = slot.quantity.noun
    is_content = len(noun) > 1 and noun not in vocabulary(scene.lexicon, "complete_nouns")
    return len(noun) if is_content and slot.quantity.unit == "count" else 0


def _head_phrase(scene: Scene, span: Span, slot: Slot) -> Span:
    """The phrase up to its first head noun (…人数, …流量); else what its last 的 leads to."""
    head = pattern(scene.lexicon, "metric_heads", "metric_heads_en").search(
        scene.folded, span.start + 1, span.end
    )
    known = scene.metrics_in(span)
    if known and (head is None or known[0].span.start <= head.start()):
        relative = _after_relative(scene, Span(known[0].span.end, slot.right.end))
        return relative or Span(span.start, known[0].span.end)
    if head is not None:
        return Span(span.start, head.end())
    links = list(_links(scene, Span(span.start + 2, slot.right.end)))
    if links and not _has_aspect(scene, span):
        return trimmed(scene.folded, _up_to_stop(scene, Span(links[-1], slot.right.end))) or span
    return span


def _after_relative(scene: Scene, span: Span) -> Span | None:
    """What a clause with a number of its own qualifies: 播放|过亿的|短剧."""
    link = pattern(scene.lexicon, "linkers").search(scene.folded, span.start, span.end)
    if link is None or not pattern(scene.lexicon, "digits").search(scene.folded, span.start, link.start()):
        return None
    return trimmed(scene.folded, _up_to_stop(scene, Span(link.end(), span.end)))


def _links(scene: Scene, span: Span) -> Iterator[int]:
    """Where 的 leads on to a noun, in the number's own phrase."""
    for match in pattern(scene.lexicon, "linkers").finditer(scene.folded, span.start, span.end - 1):
        yield match.end()


def _has_aspect(scene: Scene, span: Span) -> bool:
    return pattern(scene.lexicon, "aspects").search(scene.folded, span.start, span.end) is not None


def _up_to_stop(scene: Scene, span: Span) -> Span:
    stop = _stop_pattern(scene.lexicon, False).search(scene.folded, span.start + 1, span.end)
    return Span(span.start, stop.start()) if stop else span


@lru_cache(maxsize=8)
def _lead_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(rf"\s*(?:{pattern(lexicon, 'lead').pattern})?\s*")


@lru_cache(maxsize=8)
def _stop_pattern(lexicon: Lexicon, whole_clause: bool) -> re.Pattern[str]:
    """Where the phrase after a number ends; what a share is a share of runs on to the clause's end."""
    always = r"[,。;:!?()\n、“”「」《》]"
    if whole_clause:
        return compiled(always)
    stops = pattern(lexicon, "phrase_stops", "connectors").pattern
    return compiled(rf"{always}|(?<=.){pattern(lexicon, 'aspects').pattern}|{stops}")


def _starts_with_verb(scene: Scene, span: Span) -> bool:
    """Whether the words after the number go on with the sentence instead of naming the thing."""
    lexicon = scene.lexicon
    words = (
        "rise",
        "fall",
        "yoy",
        "qoq",
        "mom",
        "ytd",
        "connectors",
        "arrive",
        "adverbs",
        "copulas",
        "corrected",
        "forecast_after",
    )
    return pattern(lexicon, *words).match(scene.folded, span.start, span.end) is not None


def _shortened(scene: Scene, span: Span) -> Span | None:
    """At most LONGEST_PHRASE characters, cut at a blank in Latin text."""
    if span.end - span.start <= LONGEST_PHRASE:
        return span
    limit = span.start + LONGEST_PHRASE
    text = scene.folded[span.start : limit + 1]
    if text.isascii():
        limit = span.start + max(text.rfind(" "), 8)
    return trimmed(scene.folded, Span(span.start, limit))
