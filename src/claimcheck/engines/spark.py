"""Apache Spark: functions over rows through ``mapInArrow`` and, by key, ``applyInArrow``.

The functions are those that run everywhere else: they take and give plain dictionaries, one a row.
What they need besides goes out once to each worker process (``shared``).
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from claimcheck.engines import Options
from claimcheck.errors import ClaimcheckError

T = TypeVar("T")
R = TypeVar("R")
Row = dict[str, Any]

BATCH = 256  # rows that travel together: an article is some ten thousand bytes
_SLICES = 4  # tasks a core, so that a slow one delays little


def session(master: str = "") -> Any:
    """The session that runs here, else a new one at the master (default: all cores of this machine)."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise ClaimcheckError("needs the extra spark: pip install 'claimcheck-articles[spark]'") from None
    if master:
        with suppress(Exception):  # a session at another master is in the way
            active = SparkSession.getActiveSession()
            if active is not None and active.sparkContext.master != master:
                active.stop()
    builder = SparkSession.builder.appName("claimcheck").master(master or "local[*]")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    # on a cluster whose machines have another one, say which: PYSPARK_PYTHON
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        return builder.getOrCreate()
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ClaimcheckError(f"Spark does not start: {reason}; it needs Java 17 or later") from None


_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
    "spark.sql.shuffle.partitions": "8",
    "spark.task.maxFailures": "8",  # a lost machine is no failed run
    "spark.driver.maxResultSize": "0",
}


def mapped(function: Callable[[T], R], items: Sequence[T], *, options: Options) -> Iterator[R]:
    """The function's result for each item, in order."""
    spark = session(options.master)
    frame = items_frame(spark, items)
    made = flat(frame, _each(shared(spark, function)), "number long, result binary")
    for row in sorted(made.collect(), key=_number):
        yield pickle.loads(row.result)


def _number(row: Any) -> int:
    return int(row.number)


def _each(function: Any) -> Callable[[Iterable[Row]], Iterator[Row]]:
    def run(rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            result = function.value(pickle.loads(row["item"]))
            yield {"number": row["number"], "result": pickle.dumps(result, 5)}

    return run


def shared(spark: Any, value: Any) -> Any:
    """A broadcast variable: ``.value`` is unpickled once in each worker process."""
    return spark.sparkContext.broadcast(value)


def items_frame(spark: Any, items: Sequence[Any]) -> Any:
    """A data frame with the columns number and item (pickled), in a few slices a core."""
    import pyarrow as pa

    numbers = pa.array(range(len(items)), pa.int64())
    blobs = pa.array((pickle.dumps(item, 5) for item in items), pa.binary())
    frame = spark.createDataFrame(pa.table({"number": numbers, "item": blobs}))
    return frame.repartition(slices(spark, len(items)))


def slices(spark: Any, rows: int) -> int:
    """Into how many tasks to cut so many rows."""
    cores: int = spark.sparkContext.defaultParallelism
    return max(1, min(rows, cores * _SLICES))


def flat(frame: Any, function: Callable[[Iterable[Row]], Iterator[Row]], schema: str) -> Any:
    """The frame of all rows that the function makes of each partition's rows."""

    def run(batches: Iterable[Any]) -> Iterator[Any]:
        rows = (row for batch in batches for row in batch.to_pylist())
        yield from _batches(function(rows), schema)

    return frame.mapInArrow(run, schema)


def grouped(
    frame: Any, keys: Sequence[str], function: Callable[[list[Row]], Iterable[Row]], schema: str
) -> Any:
    """The frame of all rows that the function makes of the rows of one key."""

    def run(table: Any) -> Any:
        import pyarrow as pa

        made = list(_batches(function(table.to_pylist()), schema))
        return pa.Table.from_batches(made, schema=_arrow(schema))

    return frame.groupBy(*keys).applyInArrow(run, schema)


def _batches(rows: Iterable[Row], schema: str) -> Iterator[Any]:
    import pyarrow as pa

    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) >= BATCH:
            yield pa.RecordBatch.from_pylist(waiting, schema=_arrow(schema))
            waiting = []
    if waiting:
        yield pa.RecordBatch.from_pylist(waiting, schema=_arrow(schema))


def _arrow(schema: str) -> Any:
    """«name type, name type» with the types string, long and binary."""
    import pyarrow as pa

    types = {"string": pa.string(), "long": pa.int64(), "binary": pa.binary()}
    fields = (field.split() for field in schema.split(","))
    return pa.schema([(name, types[kind]) for name, kind in fields])
