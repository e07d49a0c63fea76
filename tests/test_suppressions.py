"""Comments in articles: whom they mean, what they silence, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.gates import Gate, gated
from claimcheck.model import Level
from claimcheck.pipeline import compare_paths
from claimcheck.report import Report
from claimcheck.rules import load_rules
from claimcheck.suppressions import blanked

RIGHT = "---\ndate: 2022-05-25\n---\n\n快手2022年一季度日活跃用户为3.46亿，月活跃用户为5.98亿。\n"
HEAD = "---\ndate: 2022-06-02\n---\n\n"


def report(folder: Path, draft: str, name: str = "draft.md") -> Report:
    (folder / "right.md").write_text(RIGHT, encoding="utf-8")
    (folder / name).write_text(draft, encoding="utf-8")
    return gated(compare_paths([str(folder)]), Gate(), rules=load_rules())


def open_values(found: Report) -> list[str]:
    """The primary values that still count at the gate."""
    return [f.claims[0].quantity.text if f.claims else f.rule for f in found.at_gate(Level.WARNING)]


WRONG = "快手2022年一季度日活跃用户为3.64亿，月活跃用户为5.89亿。"


def test_without_a_comment_both_slips_count(tmp_path: Path) -> None:
    assert sorted(open_values(report(tmp_path, HEAD + WRONG))) == ["3.64亿", "5.89亿"]


def test_ignore_means_the_claim_before_it(tmp_path: Path) -> None:
    draft = HEAD + WRONG.replace("亿，", "亿<!-- claimcheck: ignore[same-fact] 旧口径 -->，")

    assert open_values(report(tmp_path, draft)) == ["5.89亿"]


def test_ignore_on_a_line_of_its_own_means_the_next_claim(tmp_path: Path) -> None:
    draft = HEAD + f"<!-- claimcheck: ignore 旧口径 -->\n\n{WRONG}\n"

    assert open_values(report(tmp_path, draft)) == ["5.89亿"]


def test_ignore_block_means_every_claim_of_its_block(tmp_path: Path) -> None:
    draft = (
        HEAD
        + f"{WRONG}<!-- claimcheck: ignore-block[same-fact] 旧口径 -->\n\n快手2022年一季度MAU为5.88亿。\n"
    )

    assert open_values(report(tmp_path, draft)) == ["5.88亿"]


def test_ignore_file_means_every_claim(tmp_path: Path) -> None:
    draft = HEAD + f"<!-- claimcheck: ignore-file 存档 -->\n\n{WRONG}\n\n快手2022年一季度MAU为5.88亿。\n"

    assert open_values(report(tmp_path, draft)) == []


@pytest.mark.parametrize(
    ("name", "draft"),
    [
        (
            "draft.html",
            f"<html><body><p>{WRONG}</p><!-- claimcheck: ignore-block 旧口径 --><p>无</p></body></html>",
        ),
        ("draft.txt", f"{WRONG}<!-- claimcheck: ignore-block 旧口径 2021 年 -->\n\n另一段。\n"),
        ("draft.md", f"{WRONG} <!-- claimcheck: ignore-block\n旧口径\n-->\n"),
    ],
)
def test_the_comment_is_the_same_in_all_formats(tmp_path: Path, name: str, draft: str) -> None:
    assert open_values(report(tmp_path, draft, name)) == []


def test_a_suppressed_finding_is_marked_and_not_removed(tmp_path: Path) -> None:
    found = report(tmp_path, HEAD + f"{WRONG}<!-- claimcheck: ignore-block 旧口径 -->")

    assert [mark.reason for _, mark in found.marks] == ["旧口径", "旧口径"]
    assert len(found.conflicts) == 2


def test_a_comment_about_one_of_two_articles_that_say_the_same_does_not_cover_the_other(
    tmp_path: Path,
) -> None:
    (tmp_path / "again.md").write_text(HEAD + WRONG, encoding="utf-8")

    found = report(tmp_path, HEAD + f"{WRONG}<!-- claimcheck: ignore-block 旧口径 -->")
    assert len(found.at_gate(Level.WARNING)) == 2


def test_an_unused_comment_is_a_finding_with_its_line(tmp_path: Path) -> None:
    draft = HEAD + "快手2022年一季度日活跃用户为3.46亿。<!-- claimcheck: ignore[same-fact] 多余 -->\n"

    (finding,) = report(tmp_path, draft).at_gate(Level.WARNING)
    assert (finding.rule, dict(finding.message.arguments)["line"]) == ("unused-suppression", "5")


@pytest.mark.parametrize(
    ("comment", "complaint"),
    [
        ("<!-- claimcheck: ignroe[same-fact] x -->", "ignore-file; did you mean 'ignore'?"),
        ("<!-- claimcheck: ignore[same-fct] x -->", "no rule 'same-fct'"),
        ("<!-- claimcheck: ignore[same-fact] -->", "gives no reason"),
        ("<!-- claimcheck: ignore[] x -->", "names no rule"),
        ("<!-- claimcheck: ignore[same-fact] x", "does not end"),
    ],
)  # fmt: skip
def test_a_comment_with_a_slip_is_a_failure_with_file_and_line(
    tmp_path: Path, comment: str, complaint: str
) -> None:
    (failure,) = report(tmp_path, HEAD + f"{WRONG}{comment}\n").failures

    assert f"{tmp_path / 'draft.md'}:5: claimcheck comment" in failure.error
    assert complaint in failure.error


def test_blanking_keeps_every_offset() -> None:
    source = "前<!-- claimcheck: ignore\n12 -->后<!--claimcheck: ignore 3"

    left = blanked(source)
    assert (left.split(), left.index("后")) == (["前", "后"], source.index("后"))
    assert (len(left), left.count("\n")) == (len(source), source.count("\n"))


def test_many_comments_that_never_end_take_linear_time() -> None:
    assert blanked("<!-- claimcheck:\n" * 20_000).strip() == ""
