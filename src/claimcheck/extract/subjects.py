"""Whom a number is about: the nearest fitting name to its left, else the last one, else the article's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from claimcheck.extract.names import Mention, subject_scanner
from claimcheck.extract.scene import Scene, Slot
from claimcheck.extract.words import pattern, pattern_at_end
from claimcheck.folding import fold
from claimcheck.lexicon import Lexicon
from claimcheck.model import Name, Span

_TITLE_WEIGHT = 3
_SOURCES = ("organisation", "person", "media")


class Subject(msgspec.Struct, frozen=True):
    """The subject's name and where it stands; ``span`` is None where it was carried over."""

    name: Name
    span: Span | None = None


def subject_of(scene: Scene, slot: Slot, metric: Span | None, carried: Subject | None) -> Subject | None:
    """The subject of one number.

    Looked for in its clause up to the number (or its metric), then in the words after a number that
    starts its clause, then in the earlier clauses of the sentence; then ``carried`` holds.
    """
    end = max(slot.left.end, metric.end if metric else 0)
    for span in (Span(slot.clause.start, end), Span(slot.sentence.start, slot.clause.start)):
        mention = _best(scene, span)
        if mention is not None:
            return Subject(named(scene.text, scene.lexicon, mention), mention.span)
    return carried and msgspec.structs.replace(carried, span=None)


def named(text: str, lexicon: Lexicon, mention: Mention) -> Name:
    """The canonical name of a mention with the words as written."""
    entry = lexicon.subjects[mention.id]
    canonical = (entry.zh or entry.en or (mention.id,))[0]
    return Name(mention.id, canonical, text[mention.span.start : mention.span.end])


def _best(scene: Scene, span: Span) -> Mention | None:
    """The last mention in ``span`` that is neither a place of action nor a source of figures."""
    mentions = scene.subjects_in(span)
    for fits in (_is_subject, _is_actor):
        fitting = [m for m in mentions if fits(scene, m)]
        if fitting:
            return fitting[-1]
    return None


def topic_of(scene: Scene, sentence: Span) -> Subject | None:
    """The subject that a sentence hands on to the next: its first actor that is no place or source."""
    for mention in scene.subjects_in(sentence):
        if scene.lexicon.subjects[mention.id].kind not in (*_SOURCES, "place"):
            return Subject(named(scene.text, scene.lexicon, mention))
    return None


def _is_subject(scene: Scene, mention: Mention) -> bool:
    return _is_actor(scene, mention) and not _is_source(scene, mention)


def _is_actor(scene: Scene, mention: Mention) -> bool:
    """A place after 在 or 于 is where something happens, not what the figure is about."""
    if scene.lexicon.subjects[mention.id].kind != "place":
        return True
    before = scene.folded[max(0, mention.span.start - 5) : mention.span.start]
    return pattern_at_end(scene.lexicon, "locatives").search(before) is None


def _is_source(scene: Scene, mention: Mention) -> bool:
    """国家统计局 in «国家统计局数据显示» says the figure and is not what it is about."""
    if scene.lexicon.subjects[mention.id].kind not in _SOURCES:
        return False
    after = scene.folded[mention.span.end : mention.span.end + 8]
    before = scene.folded[max(0, mention.span.start - 3) : mention.span.start]
    said = pattern(scene.lexicon, "source_nouns", "said").match(after)
    return said is not None or pattern(scene.lexicon, "according").search(before) is not None


def main_subject(title: str, texts: Sequence[str], lexicon: Lexicon) -> Subject | None:
    """The subject that an article is about: named most often, names in the title counting more."""
    scanner = subject_scanner(lexicon)
    counts: Counter[str] = Counter()
    for _ in range(_TITLE_WEIGHT):
        counts.update(_counted(scanner.find(fold(title)), lexicon))
    for folded in texts:
        counts.update(_counted(scanner.find(folded), lexicon))
    if not counts:
        return None
    best = min(counts, key=lambda name: (_rank(lexicon, name), -counts[name], name))
    entry = lexicon.subjects[best]
    canonical = (entry.zh or entry.en or (best,))[0]
    return Subject(Name(best, canonical, canonical))


def _counted(mentions: Sequence[Mention], lexicon: Lexicon) -> Counter[str]:
    """How often each subject is named; naming a part names its whole, too."""
    return Counter(name for mention in mentions for name in _with_wholes(mention.id, lexicon))


def _with_wholes(subject: str, lexicon: Lexicon) -> Iterator[str]:
    name: str | None = subject
    while name is not None and name in lexicon.subjects:
        yield name
        name = lexicon.subjects[name].part_of


def _rank(lexicon: Lexicon, name: str) -> int:
    """Companies and products before places and sources: an article about a firm also names its city."""
    return 1 if lexicon.subjects[name].kind in (*_SOURCES, "place") else 0
