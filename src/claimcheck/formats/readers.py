"""The table of readers by kind, the suffixes that choose them, and the look of files without one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePath

from claimcheck.formats import html, markdown, plain
from claimcheck.formats.body import Reader

READERS: Mapping[str, Reader] = {"html": html.read, "markdown": markdown.read, "plain": plain.read}
SUFFIXES: Mapping[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "",  # may hold anything: judged by its looks
}
_HEAD = 6000
_TAG = re.compile(
    r"<(?:p|div|br|table|h[1-6]|html|body|article|section|ul|ol|!doctype|head)\b[^<>]*>", re.IGNORECASE
)
_STARTS_HTML = re.compile(r"\s*<(?:\?xml|!doctype|html|head|body)\b", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^#{1,6}[ \t]+\S|^\|?[ \t]*:?-{3,}:?[ \t]*\||^```|"
    r"\*\*[^*\s][^*\n]{0,200}\*\*|\]\(https?://|^[-*+][ \t]+\S|^>[ \t]",
    re.MULTILINE,
)


def reader_for(name: str, source: str, start: int) -> Reader:
    """The reader of a file: by the suffix of its name, else by what its text looks like."""
    suffix = PurePath(name).suffix.lower()
    if kind := SUFFIXES.get(suffix):
        return READERS[kind]
    if suffix not in SUFFIXES and (plugin := _plugins().get(suffix)):
        reader: Reader = plugin.load()
        return reader
    return READERS[looks_like(source, start)]


def known_suffixes() -> frozenset[str]:
    """Suffixes of the files that are read when a folder is given."""
    return frozenset(SUFFIXES) | frozenset(_plugins())


def looks_like(source: str, start: int = 0) -> str:
    """The kind of text that has no telling suffix: ``html``, ``markdown`` or ``plain``."""
    head = source[start : start + _HEAD]
    if _TAG.search(head):
        return "html" if _STARTS_HTML.match(head) else "markdown"  # whose reader knows all-HTML bodies
    return "markdown" if _MARKDOWN.search(head) else "plain"


@lru_cache(maxsize=1)
def _plugins() -> Mapping[str, EntryPoint]:
    """Readers that other packages bring, by suffix; loaded only when a file asks for one."""
    found = sorted(entry_points(group="claimcheck.formats"), key=lambda point: (point.name, point.value))
    return {f".{point.name.lower().lstrip('.')}": point for point in found}
