"""Whatever goes in, every character of the text can be shown in the source."""

import html
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.formats import load
from claimcheck.model import Article, Span

SHARED = Path(__file__).parents[2].parent / "shared"
PIECES = [
    "快手",
    "3.46",
    "亿",
    "a",
    " ",
    "\n",
    "&amp;",
    "&nbsp;",
    "&#50;",
    "&lt",
    "<",
    "&",
    ">",
    "\u200b",
    "Ａ",
]
TAGS = [
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<br>",
    "<a href='1>2'>",
    "</a>",
    "<li>",
    "<td>",
    "<table>",
    "<!-- 9 -->",
    "<h2>",
]
MARKS = [
    "**",
    "*",
    "_",
    "`",
    "[",
    "](u)",
    "![",
    "# ",
    "- ",
    "> ",
    "| ",
    "\n\n",
    "\\",
    "```\n",
    "1. ",
    "|-|-|\n",
    "<p>",
]
INLINE = ["<b>", "</b>", "<a href='x'>", "</a>", "<!-- 5 -->", '<span class="y">', "</span>", "<img src=1>"]


def assert_mapped(article: Article, source: str, sample: int | None = None) -> None:
    offsets = range(len(article.text))
    chosen = random.Random(0).sample(offsets, min(sample, len(offsets))) if sample else offsets
    last = 0
    for at in chosen:
        span = article.source_span(Span(at, at + 1))
        piece, character = source[span.start : span.end], article.text[at]
        if character == "\n":
            assert not piece
        elif character != " ":  # a blank may stand for blanks with tags between them
            assert character in html.unescape(piece)
        if not sample:
            assert span.start >= last
            last = span.start


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt", "a"])
@given(parts=st.lists(st.sampled_from(PIECES + TAGS + MARKS), max_size=25))
@settings(max_examples=60, deadline=None)
def test_every_character_comes_from_where_it_says(name: str, parts: list[str]) -> None:
    source = "x" + "".join(parts)
    assert_mapped(load(name, text=source), source)


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_loads(source: str) -> None:
    for name in ("a.html", "a.md", "a.txt"):
        article = load(name, text="x" + source)
        assert all(0 <= run.source <= len(source) + 1 for run in article.runs)


@given(st.binary(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_bytes_load_or_are_refused(data: bytes) -> None:
    from claimcheck.errors import SourceError

    try:
        load("a.md", data=data)
    except SourceError as error:
        assert "\n" not in str(error)


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from(INLINE)), max_size=8))
@settings(max_examples=60, deadline=None)
def test_inline_tags_do_not_change_the_text(tags: list[tuple[int, str]]) -> None:
    sentence = "快手一季度营收211.3亿元，增长23.8%。"
    source = sentence
    for at, tag in sorted(tags, key=lambda pair: -pair[0]):
        source = source[:at] + tag + source[at:]
    assert load("a.html", text=f"<p>{source}</p>").text == sentence


def test_blocks_cover_the_text_in_order() -> None:
    article = load("a.md", text="# 一\n\n二\n\n- 三\n\n<table><tr><td>四<td>五</table>")
    pieces = [article.text[block.span.start : block.span.end] for block in article.blocks]
    assert "\n".join(pieces) == article.text


@pytest.mark.skipif(not SHARED.is_dir(), reason="the sample articles are not here")
@pytest.mark.parametrize("folder", ["seeds", "corpus/articles"])
def test_every_sample_article_loads_with_its_offsets(folder: str) -> None:
    for path in sorted((SHARED / folder).iterdir()):
        assert_mapped(load(path), path.read_bytes().decode("utf-8-sig"), sample=60)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the sample articles are not here")
def test_every_seed_has_title_date_and_outlet() -> None:
    articles = [load(path) for path in sorted((SHARED / "seeds").iterdir())]
    assert all(article.title and article.published and article.outlet for article in articles)


@pytest.mark.parametrize(
    "piece", ["<a", '<a ="', "<!--", "&a", "<li>", "*a", "[", "](", "` ``", "\n| a", "> ", "<div hidden>"]
)
def test_hostile_repetition_is_read_in_linear_time(piece: str) -> None:
    for name in ("a.html", "a.md", "a.txt"):
        load(name, text=piece * 20_000)  # quadratic would take minutes
