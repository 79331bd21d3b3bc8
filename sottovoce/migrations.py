"""Numbered SQLite migrations and one way to open a database.

A migration is SQL text; its number is its place in the list, kept in `PRAGMA user_version`. Knows no table.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

BUSY_MS = 10_000


def open_database(path: Path | str, migrations: Sequence[str]) -> sqlite3.Connection:
    """Opens (0600, WAL, `secure_delete`) and brings the schema up to date.

    The connection may be used from any thread by one caller at a time. Raises `sqlite3.Error`; a database
    that is newer than this program raises `sqlite3.DatabaseError`.
    """
    if str(path) != ":memory:":
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    try:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        migrate(connection, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(connection: sqlite3.Connection, migrations: Sequence[str]) -> None:
    """Runs the migrations that the database has not seen, all or none."""
    if _version(connection) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = _version(connection)  # another process may have migrated while this one waited
        if done > len(migrations):
            raise sqlite3.DatabaseError("the database was written by a newer version")
        for sql in migrations[done:]:
            for statement in _statements(sql):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version={len(migrations)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(sql: str) -> list[str]:
    """`executescript` would commit the transaction; so the text is cut at its semicolons."""
    return [statement for part in sql.split(";") if (statement := part.strip())]
