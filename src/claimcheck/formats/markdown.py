"""Markdown → body: headings, paragraphs, items, quotes, tables, and the HTML in between."""

from __future__ import annotations

import re

from claimcheck.formats.body import Body
from claimcheck.formats.html import BLOCKS, HtmlReading
from claimcheck.formats.html import read as read_html
from claimcheck.formats.inline import visible
from claimcheck.formats.lines import Line, lines_of
from claimcheck.formats.pipes import PipeTables, is_row, is_rule
from claimcheck.formats.tokens import tokens
from claimcheck.model import BlockKind

_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:[ \t]+|(?=[^#\s\x00-\x7f])|\Z)")
_HEADING_TAIL = re.compile(r"[ \t]+#+[ \t]*\Z")
_SETEXT = re.compile(r"\s{0,3}(=+|-+)\s*\Z")
_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})\Z")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})([^`]*)\Z")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_ENUMERATED = re.compile(r"\s*(?:\d{1,2}[.、．)）](?!\d)|[(（]\d{1,2}[)）])")
_QUOTE = re.compile(r"\s{0,3}>[ \t]?")
_DEFINITION = re.compile(r"\s{0,3}\[[^\]^][^\]]*\]:\s*\S+")
_BLOCK_TAG = re.compile(r"\s*(?:<!--|<!|<\?|</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>]))")
_LOOSE_TAGS = "iframe script style title head link meta noscript textarea nav aside footer svg template"
_HTML_BLOCKS = (BLOCKS | frozenset(_LOOSE_TAGS.split())) - {"br"}
_COMMENT = re.compile(r"\s*<!--")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t\f\v\u3000]*(?=[\r\n])")
_LINE_END = re.compile(r"[\r\n]")
_CLOSERS = {
    "script": "</script",
    "style": "</style",
    "pre": "</pre",
    "table": "</table",
    "textarea": "</textarea",
}


def read(source: str, start: int = 0) -> Body:
    """The body of a Markdown document that begins at ``start``; one that is all HTML is read as HTML."""
    if _is_html(source, start):
        return read_html(source, start)
    return _Reading(source).read(start)


def _is_html(source: str, start: int) -> bool:
    """Whether, comments aside, the body begins and ends with a tag."""
    while comment := _COMMENT.match(source, start):
        closing = source.find("-->", comment.end())
        if closing < 0:
            break
        start = closing + 3
    first = _BLOCK_TAG.match(source, start)
    if not first or (first.group(1) and first.group(1).lower() not in _HTML_BLOCKS):
        return False
    return source[-400:].rstrip().endswith(">")


class _Reading:
    """Where a pass over the lines stands; text and HTML state are those of the HTML reader."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.html = HtmlReading(source)
        self.tables = PipeTables(self.html.text, self._inline)
        self._paragraph: list[tuple[int, int]] = []
        self._kind = BlockKind.PARAGRAPH
        self._html_until = 0
        self._fence = ""
        self._absent: set[str] = set()

    def read(self, start: int) -> Body:
        lines = lines_of(self.source, start)
        for number, line in enumerate(lines):
            if line.start >= self._html_until:
                following = lines[number + 1].of(self.source) if number + 1 < len(lines) else ""
                self._line(line, following)
        self._flush()
        return self.html.body()

    # ------------------------------------------------------------ lines

    def _line(self, line: Line, following: str) -> None:
        written = line.of(self.source)
        if self._fenced(written):
            return
        if not written.strip():
            self._flush()
            self.tables.end()
            self._kind = BlockKind.PARAGRAPH
        elif self._html_block(line, written) or self._table_row(line, written, following):
            return
        else:
            self._text_line(line, written)

    def _fenced(self, written: str) -> bool:
        """Whether the line is a fence or inside of one: code is no text."""
        fence = _FENCE.match(written)
        if self._fence:
            if fence and fence.group(1).startswith(self._fence) and not fence.group(2).strip():
                self._fence = ""
            return True
        if fence:
            self._flush()
            self._fence = fence.group(1)
        return bool(fence)

    def _table_row(self, line: Line, written: str, following: str) -> bool:
        open_table = self.tables.is_open
        begins = is_rule(following) or (written.lstrip().startswith("|") and is_row(written))
        if "|" not in written or not (open_table or begins):
            self.tables.end()
            return False
        self._flush()
        self.tables.add(self.source, line.start, line.end, header=is_rule(following) and not open_table)
        return True

    def _html_block(self, line: Line, written: str) -> bool:
        """Whether HTML begins here; it lasts until a blank line, or until what it opened is closed."""
        tag = _BLOCK_TAG.match(written)
        if not tag or (tag.group(1) and tag.group(1).lower() not in _HTML_BLOCKS):
            return False
        self._flush()
        self.tables.end()
        self._html_until = self._html_end(line, tag)
        self.html.text.open(BlockKind.PARAGRAPH)
        self.html.feed(line.start, self._html_until)
        self.html.text.open(BlockKind.PARAGRAPH)
        return True

    def _html_end(self, line: Line, tag: re.Match[str]) -> int:
        """Where the HTML that begins on the line ends: a table reaches to the blank line after its end."""
        name = (tag.group(1) or "").lower()
        closer = "-->" if tag.group().endswith("<!--") else _CLOSERS.get(name, "")
        at, end = line.start, _BLANK_LINE
        if closer and not tag.group().lstrip().startswith("</"):
            found = self._closer(closer, line.start)
            at, end = (found.end() if found else at), (end if name == "table" or not found else _LINE_END)
        last = end.search(self.source, at)
        return last.start() if last else len(self.source)

    def _closer(self, closer: str, at: int) -> re.Match[str] | None:
        """The next ``closer``; one that is absent is sought once only."""
        if closer in self._absent:
            return None
        found = re.compile(re.escape(closer), re.IGNORECASE).search(self.source, at)
        if not found:
            self._absent.add(closer)
        return found

    def _text_line(self, line: Line, written: str) -> None:
        start = line.start
        quote = _QUOTE.match(written)
        while quote:
            start += quote.end()
            quote = _QUOTE.match(self.source[start : line.end])
        rest = self.source[start : line.end]
        if heading := _HEADING.match(rest):
            self._heading(start + heading.end(), line.end, len(heading.group(1)))
        elif self._paragraph and (under := _SETEXT.match(rest)) and self._kind is BlockKind.PARAGRAPH:
            self._flush(BlockKind.HEADING, 1 if under.group(1)[0] == "=" else 2)
        elif _RULE.match(rest) or _DEFINITION.match(rest):
            self._flush()
        else:
            self._paragraph_line(start, line.next, rest)

    def _heading(self, start: int, end: int, level: int) -> None:
        self._flush()
        tail = _HEADING_TAIL.search(self.source[start:end])
        self._paragraph = [(start, start + tail.start() if tail else end)]
        self._flush(BlockKind.HEADING, level)

    def _paragraph_line(self, start: int, end: int, rest: str) -> None:
        item = _ITEM.match(rest)
        if item and self._interrupts(item.group()):
            self._flush()
            self._kind = BlockKind.ITEM
            start += item.end()
        elif _ENUMERATED.match(rest):
            self._flush()
            self._kind = BlockKind.ITEM
        self._paragraph.append((start, end))

    def _interrupts(self, marker: str) -> bool:
        """Inside a paragraph only ``1.`` begins a list: «2022. » at a line's start is a sentence's end."""
        inside = bool(self._paragraph) and self._kind is BlockKind.PARAGRAPH
        number = marker.strip().rstrip(".)")
        return not (inside and number[0].isdigit() and number != "1")

    # ------------------------------------------------------------ text

    def _flush(self, kind: BlockKind | None = None, level: int = 0) -> None:
        """Append the lines of the open paragraph as one block."""
        if not self._paragraph:
            return
        self.html.text.open(kind or self._kind, level)
        self._append(self._paragraph)
        self._paragraph = []
        self.html.text.open(BlockKind.PARAGRAPH)

    def _inline(self, start: int, end: int) -> None:
        self._append([(start, end)])

    def _append(self, ranges: list[tuple[int, int]]) -> None:
        parts = [token for start, end in ranges for token in tokens(self.source, start, end)]
        for token in visible(self.source, parts):
            self.html.take(token)
