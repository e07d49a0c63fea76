"""What the derived checks share: words between figures, shifted periods, findings.

A derived check speaks only where the text states a relation or a rule declares it. Quotes that
overlap are of one sentence, which is how the checks know what stands together.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from claimcheck.agreement import is_exact
from claimcheck.checks.figures import Figure, Series
from claimcheck.checks.intervals import Interval, of
from claimcheck.checks.wording import amount, finding
from claimcheck.matching import When
from claimcheck.model import Basis, Claim, Finding, Level, Message, Verdict
from claimcheck.rules import Rule

Arguments = dict[str, str]
MONTHS = {Basis.YOY: 12, Basis.QOQ: 3, Basis.MOM: 1}
"""How many months lie between a figure and its base."""


# ---------------------------------------------------------------- what stands together


def is_dated(when: When) -> bool:
    """Whether the period has a first and a last day that the text fixed."""
    return not when.words.startswith("?") and when.start is not None and when.end is not None


def between(a: Claim, b: Claim) -> str | None:
    """The text from the end of one number to the start of the next, if a quote holds both."""
    for quote in (b, a):
        first, second = place_in(quote, a), place_in(quote, b)
        if first is not None and second is not None and first + len(a.quantity.text) <= second:
            return quote.quote[first + len(a.quantity.text) : second]
    return None


def before(claim: Claim) -> str:
    """What the claim's own quote says before its number."""
    at = place_in(claim, claim)
    return "" if at is None else claim.quote[:at]


def place_in(quoting: Claim, claim: Claim) -> int | None:
    """Where the number of ``claim`` stands in the other's quote.

    Offsets tell unless tags stand between; then the number has to be the only one of its digits.
    """
    quote, text = quoting.quote, claim.quantity.text
    at = claim.span.start - quoting.quote_span.start
    if at >= 0 and quote.startswith(text, at):
        return at
    if not quoting.quote_span.overlaps(claim.span):
        return None
    found = [m.start() for m in re.finditer(rf"(?<![\d.]){re.escape(text)}(?![\d.])", quote)]
    return found[0] if len(found) == 1 else None


def best(side: Iterable[Figure], most: int) -> list[Figure]:
    """One figure of each of the few statements with the most support, exact ones first."""
    distinct = list({id(f.statement): f for f in side}.values())
    distinct.sort(key=lambda f: (not is_exact(f.statement.quantity), -f.statement.spread))
    return distinct[:most]


def agree(side: Sequence[Figure]) -> bool:
    """Whether all state one value; where they do not, the quarrel is about that first."""
    if len(side) < 2:
        return True
    told = {(id(f.statement), "." in f.claim.quantity.text): f for f in side}  # all that ``of`` looks at
    first = of(side[0].claim.quantity)
    return all(of(f.claim.quantity).meets(first) for f in told.values())


# ---------------------------------------------------------------- periods


def shifted(when: When, months: int) -> When | None:
    """The period of the same length that lies so many months earlier; ``None`` for one without days."""
    if not is_dated(when) or when.start is None or when.end is None:
        return None
    return When(_earlier(when.start, months), _earlier(when.end, months), when.instant, when.words)


def _earlier(day: date, months: int) -> date:
    """The day so many months before; the last of a month stays the last."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def days(when: When) -> int:
    """How many days the period has."""
    return (when.end - when.start).days + 1 if when.start and when.end else 0


# ---------------------------------------------------------------- findings


def conflict(
    rule: Rule, id: str, claims: Sequence[Claim], lines: Sequence[Message], level: Level | None = None
) -> Finding:
    """A conflict with its arithmetic: the quotes, then the lines."""
    made = finding(rule, Verdict.CONFLICT, level or rule.level, list(dict.fromkeys(claims)))
    quotes = [
        step
        for claim in dict.fromkeys(claims[:6])
        for step in (_quote(claim), Message("normal", _read(claim)))
    ]
    return replace(
        made,
        message=Message(id, made.message.arguments, rule.message),
        explanation=(*quotes, *lines),
    )


def drafts_first(claims: Iterable[Claim], drafts: frozenset[str]) -> list[Claim]:
    """The claims with those of articles under check in front."""
    return sorted(claims, key=lambda claim: claim.document not in drafts)


def _quote(claim: Claim) -> Message:
    return Message("quote", (("document", claim.document), ("quote", claim.quote)))


def _read(claim: Claim) -> tuple[tuple[str, str], ...]:
    return (
        ("subject", claim.subject.name if claim.subject else ""),
        ("metric", claim.metric.name if claim.metric else ""),
        ("value", amount(claim.quantity)),
        ("period", claim.period.label),
    )


def line(id: str, arguments: Arguments, template: str = "") -> Message:
    """One step of the arithmetic."""
    return Message(id, tuple(arguments.items()), template)


def told(value: Decimal, unit: str | None, digits: int = 5) -> str:
    """A computed value for a message, rounded to so many digits."""
    if not value.is_finite():
        return "∞" if value > 0 else "-∞"
    exponent = max(value.adjusted() - digits + 1, -12) if value else 0
    rounded = value.quantize(Decimal(1).scaleb(exponent)) if value.adjusted() < 20 else value
    return f"{rounded:f} {unit or ''}".rstrip()


def range_told(interval: Interval, unit: str | None) -> Arguments:
    """Both ends of a computed interval for a message."""
    return {"low": told(interval.low, unit), "high": told(interval.high, unit)}


def by_series(ordered: Iterable[Figure]) -> dict[Series, list[Figure]]:
    """The figures of each thing, in order."""
    found: dict[Series, list[Figure]] = defaultdict(list)
    for figure in ordered:
        found[figure.of_whom].append(figure)
    return found
