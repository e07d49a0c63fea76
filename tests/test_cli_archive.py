"""The command line of the archive: exit codes, one-line complaints, pages and JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from claimcheck.archive_pages import bar, spark
from claimcheck.cli import main

FIRST = "---\ndate: 2022-05-24\n---\n快手2022年第一季度的日活跃用户达3.46亿，GMV为1751亿元，同比增长47.7%。\n"
SECOND = "---\ndate: 2022-06-24\n---\n2022年第一季度，快手的日活跃用户为3.64亿。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "CLAIMCHECK_ARCHIVE"):
        monkeypatch.delenv(name, raising=False)
    for name, words in {"a.md": FIRST, "b.md": SECOND}.items():
        Path(name).write_text(words, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["archive", "list"], 0),
        (["archive", "show", "a.md"], 0),
        (["archive", "history", "快手", "DAU"], 0),
        (["archive", "conflicts"], 0),
        (["archive", "conflicts", "--fail-on", "error"], 1),
        (["archive", "conflicts", "--as-of", "2022-06-01", "--fail-on", "error"], 0),
        (["archive", "impact", "快手 GMV 2022Q1 = 1748亿元"], 0),
        (["archive", "export"], 0),
        (["archive", "migrate"], 0),
        (["archive", "prune"], 0),
        (["check", "a.md", "--against", "claims.db"], 1),
        (["check", "a.md", "--against", "claims.db", "--as-of", "2022-06-01"], 0),
        (["archive"], 2),
        (["archive", "add"], 2),
        (["archive", "add", "missing.md"], 2),
        (["archive", "add", "a.md", "--jobs", "0"], 2),
        (["archive", "add", "a.md", "--authority", "king"], 2),
        (["archive", "list", "--archive", "none.db"], 2),
        (["archive", "list", "--archive", "a.md"], 2),
        (["archive", "show", "c.md"], 2),
        (["archive", "history", "快手", "no such metric"], 2),
        (["archive", "impact", "nothing"], 2),
        (["archive", "impact", "none.json"], 2),
        (["archive", "import", "a.md"], 2),
        (["archive", "export", "--format", "parquet"], 2),
        (["archive", "lst"], 2),
    ],
)
def test_exit_codes(capsys: pytest.CaptureFixture[str], words: list[str], code: int) -> None:
    run(capsys, "archive", "add", "a.md", "b.md")
    given, _, err = run(capsys, *words)
    assert given == code
    assert "Traceback" not in err
    assert code != 2 or words == ["archive"] or len(err.splitlines()) == 1


def test_add_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "archive", "add", "a.md", "b.md", "-v")[1].splitlines() == [
        "added a.md", "added b.md", "added 2 · claims 4",
    ]  # fmt: skip
    assert run(capsys, "archive", "add", "a.md", "b.md", "--lang", "zh")[1] == "未变 2 · 陈述 4\n"


def test_history_draws_and_lists(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "archive", "add", "a.md", "b.md")
    page = run(capsys, "archive", "history", "快手", "DAU")[1]
    assert "▁█" not in page, "one period is no line"
    assert "346 million" in page and "conflict" in page and "b.md:4:" in page
    rows = json.loads(run(capsys, "archive", "history", "快手", "DAU", "--format", "json")[1])["statements"]
    assert [row["claims"][0]["value"]["stated"] for row in rows] == ["346000000", "364000000"]


def test_impact_takes_a_claim_of_extract(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "archive", "add", "a.md")
    claims = run(capsys, "extract", "a.md", "--format", "jsonl")[1].splitlines()
    claim = next(line for line in claims if json.loads(line)["metric"]["id"] == "gmv")
    Path("claim.json").write_text(claim.replace("1751亿元", "1748亿元"), encoding="utf-8")
    found = json.loads(run(capsys, "archive", "impact", "claim.json", "--format", "json")[1])
    assert [s["agreement"] for s in found["stating"]] == ["disjoint"]
    assert [(d["relation"], d["value"], d["moves"]) for d in found["derived"]] == [("growth", "47.4", True)]


def test_export_and_import(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "archive", "add", "a.md", "b.md")
    assert run(capsys, "archive", "export", "-o", "all.jsonl")[0] == 0
    assert run(capsys, "archive", "import", "all.jsonl", "--archive", "other.db")[1] == "added 2 · claims 4\n"
    again = run(capsys, "archive", "export", "--archive", "other.db")[1]
    assert again == Path("all.jsonl").read_text("utf-8")
    assert run(capsys, "archive", "export", "--format", "csv")[1].count("\n") == 5


def test_parquet_has_the_same_rows(capsys: pytest.CaptureFixture[str]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    run(capsys, "archive", "add", "a.md", "b.md")
    assert run(capsys, "archive", "export", "--format", "parquet", "-o", "all.parquet")[0] == 0
    assert parquet.read_table("all.parquet").num_rows == 4


def test_the_environment_names_the_archive(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_ARCHIVE", "team.db")
    run(capsys, "archive", "add", "a.md")
    assert Path("team.db").exists()


def test_bars_and_lines() -> None:
    assert bar(Decimal(5), Decimal(10), 4) == "██"
    assert bar(None, Decimal(1)) == bar(Decimal(1), Decimal(0)) == ""
    assert spark([Decimal(1), Decimal(2), Decimal(3)]) == "▁▄█"
    assert spark([Decimal(1)]) == ""
