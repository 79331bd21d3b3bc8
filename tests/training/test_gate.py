"""What the gate lets through."""

from __future__ import annotations

import math
from typing import Any

import pytest

from training.gate import judge


def result(**losses: tuple[float, float]) -> dict[str, Any]:
    """A round's result with (before, after) per site."""
    sites = {
        site: {"evaluation": {"loss_before": before, "loss_candidate": after, "held_out": 4}}
        for site, (before, after) in losses.items()
    }
    return {"sites": sites}


def test_a_loss_that_fell_everywhere_passes() -> None:
    """Equal counts as not risen."""
    assert judge(result(a=(2.0, 1.9), b=(2.0, 2.0)), min_sites=2).passed


def test_a_loss_that_rose_at_one_site_is_refused_and_named() -> None:
    """A gain at one site does not pay for a loss at another."""
    verdict = judge(result(a=(2.0, 0.5), b=(2.0, 2.0001)), min_sites=2)
    assert not verdict.passed
    assert verdict.reasons == ("b: held-out loss rose from 2.0000 to 2.0001",)


def test_tolerance_is_a_setting() -> None:
    """A rise within the tolerance passes."""
    assert judge(result(a=(2.0, 2.05), b=(2.0, 1.9)), min_sites=2, tolerance=0.1).passed


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_loss_that_is_no_number_is_refused(bad: float) -> None:
    """Neither side may be NaN or infinite."""
    assert not judge(result(a=(2.0, bad), b=(2.0, 1.0)), min_sites=2).passed
    assert not judge(result(a=(bad, 1.0), b=(2.0, 1.0)), min_sites=2).passed


def test_a_missing_loss_is_refused() -> None:
    """A site that reports no loss is no evidence."""
    found = result(a=(2.0, 1.0), b=(2.0, 1.0))
    del found["sites"]["b"]["evaluation"]["loss_candidate"]
    assert judge(found, min_sites=2).reasons == ("b: held-out loss is not finite",)


def test_an_evaluation_of_nothing_is_refused() -> None:
    """A site with no held-out example cannot vouch."""
    found = result(a=(2.0, 1.0), b=(2.0, 1.0))
    found["sites"]["a"]["evaluation"]["held_out"] = 0
    assert judge(found, min_sites=2).reasons == ("a: no held-out example",)


def test_too_few_evaluations_are_refused() -> None:
    """A quorum of evaluations is needed, not only of updates."""
    found = result(a=(2.0, 1.0))
    found["sites"]["b"] = {"evaluation": None}
    assert judge(found, min_sites=2).reasons == ("1 of 2 sites evaluated the candidate",)


def test_a_candidate_that_a_site_refused_is_not_released() -> None:
    """Two good evaluations do not outvote a site where it gave no finite loss; a silent site is none."""
    found = result(a=(2.0, 1.0), b=(2.0, 1.0))
    found["sites"]["c"] = {"evaluation": None, "evaluation_code": "no_reply"}
    assert judge(found, min_sites=2).passed
    found["sites"]["c"]["evaluation_code"] = "adapter_rejected"
    assert judge(found, min_sites=2).reasons == ("c: refused the candidate",)
