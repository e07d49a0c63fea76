"""The command line on small articles of our own: exit codes, streams, languages, files."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.cli import main

SAYS_346 = "快手2022年第一季度日活跃用户达3.46亿。\n"
SAYS_364 = "2022年第一季度，快手的日活跃用户为3.64亿。\n"
SAYS_NOTHING = "今天天气很好，大家都出门散步。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "CLAIMCHECK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    written = {"a.md": SAYS_346, "same.md": SAYS_346, "b.md": SAYS_364, "empty.md": SAYS_NOTHING}
    for name, words in written.items():
        Path(name).write_text(words, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["report", "a.md", "b.md"], 0),
        (["report", "a.md", "b.md", "--fail-on", "error"], 1),
        (["report", "a.md", "b.md", "--fail-on", "note"], 1),
        (["report", "a.md", "same.md", "--fail-on", "note"], 0),
        (["check", "b.md", "--against", "a.md"], 1),
        (["check", "b.md", "--against", "a.md", "--fail-on", "never"], 0),
        (["check", "same.md", "--against", "a.md"], 0),
        (["check", "same.md", "--against", "a.md", "--against", "b.md"], 1),
        (["check", "empty.md", "--against", "a.md"], 1),
        (["report", "empty.md"], 0),
        (["report", "a.md", "missing.md"], 2),
        (["check", "b.md", "missing.md", "--against", "a.md"], 2),
        (["check", "b.md", "--against", "missing.md"], 2),
        (["extract", "a.md"], 0),
        (["extract", "missing.md"], 2),
        (["rules", "list"], 0),
        (["rules", "show", "same-fact"], 0),
        (["explain", "same-fact"], 0),
        (["--version"], 0),
        (["report", "--help"], 0),
    ],
)
def test_exit_codes(capsys: pytest.CaptureFixture[str], words: list[str], code: int) -> None:
    assert run(capsys, *words)[0] == code


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report"], "claimcheck report 文件或文件夹"),
        (["check"], "claimcheck check 文件或文件夹"),
        (["check", "a.md"], "--against：没有给出"),
        (["extract"], "claimcheck extract 文件或文件夹"),
        (["report", "--formt", "json", "a.md"], "--formt：没有这个选项。是不是想写 --format"),
        (["report", "--format", "jsn", "a.md"], "是不是想写 json"),
        (["extract", "--format", "csv", "a.md"], "--format：不能是 csv"),
        (["reprot", "a.md"], "reprot：没有这个命令。是不是想写 report"),
        (["rules", "lst"], "是不是想写 list"),
        (["rules", "show", "same-fct"], "是不是想写 same-fact"),
        (["report", "a.md", "--lang", "fr"], "--lang：不能是 fr；可以是 zh, en"),
        (["report", "a.md", "--published", "24.5.2022"], "--published：24.5.2022 不是日期"),
        (["report", "a.md", "--zone", "Asia/Nowhere"], "--zone：没有叫 Asia/Nowhere 的时区"),
        (["report", "a.md", "--zone", "../etc"], "--zone：没有叫 ../etc 的时区"),
        (["report", "a.md", "--width", "5"], "--width：5 不是"),
        (["report", "a.md", "--fail-on", "eror"], "是不是想写 error"),
        (["report", "a.md", "--width"], "--width：后面要有值"),
        (["explain"], "ID：没有给出"),
        (["explain", "no-such-id", "a.md"], "no-such-id：没有这个编号"),
        (["report", "a.md", "-o", "no/such/folder/x.txt"], "no/such/folder/x.txt：写不了"),
    ],
)
def test_wrong_use_is_one_line_in_the_readers_language(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out, said in err, err.count("\n")) == (2, "", True, 1)


def test_no_command_shows_the_help_and_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys)
    assert (code, out, "命令：" in err) == (2, "", True)


def test_wrong_use_is_told_in_english_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean --format" in run(capsys, "report", "--formt", "x", "--lang", "en")[2]


def test_other_articles_are_reported_beside_one_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, "report", "a.md", "b.md", "missing.md")
    assert "冲突（1）" in out and "missing.md" in out


@pytest.mark.parametrize("more", [["--format", "json"], ["-q"], ["-o", "page.txt"]])
def test_failures_are_on_standard_error_where_the_page_is_not_seen(
    capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert "missing.md" in run(capsys, "report", "a.md", "missing.md", *more)[2]


def test_a_report_shows_both_quotes_with_their_places(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "report", "a.md", "b.md")
    assert all(words in out for words in ("a.md:1:", "**3.46亿**", "b.md:1:", "**3.64亿**"))


def test_quiet_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "report", "a.md", "b.md", "--quiet")[1].count("\n") == 1


def test_claims_of_a_check_are_those_of_the_new_article(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(run(capsys, "check", "b.md", "--against", "a.md", "--format", "json")[1])
    assert {claim["document"] for claim in data["claims"]} == {"b.md"}


def test_extraction_as_lines_has_one_claim_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run(capsys, "extract", "a.md", "--format", "jsonl")[1].splitlines()
    assert [json.loads(line)["value"]["stated"] for line in lines] == ["346000000"]


def test_a_finding_can_be_explained_by_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(run(capsys, "report", "a.md", "b.md", "--format", "json")[1])
    id = data["findings"][0]["id"]
    page = run(capsys, "explain", id[:8], "a.md", "b.md")[1]
    assert all(words in page for words in (id, "3.455亿 至 3.465亿（不含）", "取值", "位置"))


def test_explain_looks_in_the_current_folder(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(run(capsys, "report", ".", "--format", "json")[1])
    assert run(capsys, "explain", data["claims"][0]["id"])[0] == 0


def test_the_same_input_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "report", ".", "-v") == run(capsys, "report", ".", "-v")


def test_messages_follow_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Conflicts (1)" in run(capsys, "report", "a.md", "b.md", "--lang", "en")[1]


def test_output_goes_into_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    page = run(capsys, "report", "a.md", "b.md")[1]
    run(capsys, "report", "a.md", "b.md", "-o", "page.txt")
    assert Path("page.txt").read_text(encoding="utf-8") == page


def test_output_leaves_no_other_file_behind(capsys: pytest.CaptureFixture[str]) -> None:
    before = {*Path().iterdir()}
    run(capsys, "report", "a.md", "--output", "page.txt")
    assert {*Path().iterdir()} - before == {Path("page.txt")}


@pytest.mark.skipif(os.name == "nt", reason="modes are a matter of POSIX")
def test_output_keeps_the_mode_of_the_file_it_replaces(capsys: pytest.CaptureFixture[str]) -> None:
    page = Path("page.txt")
    page.touch(0o640)
    run(capsys, "report", "a.md", "-o", "page.txt")
    assert stat.S_IMODE(page.stat().st_mode) == 0o640


def test_a_run_that_fails_leaves_the_old_output(capsys: pytest.CaptureFixture[str]) -> None:
    Path("page.txt").write_text("old", encoding="utf-8")
    run(capsys, "explain", "no-such-id", "a.md", "-o", "page.txt")
    assert Path("page.txt").read_text(encoding="utf-8") == "old"


def command(*words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | more
    return subprocess.run(
        [sys.executable, "-m", "claimcheck.cli", *words], capture_output=True, env=environment, check=False
    )


def test_json_is_utf8_whatever_the_locale() -> None:
    done = command("report", "a.md", "--format", "json", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "快手" in done.stdout.decode("utf-8")


def test_pipes_get_no_escape_codes() -> None:
    assert b"\x1b" not in command("report", "a.md", "b.md", FORCE_COLOR="1").stdout


def test_standard_input_is_read() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "claimcheck.cli", "extract", "-", "--format", "jsonl"],
        input=SAYS_346.encode(),
        capture_output=True,
        check=False,
    )
    assert [json.loads(line)["value"]["text"] for line in done.stdout.splitlines()] == ["3.46亿"]


def test_a_reader_who_leaves_early_is_no_error() -> None:
    words = [sys.executable, "-m", "claimcheck.cli", "report", "a.md", "b.md", "-v"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        complaint = process.stderr.read()
    assert (process.returncode, complaint) == (0, b"")


def test_a_crash_is_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # there is no input that is known to crash, so the crash is made where the commands look up
    monkeypatch.setitem(sys.modules, "claimcheck.plans", None)
    code, _, err = run(capsys, "report", "a.md")
    assert (code, err.startswith("claimcheck: 内部错误：ModuleNotFoundError"), err.count("\n")) == (
        2,
        True,
        1,
    )


def test_a_crash_shows_its_traceback_to_developers(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "claimcheck.plans", None)
    monkeypatch.setenv("CLAIMCHECK_DEBUG", "1")
    code, _, err = run(capsys, "report", "a.md")
    assert (code, "Traceback" in err) == (2, True)


def test_the_version_needs_no_heavy_import() -> None:
    words = "import sys; from claimcheck.cli import main; main(['--version']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert not {"rich", "yaml", "opencc", "pint", "dateparser", "bs4"} & {*done.stdout.split()}


def test_thorough_check_looks_at_dates_too(tmp_path: Path) -> None:
    draft, source = tmp_path / "draft.md", tmp_path / "source.md"
    draft.write_text("腾讯于2022年5月19日公布业绩，营收为1355亿元。", encoding="utf-8")
    source.write_text("腾讯于2022年5月18日公布业绩，营收为1355亿元。", encoding="utf-8")
    out = tmp_path / "report.json"

    assert main(["check", str(draft), "--against", str(source), "--format", "json", "-o", str(out)]) == 0
    plain = json.loads(out.read_text(encoding="utf-8"))["claims"]
    main(["check", str(draft), "--against", str(source), "--thorough", "--format", "json", "-o", str(out)])
    thorough = json.loads(out.read_text(encoding="utf-8"))["claims"]

    assert [claim["value"]["text"] for claim in plain] == ["1355亿元"]
    assert [claim["value"]["text"] for claim in thorough] == ["2022年5月19日", "1355亿元"]
    assert thorough[0]["verdict"] in ("conflict", "unmatched")


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "claimcheck", "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "words", [["report", "a.md"], ["rules", "list"], ["--help"], ["report", "--help", "--lang", "en"]]
)
def test_a_full_disk_behind_standard_output_is_one_line(words: list[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "claimcheck", *words], stdout=full, stderr=subprocess.PIPE, check=False
        )
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, len(lines)) == (2, 1)
    assert "internal" not in lines[0]
    assert "内部" not in lines[0]


def test_where_nothing_could_be_read_only_the_reasons_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "report", "missing.md", "gone.md")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["explain", "same-fcat", "a.md"], "same-fact"),
        (["archive", "hist"], "history"),
        (["report", "a.md", "--fail-on", "err"], "error"),
        (["archive", "list", "--archive", "claims.bd"], "claims.db"),
    ],
)
def test_the_nearest_right_name_is_told(
    words: list[str], near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["archive", "add", "a.md", "--archive", "claims.db", "-q"]) == 0
    capsys.readouterr()
    code, _, err = run(capsys, *words)
    assert code == 2
    assert err.rstrip().rstrip("'?。？」").endswith(near)
    assert len(err.splitlines()) == 1
