"""The vault in an SQLite file, each table sealed; several gateways on one machine may share the file.

A full or failing disk and a file that somebody else holds are `VaultUnavailable`; the next request tries again.
Knows no policy and no HTTP.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gateway.vault import Clock, Entry, VaultUnavailable, seal_table, unseal_table
from sottovoce.migrations import open_database
from sottovoce.telemetry import get_logger

# How long a request waits for another process's write, and for another thread of this one.
WAIT_SECONDS: Final = 1.0
# No digest of a conversation looks like this.
_PROBE: Final = "probe"

_MIGRATIONS = (
    """
    CREATE TABLE conversations (
        name TEXT PRIMARY KEY,
        subject TEXT NOT NULL,
        version INTEGER NOT NULL,
        used REAL NOT NULL,
        sealed BLOB NOT NULL
    );
    CREATE INDEX conversations_used ON conversations (used);
    CREATE INDEX conversations_subject ON conversations (subject)
    """,
)


class SealedVault:
    """Keeps tables in SQLite. A row shows a digest, a pseudonym and a time; the table is sealed.

    Opening it raises `sqlite3.Error` where the file cannot be used. Later `VaultUnavailable`, and `SealBroken`
    for another key or a changed row.
    """

    def __init__(
        self, path: Path, key: bytes, *, ttl: float, max_conversations: int, clock: Clock
    ) -> None:
        self._db = open_database(path, _MIGRATIONS)
        self._db.execute(f"PRAGMA busy_timeout={int(WAIT_SECONDS * 1000)}")
        self._key = key
        self._ttl = ttl
        self._max = max_conversations
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = False

    def load(self, name: str) -> Entry | None:
        """See `VaultStore`."""
        with self._using() as db:
            self._forget_old()
            row = db.execute(
                "UPDATE conversations SET used = ? WHERE name = ?"
                " RETURNING sealed, version, subject, used",
                (self._clock(), name),
            ).fetchone()
        if row is None:
            return None
        table = unseal_table(self._key, row[0], name=name, subject=row[2], version=row[1])
        return Entry(table, row[1], row[2], row[3])

    def save(self, name: str, table: str, *, subject: str, version: int) -> bool:
        """See `VaultStore`."""
        sealed = seal_table(self._key, table, name=name, subject=subject, version=version + 1)
        with self._using():
            self._forget_old()
            saved = self._write(name, sealed, subject, version)
            self._forget_surplus()
        return saved

    def erase(self, name: str) -> bool:
        """See `VaultStore`; the bytes are overwritten and the write-ahead log is emptied."""
        return self._erase("DELETE FROM conversations WHERE name = ?", name) > 0

    def erase_subject(self, subject: str) -> int:
        """See `VaultStore`; the bytes are overwritten and the write-ahead log is emptied."""
        return self._erase("DELETE FROM conversations WHERE subject = ?", subject)

    def count(self) -> int:
        """See `VaultStore`; reads alone, so that another process's write does not hold it up."""
        with self._using() as db:
            sql = "SELECT count(*) FROM conversations WHERE used >= ?"
            return int(db.execute(sql, (self._clock() - self._ttl,)).fetchone()[0])

    def check(self) -> None:
        """See `VaultStore`; writes a row only where the last use has failed."""
        with self._using() as db:
            if not self._failed:
                db.execute("BEGIN IMMEDIATE")
                db.execute("ROLLBACK")
                return
            sql = "INSERT OR REPLACE INTO conversations (name, subject, version, used, sealed)"
            db.execute(sql + " VALUES (?, '', 0, 0, zeroblob(4096))", (_PROBE,))
            db.execute("DELETE FROM conversations WHERE name = ?", (_PROBE,))
            self._failed = False

    def close(self) -> None:
        """See `VaultStore`."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """The connection, this thread's alone for the block."""
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise VaultUnavailable
        try:
            yield self._db
        except sqlite3.Error as error:
            self._failed = True
            name = getattr(error, "sqlite_errorname", type(error).__name__)
            get_logger().error("vault_failed", store="sqlite", error=name)
            raise VaultUnavailable from None
        finally:
            self._lock.release()

    def _write(self, name: str, sealed: bytes, subject: str, version: int) -> bool:
        if version == 0:
            sql = "INSERT OR IGNORE INTO conversations (sealed, version, subject, used, name)"
            sql += " VALUES (?, 1, ?, ?, ?)"
            values: tuple[object, ...] = (sealed, subject, self._clock(), name)
        else:
            sql = "UPDATE conversations SET sealed = ?, version = version + 1, subject = ?,"
            sql += " used = ? WHERE name = ? AND version = ?"
            values = (sealed, subject, self._clock(), name, version)
        saved = self._db.execute(sql, values).rowcount == 1
        self._failed = False
        return saved

    def _erase(self, sql: str, value: str) -> int:
        with self._using() as db:
            self._forget_old()
            gone = db.execute(sql, (value,)).rowcount
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return gone

    def _forget_old(self) -> None:
        self._db.execute("DELETE FROM conversations WHERE used < ?", (self._clock() - self._ttl,))

    def _forget_surplus(self) -> None:
        self._db.execute(
            "DELETE FROM conversations WHERE name IN ("
            "SELECT name FROM conversations ORDER BY used DESC, rowid DESC LIMIT -1 OFFSET ?)",
            (self._max,),
        )
