"""A file, its bytes or its text → Article."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from claimcheck.errors import SourceError, UsageError
from claimcheck.folding import fold
from claimcheck.formats.body import Body
from claimcheck.formats.byline import own_date, own_outlet
from claimcheck.formats.dates import ACCEPTED, parse_date, zone_of
from claimcheck.formats.discovery import STDIN, find
from claimcheck.formats.encoding import MAX_BYTES, decode
from claimcheck.formats.frontmatter import FrontMatter, split
from claimcheck.formats.language import language_of
from claimcheck.formats.lines import line_starts
from claimcheck.formats.readers import reader_for
from claimcheck.formats.titles import titled
from claimcheck.formats.words import Words, words_of
from claimcheck.lexicon import default_lexicon
from claimcheck.model import Article, Failure

_DATE_KEYS = (
    "date",
    "published",
    "pubdate",
    "published_at",
    "publish_date",
    "publishdate",
    "pub_date",
    "published_time",
    "publish_time",
    "datetime",
    "time",
)
_OUTLET_KEYS = ("outlet", "source", "site", "publisher", "media", "author", "from")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
MAX_LINE = 4_000_000
_PLAIN_ENCODINGS = ("utf-8", "ascii")


def load(
    path: str | Path | None = None,
    *,
    text: str | None = None,
    data: bytes | None = None,
    published: date | None = None,
    zone: str = "Asia/Shanghai",
    authority: str = "outlet",
) -> Article:
    """The article at ``path``; with ``text`` or ``data`` the path is only its name.

    ``published`` overrides what the article says. Raises SourceError: one line with the file, what
    was wrong and what was expected.
    """
    if text is not None and data is not None:
        raise UsageError("load() takes text= or data=, not both")
    if path is None and text is None and data is None:
        raise UsageError("load() needs a path, text= or data=")
    zone_of(zone)
    name = str(path) if path is not None else ("<text>" if text is not None else "<data>")
    if text is not None:
        return _article(text.removeprefix("\ufeff"), name, (), published, zone, authority)
    source, encoding = decode(_bytes(name) if data is None else data, name)
    _refuse_endless_lines(source, name)
    notes = () if encoding in _PLAIN_ENCODINGS else (f"decoded as {encoding}",)
    return _article(source, name, notes, published, zone, authority)


def _refuse_endless_lines(source: str, name: str) -> None:
    """Raise SourceError for a line that no article has: a dump, or a page without its line breaks."""
    start = 0
    for number, end in enumerate(_line_ends(source), 1):
        if end - start > MAX_LINE:
            raise SourceError(
                f"{name}:{number}: a line of {end - start} characters; expected an article, "
                f"whose lines have at most {MAX_LINE}"
            )
        start = end + 1


def _line_ends(source: str) -> Iterator[int]:
    end = source.find("\n")
    while end >= 0:
        yield end
        end = source.find("\n", end + 1)
    yield len(source)


def read_all(
    paths: Iterable[str | Path], *, zone: str = "Asia/Shanghai", authority: str = "outlet"
) -> Iterator[Article | Failure]:
    """Yield the articles that the paths stand for, and a Failure for each that cannot be read."""
    for item in find(paths):
        if isinstance(item, Failure):
            yield item
            continue
        try:
            yield load(item, zone=zone, authority=authority)
        except SourceError as error:
            yield Failure(str(item), str(error).removeprefix(f"{item}: "))


def _bytes(name: str) -> bytes:
    """What a file holds, up to a little more than the limit (which ``decode`` then names)."""
    if name == str(STDIN):
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise SourceError(f"{name}: is a folder; expected a file") from None
    except OSError as error:
        raise SourceError(
            f"{name}: cannot be read: {error.strerror or error}; expected a readable file"
        ) from None
    except ValueError:
        raise SourceError(f"{name!r}: not the name of a file") from None


def _article(
    source: str, name: str, notes: tuple[str, ...], published: date | None, zone: str, authority: str
) -> Article:
    words = words_of(default_lexicon())
    front = split(source, name)
    body = reader_for(name, source, front.body)(source, front.body)
    body.text.close()
    said = _edges(body)
    title, builder, blocks = titled(_text(front.fields.get("title")), front.title, body, words)
    text = builder.text()
    day, oddities = _published(front, body, name, zone, words)
    return Article(
        path=name,
        text=text,
        blocks=blocks,
        runs=builder.runs(),
        title=title,
        published=published or day or own_date(title, said, zone, words),
        outlet=_outlet(front, body, words) or own_outlet(said, words),
        author=_text(front.fields.get("author")) or body.facts.get("author", ""),
        language=language_of(text),
        authority=authority,
        line_starts=line_starts(source),
        notes=notes + oddities,
    )


def _edges(body: Body) -> list[str]:
    """The first and last blocks of the body: where articles say when and where they appeared."""
    text, blocks = body.text.text(), body.text.blocks
    return [text[block.span.start : block.span.end] for block in (*blocks[:12], *blocks[12:][-4:])]


def _published(
    front: FrontMatter, body: Body, name: str, zone: str, words: Words
) -> tuple[date | None, tuple[str, ...]]:
    """The day that front matter or HTML states, and a note where HTML states one that cannot be read."""
    for key in _DATE_KEYS:
        written = front.fields.get(key)
        if written in (None, "", "null", "~"):
            continue
        day = parse_date(written, zone, words) if isinstance(written, str) else None
        if day is None:
            raise SourceError(f"{name}:{front.lines[key]}: {key} {_shown(written)} is no date; {ACCEPTED}")
        return day, ()
    written = body.facts.get("date", "")
    day = parse_date(written, zone, words) if written else None
    return day, (
        f"date {_shown(written)} in the HTML head is in no known form",
    ) if written and not day else ()


def _outlet(front: FrontMatter, body: Body, words: Words) -> str:
    """The outlet that front matter names, or its only tag, or the HTML head."""
    for key in _OUTLET_KEYS:
        if written := _text(front.fields.get(key)):
            return (urlsplit(written).hostname or "") if _ADDRESS.match(written) else written
    return _tagged(front.fields.get("tags"), words) or body.facts.get("outlet", "")


def _tagged(tag: Any, words: Words) -> str:
    """The outlet in a tag such as 中国新闻网新闻: its name and a word that is no part of it."""
    if not isinstance(tag, str):
        return ""
    folded = fold(tag)
    for ending in words.outlet_endings:
        if folded.endswith(ending) and len(folded) > len(ending) + 1:
            return tag[: -len(ending)].strip()
    return ""


def _text(written: Any) -> str:
    """A field as one line of text; of a list the first item."""
    first = written[0] if isinstance(written, list) and written else written
    return " ".join(first.split()) if isinstance(first, str) else ""


def _shown(written: Any) -> str:
    shown = repr(written)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
