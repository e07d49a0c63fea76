"""Word lists of the lexicon as compiled patterns over folded text, one a category."""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon


@lru_cache(maxsize=256)
def pattern(lexicon: Lexicon, *categories: str) -> re.Pattern[str]:
    """Matches any word of the categories, longest first; Latin words only as whole words."""
    return re.compile(_alternatives(lexicon, categories))


@lru_cache(maxsize=256)
def pattern_at_end(lexicon: Lexicon, *categories: str) -> re.Pattern[str]:
    """Matches a run of such words (and blanks) that ends the text."""
    return re.compile(rf"(?:(?:{_alternatives(lexicon, categories)})\s*)\Z")


@lru_cache(maxsize=256)
def vocabulary(lexicon: Lexicon, category: str) -> frozenset[str]:
    """The folded words of one category."""
    return frozenset(fold(word) for word in lexicon.words(category))


def _alternatives(lexicon: Lexicon, categories: tuple[str, ...]) -> str:
    words = {fold(word) for category in categories for word in lexicon.words(category)}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(_as_word(word) for word in ordered) or r"(?!)"


def _as_word(word: str) -> str:
    escaped = re.escape(word)
    left = r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    right = r"(?![a-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return f"{left}{escaped}{right}"
