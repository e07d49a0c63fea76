"""Which articles go back to one release: what they share counts once.

An article has an origin of its own, made of its wire dateline or else of its text. Articles whose
sentences with figures are mostly the same share the origin of the earliest one. Each article is
held only against the founders of origins that it shares a sentence with, so a thousand
copies cost a thousand steps.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Article, Claim, Reading

_HEAD, _TAIL = 400, 200  # characters of a text where a dateline or a note of the source stands
_PLACE = r"[^\d\s,，。:：;；()（）]{0,8}"
SHARE = 60  # per cent of the shorter article's sentences
_BYTES = 120  # 40 Chinese characters or 120 Latin letters: less is said alike by chance
FOUNDERS = 64  # a sentence in more origins than that is a phrase, not a copy
_NO_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


class _Words(msgspec.Struct, frozen=True, eq=False):
    dateline: re.Pattern[str]
    english: re.Pattern[str]
    note: re.Pattern[str]
    wires: Mapping[str, str]


def own_origin(article: Article, lexicon: Lexicon) -> str:
    """The origin an article has by itself: the wire and day of its dateline, else its text."""
    folded = fold(article.text)
    return _wire(folded, article.published, lexicon) or _digest("".join(folded.split()))


def with_origins(readings: Sequence[Reading]) -> list[Reading]:
    """The readings in their order, those that copy one release with one origin."""
    origins = shared_origins(readings)
    return [moved(reading, origins[index]) for index, reading in enumerate(readings)]


def shared_origins(readings: Sequence[Reading]) -> list[str]:
    """The origin of each reading: that of the earliest one that says the same in the same words."""
    founders = Founders()
    found = [""] * len(readings)
    for index in sorted(range(len(readings)), key=lambda i: _age(readings[i])):
        found[index] = founders.join(readings[index])
    return found


class Founders:
    """The origins so far with their sentences; filled article by article, oldest first."""

    def __init__(
        self, sizes: Mapping[str, int] | None = None, known: Iterable[tuple[str, str, str]] = ()
    ) -> None:
        """Begin with origins by size, and with what they say: words, digits and all, origin."""
        self._by_sentence: dict[str, set[str]] = {}
        self._exact: set[tuple[str, str]] = set()
        self._sizes: dict[str, int] = dict(sizes or {})
        for words, exact, origin in known:
            self._by_sentence.setdefault(words, set()).add(origin)
            self._exact.add((origin, exact))

    def join(self, reading: Reading) -> str:
        """The origin that the article belongs to, which now has the article's sentences too."""
        own = reading.document.source.origin or reading.document.source.document
        sentences = sentences_of(reading.claims)
        origin = own if own in self._sizes else self._copied(sentences) or own
        self._sizes.setdefault(origin, len(sentences))
        for words, exact in sentences.items():
            known = self._by_sentence.setdefault(words, set())
            if len(known) < FOUNDERS:
                known.add(origin)
            self._exact.update((origin, e) for e in exact)
        return origin

    def _copied(self, sentences: Mapping[str, frozenset[str]]) -> str | None:
        """The origin with most of these sentences, and with most of their digits."""
        shared: Counter[str] = Counter()
        for words in sentences:
            shared.update(self._by_sentence.get(words, ()))
        # most origins share a phrase only: they go before anything else is looked at
        sizes, most = self._sizes, SHARE * len(sentences)
        enough = {o: n for o, n in shared.items() if n * 100 >= most or n * 100 >= SHARE * sizes[o]}
        for origin, _ in sorted(enough.items(), key=lambda pair: (-pair[1], pair[0])):
            common = [w for w in sentences if origin in self._by_sentence.get(w, ())]
            same = [w for w in common if any((origin, e) in self._exact for e in sentences[w])]
            if 2 * len(same) >= len(common) and sum(len(w.encode()) for w in common) >= _BYTES:
                return origin
        return None


def sentences_of(claims: Iterable[Claim]) -> dict[str, frozenset[str]]:
    """The words of each clause with figures, without the digits, and with which digits they stand."""
    found: dict[str, frozenset[str]] = {}
    for quote in dict.fromkeys(claim.quote for claim in claims):
        exact = _NO_WORD.sub("", fold(quote))
        words = _DIGITS.sub("", exact)
        found[words] = found.get(words, frozenset()) | {exact}
    found.pop("", None)
    return found


def _age(reading: Reading) -> tuple[date, str]:
    source = reading.document.source
    return (source.published or date.max, source.document)


def moved(reading: Reading, origin: str) -> Reading:
    """The reading with another origin."""
    if origin == reading.document.source.origin:
        return reading
    source = replace(reading.document.source, origin=origin)
    return replace(
        reading,
        document=replace(reading.document, source=source),
        claims=tuple(replace(claim, source=source) for claim in reading.claims),
    )


# ---------------------------------------------------------------- wires


def _wire(folded: str, published: date | None, lexicon: Lexicon) -> str | None:
    """«wire:xinhua:05-24» for a text with a dateline or a note that names an agency."""
    words = _words(lexicon)
    head, tail = folded[:_HEAD], folded[-_TAIL:]
    if found := words.dateline.search(head):
        return f"wire:{words.wires[found['wire']]}:{int(found['month']):02}-{int(found['day']):02}"
    found = words.english.search(head) or words.note.search(head) or words.note.search(tail)
    if found and published:
        return f"wire:{words.wires[found['wire']]}:{published:%m-%d}"
    return None


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    table = lexicon.table("words")
    wires = {fold(name): wire for wire, names in table.get("wires", {}).items() for name in names}
    names = _any_of(wires)
    return _Words(
        dateline=re.compile(
            rf"(?P<wire>{names}) ?{_PLACE} ?(?P<month>1[0-2]|0?[1-9])月(?P<day>[12]\d|3[01]|0?[1-9])日"
            rf" ?(?:{_any_of(table.get('dateline_ends', ()))})"
        ),
        english=re.compile(rf"[(/] ?(?P<wire>{names}) ?[)/] ?-"),
        note=re.compile(rf"(?:{_any_of(table.get('sources', ()))}) ?[:：] ?(?P<wire>{names})"),
        wires=wires,
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(map(fold, words), key=lambda w: (-len(w), w))) or r"(?!)"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
