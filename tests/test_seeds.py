"""The sample articles: what a newcomer's first report promises in the README."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import claimcheck

SEEDS = Path(__file__).parents[1] / "seeds"
DRAFTS = sorted(SEEDS.glob("draft-*"))
REPORTS = sorted(path for path in SEEDS.iterdir() if path not in DRAFTS)

RECAP = "draft-first-quarter-recap.md"
BRIEFING = "draft-partner-briefing.txt"
RESULTS = "2022-05-25-first-quarter-results.txt"
CONFERENCE = "2022-07-25-creator-conference.txt"

# What was planted: where, which figure, and the figure that it should have been.
PLANTED = [
    (RECAP, "3.64亿", "3.46亿"),  # two digits swapped
    (RECAP, "1751万元", "1751亿元"),  # 万 for 亿
    (BRIEFING, "17%", "15%"),  # growth of daily users, given as that of monthly ones
]
CONFIRMED = [
    ({RESULTS, CONFERENCE}, "3.46亿"),
    ({RESULTS, CONFERENCE, RECAP, BRIEFING}, "5.98亿"),
    ({RESULTS, CONFERENCE}, "1751亿元"),
    ({RESULTS, CONFERENCE, RECAP}, "47.7%"),
    ({RESULTS, RECAP}, "188亿对"),
]


@lru_cache(maxsize=2)
def report(*, drafts: bool) -> dict[str, Any]:
    """The report on the sample articles as plain data, with or without the two drafts."""
    return dict(claimcheck.compare(REPORTS + DRAFTS if drafts else REPORTS).to_dict())


def findings(verdict: str, *, drafts: bool = True) -> list[set[tuple[str, str]]]:
    """For each finding of ``verdict``: the file name and the value (no blanks) of its claims."""
    return [
        {(Path(c["document"]).name, re.sub(r"\s", "", c["value"]["text"])) for c in finding["claims"]}
        for finding in report(drafts=drafts)["findings"]
        if finding["verdict"] == verdict
    ]


def test_there_are_five_reports_and_two_drafts() -> None:
    assert (len(REPORTS), len(DRAFTS)) == (5, 2)


@pytest.mark.parametrize(("draft", "wrong", "right"), PLANTED)
def test_each_planted_slip_is_found_with_the_figure_it_should_have_been(
    draft: str, wrong: str, right: str
) -> None:
    shown = [places for places in findings("conflict") if (draft, wrong) in places]

    assert any(right in {value for _, value in places} for places in shown)


def test_nothing_but_the_planted_slips_is_a_conflict() -> None:
    planted = {(draft, wrong) for draft, wrong, _ in PLANTED}

    assert [places for places in findings("conflict") if not places & planted] == []


def test_the_five_reports_do_not_contradict_each_other() -> None:
    assert findings("conflict", drafts=False) == []


@pytest.mark.parametrize(("documents", "value"), CONFIRMED, ids=[value for _, value in CONFIRMED])
def test_what_several_articles_say_is_confirmed(documents: set[str], value: str) -> None:
    shown = [{name for name, text in places if text == value} for places in findings("confirmed")]

    assert any(documents <= names for names in shown)


def test_the_counts_add_up() -> None:
    summary = report(drafts=True)["summary"]

    assert summary["numbers"] == summary["claims"] + sum(summary["skipped"].values())
    assert summary["claims"] == sum(summary["outcomes"].values())


def test_each_span_holds_the_value_as_written() -> None:
    sources = {path.name: path.read_bytes().decode() for path in REPORTS + DRAFTS}
    wrong = [
        claim["value"]["text"]
        for claim in report(drafts=True)["claims"]
        if re.sub(
            r"<[^<>]*>",
            "",
            sources[Path(claim["document"]).name][claim["span"]["start"] : claim["span"]["end"]],
        )
        != claim["value"]["text"]
    ]

    assert wrong == []


def test_two_runs_give_the_same_bytes() -> None:
    first, second = (json.dumps(claimcheck.compare(REPORTS + DRAFTS).to_dict()) for _ in range(2))

    assert first == second
