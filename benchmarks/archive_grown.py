"""An archive of generated claims → one of many times the claims, in SQL: generating them takes too long.

The articles come again under other names. Those on the companies that are written about most say the same
statements, which so many more articles make then; those on the others speak of other companies.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from claimcheck.store import open_archive, schema
from claimcheck.store.base import Store

HOT = 500  # companies that stay the same, of 5000


def grown(small: str, large: str, times: int) -> None:
    """Make the archive ``large`` out of ``small``, both SQLite files."""
    Path(large).unlink(missing_ok=True)
    with open_archive(large, create=True):
        pass
    connection = sqlite3.connect(large, isolation_level=None)
    for sql in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -524288"):
        connection.execute(sql)
    connection.execute("ATTACH ? AS small", [small])
    for name in schema.indexes():
        connection.execute(f"DROP INDEX {name}")
    _hot(connection)
    connection.execute("BEGIN")
    _copy(connection, times)
    for sql in schema.indexes().values():
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _hot(connection: sqlite3.Connection) -> None:
    """Which statements stay the same, and how far the ids of the others are moved each time."""
    connection.execute("CREATE TEMP TABLE hot (id INTEGER PRIMARY KEY)")
    connection.execute(
        "INSERT INTO hot SELECT s.id FROM small.statements s JOIN small.facts f ON f.id = s.fact "
        "WHERE f.subject IN (SELECT f.subject FROM small.facts f JOIN small.statements s ON s.fact = f.id "
        "GROUP BY f.subject ORDER BY sum(s.claims) DESC LIMIT ?)",
        [HOT],
    )


def _copy(connection: sqlite3.Connection, times: int) -> None:
    most = {
        name: connection.execute(f"SELECT max(id) FROM small.{name}").fetchone()[0]
        for name in ("articles", "facts", "statements", "origins")
    }
    columns = [row[1] for row in connection.execute("PRAGMA small.table_info(statements)")][3:-2]
    rest = ", ".join(columns)
    for k in range(times):
        a, f, s, o = (k * most[name] for name in ("articles", "facts", "statements", "origins"))
        cold = "" if k == 0 else "AND {} NOT IN (SELECT id FROM hot)"
        connection.execute(
            f"INSERT INTO articles SELECT id + {a}, '{k}/' || path, hash, reader, published, title, outlet, "
            f"authority, '{k}/' || origin, claims, document FROM small.articles"
        )
        connection.execute(f"INSERT INTO origins SELECT id + {o}, '{k}/' || name, size FROM small.origins")
        connection.execute(
            f"INSERT OR IGNORE INTO sentences SELECT words, origin + {o}, exact FROM small.sentences"
        )
        suffix = f" || ' {k}'" if k else ""
        connection.execute(
            f"INSERT INTO facts SELECT id + {f}, subject{suffix}, metric FROM small.facts WHERE id IN "
            f"(SELECT fact FROM small.statements WHERE 1 {cold.format('id')})"
        )
        counts = f"claims * CASE WHEN id IN (SELECT id FROM hot) THEN {times} ELSE 1 END"
        counted = f"{counts}, {counts.replace('claims', 'origins')}"
        digest = f"digest || x'{k:02x}'" if k else "digest"
        connection.execute(
            f"INSERT INTO statements (id, digest, fact, {rest}, claims, origins) "
            f"SELECT id + {s}, CAST({digest} AS BLOB), fact + {f}, {rest}, {counted} FROM small.statements "
            f"WHERE 1 {cold.format('id')}"
        )
    _copy_claims(connection, times, most)


def _copy_claims(connection: sqlite3.Connection, times: int, most: dict[str, int]) -> None:
    """The claims in the order of their table: hot statements with all who make them, then the others."""
    step = 50_000
    for first in range(0, most["statements"], step):
        pieces = " UNION ALL ".join(
            f"SELECT statement, origin + {k * most['origins']}, article + {k * most['articles']}, place, "
            f"weight, body FROM small.claims WHERE statement > {first} AND statement <= {first + step} "
            + ("" if k == 0 else "AND statement IN (SELECT id FROM hot)")
            for k in range(times)
        )
        connection.execute(f"INSERT INTO claims {pieces} ORDER BY 1, 2, 3, 4")
    for k in range(1, times):
        s, o, a = (k * most[name] for name in ("statements", "origins", "articles"))
        connection.execute(
            f"INSERT INTO claims SELECT statement + {s}, origin + {o}, article + {a}, place, weight, body "
            "FROM small.claims "
            "WHERE statement NOT IN (SELECT id FROM hot) ORDER BY 1, 2, 3, 4"
        )


def copied(small: str, store: Store) -> None:
    """Put the rows of an SQLite archive into an empty archive of another store."""
    connection = sqlite3.connect(small)
    tables = ("articles", "facts", "statements", "claims", "origins", "sentences")
    with store.writing():
        for name in schema.indexes():
            store.run(f"DROP INDEX {name}")
        for name in tables:
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({name})"))
            store.load(name, columns, connection.execute(f"SELECT {columns} FROM {name}"))
        for sql in schema.indexes().values():
            store.run(sql)
    store.run("ANALYZE")
    connection.close()
