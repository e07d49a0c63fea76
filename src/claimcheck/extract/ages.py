"""The ages that English writes as a bare number: «Ann Lee, 26, won», «aged 26», «at the age of 26».

Without that they would be counts, and meet any small number of a source.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from claimcheck.extract.numbers import alternatives
from claimcheck.extract.scene import Scene
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Bound, Quantity

_UNIT, _OLDEST = "year", 120
_REACH = 24


@lru_cache(maxsize=4)
def _behind(lexicon: Lexicon) -> re.Pattern[str]:
    """The form of the words that an age follows."""
    return re.compile(rf"\b(?:{alternatives(map(fold, lexicon.table('mentions')['age_words']))}) $")


def as_age(quantity: Quantity, lexicon: Lexicon) -> Quantity:
    """The quantity as an age in years."""
    return msgspec.structs.replace(quantity, unit=_UNIT, noun=lexicon.table("mentions")["age_noun"])


def is_age(scene: Scene, quantity: Quantity) -> bool:
    """Whether the words before a bare whole number of years say that it is an age."""
    if quantity.noun or quantity.unit not in (None, "count") or quantity.bound is not Bound.EXACT:
        return False
    if not quantity.text.isdecimal() or not 0 < int(quantity.text) <= _OLDEST:
        return False
    start = quantity.span.start
    return bool(_behind(scene.lexicon).search(scene.folded[max(0, start - _REACH) : start]))
