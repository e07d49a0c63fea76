"""The archive's tables, in SQL that SQLite and PostgreSQL both read, and their versions.

A *fact* is what may be compared at all (subject and metric), a *statement* one distinct thing said
about it, a *claim* a place where an article says it. Decimals are text with all their digits, days
are ISO dates as text: both sort and survive any driver. ``series`` is a hash of all that statements must
share to be held against each other but for a currency; ``claims`` and ``origins`` count who says a
statement. ``weight`` is 0 for most claims: see ``rows.weight``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

VERSION = 2
"""Version of the format; it rises with every change of a table or of what a column means."""

NAME = "claimcheck archive"
"""What the table ``archive_format`` says of a file or schema that is one."""


class Dialect(NamedTuple):
    """The few words that differ between the stores."""

    serial: str
    bytes: str
    long: str
    clustered: str


_CLAIMS = """CREATE TABLE claims (
        statement INTEGER NOT NULL,
        origin INTEGER NOT NULL,
        article INTEGER NOT NULL,
        place INTEGER NOT NULL,
        weight INTEGER NOT NULL,
        body {bytes} NOT NULL,
        PRIMARY KEY (statement, origin, article, place)){clustered}"""
_CLAIM_INDEXES = (
    """CREATE INDEX claims_by_article ON claims (article)""",
    """CREATE INDEX claims_of_weight ON claims (statement) WHERE weight <> 0""",
)
_BY_FACT = """CREATE INDEX statements_by_fact ON statements
        (fact, last_day, first_day, instant, words, measure, kind, series, basis, stated, bound, unit, id)"""
"""Covers ``outlines``: what may meet a draft is told from this index alone."""

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
        precise TEXT NOT NULL,
        series {long} NOT NULL,
        claims INTEGER NOT NULL,
        origins INTEGER NOT NULL)""",
    _CLAIMS,
    """CREATE TABLE origins (
        id {serial},
        name TEXT NOT NULL UNIQUE,
        size INTEGER NOT NULL)""",
    """CREATE TABLE sentences (
        words {bytes} NOT NULL,
        origin INTEGER NOT NULL,
        exact {bytes} NOT NULL,
        PRIMARY KEY (words, origin, exact)){clustered}""",
)
_INDEXES = (
    """CREATE INDEX sentences_by_origin ON sentences (origin)""",
    """CREATE INDEX articles_by_origin ON articles (origin)""",
    _BY_FACT,
    *_CLAIM_INDEXES,
    """CREATE INDEX facts_by_metric ON facts (metric)""",
)

_TO_2 = (
    "ALTER TABLE statements ADD COLUMN series {long} NOT NULL DEFAULT 0",
    "ALTER TABLE statements ADD COLUMN claims INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE statements ADD COLUMN origins INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE claims RENAME TO claims_1",
    _CLAIMS,
    """INSERT INTO claims (statement, origin, article, place, weight, body)
        SELECT c.statement, o.id, c.article, c.place,
            CASE a.authority WHEN 'filing' THEN 1 WHEN 'release' THEN 1 ELSE 0 END, c.body
        FROM claims_1 c JOIN articles a ON a.id = c.article JOIN origins o ON o.name = a.origin""",
    "DROP TABLE claims_1",
    *_CLAIM_INDEXES,
    """UPDATE statements SET
        claims = (SELECT count(*) FROM claims c WHERE c.statement = statements.id),
        origins = (SELECT count(DISTINCT origin) FROM claims c WHERE c.statement = statements.id)""",
    "DROP INDEX statements_by_fact",
)

MIGRATIONS: Mapping[int, Sequence[str]] = {1: _TO_2}
"""From each older version, the SQL that leads to the next one."""

AFTER: Mapping[int, Sequence[str]] = {1: (_BY_FACT,)}
"""The same, once ``migrating`` has computed what SQL cannot."""


def indexes() -> dict[str, str]:
    """The indexes beside the tables' own keys: their names and what makes them."""
    return {sql.split()[2]: sql for sql in _INDEXES}


def tables(dialect: Dialect) -> tuple[str, ...]:
    """The statements that make an empty archive, its version included."""
    made = tuple(table.format(**dialect._asdict()) for table in (*_TABLES, *_INDEXES))
    return (*made, f"INSERT INTO archive_format (name, version) VALUES ('{NAME}', {VERSION})")
