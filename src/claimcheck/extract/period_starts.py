"""Which characters a regular expression may begin with: so that few forms are tried at a place.

Knows the syntax that period forms use: words, groups, classes, look-arounds, quantifiers.
"""

from __future__ import annotations

import re

_GROUP = re.compile(r"\(\?P<\w+>|\(\?:|\(")
_LOOK = re.compile(r"\(\?<?[=!]")
_QUANTIFIER = re.compile(r"(?:(?P<optional>[?*]|\{0?,\d*\})|\+|\{\d+(?:,\d*)?\})\??")
_CLASSES = {"d": frozenset("0123456789"), "s": frozenset(" \n")}
_ANCHORS = frozenset("AZbB")

# The characters that may come first, whether the part may be empty, and where the source goes on.
_Part = tuple[frozenset[str], bool, int]


def first_characters(source: str) -> frozenset[str]:
    """Every character that a match of the expression may begin with."""
    return _alternatives(source, 0)[0]


def _alternatives(source: str, at: int) -> _Part:
    first, empty, at = _sequence(source, at)
    while at < len(source) and source[at] == "|":
        more, also_empty, at = _sequence(source, at + 1)
        first, empty = first | more, empty or also_empty
    return first, empty, at


def _sequence(source: str, at: int) -> _Part:
    first: frozenset[str] = frozenset()
    empty = True
    while at < len(source) and source[at] not in "|)":
        more, optional, at = _item(source, at)
        if empty:
            first, empty = first | more, optional
    return first, empty, at


def _item(source: str, at: int) -> _Part:
    first, empty, at = _one(source, at)
    quantifier = _QUANTIFIER.match(source, at)
    if quantifier is None:
        return first, empty, at
    return first, empty or quantifier["optional"] is not None, quantifier.end()


def _one(source: str, at: int) -> _Part:
    if look := _LOOK.match(source, at):
        return frozenset(), True, _alternatives(source, look.end())[2] + 1
    if group := _GROUP.match(source, at):
        first, empty, end = _alternatives(source, group.end())
        return first, empty, end + 1
    if source[at] == "[":
        return _class(source, at + 1)
    if source[at] == "\\":
        return _escaped(source[at + 1]), source[at + 1] in _ANCHORS, at + 2
    return frozenset(source[at]), False, at + 1


def _escaped(letter: str) -> frozenset[str]:
    return frozenset() if letter in _ANCHORS else _CLASSES.get(letter, frozenset(letter))


def _class(source: str, at: int) -> _Part:
    found: set[str] = set()
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
    return frozenset(found), False, at + 1
