"""What kind of figure a number is: level, growth, change, share or multiple; and from what it counts."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import msgspec

from claimcheck.expressions import compiled
from claimcheck.extract.scene import Scene, Slot, words_before
from claimcheck.extract.words import pattern, pattern_at_end, vocabulary
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Basis, Bound, Measure, Period, PeriodKind, Quantity

_VERBS = (
    "predicates",
    "small",
    "arrive",
    "from_end",
    "plan",
    "forecast",
    "particles",
    "rise",
    "fall",
    "manner",
)
_HUNDRED = Decimal(100)
_BASES = tuple(basis.value for basis in Basis)
_COMPARED = 12  # characters between 比 and 低


class Reading(msgspec.Struct, frozen=True):
    """The measure of a quantity, its basis, and the quantity with the sign its words give it."""

    measure: Measure
    basis: Basis | None
    quantity: Quantity


class Direction(msgspec.Struct, frozen=True):
    """A rise (+1) or fall (-1), and whether the number is where it arrived rather than how far it went."""

    sign: int
    arrived: bool = False
    is_rate: bool = False


def measure_of(scene: Scene, slot: Slot, metric_is_rate: bool) -> Reading:
    """Classify one quantity by its unit and the direction words around it."""
    quantity = slot.quantity
    direction = _direction(scene, slot)
    kind = _measure(scene, slot, direction, metric_is_rate)
    signed = _signed(quantity, direction, kind)
    if kind is Measure.GROWTH:
        signed = _as_percent(signed)
    moving = kind in (Measure.GROWTH, Measure.CHANGE)
    return Reading(kind, basis_of(scene, slot) if moving else None, signed)


def _measure(scene: Scene, slot: Slot, direction: Direction | None, metric_is_rate: bool) -> Measure:
    quantity = slot.quantity
    moved = direction is not None and not direction.arrived
    if quantity.unit == "pp":
        return Measure.GROWTH if quantity.bound is Bound.ORDER and moved else Measure.CHANGE
    if quantity.unit == "percent":
        return _percent_measure(scene, slot, direction, metric_is_rate)
    if quantity.unit == "multiple":
        return Measure.GROWTH if moved and direction and direction.sign > 0 else Measure.MULTIPLE
    return Measure.CHANGE if moved and _adjacent_move(scene, slot) else Measure.LEVEL


def _percent_measure(scene: Scene, slot: Slot, direction: Direction | None, metric_is_rate: bool) -> Measure:
    quantity = slot.quantity
    if pattern(scene.lexicon, "multiplying").search(scene.folded, quantity.span.start, quantity.span.end):
        return Measure.GROWTH
    if direction is None and not metric_is_rate and basis_of(scene, slot) is not None:
        return Measure.GROWTH
    if direction is None or direction.arrived:
        return Measure.SHARE
    return Measure.GROWTH


def _direction(scene: Scene, slot: Slot) -> Direction | None:
    """The direction word that governs the number: close before it, or right after it."""
    return _direction_before(scene, slot) or _direction_after(scene, slot)


def _direction_before(scene: Scene, slot: Slot) -> Direction | None:
    left = scene.folded[slot.left.start : slot.left.end]
    match = _before_pattern(scene.lexicon).search(left)
    if (match is None or match.group("arrive")) and (rate := _rate(scene, slot)) is not None:
        return rate
    if match is None:
        return _difference(scene, left) or _by(scene, left)
    fall = match.group("fall") is not None
    word = match.group("fall") or match.group("rise")
    is_rate = word in vocabulary(scene.lexicon, "rate_of_change")
    return Direction(-1 if fall else 1, bool(match.group("arrive")) and not is_rate, is_rate)


def _rate(scene: Scene, slot: Slot) -> Direction | None:
    """The rate of change that the number is, whatever verb stands between: 增速|将放缓至|5%, 从去年的|5%."""
    if slot.quantity.unit != "percent":
        return None
    text = words_before(scene, slot)
    named = list(pattern(scene.lexicon, "rate_of_change").finditer(text))
    if not named or pattern(scene.lexicon, *_VERBS).sub("", text[named[-1].end() :]).strip(" ,、"):
        return None
    falls = pattern(scene.lexicon, "fall").fullmatch(named[-1].group()) is not None
    return Direction(-1 if falls else 1, is_rate=True)


def _difference(scene: Scene, left: str) -> Direction | None:
    """The sign of «比上月低|5个基点»: a plain comparative behind a word of comparison."""
    for words, sign in (("lower", -1), ("higher", 1)):
        end = pattern_at_end(scene.lexicon, words).search(left)
        if end and pattern(scene.lexicon, "versus").search(
            left[max(0, end.start() - _COMPARED) : end.start()]
        ):
            return Direction(sign)
    return None


def _by(scene: Scene, left: str) -> Direction | None:
    """The movement whose size «by» tells, however far it stands before: cut the risk of death by|28%."""
    end = pattern_at_end(scene.lexicon, "size_of").search(left)
    moves = list(pattern(scene.lexicon, "rise", "fall").finditer(left, 0, end.start())) if end else []
    if not moves:
        return None
    return Direction(-1 if pattern(scene.lexicon, "fall").fullmatch(moves[-1].group()) else 1)


def _direction_after(scene: Scene, slot: Slot) -> Direction | None:
    if slot.quantity.unit not in ("percent", "pp", "multiple") or _is_part(scene, slot):
        return None
    right = scene.folded[slot.right.start : slot.right.end]
    named = _rate_noun_pattern(scene.lexicon).match(right)
    if named is not None:
        return Direction(-1 if named.group("fall") is not None else 1)
    for words, sign in (("ended_lower", -1), ("ended_higher", 1)):
        if pattern(scene.lexicon, words).match(right.lstrip()):
            return Direction(sign)
    match = _after_pattern(scene.lexicon).match(right)
    if match is None or (slot.right.end < slot.clause.end and not _rest(scene, right[match.end() :])):
        return None  # 82%下降|10个百分点: the word belongs to the number behind it
    return Direction(-1 if match.group("fall") is not None else 1)


def _is_part(scene: Scene, slot: Slot) -> bool:
    """Whether the number is said as a part of those named next: one in eight, a quarter of."""
    span = slot.quantity.span
    return pattern(scene.lexicon, "parts_of").search(scene.folded, span.start, span.end) is not None


def _rest(scene: Scene, text: str) -> str:
    """What is left of ``text`` without small words and blanks."""
    return pattern(scene.lexicon, "small").sub("", text).strip()


def moves_after(scene: Scene, slot: Slot) -> bool:
    """Whether the words after a percentage say that it is a rise or fall (50% 的高速增长)."""
    return _direction_after(scene, slot) is not None


@lru_cache(maxsize=8)
def _before_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    rise, fall = pattern(lexicon, "rise").pattern, pattern(lexicon, "fall").pattern
    arrive = pattern(lexicon, "arrive").pattern
    small = pattern(lexicon, "small").pattern
    return compiled(
        rf"(?:(?P<fall>{fall})|(?P<rise>{rise}))(?:{small}|[ ,]){{0,4}}?"
        rf"(?P<arrive>(?:{arrive})(?:{small})?)?(?:{small}|[ ]){{0,2}}?\s*\Z"
    )


@lru_cache(maxsize=8)
def _after_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    rise, fall = pattern(lexicon, "rise").pattern, pattern(lexicon, "fall").pattern
    filler = rf"(?:{pattern(lexicon, 'pace', 'yoy', 'qoq', 'mom', 'ytd').pattern}|[ ]|[a-z]{{3,12}} )"
    arrive = pattern(lexicon, "arrive").pattern
    return compiled(
        rf"{filler}{{0,4}}?(?>(?P<fall>{fall})|(?P<rise>{rise}))(?!\s*(?:{arrive}|[约近超了]{{0,2}}\d))"
    )


@lru_cache(maxsize=8)
def _rate_noun_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """A noun of rise or fall that ends the clause: 8%|这一罕见的降幅."""
    nouns = vocabulary(lexicon, "rate_of_change")
    falls = "|".join(sorted(n for n in nouns & vocabulary(lexicon, "fall") if not n.isascii()))
    rises = "|".join(sorted(n for n in nouns - vocabulary(lexicon, "fall") if not n.isascii()))
    lead = pattern(lexicon, "this").pattern
    return re.compile(
        rf"\s*(?:{lead})[^,。;:!?()0-9]{{0,20}}?(?:(?P<fall>{falls})|(?:{rises}))(?=[,。;:!?)\s]|$)"
    )


def _adjacent_move(scene: Scene, slot: Slot) -> bool:
    """Whether a direction stands right before a number that has a unit of its own."""
    before = _direction_before(scene, slot)
    return before is not None and not before.arrived and not before.is_rate


def _signed(quantity: Quantity, direction: Direction | None, measure: Measure) -> Quantity:
    falls = direction is not None and direction.sign < 0 and not direction.arrived
    if measure not in (Measure.GROWTH, Measure.CHANGE) or not falls or _is_negative(quantity):
        return quantity
    return negated(quantity)


def negated(quantity: Quantity) -> Quantity:
    """The quantity with its interval mirrored at zero."""
    return msgspec.structs.replace(
        quantity,
        stated=None if quantity.stated is None else -quantity.stated,
        low=None if quantity.high is None else -quantity.high,
        high=None if quantity.low is None else -quantity.low,
        low_open=quantity.high_open,
        high_open=quantity.low_open,
    )


def _is_negative(quantity: Quantity) -> bool:
    return quantity.high is not None and quantity.high < 0


def _as_percent(quantity: Quantity) -> Quantity:
    """A growth said in times (增长2倍) as percent; percents stay."""
    if quantity.unit == "percent":
        return quantity
    factor = _HUNDRED if quantity.unit == "multiple" else Decimal(1)
    return msgspec.structs.replace(
        quantity,
        unit="percent",
        stated=_times(quantity.stated, factor),
        low=_times(quantity.low, factor),
        high=_times(quantity.high, factor),
        precision=quantity.precision * factor,
    )


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def basis_of(scene: Scene, slot: Slot) -> Basis | None:
    """What the movement is measured from, by the nearest such word in the number's clause."""
    folded, clause = scene.folded, slot.clause
    for start, end, nearest in (
        (slot.left.start, slot.left.end, -1),
        (slot.right.start, _arrival_end(scene, slot), 0),
        (clause.start, slot.left.start, -1),
    ):
        if start >= end or _any_basis(scene.lexicon).search(folded, start, end) is None:
            continue
        found = [
            (m.start(), -m.end(), b) for b in Basis for m in _bases(scene, b).finditer(folded, start, end)
        ]
        if found:
            place = sorted({m[0] for m in found})[nearest]
            return min(m for m in found if m[0] == place)[2]
    return None


def _arrival_end(scene: Scene, slot: Slot) -> int:
    """How far behind the number its base may stand: past its goal in «12% to $4.1bn from a year ago»."""
    between = scene.folded[slot.right.start : slot.right.end].strip()
    arrives = pattern(scene.lexicon, "to_end").fullmatch(between) and between.isascii()
    return slot.clause.end if arrives else slot.right.end


def _any_basis(lexicon: Lexicon) -> re.Pattern[str]:
    return _basis_pattern(lexicon, _BASES)


def _bases(scene: Scene, basis: Basis) -> re.Pattern[str]:
    return _basis_pattern(scene.lexicon, (basis.value,))


@lru_cache(maxsize=64)
def _basis_pattern(lexicon: Lexicon, names: tuple[str, ...]) -> re.Pattern[str]:
    """The words of the bases; those of few characters (月增) only where they are no part of 7月增长."""
    before, after = ("".join(map(fold, lexicon.words(f"not_{side}_short"))) for side in ("before", "after"))
    short = "|".join(fold(word) for name in names for word in lexicon.words(f"{name}_short"))
    guarded = rf"|(?<![\d{before}])(?:{short})(?![{after}])" if short else ""
    return compiled(pattern(lexicon, *names).pattern + guarded)


def adjusted_basis(basis: Basis | None, period: Period) -> Basis | None:
    """环比 of a month is month on month, of anything longer quarter on quarter."""
    if basis is Basis.QOQ and period.kind is not PeriodKind.UNSTATED and period.start and period.end:
        return Basis.MOM if (period.end - period.start).days <= 31 else Basis.QOQ
    return basis


def basis_between(period: Period, base: Period) -> Basis | None:
    """What a movement is measured from that stands behind figures of both periods: here only a year."""
    days, others = (period.start, period.end), (base.start, base.end)
    if None in (*days, *others):
        return None
    apart = {
        (d.year - o.year, d.month, d.day) == (1, o.month, o.day)
        for d, o in zip(days, others, strict=True)
        if d and o
    }
    return Basis.YOY if apart == {True} else None
