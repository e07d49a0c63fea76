"""What a number takes from the one before it, and which period it goes on in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from claimcheck.extract.bound import Bound, Carried
from claimcheck.extract.measures import Reading
from claimcheck.extract.named import Metric
from claimcheck.extract.respective import Respective
from claimcheck.extract.scene import Scene, Slot, words_before
from claimcheck.extract.units import unit_kind
from claimcheck.extract.when import attached, attached_after, earlier, is_earlier, period_of
from claimcheck.extract.words import pattern, pattern_at_end
from claimcheck.model import Measure, Modality, Period

_OF_ITS_PERIOD = "的 "  # 降至|2024年的|5%


def continues_list(scene: Scene, slot: Slot) -> bool:
    """Whether nothing but list connectors stands between the number and the one before it."""
    left = scene.folded[slot.left.start : slot.left.end]
    return not pattern(scene.lexicon, "connectors", "respectively").sub("", left).strip(" ,")


def arrives(scene: Scene, slot: Slot, previous: Bound | None) -> bool:
    """Whether the number is where a movement of the one before it ends: 增速由0.8%下调至|0.7%."""
    if previous is None or previous.clause != slot.clause:
        return False
    left = words_before(scene, slot)
    return pattern_at_end(scene.lexicon, "to_end").search(left.rstrip(_OF_ITS_PERIOD)) is not None


def restates(scene: Scene, slot: Slot, previous: Bound) -> bool:
    """Whether a percentage says how much the change before it was: rose 134 points, or|0.3%."""
    if (
        slot.quantity.unit != "percent"
        or previous.measure is not Measure.CHANGE
        or previous.quantity.unit in ("percent", "pp")
    ):
        return False
    between = scene.folded[previous.quantity.span.end : slot.quantity.span.start].strip(" ,")
    return pattern(scene.lexicon, "restating").fullmatch(between) is not None


def recalls(scene: Scene, slot: Slot, previous: Bound | None) -> bool:
    """Whether the number is the same of another time: grew 5.2 percent, after |5.4 percent; 上年同期为|9%."""
    if previous is None or previous.quantity.unit != slot.quantity.unit:
        return False
    words = words_before(scene, slot)
    return bool(words) and pattern(scene.lexicon, "recalls").fullmatch(words) is not None


def opens_clause(scene: Scene, slot: Slot) -> bool:
    """Whether the number opens its clause, so that it goes on with what the clause before said."""
    return not scene.folded[slot.clause.start : slot.quantity.span.start].strip()


def may_inherit(slot: Slot, previous: Bound) -> bool:
    """Whether a number that names nothing can be another figure of the metric before it."""
    quantity, before = slot.quantity, previous.quantity
    if quantity.unit in ("percent", "pp", "multiple"):
        return True
    kinds = {unit_kind(quantity.unit), unit_kind(before.unit)} - {"number"}
    if kinds == {"money", "percent"} and previous.clause == slot.clause:
        return True  # 大豆期货涨0.2%报|1023美分/蒲式耳
    return quantity.noun in ("", before.noun) and (len(kinds) < 2 or "percent" in kinds)


def is_reached(scene: Scene, slot: Slot, previous: Bound) -> bool:
    """Whether the number is what a growth of counted things came to: 网点增长一倍，达到|900家."""
    entry = scene.lexicon.metrics.get(previous.metric.name.id) if previous.metric else None
    if entry is None or entry.unit != "count" or previous.measure is not Measure.GROWTH:
        return False
    left = scene.folded[slot.clause.start : slot.quantity.span.start].strip()
    return slot.quantity.unit == "count" and pattern(scene.lexicon, "copulas").fullmatch(left) is not None


def period_for(
    scene: Scene,
    slot: Slot,
    following: Slot | None,
    reading: Reading,
    said: Sequence[Bound],
    carried: Carried,
    item: Respective | None,
) -> Period:
    """The period of a number: its list's, its own, where its movement arrives, or what went before."""
    previous = said[-1] if said else None
    if item is not None and item.period is not None:
        return item.period
    moves = reading.measure in (Measure.GROWTH, Measure.CHANGE)
    follows = following is not None and following.clause == slot.clause
    if moves and following is not None and follows and attached(scene, slot) is None:
        arrival = attached(scene, following)
        if arrival is not None and not _is_base(scene, arrival):
            return arrival
    stays = following is not None and _is_start(scene, slot, following)
    if stays and attached(scene, slot) is None:
        return attached_after(scene, slot) or earlier()
    if previous is not None and is_earlier(previous.period) and continues_list(scene, slot):
        return previous.period
    own = period_of(scene, slot, None)
    if own.span is not None and (previous is None or _is_own(scene, slot, own, previous)):
        return own
    if previous is not None and previous.period.span is not None:
        return previous.period
    return period_of(scene, slot, carried.period)


def latest_period(scene: Scene, slot: Slot, period: Period, metric: Metric, said: Sequence[Bound]) -> Period:
    """The latest period that the sentence gave the metric, where a movement names none in its own clause.

    It is of that, not of its base, which may stand in its clause: 较上年同期的37.3%上升1.9个百分点.
    """
    own = period.span is not None and slot.clause.start <= period.span.start < slot.clause.end
    if own and not _is_base(scene, period):
        return period
    if is_earlier(period):
        return period
    stated = [b.period for b in said if b.metric and b.metric.name.id == metric.name.id and b.period.end]
    return max([period, *stated], key=lambda p: p.end or date.min)


def _is_own(scene: Scene, slot: Slot, period: Period, previous: Bound) -> bool:
    """Whether the period stands after the number before; else that number's own period goes on."""
    if previous.period.span is None or _is_base(scene, previous.period):
        return True
    return period.span is not None and period.span.start >= previous.quantity.span.end


def _is_base(scene: Scene, period: Period) -> bool:
    found = scene.periods_in(period.span) if period.span else []
    return any(index in scene.bases for index, _ in found)


def _is_start(scene: Scene, slot: Slot, following: Slot) -> bool:
    """Whether this is the X of «从 X 到 Y» with Y in the same clause."""
    if slot.clause != following.clause or slot.quantity.unit != following.quantity.unit:
        return False
    before = scene.folded[max(slot.left.start, slot.left.end - 6) : slot.left.end]
    between = scene.folded[slot.quantity.span.end : following.quantity.span.start]
    starts = pattern(scene.lexicon, "from_end").search(before)
    return starts is not None and pattern(scene.lexicon, "to_end").search(between) is not None


def is_its_growth(reading: Reading, metric: Metric | None, period: Period, said: Sequence[Bound]) -> bool:
    """Whether the number is the growth of the figure before: 预计净利润1亿元至2亿元，同比增长|20%至50%."""
    if metric is None or metric is not said[-1].metric or said[-1].period != period:
        return False
    if reading.measure is not Measure.GROWTH or said[-1].measure is not Measure.LEVEL:
        return False
    done = [b for b in said if b.metric is metric and b.modality is Modality.ACTUAL]
    return said[-1].modality is Modality.FORECAST and not done


def of_part(scene: Scene, slot: Slot, metric: Metric, previous: Bound | None) -> Metric:
    """A margin that opens its clause, of the part whose revenue came before: 机床收入14亿元，毛利率|31%."""
    margins = scene.lexicon.words("margins")
    if previous is None or previous.metric is None or metric.modifiers or metric.name.id not in margins:
        return metric
    opens = not scene.folded[slot.clause.start : metric.span.start].strip(" ,")
    sold = previous.metric.name.id in scene.lexicon.words("sold")
    part = previous.metric.modifiers
    return msgspec.structs.replace(metric, modifiers=part) if opens and sold and part else metric
