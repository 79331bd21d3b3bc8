"""A worker's time is what it computes, or sleeps; not what a busy machine keeps it waiting."""

from __future__ import annotations

import pytest

from policies.taggers.patience import Patience


@pytest.mark.parametrize(
    ("share", "ready", "end"),
    [
        (1.0, True, 2.2),  # computes all the time
        (0.5, True, 4.2),  # gets half of a processor
        (0.0, False, 2.2),  # sleeps, or is stopped
        (0.0, True, 20.2),  # never gets its turn
    ],
)
def test_when_it_ends(share: float, ready: bool, end: float) -> None:
    """A limit of two seconds, looked at five times a second."""
    patience = Patience(2.0, 100.0, 7.0)
    ticks = [
        (0.2 * n, patience.ends(100 + 0.2 * n, 7 + 0.2 * n * share, ready=ready))
        for n in range(1, 120)
    ]
    assert next(at for at, over in ticks if over) == pytest.approx(end, abs=0.21)
