"""The archive as JSON lines and back, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from claimcheck.errors import ArchiveError
from claimcheck.lexicon import Lexicon
from claimcheck.model import (
    Basis,
    BlockKind,
    Bound,
    Claim,
    Document,
    FixedBy,
    Measure,
    Modality,
    Name,
    Period,
    PeriodKind,
    Quantity,
    Reading,
    Source,
    Span,
)
from claimcheck.report import claim_dict
from claimcheck.store import queries, writing
from claimcheck.store.archive import Archive

VERSION = 1
"""Version of the exported lines; it rises when a field changes its meaning or goes away."""


def lines(archive: Archive) -> Iterator[str]:
    """The archive as JSON lines: a header, then each article followed by its claims."""
    yield _line({"archive": VERSION})
    for entry in archive.articles():
        reading = archive.reading(entry.source.document)
        if reading is not None:
            yield _line({"article": _article(entry, reading.document)})
            yield from (_line({"claim": _claim(c, reading.document)}) for c in reading.claims)


def _line(value: Mapping[str, Any]) -> str:
    return msgspec.json.encode(value).decode() + "\n"


def _article(entry: queries.Entry, document: Document) -> dict[str, Any]:
    source = entry.source
    return {
        "path": source.document, "hash": entry.hash, "reader": entry.reader,
        "published": source.published.isoformat() if source.published else None, "title": source.title,
        "outlet": source.outlet, "authority": source.authority, "origin": source.origin,
        "claims": entry.claims, "characters": document.characters, "skipped": document.skipped,
        "line_starts": document.line_starts, "notes": document.notes,
    }  # fmt: skip


def _claim(claim: Claim, document: Document) -> dict[str, Any]:
    """The claim as ``extract`` writes it, and the few fields more that make it whole."""
    made, value, period = claim_dict(claim, document), claim.quantity, claim.period
    made["quote_span"] = [claim.quote_span.start, claim.quote_span.end]
    made["block"] = claim.block.value
    made["value"] |= {
        "low_open": value.low_open, "high_open": value.high_open, "precision": str(value.precision),
        "noun": value.noun,
    }  # fmt: skip
    made["period"]["span"] = [period.span.start, period.span.end] if period.span else None
    return made


# ---------------------------------------------------------------- and back


def read_lines(
    archive: Archive, found: Iterable[str], name: str, lexicon: Lexicon
) -> Iterator[tuple[str, int]]:
    """Store the articles of exported lines, a transaction each; yields path and claims once it is stored."""
    for number, article, claims in _articles(found, name):
        try:
            entry = _entry(article, claims)
        except (KeyError, ValueError, TypeError, ArithmeticError) as error:
            raise ArchiveError(f"{name}:{number}: not an exported article: {error!r}") from None
        archive.add(entry, lexicon=lexicon)
        yield entry.reading.document.source.document, len(entry.reading.claims)


def _articles(found: Iterable[str], name: str) -> Iterator[tuple[int, dict[str, Any], list[dict[str, Any]]]]:
    """Each article's line number and data, with the data of its claims; all of them, or an error."""
    waiting: tuple[int, dict[str, Any], list[dict[str, Any]]] | None = None
    for number, line in enumerate(found, 1):
        data = _parsed(line, f"{name}:{number}")
        if number == 1:
            _require_version(data, name)
        elif "article" in data:
            yield from _whole(waiting, name)
            waiting = (number, data["article"], [])
        elif waiting is None or "claim" not in data:
            raise ArchiveError(f"{name}:{number}: expected an article, or a claim after one")
        else:
            waiting[2].append(data["claim"])
    yield from _whole(waiting, name)


def _whole(
    waiting: tuple[int, dict[str, Any], list[dict[str, Any]]] | None, name: str
) -> Iterator[tuple[int, dict[str, Any], list[dict[str, Any]]]]:
    if waiting is None:
        return
    number, article, claims = waiting
    if len(claims) != article.get("claims"):
        raise ArchiveError(
            f"{name}:{number}: {len(claims)} claims follow, expected {article.get('claims')}; "
            "the file is cut off"
        )
    yield waiting


def _parsed(line: str, place: str) -> dict[str, Any]:
    try:
        data = msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        raise ArchiveError(f"{place}: not JSON: {error}") from None
    if not isinstance(data, dict):
        raise ArchiveError(f"{place}: expected a JSON object")
    return data


def _require_version(data: Mapping[str, Any], name: str) -> None:
    if data.get("archive") != VERSION:
        raise ArchiveError(f'{name}:1: expected {{"archive":{VERSION}}}, the first line of an export')


def _entry(article: Mapping[str, Any], claims: Iterable[Mapping[str, Any]]) -> writing.Entry:
    published = date.fromisoformat(article["published"]) if article["published"] else None
    source = Source(
        article["path"], published, article["title"], article["outlet"], article["authority"],
        article["origin"],
    )  # fmt: skip
    made = tuple(_claim_of(claim, source) for claim in claims)
    document = Document(
        source, tuple(article["line_starts"]), article["characters"], len(made), article["skipped"],
        tuple(article["notes"]),
    )  # fmt: skip
    return writing.Entry(Reading(document, made, ()), article["hash"], article["reader"])


def _claim_of(data: Mapping[str, Any], source: Source) -> Claim:
    span = Span(data["span"]["start"], data["span"]["end"])
    return Claim(
        source=source,
        span=span,
        quote_span=Span(*data["quote_span"]),
        quote=data["quote"],
        subject=Name(**data["subject"]) if data["subject"] else None,
        metric=Name(**data["metric"]) if data["metric"] else None,
        measure=Measure(data["measure"]),
        basis=Basis(data["basis"]) if data["basis"] else None,
        quantity=_quantity(data["value"], span),
        period=_period(data["period"]),
        modality=Modality(data["modality"]),
        scope=tuple(data["scope"]),
        attribution=data["attribution"],
        block=BlockKind(data["block"]),
        id=data["id"],
    )


def _quantity(value: Mapping[str, Any], span: Span) -> Quantity:
    stated, low, high = (
        None if value[name] is None else Decimal(value[name]) for name in ("stated", "low", "high")
    )
    return Quantity(
        span, value["text"], stated, low, high, value["low_open"], value["high_open"], value["unit"],
        Bound(value["bound"]), Decimal(value["precision"]), value["noun"],
    )  # fmt: skip


def _period(period: Mapping[str, Any]) -> Period:
    start, end = (date.fromisoformat(period[name]) if period[name] else None for name in ("start", "end"))
    span = Span(*period["span"]) if period["span"] else None
    kind, fixed_by = PeriodKind(period["kind"]), FixedBy(period["fixed_by"])
    return Period(span, period["text"], start, end, period["label"], kind, fixed_by)
