"""Which of several roles a figure has where it stands, by the nearest word that names one.

The lexicon lists sets of words that tell figures apart: a price at 开盘 is not the one at 收盘, the
injured are not the dead. What stands beside the figure names its role better than what stands a clause
away, and a word behind a comma says nothing of the figure before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from claimcheck.extract.numbers import alternatives
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon

Roles = tuple[str, ...]
"""For each set of the lexicon the first word of the role, or nothing."""

_BREAK = re.compile(r"[,;:。]")
_CLAUSE_AWAY = 10
_BEHIND = 2  # of two words as near, the one before the figure counts
_BEHIND_A_COMMA = 40


@lru_cache(maxsize=4)
def _sets(lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    """For each set of roles the form of its words, and the role that each of them names."""
    table = lexicon.table("mentions").get("roles", ())
    return tuple(_set(roles) for roles in table)


def _set(roles: Sequence[Sequence[str]]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    named = {fold(word): fold(words[0]) for words in roles for word in words}
    latin, other = (alternatives(w for w in named if w.isascii() is ascii) for ascii in (True, False))
    forms = [rf"(?<![a-z])(?:{latin})(?![a-z])" if latin else "", other]
    return re.compile("|".join(form for form in forms if form)), named


def roles(text: str, start: int, end: int, lexicon: Lexicon) -> Roles:
    """The roles of the figure at ``text[start:end]`` of a folded sentence, one for each set of words."""
    return tuple(_nearest(text, start, end, form, named) for form, named in _sets(lexicon))


def _nearest(text: str, start: int, end: int, form: re.Pattern[str], named: Mapping[str, str]) -> str:
    found = [
        (_distance(text, start, end, m.start(), m.end()), m.start(), m.group()) for m in form.finditer(text)
    ]
    return named[min(found)[2]] if found else ""


def _distance(text: str, start: int, end: int, left: int, right: int) -> int:
    """How far the word at ``text[left:right]`` is from the figure; less than nothing inside of it."""
    if left < end and start < right:
        return -1
    if left < start:
        return max(0, start - right) + _CLAUSE_AWAY * len(_BREAK.findall(text, right, start))
    breaks = len(_BREAK.findall(text, end, left))
    return max(0, left - end) + _BEHIND + _CLAUSE_AWAY * breaks + (_BEHIND_A_COMMA if breaks else 0)


def differing(a: Roles, b: Roles) -> tuple[tuple[str, str], ...]:
    """The pairs of roles in which two figures differ where both have one."""
    return tuple((x, y) for x, y in zip(a, b, strict=True) if x and y and x != y)


def shared_roles(a: Roles, b: Roles) -> int:
    """In how many sets the two figures have one role."""
    return sum(1 for x, y in zip(a, b, strict=True) if x and x == y)
