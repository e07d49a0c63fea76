"""Known names in folded text: one pass of an Aho-Corasick automaton for subjects, one for metrics."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon, MetricEntry, SubjectEntry
from claimcheck.model import Span


class Mention(msgspec.Struct, frozen=True):
    """A name of the lexicon where it stands in the text."""

    span: Span
    id: str


class Scanner(msgspec.Struct, frozen=True, eq=False):
    """An automaton over all surfaces of one kind, and the id behind each surface."""

    automaton: Any
    ids: tuple[str, ...]

    def find(self, folded: str) -> list[Mention]:
        """Leftmost-longest mentions, in text order; Latin names only as whole words."""
        found = self.automaton.find_matches_as_indexes(folded, overlapping=False)
        return [
            Mention(Span(start, end), self.ids[index])
            for index, start, end in found
            if _is_whole(folded, start, end)
        ]


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

    surfaces = {fold(s): name for name, entry in entries.items() for s in entry.surfaces}
    automaton = ahocorasick_rs.AhoCorasick(
        list(surfaces) or ["\0"], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return Scanner(automaton, tuple(surfaces.values()) or ("",))


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
