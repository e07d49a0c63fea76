"""What a correction or a higher authority does to an older figure."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

import claimcheck
from claimcheck import Report
from claimcheck.lexicon import default_lexicon, rules_folder
from claimcheck.rules import load_rules

SAME_FACT = load_rules(rules_folder() / "checks" / "same-fact.yaml")
OLD = "快手2022年一季度日活达3.64亿。"


def report(*texts: tuple[str, str, date]) -> Report:
    """Compare texts with their authorities and days."""
    articles = [
        replace(claimcheck.load(f"{n}.txt", text=text, published=day), authority=authority)
        for n, (text, authority, day) in enumerate(texts, 1)
    ]
    return claimcheck.compare(articles, rules=SAME_FACT)


def told(found: Report) -> dict[str, str]:
    """The outcome of each article's first claim."""
    outcomes = dict(found.verdicts)
    return {c.document: outcomes[c.id].value for c in reversed(found.claims)}


@pytest.mark.parametrize(
    "correction",
    [
        "更正：快手2022年一季度日活应为3.46亿。",
        "快手2022年一季度日活由3.64亿更正为3.46亿。",
        "快手2022年一季度经重述的日活为3.46亿。",
        "快手2022年一季度日活應為3.46億。",
        "更正：快手2022年一季度日活为3.46亿。",
        "更正：快手2022年一季度日活为3.46亿，此前误为3.64亿。",
        "Correction: Kuaishou had 346 million daily active users in the first quarter of 2022.",
    ],
)
def test_a_correction_supersedes_what_was_out_before(correction: str) -> None:
    found = report((OLD, "outlet", date(2022, 5, 20)), (correction, "outlet", date(2022, 5, 22)))
    assert not found.conflicts
    assert told(found)["1.txt"] == "superseded"


def test_an_article_whose_title_says_so_corrects() -> None:
    old = claimcheck.load("1.txt", text=OLD, published=date(2022, 5, 20))
    new = claimcheck.load(
        "2.md",
        text="# 关于一季度数据的更正公告\n\n快手2022年一季度日活为3.46亿。",
        published=date(2022, 5, 22),
    )
    assert not claimcheck.compare([old, new], rules=SAME_FACT).conflicts


def test_who_repeats_the_old_figure_after_the_correction_is_wrong() -> None:
    found = report(
        (OLD, "outlet", date(2022, 5, 20)),
        ("更正：快手2022年一季度日活应为3.46亿。", "outlet", date(2022, 5, 22)),
        ("快手2022年第一季度DAU为3.64亿。", "outlet", date(2022, 6, 1)),
    )
    assert told(found) == {"1.txt": "superseded", "2.txt": "conflict", "3.txt": "conflict"}


def test_the_report_lists_who_still_has_the_old_figure() -> None:
    found = report(
        (OLD, "outlet", date(2022, 5, 20)),
        ("快手2022年第一季度DAU为3.64亿。", "outlet", date(2022, 5, 21)),
        ("更正：快手2022年一季度日活应为3.46亿。", "outlet", date(2022, 5, 22)),
    )
    (superseded,) = found.with_verdict(claimcheck.Verdict.SUPERSEDED)
    listed = [dict(s.arguments)["document"] for s in superseded.explanation if s.id == "still-old"]
    assert listed == ["1.txt", "2.txt"]


def test_the_figure_taken_back_confirms_nothing() -> None:
    found = report(
        (OLD, "outlet", date(2022, 5, 20)),
        ("更正：快手2022年一季度日活应为3.46亿，此前误写为3.64亿。", "outlet", date(2022, 5, 22)),
    )
    assert not found.confirmations


def test_a_later_filing_supersedes_a_press_report() -> None:
    found = report(
        (OLD, "outlet", date(2022, 5, 20)), ("快手2022年第一季度DAU为3.46亿。", "filing", date(2022, 5, 24))
    )
    assert told(found)["1.txt"] == "superseded"


def test_a_press_report_after_the_filing_is_in_conflict() -> None:
    found = report(
        (OLD, "outlet", date(2022, 5, 26)), ("快手2022年第一季度DAU为3.46亿。", "filing", date(2022, 5, 24))
    )
    assert told(found)["1.txt"] == "conflict"


def test_not_restated_corrects_nothing() -> None:
    found = report(
        (OLD, "outlet", date(2022, 5, 20)),
        ("快手2022年一季度日活为3.46亿，该数未经重述。", "outlet", date(2022, 5, 22)),
    )
    assert len(found.conflicts) == 1


def test_words_of_corrections_are_known() -> None:
    assert {"corrected_to", "withdrawn", "restated"} <= default_lexicon().table("words").keys()


def test_the_figure_that_replaces_another_is_not_counted_as_replaced() -> None:
    found = report(
        (OLD, "outlet", date(2022, 5, 20)),
        ("更正：快手2022年一季度日活为3.46亿。", "outlet", date(2022, 5, 22)),
    )
    assert told(found) == {"1.txt": "superseded", "2.txt": "unmatched"}
