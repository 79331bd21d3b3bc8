"""What the site remembers of each round: who asked for what, the one update it gave, its evaluations.

Survives a restart, so "one update a round" does too. Updates and starting adapters are sealed and
dropped after a week; the round's row stays. Knows no model and decides nothing.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sottovoce.crypto import derive, seal, unseal
from sottovoce.errors import ConfigInvalid
from sottovoce.migrations import open_database
from training.site_requests import TrainRequest

KEEP_SECONDS = 7 * 86400.0

MIGRATIONS = (
    """
    CREATE TABLE rounds (
      round TEXT PRIMARY KEY,
      request_digest TEXT NOT NULL,
      request TEXT NOT NULL,
      started REAL NOT NULL,
      finished REAL,
      start BLOB NOT NULL,
      held_out TEXT NOT NULL DEFAULT '',
      metrics TEXT NOT NULL DEFAULT '{}',
      adapter BLOB NOT NULL DEFAULT x''
    ) WITHOUT ROWID;
    CREATE INDEX rounds_by_time ON rounds (started);
    CREATE TABLE evaluations (
      round TEXT NOT NULL REFERENCES rounds (round) ON DELETE CASCADE,
      candidate TEXT NOT NULL,
      at REAL NOT NULL,
      metrics TEXT NOT NULL,
      PRIMARY KEY (round, candidate)
    ) WITHOUT ROWID;
    """,
)


@dataclass(frozen=True)
class RoundRow:
    """One round: the request, when it began, the adapter it started from (b"" = the deterministic
    one), and, once trained, the update, its metrics and a digest of the held-out dialogues' ids."""

    round: str
    request_digest: str
    request: TrainRequest
    started: float
    start: bytes = b""
    held_out: str = ""
    metrics: Mapping[str, int | float] = field(default_factory=dict)
    update: bytes = b""
    finished: float | None = None


class SiteState:
    """The rounds of one site. One process, several threads. Raises ConfigInvalid if it cannot be
    opened, is no database or is a newer version's, and later sqlite3.Error on a bad disk."""

    def __init__(self, path: Path | str, site_key: bytes) -> None:
        self._key = derive(site_key, "sottovoce round state v1")
        self._lock = threading.Lock()
        try:
            self._database = open_database(path, MIGRATIONS)
        except (sqlite3.Error, OSError) as err:
            raise ConfigInvalid([f"state_path: {path} cannot be opened: {err}"]) from err

    def get(self, name: str) -> RoundRow | None:
        """The round's row. Raises SealBroken if the site key is another than the one it had."""
        with self._lock:
            row = self._database.execute(
                "SELECT request_digest, request, started, start, held_out, metrics, adapter, "
                "finished FROM rounds WHERE round = ?",
                (name,),
            ).fetchone()
        if row is None:
            return None
        digest, request, started, start, held_out, metrics, update, finished = row
        return RoundRow(
            round=name,
            request_digest=digest,
            request=TrainRequest.model_validate_json(request),
            started=started,
            start=self._unseal(start, name),
            held_out=held_out,
            metrics=json.loads(metrics),
            update=self._unseal(update, name),
            finished=finished,
        )

    def begin(self, row: RoundRow) -> None:
        """Write the round down before it is trained; a row that is there stays as it is."""
        with self._lock:
            self._database.execute(
                "INSERT OR IGNORE INTO rounds (round, request_digest, request, started, start) "
                "VALUES (?, ?, ?, ?, ?)",
                (
                    row.round,
                    row.request_digest,
                    row.request.model_dump_json(),
                    row.started,
                    self._seal(row.start, row.round),
                ),
            )

    def forget(self, name: str) -> None:
        """Take back a round that gave no update because the site had nothing to train on."""
        with self._lock:
            self._database.execute(
                "DELETE FROM rounds WHERE round = ? AND finished IS NULL", (name,)
            )

    def finish(
        self,
        name: str,
        update: bytes,
        metrics: Mapping[str, int | float],
        *,
        held_out: str,
        now: float,
    ) -> None:
        """Keep the round's one update, and drop the adapters of rounds older than a week."""
        with self._lock:
            self._database.execute(
                "UPDATE rounds SET adapter = ?, metrics = ?, held_out = ?, finished = ? "
                "WHERE round = ? AND finished IS NULL",
                (self._seal(update, name), json.dumps(dict(metrics)), held_out, now, name),
            )
            self._database.execute(
                "UPDATE rounds SET adapter = x'', start = x'' WHERE finished < ?",
                (now - KEEP_SECONDS,),
            )

    def count_since(self, since: float) -> int:
        """How many rounds began at or after `since` (epoch seconds)."""
        return self._count("SELECT count(*) FROM rounds WHERE started >= ?", since)

    def evaluations(self, name: str) -> int:
        """How many candidates of the round were evaluated."""
        return self._count("SELECT count(*) FROM evaluations WHERE round = ?", name)

    def evaluation(self, name: str, candidate: str) -> dict[str, int | float] | None:
        """The numbers that were given for this candidate (its SHA-256), if any."""
        with self._lock:
            row = self._database.execute(
                "SELECT metrics FROM evaluations WHERE round = ? AND candidate = ?",
                (name, candidate),
            ).fetchone()
        if row is None:
            return None
        metrics: dict[str, int | float] = json.loads(row[0])
        return metrics

    def add_evaluation(
        self, name: str, candidate: str, metrics: Mapping[str, int | float], *, now: float
    ) -> None:
        """Keep the numbers of one candidate."""
        with self._lock:
            self._database.execute(
                "INSERT OR IGNORE INTO evaluations VALUES (?, ?, ?, ?)",
                (name, candidate, now, json.dumps(dict(metrics))),
            )

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def _count(self, sql: str, value: Any) -> int:
        with self._lock:
            return int(self._database.execute(sql, (value,)).fetchone()[0])

    def _seal(self, data: bytes, name: str) -> bytes:
        return seal(self._key, data, name.encode()) if data else b""

    def _unseal(self, data: bytes, name: str) -> bytes:
        return unseal(self._key, bytes(data), name.encode()) if data else b""
