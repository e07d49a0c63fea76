"""Quantities of one block → claims: each number gets its metric, measure, subject and period.

Numbers are bound from left to right. A number that names nothing itself («同比增长17%», «、80%»)
continues the one before it in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from claimcheck.extract.circumstances import attribution_of, modality_of, scope_of
from claimcheck.extract.coined import kind_of
from claimcheck.extract.measures import Reading, adjusted_basis, measure_of, negated
from claimcheck.extract.metrics import Metric, around, is_blank, is_rate, metric_of, with_sign
from claimcheck.extract.respective import Respective, respective
from claimcheck.extract.scene import Scene, Slot, slots
from claimcheck.extract.subjects import Subject, for_metric, subject_of, topic_of
from claimcheck.extract.units import unit_kind
from claimcheck.extract.when import attached, carried_period, earlier, exclusive, period_of
from claimcheck.extract.words import pattern, pattern_at_end
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Basis, Measure, Modality, Name, Period, Quantity, Span

_LONGEST_QUOTE = 120
_NEAR_QUOTE = 50
_QUOTE_EDGES = " ,;:、。\n"


class Bound(msgspec.Struct, frozen=True):
    """A quantity with everything that the text says about it; spans are offsets into the block."""

    quantity: Quantity
    quote: Span
    metric: Metric | None
    measure: Measure
    basis: Basis | None
    subject: Subject | None
    period: Period
    modality: Modality
    scope: tuple[str, ...]
    attribution: str | None
    sentence: Span
    clause: Span


class Carried(msgspec.Struct, frozen=True):
    """What the text so far hands on: the paragraph's subject and period, and the article's main subject."""

    subject: Subject | None = None
    period: Period | None = None
    main: Subject | None = None


def bind(scene: Scene, quantities: Sequence[Quantity], carried: Carried) -> Iterator[Bound]:
    """Yield one bound quantity for each quantity, in text order."""
    alone = exclusive(scene, [q.span for q in quantities])
    scene = msgspec.structs.replace(scene, bases=scene.bases | alone)
    all_slots = slots(scene, quantities)
    lists = respective(scene, all_slots)
    said: list[Bound] = []
    done: list[Bound] = []
    for index, slot in enumerate(all_slots):
        if said and said[-1].sentence != slot.sentence:
            said = []
        following = all_slots[index + 1] if index + 1 < len(all_slots) else None
        so_far = carried_to(scene, slot.sentence.start, carried)
        item = _with_mirror(lists.get(index), done)
        said.append(_bind_one(scene, slot, following, said, so_far, item))
        done.append(said[-1])
        yield said[-1]


def _with_mirror(item: Respective | None, done: Sequence[Bound]) -> Respective | None:
    """The list item with what the number that it mirrors was bound to."""
    if item is None or item.mirror is None:
        return item
    other = done[item.mirror]
    return Respective(other.subject, other.metric, other.period)


def carried_to(scene: Scene, end: int, carried: Carried) -> Carried:
    """What the block's sentences before ``end`` hand on: their last topic and their last period."""
    subject, period = carried.subject, carried.period
    for sentence in scene.sentences:
        if sentence.start >= end:
            break
        subject = topic_of(scene, sentence) or subject
        period = carried_period(scene, sentence) or period
    return Carried(subject, period, carried.main)


def _bind_one(
    scene: Scene,
    slot: Slot,
    following: Slot | None,
    said: Sequence[Bound],
    carried: Carried,
    item: Respective | None,
) -> Bound:
    previous = said[-1] if said else None
    continues = previous is not None and _continues(scene, slot)
    metric = _metric(scene, slot, previous, continues, item)
    goes_on = continues or _arrives(scene, slot, previous)
    reading = _reading(scene, slot, metric, previous if goes_on else None)
    subject = _subject(scene, slot, metric, previous, carried, item)
    if metric is not None:
        subject = for_metric(scene, subject, metric.name.id, carried.main)
    period = _period(scene, slot, following, reading, said, carried, item)
    if reading.measure is Measure.GROWTH and metric is not None and _continues_movement(slot, period, said):
        period = _latest(period, metric, said)
    inherits = previous is not None and (continues or _opens(scene, slot))
    modality = modality_of(scene, slot, period)
    if inherits and previous is not None and modality is Modality.ACTUAL:
        modality = previous.modality
    return Bound(
        quantity=_with_unit(scene, reading.quantity, metric),
        quote=_quote(scene, slot, metric, subject),
        metric=metric,
        measure=reading.measure,
        basis=adjusted_basis(reading.basis, period),
        subject=subject,
        period=period,
        modality=modality,
        scope=_scope(scene, slot, metric, reading.measure, previous, item),
        attribution=attribution_of(scene, slot),
        sentence=slot.sentence,
        clause=slot.clause,
    )


def _with_unit(scene: Scene, quantity: Quantity, metric: Metric | None) -> Quantity:
    """The quantity with its metric's sign; a bare number counts things, unless it is an amount of money."""
    if metric is not None and metric.sign < 0 and quantity.unit not in ("percent", "pp"):
        quantity = negated(quantity)
    if quantity.unit is not None or metric is None:
        return quantity
    entry = scene.lexicon.metrics.get(metric.name.id)
    if entry is None:
        is_money = pattern(scene.lexicon, "money_heads").search(
            scene.folded, metric.span.start, metric.span.end
        )
        return quantity if is_money else msgspec.structs.replace(quantity, unit="count")
    return msgspec.structs.replace(quantity, unit="count") if entry.unit == "count" else quantity


# ---------------------------------------------------------------- what a number takes from the one before


def _continues(scene: Scene, slot: Slot) -> bool:
    """Whether nothing but list connectors stands between the number and the one before it."""
    left = scene.folded[slot.left.start : slot.left.end]
    return not _connector_pattern(scene.lexicon).sub("", left).strip(" ,")


@lru_cache(maxsize=8)
def _connector_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return pattern(lexicon, "connectors", "respectively")


def _arrives(scene: Scene, slot: Slot, previous: Bound | None) -> bool:
    """Whether the number is where a movement of the one before it ends: 增速由0.8%下调至|0.7%."""
    if previous is None or previous.clause != slot.clause:
        return False
    left = scene.folded[slot.left.start : slot.left.end]
    return pattern_at_end(scene.lexicon, "to_end").search(left) is not None


def _opens(scene: Scene, slot: Slot) -> bool:
    """Whether the number opens its clause, so that it goes on with what the clause before said."""
    return not scene.folded[slot.clause.start : slot.quantity.span.start].strip()


def _metric(
    scene: Scene, slot: Slot, previous: Bound | None, continues: bool, item: Respective | None
) -> Metric | None:
    if item is not None and item.metric is not None:
        return item.metric
    own = _points(scene, slot) or metric_of(scene, slot) or _price(scene, slot)
    if own is not None and not (continues and _is_left_phrase(own, slot)):
        return with_sign(scene, own, previous.metric) if previous and previous.metric else own
    if previous is not None and previous.metric is not None and _may_inherit(slot, previous):
        return previous.metric
    return own or _counted(slot) or _from_clause_before(scene, slot)


def _is_left_phrase(metric: Metric, slot: Slot) -> bool:
    return metric.name.id.startswith("~") and metric.span.end <= slot.left.end


def _may_inherit(slot: Slot, previous: Bound) -> bool:
    """Whether a number that names nothing can be another figure of the metric before it."""
    quantity, before = slot.quantity, previous.quantity
    if quantity.unit in ("percent", "pp", "multiple"):
        return True
    kinds = {unit_kind(quantity.unit), unit_kind(before.unit)} - {"number"}
    return quantity.noun in ("", before.noun) and (len(kinds) < 2 or "percent" in kinds)


def _counted(slot: Slot) -> Metric | None:
    """The measure word itself where nothing else says what is counted: 百余人."""
    quantity = slot.quantity
    if not quantity.noun or quantity.unit != "count":
        return None
    span = Span(quantity.span.end - len(quantity.noun), quantity.span.end)
    return Metric(Name("~" + quantity.noun, quantity.noun, quantity.noun), (), span)


def _from_clause_before(scene: Scene, slot: Slot) -> Metric | None:
    """The metric that the clause before ends with: «日活方面，达3亿»."""
    if slot.clause.start <= slot.sentence.start:
        return None
    clause = _until_number(scene, scene.clause_at(slot.clause.start - 1))
    before = msgspec.structs.replace(
        slot, left=clause, right=Span(slot.quantity.span.end, slot.quantity.span.end)
    )
    return metric_of(scene, before)


def _until_number(scene: Scene, clause: Span) -> Span:
    """The clause up to its first digit: a name holds no figures of its own."""
    digit = re.compile(r"\d").search(scene.folded, clause.start, clause.end)
    return Span(clause.start, digit.start()) if digit else clause


def _price(scene: Scene, slot: Slot) -> Metric | None:
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


def _points(scene: Scene, slot: Slot) -> Metric | None:
    """The level of the index that the sentence names, for a number of 点."""
    if slot.quantity.noun not in scene.lexicon.words("point_nouns"):
        return None
    named = scene.subjects_in(Span(slot.sentence.start, slot.left.end))
    if not named or kind_of(named[-1].id, scene.lexicon) != "index":
        return None
    entry = scene.lexicon.metrics["index_level"]
    span = Span(slot.quantity.span.end, slot.quantity.span.end)
    return Metric(Name("index_level", (entry.zh or entry.en)[0], ""), (), span)


def _reading(scene: Scene, slot: Slot, metric: Metric | None, previous: Bound | None) -> Reading:
    """The measure; a percentage that goes on a list of growths, or where one arrived, is a growth, too."""
    reading = measure_of(scene, slot, is_rate(metric, scene.lexicon))
    if previous is None or previous.quantity.unit != reading.quantity.unit:
        return reading
    if previous.measure is Measure.GROWTH and reading.measure is Measure.SHARE:
        falls = previous.quantity.high is not None and previous.quantity.high < 0
        return Reading(
            Measure.GROWTH, previous.basis, negated(reading.quantity) if falls else reading.quantity
        )
    return reading


def _subject(
    scene: Scene,
    slot: Slot,
    metric: Metric | None,
    previous: Bound | None,
    carried: Carried,
    item: Respective | None,
) -> Subject | None:
    if item is not None and item.subject is not None:
        return item.subject
    inherited = previous.subject if previous is not None else carried.subject
    if previous is not None and previous.clause == slot.clause:
        between = Span(previous.quantity.span.end, slot.quantity.span.start)
        return subject_of(scene, _narrowed(slot, between), None, None) or inherited
    return subject_of(scene, slot, metric.span if metric else None, inherited)


def _narrowed(slot: Slot, span: Span) -> Slot:
    """The slot with ``span`` as all that is looked at."""
    return msgspec.structs.replace(slot, clause=span, sentence=Span(span.start, span.start), left=span)


def _period(
    scene: Scene,
    slot: Slot,
    following: Slot | None,
    reading: Reading,
    said: Sequence[Bound],
    carried: Carried,
    item: Respective | None,
) -> Period:
    previous = said[-1] if said else None
    if item is not None and item.period is not None:
        return item.period
    moves = reading.measure in (Measure.GROWTH, Measure.CHANGE)
    if moves and following is not None and following.clause == slot.clause:
        arrival = attached(scene, following)
        if arrival is not None and not _is_base(scene, arrival):
            return arrival
    stays = following is not None and not moves and _is_start(scene, slot, following)
    if stays and attached(scene, slot) is None:
        return earlier()
    own = period_of(scene, slot, None)
    if own.span is not None and (previous is None or _is_own(scene, slot, own, previous)):
        return own
    if previous is not None and previous.period.span is not None:
        return previous.period
    return period_of(scene, slot, carried.period)


def _continues_movement(slot: Slot, period: Period, said: Sequence[Bound]) -> bool:
    """Whether a growth names no period in its own clause but goes on with what the sentence said."""
    own = period.span is not None and slot.clause.start <= period.span.start < slot.clause.end
    return bool(said) and not own


def _latest(period: Period, metric: Metric, said: Sequence[Bound]) -> Period:
    """The latest period that the sentence gave the metric: growth is of that, not of its base (上年同期)."""
    stated = [b.period for b in said if b.metric and b.metric.name.id == metric.name.id and b.period.end]
    return max([period, *stated], key=lambda p: p.end or date.min)


def _is_own(scene: Scene, slot: Slot, period: Period, previous: Bound) -> bool:
    """Whether the period stands after the number before; else that number's own period goes on."""
    if previous.period.span is None or _is_base(scene, previous.period):
        return True
    return period.span is not None and period.span.start >= previous.quantity.span.end


def _is_base(scene: Scene, period: Period) -> bool:
    return any(scene.periods[index].span == period.span for index in scene.bases)


def _is_start(scene: Scene, slot: Slot, following: Slot) -> bool:
    """Whether this is the X of «从 X 到 Y» with Y in the same clause."""
    if slot.clause != following.clause or slot.quantity.unit != following.quantity.unit:
        return False
    before = scene.folded[max(slot.left.start, slot.left.end - 6) : slot.left.end]
    between = scene.folded[slot.quantity.span.end : following.quantity.span.start]
    starts = pattern(scene.lexicon, "from_end").search(before)
    return starts is not None and pattern(scene.lexicon, "to_end").search(between) is not None


# ---------------------------------------------------------------- quote and scope


def _quote(scene: Scene, slot: Slot, metric: Metric | None, subject: Subject | None) -> Span:
    """The number's clause, widened to the clauses that name its metric and, if near, its subject."""
    start = slot.clause.start
    for span, reach in ((metric and metric.span, _LONGEST_QUOTE), (subject and subject.span, _NEAR_QUOTE)):
        if span and slot.sentence.start <= span.start < start and slot.clause.end - span.start <= reach:
            start = scene.clause_at(span.start).start
    end = max(slot.clause.end, slot.quantity.span.end)
    while start < slot.quantity.span.start and scene.folded[start] in _QUOTE_EDGES:
        start += 1
    while end > slot.quantity.span.end and scene.folded[end - 1] in _QUOTE_EDGES:
        end -= 1
    return Span(start, end)


def _scope(
    scene: Scene,
    slot: Slot,
    metric: Metric | None,
    measure: Measure,
    previous: Bound | None,
    item: Respective | None,
) -> tuple[str, ...]:
    """All that narrows the figure: its name's modifiers, said limits, a list's item, the part of a share."""
    narrowing = {*scope_of(scene, slot)}
    if metric is not None:
        narrowing |= {*metric.modifiers, *around(scene, slot, metric)}
    if item is not None and item.scope:
        narrowing.add(item.scope)
    if metric is not None and measure is Measure.SHARE and _is_of_whole(scene, slot, metric):
        narrowing.add(_part(slot, previous))
    return tuple(sorted(narrowing))


def _is_of_whole(scene: Scene, slot: Slot, metric: Metric) -> bool:
    """Whether a percentage says what part of the metric something is: 占营收的11.9%."""
    text = fold(metric.name.text)
    of_whole = pattern(scene.lexicon, "of_whole")
    before = scene.folded[slot.clause.start : metric.span.start]
    return of_whole.search(before) is not None or of_whole.match(text) is not None


def _part(slot: Slot, previous: Bound | None) -> str:
    """What the share is the share of: the metric named last in the sentence, else just this place."""
    if previous is not None and previous.metric is not None:
        return previous.metric.name.id
    return f"@{slot.quantity.span.start}"
