"""Figures of one subject, period and scope, by metric: what a declared relation is tried on.

Figures of one article come first; figures of several articles are put together only where subject
and period are stated in each. Where a subject or a period is not known, only one sentence counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

import msgspec

from claimcheck.checks.derived import Figure, best, is_dated, sentences
from claimcheck.lexicon import Lexicon
from claimcheck.matching import When
from claimcheck.model import FixedBy, Measure, Modality

_ENOUGH = 3  # distinct statements of one metric that are tried
_GAP = 3  # characters between two clauses of one sentence


class Circle(NamedTuple):
    """What figures must share to be put into one formula; ``place`` is an article, a sentence or empty."""

    subject: str
    when: When
    scope: tuple[str, ...]
    modality: Modality
    place: str


class Case(msgspec.Struct, frozen=True, eq=False):
    """The figures of one circle by metric, and whether one article states them all."""

    circle: Circle
    figures: dict[str, list[Figure]]
    is_one_article: bool

    def choices(self, names: Sequence[str]) -> list[tuple[Figure, ...]]:
        """Every way to take one statement a metric whose money is of one currency; best first."""
        tried = [best(self.figures[name], _ENOUGH) for name in names]
        return [taken for taken in product(*tried) if _is_one_currency(taken)]


def cases(ordered: Sequence[Figure], names: Sequence[str], lexicon: Lexicon) -> Iterator[Case]:
    """The cases in which all of the metrics have a figure."""
    usable = _usable(ordered, set(names), lexicon)
    found = _within_articles(usable)
    done: set[tuple[object, ...]] = set()
    for circle, figures in found.items():
        if len(figures) == len(names):
            done.add(circle[:4])
            yield Case(circle, figures, True)
    for circle, figures in _across_articles(usable).items():
        if len(figures) == len(names) and circle[:4] not in done:
            yield Case(circle, figures, False)


def _usable(ordered: Sequence[Figure], names: set[str], lexicon: Lexicon) -> list[tuple[Figure, str]]:
    """The levels of these metrics (of a rate its percentages), each with the sentence it stands in."""
    chosen = [f for f in ordered if f.key.metric in names and _is_level(f, lexicon)]
    runs = sentences(chosen, _GAP)
    return [(f, f"{f.claim.document}#{number}") for number, run in enumerate(runs) for f in run]


def _is_level(figure: Figure, lexicon: Lexicon) -> bool:
    entry = lexicon.metrics.get(figure.key.metric)
    if entry is None:
        return False
    wanted = Measure.SHARE if entry.unit == "percent" else Measure.LEVEL
    return figure.key.measure is wanted and figure.key.kind == entry.unit


def _within_articles(usable: Iterable[tuple[Figure, str]]) -> dict[Circle, dict[str, list[Figure]]]:
    found: dict[Circle, dict[str, list[Figure]]] = {}
    for figure, sentence in usable:
        is_certain = is_dated(figure.when) and figure.key.subject
        place = figure.claim.document if is_certain else sentence
        found.setdefault(_circle(figure, place), {}).setdefault(figure.key.metric, []).append(figure)
    return found


def _across_articles(usable: Iterable[tuple[Figure, str]]) -> dict[Circle, dict[str, list[Figure]]]:
    found: dict[Circle, dict[str, list[Figure]]] = {}
    for figure, _ in usable:
        stated = figure.claim.period.fixed_by is FixedBy.TEXT
        if stated and is_dated(figure.when) and figure.key.subject:
            found.setdefault(_circle(figure, ""), {}).setdefault(figure.key.metric, []).append(figure)
    return found


def _circle(figure: Figure, place: str) -> Circle:
    s = figure.statement
    return Circle(s.key.subject, s.when, s.scope, s.modality, place)


def _is_one_currency(figures: Sequence[Figure]) -> bool:
    money = {f.claim.quantity.unit for f in figures if f.key.kind == "money"}
    return len(money) < 2 and None not in money
