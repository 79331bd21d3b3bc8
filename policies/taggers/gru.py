"""The Chinese tagger's encoder, rebuilt so that sentences of unlike length go together.

The wheel's own graph takes no lengths: one sentence a call, or several that are equally long. ONNX's GRU can be
told where each sentence ends, in both directions: two together cost little more than one. Knows no words and no
tags.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from policies.taggers.onnx_file import Array, Node, read, write
from policies.taggers.protocol import open_session

Floats = npt.NDArray[np.float32]


class GruEncoder:
    """Scores of the tags for the characters of sentences."""

    def __init__(self, model: Path) -> None:
        """Rebuilds the model of the file; ValueError when it is not the one that is known here."""
        try:
            self._session = open_session(_rebuilt(*read(model)))
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError("the Chinese tagger's model has another form") from error

    def scores(self, rows: Sequence[Sequence[int]]) -> list[Floats]:
        """(character, tag) of each row of character ids; no row is empty."""
        lengths = [len(row) for row in rows]
        ids = np.zeros((max(lengths), len(rows)), dtype=np.int64)
        for column, row in enumerate(rows):
            ids[: len(row), column] = row
        feeds = {"ids": ids, "lengths": np.array(lengths, dtype=np.int32)}
        found = self._session.run(None, feeds)[0]
        return [found[:length, column] for column, length in enumerate(lengths)]


def _rebuilt(nodes: list[Node], stored: dict[str, Array]) -> bytes:
    kept: dict[str, Array] = {"middle": np.array([1], dtype=np.int64)}
    made: list[Node] = []

    def keep(name: str) -> str:
        kept[name] = stored[name]
        return name

    def add(op: str, inputs: list[str], *outputs: str, **attributes: int | str) -> str:
        made.append(Node(op, inputs, list(outputs), "", dict(attributes)))
        return outputs[0]

    (embedding,) = (n for n in nodes if n.op == "Gather")
    x = add("Gather", [keep(embedding.inputs[0]), "ids"], "x0")
    for layer, gru in enumerate((n for n in nodes if n.op == "GRU"), 1):
        weights = [keep(name) for name in gru.inputs[1:4]]
        size = int(gru.attributes["hidden_size"])
        if len(kept[weights[0]]) != 2 or not gru.attributes["linear_before_reset"]:
            raise KeyError("GRU")
        y = add(
            "GRU",
            [x, *weights, "lengths"],
            f"y{layer}",
            hidden_size=size,
            linear_before_reset=1,
            direction="bidirectional",
        )
        # (character, direction, sentence, size): the directions of a character stand side by side.
        add("Split", [y], f"forward{layer}", f"backward{layer}", axis=1, num_outputs=2)
        both = add("Concat", [f"forward{layer}", f"backward{layer}"], f"both{layer}", axis=-1)
        x = add("Squeeze", [both, "middle"], f"x{layer}")
    (matrix,) = (n for n in nodes if n.op == "MatMul")
    (bias,) = (n for n in nodes if n.op == "Add")
    y = add("MatMul", [x, keep(matrix.inputs[1])], "products")
    add("Add", [y, keep(bias.inputs[1])], "scores")
    return write(
        made,
        kept,
        {"ids": (np.int64, ("characters", "sentences")), "lengths": (np.int32, ("sentences",))},
        {"scores": (np.float32, ("characters", "sentences", "tags"))},
    )
