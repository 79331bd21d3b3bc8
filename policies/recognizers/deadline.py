"""How long the scan of one text may take in all: a time limit that grows with its length.

By the wall's clock, which is cheap to read; when that is over, the thread still gets a share of it on a
processor, so that no text is refused because the machine was busy with others. Kept per thread, so that the
patterns deep inside a recogniser see it. Knows no text.
"""

from __future__ import annotations

import threading
from time import monotonic, thread_time

BASE_SECONDS = 2.0
SECONDS_A_CHARACTER = 0.0003
# What a thread may still compute when the time is over, as a share of it.
GRACE = 0.25


class _Local(threading.local):
    until: float | None = None
    grace: float = 0.0
    last: float | None = None  # of the thread's own time; set once `until` is past


_local = _Local()


def limit_for(length: int) -> float:
    """Seconds that a text of this many characters may take."""
    return BASE_SECONDS + length * SECONDS_A_CHARACTER


class deadline:  # noqa: N801 - used as a function is; a generator would cost three times as much
    """Within it `time_left` counts down from `seconds`; an outer, nearer deadline stays in force."""

    __slots__ = ("_before", "_seconds")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._before: tuple[float | None, float, float | None] = (None, 0.0, None)

    def __enter__(self) -> None:
        local = _local
        before = local.until
        self._before = (before, local.grace, local.last)
        until = monotonic() + self._seconds
        if before is None or until < before:
            local.until, local.grace, local.last = until, GRACE * self._seconds, None

    def __exit__(self, *failure: object) -> None:
        _local.until, _local.grace, _local.last = self._before


def time_left() -> float:
    """Seconds until this thread's deadline, or the base without one; TimeoutError when none are left."""
    if _local.until is None:
        return BASE_SECONDS
    left = _local.until - monotonic()
    return left if left > 0 else _grace_left()


def _grace_left() -> float:
    now = thread_time()
    if _local.last is None:
        _local.last = now + _local.grace
    if now >= _local.last:
        raise TimeoutError("the scan of a text took too long")
    return _local.last - now
