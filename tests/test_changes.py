"""--diff: findings count where an end changed, on the end that changed; a base that is not there is said."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from claimcheck.changes import Changed, changes, parse
from claimcheck.cli import main

HEAD = "---\ndate: 2022-06-02\n---\n\n"
OLD = HEAD + "快手2022年一季度日活跃用户为3.64亿。\n\n这一段没有别的数字。\n"
NEW = HEAD + "快手2022年一季度日活跃用户为3.46亿。\n"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one old article that nobody has contradicted yet."""
    folder = tmp_path / "work"
    (folder / "articles").mkdir(parents=True)
    for name, value in (("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")):
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)
    git("init", "-q", "-b", "main")
    write("articles/a 旧稿.md", OLD)
    commit("old")
    return folder


def git(*words: str) -> None:
    names = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *names, *words], check=True, capture_output=True)


def write(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="utf-8")


def commit(words: str) -> None:
    git("add", "-A")
    git("commit", "-q", "-m", words)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["report", "articles", "--fail-on", "warning", "--lang", "en", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_annotation_is_on_the_article_that_changed(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("articles/b.md", NEW)
    commit("new")

    code, out, _ = run(capsys, "--diff", "HEAD~1", "--format", "github")
    assert (code, out.startswith("::error file=articles/b.md,line=5,")) == (1, True)


def test_whichever_end_changed(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("articles/b.md", OLD)
    commit("agreed")
    write("articles/a 旧稿.md", NEW)

    out = run(capsys, "--diff", "HEAD", "--format", "github")[1]
    assert out.startswith("::error file=articles/a 旧稿.md,line=5,")


def test_what_was_there_before_does_not_count(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("articles/b.md", NEW)
    commit("new")
    write("articles/c.md", HEAD + "快手2022年一季度月活跃用户为5.98亿。\n")

    found = json.loads(run(capsys, "--diff", "HEAD", "--format", "json")[1])["findings"]
    assert run(capsys, "--diff", "HEAD")[0] == 0
    assert [f["mark"]["kind"] for f in found if f["verdict"] == "conflict"] == ["unchanged"]


def test_a_line_elsewhere_in_the_file_does_not_count(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("articles/b.md", NEW)
    commit("new")
    write("articles/a 旧稿.md", OLD.replace("没有别的", "还是没有"))

    assert run(capsys, "--diff", "HEAD")[0] == 0


def test_a_renamed_file_has_no_changed_lines(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("articles/b.md", NEW)
    commit("new")
    git("mv", "articles/b.md", "articles/c.md")
    commit("renamed")

    assert run(capsys, "--diff", "HEAD~1")[0] == 0


def test_changes_count_from_where_the_branch_began(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git("checkout", "-q", "-b", "topic")
    write("articles/c.md", HEAD + "快手2022年一季度月活跃用户为5.98亿。\n")
    commit("topic")
    git("checkout", "-q", "main")
    write("articles/b.md", NEW)
    commit("main went on")
    git("checkout", "-q", "topic")

    assert set(changes("main")) == {(work / "articles/c.md").resolve()}


def test_an_untracked_article_is_new_as_a_whole(work: Path) -> None:
    write("articles/新稿.md", NEW)

    assert changes("HEAD") == {(work / "articles/新稿.md").resolve(): Changed(whole=True)}


@pytest.mark.parametrize("base", ["nowhere", "--output=x"])
def test_a_base_that_does_not_exist_is_one_line(
    work: Path, capsys: pytest.CaptureFixture[str], base: str
) -> None:
    code, _, err = run(capsys, f"--diff={base}")

    assert (code, err.count("\n"), base in err) == (2, 1, True)


def test_a_shallow_clone_is_told_what_to_fetch(
    work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = subprocess.run(
        ["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    write("articles/b.md", NEW)
    commit("new")
    git("clone", "-q", "--depth", "1", work.as_uri(), str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")

    code, _, err = run(capsys, "--diff", first)
    assert (code, "too shallow" in err, "fetch-depth: 0" in err) == (2, True, True)


def test_a_folder_outside_git_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "articles").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write("articles/b.md", NEW)

    code, _, err = run(capsys, "--diff", "HEAD")
    assert (code, "not a git repository" in err) == (2, True)


def test_lines_of_a_hunk_that_look_like_headings_are_lines() -> None:
    diff = "\n".join(
        ["--- a/x.md", "+++ b/x.md", "@@ -1,2 +1,2 @@",
         "--- a/old", "-@@ -9 +9 @@", "+++ b/new", "+@@ -8 +8 @@",
         "@@ -9,0 +10,3 @@", "+a", "+b", "+c", '+++ "b/\\346\\226\\260 a.md"', "@@ -1 +1 @@", "-a", "+b"]
    )  # fmt: skip

    assert parse(diff) == {
        "x.md": Changed((range(1, 3), range(10, 13))),
        "新 a.md": Changed((range(1, 2),)),
    }
