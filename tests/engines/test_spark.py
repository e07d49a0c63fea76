from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli import main
from claimcheck.engines import Options, engine
from claimcheck.errors import ClaimcheckError
from claimcheck.formats import load
from claimcheck.lexicon import default_lexicon
from claimcheck.pipeline import compare as compare_here
from claimcheck.report import Report
from claimcheck.rules import load_rules

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import rule_examples
from generated import articles
from spark_cluster import cluster, missing

SEEDS = str(Path(__file__).parents[2] / "seeds")

spark_only = pytest.mark.skipif(bool(missing()), reason=missing())
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("spark"),  # one process can have one Spark
    pytest.mark.filterwarnings("ignore"),  # Spark leaves sockets open on its way out
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from claimcheck.engines.spark import session

    found = session("local[2]")
    found.sparkContext.setLogLevel("OFF")
    yield found
    found.stop()


def frame(spark: Any, documents: list[tuple[str, str]]) -> Any:
    rows = [(name, None, "", text) for name, text in documents]
    return spark.createDataFrame(rows, "document string, published date, outlet string, text string")


def written(report: Report) -> dict[str, Any]:
    found = report.to_dict("en")
    return {**found, "claims": sorted(found["claims"], key=lambda c: (c["document"], c["span"]["start"]))}


def expected(documents: list[tuple[str, str]]) -> dict[str, Any]:
    return written(compare_here([load(name, text=text) for name, text in documents]))


@spark_only
def test_a_data_frame_is_judged_as_articles_are_here(spark: Any) -> None:
    from claimcheck.spark import compare

    documents = list(articles(150, default_lexicon()))
    assert written(compare(frame(spark, documents).repartition(5))) == expected(documents)


@spark_only
def test_keys_with_many_rows_are_merged_first_and_judged_the_same(spark: Any) -> None:
    from claimcheck.spark import compare

    documents = list(articles(150, default_lexicon()))
    assert written(compare(frame(spark, documents).repartition(9), many=2)) == expected(documents)


@spark_only
def test_dates_and_outlets_come_from_the_columns(spark: Any) -> None:
    from claimcheck.spark import compare

    rows = [
        ("a", date(2022, 5, 25), "甲报", "快手今年一季度营收210.7亿元。"),
        ("b", None, None, "没有数字。"),
    ]
    schema = "document string, published date, outlet string, text string"
    report = compare(spark.createDataFrame(rows, schema))
    [claim] = report.claims
    assert (claim.source.outlet, claim.period.label) == ("甲报", "2022Q1")


@spark_only
def test_paths_give_the_same_report_on_the_command_line(spark: Any, tmp_path: Path) -> None:
    words = ["report", "--input", f"{SEEDS}/*", "--format", "json", "--lang", "en"]
    main([*words, "-o", str(tmp_path / "here.json")])
    main([*words, "--engine", "spark", "--master", "local[2]", "-o", str(tmp_path / "there.json")])
    assert (tmp_path / "there.json").read_bytes() == (tmp_path / "here.json").read_bytes()


@spark_only
def test_findings_go_into_a_parquet_file(spark: Any, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    words = ["report", SEEDS, "--engine", "spark", "--master", "local[2]", "--lang", "en"]
    assert main([*words, "--output", str(tmp_path / "found.parquet")]) == 0
    table = pq.read_table(tmp_path / "found.parquet")
    assert {"conflict", "confirmed"} <= set(table["verdict"].to_pylist())


@pytest.mark.parametrize(
    "options", [("local", ""), ("processes", ""), pytest.param(("spark", "local[2]"), marks=spark_only)]
)
def test_the_examples_of_the_rules_hold_on_every_engine(
    options: tuple[str, str], request: pytest.FixtureRequest
) -> None:
    name, master = options
    if name == "spark":
        request.getfixturevalue("spark").sparkContext.addPyFile(rule_examples.__file__)
    book = load_rules()
    assert list(engine(name, jobs=2, master=master).mapped(rule_examples.faults, book)) == [[]] * len(book)


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from claimcheck.engines import spark as module

    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(ClaimcheckError, match=r"claimcheck-articles\[spark\]"):
        list(module.mapped(str, [1], options=Options()))


@spark_only
def test_a_cluster_that_loses_a_worker_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimcheck.engines.spark import session
    from claimcheck.spark import compare

    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    documents = list(articles(600, default_lexicon()))
    with cluster(tmp_path) as found:
        spark = session(found.url)
        spark.sparkContext.setLogLevel("OFF")
        try:
            _wait_for_executors(spark, 2)
            data = frame(spark, documents).repartition(24)
            killed = _kill_when_half_done(spark, found.kill_worker)
            report = compare(data)
            assert killed() > 0
        finally:
            spark.stop()
    assert written(report) == expected(documents)


def _wait_for_executors(spark: Any, count: int, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() <= count:  # the driver counts too
        if time.monotonic() > end:
            raise TimeoutError("the workers gave no executors")
        time.sleep(0.2)


def _kill_when_half_done(spark: Any, kill: Any) -> Any:
    """Kill as soon as a stage of many tasks is half done; the function says at how many tasks that was."""
    at: list[int] = []

    def watch() -> None:
        tracker = spark.sparkContext.statusTracker()
        while not at:
            for stage in tracker.getActiveStageIds():
                info = tracker.getStageInfo(stage)
                if info and info.numTasks >= 24 and 0 < info.numCompletedTasks < info.numTasks - 4:
                    at.append(info.numCompletedTasks)
                    kill()
                    return
            time.sleep(0.05)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return lambda: at[0] if at else 0
