"""«甲、乙和丙分别为1、2和3»: the i-th number belongs to the i-th name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from claimcheck.extract.named import Metric, phrase_metric, unknown_metric
from claimcheck.extract.phrases import trimmed
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.subjects import Subject, named
from claimcheck.extract.words import pattern
from claimcheck.extract.year_lists import years_of
from claimcheck.model import Period, Span

_LONGEST_ITEM = 16
_LONGEST_LIST = 200


class Respective(msgspec.Struct, frozen=True):
    """What the position in a list gives a number; the rest is bound as for any other."""

    subject: Subject | None = None
    metric: Metric | None = None
    period: Period | None = None
    scope: str = ""
    mirror: int | None = None


def respective(scene: Scene, slots: list[Slot]) -> dict[int, Respective]:
    """The list items by number index, for every list of names whose length fits its numbers."""
    found: dict[int, Respective] = {}
    for match in pattern(scene.lexicon, "respectively").finditer(scene.folded):
        sentence = scene.sentence_at(match.start())
        numbers = _numbers(scene, slots, match, sentence)
        names = Span(sentence.start, _names_end(scene, match, slots, numbers))
        items = _movers(scene, names, match, len(numbers)) or _items(scene, names, len(numbers))
        items = _mirrored(slots, numbers, items) or items
        found |= dict(zip(numbers, items, strict=False)) if items else {}
    return found


def _numbers(scene: Scene, slots: list[Slot], match: re.Match[str], sentence: Span) -> list[int]:
    """Indices of the numbers of the list: after 分别 in Chinese, before «respectively» in English."""
    if match.group().isascii():
        inside = _between(slots, sentence.start, match.start())
        return _run(scene, slots, inside[::-1])[::-1]
    return _run(scene, slots, _between(slots, match.end(), sentence.end))


def _between(slots: list[Slot], start: int, end: int) -> list[int]:
    """Indices of the numbers from ``start`` to ``end``, at most as many as a list may have."""
    first = bisect_left(slots, start, key=lambda s: s.quantity.span.start)
    last = bisect_left(slots, end, key=lambda s: s.quantity.span.start)
    return list(range(first, min(last, first + _LONGEST_LIST)))


def _run(scene: Scene, slots: list[Slot], indices: list[int]) -> list[int]:
    """The first of ``indices`` and all that follow it in one list of equal units."""
    run: list[int] = []
    for index in indices:
        if run and not _one_list(scene, slots[run[-1]], slots[index]):
            break
        run.append(index)
    return run


def _one_list(scene: Scene, a: Slot, b: Slot) -> bool:
    first, second = sorted((a.quantity, b.quantity), key=lambda q: q.span.start)
    between = scene.folded[first.span.end : second.span.start]
    rest = pattern(scene.lexicon, "connectors").sub("", between).strip(" ,")
    return a.quantity.unit == b.quantity.unit and not rest


def _names_end(scene: Scene, match: re.Match[str], slots: list[Slot], numbers: list[int]) -> int:
    if match.group().isascii() and numbers:
        return slots[numbers[0]].quantity.span.start
    return match.start()


def _items(scene: Scene, span: Span, count: int) -> list[Respective]:
    """``count`` list items before the numbers: subjects, metrics, periods, or plain phrases."""
    if count < 2:
        return []
    periods = [p for _, p in scene.periods_in(span)]
    subjects = _list_of([m.span for m in scene.subjects_in(span)], scene, count)
    metrics = _list_of([m.span for m in scene.metrics_in(span)], scene, count)
    dates = _list_of([p.span for p in periods if p.span], scene, count)
    if subjects:
        mentions = {m.span: m for m in scene.subjects_in(span)}
        return [Respective(Subject(named(scene.text, scene.lexicon, mentions[s]), s)) for s in subjects]
    if metrics:
        return [Respective(metric=phrase_metric(scene, s)) for s in metrics]
    years = years_of(scene.folded, scene.text, span, count)
    if years:
        return [Respective(period=year) for year in years]
    if dates:
        by_span = {p.span: p for p in periods}
        return [Respective(period=by_span[s]) for s in dates]
    return _plain_items(scene, span, count)


def _movers(scene: Scene, span: Span, match: re.Match[str], count: int) -> list[Respective]:
    """The things that «甲、乙、丙|分别涨|1%、2%、3%» names, where no list knows all of them."""
    moves = pattern(scene.lexicon, "price_moves").match(scene.folded, match.end())
    if moves is None or count < 2 or len(scene.subjects_in(span)) >= count:
        return []
    clause = scene.clause_at(max(span.start, span.end - 1))
    start = max(span.start, clause.start)
    parts = list(_parts(scene, Span(start, span.end)))
    metrics = [unknown_metric(scene, part) for part in parts[-count:]]
    return [Respective(metric=m) for m in metrics] if len(parts) >= count and all(metrics) else []


def _parts(scene: Scene, span: Span) -> Iterator[Span]:
    """The parts of a list, without blanks, points and marks at their ends."""
    start = span.start
    for match in pattern(scene.lexicon, "connectors").finditer(scene.folded, span.start, span.end):
        part = trimmed(scene.folded, Span(start, match.start()))
        if part is not None:
            yield part
        start = match.end()
    last = trimmed(scene.folded, Span(start, span.end))
    if last is not None:
        yield last


def _mirrored(slots: list[Slot], numbers: list[int], items: list[Respective]) -> list[Respective]:
    """«营收1亿元、净利润2亿元，分别增长3%、4%»: each growth is of the number that stands as far before it."""
    if not items or not items[0].scope.startswith("#") or numbers[0] < len(numbers):
        return []
    first = numbers[0] - len(numbers)
    together = slots[first].sentence == slots[numbers[0]].sentence
    return [Respective(mirror=first + i) for i in range(len(numbers))] if together else []


def _plain_items(scene: Scene, span: Span, count: int) -> list[Respective]:
    """The phrases of a list that names nothing known; where they do not come out even, their numbers.

    Either keeps the figures of one list from being held against each other.
    """
    clause = scene.clause_at(max(span.start, span.end - 1))
    parts = pattern(scene.lexicon, "connectors").split(scene.folded[max(clause.start, span.start) : span.end])
    phrases = [part.strip(" ,的") for part in parts]
    if len(phrases) == count and all(phrases):
        return [Respective(scope=phrase[-_LONGEST_ITEM:]) for phrase in phrases]
    return [Respective(scope=f"#{number}") for number in range(1, count + 1)]


def _list_of(spans: list[Span], scene: Scene, count: int) -> list[Span]:
    """The last ``count`` spans if only connectors stand between them."""
    last = spans[-count:]
    if len(last) < count:
        return []
    gaps = [scene.folded[a.end : b.start] for a, b in pairwise(last)]
    joined = pattern(scene.lexicon, "connectors")
    return last if all(g.strip() and not joined.sub("", g).strip(" ,") for g in gaps) else []
