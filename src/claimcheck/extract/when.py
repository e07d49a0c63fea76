"""Which period a number belongs to: the nearest one in its clause, sentence or paragraph, else unstated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from claimcheck.extract import calendar
from claimcheck.extract.periods import SHORTEST_REPORT, unstated
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.words import pattern, pattern_at_end
from claimcheck.folding import fold
from claimcheck.model import BlockKind, FixedBy, Period, PeriodKind, Span

_EARLIER = "earlier"
_NEAR = 3
_LONGEST = 60
_START = re.compile(r"(?<![\d.,])[$€£¥]?\d[\d.,]*(?: ?(?:%|[a-z]+)){0,2}\s*\Z")
_LONGEST_START = 48
_LONGEST_LIST = 8  # items
_TIED = 12  # characters: « in the », « for the »
_EVENT_REACH = 30
_LONGEST_HEADING = 80
_SENTENCE_ENDS = tuple("。.!?;:,、")
_YEAR = 360  # days: hardly a whole year


def period_of(scene: Scene, slot: Slot, carried: Period | None) -> Period:
    """The period of one number; ``carried`` is what earlier sentences of the paragraph fixed."""
    own = attached(scene, slot) or attached_after(scene, slot) or _compared(scene, slot)
    if own is not None:
        return own
    around = scene.periods_in(Span(slot.sentence.start, max(slot.sentence.end, slot.clause.end)))
    usable = [p for i, p in around if i not in scene.bases and not _is_event(scene, p)]
    return (
        _last_inside(usable, Span(slot.clause.start, slot.quantity.span.start))
        or _first_inside(usable, Span(slot.quantity.span.end, _reach(scene, slot)))
        or _last_inside(usable, Span(slot.sentence.start, slot.clause.start))
        or _day_of_list(scene, slot)
        or (carried and replace(carried, fixed_by=FixedBy.CONTEXT))
        or unstated(scene.published)
    )


def _day_of_list(scene: Scene, slot: Slot) -> Period | None:
    """The day that a list parted by semicolons opens with: 今日收盘，A涨1%；|B跌2%."""
    at = scene.sentence_index(slot.sentence.start)
    for sentence in reversed(scene.sentences[max(0, at - _LONGEST_LIST) : at]):
        if not scene.folded[sentence.start : sentence.end].rstrip().endswith(";"):
            return None
        usable = [
            p for i, p in scene.periods_in(sentence) if i not in scene.bases and not _is_event(scene, p)
        ]
        if usable:
            alone = len(usable) == 1 and _is_one_day(usable[0])
            return replace(usable[0], fixed_by=FixedBy.CONTEXT) if alone else None
    return None


def _reach(scene: Scene, slot: Slot) -> int:
    """How far after its number a period may stand: in Latin text up to the next comparison."""
    if not scene.folded[slot.clause.start : slot.clause.end].isascii():
        return slot.right.start
    end = slot.quantity.span.end
    versus = pattern(scene.lexicon, "versus").search(scene.folded, end, slot.clause.end)
    return versus.start() if versus else slot.clause.end


def exclusive(scene: Scene, numbers: Sequence[Span]) -> frozenset[int]:
    """Indices of the periods that belong to one number alone: the base in «由上年同期的41.1%升至».

    Such a period stands right before its number and right after a word that opens a comparison.
    """
    starts = {span.start for span in numbers}
    return frozenset(
        index
        for index, period in enumerate(scene.periods)
        if period.span and _opens_base(scene, period.span) and _leads_to(scene, period.span.end, starts)
    )


def _opens_base(scene: Scene, span: Span) -> bool:
    before = scene.folded[max(0, span.start - 12) : span.start].rstrip()
    return pattern_at_end(scene.lexicon, "versus", "from_end").search(before) is not None


def _leads_to(scene: Scene, end: int, starts: set[int]) -> bool:
    near = [s for s in range(end, end + _NEAR + 1) if s in starts]
    return bool(near) and _only_particles(scene, scene.folded[end : near[0]])


def attached(scene: Scene, slot: Slot) -> Period | None:
    """A period right before the number owns it, even as a comparison base: 较2021年的588亿元."""
    for _, period in reversed(scene.periods_in(slot.left)):
        if period.span and slot.left.start <= period.span.start and period.span.end <= slot.left.end:
            gap = scene.folded[period.span.end : slot.left.end]
            return period if _only_particles(scene, gap) else None
    return None


def attached_after(scene: Scene, slot: Slot) -> Period | None:
    """A period that a preposition ties to the number before it: «$5 billion in the second quarter»."""
    start = slot.quantity.span.end
    tie = pattern(scene.lexicon, "period_ties").match(scene.folded[start:].lstrip()[:12])
    if tie is None:
        return None
    tied = Span(start, min(len(scene.folded), start + _TIED + _LONGEST))
    near = _first_inside([p for _, p in scene.periods_in(tied)], tied)
    if near is None or near.span is None or near.span.start > start + _TIED:
        return None
    return None if "," in scene.folded[start : near.span.start] else near


def _compared(scene: Scene, slot: Slot) -> Period | None:
    """The period of a number that another is held against: compared to |$1.31 last year.

    The year before of a period that is shorter is the same period of that year. Where nothing says when,
    it was at some time before.
    """
    left = scene.folded[slot.left.start : slot.left.end]
    held = _is_held(scene, slot, left)
    if not left.isascii() or not (
        held or pattern_at_end(scene.lexicon, "compared_from").search(left.rstrip())
    ):
        return None
    after = Span(slot.quantity.span.end, slot.sentence.end)
    near = _first_inside([p for _, p in scene.periods_in(after)], after)
    if near is None or near.span is None or near.start is None or near.end is None:
        return earlier() if held and near is None and not _was_expected(scene, slot) else None
    if pattern(scene.lexicon, "comparison_periods").search(fold(near.text)) is None:
        return near if held and slot.left.start == slot.clause.start else None
    return _base_period(scene, slot, near)


def _is_held(scene: Scene, slot: Slot, left: str) -> bool:
    """Whether the words before the number, or the opening of its clause, hold it against another."""
    if pattern_at_end(scene.lexicon, "compared").search(left.rstrip()):
        return True
    opens = slot.left.start == slot.clause.start
    return opens and pattern(scene.lexicon, "compared").match(left.lstrip()) is not None


def _base_period(scene: Scene, slot: Slot, near: Period) -> Period:
    """The year before, of the period that the sentence is about where that is shorter."""
    before = Span(slot.sentence.start, slot.quantity.span.start)
    main = _last_inside([p for i, p in scene.periods_in(slot.sentence) if i not in scene.bases], before)
    far = near.span is not None and near.span.start > slot.quantity.span.end + _NEAR
    if main is None and far and near.fixed_by is not FixedBy.CONTEXT:
        return earlier()  # a year before nobody knows what
    if main is None or main.start is None or main.end is None or near.start is None or near.end is None:
        return near
    shorter = (main.end - main.start).days < _YEAR <= (near.end - near.start).days
    return _a_year_before(near, (main.start, main.end)) if shorter else near


def _was_expected(scene: Scene, slot: Slot) -> bool:
    clause = Span(slot.clause.start, max(slot.right.end, slot.clause.end))
    words = pattern(scene.lexicon, "forecast", "forecast_after")
    return words.search(scene.folded, clause.start, clause.end) is not None


def _a_year_before(near: Period, main: calendar.Range) -> Period:
    bounds = calendar.shift_year(main, -1)
    return replace(
        near, start=bounds[0], end=bounds[1], label=calendar.label(bounds), fixed_by=FixedBy.CONTEXT
    )


def _only_particles(scene: Scene, gap: str) -> bool:
    return len(gap) <= _NEAR and not pattern(scene.lexicon, "particles", "equals").sub("", gap).strip()


def _last_inside(periods: list[Period], span: Span) -> Period | None:
    found = [p for p in periods if p.span and span.start <= p.span.start and p.span.end <= span.end]
    return found[-1] if found else None


def _first_inside(periods: list[Period], span: Span) -> Period | None:
    found = [p for p in periods if p.span and span.start <= p.span.start and p.span.end <= span.end]
    return found[0] if found else None


def _is_event(scene: Scene, period: Period) -> bool:
    """The day of an announcement («5月24日，快手发布财报») is not the period of its figures."""
    if period.span is None or _names_event(scene, period.span):
        return period.span is not None
    if not _is_one_day(period):
        return False
    sentence = scene.sentence_at(period.span.start)
    end = min(sentence.end, period.span.end + _EVENT_REACH)
    return pattern(scene.lexicon, "announce").search(scene.folded, period.span.end, end) is not None


def _names_event(scene: Scene, span: Span) -> bool:
    """Whether the period is part of a name: 2022年|冬奥会."""
    return pattern(scene.lexicon, "event_nouns").match(scene.folded, span.end) is not None


def _is_one_day(period: Period) -> bool:
    return period.kind is PeriodKind.DURATION and period.start is not None and period.start == period.end


def carried_period(scene: Scene, sentence: Span, before: Period | None = None) -> Period | None:
    """What the next sentence of the paragraph inherits: the last stated span of time, no single day.

    A sentence that only breaks down the period ``before`` (分季度看，一季度…，二季度…) changes nothing.
    """
    usable = [
        p
        for i, p in scene.periods_in(sentence)
        if i not in scene.bases
        and p.kind is not PeriodKind.UNSTATED
        and not _is_one_day(p)
        and not pattern(scene.lexicon, "comparison_periods").search(fold(p.text))
        and not _is_of_start(scene, p)
    ]
    usable = [p for p in usable if not _is_event(scene, p)]
    found = _last_inside(usable, sentence)
    if found is None or _is_breakdown(usable, before):
        return None
    return replace(found, fixed_by=FixedBy.CONTEXT)


def _is_of_start(scene: Scene, period: Period) -> bool:
    """Whether the period is that of a movement's start: fell to 3.9% from 4.1% in |November."""
    if period.span is None:
        return False
    before = scene.folded[max(0, period.span.start - _LONGEST_START) : period.span.start]
    value = _START.search(pattern_at_end(scene.lexicon, "period_ties").sub("", before.rstrip()))
    return value is not None and (
        pattern_at_end(scene.lexicon, "from_end").search(before[: value.start()].rstrip()) is not None
    )


def _is_breakdown(periods: Sequence[Period], whole: Period | None) -> bool:
    """Whether the periods are several parts of the whole, in order: its quarters or months."""
    parts = {(p.start, p.end) for p in periods}
    if whole is None or whole.start is None or whole.end is None or len(parts) < 2:
        return False
    lowest, highest = whole.start, whole.end
    inside = all(a and b and lowest <= a and b <= highest for a, b in parts)
    return inside and (lowest, highest) not in parts


def section_after(scene: Scene, section: Period | None) -> Period | None:
    """The reporting period that holds after this block: a heading's own, else the one before it.

    In plain text a short line that names a period of report may be a heading, too.
    """
    if scene.kind in (BlockKind.TITLE, BlockKind.HEADING):
        return _section_period(scene)
    return (_section_period(scene) or section) if _is_line(scene) else section


def spoken_of(scene: Scene) -> Period | None:
    """The first span of time that a block speaks of, which 上年同期 is a year before; no base itself."""
    for index, period in enumerate(scene.periods):
        if index in scene.bases or period.kind is not PeriodKind.DURATION or _is_event(scene, period):
            continue
        if period.start and period.end and (period.end - period.start).days >= SHORTEST_REPORT:
            return period
    return None


def _is_line(scene: Scene) -> bool:
    """Whether the block is a short line without a full stop, or a few of them."""
    lines = [line.strip() for line in scene.folded.strip().split("\n")]
    if scene.kind is not BlockKind.PARAGRAPH or len(scene.clauses) > len(lines):
        return False
    return all(0 < len(line) <= _LONGEST_HEADING and line[-1] not in _SENTENCE_ENDS for line in lines)


def _section_period(scene: Scene) -> Period | None:
    """The reporting period that a heading or title sets for what follows: «Second Quarter 2023 Results»."""
    period = carried_period(scene, Span(0, len(scene.text)))
    if period is None or period.kind is not PeriodKind.DURATION or period.start is None or period.end is None:
        return None
    if (period.end - period.start).days < SHORTEST_REPORT:
        return None
    reports = pattern(scene.lexicon, "reports").search(scene.folded)
    return period if reports or scene.kind is BlockKind.HEADING else None


def earlier() -> Period:
    """The period of «from 90 %» in a movement that says no date: some time before, unknown when."""
    return Period(None, "", None, None, _EARLIER, PeriodKind.UNSTATED, FixedBy.CONTEXT)


def is_earlier(period: Period) -> bool:
    """Whether the period is the unknown start of a movement."""
    return period.label == _EARLIER
