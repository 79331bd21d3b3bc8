"""Runs the privacy work beside the event loop: few threads, a bounded queue, a time limit.

Detection is bound to the processor, and a hung recogniser must not hold the gateway. Also remembers
what was found in a text, so that a conversation's history is not searched again on each turn: it
keeps keyed digests and positions, never text. Knows no policy.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from policies import Span
from sottovoce.errors import Overloaded, PrivacyUnavailable, SottovoceError
from sottovoce.telemetry import get_logger

T = TypeVar("T")


class Scanner(Protocol):
    """What finds personal data in a text."""

    def scan(self, text: str) -> list[Span]:
        """Disjoint, sorted spans."""


class DetectionPool:
    """A pool that refuses early: over `waiting` jobs, `Overloaded`; over `seconds`, 503."""

    def __init__(self, *, threads: int, waiting: int, seconds: float) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="privacy")
        self._limit = threads + waiting
        self._seconds = seconds
        self._running = 0
        self._lock = threading.Lock()

    @property
    def running(self) -> int:
        """Jobs that have a thread or wait for one; one whose caller gave up still counts."""
        return self._running

    @property
    def full(self) -> bool:
        """Whether the next job would be refused."""
        return self._running >= self._limit

    async def run(
        self, work: Callable[[], T], *, lock: AbstractAsyncContextManager[object] | None = None
    ) -> T:
        """The result of `work`, which runs in a thread while `lock` is held.

        Raises `Overloaded` when the queue is full, `PrivacyUnavailable` when the time is over or when
        `work` fails in any way that is not an error of ours.
        """
        try:
            async with asyncio.timeout(self._seconds), lock or contextlib.nullcontext():
                return await asyncio.wrap_future(self._submit(work))
        except SottovoceError:
            raise
        except TimeoutError:
            failure = PrivacyUnavailable("The privacy check took too long; nothing was sent.")
        except Exception as error:  # noqa: BLE001 - the privacy path: whatever failed, refuse
            get_logger().error("privacy_part_failed", error=type(error).__name__)
            failure = PrivacyUnavailable()
        # Raised out here: the failed part's exception, which may quote a text, is not its context.
        raise failure

    def close(self) -> None:
        """Drops what waits; a running job ends in its own time."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _submit(self, work: Callable[[], T]) -> Future[T]:
        with self._lock:
            if self._running >= self._limit:
                raise Overloaded
            self._running += 1
        try:
            future = self._pool.submit(work)
        except BaseException:
            self._done()
            raise
        future.add_done_callback(self._done)
        return future

    def _done(self, _future: object = None) -> None:
        with self._lock:
            self._running -= 1


class RememberingScanner:
    """A scanner that does not search the same text twice; it keeps positions under keyed digests."""

    def __init__(self, scanner: Scanner, size: int) -> None:
        self._scanner = scanner
        self._size = size
        self._key = secrets.token_bytes(32)
        self._found: OrderedDict[bytes, tuple[Span, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def scan(self, text: str) -> list[Span]:
        """What the wrapped scanner finds, from memory where it has been asked before."""
        name = hashlib.blake2b(text.encode(), key=self._key, digest_size=20).digest()
        with self._lock:
            known = self._found.get(name)
            if known is not None:
                self._found.move_to_end(name)
                return list(known)
        spans = self._scanner.scan(text)
        with self._lock:
            self._found[name] = tuple(spans)
            while len(self._found) > self._size:
                self._found.popitem(last=False)
        return spans
