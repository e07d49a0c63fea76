"""Groups → figures: each claim with the statement it belongs to, by article and place.

What several derived checks ask of all groups is made once here. Most of them want few of the figures:
they choose among statements, which are much fewer than claims, and ask for the figures of those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from claimcheck.matching import Group, Key, Statement, When
from claimcheck.model import Claim, Modality

_FEWEST = 2


class Series(msgspec.Struct, frozen=True, gc=False):
    """A thing with figures in many periods: subject, metric, scope and modality."""

    subject: str
    metric: str
    scope: tuple[str, ...]
    modality: Modality


class Figure(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One claim and the statement it belongs to."""

    claim: Claim
    statement: Statement

    @property
    def key(self) -> Key:
        """Subject, metric, measure and kind of unit."""
        return self.statement.key

    @property
    def when(self) -> When:
        """The period as a thing to compare by."""
        return self.statement.when

    @property
    def of_whom(self) -> Series:
        """What it is a figure of, whatever the measure and the period."""
        return series_of(self.statement)


def series_of(statement: Statement) -> Series:
    """What the statement is about, whatever the measure and the period."""
    key = statement.key
    return Series(key.subject, key.metric, statement.scope, statement.modality)


class Gathered:
    """All groups that a rule admits; their figures and sentences are made when first asked for."""

    def __init__(self, groups: Iterable[Group]) -> None:
        """Keep the groups in their order."""
        self.groups = tuple(groups)
        self._companies: dict[int, Sequence[tuple[Figure, ...]]] = {}

    @cached_property
    def figures(self) -> Sequence[Figure]:
        """Every claim with its statement, by article and place."""
        return figures_of(s for group in self.groups for s in group.statements)

    @cached_property
    def by_metric(self) -> Mapping[str, Sequence[Group]]:
        """The groups of each metric, in their order."""
        found: dict[str, list[Group]] = defaultdict(list)
        for group in self.groups:
            found[group.metric].append(group)
        return dict(found)

    def statements(self, metrics: Container[str]) -> Iterator[Statement]:
        """The statements about the metrics, in the order of their groups."""
        chosen = (group for group in self.groups if group.metric in metrics)
        return (statement for group in chosen for statement in group.statements)

    def companies(self, gap: int = 0) -> Sequence[tuple[Figure, ...]]:
        """The sentences that hold more than one figure."""
        if gap not in self._companies:
            runs = sentences(self.figures, gap)
            self._companies[gap] = [run for run in runs if len(run) >= _FEWEST]
        return self._companies[gap]

    def without(self, metrics: Container[str]) -> Gathered:
        """The same without some metrics."""
        kept = [group for group in self.groups if group.metric not in metrics]
        return self if len(kept) == len(self.groups) else Gathered(kept)


def figures_of(statements: Iterable[Statement]) -> list[Figure]:
    """Every claim of the statements with its statement, by article and place."""
    articles: dict[str, list[Figure]] = defaultdict(list)
    for statement in statements:
        for claim in statement.claims:
            articles[claim.source.document].append(Figure(claim, statement))
    return [figure for name in sorted(articles) for figure in sorted(articles[name], key=_place)]


def _place(figure: Figure) -> tuple[int, int]:
    span = figure.claim.span
    return (span.start, span.end)


def sentences(ordered: Iterable[Figure], gap: int = 0) -> Iterator[tuple[Figure, ...]]:
    """Runs of figures of one article whose quotes overlap, or lie at most ``gap`` characters apart."""
    run: list[Figure] = []
    document, end = "", 0
    for figure in ordered:
        claim = figure.claim
        span, name = claim.quote_span, claim.source.document
        if run and (name != document or span.start >= end + gap):
            yield tuple(run)
            run, end = [], 0
        run.append(figure)
        document, end = name, max(end, span.end)
    if run:
        yield tuple(run)


def of_kinds(
    statements: Iterable[Statement],
    kind: Callable[[Statement], Hashable],
    is_wanted: Callable[[Sequence[Statement]], bool],
) -> list[Statement]:
    """The statements, in their order, of those kinds whose statements taken together are wanted."""
    listed = [(kind(statement), statement) for statement in statements]
    kinds: dict[Hashable, list[Statement]] = defaultdict(list)
    for name, statement in listed:
        kinds[name].append(statement)
    wanted = {name for name, same in kinds.items() if is_wanted(same)}
    return [statement for name, statement in listed if name in wanted]
