"""Modality, scope and attribution of a number: intended or done, of what part, and who says so."""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.words import pattern
from claimcheck.lexicon import Lexicon
from claimcheck.model import Modality, Period, PeriodKind, Span

_UNDER_WAY = 31  # a period that ends sooner is under way, and its figures may be interim ones


def modality_of(scene: Scene, slot: Slot, period: Period) -> Modality:
    """Forecast and plan words before the number decide; then a period that has not ended yet.

    A clause that opens no subject of its own and reports no deed goes on with the plan of the one
    before it («将投入5亿元，扶持百万达人»).
    """
    over = _is_over(scene, period)
    span = Span(slot.clause.start, slot.quantity.span.start)
    said = _said(scene, span, over)
    if (
        said is None
        and span.start > slot.sentence.start
        and _goes_on(scene, span)
        and not (_is_released(scene, span) and not _is_ahead(scene, slot, period))
    ):
        said = _handed_on(scene, scene.clause_at(span.start - 1), slot.sentence.start, over)
    if said is None and _was_expected(scene, slot):
        return Modality.FORECAST
    return said or (Modality.PLAN if _is_ahead(scene, slot, period) else Modality.ACTUAL)


def _was_expected(scene: Scene, slot: Slot) -> bool:
    """Whether the words behind the number say that it is an estimate: the 4.2% |expected by analysts."""
    start = slot.right.start + (scene.folded[slot.right.start : slot.right.start + 1] == " ")
    return pattern(scene.lexicon, "forecast_after").match(scene.folded, start, slot.right.end) is not None


def _said(scene: Scene, span: Span, over: bool) -> Modality | None:
    """What the words of the span say outright."""
    if pattern(scene.lexicon, "forecast", "plan").search(scene.folded, span.start, span.end) is None:
        return None
    for words, modality in (("forecast", Modality.FORECAST), ("plan", Modality.PLAN)):
        if _says(scene, words, span) and not (over and _says(scene, "weak_plan", span)):
            return modality
    return None


def _handed_on(scene: Scene, clause: Span, sentence_start: int, over: bool) -> Modality | None:
    """What the clause, or one before it that it goes on with, says; each clause is looked at once."""
    known = _known(scene, over)
    walked: list[int] = []
    while clause.start not in known:
        walked.append(clause.start)
        said = _said(scene, clause, over)
        if said is not None or clause.start <= sentence_start or not _goes_on(scene, clause):
            known[clause.start] = said
            break
        clause = scene.clause_at(clause.start - 1)
    said = known[clause.start]
    known.update(dict.fromkeys(walked, said))
    return said


@lru_cache(maxsize=4)
def _known(scene: Scene, over: bool) -> dict[int, Modality | None]:
    """What clauses of the scene hand on, by their start; filled as they are asked for."""
    return {}


def _is_released(scene: Scene, span: Span) -> bool:
    """Whether the clause names a figure that is out (初值, 前值), whatever was expected before it."""
    return pattern(scene.lexicon, "released").search(scene.folded, span.start, span.end) is not None


def _goes_on(scene: Scene, span: Span) -> bool:
    """Whether a clause has neither a subject nor a word for something done."""
    if scene.subjects_in(span):
        return False
    return pattern(scene.lexicon, "actual").search(scene.folded, span.start, span.end) is None


def _is_over(scene: Scene, period: Period) -> bool:
    """Whether the figure's own period ended before publication: «will» is then but translated grammar."""
    if scene.published is None or period.end is None or period.span is None:
        return False
    return period.kind is PeriodKind.DURATION and (scene.published - period.end).days > _UNDER_WAY


def _says(scene: Scene, words: str, span: Span) -> bool:
    found = list(pattern(scene.lexicon, words).finditer(scene.folded, span.start, span.end))
    if not found:
        return False
    no: set[int] = set()
    for m in pattern(scene.lexicon, f"not_{words}").finditer(scene.folded, span.start):
        if m.start() >= span.end:
            break
        no |= {m.start(), m.end() - 1}
    return any(m.start() not in no and not _is_done(scene, m.end()) for m in found)


def _is_done(scene: Scene, offset: int) -> bool:
    """Whether the clause goes on with 了: 将 then marks an object («将检出率提高了»), not a plan."""
    clause = scene.clause_at(offset - 1)
    return pattern(scene.lexicon, "aspects").search(scene.folded, offset, clause.end) is not None


def _is_ahead(scene: Scene, slot: Slot, period: Period) -> bool:
    """Whether the period lies ahead or, called whole (全年), has not ended; and nothing was done yet."""
    if scene.published is None or period.start is None or period.end is None or period.span is None:
        return False
    if period.kind is not PeriodKind.DURATION or (period.end - scene.published).days <= _UNDER_WAY:
        return False
    if pattern(scene.lexicon, "fiscal_words").search(scene.folded, *_extent(period)):
        return False  # the year of the firm may be over
    whole = pattern(scene.lexicon, "whole_periods").search(scene.folded, *_extent(period))
    done = pattern(scene.lexicon, "actual", "rise", "fall").search(
        scene.folded, slot.clause.start, slot.clause.end
    )
    return done is None and (whole is not None or period.start > scene.published)


def _extent(period: Period) -> tuple[int, int]:
    return (period.span.start, period.span.end) if period.span else (0, 0)


def scope_of(scene: Scene, slot: Slot) -> tuple[str, ...]:
    """Said inclusions and exclusions that narrow or widen the figure (包含小程序在内, 不含税).

    They stand in the number's own clause, or fill the clause before it.
    """
    own = Span(slot.clause.start, slot.right.end)
    before = scene.clause_at(max(slot.sentence.start, slot.clause.start - 1))
    found = list(_scope_pattern(scene.lexicon).finditer(scene.folded, own.start, own.end))
    found += _filling(scene, before)
    if not found:
        return ()
    names = scene.metrics_in(Span(slot.sentence.start, slot.right.end))
    free = [m for m in found if not any(n.span.overlaps(Span(*m.span())) for n in names)]
    return tuple(sorted({m.group().strip() for m in free}))


def _filling(scene: Scene, clause: Span) -> list[re.Match[str]]:
    """The inclusion that is all that a clause says."""
    match = _scope_pattern(scene.lexicon).match(scene.folded, clause.start, clause.end)
    return [match] if match and match.end() >= clause.end - 1 else []


@lru_cache(maxsize=8)
def _scope_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    marks = pattern(lexicon, "scope_marks").pattern
    fixed = pattern(lexicon, "scope_words").pattern
    return re.compile(rf"(?:{marks})[^,。;:!?()、\d]{{2,10}}(?:在内|之外|以外)?|{fixed}")


def attribution_of(scene: Scene, slot: Slot) -> str | None:
    """Who says so, as written: 财报 in «财报显示», 国家统计局 in «据国家统计局数据»."""
    within = (slot.sentence.start, slot.quantity.span.start)
    if pattern(scene.lexicon, "said", "according").search(scene.folded, *within) is None:
        return None
    match = _attribution_pattern(scene.lexicon).search(scene.folded, *within)
    if match is None:
        return None
    span = match.span("said") if match.group("said") else match.span("according")
    return _plain_source(scene, Span(*span))


def _plain_source(scene: Scene, span: Span) -> str | None:
    """The source's name without the conjunctions before and the adverbs after it."""
    words = scene.folded[span.start : span.end]
    lead = re.match(rf"\s*(?:{pattern(scene.lexicon, 'source_leads').pattern})*\s*", words)
    tail = re.search(rf"\s*(?:{pattern(scene.lexicon, 'source_tails').pattern})*\s*\Z", words)
    start, end = lead.end() if lead else 0, tail.start() if tail else len(words)
    return scene.text[span.start + start : span.start + end].strip() or None if start < end else None


@lru_cache(maxsize=8)
def _attribution_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    said, according = pattern(lexicon, "said").pattern, pattern(lexicon, "according").pattern
    name = r"(?:[^,。;:!?()“”、\x00-\x7f]{1,16}?|[^,。;:!?()“”、]{1,40}?)"
    start = r"(?:^|(?<=[,。;:!?()“”\n]))\s*"
    return re.compile(
        rf"(?:{according})\s*(?P<according>{name})(?:{said}|,)|{start}(?P<said>{name})(?:{said})[,:]?"
    )
