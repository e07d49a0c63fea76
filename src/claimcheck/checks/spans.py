"""Flows over time: the parts of a span of time add up to the flow of the whole span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice, product

from claimcheck.checks.base import Context
from claimcheck.checks.derived import (
    agree,
    best,
    conflict,
    drafts_first,
    is_dated,
    line,
    range_told,
)
from claimcheck.checks.figures import Figure, Series, figures_of, of_kinds, series_of
from claimcheck.checks.growth_terms import unit_in, unit_of
from claimcheck.checks.intervals import add, of
from claimcheck.checks.wording import amount
from claimcheck.matching import Statement, When
from claimcheck.model import Finding, FixedBy, Level, Measure, Modality
from claimcheck.rules import Rule

_MOST_PARTS = 4
_MOST_WAYS = 8
_ENOUGH = 2
_DAY = timedelta(days=1)

Spans = Mapping[When, Sequence[Figure]]
Dated = Mapping[When, object]
Kind = tuple[Series, str, str]


def of_spans(statements: Iterable[Statement], rule: Rule, context: Context) -> Iterator[Finding]:
    """One finding for each span of time whose flow cannot be the sum of its parts."""
    done: set[tuple[object, ...]] = set()
    usable = of_kinds((s for s in statements if _is_usable(s)), _thing, _have_sums)
    for (series, unit, place), spans in _by_series(figures_of(usable)).items():
        for whole in spans:
            if place or (series, unit, whole) not in done:
                if _is_summed(whole, spans):
                    done.add((series, unit, whole))
                yield from _of_span(whole, spans, bool(place), rule, context)


def _thing(s: Statement) -> tuple[Series, str]:
    return (series_of(s), unit_in(s.quantity))


def _have_sums(statements: Sequence[Statement]) -> bool:
    """Whether some span is the sum of others."""
    spans = dict.fromkeys(s.when for s in statements)
    return any(_is_summed(whole, spans) for whole in spans)


def _by_series(flows: Iterable[Figure]) -> dict[Kind, dict[When, list[Figure]]]:
    """The flows of each thing by period: first of each article, then of all where nothing is guessed."""
    near: dict[Kind, dict[When, list[Figure]]] = {}
    far: dict[Kind, dict[When, list[Figure]]] = {}
    for figure in flows:
        for place, found in ((figure.claim.document, near), ("", far)):
            if place or figure.claim.period.fixed_by is FixedBy.TEXT:
                kind = (figure.of_whom, unit_of(figure), place)
                found.setdefault(kind, {}).setdefault(figure.when, []).append(figure)
    return near | far


def _is_usable(s: Statement) -> bool:
    return (
        s.key.measure is Measure.LEVEL
        and s.modality is Modality.ACTUAL
        and is_dated(s.when)
        and not s.when.instant
        and bool(s.key.subject)
        and bool(s.quantity.unit)
    )


def _is_summed(whole: When, spans: Dated) -> bool:
    return next(_ways(whole, spans), None) is not None


def _ways(whole: When, spans: Dated) -> Iterator[tuple[When, ...]]:
    """The ways to cut the span into others of the list, each right after the one before."""
    starts: dict[object, list[When]] = {}
    for span in spans:
        if span != whole:
            starts.setdefault(span.start, []).append(span)
    yield from islice(_cuts(whole, starts, ()), _MOST_WAYS)


def _cuts(
    whole: When, starts: Mapping[object, Sequence[When]], so_far: tuple[When, ...]
) -> Iterator[tuple[When, ...]]:
    last = so_far[-1].end if so_far else None
    if last == whole.end:
        yield so_far
        return
    start = whole.start if last is None else last + _DAY
    if len(so_far) < _MOST_PARTS:
        for span in starts.get(start, ()):
            if span.end and whole.end and span.end <= whole.end and span != whole:
                yield from _cuts(whole, starts, (*so_far, span))


def _of_span(whole: When, spans: Spans, is_near: bool, rule: Rule, context: Context) -> Iterator[Finding]:
    for way in _ways(whole, spans):
        if not all(agree(spans[period]) for period in (whole, *way)):
            continue
        choices = [
            (total, parts)
            for total in best(spans[whole], _ENOUGH)
            for parts in product(*(best(spans[part], _ENOUGH) for part in way))
        ]
        if not any(_adds_up(total, parts) for total, parts in choices):
            yield from _finding(*choices[0], is_near, rule, context)


def _adds_up(total: Figure, parts: Sequence[Figure]) -> bool:
    return add(*(of(f.claim.quantity) for f in parts)).meets(of(total.claim.quantity))


def _finding(
    total: Figure, parts: Sequence[Figure], is_near: bool, rule: Rule, context: Context
) -> Iterator[Finding]:
    claims = [total.claim, *(f.claim for f in parts)]
    if context.concerns(claims):
        should = range_told(add(*(of(f.claim.quantity) for f in parts)), total.claim.quantity.unit)
        terms = " + ".join(f.claim.quantity.text for f in parts)
        names = {"terms": terms, "total": amount(total.claim.quantity)}
        level = rule.level if is_near else Level.WARNING
        lines = [line("derived-sum-line", names | should)]
        yield conflict(rule, "derived-sum", drafts_first(claims, context.drafts), lines, level)
