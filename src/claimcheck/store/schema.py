"""The archive's tables, in SQL that SQLite and PostgreSQL both read, and their versions.

A *fact* is what may be compared at all (subject and metric), a *statement* one distinct thing said
about it, a *claim* a place where an article says it. Decimals are text with all their digits, days
are ISO dates as text: both sort and survive any driver.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

VERSION = 1
"""Version of the format; it rises with every change of a table or of what a column means."""

NAME = "claimcheck archive"
"""What the table ``archive_format`` says of a file or schema that is one."""


class Dialect(NamedTuple):
    """The few words that differ between the stores."""

    serial: str
    bytes: str
    clustered: str


_TABLES = (
    """CREATE TABLE archive_format (name TEXT NOT NULL, version INTEGER NOT NULL)""",
    """CREATE TABLE articles (
        id {serial},
        path TEXT NOT NULL UNIQUE,
        hash TEXT NOT NULL,
        reader TEXT NOT NULL,
        published TEXT,
        title TEXT NOT NULL,
        outlet TEXT NOT NULL,
        authority TEXT NOT NULL,
        origin TEXT NOT NULL,
        claims INTEGER NOT NULL,
        document {bytes} NOT NULL)""",
    """CREATE TABLE facts (
        id {serial},
        subject TEXT NOT NULL,
        metric TEXT NOT NULL,
        UNIQUE (subject, metric))""",
    """CREATE TABLE statements (
        id {serial},
        digest {bytes} NOT NULL UNIQUE,
        fact INTEGER NOT NULL,
        measure TEXT NOT NULL,
        kind TEXT NOT NULL,
        first_day TEXT,
        last_day TEXT,
        instant INTEGER NOT NULL,
        words TEXT NOT NULL,
        scope TEXT NOT NULL,
        modality TEXT NOT NULL,
        basis TEXT,
        stated TEXT,
        low TEXT,
        high TEXT,
        low_open INTEGER NOT NULL,
        high_open INTEGER NOT NULL,
        unit TEXT,
        bound TEXT NOT NULL,
        precise TEXT NOT NULL)""",
    """CREATE TABLE claims (
        statement INTEGER NOT NULL,
        article INTEGER NOT NULL,
        place INTEGER NOT NULL,
        body {bytes} NOT NULL,
        PRIMARY KEY (statement, article, place)){clustered}""",
    """CREATE TABLE origins (
        id {serial},
        name TEXT NOT NULL UNIQUE,
        size INTEGER NOT NULL)""",
    """CREATE TABLE sentences (
        words {bytes} NOT NULL,
        origin INTEGER NOT NULL,
        exact {bytes} NOT NULL,
        PRIMARY KEY (words, origin, exact)){clustered}""",
    """CREATE INDEX sentences_by_origin ON sentences (origin)""",
    """CREATE INDEX articles_by_origin ON articles (origin)""",
    """CREATE INDEX statements_by_fact ON statements (fact, last_day, first_day)""",
    """CREATE INDEX claims_by_article ON claims (article)""",
    """CREATE INDEX facts_by_metric ON facts (metric)""",
)

MIGRATIONS: Mapping[int, tuple[str, ...]] = {}
"""From each older version, the statements that lead to the next one."""


def tables(dialect: Dialect) -> tuple[str, ...]:
    """The statements that make an empty archive, its version included."""
    made = tuple(table.format(**dialect._asdict()) for table in _TABLES)
    return (*made, f"INSERT INTO archive_format (name, version) VALUES ('{NAME}', {VERSION})")


def steps(version: int) -> tuple[str, ...]:
    """The statements that bring an archive of an older version to the present one."""
    found = [sql for older in range(version, VERSION) for sql in MIGRATIONS[older]]
    return (*found, f"UPDATE archive_format SET version = {VERSION}") if version < VERSION else ()
