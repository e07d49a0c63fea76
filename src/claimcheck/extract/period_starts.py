"""With which two characters a regular expression may begin: so that few forms are tried at a place.

Knows the syntax that period forms use: words, groups, classes, look-arounds, quantifiers. The answer
may be too wide, never too narrow.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# Stands for every character in a set of characters.
ANY = "\0"
FIGURES = frozenset("0123456789")
# So many figures in a row and more make no difference.
MANY = 5

_GROUP = re.compile(r"\(\?P<\w+>|\(\?:|\(")
_LOOK = re.compile(r"\(\?<?[=!]")
_QUANTIFIER = re.compile(r"(?:(?P<mark>[?*+])|\{(?P<low>\d*)(?P<comma>,?)(?P<high>\d*)\})\??")
_CLASSES = {"d": FIGURES, "s": frozenset(" \n"), **{c: frozenset(ANY) for c in "wWSD"}}
_ANCHORS = frozenset("AZbB")


class Prefix(NamedTuple):
    """What stands first and second in the matches, and whether one may be empty or one character long.

    ``whole`` are the lengths of matches that are figures alone, ``run`` how many figures others begin
    with; MANY stands for so many and more.
    """

    first: frozenset[str]
    second: frozenset[str]
    empty: bool
    single: bool
    whole: frozenset[int]
    run: frozenset[int]


# A part of the expression and where the source goes on after it.
_Part = tuple[Prefix, int]
_NONE: frozenset[str] = frozenset()
_NO_LENGTH: frozenset[int] = frozenset()
_EMPTY = Prefix(_NONE, _NONE, empty=True, single=False, whole=frozenset({0}), run=_NO_LENGTH)


@lru_cache(maxsize=1024)
def prefix(source: str, *, skip: frozenset[str] = frozenset()) -> Prefix:
    """The characters that a match of the expression may begin with, after any that are in ``skip``."""
    return _alternatives(source, 0, skip)[0]


def _alternatives(source: str, at: int, skip: frozenset[str]) -> _Part:
    found, at = _sequence(source, at, skip)
    while at < len(source) and source[at] == "|":
        more, at = _sequence(source, at + 1, skip)
        found = _either(found, more)
    return found, at


def _either(one: Prefix, two: Prefix) -> Prefix:
    """The prefix of a match of one of them."""
    return Prefix(
        one.first | two.first,
        one.second | two.second,
        one.empty or two.empty,
        one.single or two.single,
        one.whole | two.whole,
        one.run | two.run,
    )


def _sequence(source: str, at: int, skip: frozenset[str]) -> _Part:
    found = _EMPTY
    while at < len(source) and source[at] not in "|)":
        more, at = _item(source, at, skip)
        if found.empty or found.single or found.whole:
            found = _joined(found, more)
    return found, at


def _joined(one: Prefix, two: Prefix) -> Prefix:
    """The prefix of a match of ``one`` with a match of ``two`` behind it."""
    second = one.second | (two.first if one.single else _NONE) | (two.second if one.empty else _NONE)
    return Prefix(
        one.first | two.first if one.empty else one.first,
        second,
        one.empty and two.empty,
        (one.single and two.empty) or (one.empty and two.single),
        _sums(one.whole, two.whole),
        one.run | _sums(one.whole, two.run),
    )


def _sums(some: frozenset[int], more: frozenset[int]) -> frozenset[int]:
    if not some or not more:
        return _NO_LENGTH
    return frozenset(min(a + b, MANY) for a in some for b in more)


def _item(source: str, at: int, skip: frozenset[str]) -> _Part:
    found, at = _one(source, at, skip)
    quantifier = _QUANTIFIER.match(source, at)
    return (found, at) if quantifier is None else (_repeated(found, quantifier), quantifier.end())


def _repeated(one: Prefix, quantifier: re.Match[str]) -> Prefix:
    low, high = _bounds(quantifier)
    found = _EMPTY
    for _ in range(low):
        found = _joined(found, one)
    longest = found
    for _ in range(low, high if one.whole else min(high, 2)):
        longest = _joined(longest, one)
        found = _either(found, longest)
    return found


def _bounds(quantifier: re.Match[str]) -> tuple[int, int]:
    """How often, at least and at most; MANY stands for more."""
    if quantifier["mark"]:
        return {"?": (0, 1), "*": (0, MANY), "+": (1, MANY)}[quantifier["mark"]]
    low = int(quantifier["low"] or 0)
    high = int(quantifier["high"] or MANY) if quantifier["comma"] else low
    return min(low, MANY), min(high, MANY)


def _one(source: str, at: int, skip: frozenset[str]) -> _Part:
    if look := _LOOK.match(source, at):
        return _EMPTY, _alternatives(source, look.end(), skip)[1] + 1
    if group := _GROUP.match(source, at):
        found, end = _alternatives(source, group.end(), skip)
        return found, end + 1
    if source[at] == "[":
        return _class(source, at + 1, skip)
    if source[at] == "\\":
        return _EMPTY if source[at + 1] in _ANCHORS else _of(_escaped(source[at + 1]), skip), at + 2
    return _of(frozenset(ANY if source[at] == "." else source[at]), skip), at + 1


def _of(characters: frozenset[str], skip: frozenset[str]) -> Prefix:
    """One of the characters; nothing, if it may be skipped."""
    left = characters - skip
    whole = frozenset({1}) if ANY in characters or characters & FIGURES else _NO_LENGTH
    run = frozenset({0}) if characters - FIGURES else _NO_LENGTH
    return Prefix(left, _NONE, len(left) < len(characters), bool(left), whole, run)


def runs(source: str) -> frozenset[int]:
    """How many figures may stand where a match of the expression begins, MANY for so many and more."""
    begins = prefix(source)
    return begins.run | frozenset(range(min(begins.whole, default=MANY + 1), MANY + 1))


def _escaped(letter: str) -> frozenset[str]:
    return _CLASSES.get(letter, frozenset(letter))


def _class(source: str, at: int, skip: frozenset[str]) -> _Part:
    found: set[str] = set()
    if source[at] == "^":
        found.add(ANY)
    while source[at] != "]":
        if source[at] == "\\":
            found |= _escaped(source[at + 1])
            at += 2
        elif source[at + 1] == "-" and source[at + 2] != "]":
            found |= {chr(code) for code in range(ord(source[at]), ord(source[at + 2]) + 1)}
            at += 3
        else:
            found.add(source[at])
            at += 1
    return _of(frozenset(found), skip), at + 1
