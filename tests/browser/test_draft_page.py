"""The server's pages in a browser: a pasted draft, evidence, acceptance, a fact over time."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from claimcheck.pipeline import check_paths
from claimcheck.server.running import address, prepared
from claimcheck.server.settings import Settings

SEEDS = Path(__file__).parents[2] / "seeds"
DRAFTS = sorted(SEEDS.glob("draft-*"))
SOURCES = sorted(set(SEEDS.iterdir()) - set(DRAFTS))
EVIL = '<img src=x onerror="alert(document.title)"><script>alert(document.title)</script>{{config}}\u202e'
Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server that compares with the sample articles, and its baseline."""
    baseline = tmp_path_factory.mktemp("serve") / "known.json"
    settings = Settings(
        against=tuple(map(str, SOURCES)), port=0, baseline=str(baseline), lang="zh", rate=1000
    )
    server, listener = prepared(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield address(settings, listener.getsockname()[1]), baseline
    server.should_exit = True
    thread.join(10)
    listener.close()


def pasted(visit: Visit, where: str, text: str) -> Any:
    page = visit(where)
    page.fill("#text", text)
    page.click("#draft button[type=submit]")
    page.wait_for_selector("#legend li")
    return page


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda path: path.stem)
def test_pasted_draft_yields_the_verdicts_of_the_command_line(
    visit: Visit, served: tuple[str, Path], draft: Path
) -> None:
    page = pasted(visit, served[0], draft.read_text(encoding="utf-8"))

    script = (
        """all => all.map(e => [e.firstChild.textContent, [...e.classList].find(c => c.startsWith('v-'))])"""
    )
    marks = page.eval_on_selector_all("#marked mark.claim", script)

    report = check_paths([str(draft)], list(map(str, SOURCES))).to_dict("zh")
    assert sorted(map(tuple, marks)) == sorted(
        (claim["value"]["text"], "v-" + claim["verdict"]) for claim in report["claims"]
    )


def test_click_on_a_claim_shows_its_evidence(visit: Visit, served: tuple[str, Path]) -> None:
    page = pasted(visit, served[0], DRAFTS[0].read_text(encoding="utf-8"))

    page.locator("#marked mark.v-confirmed").first.click()
    assert page.locator("#cards .card.v-confirmed").first.is_visible()
    page.locator("#marked mark.v-conflict").first.click()
    assert page.locator("#cards .card.v-conflict").first.is_visible()
    page.locator("#cards a.place").first.click()
    assert page.locator("#marked .anchor.reached").is_visible()


def test_uploaded_file_is_checked_in_its_encoding(
    visit: Visit, served: tuple[str, Path], tmp_path: Path
) -> None:
    file = tmp_path / "稿件.txt"
    file.write_bytes("快手2022年一季度DAU为3.64亿。".encode("gb18030"))
    page = visit(served[0])

    page.set_input_files("#file", str(file))
    page.click("#draft button[type=submit]")
    page.wait_for_selector("#legend li")

    assert "3.64亿" in page.inner_text("#marked mark.v-conflict")


def test_accepted_finding_is_written_and_shown_as_known(visit: Visit, served: tuple[str, Path]) -> None:
    text = "快手2022年一季度DAU为3.41亿。"
    page = pasted(visit, served[0], text)

    page.locator("#cards details summary", has_text="认可").first.click()
    page.fill("#cards input[name=reason]", "改稿中")
    page.click("#cards .accept button")
    page.wait_for_selector("#cards .accept button:disabled")

    entry = json.loads(served[1].read_text(encoding="utf-8"))["entries"][0]
    assert (entry["rule"], entry["reason"]) == ("same-fact", "改稿中")
    assert pasted(visit, served[0], text).locator(".marked").count() == 1


def test_hostile_draft_is_text(visit: Visit, served: tuple[str, Path]) -> None:
    page = pasted(visit, served[0], f"{EVIL}快手2022年一季度DAU为3.46亿，{EVIL}。")

    assert page.locator("img").count() == 0
    assert "{{config}}" in page.inner_text("#marked")
    assert "\u202e" not in page.content()


@pytest.mark.parametrize("text", ["", "   \n "])
def test_empty_draft_is_said_on_the_page(visit: Visit, served: tuple[str, Path], text: str) -> None:
    page = visit(served[0], expect="422")
    page.fill("#text", text)

    page.click("#draft button[type=submit]")
    page.wait_for_selector("#status.loud")

    assert page.inner_text("#status") == "稿子是空的"


def test_draft_of_20_mb_is_said_on_the_page(visit: Visit, served: tuple[str, Path], tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    file.write_bytes("字".encode() * 7_000_000)
    page = visit(served[0])

    page.set_input_files("#file", str(file))
    page.click("#draft button[type=submit]")
    page.wait_for_selector("#status.loud")

    assert page.inner_text("#status") == "稿子太大：最多 2 MB"


def test_history_draws_the_fact_over_time(visit: Visit, served: tuple[str, Path]) -> None:
    page = visit(served[0] + "history?subject=快手&metric=GMV")

    page.wait_for_selector("#statement-list .row")

    assert page.locator(".timeline .point").count() >= 2
    assert "1751" in page.inner_text("#statement-list")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_serious_barrier_is_found(
    visit: Visit, served: tuple[str, Path], serious: Callable[[Any], list[str]], scheme: str, width: int
) -> None:
    page = visit(served[0], color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.fill("#text", DRAFTS[0].read_text(encoding="utf-8"))
    page.click("#draft button[type=submit]")
    page.wait_for_selector("#legend li")
    page.eval_on_selector_all("details", "all => all.forEach(e => e.open = true)")
    found = serious(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    for path in ("history?subject=快手&metric=GMV", "api"):
        page.goto(served[0] + path)
        page.wait_for_selector("html[data-ready]")
        found += serious(page)

    assert (found, wide) == ([], width)
