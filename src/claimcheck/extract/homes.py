"""Where an article is at home: whose statistics it means without saying so, and in which money it counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimcheck.extract.bound import Home
from claimcheck.extract.numbers import alternatives
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon

_TRADITIONAL = "zh-Hant"


def home_of(language: str, folded: Sequence[str], lexicon: Lexicon) -> Home:
    """The home of an article by its script and its words (新台幣, 港交所); else the usual one."""
    table = lexicon.table("words")["homes"]
    usual = Home(table["usual"]["country"], table["usual"]["currency"])
    if language != _TRADITIONAL:
        return usual
    whole = "\n".join(folded)
    if any(fold(mark) in whole for mark in table["usual"]["marks"]):
        return usual
    others = table["others"]
    counts = {place: _marks_in(whole, home) for place, home in others.items()}
    best = max(counts, key=lambda place: counts[place])
    return Home(best, others[best]["currency"]) if counts[best] else usual


def _marks_in(folded: str, home: Mapping[str, Sequence[str]]) -> int:
    """How often the text uses the words of a home."""
    figures = alternatives(map(fold, home.get("before_figures", ())))
    counted = len(re.findall(rf"(?:{figures}) ?\d", folded)) if figures else 0
    return counted + sum(folded.count(fold(mark)) for mark in home["marks"])
