"""The audit log: what was decided on each request, as a chain of hashes that shows every later change.

One JSON object a line. Each entry holds the SHA-256 of the entry before it, so that nothing can be changed,
taken out or put in without breaking the chain behind it; only the log's end can be cut off unseen, and that
is what an exported anchor (number and hash of an entry) is for. An entry names types, counts, a policy's
version and a decision; never a value, a text or a customer. Knows no HTTP.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from sottovoce.crypto import same_secret
from sottovoce.errors import ConfigInvalid, LogUnavailable

GENESIS: Final = "0" * 64
MAX_ENTRY: Final = 64 * 1024
FSYNC_SECONDS: Final = 1.0


class AuditLog(Protocol):
    """Where decisions are written; any thread may call."""

    def record(self, event: str, **fields: Any) -> None:
        """Writes one entry. Raises `LogUnavailable` where it cannot be written."""

    def close(self) -> None:
        """Lets go of files."""


class NoAudit:
    """For a gateway whose settings name no audit log."""

    def record(self, event: str, **fields: Any) -> None:
        """See `AuditLog`."""

    def close(self) -> None:
        """See `AuditLog`."""


@dataclass(frozen=True)
class Anchor:
    """An entry's number and hash, kept elsewhere: it proves that the log once reached so far."""

    number: int
    hash: str

    def as_json(self) -> str:
        """The anchor as text."""
        return json.dumps({"sottovoce_audit_anchor": 1, "number": self.number, "hash": self.hash})

    @classmethod
    def from_json(cls, text: str) -> Anchor:
        """The anchor that `as_json` wrote. Raises `ValueError`."""
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("sottovoce_audit_anchor") != 1:
            raise ValueError("not an audit anchor")
        return cls(int(data["number"]), str(data["hash"]))


class FileAudit:
    """The chain in a file that this process alone appends to.

    An entry is handed to the operating system before `record` returns, so that it outlives the process, and is
    on the disk within a second. Raises `ConfigInvalid` where the file is another process's or does not verify
    at its end.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._synced = 0.0
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._number, self._hash = _resume(self._file, path)
        except BlockingIOError:
            os.close(self._file)
            raise ConfigInvalid([f"{path}: another gateway writes this audit log"]) from None
        except BaseException:  # whatever it was: no descriptor is left behind
            os.close(self._file)
            raise

    def record(self, event: str, **fields: Any) -> None:
        """See `AuditLog`."""
        with self._lock:
            entry = {
                "number": self._number + 1,
                "time": round(self._clock(), 3),
                "event": event,
                **fields,
                "previous": self._hash,
            }
            entry["hash"] = entry_hash(entry)
            line = json.dumps(entry, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
            try:
                self._append(line)
            except OSError as error:
                raise LogUnavailable(
                    f"The audit log cannot be written ({type(error).__name__}); nothing was sent."
                ) from None
            self._number, self._hash = entry["number"], entry["hash"]

    @property
    def anchor(self) -> Anchor:
        """The last entry's number and hash."""
        return Anchor(self._number, self._hash)

    def close(self) -> None:
        """See `AuditLog`."""
        with self._lock:
            os.fsync(self._file)
            os.close(self._file)

    def _append(self, line: bytes) -> None:
        if len(line) > MAX_ENTRY:
            raise OSError("an audit entry is over the limit")
        before = os.lseek(self._file, 0, os.SEEK_END)
        if os.write(self._file, line) != len(line):
            # Half an entry would break the chain for ever: a full disk gets its bytes back.
            os.ftruncate(self._file, before)
            raise OSError("the disk is full")
        if self._clock() - self._synced >= FSYNC_SECONDS:
            os.fsync(self._file)
            self._synced = self._clock()


@dataclass(frozen=True)
class Verdict:
    """What `verify` found: `faults` is empty for a whole chain."""

    entries: int
    last: Anchor
    faults: tuple[str, ...]


def verify(path: Path, anchors: tuple[Anchor, ...] = ()) -> Verdict:
    """Checks a whole log: every hash, every link, every number, and each anchor. Raises `OSError`."""
    faults: list[str] = []
    wanted = {anchor.number: anchor.hash for anchor in anchors}
    number, previous = 0, GENESIS
    with path.open("rb") as file:
        for place, line in enumerate(_lines(file), 1):
            fault = _fault(line, number, previous)
            if fault is not None:
                faults.append(f"line {place}: {fault}")
                break
            entry = json.loads(line)
            number, previous = entry["number"], entry["hash"]
            known = wanted.pop(number, None)
            if known is not None and not same_secret(known, previous):
                faults.append(f"line {place}: the anchor of entry {number} has another hash")
    faults.extend(f"entry {n} of an anchor is missing: the log's end was cut off" for n in wanted)
    return Verdict(number, Anchor(number, previous), tuple(faults))


def entry_hash(entry: dict[str, Any]) -> str:
    """SHA-256 of an entry without its own hash, as JSON with sorted keys."""
    data = {key: value for key, value in entry.items() if key != "hash"}
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _fault(line: bytes, number: int, previous: str) -> str | None:
    """What is wrong with the entry that follows entry `number`."""
    if not line.endswith(b"\n"):
        return "the entry is not whole"
    try:
        entry = json.loads(line)
        told, follows, place = entry["hash"], entry["previous"], entry["number"]
    except (ValueError, KeyError, TypeError):
        return "the line is no entry"
    if place != number + 1:
        return f"entry {number + 1} is missing: the line has number {place!s:.20}"
    if follows != previous:
        return "the entry before it was changed or taken out"
    if told != entry_hash(entry):
        return "the entry was changed"
    return None


def _lines(file: Any) -> Iterator[bytes]:
    while line := file.readline(MAX_ENTRY + 1):
        yield line


def _resume(file: int, path: Path) -> tuple[int, str]:
    """Number and hash of the last whole entry; half an entry that a crash left is cut off."""
    size = os.fstat(file).st_size
    start = max(0, size - 2 * MAX_ENTRY)
    tail = os.pread(file, size - start, start)
    whole = tail[: tail.rfind(b"\n") + 1]
    if len(whole) < len(tail):
        os.ftruncate(file, start + len(whole))
    lines = whole.splitlines(keepends=True)
    if not lines:
        if start:
            raise ConfigInvalid([f"{path}: not an audit log"])
        return 0, GENESIS
    try:
        entry = json.loads(lines[-1])
        if entry["hash"] != entry_hash(entry):
            raise ValueError("changed")
        return int(entry["number"]), str(entry["hash"])
    except (ValueError, KeyError, TypeError):
        raise ConfigInvalid(
            [f"{path}: its last entry does not verify; look at it, then move the file away"]
        ) from None
