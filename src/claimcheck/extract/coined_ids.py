"""One id for the long and the short form of a coined name: 星河精密科技 is 星河精密."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from claimcheck.extract.words import pattern, pattern_at_end
from claimcheck.lexicon import Lexicon

_SHORTEST = 3  # Chinese characters that must be left of a name
_FEWEST = 2  # Latin words that must be left of one that never stands without its last


def identities(names: frozenset[str], folded: Iterable[str], lexicon: Lexicon) -> Mapping[str, str]:
    """What stands for each name: the short form that the article gives, else it without 科技, Group."""
    said = dict(pair for text in folded for pair in _said(text, lexicon))
    return {name: said.get(name) or _short(name, names, lexicon) for name in names}


def _said(folded: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Long and short form where the text gives both: 星河精密科技(以下简称“星河精密”)."""
    for match in _declared(lexicon).finditer(folded):
        long, short = match.groups()
        start = long.rfind(short[0])
        if start >= 0:
            yield long[start:], short


@lru_cache(maxsize=8)
def _declared(lexicon: Lexicon) -> re.Pattern[str]:
    han = r"[\u4e00-\u9fff]"
    labels, legal = (pattern(lexicon, name).pattern for name in ("short_name_labels", "legal_forms"))
    return re.compile(rf"({han}{{3,16}}?)(?:{legal})?\((?:{labels}):?[\"“'「]?({han}{{2,8}})[\"”'」),]")


def _short(name: str, names: frozenset[str], lexicon: Lexicon) -> str:
    """The name without the words that only describe a firm, as far as enough of it is left."""
    rest = name
    while (found := pattern_at_end(lexicon, "descriptors").search(rest)) is not None:
        left = rest[: found.start()].rstrip(" ,")
        if not left or not (_is_enough(left) or left in names):
            break
        rest = left
    return rest


def _is_enough(left: str) -> bool:
    return len(left.split(" ")) >= _FEWEST if left.isascii() else len(left) >= _SHORTEST
