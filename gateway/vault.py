"""The vault: the table of values behind each conversation's placeholders. The gateway's alone.

Two stores: memory, and SQLite with each table sealed under the vault's key and its conversation's
name (AES-256-GCM). Both forget by time and by number, and both refuse to overwrite what another
request has saved meanwhile. Knows no policy and no HTTP.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from weakref import WeakValueDictionary

from sottovoce.crypto import seal, unseal
from sottovoce.migrations import open_database

Clock = Callable[[], float]

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


@dataclass(frozen=True)
class Entry:
    """One conversation's table as text; `version` counts its saves, `used` is seconds since the epoch."""

    table: str
    version: int
    subject: str
    used: float


class VaultStore(Protocol):
    """Where tables are kept, by the conversation's digest. All methods may be called from any thread."""

    def load(self, name: str) -> Entry | None:
        """The table, unless it is unknown or past its time."""

    def save(self, name: str, table: str, *, subject: str, version: int) -> bool:
        """Keeps the successor of `version` (0: none was there); False if another save came first."""

    def erase(self, name: str) -> bool:
        """Forgets a conversation; whether there was one."""

    def erase_subject(self, subject: str) -> int:
        """Forgets all conversations of a customer's pseudonym; how many there were."""

    def count(self) -> int:
        """How many conversations are kept."""

    def close(self) -> None:
        """Lets go of files."""


class MemoryVault:
    """Keeps tables in this process alone; the least recently used go first."""

    def __init__(self, *, ttl: float, max_conversations: int, clock: Clock) -> None:
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._ttl = ttl
        self._max = max_conversations
        self._clock = clock
        self._lock = threading.Lock()

    def load(self, name: str) -> Entry | None:
        """See `VaultStore`."""
        with self._lock:
            self._forget_old()
            entry = self._entries.get(name)
            if entry is not None:
                self._entries[name] = replace(entry, used=self._clock())
                self._entries.move_to_end(name)
            return entry

    def save(self, name: str, table: str, *, subject: str, version: int) -> bool:
        """See `VaultStore`."""
        with self._lock:
            held = self._entries.get(name)
            if (held.version if held else 0) != version:
                return False
            self._entries[name] = Entry(table, version + 1, subject, self._clock())
            self._entries.move_to_end(name)
            while len(self._entries) > self._max:
                self._entries.popitem(last=False)
            return True

    def erase(self, name: str) -> bool:
        """See `VaultStore`."""
        with self._lock:
            return self._entries.pop(name, None) is not None

    def erase_subject(self, subject: str) -> int:
        """See `VaultStore`."""
        with self._lock:
            names = [name for name, entry in self._entries.items() if entry.subject == subject]
            for name in names:
                del self._entries[name]
            return len(names)

    def count(self) -> int:
        """See `VaultStore`."""
        with self._lock:
            self._forget_old()
            return len(self._entries)

    def close(self) -> None:
        """See `VaultStore`."""
        with self._lock:
            self._entries.clear()

    def _forget_old(self) -> None:
        limit = self._clock() - self._ttl
        while self._entries and next(iter(self._entries.values())).used < limit:
            self._entries.popitem(last=False)


class SealedVault:
    """Keeps tables in SQLite. A row shows a digest, a pseudonym and a time; the table is sealed.

    Raises `sqlite3.Error` where the file cannot be used and `SealBroken` for another key or a
    changed row.
    """

    def __init__(
        self, path: Path, key: bytes, *, ttl: float, max_conversations: int, clock: Clock
    ) -> None:
        self._db = open_database(path, _MIGRATIONS)
        self._key = key
        self._ttl = ttl
        self._max = max_conversations
        self._clock = clock
        self._lock = threading.Lock()

    def load(self, name: str) -> Entry | None:
        """See `VaultStore`."""
        with self._lock:
            self._forget_old()
            row = self._db.execute(
                "UPDATE conversations SET used = ? WHERE name = ?"
                " RETURNING sealed, version, subject, used",
                (self._clock(), name),
            ).fetchone()
        if row is None:
            return None
        table = unseal(self._key, row[0], _place(name, row[2], row[1])).decode()
        return Entry(table, row[1], row[2], row[3])

    def save(self, name: str, table: str, *, subject: str, version: int) -> bool:
        """See `VaultStore`."""
        sealed = seal(self._key, table.encode(), _place(name, subject, version + 1))
        with self._lock:
            if version == 0:
                sql = "INSERT OR IGNORE INTO conversations (sealed, version, subject, used, name)"
                sql += " VALUES (?, 1, ?, ?, ?)"
                values: tuple[object, ...] = (sealed, subject, self._clock(), name)
            else:
                sql = "UPDATE conversations SET sealed = ?, version = version + 1, subject = ?,"
                sql += " used = ? WHERE name = ? AND version = ?"
                values = (sealed, subject, self._clock(), name, version)
            saved = self._db.execute(sql, values).rowcount == 1
            self._forget_surplus()
        return saved

    def erase(self, name: str) -> bool:
        """See `VaultStore`; the bytes are overwritten and the write-ahead log is emptied."""
        return self._erase("DELETE FROM conversations WHERE name = ?", name) > 0

    def erase_subject(self, subject: str) -> int:
        """See `VaultStore`; the bytes are overwritten and the write-ahead log is emptied."""
        return self._erase("DELETE FROM conversations WHERE subject = ?", subject)

    def count(self) -> int:
        """See `VaultStore`."""
        with self._lock:
            self._forget_old()
            return int(self._db.execute("SELECT count(*) FROM conversations").fetchone()[0])

    def close(self) -> None:
        """See `VaultStore`."""
        with self._lock:
            self._db.close()

    def _erase(self, sql: str, value: str) -> int:
        with self._lock:
            gone = self._db.execute(sql, (value,)).rowcount
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return gone

    def _forget_old(self) -> None:
        self._db.execute("DELETE FROM conversations WHERE used < ?", (self._clock() - self._ttl,))

    def _forget_surplus(self) -> None:
        self._db.execute(
            "DELETE FROM conversations WHERE name IN ("
            "SELECT name FROM conversations ORDER BY used DESC, rowid DESC LIMIT -1 OFFSET ?)",
            (self._max,),
        )


class ConversationLocks:
    """One lock a conversation, for as long as somebody holds or awaits it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, name: str) -> asyncio.Lock:
        """The lock of a conversation; keep the object while it is used."""
        lock = self._locks.get(name)
        if lock is None:
            lock = self._locks[name] = asyncio.Lock()
        return lock


def _place(name: str, subject: str, version: int) -> bytes:
    """What a sealed table is bound to: a row's bytes do not open in another row or as an older one."""
    return f"vault v1|{name}|{subject}|{version}".encode()
