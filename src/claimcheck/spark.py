"""``claimcheck.spark.compare``: a report on the articles of a Spark data frame.

Articles are read where they are and stay there. What travels is their claims: to the driver, where the
report is made, and by key to where each group of comparable claims is judged once. On the way there
a partition's claims of one key are one row, its distinct statements merged; the rows of a key that has
very many are first merged by a salted key, so that nobody has to fetch them all one by one.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from claimcheck.checks import Context, Ready, ready
from claimcheck.engines.spark import Row, flat, grouped, items_frame, session, shared
from claimcheck.errors import ClaimcheckError, SourceError
from claimcheck.extract import read as read_article
from claimcheck.formats import load
from claimcheck.judge import concluded, judge_group
from claimcheck.lexicon import Lexicon, default_lexicon
from claimcheck.matching import Group, groups
from claimcheck.model import Claim, Failure, Finding, Reading
from claimcheck.pipeline import SHIPPED, Setup, reader, reported, sources
from claimcheck.report import Report
from claimcheck.rules import Rule, load_rules

_READ = "document string, reading binary"
_BLOCK = "subject string, metric string, salt long, block binary"
_FOUND = "subject string, metric string, findings binary"
_MANY = 64  # rows of one key that nobody merges by salt before they are judged
_SALTS = 8


class _Shared(msgspec.Struct, frozen=True, eq=False):
    """What every worker process needs to know; rules come as rules, for checks are code."""

    rules: Sequence[Rule]
    lexicon: Lexicon | None
    origins: Mapping[str, str]

    @property
    def context(self) -> Context:
        """The context of checks that see one group."""
        return Context(self.lexicon or default_lexicon())


def compare(
    dataframe: Any,
    *,
    rules: Sequence[Rule] | None = None,
    lexicon: Lexicon | None = None,
    zone: str = "Asia/Shanghai",
    many: int = _MANY,
) -> Report:
    """A report on the articles of a data frame with the columns document, published, outlet and text.

    ``published`` may be a date, a timestamp, a text like 2022-05-24, or null where the text says it.
    ``many`` is the number of rows from which a key counts as hot.
    """
    read = shared(dataframe.sparkSession, partial(_row_read, zone=zone, lexicon=lexicon))
    frame = flat(dataframe.select("document", "published", "outlet", "text"), _readings(read), _READ)
    return _compared(frame, rules, lexicon, (), many)


def compare_paths(
    paths: Sequence[str],
    *,
    zone: str = "Asia/Shanghai",
    published: date | None = None,
    setup: Setup = SHIPPED,
    master: str = "",
) -> Report:
    """The report of ``pipeline.compare_paths``; the workers see the same files as this machine."""
    spark = session(master)
    found = sources(paths, setup)
    files = [item for item in found if isinstance(item, Path)]
    read = shared(spark, reader(zone=zone, published=published, setup=setup))
    frame = flat(items_frame(spark, files), _files_read(read), _READ)
    failures = [item for item in found if isinstance(item, Failure)]
    order = {str(path): number for number, path in enumerate(files)}
    return _compared(frame, setup.rules, setup.lexicon, failures, order=order)


def write_parquet(report: Report, path: str | Path, lang: str | None = None) -> None:
    """Write the report's findings as a Parquet file: one a row, its claims as JSON."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ClaimcheckError("needs the extra parquet: pip install 'claimcheck-articles[parquet]'") from None

    found = report.to_dict(lang)["findings"]
    columns = ("id", "rule", "verdict", "level", "message", "agreement", "reason", "cause")
    table: dict[str, list[Any]] = {name: [f[name] for f in found] for name in columns}
    table["explanation"] = [f["explanation"] for f in found]
    table["claims"] = [msgspec.json.encode(f["claims"]).decode() for f in found]
    kinds = [(name, pa.string()) for name in columns]
    schema = pa.schema([*kinds, ("explanation", pa.list_(pa.string())), ("claims", pa.string())])
    pq.write_table(pa.table(table, schema=schema), path)


# ---------------------------------------------------------------- on the driver


def _compared(
    frame: Any,
    rules: Sequence[Rule] | None,
    lexicon: Lexicon | None,
    failures: Sequence[Failure],
    many: int = _MANY,
    order: Mapping[str, int] | None = None,
) -> Report:
    """The report of all that was read; articles in the order given, else by name."""
    frame, order = frame.persist(), order or {}
    try:
        results = [_unpacked(row.reading) for row in frame.collect()]
        names = ((r.document.source.document, r) for r in results if isinstance(r, Reading))
        readings = [r for _, r in sorted(names, key=lambda pair: (order.get(pair[0], 0), pair[0]))]
        failed = [*failures, *(r for r in results if isinstance(r, Failure))]
        chosen = load_rules() if rules is None else rules
        judging = partial(_judged, frame=frame, rules=chosen, many=many)
        return reported(readings, failed, chosen, lexicon or default_lexicon(), judging=judging)
    finally:
        frame.unpersist()


def _judged(
    readings: Sequence[Reading],
    able: Sequence[Ready],
    context: Context,
    *,
    frame: Any,
    rules: Sequence[Rule],
    many: int,
) -> tuple[Finding, ...]:
    """What ``judge`` finds; the rules that see one group at a time have run on the cluster."""
    spark = frame.sparkSession
    origins = {r.document.source.document: r.document.source.origin for r in readings}
    lexicon = None if context.lexicon is default_lexicon() else context.lexicon
    known = shared(spark, _Shared(rules, lexicon, origins))
    found = _of_groups(_blocks(frame, known, many), known)
    grouped_here = list(groups((c for r in readings for c in r.claims), context.lexicon))
    return concluded(readings, grouped_here, found, able, context)


def _blocks(frame: Any, known: Any, many: int) -> Any:
    """One row a key and partition; of keys with very many rows, one a key and salt."""
    blocks = flat(frame, _partition_blocks(known), _BLOCK).persist()
    rows = blocks.groupBy("subject", "metric").count().where(f"count > {many}").collect()
    hot = {(row.subject, row.metric) for row in rows}
    if not hot:
        return blocks
    keys = shared(blocks.sparkSession, hot)
    apart = flat(blocks, _only(keys, wanted=True), _BLOCK)
    merged = grouped(apart, ["subject", "metric", "salt"], _merged(known), _BLOCK)
    return flat(blocks, _only(keys, wanted=False), _BLOCK).unionByName(merged)


def _of_groups(blocks: Any, known: Any) -> list[Finding]:
    made = grouped(blocks, ["subject", "metric"], _group_judged(known), _FOUND).collect()
    made.sort(key=lambda row: (row.subject, row.metric))
    return [finding for row in made for finding in _unpacked(row.findings)]


# ---------------------------------------------------------------- on the workers


def _row_read(row: Row, *, zone: str, lexicon: Lexicon | None) -> Reading | Failure:
    """One row of a data frame, read as an article."""
    name = str(row["document"])
    try:
        article = load(name, text=row["text"] or "", published=_day(row["published"]), zone=zone)
    except SourceError as error:
        return Failure(name, str(error))
    article = replace(article, outlet=row["outlet"] or article.outlet)
    return read_article(article, lexicon or default_lexicon())


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value)[:10]) if str(value).strip() else None


def _readings(read: Any) -> Callable[[Iterable[Row]], Iterator[Row]]:
    def run(rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            yield {"document": row["document"], "reading": _packed(read.value(row))}

    return run


def _files_read(read: Any) -> Callable[[Iterable[Row]], Iterator[Row]]:
    def run(rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            path = pickle.loads(row["item"])
            yield {"document": str(path), "reading": _packed(read.value(path))}

    return run


def _partition_blocks(known: Any) -> Callable[[Iterable[Row]], Iterator[Row]]:
    """The claims of a partition by key, each with the origin that its article shares with copies."""

    def run(rows: Iterable[Row]) -> Iterator[Row]:
        state: _Shared = known.value
        results = (_unpacked(row["reading"]) for row in rows)
        claims = [c for r in results if isinstance(r, Reading) for c in _originated(r, state.origins)]
        salt = zlib.crc32(claims[0].document.encode()) % _SALTS if claims else 0
        for group in groups(claims, state.context.lexicon):
            yield _block(group, salt)

    return run


def _originated(reading: Reading, origins: Mapping[str, str]) -> Iterator[Claim]:
    own = reading.document.source
    source = replace(own, origin=origins.get(own.document, own.origin))
    return (replace(claim, source=source) for claim in reading.claims)


def _block(group: Group, salt: int) -> Row:
    claims = [claim for statement in group.statements for claim in statement.claims]
    return {"subject": group.subject, "metric": group.metric, "salt": salt, "block": _packed(claims)}


def _only(keys: Any, *, wanted: bool) -> Callable[[Iterable[Row]], Iterator[Row]]:
    def run(rows: Iterable[Row]) -> Iterator[Row]:
        return (row for row in rows if ((row["subject"], row["metric"]) in keys.value) == wanted)

    return run


def _merged(known: Any) -> Callable[[list[Row]], Iterable[Row]]:
    def run(rows: list[Row]) -> Iterable[Row]:
        lexicon = known.value.context.lexicon
        return [_block(group, rows[0]["salt"]) for group in groups(_claims(rows), lexicon)]

    return run


def _group_judged(known: Any) -> Callable[[list[Row]], Iterable[Row]]:
    def run(rows: list[Row]) -> Iterable[Row]:
        context: Context = known.value.context
        able = ready(known.value.rules)
        for group in groups(_claims(rows), context.lexicon):
            found = list(judge_group(group, able, context))
            if found:
                yield {"subject": group.subject, "metric": group.metric, "findings": _packed(found)}

    return run


def _claims(rows: Iterable[Row]) -> list[Claim]:
    return [claim for row in rows for claim in _unpacked(row["block"])]


def _packed(value: Any) -> bytes:
    """Pickled and compressed: claims of one key say much the same."""
    return zlib.compress(pickle.dumps(value, 5), 1)


def _unpacked(blob: bytes) -> Any:
    return pickle.loads(zlib.decompress(blob))
