"""Figures that need no extraction: CSV, JSON and xBRL-JSON → a Reading. docs/archive.md lists the columns."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import PurePath
from typing import Any, TypeVar

import msgspec

from claimcheck.errors import SourceError, nearest
from claimcheck.formats.encoding import decode
from claimcheck.formats.lines import line_starts
from claimcheck.lexicon import Lexicon
from claimcheck.model import (
    Basis,
    BlockKind,
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
from claimcheck.store import naming

E = TypeVar("E", Measure, Basis, Modality)

REQUIRED = ("subject", "metric", "value")
OPTIONAL = (
    "unit", "period", "start", "end", "decimals", "measure", "basis", "modality", "scope", "attribution",
    "quote",
)  # fmt: skip
OF_DOCUMENT = ("published", "title", "outlet")
_SUFFIXES = (".csv", ".json")


class Figure(msgspec.Struct, frozen=True):
    """One figure as a file gives it: words by column, and where its value stands in the file."""

    words: Mapping[str, str]
    place: str
    span: Span


def is_structured(path: str) -> bool:
    """Whether the name is that of a file of figures."""
    return PurePath(path).suffix.lower() in _SUFFIXES


def read(path: str, data: bytes, authority: str, published: date | None, lexicon: Lexicon) -> Reading:
    """The figures of a file as claims; raises SourceError with the line or fact that is wrong."""
    text, _ = decode(data, path)
    text = text.removeprefix("\ufeff")
    about, figures = _figures(path, text, lexicon)
    source = Source(
        document=path,
        published=published or _published(about, path),
        title=about.get("title", ""),
        outlet=about.get("outlet", ""),
        authority=authority,
        origin=hashlib.sha256("".join(text.split()).encode()).hexdigest()[:12],
    )
    claims = _numbered([_claim(figure, source, lexicon) for figure in figures])
    if not claims:
        raise SourceError(f"{path}: no figure in it; expected columns {', '.join(REQUIRED)}, …")
    return Reading(Document(source, line_starts(text), len(text), len(claims), 0), claims, ())


def _figures(path: str, text: str, lexicon: Lexicon) -> tuple[Mapping[str, str], list[Figure]]:
    if PurePath(path).suffix.lower() == ".csv":
        figures = list(_of_csv(path, text))
        return (figures[0].words if figures else {}), figures
    data = _json(path, text)
    if isinstance(data, dict) and "documentInfo" in data:
        from claimcheck.store import xbrl

        return xbrl.figures(path, text, data, lexicon)
    return _of_json(path, text, data)


def _json(path: str, text: str) -> Any:
    try:
        return json.loads(text, parse_float=str, parse_int=str)
    except ValueError as error:
        raise SourceError(f"{path}: not JSON: {error}") from None


# ---------------------------------------------------------------- rows


def _of_csv(path: str, text: str) -> Iterator[Figure]:
    starts = line_starts(text)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _known_columns(reader.fieldnames or (), f"{path}:1")
        first = reader.line_num
        for row in reader:
            place = f"{path}:{first + 1}"
            if None in row or None in row.values():
                raise SourceError(f"{place}: expected as many cells as the header has ({len(row)})")
            words = {name: cell.strip() for name, cell in row.items() if cell.strip()}
            if words:
                yield Figure(words, place, find_value(text, words.get("value", ""), starts[first]))
            first = reader.line_num
    except csv.Error as error:
        raise SourceError(f"{path}:{reader.line_num}: not CSV: {error}") from None


def _of_json(path: str, text: str, data: Any) -> tuple[Mapping[str, str], list[Figure]]:
    about = {k: str(v) for k, v in data.items() if k in OF_DOCUMENT} if isinstance(data, dict) else {}
    rows = data.get("figures") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceError(f"{path}: expected a list of figures, or an object with the key figures")
    figures: list[Figure] = []
    at = 0
    for number, row in enumerate(rows, 1):
        _known_columns(list(row), f"{path}: figure {number}")
        words = {name: _cell(value) for name, value in row.items() if value is not None}
        span = find_value(text, words.get("value", ""), at)
        at = span.end
        figures.append(Figure(words, f"{path}: figure {number}", span))
    return about, figures


def _cell(value: Any) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value).strip()


def _known_columns(names: Any, place: str) -> None:
    known = (*REQUIRED, *OPTIONAL, *OF_DOCUMENT)
    for name in names:
        if name not in known:
            raise SourceError(
                f"{place}: {name}: no such column; expected {', '.join(known)}{nearest(str(name), known)}"
            )
    for name in REQUIRED:
        if name not in names:
            raise SourceError(f"{place}: no column {name}; expected {', '.join(REQUIRED)} at least")


def find_value(text: str, words: str, at: int) -> Span:
    """Where the value stands, from an offset on; an empty range there if it is written in another way."""
    start = text.find(words, at) if words else -1
    return Span(start, start + len(words)) if start >= 0 else Span(at, at)


# ---------------------------------------------------------------- a figure as a claim


def _claim(figure: Figure, source: Source, lexicon: Lexicon) -> Claim:
    words = figure.words
    for name in REQUIRED:
        if not words.get(name):
            raise SourceError(f"{figure.place}: {name}: is empty")
    period = _period(figure, source, lexicon)
    quantity = _quantity(figure, lexicon)
    quote = words.get("quote") or " ".join((words["subject"], words["metric"], period.text, words["value"]))
    return Claim(
        source=source,
        span=figure.span,
        quote_span=figure.span,
        quote=" ".join(quote.split()),
        subject=naming.subject_name(words["subject"], lexicon),
        metric=naming.metric_name(words["metric"], lexicon),
        measure=_choice(figure, "measure", Measure) or Measure.LEVEL,
        basis=_choice(figure, "basis", Basis),
        quantity=quantity,
        period=period,
        modality=_choice(figure, "modality", Modality) or Modality.ACTUAL,
        scope=tuple(part.strip() for part in words.get("scope", "").split(";") if part.strip()),
        attribution=words.get("attribution"),
        block=BlockKind.CELL,
    )


def _quantity(figure: Figure, lexicon: Lexicon) -> Quantity:
    words = figure.words
    try:
        decimals = int(words["decimals"]) if words.get("decimals", "INF") != "INF" else None
    except ValueError:
        raise SourceError(f"{figure.place}: decimals: {words['decimals']!r} is no whole number") from None
    found = naming.quantity_of(words["value"], words.get("unit"), decimals, figure.span, lexicon)
    if found is None:
        raise SourceError(
            f"{figure.place}: value: {words['value']!r} is no number; write it like 1748.5, 1748亿元"
        )
    return found


def _period(figure: Figure, source: Source, lexicon: Lexicon) -> Period:
    words = figure.words
    try:
        if words.get("start") and words.get("end"):
            start, end = date.fromisoformat(words["start"]), date.fromisoformat(words["end"])
            return naming.days(start, end, words.get("period") or f"{start}/{end}", lexicon)
        told = words.get("period") or words.get("end") or ""
        found = naming.period_of(told, lexicon) if told else _around(source)
    except ValueError as error:
        raise SourceError(f"{figure.place}: period: {error}; write days like 2022-03-31") from None
    if found is None or (found.start and found.end and found.start > found.end):
        raise SourceError(
            f"{figure.place}: period: {told!r} names none; write 2022Q1, 2022 or 2022-01-01/2022-03-31"
        )
    return found


def _around(source: Source) -> Period:
    """A figure without any period means «around publication»."""
    day = source.published
    return Period(None, "", day, day, "", PeriodKind.UNSTATED, FixedBy.PUBLICATION)


def _choice(figure: Figure, name: str, kind: type[E]) -> E | None:
    value = figure.words.get(name)
    if not value:
        return None
    try:
        return kind(value.lower())
    except ValueError:
        known = [member.value for member in kind]
        raise SourceError(
            f"{figure.place}: {name}: {value!r} is not one of {', '.join(known)}{nearest(value, known)}"
        ) from None


def _published(about: Mapping[str, str], path: str) -> date | None:
    day = about.get("published")
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        raise SourceError(f"{path}: published: {day!r} is not a date; write it like 2022-05-24") from None


def _numbered(claims: list[Claim]) -> tuple[Claim, ...]:
    """The claims with ids of their own, from file content and not from lines."""
    seen: dict[str, int] = {}
    made: list[Claim] = []
    for claim in claims:
        mark = hashlib.sha256(repr(_identity(claim)).encode()).hexdigest()[:12]
        seen[mark] = seen.get(mark, 0) + 1
        id = mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"
        made.append(msgspec.structs.replace(claim, id=id))
    return tuple(made)


def _identity(claim: Claim) -> tuple[object, ...]:
    names: tuple[Name | None, ...] = (claim.subject, claim.metric)
    return (
        claim.source.title, str(claim.source.published), *(n.id if n else "" for n in names),
        claim.measure.value, claim.quantity.text, claim.period.label, claim.scope, claim.quote,
    )  # fmt: skip


def plain_decimal(words: str) -> Decimal | None:
    """The number that the words are, if they are one."""
    try:
        value = Decimal(words)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
