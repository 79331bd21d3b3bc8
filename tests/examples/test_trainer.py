"""How a round's outcome is read."""

from __future__ import annotations

import math

from examples.demo.trainer import read_round

ROW = {
    "id": "round-1",
    "state": "released",
    "release": "r0001-abc",
    "summary": {
        "reason": "released r0001-abc",
        "total_seconds": 31.5,
        "flower_bytes": 12345,
        "sites": {
            "site-b": {
                "code": "ok",
                "metrics": {
                    "examples": 50.0,
                    "steps": 8.0,
                    "loss_before": 3.0,
                    "loss_after": 2.0,
                    "update_bytes": 999.0,
                    "seconds": 4.5,
                },
                "evaluation": {"loss_before": 3.0, "loss_candidate": 2.5, "held_out": 8.0},
            },
            "site-a": {"code": "no_reply", "metrics": {}, "evaluation": None},
        },
    },
}


def test_a_released_round() -> None:
    """Losses, bytes and seconds of each site, sites in order."""
    result = read_round(ROW)
    assert (result.id, result.state, result.release) == ("round-1", "released", "r0001-abc")
    assert (result.seconds, result.flower_bytes) == (31.5, 12345)
    away, took_part = result.sites
    assert (took_part.loss_before, took_part.loss_candidate) == (3.0, 2.5)
    assert (took_part.examples, took_part.steps, took_part.held_out) == (50, 8, 8)
    assert (took_part.update_bytes, took_part.seconds) == (999, 4.5)
    assert (away.site, away.code) == ("site-a", "no_reply")
    assert math.isnan(away.loss_candidate)


def test_a_round_that_never_began() -> None:
    """A round without a summary has no sites and no release."""
    result = read_round({"id": "x", "state": "failed", "summary": {"reason": "why"}})
    assert (result.sites, result.release, result.reason) == ((), None, "why")
