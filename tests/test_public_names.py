"""``import claimcheck`` gives the documented names, lazily, whatever else was imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

import claimcheck

HEAVY = ("pint", "cn2an", "dateparser", "bs4", "opencc", "rich", "yaml", "click")


@pytest.mark.parametrize("name", claimcheck.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(claimcheck, name) is not None


def test_functions_survive_the_import_of_the_packages_they_share_a_name_with() -> None:
    import claimcheck.extract.names
    import claimcheck.render.text

    article = claimcheck.load(text="快手日活达3.46亿。")
    (claim,) = claimcheck.extract(article)
    assert str(claim.quantity.stated) == "346000000"
    assert "claims" in claimcheck.render(claimcheck.compare([article]), "json")


def test_import_loads_nothing_heavy() -> None:
    script = f"import sys, claimcheck; print([m for m in {HEAVY!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_reading_plain_chinese_leaves_pint_and_dateparser_alone() -> None:
    script = (
        "import sys, claimcheck; claimcheck.compare(['快手2022年一季度DAU达3.46亿，同比增长17%。']);"
        "print([m for m in ('pint', 'dateparser', 'rich', 'click') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        claimcheck.nothing  # noqa: B018 - reading it is the test


def test_assert_consistent_shows_both_quotes() -> None:
    with pytest.raises(claimcheck.ConflictError) as caught:
        claimcheck.assert_consistent(
            "快手2022年一季度日活达3.64亿。", against=["2022年第一季度，快手DAU为3.46亿。"]
        )
    assert "3.64亿" in str(caught.value) and "3.46亿" in str(caught.value)


def test_assert_consistent_is_silent_when_all_agrees() -> None:
    claimcheck.assert_consistent(
        "快手2022年一季度日活达3.46亿。", against=["2022年第一季度，快手DAU为3.46亿。"]
    )


def test_a_str_is_text_and_a_path_is_a_file(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "a.txt"
    path.write_text("快手2022年一季度日活达3.46亿。", encoding="utf-8")
    report = claimcheck.compare([path, "2022年第一季度，快手DAU为3.46亿。"])
    assert [d.source.document for d in report.documents] == [str(path), "<text 2>"]


def test_a_missing_file_is_a_source_error() -> None:
    from pathlib import Path

    with pytest.raises(claimcheck.SourceError, match=r"none\.md"):
        claimcheck.compare([Path("none.md")])
