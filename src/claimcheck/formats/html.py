"""HTML → body. Blocks follow the tags; inline tags never split a word; only text is text."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from claimcheck.formats.body import Body
from claimcheck.formats.metadata import remember
from claimcheck.formats.offsets import TextBuilder
from claimcheck.formats.tables import Grid, without_layout
from claimcheck.formats.tokens import Token, TokenKind, attributes, tokens
from claimcheck.model import BlockKind, Cell

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {"li": BlockKind.ITEM, "dt": BlockKind.ITEM, "dd": BlockKind.ITEM} | {
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
_BLOCK_TAGS = """
    address article blockquote body br center details div dl fieldset figure form header hgroup hr html
    legend main ol p pre section summary table tbody tfoot thead tr td th ul"""
BLOCKS = frozenset(_BLOCK_TAGS.split()) | frozenset([*_HEADINGS, *_KINDS])
_ENDS_HEADING = frozenset({"p", "ul", "ol", "dl", "table", "article", "section", "main", "blockquote"})
_SKIPPED_TAGS = """
    nav footer aside noscript template svg math object select button canvas audio video map datalist
    dialog head"""
_SKIPPED = frozenset(_SKIPPED_TAGS.split())
_VOID_TAGS = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_VOID_TAGS.split())
_LISTS = frozenset({"ul", "ol", "dl"})
_CLOSES_PARAGRAPH = BLOCKS - {"br"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_WORD = re.compile(r"\shidden(?=[\s=/>]|\Z)", re.IGNORECASE)


class _Context(NamedTuple):
    """An open element that decides what kind its text is."""

    tag: str
    kind: BlockKind
    level: int = 0
    cell: Cell | None = None


def read(source: str, start: int = 0) -> Body:
    """The body of an HTML document or fragment that begins at ``start``."""
    reading = HtmlReading(source)
    reading.feed(start, len(source))
    return reading.body()


class HtmlReading:
    """Where a pass over HTML stands: the text so far, the open elements, the open tables."""

    def __init__(self, source: str) -> None:
        """Start outside of any element."""
        self.source = source
        self.text = TextBuilder()
        self.facts: dict[str, str] = {}
        self._title: TextBuilder | None = None
        self._contexts: list[_Context] = []
        self._open: Counter[str] = Counter()
        self._grids: list[Grid] = []
        self._tables = 0
        self._skipped = ""
        self._depth = 0
        self._closers_absent: set[str] = set()

    def body(self) -> Body:
        """What was read so far."""
        self.text.close()
        self.text.blocks[:] = without_layout(self.text.blocks)
        return Body(self.text, self.facts, self._title)

    def feed(self, start: int, end: int) -> None:
        """Read ``source[start:end]``."""
        for token in tokens(self.source, start, end):
            self.take(token)

    def take(self, token: Token) -> None:
        """Read one token."""
        kind = token.kind
        if kind is TokenKind.OPEN:
            self._start(token)
        elif kind is TokenKind.CLOSE:
            self._end(token.name)
        elif kind is TokenKind.RAW:
            self._raw(token)
        elif self._skipped:
            return
        elif kind is TokenKind.TEXT:
            self.text.add_source(self.source, token.start, token.end)
        else:
            self.text.add_entity(token.name, token.start, token.end - token.start)

    # ------------------------------------------------------------ elements

    def _start(self, token: Token) -> None:
        name = token.name
        if name in ("meta", "time") or (name == "span" and "content" in self._raw_tag(token)):
            remember(self.facts, name, attributes(self.source, token))
        if self._skipped:
            self._start_in_skipped(name)
        if self._skipped or self._skip(token) or name not in BLOCKS:
            return
        self._start_block(token)
        self._break()

    def _start_in_skipped(self, name: str) -> None:
        """Count nested elements; a paragraph that is skipped ends where another block begins."""
        if self._skipped == "p" and name in _CLOSES_PARAGRAPH:
            self._skipped = ""
        elif name == self._skipped:
            self._depth += 1
        elif self._skipped == "head" and name == "body":
            self._skipped = ""

    def _start_block(self, token: Token) -> None:
        name = token.name
        if name in _ENDS_HEADING or name in _HEADINGS:
            self._leave_heading()
        if name in _HEADINGS:
            self._enter(_Context(name, BlockKind.HEADING, _HEADINGS[name]))
        elif name in _KINDS:
            self._enter(_Context(name, _KINDS[name]))
        elif name in _LISTS:
            self._contexts.append(self._inherited(name))
            self._open[name] += 1
        elif name in ("table", "tr", "td", "th"):
            self._start_table_part(token)

    def _end(self, name: str) -> None:
        if self._skipped:
            if name == self._skipped:
                self._depth -= 1
                self._skipped = self._skipped if self._depth else ""
            return
        if name == "table" and self._grids:
            self._leave_to(self._grids.pop().depth)
        elif self._open[name]:
            while self._leave().tag != name:
                pass
        if name in BLOCKS:
            self._break()

    def _raw(self, token: Token) -> None:
        if token.name == "title" and self._title is None and (not self._skipped or self._skipped == "head"):
            self._title = TextBuilder()
            self._title.open(BlockKind.TITLE)
            _add_decoded(self._title, self.source, token)
            self._title.close()
        elif token.name == "script":
            remember(self.facts, "script", {"": self.source[token.start : token.end]})
        elif token.name in ("xmp", "textarea") and not self._skipped:
            self.text.add_source(self.source, token.start, token.end)

    def _skip(self, token: Token) -> bool:
        """Whether the element is none of the reader's; one that never closes is not skipped."""
        name = token.name
        if name in _VOID or self.source[token.end - 2] == "/":
            return False
        if not (name in _SKIPPED or self._is_hidden(token)) or not self._closes(name, token.end):
            return False
        self._skipped, self._depth = name, 1
        self._break()
        return True

    def _is_hidden(self, token: Token) -> bool:
        raw = self._raw_tag(token)
        return bool(
            _HIDDEN.search(raw) or (_HIDDEN_WORD.search(raw) and "hidden" in attributes(self.source, token))
        )

    def _raw_tag(self, token: Token) -> str:
        return self.source[token.start : token.end - 1]

    def _closes(self, name: str, at: int) -> bool:
        if name not in self._closers_absent:
            if re.compile(f"</{re.escape(name)}", re.IGNORECASE).search(self.source, at):
                return True
            self._closers_absent.add(name)
        return False

    # ------------------------------------------------------------ contexts

    def _break(self) -> None:
        """End the block; the next one is of the kind that the open elements say."""
        if self._contexts:
            context = self._contexts[-1]
            self.text.open(context.kind, context.level, context.cell)
        else:
            self.text.open(BlockKind.PARAGRAPH)

    def _enter(self, context: _Context) -> None:
        if self._contexts and self._contexts[-1].tag == context.tag:
            self._leave()  # li, td, h2: an unclosed one ends where the next begins
        self._contexts.append(context)
        self._open[context.tag] += 1

    def _inherited(self, tag: str) -> _Context:
        """A context in which text is of the same kind as around it."""
        return self._contexts[-1]._replace(tag=tag) if self._contexts else _Context(tag, BlockKind.PARAGRAPH)

    def _leave(self) -> _Context:
        context = self._contexts.pop()
        self._open[context.tag] -= 1
        return context

    def _leave_to(self, depth: int) -> None:
        while len(self._contexts) > depth:
            self._leave()

    def _leave_heading(self) -> None:
        while self._contexts and self._contexts[-1].kind is BlockKind.HEADING:
            self._leave()

    def _start_table_part(self, token: Token) -> None:
        if token.name == "table" or not self._grids:
            self._grids.append(Grid(self._tables, len(self._contexts)))
            self._tables += 1
        grid = self._grids[-1]
        if token.name == "tr":
            self._leave_to(grid.depth)
            grid.next_row()
        elif token.name != "table":
            self._leave_to(grid.depth)
            found = attributes(self.source, token)
            cell = grid.next_cell(found.get("colspan", ""), found.get("rowspan", ""), token.name == "th")
            self._enter(_Context(token.name, BlockKind.CELL, 0, cell))


def _add_decoded(text: TextBuilder, source: str, raw: Token) -> None:
    """Append raw content in which entities count but tags do not."""
    for token in tokens(source, raw.start, raw.end):
        if token.kind is TokenKind.ENTITY:
            text.add_entity(token.name, token.start, token.end - token.start)
        else:
            text.add(source[token.start : token.end], token.start)
