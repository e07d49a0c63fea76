"""The forms for machines: golden pages, the official SARIF schema, limits of hosts, hostile words.

After a wanted change: ``python tests/render/test_render_machine.py`` writes the pages anew; read the diff.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hand_reports import CONFLICT, FILED, FULL, SLIP
from msgspec.structs import replace

from claimcheck.model import Failure, Finding, Level, Message, Verdict
from claimcheck.render import render
from claimcheck.report import Mark, Report
from claimcheck.schema import schema

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = Path(__file__).parents[1] / "data" / "sarif-2.1.0-rtm.5.json"
EMPTY = Finding(
    rule="nothing-checked",
    verdict=Verdict.NOTHING_CHECKED,
    level=Level.ERROR,
    message=Message("nothing-checked", (("document", "空.md"),)),
    claims=(),
    key="空.md",
)
UNUSED = Finding(
    rule="unused-suppression",
    verdict=Verdict.UNMATCHED,
    level=Level.WARNING,
    message=Message(
        "unused-suppression", (("document", "draft.md"), ("line", "3"), ("words", "ignore[same-fact] 旧口径"))
    ),
    claims=(),
    key="draft.md",
    id="u1",
)
KNOWN = replace(CONFLICT, id="f9", claims=(replace(SLIP, id="c9"), FILED))
MARKED = replace(
    FULL,
    findings=(CONFLICT, KNOWN, EMPTY, UNUSED, *FULL.findings[1:]),
    marks=(("f9", Mark("known", "重述前的数字", "编辑部")),),
)
FORMS = {"sarif": "sarif", "github": "txt", "rdjson": "json", "junit": "xml", "csv": "csv", "markdown": "md"}
PAGES = {f"{form}-{lang}.{suffix}": (form, lang) for form, suffix in FORMS.items() for lang in ("zh", "en")}


def page(name: str) -> bytes:
    form, lang = PAGES[name]
    words = render(MARKED, form, lang)
    return re.sub(r'("semanticVersion": )"[^"]*"', r'\1"0.0.0"', words).encode()


def sarif(report: Report) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render(report, "sarif", "en"))
    return log


def many(count: int) -> Report:
    """A report of so many conflicts, each with an id of its own."""
    findings = tuple(replace(CONFLICT, id=f"f{n}") for n in range(count))
    return replace(FULL, findings=findings, failures=())


@pytest.mark.parametrize("name", PAGES)
def test_page_is_the_stored_one(name: str) -> None:
    assert page(name).decode() == (GOLDEN / name).read_bytes().decode()


@pytest.mark.parametrize("report", [Report(), FULL, MARKED, many(3)], ids=["empty", "full", "marked", "many"])
def test_sarif_is_valid_against_the_official_schema(report: Report) -> None:
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(sarif(report))


def test_sarif_counts_columns_in_code_points() -> None:
    assert sarif(FULL)["runs"][0]["columnKind"] == "unicodeCodePoints"


def test_sarif_puts_the_primary_claim_first_and_the_other_beside_it() -> None:
    (result,) = sarif(FULL)["runs"][0]["results"]

    first, other = result["locations"][0], result["relatedLocations"][0]
    uris = [where["physicalLocation"]["artifactLocation"]["uri"] for where in (first, other)]
    assert uris == ["draft.md", "%E6%9D%90%E6%96%99/%E5%AD%A3%E6%8A%A5.md"]


def test_sarif_says_that_a_known_finding_is_suppressed_and_why() -> None:
    results = sarif(MARKED)["runs"][0]["results"]

    assert [r["suppressions"] for r in results if "suppressions" in r] == [
        [{"kind": "external", "status": "accepted", "justification": "重述前的数字"}]
    ]


def test_sarif_fingerprints_do_not_depend_on_place_file_or_quote() -> None:
    moved = replace(SLIP, quote="成交额1715亿元", span=replace(SLIP.span, start=0, end=6))
    other = replace(FULL, findings=(replace(CONFLICT, claims=(moved, FILED)),))

    prints = [sarif(r)["runs"][0]["results"][0]["partialFingerprints"] for r in (FULL, other)]
    assert prints[0] == prints[1]


def test_a_thousand_findings_stay_below_the_limits_of_the_host() -> None:
    words = render(many(1000), "sarif", "zh")

    run = json.loads(words)["runs"][0]
    assert (len(run["results"]), len(words.encode()) < 10_000_000) == (1000, True)
    assert run["invocations"][0]["toolExecutionNotifications"] == []


def test_sarif_says_how_many_results_were_left_out() -> None:
    run = sarif(many(5_003))["runs"][0]

    said = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert (len(run["results"]), said.split()[0]) == (5_000, "3")


def test_github_annotates_ten_findings_a_level_and_lists_the_others() -> None:
    lines = render(many(1000), "github", "en").splitlines()

    annotations = [line for line in lines if line.startswith("::error")]
    group = lines[
        lines.index("::group::990 more findings are not shown here") + 1 : lines.index("::endgroup::")
    ]
    assert (len(annotations), len(group)) == (10, 990)


def test_github_lets_no_article_write_a_command() -> None:
    hostile = replace(
        SLIP,
        quote="::error::1715亿元\n::set-output name=x::y%0A",
        source=replace(SLIP.source, document="a,b:c.md"),
    )
    report = replace(
        FULL, findings=tuple(replace(CONFLICT, id=f"f{n}", claims=(hostile, FILED)) for n in range(12))
    )

    lines = render(report, "github", "en").splitlines()
    commands = [line.split(" ")[0].split("::")[1] for line in lines if line.startswith("::")]
    assert set(commands) == {"error", "group", "endgroup"}
    assert all("file=a%2Cb%3Ac.md" in line for line in lines if "a%2C" in line)


def test_junit_counts_what_it_holds() -> None:
    suites = ET.fromstring(render(MARKED, "junit", "en"))

    counted = [len(list(suites.iter(name))) for name in ("testcase", "failure", "error", "skipped")]
    assert [suites.get("tests"), suites.get("failures"), suites.get("errors")] == [
        str(n) for n in counted[:3]
    ]
    assert counted == [6, 3, 1, 1]


def test_junit_is_xml_whatever_an_article_says() -> None:
    hostile = replace(SLIP, quote="a\x00\x1b]]>&<b>\ud800")
    report = replace(FULL, findings=(replace(CONFLICT, claims=(hostile, FILED)),))

    assert "]]>&<b>" in (ET.fromstring(render(report, "junit", "en").encode()).findtext(".//failure") or "")


def test_csv_opens_in_a_spreadsheet_and_runs_no_formula() -> None:
    hostile = replace(SLIP, quote='=HYPERLINK("x"),"1715亿元"')
    report = replace(FULL, findings=(replace(CONFLICT, claims=(hostile, FILED)),))

    words = render(report, "csv", "zh")
    rows = list(csv.DictReader(io.StringIO(words.removeprefix("\ufeff"))))
    assert words.startswith("\ufeff")
    assert rows[1]["quote"] == '\'=HYPERLINK("x"),"1715亿元"'


def test_markdown_shows_hostile_words_as_words() -> None:
    hostile = replace(SLIP, quote="<img src=x onerror=y> @everyone [a](javascript:b) | `c`")
    report = replace(FULL, findings=(replace(CONFLICT, claims=(hostile, FILED)),))

    page = render(report, "markdown", "en")
    assert not {"<img", "@everyone", "](", "javascript:"} & {
        w for w in ("<img", "@everyone", "](", "javascript:") if w in page
    }


def test_markdown_has_room_in_a_comment_and_says_what_is_left_out() -> None:
    page = render(many(1000), "markdown", "zh")

    assert (len(page) < 65_536, "另有 970 条结果未在此列出" in page) == (True, True)


@pytest.mark.parametrize("form", FORMS)
def test_a_source_that_cannot_be_read_is_in_every_form(form: str) -> None:
    report = Report(failures=(Failure("旧稿.md", "no such file"),))

    shown = render(report, form, "en")
    assert "no such file" in shown.replace("&#32;", " ")


def test_json_with_marks_keeps_to_the_schema() -> None:
    shown = json.loads(render(MARKED, "json", "zh"))

    jsonschema.Draft202012Validator(schema("report")).validate(shown)
    assert [f["mark"] for f in shown["findings"] if "mark" in f] == [
        {"kind": "known", "reason": "重述前的数字", "owner": "编辑部"}
    ]


if __name__ == "__main__":
    for name in PAGES:
        (GOLDEN / name).write_bytes(page(name))
