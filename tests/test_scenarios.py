"""What a person would expect of a handful of articles: folders of tests/data/scenarios, read as they are.

``check`` in a folder's expected.yaml names the drafts held against the rest; without it all are compared.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck import Report, Verdict
from claimcheck.cli import main

FOLDERS = sorted((Path(__file__).parent / "data" / "scenarios").iterdir())


@lru_cache
def told(folder: Path) -> tuple[Report, dict[str, Any]]:
    expected = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    articles = sorted(p for p in folder.iterdir() if p.suffix != ".yaml")
    drafts = expected.get("check")
    if drafts is None:
        return claimcheck.compare(articles), expected
    sources = [p for p in articles if p.name not in drafts]
    return claimcheck.check([folder / name for name in drafts], against=sources), expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_conflicts_are_those_that_were_planted_with_their_slips(folder: Path) -> None:
    report, expected = told(folder)
    found = {
        (frozenset(c.quantity.text for c in f.claims), f.cause.id.removeprefix("cause-") if f.cause else None)
        for f in report.conflicts
    }
    assert found == {(frozenset(values), cause) for *values, cause in expected.get("conflicts", [])}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_two_articles_agree_on_is_confirmed(folder: Path) -> None:
    report, expected = told(folder)
    confirmed = {c.quantity.text for f in report.with_verdict(Verdict.CONFIRMED) for c in f.claims}
    assert set(expected.get("confirmed", [])) <= confirmed


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_only_fits_is_compatible(folder: Path) -> None:
    report, expected = told(folder)
    fitting = {c.quantity.text for f in report.with_verdict(Verdict.COMPATIBLE) for c in f.claims}
    assert set(expected.get("compatible", [])) <= fitting


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_is_left_out_without_a_reason(folder: Path) -> None:
    report, expected = told(folder)
    assert {s.reason for s in report.skipped} <= set(expected.get("skipped", []))
    assert not report.failures


def test_a_release_is_held_against_filed_figures(tmp_path: Path) -> None:
    figures = tmp_path / "figures.csv"
    figures.write_text(
        "subject,metric,value,unit,period,published\n"
        "青石装备,营业收入,2346781204.55,CNY,2025H1,2025-08-28\n"
        "青石装备,扣非净利润,118902345.66,CNY,2025H1,2025-08-28\n"
        "青石装备,经营活动产生的现金流量净额,-52340118.90,CNY,2025H1,2025-08-28\n",
        encoding="utf-8",
    )
    archive = str(tmp_path / "filed.db")
    main(["archive", "add", str(figures), "--authority", "filing", "--archive", archive])
    release = FOLDERS[0].parent / "half-year-html" / "release.md"

    with claimcheck.open_archive(archive) as filed:
        report = claimcheck.check(release, against=filed)

    found = {(f.claims[0].quantity.text, f.cause.id if f.cause else None) for f in report.conflicts}
    assert found == {("1.36亿元", "cause-metric"), ("5234.01万元", "cause-sign")}
