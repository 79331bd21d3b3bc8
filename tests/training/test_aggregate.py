"""Checks on updates and their weighted mean."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.aggregate import Update, shapes_of, sift, weighted_mean


def update(
    site: str, examples: int = 10, value: float = 1.0, shape: tuple[int, ...] = (2, 3)
) -> Update:
    """An update of one tensor."""
    return Update(site, examples, {"w": np.full(shape, value, dtype=np.float32)})


@given(st.lists(st.tuples(st.integers(1, 1000), st.floats(-50, 50)), min_size=1, max_size=6))
def test_mean_is_weighted_by_examples_whatever_the_order(parts: list[tuple[int, float]]) -> None:
    """The mean is sum(n·x)/sum(n), in float32, the same bits in any order."""
    updates = [update(f"s{i}", n, x) for i, (n, x) in enumerate(parts)]
    mean = weighted_mean(updates)["w"]
    exact = sum(n * float(np.float32(x)) for n, x in parts) / sum(n for n, _ in parts)
    assert mean.dtype == np.float32
    np.testing.assert_allclose(mean, exact, rtol=1e-6, atol=1e-6)
    assert weighted_mean(updates[::-1])["w"].tobytes() == mean.tobytes()


def _broken(kind: str) -> Update:
    tensors: dict[str, Any] = {"w": np.ones((2, 3), dtype=np.float32)}
    examples = 10
    if kind == "not_finite":
        tensors["w"][0, 0] = np.nan
    elif kind == "out_of_bounds":
        tensors["w"][0, 0] = 1e6
    elif kind == "bad_dtype":
        tensors["w"] = tensors["w"].astype(np.float64)
    elif kind == "empty_update":
        tensors = {}
    elif kind == "bad_examples":
        examples = 0
    elif kind == "bad_shapes":
        tensors["w"] = np.ones((3, 2), dtype=np.float32)
    return Update("bad", examples, tensors)


@pytest.mark.parametrize(
    "kind",
    ["not_finite", "out_of_bounds", "bad_dtype", "empty_update", "bad_examples", "bad_shapes"],
)
def test_a_bad_update_is_refused_and_the_others_stay(kind: str) -> None:
    """One bad site is left out under a code that says why."""
    good, refused = sift([update("a"), _broken(kind), update("b")])
    assert [u.site for u in good] == ["a", "b"]
    assert refused == {"bad": kind}


def test_two_sites_of_different_shapes_are_both_refused() -> None:
    """Where no majority says which shape is right, none is taken."""
    good, refused = sift([update("a"), update("b", shape=(3, 2))])
    assert good == []
    assert refused == {"a": "bad_shapes", "b": "bad_shapes"}


def test_the_running_release_says_which_shapes_are_right() -> None:
    """With expected shapes a minority that fits is taken."""
    expected = shapes_of(update("x").tensors)
    others = [update("b", shape=(3, 2)), update("c", shape=(3, 2))]
    good, _ = sift([update("a"), *others], expected=expected)
    assert [u.site for u in good] == ["a"]


def test_no_updates_have_no_mean() -> None:
    """An empty list is a mistake of the caller."""
    with pytest.raises(ValueError, match="no updates"):
        weighted_mean([])
