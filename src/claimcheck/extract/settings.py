"""The days of events and what befell people in them, with the words that tell which event it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from claimcheck.extract.bound import Bound
from claimcheck.extract.mentions import dates
from claimcheck.extract.scene import Scene
from claimcheck.model import Period, Span

_LONGEST = 400  # characters: more tells nothing more


def days_of(scene: Scene) -> Iterator[Bound]:
    """The single days that the block names with month and day."""
    for bound in dates(scene):
        if is_day(bound.period):
            yield bound


def is_day(period: Period) -> bool:
    """Whether the period is one day."""
    return period.start is not None and period.start == period.end


def is_event(scene: Scene, bound: Bound) -> bool:
    """Whether the number tells what befell people."""
    return bound.metric is not None and bound.metric.name.id in scene.lexicon.words("event_metrics")


def words_around(scene: Scene, sentence: Span, before: int) -> str:
    """The folded sentence with the ``before`` sentences in front of it."""
    first = max(0, bisect_right(scene.sentence_starts, sentence.start) - 1 - before)
    return scene.folded[max(scene.sentences[first].start, sentence.end - _LONGEST) : sentence.end]
