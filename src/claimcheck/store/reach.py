"""Which facts the rules may hold against a draft's claims: a set of keys, never a search.

A rule looks at one fact, or at the metrics that its options name together, or at a subject and its
parts. What no rule relates to a claim cannot change what is found on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from re import findall
from typing import Any

from claimcheck.lexicon import Lexicon
from claimcheck.model import Claim
from claimcheck.rules import Rule
from claimcheck.store.rows import fact_of
from claimcheck.store.writing import Fact


def reachable(claims: Iterable[Claim], rules: Sequence[Rule], lexicon: Lexicon) -> set[Fact]:
    """The claims' own facts, those that a rule relates to them, and those of wholes and parts."""
    together = _together(rules, lexicon)
    facts: set[Fact] = set()
    for fact in {fact_of(claim, lexicon) for claim in claims if claim.metric is not None}:
        subject, metric = fact
        facts |= {fact, *((subject, other) for other in together.get(metric, ()))}
        if subject:
            facts |= {(kin, metric) for kin in _kin(subject, lexicon)}
    return facts


def _together(rules: Sequence[Rule], lexicon: Lexicon) -> Mapping[str, set[str]]:
    """The metrics that each metric is named together with in the options of one rule."""
    found: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for option in rule.options.values():
            named = {word for word in _words(option) if word in lexicon.metrics}
            if not isinstance(option, list):  # a list names metrics that a rule treats alike, each by itself
                for metric in named:
                    found[metric] |= named
    return found


def _words(option: Any) -> Iterator[str]:
    """Every word of an option that may be the id of a metric."""
    if isinstance(option, str):
        yield from findall(r"\w+", option)
    elif isinstance(option, Mapping):
        for key, value in option.items():
            yield from (*_words(key), *_words(value))
    elif isinstance(option, list | tuple):
        for item in option:
            yield from _words(item)


@lru_cache(maxsize=4096)
def _kin(subject: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What the subject is a direct part of, and its direct parts."""
    entry = lexicon.subjects.get(subject)
    whole = (entry.part_of,) if entry and entry.part_of else ()
    return (*whole, *_parts(lexicon).get(subject, ()))


@lru_cache(maxsize=4)
def _parts(lexicon: Lexicon) -> Mapping[str, Sequence[str]]:
    parts: dict[str, list[str]] = defaultdict(list)
    for name, entry in lexicon.subjects.items():
        if entry.part_of:
            parts[entry.part_of].append(name)
    return parts
