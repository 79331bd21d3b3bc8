"""Numbered migrations: in order, once, all or none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sottovoce.migrations import open_database

ONE = "CREATE TABLE a (x INTEGER); CREATE INDEX a_x ON a (x);"
TWO = "ALTER TABLE a ADD COLUMN y TEXT"


def test_only_new_migrations_run(tmp_path: Path) -> None:
    """An old file is brought up to date and keeps its rows; a second opening changes nothing."""
    with closing(open_database(tmp_path / "d", [ONE])) as database:
        database.execute("INSERT INTO a VALUES (1)")
    for _ in range(2):
        with closing(open_database(tmp_path / "d", [ONE, TWO])) as database:
            assert database.execute("SELECT x, y FROM a").fetchall() == [(1, None)]


def test_a_failed_migration_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """Half a migration is none."""
    open_database(tmp_path / "d", [ONE]).close()
    with pytest.raises(sqlite3.Error):
        open_database(tmp_path / "d", [ONE, "CREATE TABLE b (x); SELECT * FROM nothing"])
    with closing(open_database(tmp_path / "d", [ONE])) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    assert tables == [("a",)]


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    """An older program does not touch what a newer one wrote."""
    open_database(tmp_path / "d", [ONE, TWO]).close()
    with pytest.raises(sqlite3.DatabaseError, match="newer"):
        open_database(tmp_path / "d", [ONE])


def test_the_file_is_the_owners_alone_and_deletes_for_good(tmp_path: Path) -> None:
    """Mode 0600, write-ahead log, secure_delete."""
    with closing(open_database(tmp_path / "sub" / "d", [ONE])) as database:
        assert (tmp_path / "sub" / "d").stat().st_mode & 0o777 == 0o600
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("PRAGMA secure_delete").fetchone() == (1,)
