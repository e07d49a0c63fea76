"""Where an article is at home: whose statistics it means without saying so, and in which money it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.extract.bound import Home
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST_SHARE = 10  # one character in so many is a traditional one: in simplified text hardly any is


def home_of(texts: Sequence[str], folded: Sequence[str], lexicon: Lexicon) -> Home:
    """The home of an article by its script and its words (新台幣, 港交所); else the usual one."""
    table = lexicon.table("words")["homes"]
    usual = Home(table["usual"]["country"], table["usual"]["currency"])
    if not _is_traditional(texts, folded):
        return usual
    whole = "\n".join(folded)
    if any(fold(mark) in whole for mark in table["usual"]["marks"]):
        return usual
    others = table["others"]
    counts = {place: sum(whole.count(fold(m)) for m in home["marks"]) for place, home in others.items()}
    best = max(counts, key=lambda place: counts[place])
    return Home(best, others[best]["currency"]) if counts[best] else usual


def _is_traditional(texts: Sequence[str], folded: Sequence[str]) -> bool:
    han = changed = 0
    for text, plain in zip(texts, folded, strict=True):
        for before, after in zip(text, plain, strict=True):
            if _HAN.match(before):
                han += 1
                changed += before != after
    return han > 0 and changed * _LEAST_SHARE >= han
