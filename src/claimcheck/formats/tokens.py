"""HTML source → tokens with exact offsets, in one pass whose time grows with the length only.

``html.parser`` loses offsets on broken markup and BeautifulSoup has none, hence this scanner.
It follows browsers, but for three kindnesses: a tag that meets ``<`` before its ``>`` is text,
a comment that never ends stops at the next ``>``, and CDATA is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from html import unescape
from html.entities import html5
from typing import NamedTuple


class TokenKind(Enum):
    """What a token is; ``RAW`` is the content of script, style, title and their like."""

    TEXT = auto()
    ENTITY = auto()
    OPEN = auto()
    CLOSE = auto()
    RAW = auto()


class Token(NamedTuple):
    """``source[start:end]``; ``name`` is a lower-case tag name, or what an entity stands for."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""


_MARK = re.compile("[<&]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_-]{0,63})")
_STOP = re.compile(r"=\s*[\"']|[<>]")
_LAX_STOP = re.compile("[<>]")
_NUMERIC = re.compile(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});?")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});?")
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
_ENDLESS = frozenset({"script", "style"})  # unclosed, they swallow the rest, as in a browser


def tokens(source: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of ``source[start:end]`` in order; comments and declarations are left out."""
    stop = len(source) if end is None else end
    scanner = _Scanner(source, stop)
    at = text_from = start
    while mark := _MARK.search(source, at, stop):
        here = mark.start()
        found = scanner.markup(here) if source[here] == "<" else scanner.entity(here)
        if not found:
            at = here + 1
            continue
        if here > text_from:
            yield Token(TokenKind.TEXT, text_from, here)
        at, parts = found
        text_from = at
        yield from parts
    if stop > text_from:
        yield Token(TokenKind.TEXT, text_from, stop)


def attributes(source: str, tag: Token) -> dict[str, str]:
    """The attributes of an opening tag, names in lower case, entities decoded, first one wins."""
    found: dict[str, str] = {}
    inner = source[tag.start + 1 + len(tag.name) : tag.end - 1]
    for name, double, single, bare in _ATTRIBUTE.findall(inner):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


_Found = tuple[int, tuple[Token, ...]]


class _Scanner:
    """The source, and what is known to be absent from the rest of it (so that it is sought once)."""

    def __init__(self, source: str, end: int) -> None:
        self.source = source
        self.end = end
        self.absent: set[str] = set()
        self.stop = _STOP

    def markup(self, here: int) -> _Found | None:
        """What begins with the ``<`` at ``here``, or None where that is only a character."""
        if tag := _TAG.match(self.source, here, self.end):
            return self._tag(tag)
        following = self.source[here + 1 : here + 2]
        if following not in ("!", "?", "/") or here + 1 >= self.end:
            return None
        if self.source.startswith("<!--", here):
            return self._until("-->", here + 2) or self._until(">", here)
        if self.source.startswith("<![CDATA[", here) and (found := self._until("]]>", here)):
            return found[0], (Token(TokenKind.TEXT, here + 9, found[0] - 3),)
        return self._until(">", here)

    def entity(self, here: int) -> _Found | None:
        """The character reference at ``here``, or None where the ``&`` is only a character."""
        if match := _NUMERIC.match(self.source, here, self.end):
            return match.end(), (Token(TokenKind.ENTITY, here, match.end(), unescape(match.group())),)
        if match := _NAMED.match(self.source, here, self.end):
            return _named(match)
        return None

    def _tag(self, match: re.Match[str]) -> _Found | None:
        end = self._tag_end(match.end())
        if end < 0:
            return None
        name = match.group(2).lower()
        tag = Token(TokenKind.CLOSE if match.group(1) else TokenKind.OPEN, match.start(), end, name)
        if tag.kind is TokenKind.OPEN and name in _RAW:
            return self._raw(tag)
        return end, (tag,)

    def _raw(self, tag: Token) -> _Found:
        """An element whose content is no markup, with its content."""
        key = f"</{tag.name}"
        close = None
        if key not in self.absent:
            close = re.compile(key, re.IGNORECASE).search(self.source, tag.end, self.end)
        if not close:
            self.absent.add(key)
            if tag.name not in _ENDLESS:
                return tag.end, (tag,)
        stop = close.start() if close else self.end
        return stop, (tag, Token(TokenKind.RAW, tag.end, stop, tag.name))

    def _tag_end(self, at: int) -> int:
        """Offset after the ``>`` that ends a tag; -1 where none does. A quoted value may hold one."""
        first = at
        while match := self.stop.search(self.source, at, self.end):
            last = match.group()[-1]
            if last in "<>":
                return match.end() if last == ">" else -1
            close = self.source.find(last, match.end(), self.end)
            if close < 0:
                break
            at = close + 1
        if self.stop is _LAX_STOP:
            return -1
        self.stop = _LAX_STOP  # quotes do not pair up in the rest: mind them no more
        return self._tag_end(first)

    def _until(self, closer: str, at: int) -> _Found | None:
        if closer in self.absent:
            return None
        found = self.source.find(closer, at, self.end)
        if found < 0:
            self.absent.add(closer)
            return None
        return found + len(closer), ()


def _named(match: re.Match[str]) -> _Found | None:
    """A named reference; without its semicolon the longest known prefix counts, as in browsers."""
    here, end, name = match.start(), match.end(), match.group(1)
    if match.group().endswith(";") and f"{name};" in html5:
        return end, (Token(TokenKind.ENTITY, here, end, html5[f"{name};"]),)
    for length in range(len(name), 1, -1):
        if name[:length] in html5:
            stop = here + 1 + length
            return stop, (Token(TokenKind.ENTITY, here, stop, html5[name[:length]]),)
    return None
