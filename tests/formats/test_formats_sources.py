"""Bytes, front matter, dates and errors."""

from datetime import date
from pathlib import Path

import pytest

from claimcheck.errors import SourceError, UsageError
from claimcheck.formats import encoding, load
from claimcheck.model import BlockKind, Span

SIMPLIFIED = "公司公布第一季度财务报告，营业收入增长百分之五。"
TRADITIONAL = "公司公佈第一季度財務報告，營業收入增長百分之五。"


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        (SIMPLIFIED.encode(), SIMPLIFIED, ""),
        (SIMPLIFIED.encode("utf-8-sig"), SIMPLIFIED, ""),
        (SIMPLIFIED.encode("utf-16"), SIMPLIFIED, "utf-16"),
        (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED, "utf-16-be"),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED, "gb18030"),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5"),
        ("统计".encode("gbk"), "统计", "gb18030"),
        ("統計".encode("big5"), "統計", "big5"),
        (b"It\x92s up 5 \x96 6", "It’s up 5 – 6", "windows-1252"),
        (b"<meta charset='gb2312'><p>" + "联通".encode("gbk"), "联通", "gb18030"),
        (b"<meta charset='gb2312'><p>" + "联通".encode(), "联通", ""),
        (b"<meta charset='nonsense'><p>" + "联通".encode(), "联通", ""),
    ],
)
def test_encodings(data: bytes, text: str, note: str) -> None:
    article = load("a.html" if data.startswith(b"<") else "a.txt", data=data)
    assert article.text == text
    assert note in "".join(article.notes)
    assert bool(note) == bool(article.notes)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"%PDF-1.4 \xe2\xe3", "binary"),
        (b"\x01\x02\x03\x04abc", "binary"),
        (SIMPLIFIED.encode()[:-1], "is not UTF-8"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=rf"^a\.txt: .*{problem}.*expected"):
        load("a.txt", data=data)


def test_large_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "MAX_BYTES", 10)
    with pytest.raises(SourceError, match=r"11 bytes; the limit"):
        load("a.txt", data=b"x" * 11)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        load(tmp_path / "absent.md")
    with pytest.raises(SourceError, match="is a folder"):
        load(tmp_path)


@pytest.mark.parametrize("arguments", [{}, {"text": "a", "data": b"a"}, {"text": "a", "zone": "Mars/Base"}])
def test_calls_that_make_no_sense(arguments: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        load(**arguments)  # type: ignore[arg-type]


# ---------------------------------------------------------------- front matter


def test_front_matter_gives_the_facts() -> None:
    source = "\n---\ntitle: '季报：增长'\nauthor: 某网\ndate: Sat, 13 Aug 2022 16:00:00 GMT\n---\n\n正文。"
    article = load("a.md", text=source)
    assert (article.title, article.outlet, article.author) == ("季报：增长", "某网", "某网")
    assert article.published == date(2022, 8, 14)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: 季报 增长", "季报 增长"),
        ("title: '季报 增长'", "季报 增长"),
        ('title: "季报 增长"', "季报 增长"),
        ("title: '季''报'", "季'报"),
    ],
)
def test_title_block_stands_where_the_title_is_written(line: str, title: str) -> None:
    source = f"---\n{line}\n---\n正文。"
    article = load("a.md", text=source)
    block = article.blocks[0]
    span = article.source_span(block.span)
    assert (block.kind, article.text[: block.span.end]) == (BlockKind.TITLE, title)
    assert source[span.start : span.end].replace("''", "'") == title


def test_title_that_cannot_be_placed_makes_no_block() -> None:
    article = load("a.md", text='---\ntitle: "\\u5b63 报"\n---\n正文。')
    assert (article.title, article.text) == ("季 报", "正文。")


def test_heading_that_repeats_the_title_is_the_title() -> None:
    article = load("a.md", text="---\ntitle: 季报\n---\n# 季报\n\n正文。")
    assert [block.kind for block in article.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    ("fields", "outlet"),
    [
        ("outlet: 甲\nauthor: 乙", "甲"),
        ("source: https://news.example.com/1", "news.example.com"),
        ("author: 乙", "乙"),
        ("tags: 某某网新闻", "某某网"),
        ("tags: [某某网新闻]", ""),
    ],
)
def test_outlet(fields: str, outlet: str) -> None:
    assert load("a.md", text=f"---\n{fields}\n---\n正文。").outlet == outlet


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("---\ntitle: a\n正文", r"a\.md:1: front matter is never closed; expected"),
        ("\n\n---\ntitle: a\n正文", r"a\.md:3: front matter is never closed; expected"),
        ("---\ntitle: [a\n---\n", r"a\.md:\d: front matter is no YAML: .*expected"),
        ("---\n- a\n---\n", r"a\.md:2: front matter holds no fields; expected"),
        ("---\ntitle: a\ndate: 昨天\n---\n", r"a\.md:3: date '昨天' is no date; expected .*2022-05-25"),
        ("---\ndate: 2022-13-45\n---\n", r"a\.md:2: date '2022-13-45' is no date"),
    ],
)
def test_broken_front_matter_names_file_and_line(source: str, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        load("a.md", text=source)


def test_a_rule_is_no_front_matter() -> None:
    assert load("a.md", text="---\n\n正文。\n").text == "正文。"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 25 Jul 2022 10:07:35 GMT", "2022-07-25"),
        ("Sat, 13 Aug 2022 16:00:00 GMT", "2022-08-14"),
        ("Sat, 13 Aug 2022 16:00:00 CST", "2022-08-13"),
        ("2022-05-25 14:36:45 +0800", "2022-05-25"),
        ("2022-05-25T18:00:00Z", "2022-05-26"),
        ("2022-05-25T18:00:00.123+00:00", "2022-05-26"),
        ("2022-05-25T18:00:00", "2022-05-25"),
        ("2022-05-25", "2022-05-25"),
        ("2022/5/25", "2022-05-25"),
        ("2022.05.25", "2022-05-25"),
        ("20220525", "2022-05-25"),
        ("2022年5月25日", "2022-05-25"),
        ("2022年05月25日 星期三 23:30", "2022-05-25"),
        ("May 25, 2022", "2022-05-25"),
        ("25 May 2022", "2022-05-25"),
        ("'2022-05-25'", "2022-05-25"),
    ],
)
def test_dates_count_in_the_readers_zone(written: str, expected: str) -> None:
    assert str(load("a.md", text=f"---\ndate: {written}\n---\n").published) == expected


def test_zone_and_published_can_be_given() -> None:
    source = "---\ndate: Sat, 13 Aug 2022 16:00:00 GMT\n---\n"
    assert load("a.md", text=source, zone="UTC").published == date(2022, 8, 13)
    assert load("a.md", text=source, published=date(2020, 1, 1)).published == date(2020, 1, 1)


def test_spans_and_lines_are_those_of_the_decoded_source() -> None:
    source = "---\ntitle: 题\n---\r\n<p>一&nbsp;<b>3.4</b>6亿</p>\r\n"
    article = load("a.md", data=b"\xef\xbb\xbf" + source.encode())
    at = article.text.index("3.46亿")
    span = article.source_span(Span(at, at + 5))
    assert source[span.start : span.end] == "3.4</b>6亿"
    assert article.line_starts == (0, 4, 13, 18, len(source))


def test_a_line_that_no_article_has_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("快手日活3.46亿，" * 500_000, encoding="utf-8")

    with pytest.raises(SourceError, match=r"dump\.txt:1: a line of 5000000 characters"):
        load(path)
