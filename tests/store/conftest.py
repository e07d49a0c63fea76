"""Both stores: every test that takes ``location`` runs on an SQLite file and on a PostgreSQL schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import postgres_server as server
import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    if reason := server.missing():
        pytest.skip(reason)
    with server.running() as url:
        yield url


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))],
)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new archive may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "claims.db")
    url: str = request.getfixturevalue("postgres")
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS claimcheck CASCADE")
    return url
