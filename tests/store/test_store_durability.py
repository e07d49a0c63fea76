"""What a crash, a full disk, a lock and other processes do to an archive."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from claimcheck.cli import main
from claimcheck.errors import ArchiveError
from claimcheck.store import open_archive, sqlite

KILLS = int(os.environ.get("CLAIMCHECK_TEST_KILLS", "4"))
ADD = [sys.executable, "-m", "claimcheck.cli", "archive", "add", "-v", "--lang", "en", "--archive"]


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    for n in range(120):
        words = f"快手2022年第一季度的日活跃用户达{3 + n / 100:.2f}亿，GMV为{1700 + n}亿元。\n"
        Path("articles", f"{n:03}.md").write_text(words, encoding="utf-8")
    return [f"articles/{n:03}.md" for n in range(120)]


def whole(location: str) -> set[str]:
    """The articles of an archive, each of which must be whole."""
    with open_archive(location) as archive:
        entries = list(archive.articles())
        for entry in entries:
            reading = archive.reading(entry.source.document)
            assert reading is not None
            assert len(reading.claims) == entry.claims == 2
        return {entry.source.document for entry in entries}


@pytest.mark.slow
def test_kills_lose_nothing_that_was_reported(articles: list[str], location: str) -> None:
    reported: set[str] = set()
    for turn in range(KILLS):
        with subprocess.Popen([*ADD, location, "articles"], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(random.Random(turn).randint(1, 120 // KILLS)):
                line = process.stdout.readline().split()
                if line and line[0] == "added":
                    reported.add(line[1])
            process.send_signal(signal.SIGKILL)
        assert reported <= whole(location)
    assert main(["archive", "add", "articles", "--archive", location]) == 0
    assert whole(location) == set(articles)


def test_a_full_disk_keeps_the_archive(
    articles: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """SQLite is told that the file may not grow, which is how it learns of a full disk."""
    main(["archive", "add", *articles[:5], "--archive", "claims.db"])
    connected = sqlite._connected

    def full(path: str, mode: str, patience: float) -> sqlite3.Connection:
        connection = connected(path, mode, patience)
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(sqlite, "_connected", full)
        assert main(["archive", "add", *articles, "--archive", "claims.db"]) == 2
    assert "no space left" in capsys.readouterr().err
    assert set(articles[:5]) <= whole("claims.db")


@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("mount"), reason="a small disk takes root to mount")
def test_a_small_disk_keeps_the_archive(articles: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("disk").mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "none", "disk"], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        assert main(["archive", "add", "articles", "--archive", "disk/claims.db"]) == 2
        assert "disk/claims.db: " in capsys.readouterr().err
        whole("disk/claims.db")
    finally:
        subprocess.run(["umount", "disk"], check=True)


def test_a_lock_names_the_file(
    articles: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["archive", "add", articles[0], "--archive", "claims.db"])
    other = sqlite3.connect("claims.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(sqlite.open_store, "__kwdefaults__", {"patience": 0.2})
    capsys.readouterr()
    assert main(["archive", "add", articles[1], "--archive", "claims.db"]) == 2
    assert "claims.db: locked by another process that is writing to claims.db" in capsys.readouterr().err
    assert main(["archive", "list", "--archive", "claims.db"]) == 0, "readers go on"
    other.close()


@pytest.mark.slow
def test_writers_and_readers_at_once(articles: list[str], location: str) -> None:
    main(["archive", "add", articles[0], "--archive", location])
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "claimcheck.cli", "archive", "add", *some, "--archive", location],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for some in (articles[:60], articles[60:])
    ]

    def read_on() -> int:
        count = 0
        while any(writer.poll() is None for writer in writers):
            with open_archive(location) as archive:
                assert archive.reading(articles[0]) is not None
            count += 1
            time.sleep(0.05)
        return count

    with ThreadPoolExecutor(4) as pool:
        assert all(reader.result() for reader in [pool.submit(read_on) for _ in range(4)])
    assert [writer.communicate()[1] for writer in writers] == [b"", b""]
    assert whole(location) == set(articles)


def test_a_folder_that_may_only_be_read_is_one_line(tmp_path: Path) -> None:
    open_archive(tmp_path / "claims.db", create=True).close()
    mounted = subprocess.run(["mount", "-o", "bind,ro", str(tmp_path), str(tmp_path)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a folder cannot be mounted for reading only here")
    try:
        with open_archive(tmp_path / "claims.db") as archive:
            assert list(archive.articles()) == []
        with pytest.raises(ArchiveError, match=r"claims\.db: may only be read; give write permission"):
            open_archive(tmp_path / "claims.db", write=True).store.run("DELETE FROM articles")
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE x (y)")
    connection.close()


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda p: None, "no such archive"),
        (lambda p: p.write_text("words"), "not a claimcheck archive"),
        (lambda p: p.mkdir(), "is a folder"),
        (lambda p: p.write_bytes(b""), "an empty archive"),
        (lambda p: p.write_bytes(sqlite.MAGIC + b"x" * 4096), "not a claimcheck archive"),
        (_foreign, "not a claimcheck archive"),
    ],
)
def test_bad_files_are_told_apart(tmp_path: Path, make, complaint: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "claims.db"
    make(path)
    with pytest.raises(ArchiveError, match=complaint):
        open_archive(path)


def test_a_wrong_password_is_one_line(postgres: str) -> None:
    from urllib.parse import urlsplit

    wrong = postgres.replace(str(urlsplit(postgres).password), "wrong")
    with pytest.raises(ArchiveError, match="wrong user or password") as caught:
        open_archive(wrong)
    assert ":wrong@" not in str(caught.value)


@pytest.mark.parametrize("url", ["postgresql://127.0.0.1:1/x", "postgresql://no-such-host.invalid/x"])
def test_a_server_that_is_away_is_one_line(url: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(ArchiveError, match="the server does not answer") as caught:
        open_archive(url)
    assert "\n" not in str(caught.value)


def test_an_unknown_scheme_names_the_known_ones() -> None:
    with pytest.raises(ArchiveError, match="did you mean 'postgresql'"):
        open_archive("postgresq://x/y")


def test_a_role_without_rights_is_one_line(postgres: str) -> None:
    from urllib.parse import urlsplit

    import psycopg

    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS claimcheck CASCADE")
    open_archive(postgres, create=True).close()
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS stranger")
        connection.execute("CREATE ROLE stranger LOGIN PASSWORD 'x'")
    parts = urlsplit(postgres)
    stranger = parts._replace(netloc=f"stranger:x@{parts.hostname}:{parts.port}").geturl()
    with pytest.raises(ArchiveError, match="this role may not do that; grant it"):
        open_archive(stranger)
