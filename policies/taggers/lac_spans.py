"""The Chinese tagger's words put together into names and addresses.

Pure functions of a sentence and its words; knows no model.
"""

from __future__ import annotations

from dataclasses import dataclass

from policies.recognizers.lexicon_zh import AMBIGUOUS_SURNAMES, COMMON_SURNAMES
from policies.spans import Span
from policies.taggers.places import addresses


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence with LAC's tag, such as PER, LOC, ORG, m, q, n."""

    start: int
    end: int
    tag: str


def spans_of(sentence: str, words: list[Word]) -> list[Span]:
    """Persons, and places that have the depth of an address."""
    persons = [
        Span(_with_surname(sentence, w), w.end, "PERSON", 0.65)
        for w in words
        if w.tag == "PER" and _name_like(sentence[w.start : w.end])
    ]
    return [*persons, *addresses(sentence, [(w.start, w.end, w.tag) for w in words])]


def _name_like(value: str) -> bool:
    """Two to fifteen characters of which at least two are Han, or a middle dot."""
    han = sum("\u4e00" <= c <= "\u9fff" for c in value)
    return 2 <= len(value) <= 15 and han >= 2 and not any(c.isdigit() for c in value)


def _with_surname(sentence: str, word: Word) -> int:
    """The name's start; a given name that the model cut from its surname gets it back."""
    given = word.end - word.start == 2 and sentence[word.start] not in COMMON_SURNAMES
    before = sentence[word.start - 1] if word.start else ""
    plain = before in COMMON_SURNAMES - AMBIGUOUS_SURNAMES
    return word.start - 1 if given and plain else word.start
