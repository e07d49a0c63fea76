"""Figures of one subject, period and scope, by metric: what a declared relation is tried on.

Figures of one article come first; figures of several articles are put together only where subject
and period are stated in each. Where a subject or a period is not known, only one sentence counts.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import msgspec

from claimcheck.checks.derived import best, is_dated
from claimcheck.checks.figures import Figure, Gathered, figures_of, of_kinds, sentences
from claimcheck.lexicon import Lexicon
from claimcheck.matching import Statement, When
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


def cases(gathered: Gathered, names: Sequence[str], lexicon: Lexicon) -> Iterator[Case]:
    """The cases in which all of the metrics have a figure."""
    usable = _usable(gathered, names, lexicon)
    found = _within_articles(usable)
    done: set[tuple[object, ...]] = set()
    for circle, figures in found.items():
        if len(figures) == len(names):
            done.add(circle[:4])
            yield Case(circle, figures, True)
    for circle, figures in _across_articles(usable).items():
        if len(figures) == len(names) and circle[:4] not in done:
            yield Case(circle, figures, False)


def _usable(gathered: Gathered, names: Sequence[str], lexicon: Lexicon) -> list[tuple[Figure, str]]:
    """The levels of these metrics (of a rate its percentages), each with the place that bounds its case.

    Only those are looked at whose subject and period have all the metrics somewhere.
    """
    if not all(name in gathered.by_metric for name in names):
        return []
    levels = [s for s in gathered.statements(names) if _is_level(s, lexicon)]
    chosen = of_kinds(levels, _anywhere, lambda same: len({s.key.metric for s in same}) == len(names))
    vague = {c.source.document for s in chosen if not _is_certain(s) for c in s.claims}
    numbered = _sentences_of(vague, levels)
    return [(f, _place(f, numbered)) for f in figures_of(chosen)]


def _anywhere(s: Statement) -> Circle:
    return Circle(s.key.subject, s.when, s.scope, s.modality, "")


def _is_certain(s: Statement) -> bool:
    return is_dated(s.when) and bool(s.key.subject)


def _sentences_of(documents: Container[str], levels: Iterable[Statement]) -> Mapping[tuple[str, int], str]:
    """The sentence that each figure of these articles stands in, by article and place."""
    if not documents:
        return {}
    ordered = (f for f in figures_of(levels) if f.claim.source.document in documents)
    runs = enumerate(sentences(ordered, _GAP))
    return {_at(f): f"{f.claim.document}#{number}" for number, run in runs for f in run}


def _at(figure: Figure) -> tuple[str, int]:
    return (figure.claim.source.document, figure.claim.span.start)


def _place(figure: Figure, numbered: Mapping[tuple[str, int], str]) -> str:
    return figure.claim.source.document if _is_certain(figure.statement) else numbered[_at(figure)]


def _is_level(s: Statement, lexicon: Lexicon) -> bool:
    entry = lexicon.metrics.get(s.key.metric)
    if entry is None:
        return False
    wanted = Measure.SHARE if entry.unit == "percent" else Measure.LEVEL
    return s.key.measure is wanted and s.key.kind == entry.unit


def _within_articles(usable: Iterable[tuple[Figure, str]]) -> dict[Circle, dict[str, list[Figure]]]:
    found: dict[Circle, dict[str, list[Figure]]] = {}
    for figure, place in usable:
        found.setdefault(_circle(figure, place), {}).setdefault(figure.key.metric, []).append(figure)
    return found


def _across_articles(usable: Iterable[tuple[Figure, str]]) -> dict[Circle, dict[str, list[Figure]]]:
    found: dict[Circle, dict[str, list[Figure]]] = {}
    for figure, _ in usable:
        if figure.claim.period.fixed_by is FixedBy.TEXT and _is_certain(figure.statement):
            found.setdefault(_circle(figure, ""), {}).setdefault(figure.key.metric, []).append(figure)
    return found


def _circle(figure: Figure, place: str) -> Circle:
    s = figure.statement
    return Circle(s.key.subject, s.when, s.scope, s.modality, place)


def _is_one_currency(figures: Sequence[Figure]) -> bool:
    money = {f.claim.quantity.unit for f in figures if f.key.kind == "money"}
    return len(money) < 2 and None not in money
