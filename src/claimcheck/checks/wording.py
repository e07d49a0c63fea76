"""Findings with their message, explanation and a stable id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from claimcheck.extract.units import convert
from claimcheck.model import (
    Agreement,
    Claim,
    Finding,
    Level,
    Measure,
    Message,
    Quantity,
    Verdict,
)
from claimcheck.rules import Rule


def finding(
    rule: Rule,
    verdict: Verdict,
    level: Level,
    claims: Sequence[Claim],
    relation: Agreement | None = None,
    reason: Message | None = None,
) -> Finding:
    """A finding of the rule about the claims, with the steps that lead to it."""
    first = claims[0]
    return Finding(
        rule=rule.id,
        verdict=verdict,
        level=level,
        message=Message(verdict.value, _arguments(claims), rule.message),
        claims=tuple(claims),
        agreement=relation,
        reason=reason,
        explanation=tuple(_steps(claims, relation)),
        key="/".join((first.subject.id if first.subject else "", first.metric.id if first.metric else "")),
        id=_identity(rule, verdict, claims),
    )


def _identity(rule: Rule, verdict: Verdict, claims: Sequence[Claim]) -> str:
    """An id made of the rule, the verdict and the claims' own ids, in any order of them."""
    parts = [rule.id, verdict.value, *sorted({claim.id for claim in claims})]
    return "f" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:11]


def _arguments(claims: Sequence[Claim]) -> tuple[tuple[str, str], ...]:
    first, other = claims[0], _other(claims)
    return (
        ("subject", first.subject.name if first.subject else ""),
        ("metric", first.metric.name if first.metric else ""),
        ("period", first.period.label),
        ("a", amount(first.quantity)),
        ("b", amount(other.quantity)),
    )


def _other(claims: Sequence[Claim]) -> Claim:
    """The first claim whose value differs from the primary one's; else the second."""
    value = claims[0].quantity.stated
    return next((c for c in claims if c.quantity.stated != value), claims[-1])


def amount(quantity: Quantity) -> str:
    """The value for a message: «175100000000 CNY», or the words where no value is stated."""
    if quantity.stated is None:
        return quantity.text
    return f"{quantity.stated:f} {quantity.unit or ''}".rstrip()


def _steps(claims: Sequence[Claim], relation: Agreement | None) -> Iterable[Message]:
    shown = [claims[0], _other(claims)] if len(claims) > 1 else [claims[0]]
    for claim in shown:
        yield Message("quote", (("document", claim.document), ("quote", claim.quote)))
        yield Message("normal", _normal(claim))
        yield Message("interval", _interval(claim.quantity))
    if relation is not None:
        yield from _common(shown)
        values = tuple((name, amount(c.quantity)) for name, c in zip("ab", shown, strict=False))
        yield from _arithmetic(shown, values) if relation is Agreement.DISJOINT else ()
        yield Message(f"agreement-{relation.value}", values)
    origins = {claim.source.origin or claim.source.document for claim in claims}
    articles = {claim.source.document for claim in claims}
    yield Message("origin", (("count", str(len(origins))), ("articles", str(len(articles)))))


def _common(shown: Sequence[Claim]) -> Iterable[Message]:
    """Why the claims were held against each other: what they share, and their periods."""
    first, last = shown[0], shown[-1]
    said = [("subject", last.subject.name if last.subject else "")]
    said += [("metric", last.metric.name if last.metric else "")]
    said += [("measure", f"measure-{first.measure.value}")] if first.measure is not Measure.LEVEL else []
    said += [("basis", f"basis-{first.basis.value}")] if first.basis else []
    yield Message("key-said", tuple(said))
    if first.period.label == last.period.label:
        yield Message("period-same")
    else:
        yield Message("period-each", (("a", first.period.label), ("b", last.period.label)))


def _arithmetic(shown: Sequence[Claim], values: tuple[tuple[str, str], ...]) -> Iterable[Message]:
    """The difference of two stated values, and how many times one is the other."""
    a, b = in_one_unit(shown[0].quantity, shown[-1].quantity)
    if a.stated is None or b.stated is None or a.unit != b.unit:
        return
    unit = "pp" if a.unit == "percent" else a.unit or ""
    yield Message("difference", (*values, ("difference", f"{a.stated - b.stated:f} {unit}".rstrip())))
    if a.stated and b.stated and not 1 < abs(a.stated / b.stated) < 2:
        ratio = (a.stated / b.stated).quantize(Decimal("0.0001")).normalize()
        yield Message("difference-ratio", (*values, ("ratio", f"{ratio:f}")))


def _normal(claim: Claim) -> tuple[tuple[str, str], ...]:
    return (
        ("subject", claim.subject.name if claim.subject else ""),
        ("metric", claim.metric.name if claim.metric else ""),
        ("value", amount(claim.quantity)),
        ("period", claim.period.label),
    )


def _interval(quantity: Quantity) -> tuple[tuple[str, str], ...]:
    low, high = _end(quantity.low, quantity), _end(quantity.high, quantity)
    return (("text", quantity.text), ("low", low), ("high", high))


def _end(value: Decimal | None, quantity: Quantity) -> str:
    return "∞" if value is None else f"{value:f} {quantity.unit or ''}".rstrip()


def in_one_unit(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """Both quantities in the unit of the first, where the units can be converted without a rate."""
    if a.unit == b.unit or a.unit is None or b.unit is None:
        return a, b
    factor = convert(Decimal(1), b.unit, a.unit)
    return (a, b) if factor is None else (a, _scaled(b, factor, a.unit))


def _scaled(quantity: Quantity, factor: Decimal, unit: str) -> Quantity:
    return replace(
        quantity,
        stated=None if quantity.stated is None else quantity.stated * factor,
        low=None if quantity.low is None else quantity.low * factor,
        high=None if quantity.high is None else quantity.high * factor,
        precision=quantity.precision * factor,
        unit=unit,
    )


def same_sentence(a: Sequence[Claim], b: Sequence[Claim]) -> bool:
    """Whether the two sides are items of one sentence, which does not contradict itself."""
    return all(any(x.document == y.document and x.quote_span.overlaps(y.quote_span) for y in b) for x in a)
