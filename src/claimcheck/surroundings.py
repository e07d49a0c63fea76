"""What stands around a figure in its article, and how alike the surroundings of two figures are.

Where no name brings two figures together, the sentence they stand in does, with the one before it:
words that the sources seldom use say most. Everything is whole numbers; alikeness is out of 100.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.likeness import pairs
from claimcheck.model import Claim, Passage, Reading
from claimcheck.roles import Roles, roles

_WORD = re.compile(r"[a-z]+|[^\W\d_]")
_NEAR = 24  # characters before and behind a figure that are looked at
_FEW = 80  # sentences of the sources that a sentence of the draft is held against


class Sentence(msgspec.Struct, frozen=True, eq=False):
    """A sentence, folded, with its pairs of characters and those of it and the sentence before it."""

    text: str
    pairs: frozenset[str]
    wide: frozenset[str]
    start: int


class Figure(msgspec.Struct, frozen=True, eq=False):
    """A claim with its sentence, the words right before and behind its value, and its roles.

    ``noun`` is what stands for all measure words of the same things; ``named`` is whether the sentence
    itself names the subject; ``others`` that it counts those besides one (the other four).
    """

    claim: Claim
    sentence: Sentence
    before: tuple[str, ...]
    behind: tuple[str, ...]
    noun: str
    named: bool
    roles: Roles
    others: bool


def figures(reading: Reading, lexicon: Lexicon) -> list[Figure]:
    """The claims of an article in their surroundings; the quote stands in where there are no sentences."""
    sentences = list(_sentences(reading.passages))
    starts = [p.span.start for p in reading.passages]
    nouns = _alike_nouns(lexicon)
    return [
        _figure(c, _around(c, reading.passages, sentences, starts), nouns, lexicon) for c in reading.claims
    ]


@lru_cache(maxsize=4)
def _alike_nouns(lexicon: Lexicon) -> Mapping[str, str]:
    classes = lexicon.table("mentions").get("alike_nouns", ())
    return {fold(word): fold(words[0]) for words in classes for word in words}


@lru_cache(maxsize=4)
def _others(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(map(fold, lexicon.table("mentions").get("others", ())))


def _sentences(passages: Sequence[Passage]) -> Iterable[Sentence]:
    before: frozenset[str] = frozenset()
    for passage in passages:
        text = fold(passage.text)
        own = pairs(text)
        yield Sentence(text, own, own | before, passage.span.start)
        before = own


def _around(
    claim: Claim, passages: Sequence[Passage], sentences: Sequence[Sentence], starts: Sequence[int]
) -> Sentence:
    at = bisect_right(starts, claim.span.start) - 1
    if at >= 0 and claim.span.start < passages[at].span.end:
        return sentences[at]
    text = fold(claim.quote)
    return Sentence(text, pairs(text), pairs(text), claim.quote_span.start)


def _figure(claim: Claim, sentence: Sentence, nouns: Mapping[str, str], lexicon: Lexicon) -> Figure:
    value, text = fold(claim.quantity.text), sentence.text
    start = _place(value, text, claim.span.start - sentence.start)
    end = start + len(value)
    noun = fold(claim.quantity.noun)
    return Figure(
        claim,
        sentence,
        tuple(_WORD.findall(text[max(0, start - _NEAR) : start]))[-4:],
        tuple(_WORD.findall(text[end : end + _NEAR]))[:3],
        nouns.get(noun, noun),
        claim.subject is not None and fold(claim.subject.text) in text,
        roles(text, start, end, lexicon),
        text[:start].rstrip().endswith(_others(lexicon)),
    )


def _place(value: str, text: str, near: int) -> int:
    """Where the value stands in the sentence, nearest to the place that the source offsets give."""
    before = text.rfind(value, 0, near + len(value))
    after = text.find(value, max(0, near))
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - near)) if found else max(0, near)


# ---------------------------------------------------------------- what the sources say, to be searched


class Sources(msgspec.Struct, frozen=True, eq=False):
    """All figures of the sources by sentence, the sentences by their pairs, and how rare each pair is."""

    sentences: tuple[Sentence, ...]
    figures: Mapping[int, Sequence[Figure]]
    holding: Mapping[str, Sequence[int]]
    rarity: Mapping[str, int]
    vocabulary: Mapping[str, frozenset[str]]
    numbers: Mapping[int, int]

    def beside(self, sentence: Sentence) -> Sequence[Figure]:
        """The figures of the sentence."""
        return self.figures[self.numbers[id(sentence)]]

    def around(self, sentence: Sentence) -> Sequence[Figure]:
        """The figures of the sentence and of the ones with figures before and behind it."""
        number = self.numbers[id(sentence)]
        return [f for n in (number - 1, number, number + 1) for f in self.figures.get(n, ())]


def vocabulary(reading: Reading) -> frozenset[str]:
    """All pairs of characters of the article's sentences, or of its quotes where it has no sentences."""
    texts = [p.text for p in reading.passages] or [c.quote for c in reading.claims]
    return frozenset().union(*(pairs(fold(text)) for text in texts))


def sources(readings: Sequence[Reading], lexicon: Lexicon) -> Sources:
    """The figures of these articles, ready to be searched by sentence."""
    found: dict[int, list[Figure]] = defaultdict(list)
    known: dict[int, int] = {}
    sentences: list[Sentence] = []
    for figure in (f for reading in readings for f in figures(reading, lexicon)):
        number = known.setdefault(id(figure.sentence), len(sentences))
        if number == len(sentences):
            sentences.append(figure.sentence)
        found[number].append(figure)
    holding: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for pair in sentence.wide:
            holding[pair].append(number)
    words = {r.document.source.document: vocabulary(r) for r in readings}
    return Sources(tuple(sentences), found, holding, _rarity(sentences), words, known)


def _rarity(sentences: Sequence[Sentence]) -> dict[str, int]:
    """How much each pair says: about the binary logarithm of how many sentences there are to one with it."""
    counts = Counter(pair for sentence in sentences for pair in sentence.pairs)
    total = len(sentences) + 1
    return {pair: (4 * total // (2 * count + 1)).bit_length() for pair, count in counts.items()}


def nearest(figure: Figure, known: Sources) -> Iterable[Figure]:
    """The figures of the sentences that share most with the draft's; all of them where there are few."""
    numbers: Iterable[int] = range(len(known.sentences))
    if len(known.sentences) > _FEW:
        weights: Counter[int] = Counter()
        for pair in figure.sentence.pairs:
            for number in known.holding.get(pair, ()):
                weights[number] += known.rarity.get(pair, 0)
        numbers = sorted(weights, key=lambda n: (-weights[n], n))[:_FEW]
    return (f for number in numbers for f in known.figures[number])
