"""The HTML report in a browser: filters, links there and back, timelines, keys, widths, access."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from claimcheck import load
from claimcheck.pipeline import compare_paths
from claimcheck.render import render

ROOT = Path(__file__).parents[2]
Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """The address of the report on the sample articles, and the same report as JSON."""
    paths = sorted(str(path) for path in (ROOT / "seeds").iterdir())
    report = compare_paths(paths)
    page = tmp_path_factory.mktemp("report") / "report.html"
    page.write_text(render(report, "html", "zh", articles=map(load, paths)), encoding="utf-8")
    return page.as_uri(), json.loads(render(report, "json", "zh"))


def shown(page: Any) -> list[str]:
    """The ids of the findings that are drawn."""
    return page.eval_on_selector_all("[data-finding]", "all => all.map(e => e.dataset.finding)")


def wait(page: Any, condition: str) -> None:
    # wait_for_function wants eval, which the page's policy forbids
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never became true: {condition}")


def test_findings_are_those_of_the_json_with_conflicts_first(visit: Visit, seeds: Any) -> None:
    address, report = seeds

    page = visit(address)

    ids = shown(page)
    assert set(ids) == {finding["id"] for finding in report["findings"]}
    conflicts = [f["id"] for f in report["findings"] if f["verdict"] == "conflict"]
    assert ids[: len(conflicts)] == conflicts


@pytest.mark.parametrize(
    ("select", "key"),
    [("verdict", lambda f: f["verdict"]), ("metric", None), ("subject", None), ("file", None)],
)
def test_each_filter_leaves_what_fits(visit: Visit, seeds: Any, select: str, key: Any) -> None:
    page = visit(seeds[0])
    value = page.eval_on_selector(f"#by-{select}", "e => e.options[1].value")

    page.select_option(f"#by-{select}", value)

    left = {f["id"] for f in seeds[1]["findings"] if fits(f, select, value, page)}
    assert set(shown(page)) == left
    page.click("#clear")
    assert len(shown(page)) == len(seeds[1]["findings"])


def fits(finding: dict[str, Any], select: str, value: str, page: Any) -> bool:
    if select == "verdict":
        return bool(finding["verdict"] == value)
    if select == "file":
        path = page.evaluate(
            f"JSON.parse(document.getElementById('data').textContent).documents[{value}].path"
        )
        return any(claim["document"] == path for claim in finding["claims"])
    return any(claim[select] and claim[select]["name"] == value for claim in finding["claims"])


def test_search_finds_words_of_quotes(visit: Visit, seeds: Any) -> None:
    conflict = next(f for f in seeds[1]["findings"] if f["verdict"] == "conflict")
    page = visit(seeds[0])

    page.fill("#search", conflict["claims"][0]["quote"])

    wait(page, f"document.querySelectorAll('[data-finding]').length < {len(seeds[1]['findings'])}")
    assert conflict["id"] in shown(page)
    page.keyboard.press("Escape")
    wait(page, f"document.querySelectorAll('[data-finding]').length == {len(seeds[1]['findings'])}")


def test_legend_filters_by_verdict(visit: Visit, seeds: Any) -> None:
    page = visit(seeds[0])

    page.click("#legend [data-verdict=confirmed]")

    confirmed = [f["id"] for f in seeds[1]["findings"] if f["verdict"] == "confirmed"]
    assert shown(page) == confirmed
    assert page.get_attribute("#legend [data-verdict=confirmed]", "aria-pressed") == "true"


def test_link_leads_from_a_quote_to_its_place_and_back_to_the_finding(visit: Visit, seeds: Any) -> None:
    conflict = next(f for f in seeds[1]["findings"] if f["verdict"] == "conflict")
    page = visit(seeds[0])

    page.click(f"#finding-{conflict['id']} a.place")

    mark = page.locator(".anchor.reached")
    assert conflict["claims"][0]["value"]["text"] in mark.inner_text()
    assert mark.is_visible()
    mark.click()
    wait(page, f"document.activeElement.id === 'finding-{conflict['id']}'")
    assert page.locator(f"#finding-{conflict['id']}").is_visible()


def test_a_filter_does_not_hide_what_a_link_leads_to(visit: Visit, seeds: Any) -> None:
    conflict = next(f for f in seeds[1]["findings"] if f["verdict"] == "conflict")
    page = visit(seeds[0])
    page.select_option("#by-verdict", "confirmed")

    page.evaluate(f"location.hash = 'finding-{conflict['id']}'")

    wait(page, f"document.activeElement.id === 'finding-{conflict['id']}'")


def test_every_claim_is_marked_in_its_article(visit: Visit, seeds: Any) -> None:
    page = visit(seeds[0])

    for summary in page.locator(".article > summary").all():
        summary.click()
    wait(page, "[...document.querySelectorAll('.article')].every(e => e.querySelector('.text'))")

    marked = page.eval_on_selector_all(".text mark.claim", "all => all.map(e => e.firstChild.textContent)")
    assert sorted(marked) == sorted(claim["value"]["text"] for claim in seeds[1]["claims"])


def test_points_of_the_timelines_are_those_of_the_json(visit: Visit, seeds: Any) -> None:
    page = visit(seeds[0])
    script = "all => all.map(e => [e.dataset.start, e.dataset.end, e.dataset.low, e.dataset.high])"

    points = page.eval_on_selector_all(".point:not(.v-implied)", script)

    said = {
        (c["period"]["start"], c["period"]["end"], c["value"]["low"], c["value"]["high"])
        for c in seeds[1]["claims"]
    }
    assert points
    assert {tuple(point) for point in points} <= said


def test_height_of_points_follows_their_values(visit: Visit, seeds: Any) -> None:
    page = visit(seeds[0])
    script = """all => all.map(figure => [...figure.querySelectorAll('.point')].map(p => [
        Number(p.dataset.low) + Number(p.dataset.high), p.querySelector('.shape').getBoundingClientRect().y
    ]))"""

    figures = page.eval_on_selector_all(".timeline", script)

    assert figures
    for points in figures:
        heights = [y for _, y in sorted(points)]
        assert all(upper <= lower + 1 for lower, upper in pairwise(heights))


def test_keys_walk_through_the_findings(visit: Visit, seeds: Any) -> None:
    page = visit(seeds[0])

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")

    assert page.evaluate("document.activeElement.dataset.finding") == shown(page)[0]
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_is_wider_than_the_window(visit: Visit, seeds: Any, width: int) -> None:
    page = visit(seeds[0])
    page.set_viewport_size({"width": width, "height": 800})
    for summary in page.locator(".article > summary, .row > summary").all()[:20]:
        summary.evaluate("e => e.parentElement.open = true")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_serious_barrier_is_found(
    visit: Visit, seeds: Any, serious: Callable[[Any], list[str]], scheme: str, width: int
) -> None:
    page = visit(seeds[0], color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.eval_on_selector_all("details", "all => all.forEach(e => e.open = true)")
    page.wait_for_timeout(200)

    assert serious(page) == []


def test_printing_keeps_findings_and_leaves_out_controls(visit: Visit, seeds: Any) -> None:
    page = visit(seeds[0])

    page.emulate_media(media="print")

    assert page.locator(".card").first.is_visible()
    assert not page.locator("#filters").is_visible()
    assert len(page.pdf()) > 10_000


def test_page_without_scripts_still_shows_the_problems(chromium: Any, seeds: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(seeds[0])

    words = page.inner_text("body")

    context.close()
    conflict = next(f for f in seeds[1]["findings"] if f["verdict"] == "conflict")
    assert all(claim["quote"] in words for claim in conflict["claims"][:2])
