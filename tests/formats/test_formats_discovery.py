import io
import sys
from pathlib import Path

import pytest

from claimcheck.formats import find, read_all, readers
from claimcheck.formats.body import Body
from claimcheck.formats.offsets import TextBuilder
from claimcheck.model import Article, Failure


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.md",
        "a.txt",
        "c.HTML",
        "d.png",
        ".hidden.md",
        "sub/e.htm",
        ".git/f.md",
        "sub/deep/g.markdown",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("正文。", encoding="utf-8")
    return tmp_path


def names(found: list[Path | Failure], folder: Path) -> list[str]:
    return [
        item.error if isinstance(item, Failure) else item.relative_to(folder).as_posix() for item in found
    ]


def test_folder_gives_articles_in_order(folder: Path) -> None:
    found = find([folder])
    assert names(found, folder) == ["a.txt", "b.md", "c.HTML", "sub/e.htm", "sub/deep/g.markdown"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.md", ["b.md"]),
        ("**/*.htm", ["sub/e.htm"]),
        ("d.*", ["d.png"]),
        ("*.pdf", ["no file matches this pattern"]),
    ],
)
def test_globs(folder: Path, pattern: str, expected: list[str]) -> None:
    assert names(find([str(folder / pattern)]), folder) == expected


def test_a_file_named_outright_is_taken_once(folder: Path) -> None:
    found = find([folder / "d.png", folder / "sub" / ".." / "d.png", str(folder / "d.*")])
    assert len(found) == 1


def test_missing_path_names_the_nearest(folder: Path) -> None:
    assert names(find([folder / "bb.md"]), folder) == ["no such file or folder; did you mean 'b.md'?"]


def test_folder_without_article_is_a_failure(folder: Path) -> None:
    empty = folder / "empty"
    empty.mkdir()
    assert names(find([empty]), folder) == ["no article in folder; expected .md, .html, .txt files"]


def test_read_all_goes_on_after_a_failure(folder: Path) -> None:
    (folder / "b.md").write_bytes(b"---\ntitle: a\n")
    read = list(read_all([folder / "a.txt", folder / "b.md", folder / "z.md", folder / "c.HTML"]))
    assert [isinstance(item, Article) for item in read] == [True, False, False, True]


def test_failure_says_where_without_repeating_the_name(folder: Path) -> None:
    (folder / "b.md").write_bytes(b"\x00")
    (failure,) = read_all([folder / "b.md"])
    assert isinstance(failure, Failure)
    assert failure.error.startswith("binary")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("正文。".encode())))
    (article,) = read_all(["-"])
    assert isinstance(article, Article)
    assert (article.path, article.text) == ("-", "正文。")


def shouting(source: str, start: int) -> Body:
    text = TextBuilder()
    text.add(source[start:].upper(), start)
    return Body(text)


class Point:
    def load(self) -> object:
        return shouting


def test_readers_of_other_packages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_plugins", lambda: {".loud": Point()})
    (folder / "x.loud").write_text("abc", encoding="utf-8")
    read = [item for item in read_all([folder]) if isinstance(item, Article)]
    assert {article.text for article in read} == {"正文。", "ABC"}
