"""Which facts the rules may hold against a draft's claims: a set of keys, never a search.

A rule looks at one fact, or at the metrics that its options name together, or at a subject and its
parts. What no rule relates to a claim cannot change what is found on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from re import findall
from typing import Any

import msgspec

from claimcheck.lexicon import Lexicon
from claimcheck.model import Claim
from claimcheck.rules import Rule
from claimcheck.store.meeting import Whens
from claimcheck.store.outlines import Outline, Window, outlined
from claimcheck.store.writing import Fact

_FAR = timedelta(days=400)
_ALWAYS = (date.min, date.max)


class Reach(msgspec.Struct, frozen=True):
    """The facts of a draft with its outlines of them; other facts with the drafts' periods; days to look at.

    A rule may hold any period of the draft's own facts against it; of others only the very same.
    """

    own: dict[Fact, list[Outline]]
    others: dict[Fact, set[Whens]]
    windows: dict[Fact, Window]


def reach(claims: Iterable[Claim], rules: Sequence[Rule], lexicon: Lexicon) -> Reach:
    """The claims' own facts, those that a rule relates to them, and those of wholes and parts.

    Each comes with the days around the claims' periods: a period that ends outside of them is too far
    for any relation, as rules reach a year back (growth, sums) or four months (unstated periods).
    """
    together = _together(tuple(rules), lexicon)
    found = Reach({}, {}, {})
    for claim in claims:
        if claim.metric is None:
            continue
        (subject, metric), outline = outlined(claim, lexicon)
        found.own.setdefault((subject, metric), []).append(outline)
        around = _around(claim)
        _widen(found.windows, (subject, metric), around)
        kin = _kin(subject, lexicon) if subject else ()
        beside = [(subject, other) for other in together.get(metric, ())] + [(n, metric) for n in kin]
        for fact in beside:
            found.others.setdefault(fact, set()).add(outline.when)
            _widen(found.windows, fact, around)
    return found


def _widen(facts: dict[Fact, Window], fact: Fact, around: Window) -> None:
    known = facts.get(fact, around)
    facts[fact] = (min(known[0], around[0]), max(known[1], around[1]))


def _around(claim: Claim) -> Window:
    """The days in which a period may end that a rule can relate to the claim's."""
    days = [day for day in (claim.period.start, claim.period.end) if day is not None]
    if not days or min(days) < date.min + _FAR or max(days) > date.max - _FAR:
        return _ALWAYS
    return min(days) - _FAR, max(days) + _FAR


@lru_cache(maxsize=8)
def _together(rules: tuple[Rule, ...], lexicon: Lexicon) -> Mapping[str, set[str]]:
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
