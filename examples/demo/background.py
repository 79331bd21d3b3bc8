"""Work beside the main thread that never keeps the program from ending.

A pool's own `with` block waits for its threads: Ctrl-C would then wait for a whole round. The threads
here wait for child processes, and those are ended by their supervisor.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager


@contextmanager
def background(workers: int) -> Iterator[ThreadPoolExecutor]:
    """A pool that is left at once; what has not begun by then never begins."""
    pool = ThreadPoolExecutor(workers)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
