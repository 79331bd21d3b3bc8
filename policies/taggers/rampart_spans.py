"""The English tagger's pieces put together into names, addresses and numbers.

Pure functions of a sentence and its pieces; knows no model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policies.recognizers.lexicon_en import NOT_FIRST
from policies.spans import Span

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


def spans_of(sentence: str, pieces: list[Piece]) -> list[Span]:
    """Persons, addresses with a number or two parts, and numbers of at least seven digits."""
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
