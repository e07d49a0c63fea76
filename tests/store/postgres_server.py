"""A private PostgreSQL server for the tests, where its programs are installed; else a URL from outside."""

from __future__ import annotations

import contextlib
import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

PASSWORD = "a-word-for-tests"
URL = os.environ.get("CLAIMCHECK_TEST_POSTGRES")


def program(name: str) -> str | None:
    """Where a server program is: on the path, or where Debian puts it."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))  # noqa: PTH207 — an absolute pattern
    return shutil.which(name) or (found[-1] if found else None)


def missing() -> str:
    """Why there is no server to test with; empty if there is one."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed"
    if URL or (program("initdb") and program("pg_ctl")):
        return ""
    return "no PostgreSQL server: set CLAIMCHECK_TEST_POSTGRES to a URL, or install Debian's postgresql"


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The URL of a server that may be written to."""
    if URL:
        yield URL
        return
    folder = Path(tempfile.mkdtemp(prefix="claimcheck-postgres-"))
    port = _free_port()
    try:
        _start(folder, port)
        yield f"postgresql://claimcheck:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        _run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, port: int) -> None:
    secret = folder / "password"
    secret.write_text(PASSWORD)
    if (user := _user()) is not None:
        entry = pwd.getpwnam(user)
        for path in (folder, secret):
            os.chown(path, entry.pw_uid, entry.pw_gid)
    data = str(folder / "data")
    _run(
        "initdb", "-D", data, "-U", "claimcheck", f"--pwfile={secret}", "--auth=scram-sha-256",
        "--encoding=UTF8", "--locale=C", "--no-sync",
    )  # fmt: skip
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", str(folder / "log"), "-o", options, "start")


def _run(name: str, *arguments: str, check: bool = True) -> None:
    """Run a server program; as another user where we are root, which the server refuses to be."""
    found = program(name)
    if found is None:
        return
    subprocess.run(
        [found, *arguments],
        check=check,
        user=_user(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )


def _user() -> str | None:
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
