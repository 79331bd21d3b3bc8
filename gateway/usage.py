"""How many tokens each key has used, kept over restarts where the settings name a file. Knows no request."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path
from typing import Final, Protocol

from sottovoce.migrations import open_database

_MIGRATIONS: Final = ("CREATE TABLE usage (key TEXT PRIMARY KEY, tokens INTEGER NOT NULL)",)


class UsageStore(Protocol):
    """A counter by key; any thread may call."""

    def add(self, key: str, tokens: int) -> int:
        """Adds, and gives the key's total."""

    def close(self) -> None:
        """Lets go of files."""


class MemoryUsage:
    """Counts for as long as the process lives."""

    def __init__(self) -> None:
        self._total: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, key: str, tokens: int) -> int:
        """See `UsageStore`."""
        with self._lock:
            self._total[key] += tokens
            return self._total[key]

    def close(self) -> None:
        """See `UsageStore`."""


class FileUsage:
    """Counts in SQLite, also for several gateways on one file. Raises `sqlite3.Error`."""

    def __init__(self, path: Path) -> None:
        self._db = open_database(path, _MIGRATIONS)
        self._lock = threading.Lock()

    def add(self, key: str, tokens: int) -> int:
        """See `UsageStore`."""
        with self._lock:
            row = self._db.execute(
                "INSERT INTO usage (key, tokens) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET tokens = tokens + excluded.tokens"
                " RETURNING tokens",
                (key, tokens),
            ).fetchone()
            return int(row[0])

    def close(self) -> None:
        """See `UsageStore`."""
        with self._lock:
            self._db.close()
