"""The archive as a table for other tools: CSV and Parquet, one row a claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from claimcheck.errors import ArchiveError
from claimcheck.model import Source
from claimcheck.report import claim_dict
from claimcheck.store.archive import Archive
from claimcheck.store.lines import lines

_ROWS = 10_000


COLUMNS = (
    "id", "document", "published", "title", "outlet", "authority", "origin", "line", "column", "start", "end",
    "quote",
    "subject_id", "subject", "metric_id", "metric", "measure", "basis", "value", "stated", "low", "high",
    "bound", "unit", "period", "period_start", "period_end", "period_label", "period_kind", "modality",
    "scope", "attribution",
)  # fmt: skip
"""The columns of CSV and Parquet; decimals are text."""

_NUMBERS = frozenset({"line", "column", "start", "end"})


def rows(archive: Archive) -> Iterator[tuple[Any, ...]]:
    """One row of COLUMNS a claim."""
    for entry in archive.articles():
        reading = archive.reading(entry.source.document)
        for claim in reading.claims if reading else ():
            yield _row(claim_dict(claim, reading.document if reading else None), claim.source)


def _row(c: Mapping[str, Any], source: Source) -> tuple[Any, ...]:
    subject, metric, span, value, period = (
        c["subject"] or {},
        c["metric"] or {},
        c["span"],
        c["value"],
        c["period"],
    )
    published = source.published.isoformat() if source.published else None
    return (
        c["id"], c["document"], published, source.title, source.outlet, source.authority, source.origin,
        span["line"], span["column"], span["start"], span["end"], c["quote"],
        subject.get("id"), subject.get("name"), metric.get("id"), metric.get("name"),
        c["measure"], c["basis"],
        value["text"], value["stated"], value["low"], value["high"], value["bound"], value["unit"],
        period["text"], period["start"], period["end"], period["label"], period["kind"],
        c["modality"], ";".join(c["scope"]), c["attribution"],
    )  # fmt: skip


def csv_lines(archive: Archive) -> Iterator[str]:
    """The rows as CSV, a header first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for row in _with_header(rows(archive)):
        writer.writerow(row)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _with_header(found: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    yield COLUMNS
    yield from found


def write_parquet(archive: Archive, path: Path) -> None:
    """Write the rows as a Parquet file (extra ``parquet``)."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ArchiveError(
            "exporting Parquet needs the extra parquet: pip install 'claimcheck-articles[parquet]'"
        ) from None
    schema = pa.schema([(name, pa.int64() if name in _NUMBERS else pa.string()) for name in COLUMNS])
    with pq.ParquetWriter(path, schema) as writer:
        for some in _pieces(rows(archive)):
            columns = [list(column) for column in zip(*some, strict=True)]
            writer.write_table(pa.table(columns, schema=schema))


def _pieces(found: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    piece: list[tuple[Any, ...]] = []
    for row in found:
        piece.append(row)
        if len(piece) >= _ROWS:
            yield piece
            piece = []
    if piece:
        yield piece


TEXTS: Mapping[str, Callable[[Archive], Iterator[str]]] = {"jsonl": lines, "csv": csv_lines}
"""The forms that are written as text, a piece at a time."""

FORMS = (*TEXTS, "parquet")
"""Every form of ``archive export``."""


def write(archive: Archive, form: str, path: Path) -> None:
    """Write the archive into a file, in one of FORMS."""
    if form not in TEXTS:
        write_parquet(archive, path)
        return
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.writelines(TEXTS[form](archive))
