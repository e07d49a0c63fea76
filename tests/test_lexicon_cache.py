from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from claimcheck.lexicon import Lexicon, load_lexicon, rules_folder
from claimcheck.lexicon_cache import cache_folder, content_hash, remembered


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(folder))
    return folder


def words(folder: Path, text: str) -> Path:
    path = folder / "lexicon" / "words" / "some.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path.parents[1]


def plain(lexicon: Lexicon) -> object:
    return dict(lexicon.subjects), dict(lexicon.metrics), dict(lexicon.tables)


def test_the_second_reading_equals_the_first(cache: Path) -> None:
    first = load_lexicon(rules_folder() / "lexicon")
    assert list(cache.glob("lexicon-*"))
    second = load_lexicon(rules_folder() / "lexicon")
    assert plain(second) == plain(first)
    assert repr(plain(second)) == repr(plain(first))


def test_an_edited_file_is_read_anew(tmp_path: Path) -> None:
    assert load_lexicon(words(tmp_path, "rise: [上升]")).words("rise") == ("上升",)
    assert load_lexicon(words(tmp_path, "rise: [上涨]")).words("rise") == ("上涨",)  # as long as before


def test_a_damaged_file_is_made_again(tmp_path: Path, cache: Path) -> None:
    folder = words(tmp_path, "rise: [上升]")
    load_lexicon(folder)
    [path] = cache.glob("lexicon-*")
    for damage in (b"", path.read_bytes()[:-1], b"x" * 100):
        path.write_bytes(damage)
        assert load_lexicon(folder).words("rise") == ("上升",)


def test_dates_stay_dates() -> None:
    data = {"days": {2022: [date(2022, 2, 1), "2022-02-01", 1.5, None]}}
    files = [("a", b"1")]
    assert remembered(files, lambda: data) == data
    assert remembered(files, lambda: {}) == data


def test_what_the_form_cannot_hold_is_not_kept(cache: Path) -> None:
    assert remembered([("a", b"1")], lambda: {"a": (1, 2)}) == {"a": (1, 2)}
    assert not list(cache.glob("*"))


def test_names_and_borders_of_files_count() -> None:
    hashes = {
        content_hash(f) for f in ([("a", b"bc")], [("ab", b"c")], [("a", b"b"), ("c", b"")], [("a", b"")])
    }
    assert len(hashes) == 4


def test_off_means_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", "off")
    assert cache_folder() is None


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(blocked / "below"))
    assert remembered([("a", b"1")], lambda: {"a": 1}) == {"a": 1}


def test_many_at_once_read_the_same(tmp_path: Path, cache: Path) -> None:
    folder = words(tmp_path, "rise: [上升]")
    found: list[tuple[str, ...]] = []
    threads = [
        threading.Thread(target=lambda: found.append(load_lexicon(folder).words("rise"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [("上升",)] * 8
    assert [p.suffix for p in cache.iterdir()] == [".msgpack"]


def test_old_contents_are_thrown_away(tmp_path: Path, cache: Path) -> None:
    for number in range(12):
        load_lexicon(words(tmp_path, f"rise: [上升{number}]"))
    assert len(list(cache.iterdir())) <= 8
