"""A conflict → the slips that would explain it, likeliest first, each with the claim that shows it.

Two sources of evidence: the two figures themselves (``slips``), and another claim that states the
wrong figure where it belongs: of another period, metric, subject or kind.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from claimcheck.agreement import EQUAL, agreement, is_exact
from claimcheck.corrections import Role, authority, role
from claimcheck.extract.units import convert
from claimcheck.lexicon import Lexicon
from claimcheck.matching import Key, When, key_of, when
from claimcheck.messages import plain
from claimcheck.model import Claim, Finding, Measure, Message, Quantity, Verdict
from claimcheck.slips import significant_digits, slips

_LIKELY = (
    "sign", "percent-points", "scale", "scale-missing", "currency", "decimal-point",
    "stale", "period", "metric", "measure", "subject",
    "transposed", "extra-digit", "missing-digit", "digit",
)  # fmt: skip
"""From what hardly happens by chance to what easily does."""

_SHOWN = frozenset({"stale", "period", "metric", "measure", "subject"})
_TOLD = 3  # causes a finding names
_DAY = timedelta(days=1)


class Cause(msgspec.Struct, frozen=True, eq=False):
    """One possible slip; ``shown`` is the claim that has the wrong figure where it belongs."""

    name: str
    wrong: Claim
    right: Claim
    shown: Claim | None = None

    @property
    def suggestion(self) -> Quantity | None:
        """What the wrong side should say; ``None`` where that side has the higher authority."""
        if authority(self.wrong.source) < authority(self.right.source):
            return None
        return self.right.quantity


class _Stated(msgspec.Struct, frozen=True, eq=False):
    """A claim of one stated value, with what tells which fact it is about."""

    value: Decimal
    key: Key
    when: When
    claim: Claim


class Evidence(msgspec.Struct, frozen=True, eq=False):
    """All claims that state one value, by unit and in order of size: what a slip may have copied."""

    by_unit: Mapping[str, Sequence[_Stated]]
    lexicon: Lexicon


def evidence(claims: Iterable[Claim], lexicon: Lexicon, findings: Iterable[Finding]) -> Evidence:
    """The claims that state a figure which a conflict holds for wrong, as evidence for its cause.

    A figure that is named only to be taken back shows nothing.
    """
    wanted = _wanted(findings)
    by_unit: dict[str, dict[tuple[object, ...], list[_Stated]]] = defaultdict(dict)
    for claim in claims if wanted else ():
        quantity = claim.quantity
        ranges = wanted.get(quantity.unit or "")
        if ranges is None or quantity.stated is None or not is_exact(quantity):
            continue
        value = abs(quantity.stated)
        if not _is_in(value, ranges):
            continue
        key = key_of(claim, lexicon)
        if key is not None and role(claim, lexicon) is not Role.WITHDRAWN:
            stated = _Stated(value, key, when(claim.period), claim)
            _keep(by_unit[quantity.unit or ""].setdefault(_said(stated), []), stated)
    ordered = {
        unit: sorted((s for same in facts.values() for s in same), key=lambda s: (s.value, *_place(s)))
        for unit, facts in by_unit.items()
    }
    return Evidence(ordered, lexicon)


def _wanted(findings: Iterable[Finding]) -> dict[str, list[tuple[Decimal, Decimal]]]:
    """By unit, the ranges in which the conflicts look for figures: in order, none meeting another."""
    ranges: dict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for sides in map(_conflicting, findings):
        if sides is not None and sides[0].quantity.stated is not None:
            ranges[sides[0].quantity.unit or ""].append(_range(sides[0].quantity))
    return {unit: _joined(sorted(listed)) for unit, listed in ranges.items()}


def _joined(ranges: Sequence[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, Decimal]]:
    joined: list[tuple[Decimal, Decimal]] = []
    for low, high in ranges:
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined


def _is_in(value: Decimal, ranges: Sequence[tuple[Decimal, Decimal]]) -> bool:
    at = bisect_right(ranges, value, key=_low) - 1
    return at >= 0 and value <= ranges[at][1]


def _low(ends: tuple[Decimal, Decimal]) -> Decimal:
    return ends[0]


def _said(stated: _Stated) -> tuple[object, ...]:
    """All by which a claim may be chosen as a cause, but for where it stands."""
    q, claim = stated.claim.quantity, stated.claim
    value = (q.text, q.stated, q.low, q.high, q.low_open, q.high_open, q.bound, q.precision)
    return (stated.key, stated.when, claim.scope, claim.modality, *value)


def _keep(same: list[_Stated], stated: _Stated) -> None:
    """Add to the first claims of two articles: one of them is not the wrong article, and none is better."""
    if len(same) == 2 and _place(stated) >= _place(same[1]):
        return
    firsts: dict[str, _Stated] = {}
    for one in sorted([*same, stated], key=_place):
        firsts.setdefault(one.claim.document, one)
    same[:] = list(firsts.values())[:2]


def _place(stated: _Stated) -> tuple[str, int]:
    return (stated.claim.document, stated.claim.span.start)


def causes(wrong: Claim, right: Claim, known: Evidence) -> tuple[Cause, ...]:
    """The slips that explain why ``wrong`` does not say what ``right`` says, likeliest first."""
    found = [Cause(name, wrong, right) for name in _numeric(wrong, right)]
    found += _shown(wrong, right, known)
    return tuple(sorted(found, key=_unlikeliness))


def _unlikeliness(cause: Cause) -> tuple[int, int]:
    """Few digits agree by chance: what other claims show then ranks behind the numeric slips."""
    place = _LIKELY.index(cause.name)
    digits = significant_digits(cause.wrong.quantity)
    return (place + (len(_LIKELY) if digits < 2 and cause.name in _SHOWN else 0), place)


def _numeric(wrong: Claim, right: Claim) -> Iterator[str]:
    """Slips that the two figures show, in one unit or in two that are mixed up."""
    a, b = wrong.quantity, right.quantity
    if {wrong.measure, right.measure} == {Measure.GROWTH, Measure.CHANGE}:
        yield "percent-points"
        return
    factor = convert(Decimal(1), b.unit, a.unit) if a.unit and b.unit and a.unit != b.unit else None
    if factor is not None and b.stated is not None:
        b = replace(b, stated=b.stated * factor, precision=b.precision * factor)
    elif a.unit and b.unit and a.unit != b.unit:
        if a.stated == b.stated:
            yield "currency"
        return
    yield from slips(a, b)


# ---------------------------------------------------------------- what other claims show


def _shown(wrong: Claim, right: Claim, known: Evidence) -> list[Cause]:
    """The best claim for each way in which the wrong figure belongs elsewhere."""
    key = key_of(wrong, known.lexicon)
    if key is None or wrong.quantity.stated is None or not is_exact(wrong.quantity):
        return []
    best: dict[str, _Stated] = {}
    for stated in _near(wrong.quantity, known):
        name = _difference(wrong, key, stated)
        if not name or agreement(wrong.quantity, stated.claim.quantity) not in EQUAL:
            continue
        if name not in best or _fit(stated, wrong) < _fit(best[name], wrong):
            best[name] = stated
    return [Cause(name, wrong, right, stated.claim) for name, stated in best.items()]


def _near(quantity: Quantity, known: Evidence) -> Sequence[_Stated]:
    """The claims whose value is at most one unit in the last place away."""
    listed = known.by_unit.get(quantity.unit or "", ())
    low, high = _range(quantity)
    first = bisect_left(listed, low, key=lambda s: s.value)
    last = bisect_right(listed, high, key=lambda s: s.value)
    return listed[first:last]


def _range(quantity: Quantity) -> tuple[Decimal, Decimal]:
    assert quantity.stated is not None
    value, slack = abs(quantity.stated), quantity.precision
    return value - slack, value + slack


def _difference(wrong: Claim, key: Key, other: _Stated) -> str:
    """The one thing in which the other claim's fact differs from the wrong one's; empty if more do."""
    at = when(wrong.period)
    same = (
        other.key.subject == key.subject,
        other.key.metric == key.metric,
        other.when == at,
        other.key.measure is key.measure,
    )
    if other.claim.scope != wrong.scope or other.claim.modality is not wrong.modality:
        return ""
    match same:
        case (True, True, False, True):
            return "stale" if _is_previous(other.when, at) else "period"
        case (True, False, True, True):
            return "metric"
        case (False, True, True, True):
            return "subject"
        case (True, True, True, False):
            return "measure"
    return ""


def _is_previous(earlier: When, later: When) -> bool:
    """Whether the period is the one right before, or the same one of the year before."""
    if earlier.end is None or later.end is None:
        return False
    start = later.start or later.end
    return earlier.end + _DAY == start or earlier.end == _year_before(later.end)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _fit(stated: _Stated, wrong: Claim) -> tuple[object, ...]:
    """Sources before the wrong article itself, then the nearest period, then a fixed order."""
    ends = stated.when.end, wrong.period.end
    distance = abs((ends[0] - ends[1]).days) if ends[0] and ends[1] else 0
    claim = stated.claim
    return (claim.document == wrong.document, distance, claim.document, claim.span.start)


# ---------------------------------------------------------------- as words


def with_causes(finding: Finding, known: Evidence) -> Finding:
    """The finding with its likeliest cause, and the others among its steps; only for conflicts."""
    sides = _conflicting(finding)
    if sides is None:
        return finding
    found = causes(*sides, known)[:_TOLD]
    if not found:
        return finding
    steps = [step for number, cause in enumerate(found) for step in _steps(cause, number)]
    return replace(finding, cause=message(found[0]), explanation=(*finding.explanation, *steps))


def _conflicting(finding: Finding) -> tuple[Claim, Claim] | None:
    """Of a conflict without a cause, the claim that is judged and the first one that it cannot agree with."""
    if finding.verdict is not Verdict.CONFLICT or finding.cause is not None or len(finding.claims) < 2:
        return None
    first = finding.claims[0]
    other = next((c for c in finding.claims[1:] if _differs(c.quantity, first.quantity)), None)
    return None if other is None else (first, other)


def _differs(a: Quantity, b: Quantity) -> bool:
    return a.stated != b.stated or a.unit != b.unit


def message(cause: Cause) -> Message:
    """The cause in words: what happened, where the figure belongs, and what to write instead."""
    shown, suggestion = cause.shown, cause.suggestion
    arguments = [("a", _amount(cause.wrong.quantity)), ("b", _amount(cause.right.quantity))]
    if suggestion is not None:
        arguments.append(("figure", _amount(suggestion)))
    if shown is not None:
        arguments += [
            ("document", shown.document),
            ("subject", shown.subject.name if shown.subject else ""),
            ("metric", shown.metric.name if shown.metric else ""),
            ("period", shown.period.label),
            ("measure", f"measure-{shown.measure.value}"),
        ]
    return Message(f"cause-{cause.name}", tuple(arguments))


def _amount(quantity: Quantity) -> str:
    if quantity.stated is None:
        return quantity.text
    return f"{plain(quantity.stated)} {quantity.unit or ''}".rstrip()


def _steps(cause: Cause, number: int) -> Iterator[Message]:
    """The quote that shows the cause; before it, what else it may have been."""
    if number:
        yield Message("cause-else")
        yield message(cause)
    if cause.shown is not None:
        yield Message("cause-shown", (("document", cause.shown.document), ("quote", cause.shown.quote)))
