"""The quote of a claim, and all that narrows its figure."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.extract.bound import Bound
from claimcheck.extract.circumstances import scope_of
from claimcheck.extract.metrics import around
from claimcheck.extract.named import Metric
from claimcheck.extract.respective import Respective
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.subjects import Subject, place_of
from claimcheck.extract.words import pattern, pattern_at_end
from claimcheck.folding import fold
from claimcheck.model import Measure, Span

_LONGEST_QUOTE = 120
_NEAR_QUOTE = 50
_QUOTE_EDGES = " ,;:、。\n"


def quote_of(scene: Scene, slot: Slot, metric: Metric | None, subject: Subject | None) -> Span:
    """The number's clause, widened to what names its metric, its subject if near, and a correction."""
    start = slot.clause.start
    for span, reach in ((metric and metric.span, _LONGEST_QUOTE), (subject and subject.span, _NEAR_QUOTE)):
        if span and slot.sentence.start <= span.start < start and slot.clause.end - span.start <= reach:
            start = scene.clause_at(span.start).start
    if _is_announced(scene, slot, start):
        start = slot.sentence.start
    end = max(slot.clause.end, slot.quantity.span.end)
    while start < slot.quantity.span.start and scene.folded[start] in _QUOTE_EDGES:
        start += 1
    while end > slot.quantity.span.end and scene.folded[end - 1] in _QUOTE_EDGES:
        end -= 1
    return Span(start, end)


def _is_announced(scene: Scene, slot: Slot, start: int) -> bool:
    """Whether the sentence opens as a correction («更正:»), which its figures must not lose."""
    opening = slot.sentence.start
    if slot.clause.end - opening > _LONGEST_QUOTE or scene.folded.find(":", opening, start) < 0:
        return False
    found = pattern(scene.lexicon, "correction_titles").match(scene.folded, opening, start)
    return found is not None and ":" in scene.folded[found.end() - 1 : found.end() + 1]


def narrowing_of(
    scene: Scene,
    slot: Slot,
    metric: Metric | None,
    measure: Measure,
    previous: Bound | None,
    item: Respective | None,
    subject: Subject | None,
) -> tuple[str, ...]:
    """All that narrows the figure: its name's modifiers, said limits, a list's item, the part of a share."""
    narrowing = {*scope_of(scene, slot)}
    if metric is not None:
        narrowing |= {*metric.modifiers, *around(scene, slot, metric), *_from_whom(scene, slot, metric)}
    if (place := place_of(scene, subject)) is not None:
        narrowing.add(place)
    if item is not None and item.scope:
        narrowing.add(item.scope)
    if metric is not None and measure is Measure.SHARE and _is_of_whole(scene, slot, metric):
        narrowing.add(_part(slot, previous))
    if metric is not None and measure is Measure.GROWTH:
        narrowing |= _kind_of_growth(scene, slot, metric)
    return tuple(sorted(narrowing))


def _from_whom(scene: Scene, slot: Slot, metric: Metric) -> Iterator[str]:
    """Whose money it is that makes up the figure: 从|中兴|产生的收入."""
    marks = pattern_at_end(scene.lexicon, "from_whom")
    for mention in scene.subjects_in(Span(slot.clause.start, max(slot.clause.start, metric.span.start))):
        if marks.search(scene.folded, slot.clause.start, mention.span.start):
            yield scene.folded[mention.span.start : mention.span.end]


def _kind_of_growth(scene: Scene, slot: Slot, metric: Metric) -> set[str]:
    """名义 in 名义增长5.3%: it is no growth at comparable prices."""
    start = max(slot.left.start, metric.span.end if metric.span.end <= slot.left.end else 0)
    found = pattern(scene.lexicon, "growth_kinds").search(scene.folded, start, slot.left.end)
    return {found.group()} if found else set()


def _is_of_whole(scene: Scene, slot: Slot, metric: Metric) -> bool:
    """Whether a percentage says what part of the metric something is: 占营收的11.9%."""
    text = fold(metric.name.text)
    of_whole = pattern(scene.lexicon, "of_whole")
    before = scene.folded[slot.clause.start : metric.span.start]
    return of_whole.search(before) is not None or of_whole.match(text) is not None


def _part(slot: Slot, previous: Bound | None) -> str:
    """What the share is the share of: the metric named last in the sentence, else just this place."""
    if previous is not None and previous.metric is not None:
        return previous.metric.name.id
    return f"@{slot.quantity.span.start}"
