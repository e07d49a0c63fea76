"""Whether a text is in a language that the lexicon reads at all."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from claimcheck.lexicon import Lexicon

UNREAD = "mostly in a language that no lexicon reads"
"""The note that an article gets whose language is none of ours."""

_SAMPLE = 20_000
_READ_SCRIPTS = frozenset({"CJK", "LATIN"})
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 8


def is_read(text: str, lexicon: Lexicon) -> bool:
    """Whether most of the text is Chinese or English; too little text to tell counts as read."""
    sample = text[:_SAMPLE].lower()
    scripts = Counter(map(_script, filter(str.isalpha, sample)))
    foreign = sum(count for script, count in scripts.items() if script not in _READ_SCRIPTS)
    if foreign * 4 > scripts.total():
        return False
    return scripts["CJK"] * 4 > scripts["LATIN"] or _is_english(_WORD.findall(sample), lexicon)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """The first word of the letter's name, which is its script: CJK, LATIN, CYRILLIC, HIRAGANA, …"""
    return unicodedata.name(letter, "?").split()[0].split("-")[0]


def _is_english(words: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether no other language's common words are clearly more frequent than English ones."""
    counts: Counter[str] = Counter()
    for word in words:
        for language in _languages(lexicon).get(word, ()):
            counts[language] += 1
    other = max((count for language, count in counts.items() if language != "en"), default=0)
    return other < _FEW or other < counts["en"] * 2


@lru_cache(maxsize=4)
def _languages(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Each common word with the languages it is common in."""
    table: dict[str, tuple[str, ...]] = {}
    for language, words in lexicon.table("languages").items():
        for word in words:
            table[word] = (*table.get(word, ()), language)
    return table
