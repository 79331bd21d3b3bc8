"""Which answers were given, so that a person's word on one reaches the right log once, and no other.

A row names an answer by a digest of its id, with tenant, site, conversation and customer as digests and
pseudonyms; it holds no text. Rows go by time and by number. Knows no HTTP.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from sottovoce.errors import ClientError
from sottovoce.migrations import open_database

# Longer than a word takes on its way to an edge that is slow.
CLAIM_SECONDS: Final = 600.0
_MIGRATIONS: Final = (
    """
    CREATE TABLE answers (
        name TEXT PRIMARY KEY,
        upstream_id TEXT NOT NULL,
        tenant TEXT NOT NULL,
        site TEXT NOT NULL,
        conversation TEXT NOT NULL,
        subject TEXT NOT NULL,
        kept INTEGER NOT NULL,
        consent INTEGER NOT NULL,
        created REAL NOT NULL,
        rated INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE INDEX answers_created ON answers (created)
    """,
    """
    ALTER TABLE answers ADD COLUMN home TEXT NOT NULL DEFAULT '';
    ALTER TABLE answers ADD COLUMN holder TEXT NOT NULL DEFAULT ''
    """,
)


class UnknownAnswer(ClientError):
    """No such answer, another tenant's, or one that is past its time: all the same to whoever asks."""

    code = "completion_not_found"
    status = 404
    default = "No such answer is known here; feedback is taken for a limited time."


class AlreadyRated(ClientError):
    """A second word on one answer."""

    code = "already_rated"
    status = 409
    default = "This answer has been rated."


@dataclass(frozen=True)
class Given:
    """One answer that was given: `site` is whose server gave it, `home` the site that was asked."""

    upstream_id: str
    tenant: str
    site: str
    conversation: str
    subject: str
    kept: bool
    consent: bool
    home: str = ""
    """Empty in rows of earlier releases: the site itself."""

    @property
    def asked(self) -> str:
        """The site whose policy on what may leave it counts."""
        return self.home or self.site


class AnswerStore(Protocol):
    """Where answers are noted; any thread may call."""

    def note(self, given: Given) -> None:
        """Remembers an answer."""

    def claim(self, completion_id: str, tenant: str, holder: str) -> Given:
        """The answer, for whoever rates it now. Raises `UnknownAnswer` or `AlreadyRated`.

        Two claims at once: one gets it. The same holder, a name for one attempt, gets it again: so a question whose
        answer was lost may be asked twice. A claim that is neither kept nor given back, since its process has ended,
        ends by itself after `CLAIM_SECONDS`.
        """

    def rated(self, completion_id: str) -> None:
        """Keeps a claim for good: the word is in the log."""

    def release(self, completion_id: str, holder: str) -> None:
        """Takes this holder's claim back, if it has one: the word did not reach the log."""

    def erase_subject(self, subject: str) -> int:
        """Forgets a customer's answers; how many there were."""

    def close(self) -> None:
        """Lets go of files."""


class Answers:
    """The store in SQLite; in memory without a path. Raises `sqlite3.Error`."""

    def __init__(
        self, path: Path | None, *, ttl: float, max_answers: int, clock: Callable[[], float]
    ) -> None:
        self._db = open_database(path or ":memory:", _MIGRATIONS)
        # A row lost with the power is an answer that cannot be rated: not worth a disk's second.
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._ttl = ttl
        self._max = max_answers
        self._clock = clock
        self._lock = threading.Lock()
        self._writes = 0

    def note(self, given: Given) -> None:
        """See `AnswerStore`."""
        with self._lock:
            self._db.execute(
                "INSERT OR IGNORE INTO answers (name, upstream_id, tenant, site, conversation,"
                " subject, kept, consent, home, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    answer_name(given.upstream_id),
                    given.upstream_id,
                    given.tenant,
                    given.site,
                    given.conversation,
                    given.subject,
                    given.kept,
                    given.consent,
                    given.home,
                    self._clock(),
                ),
            )
            self._writes += 1
            if self._writes % 256 == 0:
                self._forget()

    def claim(self, completion_id: str, tenant: str, holder: str) -> Given:
        """See `AnswerStore`."""
        now = self._clock()
        with self._lock:
            row = self._db.execute(
                "SELECT upstream_id, tenant, site, conversation, subject, kept, consent, home,"
                " rated, holder FROM answers WHERE name = ? AND tenant = ? AND created >= ?",
                (answer_name(completion_id), tenant, now - self._ttl),
            ).fetchone()
            if row is None:
                raise UnknownAnswer
            upstream_id, owner, site, conversation, subject, kept, consent, home, rated, held_by = (
                row
            )
            # 0: not rated; 1: rated; below 0: claimed then, in seconds since the epoch.
            held = rated < min(0.0, CLAIM_SECONDS - now) and held_by != holder
            if rated > 0 or held:
                raise AlreadyRated
            self._set(completion_id, -max(1, round(now)), holder)
        return Given(
            upstream_id, owner, site, conversation, subject, bool(kept), bool(consent), home
        )

    def rated(self, completion_id: str) -> None:
        """See `AnswerStore`."""
        with self._lock:
            self._set(completion_id, 1, "")

    def release(self, completion_id: str, holder: str) -> None:
        """See `AnswerStore`."""
        with self._lock:
            self._db.execute(
                "UPDATE answers SET rated = 0 WHERE name = ? AND holder = ? AND rated < 0",
                (answer_name(completion_id), holder),
            )

    def erase_subject(self, subject: str) -> int:
        """See `AnswerStore`."""
        with self._lock:
            gone = self._db.execute("DELETE FROM answers WHERE subject = ?", (subject,)).rowcount
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return gone

    def close(self) -> None:
        """See `AnswerStore`."""
        with self._lock:
            self._db.close()

    def _set(self, completion_id: str, value: int, holder: str) -> None:
        self._db.execute(
            "UPDATE answers SET rated = ?, holder = ? WHERE name = ?",
            (value, holder, answer_name(completion_id)),
        )

    def _forget(self) -> None:
        self._db.execute("DELETE FROM answers WHERE created < ?", (self._clock() - self._ttl,))
        self._db.execute(
            "DELETE FROM answers WHERE name IN ("
            "SELECT name FROM answers ORDER BY created DESC LIMIT -1 OFFSET ?)",
            (self._max,),
        )


def bare_id(completion_id: str) -> str:
    """An answer's id without its dialect's prefix: `chatcmpl-1`, `resp_1` and `msg_1` are one answer."""
    *_, rest = re.split("[-_]", completion_id, maxsplit=1)
    return rest or completion_id


def answer_name(completion_id: str) -> str:
    """What an answer is stored by: a digest of its id without the dialect."""
    return hashlib.sha256(bare_id(completion_id).encode()).hexdigest()
