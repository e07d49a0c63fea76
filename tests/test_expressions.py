"""Expressions from disk are the ones that Python compiles."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck import expressions
from claimcheck.expressions import compiled

YEAR = r"营收|(?P<year>\d{4})年"
SOURCES = [YEAR, r"(?<![a-z])gmv(?![a-z])", r"", r"(?:(\d+)|[一二三]{1,3})\Z", r"(?i:a)|[^，。]*?"]
RUN = f"from claimcheck.expressions import compiled; print(compiled({YEAR!r}).search('2022年')['year'])"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(folder))
    _forget()
    return folder


def _forget() -> None:
    compiled.cache_clear()
    expressions._shelf.cache_clear()


def _run() -> str:
    return subprocess.run([sys.executable, "-c", RUN], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("source", SOURCES)
def test_what_was_kept_is_what_python_compiles(source: str) -> None:
    first = compiled(source)
    expressions._shelf().save()
    _forget()
    again = compiled(source)
    assert first == again == re.compile(source)  # flags and program, not only the source
    assert again.groupindex == re.compile(source).groupindex
    assert not expressions._shelf().is_new


def test_a_process_leaves_its_programs_to_the_next(cache: Path) -> None:
    assert _run() == "2022\n"
    [kept] = cache.glob("expressions-*")
    written = kept.stat().st_mtime_ns
    assert _run() == "2022\n"
    assert kept.stat().st_mtime_ns == written


@pytest.mark.parametrize("damage", [b"", b"x" * 500])
def test_a_damaged_file_is_made_again(cache: Path, damage: bytes) -> None:
    _run()
    [kept] = cache.glob("expressions-*")
    written = kept.read_bytes()
    kept.write_bytes(damage)
    assert _run() == "2022\n"
    assert kept.read_bytes() == written


@pytest.mark.parametrize("program", [None, [], [32, 0, {}, b"123"], [32, 9, {"a": 99}, b"\1\0\0\0"]])
def test_a_program_that_cannot_run_is_made_again(program: object) -> None:
    expressions._shelf().known["a+"] = program
    assert compiled("a+") == re.compile("a+")


def test_without_a_cache_nothing_is_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", "off")
    assert compiled("b+") == re.compile("b+")
    assert not cache.exists()


def test_another_python_compiles_as_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_compiler", object())
    assert compiled("c+") == re.compile("c+")


def test_what_is_no_expression_raises() -> None:
    with pytest.raises(re.error):
        compiled("(")
