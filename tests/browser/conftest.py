"""A real headless Chromium for the tests of pages; they are skipped where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs all of them, so that one browser is started."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    binary = os.environ.get("CLAIMCHECK_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not binary:
        pytest.skip("no Chromium on this machine (apt-get install chromium, or set CLAIMCHECK_CHROMIUM)")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=binary, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens an address; when the test is over, no console message, error or foreign request may have come."""
    troubles: list[str] = []
    contexts: list[Any] = []

    def open_page(address: str, *, expect: str | None = None, **look: Any) -> Any:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, **look)
        contexts.append(context)
        page = context.new_page()
        home = address.split("/", 3)[:3] if address.startswith("http") else [address.split("#")[0]]
        page.on("console", lambda message: _heard(message.text, expect, troubles))
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: _foreign(request.url, "/".join(home), troubles))
        page.goto(address)
        page.wait_for_selector("html[data-ready]", timeout=20_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def _heard(words: str, expected: str | None, troubles: list[str]) -> None:
    """A browser reports answers that refuse something; where the test wants one, it is no trouble."""
    if not (expected and expected in words):
        troubles.append(f"console: {words}")


def _foreign(url: str, home: str, troubles: list[str]) -> None:
    if not url.startswith(home):
        troubles.append(f"request: {url}")


@pytest.fixture
def serious() -> Callable[[Any], list[str]]:
    """The serious and critical findings of axe-core on a page."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    script = (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

    def run(page: Any) -> list[str]:
        page.evaluate(script)
        found = page.evaluate("axe.run().then((r) => r.violations)")
        loud = [v for v in found if v["impact"] in ("serious", "critical")]
        return [f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0]['failureSummary']}" for v in loud]

    return run
