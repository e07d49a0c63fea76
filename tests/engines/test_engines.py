from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from claimcheck.cli import main
from claimcheck.engines import ENGINES, LOCAL, Options, engine, known
from claimcheck.engines import processes as pool
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.pipeline import compare_paths, read_paths

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def many(tmp_path: Path) -> str:
    """More articles than are read without a pool, one of which cannot be read."""
    for number in range(5):
        for seed in sorted(SEEDS.iterdir()):
            shutil.copy(seed, tmp_path / f"{number}-{seed.name}")
    (tmp_path / "3-broken.txt").write_bytes(b"\0\1\2\xff" * 50)
    return str(tmp_path)


@pytest.mark.parametrize("jobs", [2, 3, 7])
def test_any_number_of_processes_gives_the_same_report(
    many: str, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = compare_paths([many])
    assert alone.failures
    assert compare_paths([many], engine=engine(jobs=jobs)).to_dict("en") == alone.to_dict("en")


def test_the_command_line_writes_the_same_bytes(many: str, tmp_path: Path) -> None:
    pages = []
    for jobs in ("1", "2", "4"):
        page = tmp_path / f"{jobs}.page"
        main(["report", many, "--format", "json", "--jobs", jobs, "--lang", "en", "-o", str(page)])
        pages.append(page.read_bytes())
        page.unlink()
    assert json.loads(pages[0])["claims"]
    assert pages[1] == pages[0] and pages[2] == pages[0]


def test_workers_that_cannot_be_forked_read_the_same(many: str) -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert pool._context().get_start_method() != "fork"
        assert read_paths([many], engine=engine(jobs=2)) == read_paths([many])
    finally:
        stop.set()
        other.join()


def test_an_exception_in_a_worker_comes_out_as_it_is() -> None:
    with pytest.raises(UsageError, match="number 30"):
        list(pool.mapped(_refuse, range(40), options=Options(jobs=2)))


def _refuse(number: int) -> int:
    if number == 30:
        raise UsageError("number 30")
    return number


def test_a_worker_that_dies_is_an_error_in_one_line() -> None:
    with pytest.raises(ClaimcheckError, match="--jobs"):
        list(pool.mapped(_die, range(40), options=Options(jobs=2)))


def _die(number: int) -> int:
    if number == 30:
        os._exit(1)
    return number


def test_a_reader_who_leaves_early_waits_for_nobody() -> None:
    assert next(pool.mapped(str, range(10_000), options=Options(jobs=2))) == "0"


def test_one_job_needs_no_other_process() -> None:
    assert list(pool.mapped(_pid, range(40), options=Options(jobs=1))) == [os.getpid()] * 40


def _pid(number: int) -> int:
    return os.getpid()


def test_an_unknown_engine_is_refused_with_the_near_name() -> None:
    with pytest.raises(UsageError, match="did you mean 'spark'"):
        engine("sparc")


def test_engines_are_chosen_by_name_or_by_jobs() -> None:
    assert [engine(jobs=1).name, engine().name, engine("local").name] == ["local", "processes", "local"]
    assert engine("local") == LOCAL


def test_every_engine_of_the_table_is_known() -> None:
    assert set(ENGINES) <= set(known())
