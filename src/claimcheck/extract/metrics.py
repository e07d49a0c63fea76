"""Which metric a number belongs to: a known name nearby, else the noun phrase at its side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from claimcheck.extract.measures import moves_after
from claimcheck.extract.names import Mention, metric_scanner, metric_surfaces
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.units import unit_kind
from claimcheck.extract.words import pattern, pattern_at_end, vocabulary
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Name, Quantity, Span, Struct

LONGEST_PHRASE = 30
_LONGEST_MODIFIER = 16
_LONGEST_LATIN = 40
_FEW_WORDS = 4
_LONGEST_TAIL = 40
_SHORTEST = 2  # characters: one names nothing
_BASES = ("yoy", "qoq", "mom", "ytd")
_HEADS = ("openers", "said", "connectors", "particles", "frequencies", *_BASES)
_TAILS = (
    *(
        "predicates",
        "rise",
        "fall",
        "versus",
        "plan",
        "forecast",
        "small",
        "connectors",
        "particles",
        "frequencies",
    ),
    *_BASES,
)
_EDGES = " +,.:;!?。、'\"“”‘’「」『』《》()[]【】*…-—·•●■◆▪►»>|~"
_QUOTES = "“”‘’「」『』《》'\""


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


def metric_of(scene: Scene, slot: Slot) -> Metric | None:
    """The metric that the words around the number name, or None where they name none.

    A noun of figures right after the number wins (投入|5亿元|现金), unless a predicate like 达 ties the
    number to the name before it; then what the predicate ties; then any noun after; then any name before.
    """
    known, phrase = _known_left(scene, slot), _phrase_left(scene, slot)
    tied, right = _tied(scene, slot), _on_the_right(scene, slot)
    nothing_left = known is None and phrase is None
    if right is not None and _is_figure(scene, right, slot) and (nothing_left or not tied):
        return right
    right = None if tied else right
    if known is not None and _touches(scene, slot, known):
        return known
    if known is not None and (after := _after_name(scene, slot, known)) is not None:
        return after
    left_is_figure = phrase is not None and _ends_with_head(scene, phrase)
    if right is not None and not (left_is_figure and right.span.start == slot.right.start):
        return right
    return phrase if known is None or left_is_figure else known


def _after_name(scene: Scene, slot: Slot, metric: Metric) -> Metric | None:
    """The metric narrowed by words that follow its name: revenue|from live streaming|fell 6.7%."""
    between = scene.folded[metric.span.end : slot.left.end]
    tie = pattern(scene.lexicon, "ties").match(between.lstrip())
    if tie is None:
        return None
    start = metric.span.end + len(between) - len(between.lstrip()) + tie.end()
    rest = _stripped(scene, Span(start, slot.left.end))
    if rest is None or rest.end - rest.start > 2 * LONGEST_PHRASE:
        return None
    narrowing = _normalised(scene.folded[rest.start : rest.end], scene.lexicon)
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
    return near and (not metric.name.id.startswith("~") or _ends_with_head(scene, metric))


def _tied(scene: Scene, slot: Slot) -> bool:
    """Whether a predicate that needs no object after the number stands right before it."""
    return pattern_at_end(scene.lexicon, "copulas").search(
        scene.folded[slot.left.start : slot.left.end].rstrip()
    ) is not None and not _links_back(scene, slot)


def _links_back(scene: Scene, slot: Slot) -> bool:
    return pattern(scene.lexicon, "linkers").match(scene.folded, slot.right.start) is not None


def _ends_with_head(scene: Scene, metric: Metric) -> bool:
    """Whether a phrase ends like the name of a figure (…率, …数, …收入)."""
    heads = pattern(scene.lexicon, "metric_heads", "metric_heads_en", "rate_heads")
    text = scene.folded[metric.span.start : metric.span.end]
    return any(match.end() == len(text) for match in heads.finditer(text))


def _known_left(scene: Scene, slot: Slot) -> Metric | None:
    fitting = [m for m in scene.metrics_in(slot.left) if _fits(scene.lexicon, m.id, slot.quantity)]
    fitting = [m for m in fitting if not _is_denominator(scene, m)] or fitting
    return _known(scene, slot.left.start, fitting[-1]) if fitting else None


def _is_denominator(scene: Scene, mention: Mention) -> bool:
    """Whether the name only says per what: time spent per |DAU, 每|用户."""
    before = scene.folded[max(0, mention.span.start - 6) : mention.span.start].rstrip()
    return pattern_at_end(scene.lexicon, "per_words").search(before) is not None


def _fits(lexicon: Lexicon, metric: str, quantity: Quantity) -> bool:
    """Whether a value of this unit can be a figure of the metric (a percent can: it may be growth)."""
    unit, kind = lexicon.metrics[metric].unit, unit_kind(quantity.unit)
    if kind in ("percent", "pp", "multiple") or quantity.unit is None:
        return quantity.unit is not None or unit in ("money", "count")
    return unit == kind


def _known(scene: Scene, start: int, mention: Mention) -> Metric:
    entry = scene.lexicon.metrics[mention.id]
    canonical = (entry.zh or entry.en or (mention.id,))[0]
    modifier = _modifier(scene, Span(start, mention.span.start))
    text = _with_modifier(scene, modifier, mention.span)
    composed = _loss_of(scene, mention) or _composed(scene, modifier, mention)
    if composed is not None:
        return composed
    name = Name(mention.id, canonical, scene.text[text.start : text.end])
    return Metric(name, _normal_forms(scene, modifier), mention.span)


def _loss_of(scene: Scene, mention: Mention) -> Metric | None:
    """The profit that a word of loss right behind its name makes negative: 归母净利润|亏损."""
    if mention.id not in scene.lexicon.words("loss_metrics"):
        return None
    for other in scene.metrics:
        if other.span.end == mention.span.start and other.id in scene.lexicon.words("profit_metrics"):
            return msgspec.structs.replace(_known(scene, other.span.start, other), sign=-1, span=mention.span)
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
    narrowing = _normalised(scene.folded[modifier.start : modifier.end], scene.lexicon)
    surfaces = metric_surfaces(scene.lexicon)
    found = next((surfaces[c] for s in entry.surfaces if (c := narrowing + fold(s)) in surfaces), None)
    if found is None or found == mention.id:
        return None
    names = scene.lexicon.metrics[found]
    words = scene.text[modifier.start : mention.span.end]
    return Metric(Name(found, (names.zh or names.en or (found,))[0], words), (), mention.span)


def _with_modifier(scene: Scene, modifier: Span | None, name: Span) -> Span:
    """The name with its modifier where only 的 or a blank stands between them."""
    if modifier is None or name.start - modifier.end > 2:
        return name
    return Span(modifier.start, name.end)


def _touches(scene: Scene, slot: Slot, metric: Metric) -> bool:
    """Whether only predicates, directions and fillers stand between the metric and the number."""
    between = Span(metric.span.end, slot.left.end)
    return not _stripped(scene, between)


def _content_noun(scene: Scene, slot: Slot) -> int:
    """The length of a measure word that is itself the thing counted (3亿|用户); 0 for a classifier."""
    noun = slot.quantity.noun
    is_content = len(noun) > 1 and noun not in vocabulary(scene.lexicon, "complete_nouns")
    return len(noun) if is_content and slot.quantity.unit == "count" else 0


# ---------------------------------------------------------------- to the right of the number


def _on_the_right(scene: Scene, slot: Slot) -> Metric | None:
    """The metric named after the number: 十亿现金, 25% 的用户创作了内容, $17.4 million in revenue."""
    if slot.quantity.unit in ("pp", "multiple") or moves_after(scene, slot):
        return None
    span = _right_phrase(scene, slot)
    if span is None:
        return None
    for mention in scene.metrics_in(span):
        if _fits(scene.lexicon, mention.id, slot.quantity) and slot.quantity.unit != "percent":
            return _known(scene, span.start, mention)
    return _unknown(scene, span)


def _right_phrase(scene: Scene, slot: Slot) -> Span | None:
    """The noun phrase that follows the number, without the 的 or «of» that joins them."""
    lexicon, quantity = scene.lexicon, slot.quantity
    if quantity.noun in vocabulary(lexicon, "complete_nouns"):
        return None
    end = _before_period(
        scene, Span(slot.right.start, min(slot.right.end, slot.right.start + 3 * LONGEST_PHRASE))
    )
    own = _content_noun(scene, slot)
    if own:
        return Span(slot.right.start - own, slot.right.start)
    lead = _lead_pattern(lexicon).match(scene.folded, slot.right.start, end)
    start = lead.end() if lead else slot.right.start
    stop = _stop_pattern(lexicon, quantity.unit == "percent").search(scene.folded, start, end)
    span = _trimmed(scene.folded, Span(start, stop.start() if stop else end))
    if span is None or _starts_with_verb(scene, span):
        return None
    return _shortened(scene, span if quantity.unit == "percent" else _head_phrase(scene, span, slot))


def _before_period(scene: Scene, span: Span) -> int:
    """Where the first period inside ``span`` starts, else its end: no name holds a period."""
    starts = [p.span.start for p in scene.periods if p.span and span.start <= p.span.start < span.end]
    return min(starts, default=span.end)


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
        return _trimmed(scene.folded, _up_to_stop(scene, Span(links[-1], slot.right.end))) or span
    return span


def _after_relative(scene: Scene, span: Span) -> Span | None:
    """What a clause with a number of its own qualifies: 播放|过亿的|短剧."""
    link = pattern(scene.lexicon, "linkers").search(scene.folded, span.start, span.end)
    if link is None or not pattern(scene.lexicon, "digits").search(scene.folded, span.start, link.start()):
        return None
    return _trimmed(scene.folded, _up_to_stop(scene, Span(link.end(), span.end)))


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
    return re.compile(rf"\s*(?:{pattern(lexicon, 'lead').pattern})?\s*")


@lru_cache(maxsize=8)
def _stop_pattern(lexicon: Lexicon, whole_clause: bool) -> re.Pattern[str]:
    """Where the phrase after a number ends; what a share is a share of runs on to the clause's end."""
    always = r"[,。;:!?()\n、“”「」《》]"
    if whole_clause:
        return re.compile(always)
    stops = pattern(lexicon, "phrase_stops", "connectors").pattern
    return re.compile(rf"{always}|(?<=.){pattern(lexicon, 'aspects').pattern}|{stops}")


def _starts_with_verb(scene: Scene, span: Span) -> bool:
    """Whether the words after the number go on with the sentence instead of naming the thing."""
    lexicon = scene.lexicon
    words = ("rise", "fall", "yoy", "qoq", "mom", "ytd", "connectors", "arrive", "adverbs", "copulas")
    return pattern(lexicon, *words).match(scene.folded, span.start, span.end) is not None


def _shortened(scene: Scene, span: Span) -> Span | None:
    """At most LONGEST_PHRASE characters, cut at a blank in Latin text."""
    if span.end - span.start <= LONGEST_PHRASE:
        return span
    limit = span.start + LONGEST_PHRASE
    text = scene.folded[span.start : limit + 1]
    if text.isascii():
        limit = span.start + max(text.rfind(" "), 8)
    return _trimmed(scene.folded, Span(span.start, limit))


# ---------------------------------------------------------------- to the left of the number


def _phrase_left(scene: Scene, slot: Slot) -> Metric | None:
    """The noun phrase that ends where the predicate begins: 每位主播的日均开播时长|以…增长."""
    span = _stripped(scene, _after_subject(scene, _subject_part(scene, slot)))
    if span is None:
        return None
    name = _last_noun(scene, span)
    unknown = _unknown(scene, name)
    if unknown is None:
        return None
    modifier = _modifier(scene, Span(span.start, name.start))
    text = _with_modifier(scene, modifier, name)
    full = Name(unknown.name.id, unknown.name.name, scene.text[text.start : text.end])
    return Metric(full, _normal_forms(scene, modifier), name)


def _after_subject(scene: Scene, span: Span) -> Span:
    """The text after the last subject named in it, if words are left there to name a metric."""
    ends = [m.span.end for m in scene.subjects_in(span)]
    rest = Span(ends[-1], span.end) if ends else span
    return rest if _stripped(scene, rest) else span


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


def _stripped(scene: Scene, span: Span) -> Span | None:
    """``span`` without subjects, periods and predicates at its ends, or None where nothing is left."""
    ends = {p.span.end: p.span.start for p in scene.periods if p.span}
    starts = {p.span.start: p.span.end for p in scene.periods if p.span}
    starts |= {m.span.start: m.span.end for m in scene.subjects}
    rest = _trimmed(scene.folded, span)
    while rest is not None:
        shorter = _shorter(scene, rest, starts, ends)
        if shorter == rest:
            return rest
        rest = _trimmed(scene.folded, shorter)
    return None


def is_blank(scene: Scene, span: Span) -> bool:
    """Whether only predicates, periods, fillers and particles stand in ``span``."""
    return span.start >= span.end or _stripped(scene, span) is None


def _shorter(scene: Scene, span: Span, starts: dict[int, int], ends: dict[int, int]) -> Span:
    """``span`` with one thing less at its end or start, if it has one there."""
    if ends.get(span.end, -1) >= span.start:
        return Span(span.start, ends[span.end])
    if starts.get(span.start, span.end + 1) <= span.end:
        return Span(starts[span.start], span.end)
    tail = _tail_pattern(scene.lexicon).search(
        scene.folded, max(span.start, span.end - _LONGEST_TAIL), span.end
    )
    if tail:
        return Span(span.start, tail.start())
    head = _head_pattern(scene.lexicon).match(scene.folded, span.start, span.end)
    return Span(head.end(), span.end) if head else span


@lru_cache(maxsize=8)
def _tail_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern(lexicon, *_TAILS).pattern})\Z")


@lru_cache(maxsize=8)
def _head_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(pattern(lexicon, *_HEADS).pattern)


def _trimmed(folded: str, span: Span) -> Span | None:
    """``span`` without blanks, punctuation and particles at its edges."""
    start, end = span.start, span.end
    while start < end and folded[start] in _EDGES:
        start += 1
    while start < end and folded[end - 1] in _EDGES:
        end -= 1
    return Span(start, end) if start < end else None


# ---------------------------------------------------------------- names of phrases


def _unknown(scene: Scene, span: Span) -> Metric | None:
    folded = scene.folded[span.start : span.end]
    identity = _normalised(folded, scene.lexicon)
    if len(identity) < _SHORTEST or identity in vocabulary(scene.lexicon, "not_metrics"):
        return None
    text = scene.text[span.start : span.end]
    return Metric(Name("~" + identity, text, text), (), span)


def _normalised(phrase: str, lexicon: Lexicon) -> str:
    """A phrase as an id: without particles, quotes and blanks, so that wording varies less."""
    plain = pattern(lexicon, "particles").sub("", phrase.translate(dict.fromkeys(map(ord, _QUOTES))))
    return plain.strip() if plain.isascii() else re.sub(r"\s", "", plain)


def _modifier(scene: Scene, span: Span) -> Span | None:
    """What narrows the metric before its name (品牌类商品|GMV), blank words left out."""
    inner = [m.span for m in scene.subjects if m.span.overlaps(span)]
    inner += [p.span for p in scene.periods if p.span and p.span.overlaps(span)]
    start = max([s.end for s in inner], default=span.start)
    rest = _stripped(scene, Span(start, span.end)) if start < span.end else None
    return _last_words(scene, rest) if rest is not None else None


def _last_words(scene: Scene, span: Span) -> Span:
    """As much of the end of a long modifier as a scope may hold; Latin text is cut at a blank."""
    is_latin = scene.folded[span.start : span.end].isascii()
    longest = _LONGEST_LATIN if is_latin else _LONGEST_MODIFIER
    if span.end - span.start <= longest:
        return span
    start = span.end - longest
    blank = scene.folded.find(" ", start, span.end) if is_latin else -1
    return Span(blank + 1 if blank >= 0 else start, span.end)


def _normal_forms(scene: Scene, modifier: Span | None) -> tuple[str, ...]:
    if modifier is None:
        return ()
    phrase = _normalised(scene.folded[modifier.start : modifier.end], scene.lexicon)
    return (phrase,) if phrase and phrase not in vocabulary(scene.lexicon, "filler") else ()


def around(scene: Scene, slot: Slot, metric: Metric) -> tuple[str, ...]:
    """What a clause says of a thing counted after its number: 3亿用户|每日浏览主页, 迁移了|1亿粉丝.

    Such a number is a figure of just those things, so the words narrow it like a scope. Empty
    where the metric is named before the number.
    """
    if metric.span.end <= slot.quantity.span.start:
        return ()
    before = _stripped(scene, slot.left)
    end = _before_period(scene, Span(metric.span.end, max(metric.span.end, slot.right.end)))
    after = _stripped(scene, Span(metric.span.end, end))
    parts = (_cut(scene, before, -_LONGEST_MODIFIER), _cut(scene, after, _LONGEST_MODIFIER))
    return tuple(part for part in parts if part)


def _cut(scene: Scene, span: Span | None, length: int) -> str:
    """The normal form of a phrase, at most so many characters from its start (or, negative, its end)."""
    if span is None:
        return ""
    phrase = _normalised(scene.folded[span.start : span.end], scene.lexicon)
    if phrase.isascii():
        words = phrase.split(" ")
        return " ".join(words[:_FEW_WORDS] if length > 0 else words[-_FEW_WORDS:])
    return phrase[:length] if length > 0 else phrase[length:]


def phrase_metric(scene: Scene, span: Span) -> Metric | None:
    """The metric that ``span`` names: a known one that fills it, else the phrase itself."""
    for mention in scene.metrics_in(span):
        if mention.span == span:
            return _known(scene, span.start, mention)
    return _unknown(scene, span)
