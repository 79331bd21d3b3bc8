"""The taggers in a process of their own: asked by many threads, watched, killed and started again.

One supervisor thread owns the process: it alone starts, watches and kills. Requests are answered in their
order, so whoever is first in the queue reads, and then wakes the next: no other thread stands between.
Whoever asks while the worker is gone, or was waiting when it went, gets PrivacyUnavailable without a word of
text in it. Knows no pack.
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from policies.spans import Span
from policies.taggers.answers import spans_from
from policies.taggers.frames import FrameError, pack
from policies.taggers.limits import WorkerLimits
from policies.taggers.patience import Patience
from policies.taggers.process import WorkerProcess
from sottovoce.errors import PrivacyUnavailable

State = Literal["idle", "starting", "ready", "restarting", "closed"]
# How often the supervisor looks at the clock and at the worker's memory, in seconds.
_TICK = 0.2
_workers: weakref.WeakSet[TaggerWorker] = weakref.WeakSet()


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """What readiness needs to know; `last_exit` is a code, never text."""

    state: State
    restarts: int
    last_exit: str
    pid: int | None
    rss_bytes: int


@dataclass(slots=True, eq=False)
class _Call:
    """A request under way."""

    number: int
    sentences: Sequence[str]
    seconds: float
    # Set when the call is first in the queue, and when it is over.
    turn: threading.Event = field(default_factory=threading.Event)
    over: bool = False
    found: list[list[Span]] | None = None


class _Lost(Exception):
    """The worker must go; the text is a code."""


class TaggerWorker:
    """A `TaggerService` in a child process. Threads may share it; a forked copy starts a worker of its own."""

    def __init__(
        self, limits: WorkerLimits | None = None, *, command: Sequence[str] | None = None
    ) -> None:
        self.limits = limits or WorkerLimits()
        self._command = command
        self._reset()
        _workers.add(self)

    def _reset(self) -> None:
        self._changed = threading.Condition()
        self._sending = threading.Lock()
        self._closing = threading.Event()
        self._state: State = "idle"
        self._calls: deque[_Call] = deque()
        self._condemned = ""
        self._waiting = 0
        self._number = 0
        self._restarts = 0
        self._failures = 0
        self._last_exit = ""
        self._process: WorkerProcess | None = None
        self._supervisor: threading.Thread | None = None

    def start(self) -> None:
        """Starts the worker without waiting for it; a second call does nothing."""
        with self._changed:
            if self._state == "idle":
                self._state = "starting"
                self._supervisor = threading.Thread(
                    target=self._supervise, name="tagger-supervisor", daemon=True
                )
                self._supervisor.start()

    def tag(self, name: str, sentences: Sequence[str]) -> list[list[Span]]:
        """What the tagger `name` finds; PrivacyUnavailable on time-out, death, or too many waiting."""
        found: list[list[Span]] = []
        size = self.limits.chunk_sentences
        for at in range(0, len(sentences), size):
            found.extend(self._ask(name, sentences[at : at + size]))
        return found

    def status(self) -> WorkerStatus:
        """How the worker is; never waits for it."""
        with self._changed:
            process = self._process
            return WorkerStatus(
                self._state,
                self._restarts,
                self._last_exit,
                process.pid if process else None,
                process.rss_bytes() if process else 0,
            )

    def close(self) -> None:
        """Ends the worker; whoever waits gets PrivacyUnavailable. May be called twice."""
        self._closing.set()
        with self._changed:
            self._state = "closed"
            self._changed.notify_all()
            supervisor = self._supervisor
        if supervisor is not None and supervisor is not threading.current_thread():
            supervisor.join()

    def _ask(self, name: str, sentences: Sequence[str]) -> list[list[Span]]:
        self.start()
        characters = sum(map(len, sentences))
        call = _Call(0, sentences, self.limits.seconds_for(characters))
        with self._changed:
            if self._waiting >= self.limits.max_waiting:
                raise PrivacyUnavailable("Too many requests wait for the name taggers.")
            self._waiting += 1
        try:
            self._await(call, self._send(call, name))
        finally:
            with self._changed:
                self._waiting -= 1
        if call.found is None:
            raise PrivacyUnavailable
        return call.found

    def _send(self, call: _Call, name: str) -> WorkerProcess:
        """Hands the request over; the order of the calls is the order of the frames."""
        process = self._ready()
        with self._sending:
            self._number += 1
            call.number = self._number
            message = {"id": call.number, "tagger": name, "sentences": list(call.sentences)}
            try:
                frame = pack(message)
            except FrameError:
                raise PrivacyUnavailable from None
            with self._changed:
                if self._process is not process or self._state != "ready":
                    raise PrivacyUnavailable
                self._calls.append(call)
                self._next()
            process.send(frame)
        return process

    def _next(self) -> None:
        """Tells the first of the queue that it is its turn; the lock is held."""
        if self._calls and not self._calls[0].turn.is_set():
            self._calls[0].turn.set()

    def _await(self, call: _Call, process: WorkerProcess) -> None:
        """Waits for the turn, then reads until the call is over."""
        # The supervisor ends every call as it ends; the limit is for the day it is wrong.
        while not call.turn.wait(1.0):
            if self._supervisor is None or not self._supervisor.is_alive():
                return
        while not call.over:
            try:
                messages = process.receive(_TICK)
            except FrameError:
                self._condemn(process, "garbage")
                return
            if messages is None:  # the supervisor sees it too
                return
            for message in messages:
                self._answer(message, process)

    def _answer(self, message: Any, process: WorkerProcess) -> None:
        """Believes an answer to the first call if it is one, and lets the next call read."""
        with self._changed:
            call = self._calls[0] if self._calls else None
        known = call is not None and isinstance(message, dict) and message.get("id") == call.number
        found = spans_from(message.get("spans"), call.sentences) if call and known else None
        if call is None or not known or (found is None and "error" not in message):
            self._condemn(process, "garbage")
            return
        with self._changed:
            if call.over:
                return
            call.found, call.over = found, True
            self._failures = 0
            self._calls.popleft()
            call.turn.set()
            self._next()

    def _condemn(self, process: WorkerProcess, reason: str) -> None:
        """Tells the supervisor that this worker must go."""
        with self._changed:
            if self._process is process:
                self._condemned = reason
        process.hang_up()

    def _ready(self) -> WorkerProcess:
        """The process, once it can be asked; PrivacyUnavailable when that takes too long."""
        with self._changed:
            first = self._state == "starting"
            limits = self.limits
            seconds = limits.start_seconds if first else limits.restart_wait_seconds
            self._changed.wait_for(lambda: self._state != "starting", seconds if first else 0)
            if not first:
                self._changed.wait_for(lambda: self._state in ("ready", "closed"), seconds)
            if self._state != "ready" or self._process is None:
                raise PrivacyUnavailable(self._why())
            return self._process

    def _why(self) -> str:
        if self._last_exit.startswith("start "):
            return (
                f"A name tagger cannot be loaded ({self._last_exit.removeprefix('start ')}); "
                "install sottovoce[policies]."
            )
        return ""

    def _supervise(self) -> None:
        while not self._closing.is_set():
            try:
                self._live()
            except (_Lost, FrameError, OSError) as error:
                self._lost(str(error) if isinstance(error, _Lost) else type(error).__name__)
            self._closing.wait(self._pause())
        self._lost("closed")

    def _live(self) -> None:
        """One worker from its start to its end, which is always a `_Lost`."""
        process = WorkerProcess(self.limits.memory_bytes, self._command)
        with self._changed:
            self._process, self._condemned = process, ""
        self._await_ready(process)
        with self._changed:
            if self._state != "closed":
                self._state = "ready"
            self._changed.notify_all()
        watched: tuple[_Call, Patience] | None = None
        while not self._closing.is_set():
            watched = self._watch(process, watched)
        raise _Lost("closed")

    def _await_ready(self, process: WorkerProcess) -> None:
        until = time.monotonic() + self.limits.start_seconds
        while time.monotonic() < until and not self._closing.is_set():
            messages = process.receive(_TICK)
            if messages is None:
                raise _Lost("start died")
            for message in messages:
                if isinstance(message, dict) and "ready" in message:
                    return
                kind = message.get("failed") if isinstance(message, dict) else None
                raise _Lost(f"start {kind}" if str(kind).isidentifier() else "start garbage")
        raise _Lost("start time limit")

    def _watch(
        self, process: WorkerProcess, watched: tuple[_Call, Patience] | None
    ) -> tuple[_Call, Patience] | None:
        """One tick; `_Lost` when the worker is gone, condemned or over a limit.

        Gives the call that is worked on and its time, which begins with the first tick that sees it.
        """
        gone = process.hung_up(_TICK)
        if process.rss_bytes() > self.limits.memory_bytes:
            raise _Lost("memory limit")
        now, (cpu, ready) = time.monotonic(), process.computed()
        with self._changed:
            head = self._calls[0] if self._calls else None
            if gone or self._condemned:
                raise _Lost(self._condemned or "died")
        if head is None:
            return None
        if watched is None or watched[0] is not head:
            return head, Patience(head.seconds, now, cpu)
        if watched[1].ends(now, cpu, ready=ready):
            raise _Lost("time limit")
        return watched

    def _lost(self, reason: str) -> None:
        """Kills what is left, refuses whoever waits, and notes why."""
        with self._changed:
            process, self._process = self._process, None
            self._last_exit = reason
            if self._state != "closed":
                self._state = "restarting"
                self._restarts += 1
                self._failures += 1
            waiting, self._calls = self._calls, deque()
            self._changed.notify_all()
            for call in waiting:
                call.over = True
                call.turn.set()
        if process is None:
            return
        ended = process.kill()
        if reason == "died":
            with self._changed:
                self._last_exit = ended

    def _pause(self) -> float:
        """Seconds until the next start: none after a worker that worked, then doubling."""
        if self._failures <= 1:
            return 0.0
        longest = self.limits.max_backoff_seconds
        return min(self.limits.backoff_seconds * 2.0 ** min(self._failures, 30), longest)

    def _forked(self) -> None:
        """In the copy: the threads are gone and the process is the parent's."""
        process, closed = self._process, self._state == "closed"
        if process is not None:
            process.abandon()
        self._reset()
        if closed:
            self._state = "closed"
            self._closing.set()


def _all_forked() -> None:
    for worker in list(_workers):
        worker._forked()


os.register_at_fork(after_in_child=_all_forked)
