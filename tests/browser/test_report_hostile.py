"""Articles that try to be more than text: everything they hold is shown, and nothing of it happens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimcheck import load
from claimcheck.pipeline import compare_paths
from claimcheck.render import render

EVIL = (
    '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{7*7}}</title></style>&lt;b&gt;\u202e\u2066<!--'
)
NAME = "<img src=x onerror=alert(3)>{{7*7}}\u202e'\"&.txt"


@pytest.fixture
def page_of_evil(tmp_path: Path) -> str:
    title = EVIL.replace('"', '\\"')
    body = f"蓝图商城2022年一季度成交额为175亿元{EVIL}，用户{EVIL}3000万人。"
    first = tmp_path / NAME
    first.write_text(
        f'---\ntitle: "{title}"\nauthor: "{title}"\ndate: 2022-05-01\n---\n\n{body}\n', encoding="utf-8"
    )
    second = tmp_path / "b.txt"
    second.write_text("蓝图商城2022年一季度成交额为157亿元。", encoding="utf-8")
    report = compare_paths([str(first), str(second)])
    out = tmp_path / "report.html"
    out.write_text(render(report, "html", "zh", articles=[load(first), load(second)]), encoding="utf-8")
    return out.as_uri()


def test_hostile_words_are_shown_as_text(page_of_evil: str, visit: Callable[..., Any]) -> None:
    page = visit(page_of_evil)
    page.eval_on_selector_all("details", "all => all.forEach(e => e.open = true)")
    page.wait_for_timeout(200)

    words = page.inner_text("body")

    assert page.locator(".card").count() == 1
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2
    assert "<script>alert(1)</script>" in words
    assert "{{7*7}}" in words and ">49<" not in words
    assert "<img src=x onerror=alert(3)>" in words
    assert not {"\u202e", "\u2066"} & set(page.content())
