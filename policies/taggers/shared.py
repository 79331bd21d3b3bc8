"""One tagger worker for all detectors of this process, closed with the last of them or at exit."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Sequence

from policies.spans import Span
from policies.taggers.limits import WorkerLimits
from policies.taggers.worker import TaggerWorker, WorkerStatus
from sottovoce.errors import PrivacyUnavailable

_lock = threading.Lock()
_worker: TaggerWorker | None = None
_users = 0


class SharedWorker:
    """A `TaggerService` that is one use of the process's worker; `close` gives it back."""

    def __init__(self, worker: TaggerWorker) -> None:
        self._worker = worker
        self._open = True

    def tag(self, name: str, sentences: Sequence[str]) -> list[list[Span]]:
        """As `TaggerWorker.tag`; PrivacyUnavailable after `close` too."""
        if not self._open:
            raise PrivacyUnavailable
        return self._worker.tag(name, sentences)

    def status(self) -> WorkerStatus:
        """As `TaggerWorker.status`."""
        return self._worker.status()

    def close(self) -> None:
        """The last to close ends the worker. May be called twice."""
        global _worker, _users
        with _lock:
            if not self._open:
                return
            self._open = False
            _users -= 1
            last = self._worker if _users == 0 else None
            if last is not None:
                _worker = None
        if last is not None:
            last.close()


def shared_worker(limits: WorkerLimits | None = None) -> SharedWorker:
    """A use of the one worker, which begins to start now; `limits` count only for the first user."""
    global _worker, _users
    with _lock:
        if _worker is None:
            _worker = TaggerWorker(limits)
        _users += 1
        _worker.start()
        return SharedWorker(_worker)


def shared_status() -> WorkerStatus | None:
    """How the one worker is, for a readiness route; None when no detector uses one."""
    with _lock:
        return _worker.status() if _worker is not None else None


@atexit.register
def _at_exit() -> None:
    # Without the lock: a thread that holds it may have been stopped by the exit.
    if _worker is not None:
        _worker.close()
