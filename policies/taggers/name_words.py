"""The names in a sentence: words weighed, then words beside each other put together. Knows no model."""

from __future__ import annotations

import math
from collections.abc import Sequence

import regex

from policies.recognizers.known_names import is_common, is_given, is_surname
from policies.spans import Span
from policies.taggers.word_evidence import Belief, Word, is_link, weighed

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


def names(sentence: str, beliefs: Sequence[Belief]) -> list[Span]:
    """The names of a sentence, each with its title and its suffix; the score grows with the weight."""
    found = weighed(sentence, beliefs, dull=False)
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
        if run and (
            _PLAIN_GAP.fullmatch(sentence[run[-1].end : word.start]) is None
            or _mixed(run[-1], word)
        ):
            runs.append(run)
            run = []
        if word.weight >= JOIN or is_link(word):
            run.append(word)
        elif run:
            runs.append(run)
            run = []
    runs.append(run)
    return [kept for r in runs if (kept := _without_loose_ends(r))]


def _mixed(left: Word, right: Word) -> bool:
    """Whether one of two words has a capital and the other, in small letters, is no name: "heiße Anna"."""
    small = left if left.text.islower() else right
    other = right if small is left else left
    if not small.text.islower() or other.text.islower() or is_link(small):
        return False
    lower = small.text.lower()
    return is_common(lower) or not (is_given(lower) or is_surname(lower))


def _without_loose_ends(run: list[Word]) -> list[Word]:
    """A run without particles at its end or a verb before it; one or two particles before a name belong to it."""
    while run and run[-1].weight < JOIN and run[-1].text.islower():
        run = run[:-1]
    # "Tell" before a name is in a capital as the sentence's first word.
    while run and run[0].seen.get("never first") and run[0].seen.get("word"):
        run = run[1:]
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
