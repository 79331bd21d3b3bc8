"""How much speaks for a full Chinese name being a person's: its characters, what stands around it, the tagger's word.

A weight is a sum in log-odds over few signs. The weights were fitted by logistic regression on generated messages
of customers and agents and on as many of brands, goods, words that begin with a surname, idioms and news, checked
on a second such set, and rounded. Reads Simplified characters. Knows no model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from policies.recognizers.either import either
from policies.recognizers.lexicon_context_zh import FIRM, GOODS
from policies.recognizers.lexicon_names_zh import GIVEN
from policies.recognizers.lexicon_zh import (
    AFTER_NAME_CHARS,
    AMBIGUOUS_SURNAMES,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    SURNAMES,
)
from policies.recognizers.name_shape_zh import NEVER_GIVEN, ends, is_han
from policies.recognizers.name_titles_zh import led_in
from policies.recognizers.persons_zh import goes_on, person_before, person_follows, thing_signs
from policies.recognizers.vocabulary_zh import ends_a_word, left_is_free, vocabulary

_PLAIN = COMMON_SURNAMES - AMBIGUOUS_SURNAMES
# Surnames that are words, or open many.
_WORDS = frozenset("高白金石田方熊毛段史关单龙米黄万安康文江夏孔古牛马叶雷") & _PLAIN
# A character of so many words says little for a given name; one of so few is of names as often.
_MANY, _FEW = 60, 8
_FIRM = re.compile(either((*FIRM, *GOODS)))
_OF_FIRM = re.compile(f"家?的{either((*FIRM, *GOODS))}")
_WEIGHTS: dict[str, float] = {
    "shape": -0.5,
    "tagged": 0.7,
    "plain surname": -0.25,
    "surname of words": -1.2,
    "ambiguous surname": -1.0,
    "rare surname": -0.5,
    "no surname": -0.4,
    "compound surname": 3.0,
    "given of 1": -0.3,
    "given of 2": 0.25,
    "given of 3": -0.3,
    "usual given": 1.1,
    "everyday given": 0.2,
    "rare given": -0.4,
    "other given": -1.05,
    "never given": -0.9,
    "given twice": 1.2,
    "a word": -3.6,
    "begins with a word": -1.4,
    "given is a word": -1.5,
    "ends a word": -2.9,
    "opens a word": -2.4,
    "person before": 0.8,
    "led in": -0.15,
    "text before": -0.5,
    "alone": 1.6,
    "clause behind": 0.85,
    "person behind": 2.1,
    "ends": 1.0,
    "goes on": 0.4,
    "text behind": -0.65,
    "code behind": -0.8,
    "firm behind": -3.0,
    "of firm behind": -1.3,
    "shop behind": -0.8,
    "shop's behind": -1.4,
    "trade behind": -0.9,
    "praise behind": -3.0,
    "bought before": -2.3,
    "liked before": -2.0,
    "put away": -1.3,
    "trade near": -1.0,
}


# The most that what stands around a name can add.
MOST_AROUND = 3.0


def weight(text: str, start: int, end: int, *, tagged: bool = False) -> float:
    """The log-odds that `text[start:end]`, a surname and a given name, is a person; `tagged`: a model says so."""
    return sum(_WEIGHTS.get(sign, 0.0) for sign in signs(text, start, end, tagged=tagged))


def signs(text: str, start: int, end: int, *, tagged: bool = False) -> Iterator[str]:
    """What the weight is a sum over, a sign as often as it speaks."""
    yield "tagged" if tagged else "shape"
    yield from _of_name(text[start:end])
    yield from _beside(text, start, end)
    yield from thing_signs(text, start, end)


def of_name(value: str) -> float:
    """What the name by itself says, whatever stands around it."""
    return sum(_WEIGHTS.get(sign, 0.0) for sign in _of_name(value))


def may_be_given(char: str) -> bool:
    """Whether given names have the character, or hardly any everyday word does."""
    return char in GIVEN or (is_han(char) and _counts()[char] <= _FEW)


def _of_name(value: str) -> Iterator[str]:
    surname = 2 if value[:2] in COMPOUND_SURNAMES else 1
    given = value[surname:]
    yield _surname(value[:surname])
    yield f"given of {len(given)}"
    for char in given:
        yield _given(char)
    if value in vocabulary():
        yield "a word"
    elif len(value) > 2 and value[:2] in vocabulary():
        yield "begins with a word"
    if len(given) == 2 and given in vocabulary():
        yield "given is a word"
    if len(given) == 2 and given[0] == given[1]:
        yield "given twice"


def _surname(value: str) -> str:
    if len(value) > 1:
        return "compound surname"
    if value in _WORDS:
        return "surname of words"
    if value in _PLAIN:
        return "plain surname"
    if value in AMBIGUOUS_SURNAMES:
        return "ambiguous surname"
    return "rare surname" if value in SURNAMES else "no surname"


def _given(char: str) -> str:
    count = _counts()[char]
    if char in GIVEN:
        return "usual given" if count < _MANY else "everyday given"
    if char in NEVER_GIVEN or char in AFTER_NAME_CHARS:
        return "never given"
    return "rare given" if count <= _FEW else "other given"


def _beside(text: str, start: int, end: int) -> Iterator[str]:
    edge = not start or not is_han(text[start - 1])
    if not edge and ends_a_word(text, start) and not left_is_free(text, start):
        yield "ends a word"
    if person_before(text, start):
        yield "person before"
    elif edge:
        yield "clause before"
    else:
        yield "led in" if led_in(text, start) else "text before"
    if end >= len(text) or not is_han(text[end]):
        after = text[end : end + 1]
        if after.isascii() and after.isalnum():
            yield "code behind"
        else:
            yield "alone" if edge else "clause behind"
        return
    if _opens_word(text, end):
        yield "opens a word"
    yield _behind(text, end)


def _opens_word(text: str, end: int) -> bool:
    """Whether the name's last character begins a word with what follows: 张亮|官网."""
    if text[end - 1 : end + 1] in vocabulary():
        return not (text[end : end + 2] in vocabulary() or ends(text, end))
    opened = _FIRM.match(text, end - 1)
    return opened is not None and opened.end() > end


def _behind(text: str, end: int) -> str:
    if text.startswith("家的", end):
        return "shop behind"
    if person_follows(text, end):
        return "person behind"
    if _FIRM.match(text, end) is not None:
        return "firm behind"
    if _OF_FIRM.match(text, end) is not None:
        return "of firm behind"
    if goes_on(text, end):
        return "goes on"
    return "ends" if ends(text, end) else "text behind"


@cache
def _counts() -> Counter[str]:
    """How many everyday words hold each character."""
    return Counter(char for word in vocabulary() for char in word)
