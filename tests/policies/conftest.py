"""Detectors that the policy tests share: each is built once."""

from __future__ import annotations

import pytest

from policies import Detector, Pack, build_detector, load_pack


@pytest.fixture(scope="session")
def default_pack() -> Pack:
    return load_pack("default")


@pytest.fixture(scope="session")
def fast(default_pack: Pack) -> Detector:
    return build_detector(default_pack, engine="fast")


@pytest.fixture(scope="session")
def balanced(default_pack: Pack) -> Detector:
    return build_detector(default_pack, engine="balanced")
