"""The HTML form without a browser: one file, locked down, everything escaped, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hand_reports import CONFLICT, FULL

from claimcheck import Article, compare, load
from claimcheck.model import Span
from claimcheck.render import render
from claimcheck.render.html.packing import packed
from claimcheck.render.html.page import embedded
from claimcheck.render.html.texts import blocks, text_span
from claimcheck.report import Report

LEVELS = "蓝图商城2022年一季度成交额为{}亿元，同比增长25%。蓝图商城2020年一季度成交额为90亿元。"


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    for name in ("claims", "findings"):
        pack = data[name]
        data[name] = [
            {
                field: pack["words"][value] if field in pack["numbered"] else value
                for field, value in zip(pack["fields"], row, strict=True)
                if value is not None
            }
            for row in pack["rows"]
        ]
    return data


def test_policy_allows_the_pages_own_script_and_style_by_hash_and_nothing_else() -> None:
    page = render(FULL, "html", "zh")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)

    assert policy and len(script) == len(style) == 1
    for words in (script[0], style[0]):
        digest = base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()
        assert f"sha256-{digest}" in policy[1].replace("&#43;", "+")
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]


def test_page_names_no_address_and_has_no_inline_handlers_or_styles() -> None:
    page = render(FULL, "html", "en")
    found: list[tuple[str, str]] = []

    class Attributes(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend((name, value or "") for name, value in attrs)

    Attributes().feed(page)

    assert not [name for name, _ in found if name.startswith("on") or name == "style"]
    assert not [v for name, v in found if name in ("src", "href", "data", "action") and not v.startswith("#")]
    assert "url(" not in page and "@import" not in page


def test_same_report_gives_the_same_bytes() -> None:
    assert render(FULL, "html", "zh") == render(FULL, "html", "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_of_the_page_exists_in_the_language(lang: str) -> None:
    page = render(FULL, "html", lang)

    said = [*data_of(page)["words"].values(), page[: page.index('id="data"')]]

    assert not [
        words for words in said if re.search(r"\bhtml-[a-z-]+\b(?!\")", words.replace("html-made", ""))
    ]


def test_empty_report_is_a_page() -> None:
    assert data_of(render(Report(), "html", "zh"))["findings"] == []


def test_embedded_json_cannot_end_its_element() -> None:
    words = embedded({"</script>": "<!-- ]]> & \u2028"})

    assert not set("<>&\u2028") & set(words)
    assert json.loads(words) == {"</script>": "<!-- ]]> & \u2028"}


def test_finding_carries_both_quotes_cause_and_arithmetic() -> None:
    data = data_of(render(FULL, "html", "zh"))

    finding = next(f for f in data["findings"] if f["id"] == CONFLICT.id)
    quotes = ["".join(data["claims"][number]["quote"]) for number in finding["claims"]]

    assert quotes == [claim.quote for claim in CONFLICT.claims]
    assert "1751亿元" in finding["cause"]
    assert finding["steps"] == ["1715亿元 与 1751亿元 不可能是同一个数", "两处说的是同一时期"]


def articles(*texts: str) -> list[Article]:
    return [load(f"{number}.txt", text=text) for number, text in enumerate(texts)]


def test_articles_are_shown_in_full_with_their_claims_marked() -> None:
    texts = articles("# 标题\n\n" + LEVELS.format(120), LEVELS.format(121))

    data = data_of(render(compare(texts), "html", "zh", articles=texts))

    pieces = [piece for block in data["documents"][0]["blocks"] for piece in block[1]]
    assert [piece[0] for piece in pieces if isinstance(piece, list)] == ["120亿元", "25%", "90亿元"]
    assert "".join(p if isinstance(p, str) else p[0] for p in pieces) == "标题" + LEVELS.format(120)


def test_articles_that_are_not_at_hand_have_no_blocks() -> None:
    data = data_of(render(FULL, "html", "zh"))

    assert [document["blocks"] for document in data["documents"]] == [None, None]


def test_quotes_of_conflicts_stand_in_their_sentences() -> None:
    texts = articles("公司公布了业绩，" + LEVELS.format(120), LEVELS.format(121))

    data = data_of(render(compare(texts), "html", "zh", articles=texts))

    claim = next(c for c in data["claims"] if c["quote"][1] == "120亿元")
    before, after = claim["around"]
    assert (
        before + "".join(claim["quote"]) + after
        == "公司公布了业绩，" + LEVELS.format(120).partition("。")[0] + "。"
    )


def test_timeline_has_stated_points_and_what_growth_implies() -> None:
    data = data_of(render(compare(articles(LEVELS.format(120))), "html", "zh"))

    points = [(p["end"], p["low"], p["high"], p.get("implied")) for p in data["facts"][0]["points"]]

    assert points == [
        ("2020-03-31", "8950000000", "9050000000", None),
        ("2021-03-31", "9521910000", "9678710000", 1),
        ("2022-03-31", "11950000000", "12050000000", None),
    ]


def test_text_span_finds_its_way_back_from_the_source() -> None:
    source = "<p>成交&amp;额为<b>12</b>0亿元</p>"
    article = load("a.html", text=source)

    for start in range(len(article.text)):
        for end in range(start + 1, len(article.text) + 1):
            span = Span(start, end)
            assert text_span(article, article.source_span(span)) == span


def test_overlapping_marks_are_not_shown_twice() -> None:
    article = load("a.txt", text="成交额为120亿元")

    assert blocks(article, [(4, 9, 0), (4, 7, 1), (8, 99, 2)]) == [
        ["paragraph", ["成交额为", ["120亿元", 0]]]
    ]


def test_packed_records_name_fields_once_and_repeated_words_by_number() -> None:
    pack = packed([{"a": "x", "b": 1}, {"a": "x", "c": 2}], frozenset({"a"}))

    assert pack == {
        "fields": ["a", "b", "c"],
        "numbered": ["a"],
        "words": ["x"],
        "rows": [[0, 1, None], [0, None, 2]],
    }
