"""Whether each part is fit, asked in bounded time: a part that hangs is told as slow and holds up nobody.

Each check has a thread of its own while it runs, and no second one while the first hangs. Knows no HTTP, and asks no
upstream.
"""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from gateway.audit import AuditLog
from policies.taggers.shared import shared_status
from sottovoce.errors import SottovoceError

Check = Callable[[], object]
SECONDS: Final = 1.5
READ_SECONDS: Final = 0.3


class _Run:
    """One run of a check in a thread, and what came of it."""

    def __init__(self, work: Check) -> None:
        self._work = work
        self.over = threading.Event()
        self.state = "slow"
        self.value: object = None
        threading.Thread(target=self._go, name="health", daemon=True).start()

    def _go(self) -> None:
        try:
            self.value = self._work()
            self.state = "ok"
        except SottovoceError as error:
            self.state = error.code
        except Exception:  # noqa: BLE001 - whatever a part raises, it is not fit
            self.state = "privacy_unavailable"
        finally:
            self.over.set()


class Probes:
    """Checks by name, run side by side."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._running: dict[str, _Run] = {}
        self._lock = threading.Lock()

    async def states(self, checks: Mapping[str, Check]) -> dict[str, str]:
        """Each check's state: `ok`, an error's code, or `slow` after the time limit."""
        return await asyncio.to_thread(self.wait, checks)

    def wait(self, checks: Mapping[str, Check]) -> dict[str, str]:
        """As `states`, for any thread."""
        until = time.monotonic() + self._seconds
        with self._lock:
            runs = {name: self._run(name, work) for name, work in checks.items()}
        for run in runs.values():
            run.over.wait(max(0.0, until - time.monotonic()))
        return {name: run.state for name, run in runs.items()}

    def _run(self, name: str, work: Check) -> _Run:
        held = self._running.get(name)
        if held is None or held.over.is_set():
            held = self._running[name] = _Run(work)
        return held


class Reading:
    """A number that may hang or fail when it is read, such as how many conversations a vault keeps."""

    def __init__(self, read: Callable[[], float], *, seconds: float = READ_SECONDS) -> None:
        self._read = read
        self._seconds = seconds
        self._run: _Run | None = None
        self._lock = threading.Lock()

    def value(self) -> float:
        """The number; not a number where it cannot be read in time."""
        with self._lock:
            run = self._run
            if run is None or run.over.is_set():
                run = self._run = _Run(self._read)
        run.over.wait(self._seconds)
        return float(run.value) if isinstance(run.value, int | float) else math.nan


class WatchedAudit:
    """An audit log whose failures are counted, and that is tried again when somebody asks how it is."""

    def __init__(self, log: AuditLog, failed: Callable[[], None]) -> None:
        self._log = log
        self._failed = failed
        self._failing = False

    def record(self, event: str, **fields: Any) -> None:
        """See `AuditLog`."""
        try:
            self._log.record(event, **fields)
        except SottovoceError:
            self._failed()
            self._failing = True
            raise
        self._failing = False

    def check(self) -> None:
        """Raises where the last entry could not be written, and a new one cannot either."""
        if self._failing:
            self.record("check", decision="none")

    def close(self) -> None:
        """See `AuditLog`."""
        self._log.close()


def tagger_state() -> str | None:
    """`ok` or the state of the process that tags names; None where no pack uses it."""
    status = shared_status()
    if status is None:
        return None
    return "ok" if status.state == "ready" else status.state
