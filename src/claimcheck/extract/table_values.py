"""One cell → its value: the number as written with its sign, brought to the scale of its table."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import msgspec

from claimcheck.extract.quantities import find_quantities
from claimcheck.extract.table_grid import Field
from claimcheck.extract.units import unit_kind
from claimcheck.extract.words import pattern
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Bound, Quantity, Span

_PLAIN = re.compile(r"[-+]?[\d,]*\.?\d+")
_FOOTNOTE = re.compile(r"(?<=[\d%)])\s*(?:[\[(]\s*(?:[a-z]+ )?\d{1,2}\s*[\])]|[*†‡#^]+)\s*\Z")
_MARKS = "()[]+-*†‡#^↑↓▲▼△▽~ .:/"
_FALLS = "↓▼▽"
_RISES = "+↑▲△"
_SIGN = re.compile(r"[(\s]*[+-]")
_APART = re.compile(r"([+-])( {1,3})(?=[\d.])")
_NUMBERS = ("number", "count", "time")


class Value(msgspec.Struct, frozen=True):
    """A cell's number: its quantity in the article's text, and how it is written.

    ``plain`` is a number of digits alone (a currency sign before it allowed), which takes scale and
    unit from around it; ``bracketed`` one that brackets make negative; ``signed`` one that says its
    direction.
    """

    quantity: Quantity
    plain: bool
    bracketed: bool
    signed: bool


def value_of(field: Field, lexicon: Lexicon) -> Value | None:
    """The value that the whole cell is, or None for words, dates and several numbers."""
    folded = _FOOTNOTE.sub(lambda m: " " * len(m[0]), field.folded)
    folded = _APART.sub(lambda m: m[2] + m[1], folded)
    bracketed = "(" in folded and _SIGN.search(folded) is None
    masked = folded.translate({ord("("): " ", ord(")"): " "})
    if ranged := _range_pattern(lexicon).fullmatch(masked.strip()):
        return _ranged(ranged, field)
    found = find_quantities(masked, field.text, lexicon)
    if len(found) != 1:
        return None
    quantity = found[0]
    rest = masked[: quantity.span.start] + " " + masked[quantity.span.end :]
    quantity, rest = _with_points(quantity, rest, lexicon)
    falls = pattern(lexicon, "fall").search(rest) or any(mark in rest for mark in _FALLS)
    rises = pattern(lexicon, "rise").search(rest) or any(mark in rest for mark in _RISES)
    if _words_pattern(lexicon).sub("", rest).strip(_MARKS):
        return None
    negative = (bracketed or bool(falls)) and quantity.high is not None and quantity.high > 0
    return Value(
        quantity=_placed(quantity, field, negative),
        plain=_is_plain(quantity, masked),
        bracketed=bracketed and negative,
        signed=bool(falls or rises or bracketed or _SIGN.match(folded)),
    )


@lru_cache(maxsize=8)
def _range_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Two numbers of digits, the second the end of the range that the first begins."""
    number = r"\d[\d,]*(?:\.\d+)?"
    return re.compile(rf"({number})\s*(?:[-~–—]|{pattern(lexicon, 'table_range').pattern})\s*({number})")


def _ranged(match: re.Match[str], field: Field) -> Value | None:
    """12,000~15,000: an interval, plain as its ends are."""
    low, high = (Decimal(end.replace(",", "")) for end in match.groups())
    if low >= high:
        return None
    start = len(field.text) - len(field.text.lstrip())
    span = Span(start, start + len(match[0])).shift(field.span.start)
    place = Decimal(1).scaleb(-len(match[2].partition(".")[2]))
    text = field.text.strip()
    ends = (None, low, high, False, False)
    return Value(Quantity(span, text, *ends, None, Bound.RANGE, place), True, False, False)


@lru_cache(maxsize=8)
def _words_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Words beside a number that only say its direction."""
    return pattern(lexicon, "rise", "fall", "yoy", "qoq", "mom", "ytd", "small")


def _with_points(quantity: Quantity, rest: str, lexicon: Lexicon) -> tuple[Quantity, str]:
    """«+2.3 pts»: the unit word of points behind the number."""
    word = rest.strip(_MARKS + "%")
    unit = _points(lexicon).get(word) if word else None
    return (
        (msgspec.structs.replace(quantity, unit=unit), rest.replace(word, "")) if unit else (quantity, rest)
    )


@lru_cache(maxsize=4)
def _points(lexicon: Lexicon) -> dict[str, str]:
    return {fold(w): unit for w, unit in lexicon.table("words")["table_unit_words"].items()}


def _is_plain(quantity: Quantity, folded: str) -> bool:
    """Whether nothing but digits stands there, or a currency before them, without a scale."""
    written = _PLAIN.search(folded, quantity.span.start, quantity.span.end)
    if written is None or quantity.stated is None or quantity.bound is not Bound.EXACT:
        return False
    return not folded[written.end() : quantity.span.end].strip() and unit_kind(quantity.unit) in (
        "number",
        "money",
    )


def _placed(quantity: Quantity, field: Field, negative: bool) -> Quantity:
    """The quantity with its place in the article, brackets and sign included."""
    folded, start, end = field.folded, quantity.span.start, quantity.span.end
    start += len(folded[start:end]) - len(folded[start:end].lstrip())
    opening = folded.rfind("(", 0, start)
    if opening >= 0 and not folded[opening + 1 : start].strip(" +-$¥€£"):
        start = opening
    closing = folded.find(")", end)
    if "(" in folded[start:end] and closing >= 0 and not folded[end:closing].strip(" %"):
        end = closing + 1
    signed = re.search(r"[+-] *\Z", folded[:start])
    start = signed.start() if signed else start
    placed = msgspec.structs.replace(
        quantity, span=Span(start, end).shift(field.span.start), text=field.text[start:end]
    )
    return negated(placed) if negative else placed


def negated(quantity: Quantity) -> Quantity:
    """The same amount on the other side of zero."""
    half_open = quantity.high_open and not quantity.low_open
    return msgspec.structs.replace(
        quantity,
        stated=None if quantity.stated is None else -quantity.stated,
        low=None if quantity.high is None else -quantity.high,
        high=None if quantity.low is None else -quantity.low,
        low_open=quantity.low_open if half_open else quantity.high_open,
        high_open=quantity.high_open if half_open else quantity.low_open,
    )


def with_unit(quantity: Quantity, unit: str | None, scale: Decimal, noun: str = "") -> Quantity:
    """The plain number as an amount of ``unit`` times ``scale``: value, precision and interval."""
    precision, stated = quantity.precision * scale, quantity.stated
    if stated is None or quantity.low is None or quantity.high is None:
        return _scaled(quantity, unit, scale, noun)
    amount = stated * scale
    point = precision == 1 and scale == 1 and unit_kind(unit) in _NUMBERS
    half = Decimal(0) if point else precision / 2
    return msgspec.structs.replace(
        quantity,
        stated=_plain(amount),
        low=_plain(amount - half),
        high=_plain(amount + half),
        low_open=False,
        high_open=not point,
        unit=unit,
        precision=_plain(precision),
        noun=noun or quantity.noun,
    )


def _scaled(quantity: Quantity, unit: str | None, scale: Decimal, noun: str) -> Quantity:
    """An interval whose ends are taken times ``scale``."""
    return msgspec.structs.replace(
        quantity,
        low=None if quantity.low is None else _plain(quantity.low * scale),
        high=None if quantity.high is None else _plain(quantity.high * scale),
        unit=unit,
        precision=_plain(quantity.precision * scale),
        noun=noun or quantity.noun,
    )


def _plain(value: Decimal) -> Decimal:
    """The same value without an exponent or trailing zeros behind the point."""
    digits = f"{value:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)
