"""How long a worker has really had for one request: a busy machine's waiting is not the worker's.

Knows no process; is told what one says of itself.
"""

from __future__ import annotations

# However little a worker gets of the machine, nobody waits longer than so many times its limit.
_LONGEST = 10.0


class Patience:
    """The time of one request, from `now` on; seconds."""

    def __init__(self, limit: float, now: float, cpu: float) -> None:
        self._limit = limit
        self._since = self._looked = now
        self._cpu = cpu
        self._used = 0.0

    def ends(self, now: float, cpu: float, *, ready: bool) -> bool:
        """Whether the limit is over. `cpu` is what the worker has computed since its birth.

        `ready` says that it could compute now: then only what it did compute counts. A worker that
        sleeps, is stopped or waits for anything but the processor uses up its time.
        """
        passed = now - self._looked
        self._used += min(passed, cpu - self._cpu) if ready else passed
        self._looked, self._cpu = now, cpu
        return self._used > self._limit or now - self._since > _LONGEST * self._limit
