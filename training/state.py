"""The trainer's memory: rounds, pointers, releases, the sites' polls and the schedule's last fire.

SQLite with numbered migrations; one connection behind a lock. Knows rows and states, not Flower,
files of releases or the network. Holds counts and codes alone: no user text reaches the trainer.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sottovoce.errors import ConfigInvalid
from sottovoce.migrations import open_database

MIGRATIONS = (
    """
    CREATE TABLE rounds (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL,
        trigger TEXT NOT NULL,
        created REAL NOT NULL,
        started REAL,
        finished REAL,
        attempt INTEGER NOT NULL DEFAULT 0,
        run_id TEXT,
        release TEXT,
        summary TEXT NOT NULL DEFAULT '{}'
    );
    CREATE UNIQUE INDEX one_active ON rounds ((1)) WHERE state IN ('queued', 'running');
    CREATE TABLE round_log (
        round TEXT NOT NULL, at REAL NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL
    );
    CREATE TABLE releases (id TEXT PRIMARY KEY, round TEXT NOT NULL, parent TEXT, created REAL);
    CREATE TABLE pointers (
        sequence INTEGER PRIMARY KEY, release TEXT, reason TEXT NOT NULL, created REAL NOT NULL
    );
    CREATE TABLE polls (
        site TEXT PRIMARY KEY, bucket INTEGER NOT NULL, active TEXT, sequence INTEGER NOT NULL,
        seen REAL NOT NULL
    );
    CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    """,
)

ACTIVE = ("queued", "running")
FINAL = ("released", "gate_refused", "quorum_not_met", "failed", "interrupted")


@dataclass(frozen=True)
class RoundRow:
    """One round; times in seconds since the epoch, `summary` as shown to the operator."""

    number: int
    id: str
    state: str
    trigger: str
    created: float
    started: float | None = None
    finished: float | None = None
    attempt: int = 0
    run_id: int | None = None
    release: str | None = None
    summary: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The row as plain data."""
        return asdict(self)


@dataclass(frozen=True)
class PollRow:
    """What a site's edge said last."""

    site: str
    bucket: int
    active: str | None
    sequence: int
    seen: float


class TrainerState:
    """The trainer's database at `path`; made if it is not there.

    Raises ConfigInvalid if it cannot be opened, is no database, or is a newer version's.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._db = open_database(path, MIGRATIONS)
        except (sqlite3.Error, OSError) as err:
            raise ConfigInvalid([f"state_dir: {path} cannot be opened: {err}"]) from err
        self._db.row_factory = sqlite3.Row

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._db.close()

    # rounds

    def add_round(self, round_id: str, trigger: str, now: float) -> bool:
        """Queue a round; False if one is queued or running already."""
        try:
            self._run(
                "INSERT INTO rounds (id, state, trigger, created) VALUES (?, 'queued', ?, ?)",
                (round_id, trigger, now),
            )
        except sqlite3.IntegrityError:
            return False
        self._log(round_id, now, "queued", trigger)
        return True

    def begin(self, round_id: str, now: float) -> RoundRow:
        """Mark a round running, as its next attempt."""
        self._run(
            "UPDATE rounds SET state='running', attempt=attempt+1, run_id=NULL, finished=NULL,"
            " started=coalesce(started, ?) WHERE id=?",
            (now, round_id),
        )
        row = self.round(round_id)
        assert row is not None  # noqa: S101 - the caller holds the id of a row
        self._log(round_id, now, "running", f"attempt {row.attempt}")
        return row

    def note_run(self, round_id: str, run_id: int) -> None:
        """Remember Flower's run of the current attempt (64 bits unsigned: kept as text)."""
        self._run("UPDATE rounds SET run_id=? WHERE id=?", (str(run_id), round_id))

    def end(
        self,
        round_id: str,
        state: str,
        now: float,
        *,
        summary: dict[str, Any],
        release: str | None = None,
    ) -> None:
        """Close a round with one of FINAL. Raises ValueError for another state."""
        if state not in FINAL:
            raise ValueError(f"not a final state: {state}")
        self._run(
            "UPDATE rounds SET state=?, finished=?, summary=?, release=? WHERE id=?",
            (state, now, json.dumps(summary), release, round_id),
        )
        self._log(round_id, now, state, str(summary.get("reason", "")))

    def requeue(self, round_id: str, now: float) -> None:
        """Put an interrupted round back into the queue; its log keeps the interruption."""
        self._run("UPDATE rounds SET state='queued', finished=NULL WHERE id=?", (round_id,))
        self._log(round_id, now, "queued", "resumed")

    def round(self, round_id: str) -> RoundRow | None:
        """A round by its id."""
        return next(iter(self._rounds("WHERE id=?", (round_id,))), None)

    def active(self) -> RoundRow | None:
        """The queued or running round, if there is one."""
        return next(iter(self._rounds("WHERE state IN ('queued', 'running')", ())), None)

    def rounds(self, limit: int = 100) -> list[RoundRow]:
        """The newest rounds first."""
        return self._rounds("ORDER BY number DESC LIMIT ?", (limit,))

    def round_log(self, round_id: str) -> list[dict[str, Any]]:
        """Every state change of a round, oldest first."""
        rows = self._all("SELECT at, state, note FROM round_log WHERE round=?", (round_id,))
        return [dict(row) for row in rows]

    def state_counts(self) -> dict[str, int]:
        """How many rounds ended in each state."""
        rows = self._all("SELECT state, count(*) AS n FROM rounds GROUP BY state", ())
        return {row["state"]: row["n"] for row in rows}

    # pointers and releases

    def add_release(self, release: str, round_id: str, parent: str | None, created: float) -> None:
        """Note a release; noting it again changes nothing."""
        self._run(
            "INSERT OR IGNORE INTO releases VALUES (?, ?, ?, ?)",
            (release, round_id, parent, created),
        )

    def releases(self) -> list[dict[str, Any]]:
        """Releases, oldest first: id, round, parent, created."""
        return [dict(row) for row in self._all("SELECT * FROM releases ORDER BY rowid", ())]

    def move_pointer(self, release: str | None, reason: str, now: float) -> int:
        """Point at a release (None = the base model) under a new sequence; the sequence."""
        self._run(
            "INSERT INTO pointers SELECT coalesce(max(sequence), 0) + 1, ?, ?, ? FROM pointers",
            (release, reason, now),
        )
        return self.pointer()[0]

    def pointer(self) -> tuple[int, str | None]:
        """Sequence and release now in force; (0, None) before the first."""
        rows = self._all("SELECT * FROM pointers ORDER BY sequence DESC LIMIT 1", ())
        return (rows[0]["sequence"], rows[0]["release"]) if rows else (0, None)

    # polls and the schedule

    def note_poll(self, poll: PollRow) -> None:
        """Keep a site's last poll."""
        self._run(
            "INSERT OR REPLACE INTO polls VALUES (?, ?, ?, ?, ?)",
            (poll.site, poll.bucket, poll.active, poll.sequence, poll.seen),
        )

    def polls(self) -> list[PollRow]:
        """The last poll of each site."""
        return [PollRow(**dict(row)) for row in self._all("SELECT * FROM polls", ())]

    def bucket_sum(self) -> int:
        """Trainable dialogues that the sites report together, in their coarse counts."""
        return sum(poll.bucket for poll in self.polls())

    def get_note(self, key: str) -> Any:
        """A small remembered value, or None."""
        rows = self._all("SELECT value FROM notes WHERE key=?", (key,))
        return json.loads(rows[0]["value"]) if rows else None

    def set_note(self, key: str, value: Any) -> None:
        """Remember a small value."""
        self._run("INSERT OR REPLACE INTO notes VALUES (?, ?)", (key, json.dumps(value)))

    def log_skip(self, now: float, note: str) -> None:
        """Record that a due round was not started because another one ran."""
        self._log("", now, "skipped", note)

    def skips(self) -> list[dict[str, Any]]:
        """Due times that were skipped."""
        return [row for row in self.round_log("") if row["state"] == "skipped"]

    # the database

    def _log(self, round_id: str, at: float, state: str, note: str) -> None:
        self._run("INSERT INTO round_log VALUES (?, ?, ?, ?)", (round_id, at, state, note))

    def _rounds(self, where: str, values: Iterable[Any]) -> list[RoundRow]:
        return [_round(row) for row in self._all(f"SELECT * FROM rounds {where}", values)]  # noqa: S608 - `where` is a constant of this module

    def _run(self, sql: str, values: Iterable[Any]) -> None:
        with self._lock:
            self._db.execute(sql, tuple(values))

    def _all(self, sql: str, values: Iterable[Any]) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(sql, tuple(values)).fetchall()


def _round(row: sqlite3.Row) -> RoundRow:
    values = dict(row)
    values["summary"] = json.loads(values["summary"])
    values["run_id"] = None if values["run_id"] is None else int(values["run_id"])
    return RoundRow(**values)
