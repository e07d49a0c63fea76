"""Why a number in running text is no claim: ordinals, versions, codes, names, dates, listings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from claimcheck.expressions import compiled
from claimcheck.extract.numbers import alternatives, numerals
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Bound, Quantity, Span

WINDOW = 14
_URL = re.compile(r"(?:https?://|www\.|@|[a-z][\w.:-]*/[\d/_-]*|[\\?&=_][\w%./?&=_-]*)$", re.ASCII)
_URL_AFTER = re.compile(
    r"(?:@[a-z]|[/_=&][a-z]|\.(?:com|cn|html|png|jpe?g|gif|net|org)\b|%[0-9a-f]{2})", re.ASCII
)
_CODE = re.compile(r"0\d{3,5}|\d{9,}|[036]\d{5}")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}|400")
_POINT_NOUGHT = re.compile(r"[1-9]\d?\.0")
_COMPACT_DATE = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d")
_MARK = re.compile(r"[.、):](?!\d)")
_BEHIND_NAME = re.compile(r"[a-z], ")
_AGED = re.compile(r", [a-z]|,$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_AFTER = re.compile(r"\)[日号月]")
_RUN_ON_BEFORE = re.compile(r"\d,$")
_RUN_ON_AFTER = re.compile(r",\d{4}")
_FOUR_DIGITS = re.compile(r"\d{4}")
_COLON = re.compile(r"\d{1,3}$")


class Skips(msgspec.Struct, frozen=True, eq=False):
    """The skip words of a lexicon, compiled: patterns for both sides, names, classifiers."""

    before: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    names: Any
    listing: frozenset[str]
    listing_digits: frozenset[str]
    one_of: frozenset[str]
    anaphora: re.Pattern[str]
    near: re.Pattern[str]
    score: re.Pattern[str]
    clock_before: re.Pattern[str]
    clock: str
    event: re.Pattern[str]
    month: re.Pattern[str]
    day: re.Pattern[str]
    digits: frozenset[str]
    street: re.Pattern[str]
    aged_from: re.Pattern[str]
    things: frozenset[str]


@lru_cache(maxsize=4)
def skips(lexicon: Lexicon) -> Skips:
    """Return the skip words of the lexicon, compiled once."""
    table = lexicon.table("skips")
    folded = {k: [fold(str(w)) for w in v] for k, v in table.items() if isinstance(v, list)}
    sides = {side: [k for k in folded if k.endswith("_" + side)] for side in ("before", "after")}
    spelled = numerals(lexicon)
    ages, to = alternatives(folded["age_before"]), alternatives(folded["age_to"])
    reasons = ("age", "tolerance", "ordinal", "version", "code", "address", "phone", "time", "name")
    return Skips(
        before=tuple(
            (r, _side(folded[f"{r}_before"], True)) for r in reasons if f"{r}_before" in sides["before"]
        ),
        after=tuple(
            (r, _side(folded[f"{r}_after"], False)) for r in reasons if f"{r}_after" in sides["after"]
        ),
        names=AhoCorasick(
            folded["names"], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        ),
        listing=frozenset(folded["listing"]),
        listing_digits=frozenset(folded["listing_digits"]),
        one_of=frozenset(folded["one_of"]),
        anaphora=_side(folded["anaphora"], True),
        near=compiled(alternatives(folded["counted_near"])),
        score=compiled(alternatives(folded["score_near"])),
        clock_before=_side(folded["clock_before"], True),
        clock=table["clock"],
        event=_side(folded["event_after"], False),
        month=_side(folded["month"], False),
        day=compiled(rf"\d ?(?:{alternatives(folded['day'])})$"),
        street=compiled(rf"(?: [a-z][a-z.'-]*){{1,3}} (?:{alternatives(folded['street_words'])})(?![a-z])"),
        aged_from=compiled(rf"(?<![a-z])(?:{ages}) ?\d{{1,3}}(?: (?:{to}) |-)\Z"),
        things=frozenset(folded["things"]),
        digits=frozenset(c for c, v in (spelled.digits | spelled.powers).items() if v <= 10),
    )


def _side(words: Iterable[str], before: bool) -> re.Pattern[str]:
    """Pattern of words that stand directly behind the number or, reversed, in front of it."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return compiled(" ?(?:" + "|".join(_whole_word(w[::-1] if before else w) for w in ordered) + ")")


def _whole_word(word: str) -> str:
    """The word as a regex part that does not end inside a longer Latin word."""
    return re.escape(word) + (r"(?![a-z\d])" if word[-1].isascii() and word[-1].isalpha() else "")


# ---------------------------------------------------------------- reasons


def skip_reason(folded: str, quantity: Quantity, lexicon: Lexicon) -> str | None:
    """Return why this number of an article is no claim, or None where nothing says so."""
    words = skips(lexicon)
    if any(quantity.span.overlaps(name) for name in _names(folded, words)):
        return "name"
    span = quantity.span
    before = folded[max(0, span.start - WINDOW) : span.start]
    after = folded[span.end : span.end + WINDOW]
    return (
        _glued(folded, span)
        or _address(before, after)
        or _in_street(folded, quantity, words)
        or _age(folded, quantity, words)
        or _ordinal(folded, quantity)
        or _beside(quantity, before, after, words)
        or _digits(folded, quantity, before, after, words)
        or _listing(folded, quantity, words)
    )


def _glued(folded: str, span: Span) -> str | None:
    """Whether two columns have run together in the number: 11,71246.48 has no thousands."""
    behind = _RUN_ON_BEFORE.search(folded, max(0, span.start - 2), span.start)
    if behind and _FOUR_DIGITS.match(folded, span.start):
        return "glued"
    return "glued" if _RUN_ON_AFTER.match(folded, span.end) and folded[span.end - 1].isdigit() else None


@lru_cache(maxsize=8)
def _names(folded: str, words: Skips) -> tuple[Span, ...]:
    """Where names that hold a number stand in the text, as whole words."""
    found = (Span(a, b) for _, a, b in words.names.find_matches_as_indexes(folded))
    return tuple(s for s in found if _whole(folded, s))


def _whole(folded: str, span: Span) -> bool:
    """Whether no digit or letter runs on over the ends of a name."""
    edges = (
        (folded[span.start - 1 : span.start], folded[span.start]),
        (folded[span.end : span.end + 1], folded[span.end - 1]),
    )
    return not any(o.isascii() and o.isalnum() and i.isascii() and i.isalnum() for o, i in edges)


def _address(before: str, after: str) -> str | None:
    return "url" if _URL.search(before) or _URL_AFTER.match(after) else None


def _in_street(folded: str, quantity: Quantity, words: Skips) -> str | None:
    """The number of a house: 350 Fifth Avenue."""
    if quantity.unit is not None or quantity.bound is not Bound.EXACT:
        return None
    return "address" if words.street.match(folded, quantity.span.end) else None


def _age(folded: str, quantity: Quantity, words: Skips) -> str | None:
    """An age set behind a name («Lin Mei, 34, said»), or the second of two («aged 40 to 69»)."""
    if quantity.unit is not None or quantity.stated is None or not 1 <= quantity.stated <= 110:
        return None
    start, end = quantity.span.start, quantity.span.end
    if words.aged_from.search(folded, max(0, start - WINDOW - 8), start):
        return "age"
    return "age" if _BEHIND_NAME.match(folded[:start][-3:]) and _AGED.match(folded, end) else None


def _ordinal(folded: str, quantity: Quantity) -> str | None:
    """An enumeration mark where a line starts: 1. 2、 (3)."""
    if quantity.unit is not None or quantity.stated is None or not 0 <= quantity.stated <= 100:
        return None
    start, end = quantity.span.start, quantity.span.end
    line = folded.rfind("\n", 0, start) + 1
    opened = folded[line:start].strip() in ("", "(", "[", "#", "##")
    return "ordinal" if opened and _MARK.match(folded, end) else None


def _beside(quantity: Quantity, before: str, after: str, words: Skips) -> str | None:
    """What the words directly in front of or behind the number say it is."""
    plain = quantity.unit in (None, "count", "degree", "year")
    mirrored = before[::-1]
    for reason, pattern in words.before:
        if reason == "time" and quantity.noun in words.things:
            continue  # 安置点|48个, 售票点|26处
        if pattern.match(mirrored) and (plain or reason in ("ordinal", "tolerance")):
            return reason
    for reason, pattern in words.after:
        if quantity.unit is None and pattern.match(after):
            return reason
    return None


def _digits(folded: str, quantity: Quantity, before: str, after: str, words: Skips) -> str | None:
    """Clock times, ratios, versions, codes, phone numbers and years, by the look of their digits."""
    if quantity.noun == words.clock and words.clock_before.match(before[::-1]):
        return "time"
    if quantity.unit in ("year", "day") and _leftover_date(quantity, words):
        return "date"
    if before.endswith("(") and _DAY_AFTER.match(after):
        return "date"
    if quantity.unit is not None or quantity.bound is not Bound.EXACT:
        return None
    if words.month.match(after) and quantity.stated and quantity.stated <= 12:
        return "date"
    text = folded[quantity.span.start : quantity.span.end]
    if _YEAR.fullmatch(text) or _COMPACT_DATE.fullmatch(text):
        return "name" if words.event.match(after) else "date"
    if (after[:1] == ":" and after[1:2].isdigit()) or (before[-1:] == ":" and _COLON.search(before[:-1])):
        return _colon(text, before, after, words)
    if (after[:1] == "." and after[1:2].isdigit()) or (before[-1:] == "." and before[-2:-1].isdigit()):
        return "version"
    if (after[:1] == "-" and after[1:2].isdigit()) or (before[-1:] == "-" and before[-2:-1].isdigit()):
        return "score" if len(text) <= 3 else "phone" if _PHONE.match(text) else "code"
    if _PHONE.fullmatch(text) and len(text) == 11:
        return "phone"
    if _POINT_NOUGHT.fullmatch(text):
        return "version"
    return "code" if _CODE.fullmatch(text) else None


def _leftover_date(quantity: Quantity, words: Skips) -> bool:
    """Whether a number of years or days is the name of one (2022年, 6月8日)."""
    if quantity.unit == "year":
        return quantity.stated is not None and 1900 <= quantity.stated <= 2100
    return bool(words.day.search(quantity.text)) and quantity.stated is not None and quantity.stated <= 31


def _colon(text: str, before: str, after: str, words: Skips) -> str:
    """19:00 is a time, 3:1 a ratio or, among the words of a match, a score."""
    other = after[1:3] if after[:1] == ":" else text
    if words.score.search(before + after):
        return "score"
    return "time" if len(other) == 2 and other.isdigit() else "ratio"


def _listing(folded: str, quantity: Quantity, words: Skips) -> str | None:
    """Small whole numbers of things that the text itself lists (三个方面, 4大亮点)."""
    if quantity.unit not in (None, "count") or quantity.bound is not Bound.EXACT or quantity.stated is None:
        return None
    if not 0 < quantity.stated <= 10 or quantity.stated % 1:
        return None
    first = folded[quantity.span.start]
    spelled = first in words.digits or first.isalpha()
    around = folded[max(0, quantity.span.start - 6) : quantity.span.end + 6]
    behind = folded[max(0, quantity.span.start - 4) : quantity.span.start][::-1]
    if spelled and quantity.noun and words.anaphora.match(behind):
        return "list count"
    if words.near.search(around):
        return None
    classifiers = words.listing if spelled else words.listing_digits
    single = spelled and quantity.stated == Decimal(1) and quantity.noun in words.one_of
    return "list count" if quantity.noun in classifiers or single else None
