"""Hedges: the words around a number that say how it limits the true value.

``before`` words are looked up backwards from the number (reversed text, reversed words), so that one
anchored match answers; ``after`` words are matched where the number or its unit ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from claimcheck.expressions import compiled
from claimcheck.extract.numbers import Numeral, alternatives, branches, firsts
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Bound

Interval = tuple[Decimal | None, Decimal | None, bool, bool]


class Hedge(msgspec.Struct, frozen=True):
    """A bound, whether it includes the number said, and where its words start or end."""

    bound: Bound
    closed: bool
    edge: int


class Hedges(msgspec.Struct, frozen=True, eq=False):
    """The hedge words of a lexicon, compiled.

    ``ends`` are the characters that words in front of a number may end with, ``starts`` those that words
    behind it may begin with.
    """

    before: dict[str, tuple[Bound, bool]]
    backward: re.Pattern[str]
    after: dict[str, tuple[Bound, bool]]
    forward: re.Pattern[str]
    after_scale: re.Pattern[str]
    bare_over: frozenset[str]
    blocked: dict[str, tuple[str, ...]]
    about: Decimal
    nearly: Decimal
    between: re.Pattern[str]
    ends: frozenset[str]
    starts: frozenset[str]


@lru_cache(maxsize=4)
def hedges(lexicon: Lexicon) -> Hedges:
    """Return the hedges of the lexicon, compiled once."""
    table = lexicon.table("hedges")
    before, after = _bounds(table["before"]), _bounds(table["after"])
    fillers, scaled = [fold(w) for w in table["fillers"]], [fold(w) for w in table["after_scale"]]
    return Hedges(
        before=before,
        backward=compiled(rf" {{0,2}}(?:(?:{_backward(fillers)}) {{0,2}})?(?P<hedge>{_backward(before)})"),
        after=after,
        forward=compiled(rf" {{0,2}}(?:{branches(after)})(?![a-z])"),
        after_scale=compiled(rf"(?:{branches(scaled)})"),
        bare_over=frozenset(fold(w) for w in table["bare_over"]),
        blocked={fold(k): tuple(fold(w) for w in v) for k, v in table["blocked"].items()},
        about=Decimal(table["about_margin"]),
        nearly=Decimal(table["nearly_margin"]),
        between=compiled(rf"(?: ?{alternatives(table['lists'])} ?)|(?:{alternatives(table['lists'])})"),
        ends=firsts((w[::-1] for w in [*before, *fillers]), " "),
        starts=firsts([*after, *scaled], " "),
    )


def _bounds(table: Any) -> dict[str, tuple[Bound, bool]]:
    out: dict[str, tuple[Bound, bool]] = {}
    for key, words in table.items():
        name, _, closed = key.partition("_")
        out |= {fold(w): (Bound(name), bool(closed)) for w in words}
    return out


def _backward(words: Iterable[str]) -> str:
    """Alternatives of the reversed words; a Latin word must not start inside a longer one."""
    return branches(
        (w[::-1] for w in words), lambda w: "(?![a-z])" if w[-1].isascii() and w[-1].isalpha() else ""
    )


def hedge_before(reversed_text: str, end: int, table: Hedges, bare: bool) -> Hedge | None:
    """Return the hedge whose words end at offset ``end``; its edge is where they start.

    ``reversed_text`` is a window of the text, reversed, whose first character is the one before ``end``.
    """
    match = table.backward.match(reversed_text)
    if match is None:
        return None
    word = match["hedge"][::-1]
    if word in table.bare_over and not bare:
        return None
    rest = reversed_text[match.end() : match.end() + 4][::-1]
    if any(rest.endswith(w) for w in table.blocked.get(word, ())):
        return None
    bound, closed = table.before[word]
    return Hedge(bound, closed, end - match.end())


def hedge_after(folded: str, start: int, table: Hedges) -> Hedge | None:
    """Return the hedge whose words start at ``start``; its edge is where they end."""
    match = table.forward.match(folded, start)
    if match is None:
        return None
    word = match[0].strip(" ")
    if any(folded.startswith(w, match.end()) for w in table.blocked.get("after " + word, ())):
        return None
    bound, closed = table.after[word]
    return Hedge(bound, closed, match.end())


# ---------------------------------------------------------------- intervals


def interval(numeral: Numeral, hedge: Hedge | None, point: bool, table: Hedges) -> Interval:
    """Return low, high and whether each is open, for a numeral as its hedge bounds it.

    ``point``: the number is a count written in full, not a rounded figure.
    """
    if hedge is None:
        return _unhedged(numeral, point)
    low, high = numeral.low, numeral.high
    if hedge.bound is Bound.OVER:
        ceiling = high if numeral.bound is Bound.OVER and high > low else None
        return low, ceiling, not hedge.closed, ceiling is not None
    if hedge.bound is Bound.UNDER:
        return None, high, False, not hedge.closed
    if hedge.bound is Bound.NEARLY:
        return low - abs(low) * table.nearly, high, False, True
    return low - abs(low) * table.about, high + abs(high) * table.about, False, False


def _unhedged(numeral: Numeral, point: bool) -> Interval:
    if numeral.bare:
        return numeral.low, numeral.low * 10, False, True
    if numeral.bound is Bound.RANGE:
        return numeral.low, numeral.high, False, False
    if numeral.bound is not Bound.EXACT:
        return numeral.low, numeral.high, numeral.bound is Bound.OVER, True
    if point:
        return numeral.low, numeral.high, False, False
    half = numeral.place / 2
    return numeral.low - half, numeral.high + half, False, True
