"""sum: what a sentence adds up, and the parts of a year.

«A为10亿元，B为12亿元，合计22亿元» adds up; a part after 其中 is no more than its whole; and a flow of
a year is that of its quarters or halves, in one article and across articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from claimcheck.checks.base import Check, Context
from claimcheck.checks.derived import (
    before,
    between,
    conflict,
    drafts_first,
    line,
    range_told,
)
from claimcheck.checks.figures import Figure, Gathered
from claimcheck.checks.growth_terms import unit_of
from claimcheck.checks.intervals import add, of
from claimcheck.checks.spans import of_spans
from claimcheck.checks.wording import amount
from claimcheck.extract.words import pattern
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Finding, Measure
from claimcheck.rules import Rule

_GAP = 3
_FEWEST = 2


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Flows that do not add up over time (per share, per user)."""

    not_additive: tuple[str, ...] = ()


def run(gathered: Gathered, rule: Rule, options: Options, context: Context) -> Iterator[Finding]:
    """One finding for each sum that cannot be that of its parts."""
    for sentence in gathered.companies(_GAP):
        yield from _of_totals(sentence, rule, context)
        yield from _of_parts(sentence, rule, context)
    flows = _flows(options, context.lexicon)
    yield from of_spans(gathered.statements(flows), rule, context)


@lru_cache(maxsize=8)
def _flows(options: Options, lexicon: Lexicon) -> frozenset[str]:
    """The metrics that add up over time."""
    flows = (name for name, entry in lexicon.metrics.items() if entry.kind == "flow")
    return frozenset(name for name in flows if name not in options.not_additive)


def _opens(sentence: Sequence[Figure], at: int, category: str, lexicon: Lexicon) -> bool:
    """Whether a word of the category stands between the figure and the one before it."""
    text = between(sentence[at - 1].claim, sentence[at].claim)
    text = before(sentence[at].claim) if text is None else text
    return pattern(lexicon, category).search(fold(text)) is not None


# ---------------------------------------------------------------- 合计


def _of_totals(sentence: Sequence[Figure], rule: Rule, context: Context) -> Iterator[Finding]:
    for at in range(_FEWEST, len(sentence)):
        total = sentence[at]
        if _can_be_total(total) and _opens(sentence, at, "in_total", context.lexicon):
            terms = _terms(sentence[:at], total)
            if len(terms) >= _FEWEST and not _adds_up(terms, total):
                yield from _finding(terms, total, rule, context)


def _can_be_total(figure: Figure) -> bool:
    """Money, or something that has a name: «38个» may be anything."""
    is_named = figure.key.kind == "money" or not figure.key.metric.startswith("~")
    return figure.key.measure is Measure.LEVEL and is_named and unit_of(figure) != ""


def _terms(earlier: Sequence[Figure], total: Figure) -> list[Figure]:
    """The levels of the total's unit that stand right before it."""
    terms: list[Figure] = []
    for figure in reversed(earlier):
        if figure.key.measure is not Measure.LEVEL:
            continue
        if not _may_be_term(figure, total) or any(_is_again(figure, f) for f in terms):
            break
        terms.insert(0, figure)
    return terms


def _may_be_term(figure: Figure, total: Figure) -> bool:
    a, b = figure.statement, total.statement
    same = a.when == b.when and a.modality is b.modality and unit_of(figure) == unit_of(total)
    return same and figure.claim.quantity.noun == total.claim.quantity.noun


def _is_again(a: Figure, b: Figure) -> bool:
    """Whether the two say the same again: equal values, or two values of one thing."""
    return a.claim.quantity.stated == b.claim.quantity.stated or a.of_whom == b.of_whom


def _adds_up(terms: Sequence[Figure], total: Figure) -> bool:
    """Whether the last two, three, … of the terms come to the total."""
    values = [of(f.claim.quantity) for f in terms]
    whole = of(total.claim.quantity)
    return any(add(*values[start:]).meets(whole) for start in range(len(values) - 1))


def _finding(terms: Sequence[Figure], total: Figure, rule: Rule, context: Context) -> Iterator[Finding]:
    claims = [total.claim, *(f.claim for f in terms)]
    if context.concerns(claims):
        should = range_told(add(*(of(f.claim.quantity) for f in terms)), total.claim.quantity.unit)
        added = " + ".join(f.claim.quantity.text for f in terms)
        names = {"terms": added, "total": amount(total.claim.quantity)}
        lines = [line("derived-sum-line", names | should)]
        yield conflict(rule, "derived-sum", drafts_first(claims, context.drafts), lines)


# ---------------------------------------------------------------- 其中


def _of_parts(sentence: Sequence[Figure], rule: Rule, context: Context) -> Iterator[Finding]:
    for at in range(1, len(sentence)):
        whole, part = sentence[at - 1], sentence[at]
        if not _opens(sentence, at, "of_which", context.lexicon) or not _may_be_part(part, whole):
            continue
        if _is_average(part, context.lexicon) or _is_average(whole, context.lexicon):
            continue
        if of(part.claim.quantity).low > of(whole.claim.quantity).high:
            claims = [part.claim, whole.claim]
            names = {"part": amount(part.claim.quantity), "whole": amount(whole.claim.quantity)}
            if context.concerns(claims):
                lines = [line("derived-part-line", names)]
                yield conflict(rule, "derived-part", drafts_first(claims, context.drafts), lines)


def _may_be_part(part: Figure, whole: Figure) -> bool:
    same = part.key.measure is whole.key.measure is Measure.LEVEL and unit_of(part) == unit_of(whole)
    q, r = part.claim.quantity, whole.claim.quantity
    return same and q.noun == r.noun and part.statement.modality is whole.statement.modality


def _is_average(figure: Figure, lexicon: Lexicon) -> bool:
    """Whether it is an average, which has no parts: 平均票价42元, 其中…."""
    metric = figure.claim.metric
    entry = lexicon.metrics.get(metric.id) if metric else None
    if entry is not None:
        return entry.kind == "average"
    return metric is not None and pattern(lexicon, "table_averages").search(fold(metric.text)) is not None


CHECK = Check(Options, of_groups=run)
