"""The ledger of what left a site, and the signed leak report that is made from it.

An entry holds a kind, a size, a digest and a code: never text. It is written before the thing leaves, so a
crash can over-state and never under-state. Knows no network.
"""

from __future__ import annotations

import base64
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sottovoce.crypto import public_pem, sign, verify
from sottovoce.errors import LogUnavailable
from sottovoce.migrations import open_database

Kind = Literal["reply", "update", "evaluation", "poll", "refusal"]
# The code of an entry whose thing is still leaving.
OPEN = "open"
KINDS: tuple[str, ...] = get_args(Kind)
Detail = Mapping[str, int | float | str]

MIGRATIONS = (
    """
    CREATE TABLE egress (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      at REAL NOT NULL,
      kind TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      digest TEXT NOT NULL,
      round TEXT NOT NULL,
      code TEXT NOT NULL,
      detail TEXT NOT NULL
    );
    CREATE INDEX egress_by_time ON egress (at);
    """,
)


@dataclass(frozen=True)
class Entry:
    """One thing that left, or was refused; `at` is in seconds since the epoch, `digest` a SHA-256."""

    sequence: int
    at: float
    kind: Kind
    bytes: int
    digest: str
    round: str
    code: str
    detail: dict[str, int | float | str]


class EgressLedger:
    """The ledger of one site, open to several processes. Raises `LogUnavailable` where it cannot write."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        try:
            self._database = open_database(path, MIGRATIONS)
        except (sqlite3.Error, OSError):
            raise LogUnavailable("The site's egress ledger cannot be opened.") from None

    def record(
        self,
        kind: Kind,
        *,
        bytes: int = 0,
        digest: str = "",
        round: str = "",
        code: str = "",
        detail: Detail | None = None,
    ) -> int:
        """Writes an entry, before the thing leaves, and returns its sequence number."""
        if kind not in KINDS:
            raise ValueError("unknown kind of entry")
        row = (
            self._clock(),
            kind,
            bytes,
            digest,
            round,
            code,
            json.dumps(dict(detail or {}), sort_keys=True),
        )
        try:
            with self._lock:
                cursor = self._database.execute(
                    "INSERT INTO egress (at, kind, bytes, digest, round, code, detail) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    row,
                )
        except (sqlite3.Error, OSError):
            raise LogUnavailable("The site's egress ledger cannot be written.") from None
        return int(cursor.lastrowid or 0)

    def amend(
        self,
        sequence: int,
        *,
        bytes: int = 0,
        digest: str = "",
        code: str = "",
        detail: Detail | None = None,
    ) -> None:
        """Fills in what was not known when an entry was written: how much left in the end.

        A stream's entry is written before its first byte, so a crash leaves it open and not missing.
        """
        try:
            with self._lock:
                self._database.execute(
                    "UPDATE egress SET bytes = ?, digest = ?, code = ?, detail = ? "
                    "WHERE sequence = ?",
                    (bytes, digest, code, json.dumps(dict(detail or {}), sort_keys=True), sequence),
                )
        except (sqlite3.Error, OSError):
            raise LogUnavailable("The site's egress ledger cannot be written.") from None

    def entries(self, since: float = 0.0) -> list[Entry]:
        """The entries from `since` on, in order."""
        with self._lock:
            rows = self._database.execute(
                "SELECT sequence, at, kind, bytes, digest, round, code, detail FROM egress "
                "WHERE at >= ? ORDER BY sequence",
                (since,),
            ).fetchall()
        return [_entry(*row) for row in rows]

    def close(self) -> None:
        """Closes the file."""
        self._database.close()


def _entry(
    sequence: int, at: float, kind: str, size: int, digest: str, round_: str, code: str, detail: str
) -> Entry:
    return Entry(sequence, at, cast("Kind", kind), size, digest, round_, code, json.loads(detail))


def _times(entry: Entry) -> int:
    """Polls of one hour that told the same share an entry, which counts them."""
    times = entry.detail.get("times", 1)
    return times if isinstance(times, int) else 1


def build_report(ledger: EgressLedger, site: str, since: float, now: float) -> dict[str, Any]:
    """Totals by kind, each update and evaluation with its digest, and the refusals by code."""
    entries = ledger.entries(since)
    totals = {
        kind: {
            "count": sum(_times(entry) for entry in entries if entry.kind == kind),
            "bytes": sum(entry.bytes for entry in entries if entry.kind == kind),
        }
        for kind in KINDS
    }
    refusals: dict[str, int] = {}
    for entry in entries:
        if entry.kind == "refusal":
            refusals[entry.code] = refusals.get(entry.code, 0) + 1
    return {
        "schema_version": 1,
        "site": site,
        "since": since,
        "until": now,
        "totals": totals,
        "refusals": dict(sorted(refusals.items())),
        # Replies that were cut off while they left: their size is not known.
        "open_replies": sum(1 for e in entries if e.kind == "reply" and e.code == OPEN),
        "updates": [asdict(e) for e in entries if e.kind in ("update", "evaluation")],
        "never_left": ["raw text", "the vault", "the dialogue log", "keys"],
    }


def signed_report(
    ledger: EgressLedger, site: str, since: float, now: float, private: Ed25519PrivateKey
) -> dict[str, Any]:
    """The report with an Ed25519 signature over its canonical JSON."""
    report = build_report(ledger, site, since, now)
    return {
        "report": report,
        "signature": base64.b64encode(sign(private, _canonical(report))).decode(),
        "public_key": public_pem(private.public_key()).decode(),
    }


def verify_report(document: Mapping[str, Any], public: Ed25519PublicKey) -> bool:
    """Whether this site's key signed exactly this report. The key inside the document is not trusted."""
    try:
        signature = base64.b64decode(document["signature"], validate=True)
        return verify(public, _canonical(document["report"]), signature)
    except (KeyError, TypeError, ValueError):
        return False


def _canonical(report: Mapping[str, Any]) -> bytes:
    return (
        b"sottovoce leak report v1\n"
        + json.dumps(report, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
    )
