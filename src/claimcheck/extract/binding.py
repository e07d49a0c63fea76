"""Quantities of one block → claims: each number gets its metric, measure, subject and period.

Numbers are bound from left to right. A number that names nothing itself («同比增长17%», «、80%»)
continues the one before it in the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from claimcheck.extract.bound import Bound, Carried, Home
from claimcheck.extract.circumstances import attribution_of, modality_of
from claimcheck.extract.clauses import opens_point
from claimcheck.extract.measures import Reading, adjusted_basis, basis_between, basis_of, measure_of, negated
from claimcheck.extract.metrics import metric_of
from claimcheck.extract.named import Metric, is_function, is_rate, with_sign
from claimcheck.extract.per_share import per_share, whole_before
from claimcheck.extract.phrases import normalised
from claimcheck.extract.prices import index_points, is_only_move, mover, price_moved
from claimcheck.extract.quotes import narrowing_of, quote_of
from claimcheck.extract.respective import Respective, respective
from claimcheck.extract.scene import Scene, Slot, slots
from claimcheck.extract.sequel import (
    arrives,
    continues_list,
    is_its_growth,
    is_reached,
    latest_period,
    may_inherit,
    of_part,
    opens_clause,
    period_for,
    recalls,
    restates,
)
from claimcheck.extract.subjects import Subject, for_metric, local_subject, subject_of, topic_of
from claimcheck.extract.when import carried_period, exclusive
from claimcheck.extract.words import pattern, vocabulary
from claimcheck.folding import fold
from claimcheck.model import Basis, Measure, Modality, Name, Period, PeriodKind, Quantity, Span

_LONGEST_MONEY = 4  # characters of the money's name before an amount
_LOOK_BACK = 50  # numbers of one sentence


def bind(scene: Scene, quantities: Sequence[Quantity], carried: Carried) -> Iterator[Bound]:
    """Yield one bound quantity for each quantity, in text order."""
    alone = exclusive(scene, [q.span for q in quantities])
    scene = msgspec.structs.replace(scene, bases=scene.bases | alone)
    all_slots = slots(scene, quantities)
    lists = respective(scene, all_slots)
    said: list[Bound] = []
    done: list[Bound] = []
    reached, first = 0, carried
    for index, slot in enumerate(all_slots):
        if said and said[-1].sentence != slot.sentence:
            said = []
        following = all_slots[index + 1] if index + 1 < len(all_slots) else None
        if slot.sentence.start != reached or not index:
            carried = carried_to(scene, slot.sentence.start, carried, reached, first)
            reached = slot.sentence.start
        item = _with_mirror(lists.get(index), done)
        said.append(_bind_one(scene, slot, following, said[-_LOOK_BACK:], carried, item))
        done.append(said[-1])
        yield said[-1]


def _with_mirror(item: Respective | None, done: Sequence[Bound]) -> Respective | None:
    """The list item with what the number that it mirrors was bound to."""
    if item is None or item.mirror is None:
        return item
    other = done[item.mirror]
    return Respective(other.subject, other.metric, other.period)


def carried_to(
    scene: Scene, end: int, carried: Carried, start: int = 0, first: Carried | None = None
) -> Carried:
    """What the block's sentences from ``start`` to ``end`` hand on: their last topic and last period.

    A point of a numbered list starts anew, with what the block was ``first`` about: not with whom the
    point before it was about.
    """
    subject, period = carried.subject, carried.period
    last = bisect_left(scene.sentence_starts, end) + 1
    for sentence in scene.sentences[scene.sentence_index(start) : last]:
        if opens_point(scene.folded, sentence):
            subject = (first or carried).subject
        if sentence.start >= end:
            break
        subject = topic_of(scene, sentence) or subject
        period = carried_period(scene, sentence, period) or period
    return Carried(subject, period, carried.main, carried.home)


def _bind_one(
    scene: Scene,
    slot: Slot,
    following: Slot | None,
    said: Sequence[Bound],
    carried: Carried,
    item: Respective | None,
) -> Bound:
    previous = said[-1] if said else None
    continues = previous is not None and continues_list(scene, slot)
    metric = _metric(scene, slot, said, continues, item)
    goes_on = continues or arrives(scene, slot, previous) or recalls(scene, slot, previous)
    restated = previous is not None and restates(scene, slot, previous)
    reading = _reading(scene, slot, metric, previous if goes_on or restated else None, restated)
    subject = _subject(scene, slot, metric, previous, carried, item)
    if metric is not None and reading.measure is Measure.GROWTH:
        subject, metric = mover(scene, slot, metric, subject, previous)
    if metric is not None and _is_local(scene, slot, metric):
        subject = local_subject(scene, slot.clause.start, subject)
    elif metric is not None:
        subject = for_metric(scene, subject, metric.name.id, carried.main, carried.home.country)
    period = period_for(scene, slot, following, reading, said, carried, item)
    period = at_once(scene, metric, period)
    is_listed = item is not None and item.period is not None
    if reading.measure in (Measure.GROWTH, Measure.CHANGE) and metric is not None and not is_listed:
        period = latest_period(scene, slot, period, metric, said)
    inherits = previous is not None and (
        continues or opens_clause(scene, slot) or is_its_growth(reading, metric, period, said)
    )
    modality = modality_of(scene, slot, period)
    if inherits and previous is not None and modality is Modality.ACTUAL:
        modality = previous.modality
    return Bound(
        quantity=_with_unit(scene, slot, _in_own_money(scene, reading.quantity, carried.home), metric),
        quote=quote_of(scene, slot, metric, subject),
        metric=metric,
        measure=reading.measure,
        basis=adjusted_basis(reading.basis, period) or _basis_said(reading, metric, period, said),
        subject=subject,
        period=period,
        modality=modality,
        scope=narrowing_of(scene, slot, metric, reading.measure, previous, item, subject),
        attribution=attribution_of(scene, slot),
        sentence=slot.sentence,
        clause=slot.clause,
    )


def at_once(scene: Scene, metric: Metric | None, period: Period) -> Period:
    """A single day as the moment that a stock is counted at: 于2025年6月30日，员工|5321名."""
    entry = scene.lexicon.metrics.get(metric.name.id) if metric else None
    if entry is None or entry.unit != "count" or entry.kind != "stock" or period.start != period.end:
        return period
    is_day = period.kind is PeriodKind.DURATION and period.start is not None
    return msgspec.structs.replace(period, kind=PeriodKind.INSTANT) if is_day else period


def _basis_said(
    reading: Reading, metric: Metric | None, period: Period, said: Sequence[Bound]
) -> Basis | None:
    """The basis of a growth that follows its own figure and the one of a year before."""
    if reading.measure is not Measure.GROWTH or metric is None or not said:
        return None
    base = said[-1]
    same = base.metric is not None and base.metric.name.id == metric.name.id
    return basis_between(period, base.period) if same and base.measure is Measure.LEVEL else None


def _in_own_money(scene: Scene, quantity: Quantity, home: Home) -> Quantity:
    """The quantity with 元 as the money of the article's home, unless its words say which money it is."""
    if quantity.unit != "CNY" or home.currency == "CNY":
        return quantity
    start = max(0, quantity.span.start - _LONGEST_MONEY)
    words = scene.folded[start : quantity.span.end]
    named = pattern(scene.lexicon, "usual_money").search(words)
    return quantity if named else msgspec.structs.replace(quantity, unit=home.currency)


def _is_local(scene: Scene, slot: Slot, metric: Metric) -> bool:
    """Whether the figure is said to be of a city or province (全市, 本省) and so not the country's."""
    end = max(slot.clause.start, min(metric.span.end, slot.quantity.span.start))
    found = pattern(scene.lexicon, "local_marks").search(scene.folded, slot.clause.start, end)
    return found is not None and not pattern(scene.lexicon, "not_local").match(scene.folded, found.start())


def _with_unit(scene: Scene, slot: Slot, quantity: Quantity, metric: Metric | None) -> Quantity:
    """The quantity with its metric's sign; a bare number counts things, unless it is an amount of money."""
    if metric is not None and metric.sign < 0 and quantity.unit not in ("percent", "pp"):
        quantity = negated(quantity)
    if quantity.unit is not None:
        return quantity
    if metric is None:  # «they were 6»: what was said before is counted
        before = scene.folded[slot.left.start : slot.left.end].strip()
        told = before.isascii() and is_function(normalised(before, scene.lexicon), scene.lexicon)
        return msgspec.structs.replace(quantity, unit="count") if before and told else quantity
    entry = scene.lexicon.metrics.get(metric.name.id)
    if entry is None:
        is_money = pattern(scene.lexicon, "money_heads").search(
            scene.folded, metric.span.start, metric.span.end
        )
        return quantity if is_money else msgspec.structs.replace(quantity, unit="count")
    return msgspec.structs.replace(quantity, unit="count") if entry.unit == "count" else quantity


def _metric(
    scene: Scene, slot: Slot, said: Sequence[Bound], continues: bool, item: Respective | None
) -> Metric | None:
    previous = said[-1] if said else None
    if item is not None and item.metric is not None:
        return item.metric
    own = index_points(scene, slot) or per_share(scene, slot, previous) or metric_of(scene, slot)
    if own is None or _is_name(scene, own) or is_only_move(own, scene.lexicon):
        own = price_moved(scene, slot) or own
    if own is not None and not (continues and _is_left_phrase(own, slot)):
        own = of_part(scene, slot, own, previous)
        return with_sign(scene, own, previous.metric) if previous and previous.metric else own
    previous = whole_before(scene, slot, said)
    goes_on = previous is not None and (may_inherit(slot, previous) or is_reached(scene, slot, previous))
    if previous is not None and previous.metric is not None and goes_on:
        return previous.metric
    if own is not None:
        return own
    before = _from_clause_before(scene, slot)
    if slot.quantity.unit != "count" or not slot.quantity.noun:
        return before
    is_known = before is not None and not before.name.id.startswith("~") and not _is_general(scene, slot)
    return _counted(scene, slot) or (before if is_known else None)


def _is_general(scene: Scene, slot: Slot) -> bool:
    return fold(slot.quantity.noun) in vocabulary(scene.lexicon, "general_counts")


def _is_name(scene: Scene, metric: Metric) -> bool:
    """Whether a phrase ends with the name of a subject: «收盘时微软»跌1%."""
    if not metric.name.id.startswith("~"):
        return False
    return any(m.span.end == metric.span.end for m in scene.subjects_in(metric.span))


def _is_left_phrase(metric: Metric, slot: Slot) -> bool:
    return metric.name.id.startswith("~") and metric.span.end <= slot.left.end


def _counted(scene: Scene, slot: Slot) -> Metric | None:
    """The measure word itself where nothing else says what is counted and it says it: 百余户次."""
    quantity = slot.quantity
    if not quantity.noun or quantity.unit != "count":
        return None
    if fold(quantity.noun) in vocabulary(scene.lexicon, "not_metrics"):
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
    dated = [p.span for _, p in scene.periods_in(clause) if p.span]
    figures = re.compile(r"\d").finditer(scene.folded, clause.start, clause.end)
    digit = next((m for m in figures if not any(d.start <= m.start() < d.end for d in dated)), None)
    return Span(clause.start, digit.start()) if digit else clause


def _reading(
    scene: Scene, slot: Slot, metric: Metric | None, previous: Bound | None, restated: bool
) -> Reading:
    """The measure; a percentage that goes on a list of growths, or where one arrived, is a growth, too.

    So is one that restates a change (``restated``).
    """
    reading = measure_of(scene, slot, is_rate(metric, scene.lexicon))
    if previous is None or (previous.quantity.unit != reading.quantity.unit and not restated):
        return reading
    if (restated or previous.measure is Measure.GROWTH) and reading.measure is Measure.SHARE:
        falls = previous.quantity.high is not None and previous.quantity.high < 0
        basis = basis_of(scene, slot) or previous.basis
        return Reading(Measure.GROWTH, basis, negated(reading.quantity) if falls else reading.quantity)
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
