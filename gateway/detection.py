"""Runs the privacy work beside the event loop: few threads, a bounded queue, a time limit.

Detection is bound to the processor, and a hung recogniser must not hold the gateway. Knows no policy.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from queue import Empty, SimpleQueue
from typing import Any, Protocol, TypeVar, cast

from policies import Span
from sottovoce.errors import Overloaded, PrivacyUnavailable, SottovoceError
from sottovoce.telemetry import get_logger

T = TypeVar("T")


class Scanner(Protocol):
    """What finds personal data in a text."""

    def scan(self, text: str) -> list[Span]:
        """Disjoint, sorted spans."""


class _Job:
    """One piece of work on its way to a thread and back."""

    def __init__(self, work: Callable[[], Any], done: Callable[[], None]) -> None:
        self._work = work
        self._done = done
        self._loop = asyncio.get_running_loop()
        self.result: asyncio.Future[Any] = self._loop.create_future()

    def run(self) -> None:
        """In a thread. Work that nobody waits for any more is not begun."""
        value: Any = None
        error: BaseException | None = None
        try:
            if not self.result.cancelled():
                value = self._work()
        except BaseException as failure:  # noqa: BLE001 - carried over to who waits
            error = failure
        self.over(value, error)

    def over(self, value: Any, error: BaseException | None) -> None:
        """The place is free again, and who waits is told."""
        self._done()
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
            self._loop.call_soon_threadsafe(self._tell, value, error)

    def _tell(self, value: Any, error: BaseException | None) -> None:
        if self.result.done():
            return
        if error is None:
            self.result.set_result(value)
        elif isinstance(error, StopIteration):  # which no future takes
            self.result.set_exception(RuntimeError())
        else:
            self.result.set_exception(error)


class DetectionPool:
    """A pool that refuses early: over `waiting` jobs, `Overloaded`; over `seconds`, 503.

    Its threads are daemons: a recogniser that hangs for good does not keep the process from ending.
    """

    def __init__(self, *, threads: int, waiting: int, seconds: float) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._threads = threads
        self._started = 0
        self._closed = False
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
                return cast("T", await self._submit(work))
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
        with (
            self._lock
        ):  # whoever comes later is refused, so that nothing stands behind the threads' ends
            self._closed = True
        with contextlib.suppress(Empty):
            while (job := self._jobs.get_nowait()) is not None:
                job.over(None, RuntimeError("closed"))
        for _ in range(self._threads):
            self._jobs.put(None)

    def _submit(self, work: Callable[[], Any]) -> asyncio.Future[Any]:
        job = _Job(work, self._done)
        with self._lock:
            if self._closed:
                raise PrivacyUnavailable
            if self._running >= self._limit:
                raise Overloaded
            if self._started < min(self._running + 1, self._threads):
                # Raises where the system gives no more threads; then this job takes no place.
                threading.Thread(target=self._serve, name="privacy", daemon=True).start()
                self._started += 1
            self._running += 1
            self._jobs.put(job)
        return job.result

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
            del job  # what it holds of a request is not kept until the next one

    def _done(self) -> None:
        with self._lock:
            self._running -= 1


def _failed(error: Exception) -> PrivacyUnavailable:
    get_logger().error("privacy_part_failed", error=type(error).__name__)
    return PrivacyUnavailable()
