"""The YAML between two ``---`` lines at the head of a file → its fields, and where the body begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from claimcheck.errors import SourceError
from claimcheck.formats.offsets import TextBuilder
from claimcheck.model import BlockKind

_OPENING = re.compile(r"[ \t\r\n]*---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_KEY = re.compile(r"[A-Za-z_][\w. -]{0,60}:(?:\s|\Z)|#")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays the string that was written


@dataclass(frozen=True)
class FrontMatter:
    """Fields by lower-case name, the lines that they stand on, the title as a block, the body's offset."""

    body: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    title: TextBuilder | None = None


def split(source: str, name: str) -> FrontMatter:
    """The front matter of ``source``; without fields where there is none.

    Raises SourceError naming file and line where it never closes, is no YAML or no mapping.
    """
    opening = _OPENING.match(source)
    if not opening:
        return FrontMatter()
    start = opening.end()
    closing = _CLOSING.search(source, start)
    if not _begins(source, start, closed=closing is not None):
        return FrontMatter()
    if closing is None:
        line = _line(source, start) - 1
        raise SourceError(f"{name}:{line}: front matter is never closed; expected a line '---' after it")
    return _parsed(source, start, closing, name)


def _begins(source: str, start: int, *, closed: bool) -> bool:
    """Whether the line ``---`` opens front matter and is not a rule between paragraphs."""
    rest = source[start : start + 400]
    if _KEY.match(rest.lstrip()):
        return True
    return closed and bool(rest.strip()) and not rest[0].isspace()


def _parsed(source: str, start: int, closing: re.Match[str], name: str) -> FrontMatter:
    inner = source[start : closing.start()]
    body = closing.end() + source.startswith("\n", closing.end())
    root = _composed(inner, _line(source, start), name)
    if root is None:
        return FrontMatter(body)
    if not isinstance(root, yaml.MappingNode):
        line = _line(source, start) + root.start_mark.line
        raise SourceError(f"{name}:{line}: front matter holds no fields; expected lines of 'key: value'")
    nodes = {str(key.value).strip().lower(): (key, value) for key, value in root.value}
    return FrontMatter(
        body,
        {key: _plain(value) for key, (_, value) in nodes.items()},
        {key: _line(source, start) + node.start_mark.line for key, (node, _) in nodes.items()},
        _title(source, start, nodes["title"][1]) if "title" in nodes else None,
    )


def _composed(inner: str, line: int, name: str) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(inner, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line += error.problem_mark.line if error.problem_mark else 0
        raise SourceError(
            f"{name}:{line}: front matter is no YAML: {error.problem}; expected 'key: value'"
        ) from None
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise SourceError(
            f"{name}:{line}: front matter is no YAML: {reason}; expected 'key: value'"
        ) from None
    return node


def _plain(node: yaml.Node) -> Any:
    """A node's value made of strings, lists and dicts."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value


def _title(source: str, start: int, node: yaml.Node) -> TextBuilder | None:
    """The title as a block where it stands, or None where its characters cannot be told apart."""
    first, last = start + node.start_mark.index, start + node.end_mark.index
    quote = getattr(node, "style", None) or ""
    if quote in ("'", '"'):
        first, last = first + 1, last - 1
    text = TextBuilder()
    text.open(BlockKind.TITLE)
    if source[first:last] == node.value:
        text.add(node.value, first)
    elif quote == "'" and source[first:last].replace("''", "'") == node.value:
        _add_doubled(text, source, first, last)
    else:
        return None
    text.close()
    return text


def _add_doubled(text: TextBuilder, source: str, first: int, last: int) -> None:
    """Append a single-quoted scalar, in which two quotes stand for one."""
    for part in source[first:last].split("''"):
        text.add(part, first)
        first += len(part)
        if first < last:
            text.add_entity("'", first, 2)
            first += 2


def _line(source: str, offset: int) -> int:
    """Number of the line, from 1, that the offset is on."""
    return source.count("\n", 0, offset) + 1
