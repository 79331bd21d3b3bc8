"""The vault: the table of values behind each conversation's placeholders. The gateway's alone.

What a store promises, the store in memory, and one lock a conversation. Every store forgets by time and by
number, and refuses to overwrite what another request has saved meanwhile; stores outside this process seal
each table (`vault_sqlite`, `vault_redis`). Knows no policy and no HTTP.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from weakref import WeakValueDictionary

from sottovoce.crypto import seal, unseal
from sottovoce.errors import PrivacyUnavailable

Clock = Callable[[], float]


@dataclass(frozen=True)
class Entry:
    """One conversation's table as text; `version` counts its saves, `used` is seconds since the epoch."""

    table: str
    version: int
    subject: str
    used: float


class VaultUnavailable(PrivacyUnavailable):
    """The store failed, is full or took too long: without its table nothing of a conversation is sent."""

    default = "The vault cannot be used; nothing was sent."


class VaultStore(Protocol):
    """Where tables are kept, by the conversation's digest. All methods may be called from any thread.

    Each raises `VaultUnavailable` where the store fails, and never turns to another one.
    """

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

    def check(self) -> None:
        """Whether a table could be saved now; the readiness check."""

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
            self._forget_old()
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
            self._forget_old()
            return self._entries.pop(name, None) is not None

    def erase_subject(self, subject: str) -> int:
        """See `VaultStore`."""
        with self._lock:
            self._forget_old()
            names = [name for name, entry in self._entries.items() if entry.subject == subject]
            for name in names:
                del self._entries[name]
            return len(names)

    def count(self) -> int:
        """See `VaultStore`."""
        with self._lock:
            self._forget_old()
            return len(self._entries)

    def check(self) -> None:
        """See `VaultStore`."""

    def close(self) -> None:
        """See `VaultStore`."""
        with self._lock:
            self._entries.clear()

    def _forget_old(self) -> None:
        limit = self._clock() - self._ttl
        while self._entries and next(iter(self._entries.values())).used < limit:
            self._entries.popitem(last=False)


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


def seal_table(key: bytes, table: str, *, name: str, subject: str, version: int) -> bytes:
    """A table as a store outside this process may hold it: AES-256-GCM, bound to its place."""
    return seal(key, table.encode(), _place(name, subject, version))


def unseal_table(key: bytes, sealed: bytes, *, name: str, subject: str, version: int) -> str:
    """The table that `seal_table` sealed. Raises `SealBroken` for another key, place or version."""
    return unseal(key, sealed, _place(name, subject, version)).decode()


def _place(name: str, subject: str, version: int) -> bytes:
    """What a sealed table is bound to: a row's bytes do not open in another row or as an older one."""
    return f"vault v1|{name}|{subject}|{version}".encode()
