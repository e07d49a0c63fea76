"""Known names in folded text: one pass of an Aho-Corasick automaton for subjects, one for metrics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from claimcheck import folding
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon, MetricEntry, SubjectEntry
from claimcheck.lexicon_cache import derived
from claimcheck.model import Span

_CODE = [__file__, str(folding.__file__)]
_LONGEST_REST = 16  # characters of a name that begins in a word which names nothing


class Mention(msgspec.Struct, frozen=True):
    """A name of the lexicon where it stands in the text."""

    span: Span
    id: str


class Scanner(msgspec.Struct, frozen=True, eq=False):
    """An automaton over all surfaces of one kind, and the id behind each surface.

    A word that only looks like holding a name (日活动) has an empty id: it matches, so that the name
    does not, and names nothing. ``resume`` is how far into it the search goes on (相|关税|收: 税收).
    """

    automaton: Any
    ids: tuple[str, ...]
    resume: tuple[int, ...] = ()

    def find(self, folded: str) -> list[Mention]:
        """Leftmost-longest mentions, in text order; Latin names only as whole words."""
        found = self.automaton.find_matches_as_indexes(folded, overlapping=False)
        mentions: list[Mention] = []
        for place, (index, start, end) in enumerate(found):
            if not self.ids[index]:
                after = found[place + 1][1] if place + 1 < len(found) else len(folded)
                mentions += self._inside(folded, start + self.resume[index], min(after, end + _LONGEST_REST))
            elif _is_whole(folded, start, end):
                mentions.append(Mention(Span(start, end), self.ids[index]))
        return mentions

    def _inside(self, folded: str, start: int, end: int) -> list[Mention]:
        """The mentions of one stretch of the text."""
        return [Mention(m.span.shift(start), m.id) for m in self.find(folded[start:end])]


@lru_cache(maxsize=8)
def subject_scanner(lexicon: Lexicon) -> Scanner:
    """The scanner for every name of every subject."""
    return _scanner(lexicon.subjects)


@lru_cache(maxsize=8)
def metric_scanner(lexicon: Lexicon) -> Scanner:
    """The scanner for every name of every metric."""
    return _scanner(lexicon.metrics)


@lru_cache(maxsize=8)
def metric_surfaces(lexicon: Lexicon) -> Mapping[str, str]:
    """The id of the metric behind each folded name."""
    return {fold(s): name for name, entry in lexicon.metrics.items() for s in entry.surfaces}


def _scanner(entries: Mapping[str, SubjectEntry] | Mapping[str, MetricEntry]) -> Scanner:
    import ahocorasick_rs

    given = {name: (entry.surfaces, entry.not_in) for name, entry in entries.items()}
    found = derived(
        "names", [__file__, str(folding.__file__)], given, lambda: {"surfaces": _surfaces(entries)}
    )
    surfaces: dict[str, tuple[str, int]] = found["surfaces"]
    automaton = ahocorasick_rs.AhoCorasick(
        list(surfaces) or ["\0"], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    ids, resume = zip(*surfaces.values(), strict=True) if surfaces else (("",), (1,))
    return Scanner(automaton, ids, resume)


def _surfaces(entries: Mapping[str, SubjectEntry] | Mapping[str, MetricEntry]) -> dict[str, list[object]]:
    """The id behind each folded surface, and how far into it the search goes on."""
    found: dict[str, list[object]] = {}
    for entry in entries.values():
        found |= {word: ["", resume] for word, resume in _blank_words(entry)}
    return found | {fold(s): [name, 0] for name, entry in entries.items() for s in entry.surfaces}


def _blank_words(entry: SubjectEntry | MetricEntry) -> Iterator[tuple[str, int]]:
    """Each word in which the entry's name names nothing, and where the search goes on behind its start."""
    names = [fold(s) for s in entry.surfaces]
    for word in map(fold, entry.not_in):
        yield word, 1 + min(word.find(name) for name in names if name in word)


def _is_whole(folded: str, start: int, end: int) -> bool:
    """Whether a match is not a piece of a longer Latin word («ai» in «said»); an s may follow."""
    if _latin(folded[start]) and start and _latin(folded[start - 1]):
        return False
    if not _latin(folded[end - 1]):
        return True
    if folded[end : end + 1] == "s" and not folded[end - 1].isdigit():
        end += 1
    return not _latin(folded[end : end + 1])


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
