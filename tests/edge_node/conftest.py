"""The tiny model in one engine, and one running edge, for every test of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from edge_node.engine import TransformersEngine
from tests.edge_node.serving import LORA, RunningEdge, Site, make_site, make_tensors


@pytest.fixture(scope="session")
def engine(tiny_model: Path) -> Iterator[TransformersEngine]:
    """One engine over the tiny model; a test unloads what it loads."""
    engine = TransformersEngine(tiny_model, device="cpu", threads=1, max_running=4, max_waiting=8)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def shapes(engine: TransformersEngine) -> dict[str, tuple[int, int]]:
    """What an adapter for the tiny model looks like."""
    return engine._host.expected_shapes(LORA)


@pytest.fixture(scope="session")
def endless(shapes: dict[str, tuple[int, int]]) -> list[dict[str, np.ndarray]]:
    """Two adapters whose greedy answers differ and go on to any limit."""
    return [make_tensors(shapes, seed) for seed in ENDLESS]


ENDLESS = (1, 12)


@pytest.fixture
def site(tmp_path: Path, tiny_model: Path) -> Site:
    """A site of its own."""
    return make_site(tmp_path / "site", tiny_model)


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory, tiny_model: Path) -> Iterator[RunningEdge]:
    """A running edge on the base model."""
    with RunningEdge(make_site(tmp_path_factory.mktemp("edge"), tiny_model)) as running:
        yield running
