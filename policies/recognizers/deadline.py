"""How long the scan of one text may take in all: a time limit that grows with its length.

Kept per thread, so that the patterns deep inside a recogniser see it. Knows no text.
"""

from __future__ import annotations

import threading
from time import monotonic

BASE_SECONDS = 2.0
SECONDS_A_CHARACTER = 0.0003


class _Local(threading.local):
    until: float | None = None


_local = _Local()


def limit_for(length: int) -> float:
    """Seconds that a text of this many characters may take."""
    return BASE_SECONDS + length * SECONDS_A_CHARACTER


class deadline:  # noqa: N801 - used as a function is; a generator would cost three times as much
    """Within it `time_left` counts down from `seconds`; an outer, nearer deadline stays in force."""

    __slots__ = ("_before", "_seconds")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._before: float | None = None

    def __enter__(self) -> None:
        self._before = before = _local.until
        until = monotonic() + self._seconds
        _local.until = until if before is None else min(before, until)

    def __exit__(self, *failure: object) -> None:
        _local.until = self._before


def time_left() -> float:
    """Seconds until this thread's deadline, or the base without one; TimeoutError when none are left."""
    if _local.until is None:
        return BASE_SECONDS
    left = _local.until - monotonic()
    if left <= 0:
        raise TimeoutError("the scan of a text took too long")
    return left
