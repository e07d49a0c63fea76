"""How alike two claims are worded: for figures that no key brings together.

Names may be unknown, periods unsaid and words rearranged; what is left is what stands around the
number. The score is a share of 1, made of the metric, the subject, the words, the noun and the period.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

import msgspec

from claimcheck.agreement import agreement
from claimcheck.extract.mentions import DATE, WORDY
from claimcheck.extract.units import unit_kind
from claimcheck.folding import fold
from claimcheck.model import Agreement, Claim, Measure

_METRIC, _SUBJECT, _WORDS, _NOUN, _PERIOD = 30, 15, 35, 10, 10  # out of 100
_NUMERIC_MEASURES = (Measure.LEVEL, Measure.CHANGE)

Ratio = tuple[int, int]
"""A fraction as numerator and denominator, not reduced: fractions of the library take ten times as long."""

_NONE, _HALF, _ALL = (0, 1), (1, 2), (1, 1)


class Worded(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What of a claim is compared with others; ``start`` and ``end`` are of a period that is written."""

    metric: str | None
    metric_words: frozenset[str]
    subject: str | None
    words: frozenset[str]
    noun: str
    start: date | None
    end: date | None


def worded(claim: Claim) -> Worded:
    """The claim's names and words, to be held against many others."""
    metric, period = claim.metric, claim.period
    return Worded(
        metric=metric.id if metric else None,
        metric_words=pairs(metric.text) if metric else frozenset(),
        subject=claim.subject.id if claim.subject else None,
        words=pairs(claim.quote),
        noun=claim.quantity.noun,
        start=period.start if period.span else None,
        end=period.end,
    )


def likeness(a: Claim, b: Claim) -> Fraction:
    """From 0 (nothing in common) to 1 (the same words about the same thing)."""
    return Fraction(*likeness_ratio(worded(a), worded(b)))


def likeness_ratio(a: Worded, b: Worded) -> Ratio:
    """``likeness`` as a ratio."""
    least = min(len(a.words), len(b.words)) or 1
    words, metric, of_metric = len(a.words & b.words), *_metric(a, b)
    halves = _SUBJECT * _alike(a.subject, b.subject) + _NOUN * _alike(a.noun or None, b.noun or None)
    halves += _PERIOD * _period(a, b)
    whole = of_metric * least
    return 2 * (_METRIC * metric * least + _WORDS * words * of_metric) + halves * whole, 200 * whole


def _metric(a: Worded, b: Worded) -> Ratio:
    if a.metric is None or b.metric is None:
        return _HALF if a.metric is b.metric else _NONE
    if a.metric == b.metric:
        return _ALL
    both, least = shared_ratio(a.metric_words, b.metric_words)
    return both * 4, least * 5


def _alike(a: str | None, b: str | None) -> int:
    """2 for one name, 0 for two, 1 where one of them is not known."""
    if a is None or b is None:
        return 1
    return 2 if a == b else 0


def _period(a: Worded, b: Worded) -> int:
    """2 for the same days, 1 where they meet or are not known, else 0."""
    if a.start is None or b.start is None:
        return 1
    if a.start == b.start and a.end == b.end:
        return 2
    return int(b.end is not None and a.end is not None and a.start <= b.end and b.start <= a.end)


def of_one_kind(a: Claim, b: Claim) -> bool:
    """Whether the two figures could be values of one thing: same kind of unit, currency and measure."""
    if not WORDY.isdisjoint((a.quantity.unit, b.quantity.unit)):
        return a.quantity.unit == b.quantity.unit
    if a.quantity.unit != b.quantity.unit and _kinds(a, b) not in ({"count", "number"}, {"money", "number"}):
        return False
    return a.measure is b.measure or {a.measure, b.measure} <= {*_NUMERIC_MEASURES} or _is_percent(a, b)


def says_the_same(a: Claim, b: Claim) -> Agreement:
    """How a draft's figure agrees with a source's; of dates, whether the draft's holds the source's days."""
    if a.quantity.unit == DATE:
        return Agreement.ROUNDED if _same_date(a, b) else Agreement.DISJOINT
    return agreement(a.quantity, b.quantity)


def _kinds(a: Claim, b: Claim) -> set[str]:
    return {unit_kind(a.quantity.unit), unit_kind(b.quantity.unit)}


def _is_percent(a: Claim, b: Claim) -> bool:
    return a.quantity.unit == b.quantity.unit == "percent"


def metric_likeness(a: Claim, b: Claim) -> Fraction:
    """1 for one metric, less for phrases that share words, a half where both name none."""
    if a.metric is None or b.metric is None:
        return Fraction(*(_HALF if a.metric is b.metric else _NONE))
    if a.metric.id == b.metric.id:
        return Fraction(1)
    return shared(pairs(a.metric.text), pairs(b.metric.text)) * Fraction(4, 5)


def subject_likeness(a: Claim, b: Claim) -> Fraction:
    """1 for one subject, 0 for two, a half where one of them is not known."""
    subject, other = (c.subject.id if c.subject else None for c in (a, b))
    return Fraction(_alike(subject, other), 2)


@lru_cache(maxsize=1 << 15)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, digits and punctuation left out; in Latin text the words."""
    folded = fold(text)
    if folded.isascii():
        return frozenset(w for w in "".join(c if c.isalpha() else " " for c in folded).split() if len(w) > 2)
    letters = [c for c in folded if c.isalpha()]
    return frozenset(a + b for a, b in pairwise(letters))


def shared(a: frozenset[str], b: frozenset[str]) -> Fraction:
    """How much of the smaller set is in the larger one."""
    return Fraction(*shared_ratio(a, b))


def shared_ratio(a: frozenset[str], b: frozenset[str]) -> Ratio:
    """``shared`` as a ratio."""
    least = min(len(a), len(b))
    return (len(a & b), least) if least else _NONE


def _same_date(a: Claim, b: Claim) -> bool:
    x, y = a.period, b.period
    if x.start and x.end and y.start and y.end:
        return x.start <= y.start and y.end <= x.end
    return _numbers(a) <= _numbers(b)


def _numbers(claim: Claim) -> frozenset[int]:
    """The numbers that a date is written with, and the parts of the days that it names."""
    text = "".join(c if c.isdigit() else " " for c in fold(claim.quantity.text))
    said = {int(n) for n in text.split()}
    for day in (claim.period.start, claim.period.end):
        if day is not None:
            said |= {day.year, day.month, day.day}
    return frozenset(said)
