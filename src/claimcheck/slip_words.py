"""A claim's text → the same text with one slip in it: what the self-test plants."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random

import msgspec

from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Claim, Measure, Span

_DIGITS = re.compile(r"\d")
_REACH = 16  # characters before a value in which its direction stands


class Edit(msgspec.Struct, frozen=True):
    """Text to put in the place of a span."""

    span: Span
    text: str


Slip = Callable[[str, Claim, Lexicon, Random], Edit | None]


def _value(text: str, claim: Claim) -> str:
    return text[claim.span.start : claim.span.end]


def digit(text: str, claim: Claim, _: Lexicon, random: Random) -> Edit | None:
    """One digit of the value replaced by another one."""
    value = _value(text, claim)
    places = [m.start() for m in _DIGITS.finditer(value)]
    if not places:
        return None
    at = random.choice(places)
    other = random.choice([d for d in "123456789" if d != fold(value[at])])
    return Edit(claim.span, value[:at] + other + value[at + 1 :])


def transposed(text: str, claim: Claim, _: Lexicon, random: Random) -> Edit | None:
    """Two neighbouring digits of the value exchanged."""
    value = _value(text, claim)
    pairs = [
        i
        for i in range(len(value) - 1)
        if value[i : i + 2].isdecimal() and value[i] != value[i + 1] and value[i + 1] not in "0０"
    ]
    if not pairs:
        return None
    at = random.choice(pairs)
    return Edit(claim.span, value[:at] + value[at + 1] + value[at] + value[at + 2 :])


def extra_digit(text: str, claim: Claim, _: Lexicon, random: Random) -> Edit | None:
    """One digit more in front of the point."""
    return _before_point(text, claim, random, lambda d: d + random.choice("123456789"), 1)


def missing_digit(text: str, claim: Claim, _: Lexicon, random: Random) -> Edit | None:
    """One digit less in front of the point."""
    return _before_point(text, claim, random, lambda d: "", 2)


def _before_point(
    text: str, claim: Claim, random: Random, change: Callable[[str], str], least: int
) -> Edit | None:
    value = _value(text, claim)
    whole = re.match(r"\D*", value)
    run = re.compile(r"\d+").search(value, whole.end() if whole else 0)
    if run is None or len(run[0]) < least or "," in fold(value):
        return None
    at = run.end() - 1
    return Edit(claim.span, value[:at] + change(value[at]) + value[at + 1 :])


def decimal_point(text: str, claim: Claim, _: Lexicon, random: Random) -> Edit | None:
    """The decimal point one digit further to the right."""
    value = _value(text, claim)
    if "," in fold(value):
        return None
    moved = re.sub(r"(\d)\.(\d)(\d?)", _point_moved, value, count=1)
    return Edit(claim.span, moved) if moved != value else None


def _point_moved(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}.{match[3]}" if match[3] else f"{match[1]}{match[2]}"


def scale(text: str, claim: Claim, lexicon: Lexicon, _: Random) -> Edit | None:
    """The scale word exchanged for another one."""
    return _exchanged(text, claim.span, _pairs(lexicon, "scales"))


def points(text: str, claim: Claim, lexicon: Lexicon, _: Random) -> Edit | None:
    """Per cent for percentage points, or the other way round."""
    if claim.measure not in (Measure.GROWTH, Measure.CHANGE) or claim.quantity.unit not in ("percent", "pp"):
        return None
    pairs = _pairs(lexicon, "percents-latin" if claim.quote.isascii() else "percents")
    back = {b: a for a, b in reversed(pairs.items())}
    return _exchanged(text, claim.span, back if claim.quantity.unit == "pp" else pairs)


def sign(text: str, claim: Claim, lexicon: Lexicon, _: Random) -> Edit | None:
    """The direction right before the value turned round."""
    if claim.measure not in (Measure.GROWTH, Measure.CHANGE):
        return None
    start = max(claim.quote_span.start, claim.span.start - _REACH)
    pairs = _pairs(lexicon, "directions")
    both = {b: a for a, b in reversed(pairs.items())} | pairs
    return _exchanged(text, Span(start, claim.span.start), both, last=True)


def _exchanged(text: str, span: Span, pairs: Mapping[str, str], last: bool = False) -> Edit | None:
    """The first (or last) of the words that stands in the span, exchanged; the longest one counts."""
    part = fold(text[span.start : span.end])
    found = list(_found(part, pairs))
    if not found:
        return None
    start, word = (
        max(found, key=lambda f: (f[0] + len(f[1]), len(f[1])))
        if last
        else min(found, key=lambda f: (f[0], -len(f[1])))
    )
    at = span.start + start
    return Edit(Span(at, at + len(word)), pairs[word])


def _found(part: str, pairs: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for word in pairs:
        bounds = (r"(?<![a-z])", r"(?![a-z])") if word[0].isascii() and word[0].isalpha() else ("", "")
        for match in re.finditer(bounds[0] + re.escape(word) + bounds[1], part):
            yield match.start(), word


def _pairs(lexicon: Lexicon, name: str) -> dict[str, str]:
    return {fold(a): b for a, b in reversed(lexicon.table("slips").get(name, ()))}


SLIPS: Mapping[str, Slip] = {
    "scale": scale,
    "decimal-point": decimal_point,
    "digit": digit,
    "extra-digit": extra_digit,
    "missing-digit": missing_digit,
    "transposed": transposed,
    "sign": sign,
    "percent-points": points,
}
"""The slips that need nothing but the claim itself, by the name of the cause they should be put down to."""
