"""Requests to a site: strict types, bounds that refuse, a digest that tells two requests apart."""

from __future__ import annotations

from typing import Any

import pytest

from training.settings import SiteLimits
from training.site_requests import (
    BadRequest,
    EvaluateRequest,
    ReleaseParts,
    TrainRequest,
    parse,
    request_digest,
)

GOOD: dict[str, Any] = {
    "op": "train", "round": "r-2026.1", "min_sites": 2, "release": None, "seed": 0, "steps": 24,
    "batch": 2, "sequence": 128, "learning_rate": 5e-4, "rank": 8, "alpha": 16,
    "targets": ["q_proj", "v_proj"], "base": "sha256:00",
}  # fmt: skip


def test_a_good_request() -> None:
    """The documented fields are taken as they are."""
    request = parse(TrainRequest, GOOD)
    request.check(SiteLimits())
    assert request.targets == ("q_proj", "v_proj")
    assert parse(EvaluateRequest, {"op": "evaluate", "round": "r1"}).round == "r1"


BAD = [
    {"round": "../x"}, {"round": ""}, {"round": "r" * 101}, {"round": 3}, {"min_sites": "2"},
    {"min_sites": 0}, {"steps": 0}, {"steps": True}, {"steps": 2.5}, {"learning_rate": float("nan")},
    {"learning_rate": float("inf")}, {"learning_rate": -1.0}, {"targets": ["a.b"]},
    {"targets": "q_proj"}, {"seed": -1}, {"extra": 1}, {"release": {"manifest": "x"}},
    {"op": "evaluate"}, {"base": None}, {"rank": None},
]  # fmt: skip


@pytest.mark.parametrize("change", BAD, ids=str)
def test_bad_fields_are_refused_without_a_word(change: dict[str, Any]) -> None:
    """Each wrong type, range or extra field is refused, and the error quotes nothing."""
    with pytest.raises(BadRequest) as caught:
        parse(TrainRequest, GOOD | change)
    assert str(caught.value) == ""
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("field", sorted(GOOD.keys() - {"release"}))
def test_missing_fields_are_refused(field: str) -> None:
    """No field but the release has a default."""
    with pytest.raises(BadRequest):
        parse(TrainRequest, {k: v for k, v in GOOD.items() if k != field})


@pytest.mark.parametrize(
    "change",
    [{"steps": 25}, {"batch": 9}, {"sequence": 513}, {"rank": 17}, {"learning_rate": 0.006}],
    ids=str,
)
def test_bounds_refuse_and_never_clamp(change: dict[str, Any]) -> None:
    """One over a bound of the site is refused; the bound itself passes."""
    request = parse(TrainRequest, GOOD | change)
    with pytest.raises(BadRequest):
        request.check(SiteLimits())
    name, value = next(iter(change.items()))
    bound = {"learning_rate": 5e-3}.get(name, value - 1)
    parse(TrainRequest, GOOD | {name: bound}).check(SiteLimits())


def test_release_parts_must_be_base64() -> None:
    """What is no base64 is a bad request."""
    assert ReleaseParts(manifest="YQ==", signature="Yg==").decode() == (b"a", b"b")
    with pytest.raises(BadRequest):
        ReleaseParts(manifest="ä", signature="Yg==").decode()


def test_the_digest_tells_requests_apart() -> None:
    """Order of fields does not matter; any field or the body does."""
    digest = request_digest(GOOD, b"x")
    assert digest == request_digest(dict(reversed(GOOD.items())), b"x")
    assert digest != request_digest(GOOD, b"y")
    assert digest != request_digest(GOOD | {"steps": 23}, b"x")
