"""ONNX files without the `onnx` package: what is written, ONNX Runtime runs; what is stored, is read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from policies.taggers.onnx_file import MICROSOFT, Node, read, write
from policies.taggers.protocol import open_session

WEIGHTS = np.arange(6, dtype=np.float32).reshape(2, 3)


def _model() -> bytes:
    nodes = [
        Node("MatMul", ["x", "w"], ["y"]),
        Node("FastGelu", ["y"], ["g"], MICROSOFT),
        Node("LayerNormalization", ["g", "s"], ["out"], "", {"axis": -1, "epsilon": 0.5}),
    ]
    tensors = {"w": WEIGHTS, "s": np.ones(3, np.float32)}
    shape = ("rows", "columns")
    return write(nodes, tensors, {"x": (np.float32, shape)}, {"out": (np.float32, shape)})


def test_what_is_written_runs() -> None:
    """Attributes of both kinds, two domains, named dimensions."""
    x = np.array([[1.0, 2.0], [0.5, 0.1]], np.float32)
    (found,) = open_session(_model()).run(None, {"x": x})
    y = x @ WEIGHTS
    gelu = 0.5 * y * (1 + np.tanh(np.sqrt(2 / np.pi) * (y + 0.044715 * y**3)))
    centred = gelu - gelu.mean(axis=1, keepdims=True)
    expected = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 0.5)
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Names, inputs, integer attributes and tensors come back; minus one is a large varint."""
    path = tmp_path / "model.onnx"
    path.write_bytes(_model())
    nodes, tensors = read(path)
    assert [(n.op, list(n.inputs), list(n.outputs), n.domain) for n in nodes] == [
        ("MatMul", ["x", "w"], ["y"], ""),
        ("FastGelu", ["y"], ["g"], MICROSOFT),
        ("LayerNormalization", ["g", "s"], ["out"], ""),
    ]
    assert nodes[2].attributes == {"axis": 2**64 - 1}
    np.testing.assert_array_equal(tensors["w"], WEIGHTS)


@pytest.mark.parametrize(
    "data", [b"", b"not a model", b"\x3a\xff", b"\x3a\x02\x0a\x7f", b"\xff" * 9]
)
def test_another_file_is_a_value_error(tmp_path: Path, data: bytes) -> None:
    """Empty, text, and lengths that point outside."""
    path = tmp_path / "model.onnx"
    path.write_bytes(data)
    with pytest.raises(ValueError, match="ONNX"):
        read(path)
