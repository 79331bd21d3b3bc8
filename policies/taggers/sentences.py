"""Sentences of a text, and which scripts stand in them. Knows no model."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

MAX_SENTENCE = 200
_SIGN = re.compile(r"[.!?;。！？；\n]")
_AT_ONCE = frozenset("。！？；\n!?")
# No sentence ends after a title, an initial or an abbreviation of an address.
_SHORT = r"(?<!(?<![\p{L}\d])(?:\p{Lu}|(?i:mrs?|ms|dr|prof|st|jr|ave|rd|blvd|apt|ste|no|p\.o))\.)"
_BLANK = regex.compile(rf"{_SHORT} +(?=[\p{{Lu}}\"'“(])")
_SOFT = regex.compile(r"[,，、:：;\s]")
_HAN = regex.compile(r"[\u4e00-\u9fff]")
_LATIN = regex.compile(r"\p{Latin}{2,}|\d")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(start, sentence) over the whole text; a sentence has at most 200 characters."""
    at = 0
    for match in _SIGN.finditer(text):
        end = _end(text, match.end())
        if end is not None:
            yield from _bounded(text, at, end)
            at = end
    yield from _bounded(text, at, len(text))


def _end(text: str, after: int) -> int | None:
    """Where the sentence ends whose sign ends at `after`: with the blanks before a capital, or at once."""
    blank = _BLANK.match(text, after) if text.startswith(" ", after) else None
    if blank is not None and text[after - 1] in ".!?;":
        return int(blank.end())
    return after if text[after - 1] in _AT_ONCE else None


def has_han(sentence: str) -> bool:
    """Whether any character is Han: what the Chinese tagger can read."""
    return _HAN.search(sentence) is not None


def has_latin(sentence: str) -> bool:
    """Whether two Latin letters or a digit stand in it: what the English tagger can read."""
    return _LATIN.search(sentence) is not None


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    while end - start > MAX_SENTENCE:
        window = text[start : start + MAX_SENTENCE]
        soft = [m.end() for m in _SOFT.finditer(window) if m.end() > MAX_SENTENCE // 2]
        cut = start + (soft[-1] if soft else MAX_SENTENCE)
        yield start, text[start:cut]
        start = cut
    if text[start:end].strip():
        yield start, text[start:end]
