"""Which block is the title: the one that front matter or HTML names, or the first heading."""

from __future__ import annotations

from claimcheck.folding import fold
from claimcheck.formats.body import Body
from claimcheck.formats.offsets import TextBuilder
from claimcheck.formats.words import Words
from claimcheck.model import Block, BlockKind, Span

_NEAR_TOP = 12
_Titled = tuple[str, TextBuilder, tuple[Block, ...]]


def titled(stated: str, stated_block: TextBuilder | None, body: Body, words: Words) -> _Titled:
    """Title, text and blocks, with the title as a block of kind TITLE wherever its place is known.

    ``stated`` is front matter's title and counts most; a heading that repeats it is the title block.
    """
    text = body.text.text()
    if stated:
        return _placed(stated, stated_block, body, text)
    head = _block_text(body.title)
    named = body.facts.get("title", "") or head
    for index, block in enumerate(body.text.blocks[:_NEAR_TOP]):
        heading = _of(text, block)
        if block.kind is BlockKind.TITLE:
            return _without_label(heading, block, body, words, index)
        if block.kind is BlockKind.HEADING and (not named or _is_same(heading, named)):
            return heading, body.text, _marked(body.text.blocks, index)
    if named:
        return _placed(named, body.title if _key(head) == _key(named) else None, body, text)
    return "", body.text, tuple(body.text.blocks)


def _placed(title: str, title_block: TextBuilder | None, body: Body, text: str) -> _Titled:
    """The title as the heading that repeats it, else as a block before the text."""
    for index, block in enumerate(body.text.blocks[:_NEAR_TOP]):
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE) and _key(_of(text, block)) == _key(title):
            return title, body.text, _marked(body.text.blocks, index)
    blocks = [_as_paragraph(block) for block in body.text.blocks]
    if not title_block:
        return title, body.text, tuple(blocks)
    body.text.blocks[:] = blocks
    joined = body.text.after(title_block)
    return title, joined, tuple(joined.blocks)


def _without_label(heading: str, block: Block, body: Body, words: Words, index: int) -> _Titled:
    """A first line as title: without the label before it and the outlet after it."""
    folded = fold(heading)
    label = words.title_label.match(folded)
    outlet = words.outlet.search(folded)
    first = label.end() if label else 0
    last = len(folded[: outlet.start()].rstrip()) if outlet else len(heading)
    if outlet and outlet.start() <= first:
        return "", body.text, tuple(_as_paragraph(other) for other in body.text.blocks)
    blocks = list(body.text.blocks)
    blocks[index] = Block(BlockKind.TITLE, Span(block.span.start + first, block.span.start + last))
    return heading[first:last], body.text, tuple(blocks)


def _marked(blocks: list[Block], index: int) -> tuple[Block, ...]:
    return (*blocks[:index], Block(BlockKind.TITLE, blocks[index].span), *blocks[index + 1 :])


def _as_paragraph(block: Block) -> Block:
    return Block(BlockKind.PARAGRAPH, block.span) if block.kind is BlockKind.TITLE else block


def _is_same(heading: str, named: str) -> bool:
    """Whether the document's title is the heading, perhaps with the site's name after it."""
    short, long = _key(heading), _key(named)
    return bool(short) and (long.startswith(short) or (short in long and len(short) * 2 >= len(long)))


def _key(text: str) -> str:
    return "".join(fold(text).split())


def _of(text: str, block: Block) -> str:
    return text[block.span.start : block.span.end]


def _block_text(block: TextBuilder | None) -> str:
    return block.text() if block else ""
