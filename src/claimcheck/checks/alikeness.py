"""How alike the surroundings of a draft's figure and a source's are, where no key brings them together.

Each part goes from 0 to 1000 and has a weight; some speak against. Where the weights come from is told in
docs/decisions/015. Everything is whole numbers: fractions of the library take ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from claimcheck.checks.grounds import Ground, of_one_kind, relation
from claimcheck.extract.mentions import DATE
from claimcheck.folding import fold
from claimcheck.likeness import metric_likeness, pairs, shared_ratio, subject_likeness
from claimcheck.roles import differing, shared_roles
from claimcheck.surroundings import Figure, Sources

_ALL, _HALF = 1000, 500
_WORDS_BEFORE, _WORDS_BEHIND = 4, 3
_WORD = re.compile(r"[a-z]+|[^\W\d_]")
_LATIN = 2  # a Latin word says as much as two characters

# Which of a source's statements a draft's figure goes back to: who and what, in which setting.
COUNTERPART = {
    "metric": 14,
    "subject": 23,
    "words": 8,
    "noun": 12,
    "before": 5,
    "behind": 8,
    "setting": 20,
    "returned": 8,
    "measure": 11,
    "form": 6,
    "role": 12,
    "other-role": -10,
    "neighbours": 12,
    "taken": -6,
}
# Whether an equal figure is the same fact: an article's own words stand around all of its figures, so that
# what stands next to this one says more.
SAME_FACT = {
    "noun": 13,
    "behind": 10,
    "returned": 10,
    "words": 9,
    "subject": 7,
    "neighbours": 5,
    "metric": 4,
    "other-role": -10,
}


def parts(draft: Figure, source: Figure, beside: Sequence[Figure], known: Sources) -> dict[str, int]:
    """What speaks for and against that the two figures are of one thing, each from 0 to 1000.

    ``beside`` are the other figures of the draft.
    """
    a, b = draft.claim, source.claim
    return {
        "metric": int(_ALL * metric_likeness(a, b)),
        "subject": _subject(draft, source),
        "words": _share(*shared_ratio(pairs(a.quote), pairs(b.quote))),
        "noun": _noun(draft, source),
        "before": _run(draft.before[::-1], source.before[::-1], _WORDS_BEFORE),
        "behind": _run(draft.behind, source.behind, _WORDS_BEHIND),
        "setting": _covered(draft.sentence.pairs, source.sentence.wide, known.rarity),
        "returned": _covered(pairs(b.quote), draft.sentence.pairs, known.rarity),
        "measure": _ALL * (a.measure is b.measure),
        "form": _form(draft, source),
        "role": _ALL * (shared_roles(draft.roles, source.roles) > 0),
        "other-role": _share(min(2, len(differing(draft.roles, source.roles))), 2),
        "neighbours": _neighbours(draft, source, beside, known),
        "taken": _taken(source, beside),
    }


def weighed(parts: Mapping[str, int], weights: Mapping[str, int]) -> int:
    """The sum of the parts that have a weight, where each of them counts as much as its weight at most."""
    return sum(parts[name] * weight for name, weight in weights.items()) // _ALL


def _share(part: int, whole: int) -> int:
    return _ALL * part // whole if whole else 0


def _subject(draft: Figure, source: Figure) -> int:
    """1 for one subject, 0 for two that both sentences name; one that is only carried over proves little."""
    alike = int(_ALL * subject_likeness(draft.claim, source.claim))
    return alike if draft.named and source.named else max(alike, _HALF)


def _noun(draft: Figure, source: Figure) -> int:
    """1 for measure words of the same things, 0 for others, a half where one figure has none."""
    if not draft.noun or not source.noun:
        return _HALF
    return _ALL * (draft.noun == source.noun)


def _run(a: Sequence[str], b: Sequence[str], most: int) -> int:
    """How far the two go on with the same words, out of ``most``."""
    length = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        length += _LATIN if x.isascii() else 1
    return _share(min(length, most), most)


def _covered(said: frozenset[str], by: frozenset[str], rarity: Mapping[str, int]) -> int:
    """How much of what the sources know of ``said`` is also said ``by`` the others."""
    total = sum(rarity.get(pair, 0) for pair in said)
    both = sum(rarity.get(pair, 0) for pair in said & by)
    return _share(both, total)


def _form(draft: Figure, source: Figure) -> int:
    """Whether the two are written to one digit and hedged in one way; of dates, with the same parts."""
    a, b = draft.claim.quantity, source.claim.quantity
    if a.unit == DATE:
        return _share(*shared_ratio(shape(a.text), shape(b.text)))
    return _share((a.precision == b.precision) + (a.bound is b.bound), 2)


@lru_cache(maxsize=1 << 12)
def shape(text: str) -> frozenset[str]:
    """What a date is written with besides its digits: 年, 月 and 日, or a month's name as a name."""
    folded = fold(text)
    words = {"name" if word.isascii() else word for word in _WORD.findall(folded)}
    return frozenset(words | {"number"} if folded[-1:].isdigit() else words)


# ---------------------------------------------------------------- the figures beside it


def _neighbours(draft: Figure, source: Figure, beside: Sequence[Figure], known: Sources) -> int:
    """Whether other figures of the draft's sentence stand in the source's sentence, or next to it."""
    mates = [f for f in beside if f.sentence is draft.sentence]
    here = _common(mates, [f for f in known.beside(source.sentence) if f is not source])
    around = _common(mates, [f for f in known.around(source.sentence) if f is not source])
    return _share(2 * min(2, here) + min(2, around), 6)


def _common(mates: Sequence[Figure], others: Sequence[Figure]) -> int:
    """How many of the figures the others have too."""
    return sum(1 for m in mates if any(is_equal(m, o) for o in others))


def _taken(source: Figure, beside: Sequence[Figure]) -> int:
    """Whether another figure of the draft says what the source's says: it is of that one then."""
    return _ALL * any(is_equal(f, source) for f in beside)


def is_equal(draft: Figure, source: Figure) -> bool:
    """Whether the source has the draft's figure, at most rounded."""
    a, b = draft.claim, source.claim
    return of_one_kind(a, b) and relation(a, b)[0] >= Ground.ROUND
