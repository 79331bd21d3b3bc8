"""The English tagger's pieces put together into names and addresses.

Pure functions of a sentence and its pieces; knows no model. Of the tagger's other classes nothing is
kept: it takes order numbers for identity papers, and the rules find what has a grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policies.recognizers.known_names import is_common
from policies.recognizers.lexicon_en import STOP_WORDS
from policies.spans import Span
from policies.taggers.name_words import names
from policies.taggers.word_evidence import Belief

_PERSON = frozenset({"GIVEN_NAME", "SURNAME"})
_ADDRESS = frozenset(
    {"BUILDING_NUMBER", "STREET_NAME", "SECONDARY_ADDRESS", "CITY", "STATE", "ZIP_CODE"}
)
_SURE = 0.5
_DECIMAL = re.compile(r"\d+[.,:]\d+")
_LETTERS = re.compile(r"[^\W\d_]{3,}(?:['’.-][^\W\d_]+)*\.?")
_GAP = re.compile(r"[\s,.'’#-]{0,3}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with the likeliest of the model's own classes; `score` is that class's probability."""

    start: int
    end: int
    kind: str
    score: float


def spans_of(sentence: str, pieces: list[Piece]) -> list[Span]:
    """Persons, and addresses with a number or two parts."""
    numbered = any(c.isdigit() for c in sentence)
    found = names(sentence, [_belief(p, numbered=numbered) for p in pieces])
    sure = [p for p in pieces if p.kind in _ADDRESS and p.score >= _SURE]
    for run in _runs(sentence, sure):
        kept = _without_loose_ends(sentence, run)
        if kept and _is_address(sentence, kept):
            found.append(Span(kept[0].start, kept[-1].end, "LOCATION", 0.6))
    return found


def _belief(piece: Piece, *, numbered: bool) -> Belief:
    person = piece.score if piece.kind in _PERSON else 0.0
    if piece.kind == "STREET_NAME" and not numbered:
        person = 0.7 * piece.score  # streets without a number are as often persons
    return Belief(piece.start, piece.end, person, piece.score if piece.kind in _ADDRESS else 0.0)


def _runs(sentence: str, pieces: list[Piece]) -> list[list[Piece]]:
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and _GAP.fullmatch(sentence[runs[-1][-1].end : piece.start]):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _without_loose_ends(sentence: str, run: list[Piece]) -> list[Piece]:
    """The run without the function words at its ends."""
    words = [sentence[p.start : p.end].lower() in STOP_WORDS for p in run]
    if all(words):
        return []
    return run[words.index(False) : len(words) - words[::-1].index(False)]


def _is_address(sentence: str, run: list[Piece]) -> bool:
    """A street with its number, or a place with a postcode; a city alone, or a lone number, is none."""
    kinds = {p.kind for p in run}
    values = [sentence[p.start : p.end] for p in run]
    if any(_DECIMAL.fullmatch(v) for v in values) or not any(map(str.isdigit, "".join(values))):
        return False
    proper = [v for v in values if _LETTERS.fullmatch(v) and not is_common(v)]
    if not proper and not ("STREET_NAME" in kinds and sum(map(_is_word, values)) >= 2):
        return False
    if "STREET_NAME" in kinds:
        return "BUILDING_NUMBER" in kinds or len(kinds) >= 3
    if "ZIP_CODE" in kinds:
        return len(kinds) >= 2
    return "BUILDING_NUMBER" in kinds and len(kinds & {"SECONDARY_ADDRESS", "CITY", "STATE"}) >= 1


def _is_word(value: str) -> bool:
    return _LETTERS.fullmatch(value) is not None and value.lower() not in STOP_WORDS
