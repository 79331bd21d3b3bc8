"""Leaving a block does not wait for the work that it began."""

from __future__ import annotations

import threading
import time

import pytest

from examples.demo.background import background


def leave_early(over: threading.Event) -> None:
    """Raise while a thread waits."""
    with background(1) as pool:
        pool.submit(over.wait, 20)
        raise KeyboardInterrupt


def test_an_error_is_not_held_up() -> None:
    """The exception is out long before the work is done."""
    over = threading.Event()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        leave_early(over)
    assert time.monotonic() - start < 5
    over.set()


def test_results_come_back() -> None:
    """A result that is waited for arrives."""
    with background(2) as pool:
        assert list(pool.map(abs, (-1, 2))) == [1, 2]
