"""Known findings: what stays known, what is new, what is out of date, and files that are no baseline."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from claimcheck import baseline
from claimcheck.cli import main
from claimcheck.errors import UsageError
from claimcheck.gates import Gate, gated
from claimcheck.model import Level
from claimcheck.pipeline import compare_paths
from claimcheck.report import Report
from claimcheck.rules import load_rules

HEAD = "---\ndate: 2022-06-02\n---\n\n"
RIGHT = "快手2022年一季度日活跃用户为3.46亿，快手2022年一季度月活跃用户为5.98亿。"
FIRST = "快手2022年一季度日活跃用户为3.64亿，此外没有别的数字可说。"
SECOND = "快手2022年一季度月活跃用户为5.89亿，与上一段说的不是一回事。"
THIRD = "快手2022年一季度营收为210.67亿元，这一句没有人反对过。"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "right.md").write_text(HEAD + RIGHT, encoding="utf-8")
    write(folder / "draft.md", FIRST, SECOND, THIRD)
    save(folder, known(folder))
    return folder


def write(path: Path, *paragraphs: str) -> None:
    path.write_text(HEAD + "\n\n".join(paragraphs) + "\n", encoding="utf-8")


def file(folder: Path) -> Path:
    return folder.parent / baseline.FILE


def save(folder: Path, made: baseline.Baseline) -> None:
    file(folder).write_bytes(baseline.written(made))


def known(folder: Path) -> baseline.Baseline:
    return baseline.entries(compare_paths([str(folder)]), baseline.Baseline(), "zh", reason="旧稿")


def gate(folder: Path, today: date = date(2022, 7, 1)) -> Report:
    report = compare_paths([str(folder)])
    return gated(report, Gate(baseline=str(file(folder)), today=today), rules=load_rules())


def new(folder: Path) -> list[str]:
    """The primary values of what still counts; the rule where there is no claim."""
    return [f.claims[0].quantity.text if f.claims else f.rule for f in gate(folder).at_gate(Level.WARNING)]


def test_what_is_written_is_known(articles: Path) -> None:
    assert (len(known(articles).entries), new(articles)) == (2, [])


def test_a_known_finding_is_marked_and_not_removed(articles: Path) -> None:
    report = gate(articles)

    assert (len(report.conflicts), {mark.kind for _, mark in report.marks}) == (2, {"known"})


def test_lines_wrapped_anew_bring_nothing_new(articles: Path) -> None:
    wrapped = ["\n".join(p[i : i + 9] for i in range(0, len(p), 9)) for p in (FIRST, SECOND, THIRD)]
    write(articles / "draft.md", *wrapped)

    assert new(articles) == []


def test_a_renamed_file_brings_nothing_new(articles: Path) -> None:
    (articles / "draft.md").rename(articles / "别名.md")

    assert new(articles) == []


def test_paragraphs_in_another_order_bring_nothing_new(articles: Path) -> None:
    write(articles / "draft.md", THIRD, SECOND, FIRST)

    assert new(articles) == []


def test_another_title_brings_nothing_new(articles: Path) -> None:
    write(articles / "draft.md", "# 一季度要点回顾", FIRST, SECOND, THIRD)

    assert new(articles) == []


def test_one_changed_digit_of_an_agreed_figure_brings_exactly_one(articles: Path) -> None:
    write(articles / "second.md", "快手2022年一季度日活跃用户为3.46亿。")
    save(articles, known(articles))
    assert new(articles) == []

    write(articles / "second.md", "快手2022年一季度日活跃用户为3.47亿。")
    report = gate(articles)
    open_ones = [f for f in report.at_gate(Level.WARNING) if f.claims]
    assert [f.claims[0].quantity.text for f in open_ones] == ["3.47亿"]


def test_one_changed_digit_of_a_known_slip_is_new_and_its_entry_unused(articles: Path) -> None:
    write(articles / "draft.md", FIRST.replace("3.64", "3.65"), SECOND, THIRD)

    found = gate(articles).at_gate(Level.WARNING)
    values = [sorted(c.quantity.text for c in f.claims) or f.rule for f in found]
    assert values == [["3.46亿", "3.65亿"], "unused-baseline"]


def test_one_more_article_with_the_known_wrong_figure_is_new(articles: Path) -> None:
    write(articles / "copy.md", "快手2022年一季度日活跃用户为3.64亿。")

    assert len(new(articles)) == 1


def test_an_expired_entry_counts_again_and_is_a_finding(articles: Path) -> None:
    entries = baseline.entries(
        compare_paths([str(articles)]), baseline.Baseline(), "zh", expires=date(2022, 6, 30)
    )
    save(articles, entries)

    found = [f.rule for f in gate(articles, date(2022, 7, 1)).at_gate(Level.WARNING)]
    assert sorted(found) == ["expired-baseline", "expired-baseline", "same-fact", "same-fact"]
    assert gate(articles, date(2022, 6, 30)).at_gate(Level.WARNING) == ()


def test_writing_again_keeps_reason_owner_and_expiry(articles: Path) -> None:
    again = baseline.entries(
        compare_paths([str(articles)]), known(articles), "zh", reason="新的理由", owner="编辑部"
    )

    assert {(entry.reason, entry.owner) for entry in again.entries} == {("旧稿", "编辑部")}


def test_pruning_takes_out_what_matches_nothing(articles: Path) -> None:
    before = baseline.read(file(articles))
    write(articles / "draft.md", FIRST.replace("3.64", "3.46"), SECOND)

    assert len(baseline.pruned(compare_paths([str(articles)]), before).entries) == 1


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ('{"version": 2, "entries": []}', "is a baseline of version 2; expected 1"),
        ('{"version": 1, "entries": [{"id": "x", "rule": "y", "resaon": "z"}]}', "did you mean 'reason'?"),
        ('{"version": 1, "entries": [{"id": "x", "rule": "y", "expires": "soon"}]}', "expires"),
        ("[1]", "is no baseline"),
        ("not json", "is no baseline"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused_in_one_line(
    tmp_path: Path, content: str, complaint: str
) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(UsageError) as caught:
        baseline.read(path)
    assert complaint in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")


def test_the_command_writes_checks_and_prunes(
    articles: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(articles.parent)
    file(articles).unlink()

    codes = [main(["baseline", word, "articles", "-q"]) for word in ("write", "check")]
    write(articles / "draft.md", FIRST, SECOND.replace("5.89", "5.98"))
    codes += [main(["baseline", word, "articles", "-q"]) for word in ("check", "prune", "check")]
    assert codes == [0, 0, 1, 0, 0]
    assert len(json.loads(file(articles).read_text(encoding="utf-8"))["entries"]) == 1


def test_the_same_findings_write_the_same_bytes(articles: Path) -> None:
    assert baseline.written(known(articles)) == baseline.written(known(articles))
