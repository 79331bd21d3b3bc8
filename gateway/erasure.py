"""Erasing a customer, here and at the sites: what is offline is queued durably and asked again.

The receipt is signed (Ed25519) and says what is done, what is pending, and what cannot be undone. It names the
customer by pseudonym alone. Knows no HTTP.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sottovoce.crypto import public_pem, sign, verify
from sottovoce.errors import SottovoceError
from sottovoce.migrations import open_database
from sottovoce.telemetry import get_logger

STATEMENT: Final = (
    "The customer's conversations, dialogues and keys named here are destroyed. A model that was released "
    "before is not unlearned: what its training took from the dialogues stays in its weights until a later "
    "release is trained without them. Backups made before hold sealed rows whose keys are destroyed."
)
RETRY_SECONDS: Final = 30.0
_MIGRATIONS: Final = (
    """
    CREATE TABLE erasures (
        subject TEXT NOT NULL,
        site TEXT NOT NULL,
        server INTEGER NOT NULL,
        requested REAL NOT NULL,
        done REAL,
        dialogues INTEGER,
        PRIMARY KEY (subject, site, server)
    ) WITHOUT ROWID
    """,
)


class Eraser(Protocol):
    """The server of a site that can forget a customer."""

    async def erase(self, subject: str) -> int:
        """How many dialogues there were. Raises the errors of an upstream."""


@dataclass(frozen=True)
class Row:
    """What one server of one site has done of an erasure; `done` is None while it is pending."""

    site: str
    server: int
    requested: float
    done: float | None
    dialogues: int | None


class Queue(Protocol):
    """What was asked and what is pending. Any thread may call."""

    def durable(self) -> bool:
        """Whether it outlives a restart."""

    def ask(self, subject: str, servers: list[tuple[str, int]]) -> None:
        """Notes what has to be done; what was done before is to be done again."""

    def done(self, subject: str, site: str, server: int, dialogues: int) -> None:
        """A server has done it."""

    def rows(self, subject: str) -> list[Row]:
        """A customer's rows."""

    def pending(self) -> list[tuple[str, str, int]]:
        """(subject, site, server) of everything that is not done, oldest first."""

    def close(self) -> None:
        """Lets go of files."""


class ErasureQueue:
    """The queue in SQLite; in memory without a path. Raises `sqlite3.Error`."""

    def __init__(self, path: Path | None, *, clock: Callable[[], float]) -> None:
        self._path = path
        self._db = open_database(path or ":memory:", _MIGRATIONS)
        self._clock = clock
        self._lock = threading.Lock()

    def durable(self) -> bool:
        """See `Queue`."""
        return self._path is not None

    def ask(self, subject: str, servers: list[tuple[str, int]]) -> None:
        """See `Queue`."""
        with self._lock:
            self._db.executemany(
                "INSERT OR REPLACE INTO erasures VALUES (?, ?, ?, ?, NULL, NULL)",
                [(subject, site, server, self._clock()) for site, server in servers],
            )

    def done(self, subject: str, site: str, server: int, dialogues: int) -> None:
        """See `Queue`."""
        with self._lock:
            self._db.execute(
                "UPDATE erasures SET done = ?, dialogues = ?"
                " WHERE subject = ? AND site = ? AND server = ?",
                (self._clock(), dialogues, subject, site, server),
            )

    def rows(self, subject: str) -> list[Row]:
        """See `Queue`."""
        with self._lock:
            found = self._db.execute(
                "SELECT site, server, requested, done, dialogues FROM erasures"
                " WHERE subject = ? ORDER BY site, server",
                (subject,),
            ).fetchall()
        return [Row(*row) for row in found]

    def pending(self) -> list[tuple[str, str, int]]:
        """See `Queue`."""
        with self._lock:
            return [
                (row[0], row[1], row[2])
                for row in self._db.execute(
                    "SELECT subject, site, server FROM erasures WHERE done IS NULL"
                    " ORDER BY requested"
                )
            ]

    def close(self) -> None:
        """See `Queue`."""
        with self._lock:
            self._db.close()


class Erasures:
    """Asks the sites, now and until all of them have done it."""

    def __init__(
        self,
        queue: Queue,
        private: Ed25519PrivateKey,
        *,
        clock: Callable[[], float],
    ) -> None:
        self._queue = queue
        self._private = private
        self._clock = clock

    async def erase(
        self, subject: str, servers: Mapping[tuple[str, int], Eraser], counts: dict[str, int]
    ) -> dict[str, Any]:
        """Asks every server once and gives the signed receipt; `counts` is what was erased here."""
        await asyncio.to_thread(self._queue.ask, subject, list(servers))
        await asyncio.gather(
            *(self._ask(subject, place, server) for place, server in servers.items())
        )
        return await asyncio.to_thread(self._receipt, subject, counts)

    async def retry(self, servers: Callable[[], Mapping[tuple[str, int], Eraser]]) -> None:
        """Asks for everything that is pending once."""
        known = servers()
        for subject, site, server in await asyncio.to_thread(self._queue.pending):
            eraser = known.get((site, server))
            if eraser is not None:
                await self._ask(subject, (site, server), eraser)

    async def run(self, servers: Callable[[], Mapping[tuple[str, int], Eraser]]) -> None:
        """Retries for ever, each half minute; a queue that cannot be read now is read then."""
        while True:
            try:
                await self.retry(servers)
            except (sqlite3.Error, OSError, SottovoceError) as error:
                get_logger().error("erasure_queue_failed", error=type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)

    def close(self) -> None:
        """Lets go of the queue's file."""
        self._queue.close()

    async def _ask(self, subject: str, place: tuple[str, int], server: Eraser) -> None:
        try:
            dialogues = await server.erase(subject)
        except SottovoceError as error:
            get_logger().warning("erasure_pending", site=place[0], code=error.code)
            return
        await asyncio.to_thread(self._queue.done, subject, *place, dialogues)

    def _receipt(self, subject: str, counts: dict[str, int]) -> dict[str, Any]:
        rows = self._queue.rows(subject)
        receipt = {
            "version": 1,
            "subject": subject,
            "issued": round(self._clock(), 3),
            "gateway": counts,
            "sites": [_site(row) for row in rows],
            "pending": sorted({row.site for row in rows if row.done is None}),
            "durable": self._queue.durable(),
            "statement": STATEMENT,
        }
        return {
            "receipt": receipt,
            "signature": base64.b64encode(sign(self._private, _canonical(receipt))).decode(),
            "public_key": public_pem(self._private.public_key()).decode(),
        }


def verify_receipt(document: Mapping[str, Any], public: Ed25519PublicKey) -> bool:
    """Whether this key signed exactly this receipt. The key inside the document is not trusted."""
    try:
        signature = base64.b64decode(document["signature"], validate=True)
        return verify(public, _canonical(document["receipt"]), signature)
    except (KeyError, TypeError, ValueError):
        return False


def _site(row: Row) -> dict[str, Any]:
    state = (
        {"state": "pending"} if row.done is None else {"state": "done", "dialogues": row.dialogues}
    )
    return {"site": row.site, "server": row.server, **state}


def _canonical(receipt: Mapping[str, Any]) -> bytes:
    text = json.dumps(receipt, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return b"sottovoce erasure receipt v1\n" + text.encode()
