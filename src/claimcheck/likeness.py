"""How alike two claims are worded: for figures that no key brings together.

Names may be unknown, periods unsaid and words rearranged; what is left is what stands around the
number. The score is a share of 1, made of the metric, the subject, the words, the noun and the period.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from claimcheck.agreement import agreement
from claimcheck.extract.mentions import DATE, WORDY
from claimcheck.extract.units import unit_kind
from claimcheck.folding import fold
from claimcheck.model import Agreement, Claim, Measure, Period

_METRIC, _SUBJECT, _WORDS, _NOUN, _PERIOD = 30, 15, 35, 10, 10  # out of 100
_NUMERIC_MEASURES = (Measure.LEVEL, Measure.CHANGE)

Ratio = tuple[int, int]
"""A fraction as numerator and denominator, not reduced: fractions of the library take ten times as long."""

_NONE, _HALF, _ALL = (0, 1), (1, 2), (1, 1)


def likeness(a: Claim, b: Claim) -> Fraction:
    """From 0 (nothing in common) to 1 (the same words about the same thing)."""
    return Fraction(*likeness_ratio(a, b))


def likeness_ratio(a: Claim, b: Claim) -> Ratio:
    """``likeness`` as a ratio."""
    metric, of_metric = _metric(a, b)
    words, of_words = shared_ratio(pairs(a.quote), pairs(b.quote))
    halves = _SUBJECT * _subject(a, b) + _NOUN * _noun(a, b) + _PERIOD * _period(a.period, b.period)
    whole = of_metric * of_words
    return 2 * (_METRIC * metric * of_words + _WORDS * words * of_metric) + halves * whole, 200 * whole


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
    return Fraction(*_metric(a, b))


def _metric(a: Claim, b: Claim) -> Ratio:
    if a.metric is None or b.metric is None:
        return _HALF if a.metric is b.metric else _NONE
    if a.metric.id == b.metric.id:
        return _ALL
    both, least = shared_ratio(pairs(a.metric.text), pairs(b.metric.text))
    return both * 4, least * 5


def subject_likeness(a: Claim, b: Claim) -> Fraction:
    """1 for one subject, 0 for two, a half where one of them is not known."""
    return Fraction(_subject(a, b), 2)


def _subject(a: Claim, b: Claim) -> int:
    if a.subject is None or b.subject is None:
        return 1
    return 2 if a.subject.id == b.subject.id else 0


def _noun(a: Claim, b: Claim) -> int:
    """2 for one measure word, 0 for two, 1 where one figure has none."""
    noun, other = a.quantity.noun, b.quantity.noun
    if not noun or not other:
        return 1
    return 2 if noun == other else 0


def _period(a: Period, b: Period) -> int:
    """2 for the same days, 1 where they meet or are not known, else 0."""
    if a.start is None or b.start is None or a.span is None or b.span is None:
        return 1
    if a.start == b.start and a.end == b.end:
        return 2
    return int(b.end is not None and a.end is not None and a.start <= b.end and b.start <= a.end)


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
