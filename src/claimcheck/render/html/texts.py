"""An article's text for the page: blocks of pieces, some of them marked with what was read there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.model import Article, Block, BlockKind, Claim, Span
from claimcheck.render.words import visible

Mark = tuple[int, int, int | str]
Piece = str | list[int | str]

_REACH = 90  # characters of a sentence shown on either side of a quote
_ENDS = frozenset("。！？!?；;\n")


def blocks(article: Article, marks: Iterable[Mark]) -> list[list[object]]:
    """Each block as [kind, pieces]; a piece is text, or [text, claim number or reason].

    ``marks`` are ranges of the source. Those that the article no longer has are left out.
    """
    placed = sorted(_placed(article, marks), key=lambda m: (m[0].start, -m[0].end))
    starts = [span.start for span, _ in placed]
    return [
        _block(article, block, placed, starts) for block in article.blocks if _text(article, block).strip()
    ]


def text_span(article: Article, span: Span) -> Span | None:
    """The range of the article's text that came from a range of its source; ``None`` if there is none."""
    if not article.runs:
        return span if span.end <= len(article.text) else None
    start, end = _text_offset(article, span.start), _text_offset(article, span.end - 1)
    return None if start is None or end is None or end < start else Span(start, end + 1)


def around(article: Article, claim: Claim) -> list[str]:
    """What stands in the sentence before and after the claim's quote, shortened with «…»."""
    span = text_span(article, claim.quote_span)
    if span is None:
        return ["", ""]
    block = next((b.span for b in article.blocks if b.span.overlaps(span)), span)
    before, after = article.text[block.start : span.start], article.text[span.end : block.end]
    start = max((before.rfind(c) + 1 for c in _ENDS), default=0)
    end = next((i + 1 for i, c in enumerate(after) if c in _ENDS), len(after))
    return [_head(before[start:]), _tail(after[:end])]


def _head(words: str) -> str:
    shown = visible(words).lstrip()
    return shown if len(shown) <= _REACH else "…" + shown[-_REACH:]


def _tail(words: str) -> str:
    shown = visible(words).rstrip()
    return shown if len(shown) <= _REACH else shown[:_REACH] + "…"


def _text_offset(article: Article, offset: int) -> int | None:
    """Where in the text the character of a source offset went; the runs rise in both."""
    number = bisect_right(article.runs, offset, key=lambda run: run.source) - 1
    if number < 0:
        return None
    run = article.runs[number]
    if offset >= run.source + run.source_length:
        return None
    return run.text + (offset - run.source if run.length == run.source_length else 0)


def _placed(article: Article, marks: Iterable[Mark]) -> Iterator[tuple[Span, int | str]]:
    for start, end, what in marks:
        span = text_span(article, Span(start, end))
        if span is not None:
            yield span, what


def _text(article: Article, block: Block) -> str:
    return article.text[block.span.start : block.span.end]


def _block(
    article: Article, block: Block, placed: Sequence[tuple[Span, int | str]], starts: Sequence[int]
) -> list[object]:
    first, last = bisect_left(starts, block.span.start), bisect_left(starts, block.span.end)
    pieces = list(_pieces(article.text, block.span, placed[first:last]))
    if block.kind is BlockKind.CELL and block.cell:
        where = f"{block.cell.table}/{block.cell.row}"
        return ["th" if block.cell.header else "td", pieces, where]
    return [block.kind.value, pieces]


def _pieces(text: str, block: Span, placed: Iterable[tuple[Span, int | str]]) -> Iterator[Piece]:
    """The block's text, cut where marks begin and end; of marks that overlap the first stands."""
    at = block.start
    for span, what in placed:
        if span.start < at or span.end > block.end:
            continue
        if span.start > at:
            yield visible(text[at : span.start])
        yield [visible(text[span.start : span.end]), what]
        at = span.end
    if at < block.end:
        yield visible(text[at : block.end])
