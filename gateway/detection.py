"""Runs the privacy work beside the event loop: few threads, a bounded queue, a time limit.

Detection is bound to the processor, and a hung recogniser must not hold the gateway. Knows no policy.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
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
            failure = _failed(error)
        # Raised out here: the failed part's exception, which may quote a text, is not its context.
        raise failure

    @staticmethod
    def run_here(work: Callable[[], T], *, passing: type[Exception] = SottovoceError) -> T:
        """The result of `work`, which asks no detector and is short for sure: no thread, the same errors.

        `passing` is raised as it is, beside our own errors.
        """
        try:
            return work()
        except (SottovoceError, passing):
            raise
        except Exception as error:  # noqa: BLE001 - the privacy path: whatever failed, refuse
            failure = _failed(error)
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
        except BaseException:  # whatever it was: the place is free again
            self._done()
            raise
        future.add_done_callback(self._done)
        return future

    def _done(self, _future: object = None) -> None:
        with self._lock:
            self._running -= 1


def _failed(error: Exception) -> PrivacyUnavailable:
    get_logger().error("privacy_part_failed", error=type(error).__name__)
    return PrivacyUnavailable()
