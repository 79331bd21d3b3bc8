"""The names in a sentence: words weighed, then words beside each other put together.

Also the cheap test of whether a sentence can hold a name at all. Knows no model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import regex

from policies.recognizers.brands_en import BRAND_WORDS, CITIES
from policies.recognizers.known_names import is_common, is_given, is_surname
from policies.recognizers.lexicon_en import NOT_FIRST
from policies.spans import Span
from policies.taggers.word_evidence import (
    CALLS,
    POSSESSIVE,
    TITLES,
    WORD,
    Belief,
    Word,
    is_link,
    weighed,
)

# A run of words is a name when one of them reaches SEED; beside it JOIN is enough.
JOIN, SEED = -2.0, -0.5
_PLAIN_GAP = regex.compile(r"[ \t]{1,3}|\.[ \t]{0,2}|-|\.-")
_SUFFIX = regex.compile(
    r",?[ \t](?:Jr|Sr|II|III|IV|PhD|Ph\.D|MD|M\.D|DDS|DVM|Esq|MBA)(?![\p{L}\d])\.?"
)
_DOT = regex.compile(r"(?:\p{Lu}|Jr|Sr|Esq|JR|SR)\.")
_TITLE_BEFORE = regex.compile(
    r"(?i)(?<![\p{L}\p{N}])(?:mrs?|ms|mx|miss|dr|prof|professor|sir)\.?[ \t]+$"
)
_LEADING_WORDS = frozenset("aiye")


def may_hold_name(sentence: str) -> bool:
    """A cheap test before the model: a word that is a listed name, a strange capital, a cue before a word.

    It may let too many pass; a name that is an everyday word in lower case passes only after a cue.
    """
    lead = ""
    for count, match in enumerate(WORD.finditer(sentence)):
        text = POSSESSIVE.sub("", match[0])
        lower = text.lower()
        if lower not in NOT_FIRST and _may_be_name(text, lower, lead, first=count == 0):
            return True
        lead = lower
    return False


def _may_be_name(text: str, lower: str, lead: str, *, first: bool) -> bool:
    parts = lower.split("-")
    listed = all(map(is_given, parts)) or all(map(is_surname, parts))
    cued = lead in TITLES or lead in CALLS
    if not cued and (lower in BRAND_WORDS or lower in CITIES):
        return False
    if is_common(lower):
        return listed and (cued or (text[0].isupper() and not first))
    if text.isupper() and len(text) > 1:
        return listed or cued  # else rather an abbreviation
    return text[0].isupper() or cued or (len(text) > 2 and all(map(is_given, parts)))


def names(sentence: str, beliefs: Sequence[Belief]) -> list[Span]:
    """The names of a sentence, each with its title and its suffix; the score grows with the weight."""
    found = weighed(sentence, beliefs)
    spans: list[Span] = []
    for run in _runs(sentence, found):
        best = max(w.weight for w in run)
        if best >= SEED:
            start, end = _title_before(sentence, run[0].start), run[-1].end
            tail = _SUFFIX.match(sentence, end) or _DOT.match(sentence, run[-1].start)
            spans.append(Span(start, tail.end() if tail else end, "PERSON", _score(best)))
    return spans


def _runs(sentence: str, found: list[Word]) -> list[list[Word]]:
    """Words beside each other that may be one name; initials and particles only between or before them."""
    runs: list[list[Word]] = []
    run: list[Word] = []
    for word in found:
        if run and _PLAIN_GAP.fullmatch(sentence[run[-1].end : word.start]) is None:
            runs.append(run)
            run = []
        if word.weight >= JOIN or is_link(word):
            run.append(word)
        elif run:
            runs.append(run)
            run = []
    runs.append(run)
    return [kept for r in runs if (kept := _without_loose_ends(r))]


def _without_loose_ends(run: list[Word]) -> list[Word]:
    """A run without particles at its end; before a name one or two of them belong to it."""
    while run and run[-1].weight < JOIN and run[-1].text.islower():
        run = run[:-1]
    strong = [n for n, w in enumerate(run) if w.weight >= JOIN]
    if not strong:
        return []
    first = strong[0]
    while first and (run[first - 1].text.lower() not in _LEADING_WORDS):
        first -= 1
    return run[first:]


def _title_before(sentence: str, start: int) -> int:
    title = _TITLE_BEFORE.search(sentence, max(0, start - 12), start)
    return title.start() if title is not None else start


def _score(weight: float) -> float:
    return round(0.4 + 0.3 / (1 + math.exp(-weight)), 3)
