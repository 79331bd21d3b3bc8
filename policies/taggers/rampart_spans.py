"""The English tagger's pieces put together into names and addresses.

Pure functions of a sentence and its pieces; knows no model. Of the tagger's other classes nothing is
kept: it takes order numbers for identity papers, and the rules find what has a grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import regex

from policies.recognizers.address_parts import tail
from policies.recognizers.brands_en import CITIES, brands
from policies.recognizers.known_names import is_common
from policies.recognizers.lexicon_en import STOP_WORDS
from policies.recognizers.street_words import (
    ODD_SUFFIXES,
    STREET_BEFORE,
    STREET_ENDINGS,
    SUFFIXES,
)
from policies.spans import Span
from policies.taggers.name_words import names
from policies.taggers.word_evidence import Belief

_PERSON = frozenset({"GIVEN_NAME", "SURNAME"})
_ADDRESS = frozenset(
    {"BUILDING_NUMBER", "STREET_NAME", "SECONDARY_ADDRESS", "CITY", "STATE", "ZIP_CODE"}
)
_SURE = 0.5
# A house's number or a range of them, or a postcode or half of one.
_NUMBER = re.compile(
    r"(?i:no|nr|#)?\.?\d{1,6}[A-Za-z]?(?:[-/]\d{1,5}[A-Za-z]?)?|\d(?!GB|TB|MB)[A-Z]{2}|\d[a-z]{2}"
    r"|[A-Za-z]{1,2}\d{1,2}[A-Za-z]?(?: ?\d[A-Za-z]{2})?|[A-Za-z]\d[A-Za-z](?: ?\d[A-Za-z]\d)?|\d[A-Za-z]\d"
    r"|\d{1,3}(?:st|nd|rd|th)|[A-Za-z]-?\d{4,5}|\d{5}-\d{3,4}|\d{2}-\d{3}"
)
_STREET = regex.compile(
    rf"(?i:(?:{SUFFIXES}|{ODD_SUFFIXES})\.?|{STREET_BEFORE}|[\p{{L}}-]+(?:{STREET_ENDINGS}))"
)
_LETTERS = re.compile(r"[^\W\d_]{3,}(?:['’.-][^\W\d_]+)*\.?")
# A model's series, before its variant: "SU7 Max", "G9 Plus".
_SERIES = re.compile(r"[A-Z]{1,2}\d{1,2}")
# How many billions of parameters a language model has: "Mistral 7B".
_PARAMETERS = re.compile(r"\d{1,3}B")
# Hours, and a score: "Windsor 9-6", "Madrid 3-1".
_FROM_TO = re.compile(r"\d{1,2}-\d{1,2}")
# What a number behind it counts, which is no house: "port 8080", "size 44".
_NUMBERED = re.compile(
    r"(?i)(?<![a-z])(?:port|size|version|channel|error|gate|platform|seat|lane|page|build) $"
)
_COUNTS = frozenset(
    ("port", "size", "version", "channel", "error", "gate", "platform", "seat", "page", "build")
)
_GAP = re.compile(r"[\s,.'’#/-]{0,3}")
_UNIT_BEFORE = re.compile(
    r"(?i)(?<![a-z])(?:flat|studio|apartment|apt|unit|suite|ste|level|floor|house|shop|lot|no)\.? ?#?$"
)


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
            found.append(Span(*_whole(sentence, kept), "LOCATION", 0.6))
    return found


def _whole(sentence: str, run: list[Piece]) -> tuple[int, int]:
    """(start, end) of an address with the word before a flat's number and the parts behind it."""
    start, end = run[0].start, run[-1].end
    unit = _UNIT_BEFORE.search(sentence, max(0, start - 12), start)
    lower = sentence[start:end].islower()
    rest = tail(sentence, end, lower=lower)
    return unit.start() if unit else start, rest.end if rest.coded else end


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
    if not any(map(_NUMBER.fullmatch, values)) or any(map(_is_code, values)):
        return False
    if sentence[run[0].start - 1 : run[0].start] in ("-", "_") and run[0].start:
        return False
    if len(values) == 2 and _is_model(sentence, *values):
        return False
    if _is_counted(sentence, run[0].start, values):
        return False
    proper = [v for v in values if _LETTERS.fullmatch(v) and not is_common(v) and not _is_sign(v)]
    street = any(map(_is_street, values))
    if not street and sum(map(_is_small, values)) >= len(values) - 1 >= 2:
        return False  # "vlan 10 20", "G01 X50 Y30"
    if not proper and not (street and sum(map(_is_word, values)) >= 2):
        return False
    start = run[0].start
    low = max(0, start - 24)
    begun = brands(sentence[low : run[-1].end])
    if not street and any(low + a <= start <= low + z + 1 for a, z in begun):
        return False
    if "STREET_NAME" in kinds:
        whole = "BUILDING_NUMBER" in kinds or len(kinds) >= 3
        # A number behind a name is a model's as often as a house's: "Forerunner 255".
        return whole and (street or len(kinds) >= 3 or values[0][0].isdigit())
    if "ZIP_CODE" in kinds:
        return len(kinds) >= 2
    return "BUILDING_NUMBER" in kinds and len(kinds & {"SECONDARY_ADDRESS", "CITY", "STATE"}) >= 1


def _is_counted(sentence: str, start: int, values: list[str]) -> bool:
    """Whether the numbers are hours, a score, or a port's, a size's: nobody's house."""
    if any(a.lower() in _COUNTS and b[0].isdigit() for a, b in pairwise(values)):
        return True
    if any(map(_is_street, values)):
        return False
    numbers = [v for v in values if v[0].isdigit()]
    if numbers and not values[0][0].isdigit() and all(map(_FROM_TO.fullmatch, numbers)):
        return True
    return (
        values[0][0].isdigit() and _NUMBERED.search(sentence, max(0, start - 12), start) is not None
    )


def _is_model(sentence: str, name: str, number: str) -> bool:
    """Whether a name and a number are rather a product's or an error's: "Exynos 2200", "errcode 48001", "SU7 Max"."""
    if _SERIES.fullmatch(name) and number.lower() not in CITIES and not _is_street(number):
        return True
    if _PARAMETERS.fullmatch(number) and not _is_street(name):
        return True
    if not number.isdigit() or name.lower() in CITIES or _is_street(name):
        return False
    small = name.islower() and not sentence.islower()
    return small or len(number) <= 4


def _is_code(value: str) -> bool:
    """Whether a piece is a code, a size or a decimal: "KF-81479", "21GB", "22.04"."""
    mixed = any(map(str.isdigit, value)) and not value.isdigit()
    return mixed and _NUMBER.fullmatch(value) is None


def _is_sign(value: str) -> bool:
    """Whether it is an abbreviation, as of a currency or an airport."""
    return value.isupper() and len(value) <= 4


def _is_small(value: str) -> bool:
    """Whether it is a number of one to three digits."""
    return value.isdigit() and len(value) < 4


def _is_street(value: str) -> bool:
    return _STREET.fullmatch(value) is not None


def _is_word(value: str) -> bool:
    return _LETTERS.fullmatch(value) is not None and value.lower() not in STOP_WORDS
