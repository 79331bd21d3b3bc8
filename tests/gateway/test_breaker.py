"""When a server is left alone, for how long, and what ends it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gateway.breaker import FIRST_PAUSE, GONE_PAUSE, LONGEST_PAUSE, Breaker


def test_three_failures_in_a_row_open_it() -> None:
    """Two and a success do not; a pause later one probe passes, and only one."""
    breaker = Breaker()
    for _ in range(2):
        breaker.failed(0.0)
    breaker.succeeded()
    for _ in range(2):
        breaker.failed(0.0)
    assert breaker.allows(0.0)
    breaker.failed(0.0)
    assert (breaker.allows(0.0), breaker.state(0.0)) == (False, "open")
    assert breaker.allows(FIRST_PAUSE)
    breaker.begin()
    assert (breaker.allows(FIRST_PAUSE), breaker.state(FIRST_PAUSE)) == (False, "half_open")
    breaker.succeeded()
    assert breaker.state(FIRST_PAUSE) == "closed"


def test_pauses_double_up_to_a_limit() -> None:
    """Each failed probe waits twice as long, never over the longest."""
    breaker, now, pauses = Breaker(), 0.0, []
    for _ in range(3):
        breaker.failed(now)
    for _ in range(8):
        start = now
        while not breaker.allows(now):
            now += 0.5
        pauses.append(now - start)
        breaker.begin()
        breaker.failed(now)
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
    assert max(pauses) == LONGEST_PAUSE


def test_nobody_there_is_a_short_pause() -> None:
    """At once and for a moment only, however often."""
    breaker = Breaker()
    for _ in range(9):
        breaker.failed(0.0, gone=True)
    assert not breaker.allows(0.0)
    assert breaker.allows(GONE_PAUSE)


def test_a_probe_whose_client_went_away_frees_the_way() -> None:
    """The next request may probe; otherwise the server would stay alone for ever."""
    breaker = Breaker()
    breaker.failed(0.0, gone=True)
    breaker.begin()
    breaker.left()
    assert breaker.allows(GONE_PAUSE)


@given(st.lists(st.sampled_from(["ok", "bad", "gone", "left"]), max_size=50))
def test_it_always_lets_a_request_through_again(steps: list[str]) -> None:
    """Whatever has happened, after the longest pause a request passes."""
    breaker, now = Breaker(), 0.0
    for step in steps:
        now += 0.1
        if not breaker.allows(now):
            continue
        breaker.begin()
        if step == "ok":
            breaker.succeeded()
        elif step == "left":
            breaker.left()
        else:
            breaker.failed(now, gone=step == "gone")
    assert breaker.allows(now + LONGEST_PAUSE)
