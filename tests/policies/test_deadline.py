"""The time of a scan is limited in all, and the limit grows with the text."""

from __future__ import annotations

import time

import pytest

from policies.recognizers.deadline import BASE_SECONDS, GRACE, deadline, limit_for, time_left


def test_the_limit_grows_with_the_text() -> None:
    """A long text may take longer, but linearly."""
    assert limit_for(0) == BASE_SECONDS
    ten, twenty = limit_for(10_000), limit_for(20_000)
    assert twenty - ten == pytest.approx(ten - BASE_SECONDS) != 0


def test_the_nearer_deadline_holds() -> None:
    """An inner deadline cannot lengthen an outer one, and both end with their block."""
    with deadline(0.5):
        with deadline(100.0):
            assert time_left() <= 0.5
        with deadline(0.0), pytest.raises(TimeoutError):
            time_left()
        assert 0 < time_left() <= 0.5
    assert time_left() == BASE_SECONDS


def test_a_busy_machine_refuses_nothing() -> None:
    """When the time went by while others computed, the thread has a share of it left, and no more."""
    with deadline(0.05):
        time.sleep(0.06)
        assert 0 < time_left() < 0.05 * GRACE + 0.001
        end = time.thread_time() + 2 * 0.05 * GRACE
        while time.thread_time() < end:
            pass
        with pytest.raises(TimeoutError):
            time_left()
    with deadline(0.05):
        assert time_left() > 0.05 * GRACE
