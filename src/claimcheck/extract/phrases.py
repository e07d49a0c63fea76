"""Noun phrases of a block, as spans: what is left of text without predicates, periods and fillers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from claimcheck.expressions import compiled
from claimcheck.extract.scene import Scene
from claimcheck.extract.words import pattern, pattern_at_end, vocabulary
from claimcheck.lexicon import Lexicon
from claimcheck.model import Span

LONGEST_PHRASE = 30
_REACH = 60  # characters: no period's words are longer
LONGEST_MODIFIER = 16
_LONGEST_LATIN = 40
_LONGEST_TAIL = 40
_LONGEST_WORD = 6
_BASES = ("yoy", "qoq", "mom", "ytd")
_HEADS = ("openers", "compared", "said", "connectors", "particles", "frequencies", *_BASES)
_TAILS = (
    *(
        "predicates",
        "manner",
        "rise",
        "fall",
        "versus",
        "plan",
        "forecast",
        "small",
        "connectors",
        "particles",
        "frequencies",
    ),
    *_BASES,
)
_EDGES = " +,.:;!?。、'\"“”‘’「」『』《》()[]【】*…-—·•●■◆▪►»>|~①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_WITHOUT_QUOTES = dict.fromkeys(map(ord, "“”‘’「」『』《》'\""))


@lru_cache(maxsize=64)
def stripped(scene: Scene, span: Span) -> Span | None:
    """``span`` without subjects, periods and predicates at its ends, or None where nothing is left."""
    rest = trimmed(scene.folded, span)
    if rest is None:
        return None
    periods = [p.span for _, p in scene.periods_in(span) if p.span]
    ends = {p.end: p.start for p in periods}
    starts = {p.start: p.end for p in (*periods, *(m.span for m in scene.subjects_in(span)))}
    while rest is not None:
        shorter = _shorter(scene, rest, starts, ends)
        if shorter == rest:
            return rest
        rest = trimmed(scene.folded, shorter)
    return None


def is_blank(scene: Scene, span: Span) -> bool:
    """Whether only predicates, periods, fillers and particles stand in ``span``."""
    return span.start >= span.end or stripped(scene, span) is None


def _shorter(scene: Scene, span: Span, starts: dict[int, int], ends: dict[int, int]) -> Span:
    """``span`` with one thing less at its end or start, if it has one there."""
    folded, start, end = scene.folded, span.start, span.end
    if ends.get(end, -1) >= start:
        return Span(start, ends[end])
    if starts.get(start, end + 1) <= end:
        return Span(starts[start], end)
    edges = _words_at_edges(scene.lexicon)
    if folded[end - 1] in edges.lasts:
        tail = edges.tail.search(folded, max(start, end - edges.longest), end)
        if tail and not _cuts_word(scene, span, tail.start()):
            return Span(start, tail.start())
    if folded[start] in edges.firsts or folded[start].isdigit():
        head = edges.head.match(folded, start, end)
        if head and not _starts_word(scene, span, head.end()):
            return Span(head.end(), end)
    return span


def _cuts_word(scene: Scene, span: Span, at: int) -> bool:
    """Whether a word that only ends like a predicate goes over ``at``: 主力合|约, 产|能."""
    word = pattern_at_end(scene.lexicon, "whole_words").search(
        scene.folded, max(span.start, span.end - _LONGEST_WORD), span.end
    )
    return word is not None and word.start() < at


def _starts_word(scene: Scene, span: Span, at: int) -> bool:
    """Whether a word that only begins like a filler goes over ``at``: 在|手订单, 业务|量."""
    word = pattern(scene.lexicon, "whole_words").match(scene.folded, span.start, span.end)
    return word is not None and word.end() > at


class _Edges(NamedTuple):
    """What is taken off the ends of phrases, with the characters that give it away (figures do, too)."""

    head: re.Pattern[str]
    firsts: frozenset[str]
    tail: re.Pattern[str]
    lasts: frozenset[str]
    longest: int


@lru_cache(maxsize=8)
def _words_at_edges(lexicon: Lexicon) -> _Edges:
    heads = [word for category in _HEADS for word in vocabulary(lexicon, category)]
    tails = [word for category in _TAILS for word in vocabulary(lexicon, category)]
    return _Edges(
        head=compiled(rf"{pattern(lexicon, *_HEADS).pattern}|\d{{1,2}}(?:、|[.)](?!\d))"),
        firsts=frozenset(word[0] for word in heads),
        tail=compiled(rf"(?:{pattern(lexicon, *_TAILS).pattern})\Z"),
        lasts=frozenset(word[-1] for word in tails),
        longest=min(_LONGEST_TAIL, max(map(len, tails), default=0)),
    )


def trimmed(folded: str, span: Span) -> Span | None:
    """``span`` without blanks, punctuation and particles at its edges."""
    start, end = span.start, span.end
    while start < end and folded[start] in _EDGES:
        start += 1
    while start < end and folded[end - 1] in _EDGES:
        end -= 1
    return Span(start, end) if start < end else None


def normalised(phrase: str, lexicon: Lexicon) -> str:
    """A phrase as an id: without particles, quotes and blanks, so that wording varies less."""
    plain = pattern(lexicon, "particles").sub("", phrase.translate(_WITHOUT_QUOTES))
    return plain.strip() if plain.isascii() else "".join(plain.split())


def modifier_in(scene: Scene, span: Span) -> Span | None:
    """What narrows the metric before its name (品牌类商品|GMV), blank words left out."""
    if span.start >= span.end:
        return None
    wider = Span(max(0, span.start - _REACH), span.end + _REACH)
    inner = [m.span for m in scene.subjects_over(span)]
    inner += [p.span for _, p in scene.periods_in(wider) if p.span and p.span.overlaps(span)]
    start = max([s.end for s in inner]) if inner else span.start
    rest = stripped(scene, Span(start, span.end)) if start < span.end else None
    return _last_words(scene, rest) if rest is not None else None


def _last_words(scene: Scene, span: Span) -> Span:
    """As much of the end of a long modifier as a scope may hold; Latin text is cut at a blank."""
    is_latin = scene.folded[span.start : span.end].isascii()
    longest = _LONGEST_LATIN if is_latin else LONGEST_MODIFIER
    if span.end - span.start <= longest:
        return span
    start = span.end - longest
    blank = scene.folded.find(" ", start, span.end) if is_latin else -1
    return Span(blank + 1 if blank >= 0 else start, span.end)


def before_period(scene: Scene, span: Span) -> int:
    """Where the first period inside ``span`` starts, else its end: no name holds a period."""
    wider = Span(span.start, span.end + _REACH)
    starts = [p.span.start for _, p in scene.periods_in(wider) if p.span and p.span.start < span.end]
    return min(starts, default=span.end)
