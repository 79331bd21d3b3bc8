"""The site's log of redacted dialogues: sealed rows, one key per customer.

Each row is sealed (AES-256-GCM) under its customer's own key; those keys lie wrapped by the site key in a
second file, which stays out of backups. To erase a customer is to destroy that key: every copy of the rows,
in backups too, is then noise. The site key comes from a file and is never made here.

Knows no policy: what it is given is redacted already.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from sottovoce.crypto import derive, new_key, seal, unseal
from sottovoce.errors import LogUnavailable
from sottovoce.migrations import open_database

Origin = Literal["chat", "import"]

MAX_DIALOGUE_BYTES = 1 << 20
PAGE_ROWS = 256

LOG_MIGRATIONS = (
    """
    CREATE TABLE dialogues (
      id TEXT PRIMARY KEY,
      subject TEXT NOT NULL,
      origin TEXT NOT NULL,
      consent INTEGER NOT NULL,
      trainable INTEGER NOT NULL,
      created REAL NOT NULL,
      body BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX dialogues_by_time ON dialogues (created, id);
    CREATE INDEX dialogues_by_subject ON dialogues (subject);
    """,
)
KEY_MIGRATIONS = (
    "CREATE TABLE customer_keys (subject TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID;",
)


@dataclass(frozen=True)
class Dialogue:
    """One redacted dialogue. `created` is in seconds since the epoch; `adapter` is None for the base model.

    `trainable` says that a person wrote or corrected the answer; it trains only with `consent`.
    """

    id: str
    subject: str
    conversation: str
    language: str
    origin: Origin
    consent: bool
    trainable: bool
    policy: str
    adapter: str | None
    created: float
    messages: tuple[dict[str, Any], ...]
    # Classes that were found in it, also those that left no token: kept, masked in part, made up anew.
    labels: tuple[str, ...] = ()


class DialogueLog:
    """The log of one site. Several processes may hold it open; one object may be used by several threads.

    Every method raises `LogUnavailable` where the files cannot be read or written.
    """

    def __init__(
        self,
        path: Path,
        keys_path: Path,
        site_key: bytes,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._wrapping = derive(site_key, "sottovoce customer keys v1")
        self._lock = threading.Lock()
        self._clock = clock
        with _unavailable():
            self._rows = open_database(path, LOG_MIGRATIONS)
            self._keys = open_database(keys_path, KEY_MIGRATIONS)

    def append(self, dialogue: Dialogue) -> bool:
        """Writes a dialogue; False where its id is there already. Raises `ValueError` over 1 MiB."""
        body = json.dumps(_body(dialogue), ensure_ascii=False, separators=(",", ":")).encode()
        if len(body) > MAX_DIALOGUE_BYTES:
            raise ValueError("the dialogue is over the log's size limit")
        with self._lock, _unavailable():
            key = self._customer_key(dialogue.subject)
            sealed = seal(key, body, _place(dialogue.id, dialogue.subject))
            cursor = self._rows.execute(
                "INSERT OR IGNORE INTO dialogues VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    dialogue.id,
                    dialogue.subject,
                    dialogue.origin,
                    dialogue.consent,
                    dialogue.trainable,
                    dialogue.created,
                    sealed,
                ),
            )
            return cursor.rowcount == 1

    def amend(self, id_: str, subject: str, change: Callable[[Dialogue], Dialogue]) -> bool:
        """Puts the changed dialogue in the place of one of this customer's; False where there is none.

        Id, customer, consent and time stay. Raises `ValueError` over 1 MiB.
        """
        with self._lock, _unavailable():
            self._rows.execute("BEGIN IMMEDIATE")
            try:
                done = self._amend(id_, subject, change)
            except BaseException:
                self._rows.execute("ROLLBACK")
                raise
            self._rows.execute("COMMIT")
            return done

    def _amend(self, id_: str, subject: str, change: Callable[[Dialogue], Dialogue]) -> bool:
        row = self._rows.execute(
            "SELECT id, subject, origin, consent, trainable, created, body FROM dialogues"
            " WHERE id = ? AND subject = ?",
            (id_, subject),
        ).fetchone()
        key = self._existing_key(subject)
        before = None if row is None else self._open(row)
        if before is None or key is None:
            return False
        after = change(before)
        body = json.dumps(_body(after), ensure_ascii=False, separators=(",", ":")).encode()
        if len(body) > MAX_DIALOGUE_BYTES:
            raise ValueError("the dialogue is over the log's size limit")
        self._rows.execute(
            "UPDATE dialogues SET trainable = ?, body = ? WHERE id = ?",
            (after.trainable, seal(key, body, _place(id_, subject)), id_),
        )
        return True

    def check(self) -> None:
        """Raises `LogUnavailable` unless a row could be written now."""
        with self._lock, _unavailable():
            for database in (self._rows, self._keys):
                database.execute("BEGIN IMMEDIATE")
                database.execute("ROLLBACK")

    def read(
        self, *, since: float | None = None, trainable_only: bool = False
    ) -> Iterator[Dialogue]:
        """The dialogues in order of time, opened; those of an erased customer are left out.

        Raises `SealBroken` if the site key is another than the one that wrote them.
        """
        after: tuple[float, str] = (since if since is not None else float("-inf"), "")
        while True:
            with self._lock, _unavailable():
                page = self._rows.execute(
                    "SELECT id, subject, origin, consent, trainable, created, body FROM dialogues "
                    "WHERE (created, id) > (?, ?) AND (consent AND trainable OR NOT ?) "
                    "ORDER BY created, id LIMIT ?",
                    (*after, trainable_only, PAGE_ROWS),
                ).fetchall()
                opened = [dialogue for row in page if (dialogue := self._open(row)) is not None]
            yield from opened
            if len(page) < PAGE_ROWS:
                return
            after = (page[-1][5], page[-1][0])

    def count(self, *, since: float | None = None, trainable_only: bool = False) -> int:
        """How many dialogues there are."""
        with self._lock, _unavailable():
            row = self._rows.execute(
                "SELECT count(*) FROM dialogues "
                "WHERE created >= ? AND (consent AND trainable OR NOT ?)",
                (since if since is not None else float("-inf"), trainable_only),
            ).fetchone()
        return int(row[0])

    def erase_subject(self, subject: str) -> int:
        """Destroys a customer's key and rows, also in the write-ahead logs; the number of rows."""
        with self._lock, _unavailable():
            self._keys.execute("DELETE FROM customer_keys WHERE subject = ?", (subject,))
            _truncate(self._keys)
            cursor = self._rows.execute("DELETE FROM dialogues WHERE subject = ?", (subject,))
            _truncate(self._rows)
            return cursor.rowcount

    def purge(self, before: float) -> int:
        """Deletes what is older than `before` and the keys that nothing needs any more."""
        with self._lock, _unavailable():
            cursor = self._rows.execute("DELETE FROM dialogues WHERE created < ?", (before,))
            kept = {row[0] for row in self._rows.execute("SELECT DISTINCT subject FROM dialogues")}
            for (subject,) in self._keys.execute("SELECT subject FROM customer_keys").fetchall():
                if subject not in kept:
                    self._keys.execute("DELETE FROM customer_keys WHERE subject = ?", (subject,))
            _truncate(self._keys)
            _truncate(self._rows)
            return cursor.rowcount

    def close(self) -> None:
        """Closes both files."""
        with self._lock:
            self._rows.close()
            self._keys.close()

    def _customer_key(self, subject: str) -> bytes:
        key = self._existing_key(subject)
        if key is not None:
            return key
        wrapped = seal(self._wrapping, new_key(), subject.encode())
        # Another process may have made one in between: the first one stands.
        self._keys.execute("INSERT OR IGNORE INTO customer_keys VALUES (?, ?)", (subject, wrapped))
        key = self._existing_key(subject)
        if key is None:
            raise LogUnavailable
        return key

    def _existing_key(self, subject: str) -> bytes | None:
        row = self._keys.execute(
            "SELECT wrapped FROM customer_keys WHERE subject = ?", (subject,)
        ).fetchone()
        return None if row is None else unseal(self._wrapping, row[0], subject.encode())

    def _open(self, row: tuple[Any, ...]) -> Dialogue | None:
        id_, subject, origin, consent, trainable, created, sealed = row
        key = self._existing_key(subject)
        if key is None:
            return None
        body = json.loads(unseal(key, sealed, _place(id_, subject)))
        return Dialogue(
            id=id_,
            subject=subject,
            origin=cast("Origin", origin),
            consent=bool(consent),
            trainable=bool(trainable),
            created=created,
            conversation=body["conversation"],
            language=body["language"],
            policy=body["policy"],
            adapter=body["adapter"],
            messages=tuple(body["messages"]),
            labels=tuple(body.get("labels", ())),
        )


class _unavailable:  # noqa: N801 - reads as a word of the `with` statement
    """Turns an error of the database or the disk into `LogUnavailable`."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        if kind is not None and issubclass(kind, sqlite3.Error | OSError):
            raise LogUnavailable from None


def _body(dialogue: Dialogue) -> dict[str, Any]:
    return {
        "conversation": dialogue.conversation,
        "language": dialogue.language,
        "policy": dialogue.policy,
        "adapter": dialogue.adapter,
        "messages": list(dialogue.messages),
        "labels": list(dialogue.labels),
    }


def _place(id_: str, subject: str) -> bytes:
    """Binds a sealed row to its place, so that rows cannot be exchanged."""
    return json.dumps(["dialogue v1", id_, subject]).encode()


def _truncate(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
