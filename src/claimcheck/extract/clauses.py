"""Folded text → sentences and clauses, as spans.

A clause ends at a comma, semicolon or colon, a sentence at a full stop; neither ends inside
a number (1,751 or 3.46) and a list separated by 、 stays in one clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.model import Span

LONGEST_SENTENCE = 1500

# A Latin full stop ends a sentence only before a blank and a new start, so that «U.S.» and «3. 5» survive.
# All alternatives begin with a literal, even before what must precede it: ``re`` passes over other places.
_STOPPED = "|".join(rf"{mark}[。!?;\n…]*[”」』\")]*" for mark in ("。", "!", r"\?", ";", r"\n", "…"))
_SENTENCE_END = re.compile(rf"{_STOPPED}|\.(?<=[a-z)%0-9\"”]\.)(?=\s+[^\s0-9]|\s*$)")
_NUMBERED = re.compile(r"[①-⑳]")
_NUMBERED_SENTENCE_END = re.compile(rf"(?<=.)(?={_NUMBERED.pattern})|{_SENTENCE_END.pattern}")
_CLAUSE_END = re.compile(
    r"\((?P<within>[a-z][a-z&/.-]{0,9}\))?"  # an abbreviation of the name before it cuts nothing
    r"|,(?:(?<![0-9],)|(?![0-9]{3}(?![0-9])))|:(?![0-9/])|—[—–]+|–[—–]+|\)|-(?<!\w-)(?!\w)"
)
_POINT = re.compile(
    r"[\s*#>]*(?:\(?\d{1,2}\)|\d{1,2}(?:、|\.(?!\d))|[一二三四五六七八九十]{1,3}、|[●■◆▪►①-⑳])"
)


def sentences(folded: str) -> list[Span]:
    """Spans of the sentences of a block, in order; together they cover it.

    What goes on for ever without a full stop is cut at a comma, so that no step looks at it whole.
    """
    ends = _NUMBERED_SENTENCE_END if _NUMBERED.search(folded) else _SENTENCE_END
    whole = _pieces(ends, folded, Span(0, len(folded)))
    return [part for sentence in whole for part in _portions(folded, sentence)]


def _portions(folded: str, sentence: Span) -> Iterator[Span]:
    if sentence.end - sentence.start <= LONGEST_SENTENCE:
        yield sentence
        return
    start = end = sentence.start
    for clause in clauses(folded, sentence):
        if clause.end - start > LONGEST_SENTENCE and end > start:
            yield Span(start, end)
            start = end
        end = clause.end
    yield Span(start, end)


def clauses(folded: str, sentence: Span) -> list[Span]:
    """Spans of the clauses of one sentence, in order; each ends with its comma.

    What goes on for ever without a comma is no clause but data, and cut at a blank or anywhere.
    """
    pieces = _pieces(_CLAUSE_END, folded, sentence)
    return [part for piece in pieces for part in _lengths(folded, piece)]


def _lengths(folded: str, piece: Span) -> Iterator[Span]:
    start = piece.start
    while piece.end - start > LONGEST_SENTENCE:
        end = folded.rfind(" ", start, start + LONGEST_SENTENCE) + 1 or start + LONGEST_SENTENCE
        yield Span(start, end)
        start = end
    yield Span(start, piece.end)


def opens_point(folded: str, sentence: Span) -> bool:
    """Whether the sentence is the start of a point in a list: «3、», «(2)», «●»."""
    return after_point(folded, sentence) > sentence.start


def after_point(folded: str, sentence: Span) -> int:
    """Where the sentence goes on behind the mark of its point, if it has one."""
    match = _POINT.match(folded, sentence.start, sentence.end)
    return match.end() if match else sentence.start


def _pieces(boundary: re.Pattern[str], folded: str, within: Span) -> Iterator[Span]:
    start = within.start
    for match in boundary.finditer(folded, within.start, within.end):
        # a circled number starts a sentence of its own
        end = match.end()
        if end > start and match.lastgroup is None:
            yield Span(start, end)
            start = end
    if start < within.end:
        yield Span(start, within.end)
