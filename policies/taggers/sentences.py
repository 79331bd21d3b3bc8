"""Sentences of a text, and which of them can hold a name or an address at all.

Knows no model: the filter is a cheap test that may only let too many pass.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policies.recognizers.known_names import is_given, is_surname
from policies.recognizers.lexicon_en import NOT_FIRST
from policies.taggers.name_words import may_hold_name

MAX_SENTENCE = 200
# No sentence ends after a title, an initial or an abbreviation of an address.
_SHORT = r"(?<!(?<![\p{L}\d])(?:\p{Lu}|(?i:mrs?|ms|dr|prof|st|jr|ave|rd|blvd|apt|ste|no|p\.o))\.)"
_BREAK = regex.compile(rf"(?<=[。！？；\n])|(?<=[.!?;]){_SHORT} +(?=[\p{{Lu}}\"'“(])|(?<=[!?])")
_WORD = regex.compile(r"(?V1)[\p{L}--\p{Han}]+")
_LEADS = frozenset(("to", "for", "with", "from", "by", "is", "did", "regards", "and"))
_SOFT = regex.compile(r"[,，、:：;\s]")
_HAN = regex.compile(r"[\u4e00-\u9fff]")
_LATIN = regex.compile(r"\p{Latin}{2,}|\d")
_ADDRESS = regex.compile(
    r"(?i)\d[A-Za-z]? +\p{L}|\p{L}[ ,]+\d|(?<![a-z])(?:address|street|road|avenue|lane|drive)(?![a-z])"
)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(start, sentence) over the whole text; a sentence has at most 200 characters."""
    at = 0
    for match in _BREAK.finditer(text):
        yield from _bounded(text, at, match.end())
        at = match.end()
    yield from _bounded(text, at, len(text))


def has_han(sentence: str) -> bool:
    """Whether any character is Han: what the Chinese tagger can read."""
    return _HAN.search(sentence) is not None


def has_latin(sentence: str) -> bool:
    """Whether two Latin letters or a digit stand in it: what the English tagger can read."""
    return _LATIN.search(sentence) is not None


def may_hold_english(sentence: str) -> bool:
    """Whether the English tagger should read it: an uncommon capitalised word, an address's number, a cue."""
    if _LATIN.search(sentence) is None:
        return False
    return (
        _ADDRESS.search(sentence) is not None
        or may_hold_name(sentence)
        or _may_hold_word_name(sentence)
    )


def _may_hold_word_name(sentence: str) -> bool:
    """Whether a given name that is an everyday word too (mark, joy) stands where a name would."""
    before, given_before = "", False
    for count, match in enumerate(_WORD.finditer(sentence)):
        lower = match[0].lower()
        given = lower not in NOT_FIRST and is_given(lower)
        if given and ((not count and match[0][0].isupper()) or before in _LEADS):
            return True
        if given_before and lower not in NOT_FIRST and is_surname(lower):
            return True
        before, given_before = lower, given
    return False


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    while end - start > MAX_SENTENCE:
        window = text[start : start + MAX_SENTENCE]
        soft = [m.end() for m in _SOFT.finditer(window) if m.end() > MAX_SENTENCE // 2]
        cut = start + (soft[-1] if soft else MAX_SENTENCE)
        yield start, text[start:cut]
        start = cut
    if text[start:end].strip():
        yield start, text[start:end]
