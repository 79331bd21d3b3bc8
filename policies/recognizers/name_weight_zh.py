"""How much speaks for a full Chinese name being a person's: its characters, what stands around it, the tagger's word.

A weight is a sum in log-odds over few signs. The weights were fitted by logistic regression on generated messages
of customers and agents and on as many of brands, goods, words that begin with a surname, idioms and news, checked
on a second such set, and rounded. Reads Simplified characters. Knows no model.
"""

from __future__ import annotations

import re
from collections import Counter
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
from policies.recognizers.persons_zh import (
    goes_on,
    person_before,
    person_follows,
    thing_signs,
    trade_near,
)
from policies.recognizers.vocabulary_zh import left_is_free, vocabulary

_PLAIN = COMMON_SURNAMES - AMBIGUOUS_SURNAMES
# Surnames that are words, or open many.
_WORDS = frozenset("高白金石田方熊毛段史关单龙米黄万安康文江夏孔古牛马叶雷尚易齐管严庄") & _PLAIN
# Surnames that end many words: 现金, 学费, 时段.
_ENDINGS = frozenset(
    "路阳江金管程安文石方龙田宁关万章费宫白叶史曲谷游钟段牛池汤包余康纪易雷庄任付毛许单时高武梅童温盛季夏"
)
# A character of so many words says little for a given name; one of so few is of names as often.
_MANY, _FEW = 60, 8
# GB 2312 orders its common characters by sound up to here, the rest by radical behind.
_LAST_COMMON_ROW = 0xD7
_FIRM = re.compile(either((*FIRM, *GOODS)))
_OF_FIRM = re.compile(f"家?的{either((*FIRM, *GOODS))}")
_SHAPE, _TAGGED = -0.5, 0.7
_COMPOUND, _PLAIN_ONE, _WORD_ONE, _AMBIGUOUS, _RARE, _NONE = 3.0, -0.25, -1.2, -1.0, -0.5, -0.4
_LENGTHS = (0.0, -0.3, 0.25, -0.3)
_USUAL_GIVEN, _EVERYDAY_GIVEN, _RARE_GIVEN, _OTHER_GIVEN, _NEVER_GIVEN = 1.1, 0.2, -0.4, -1.05, -0.9
_WORD, _FROM_WORD, _GIVEN_WORD, _TWICE = -3.6, -1.4, -1.5, 1.2
_AROUND: dict[str, float] = {
    "ends a word": -2.9,
    "opens a word": -2.4,
    "person before": 0.8,
    "clause before": 0.0,
    "led in": -0.15,
    "text before": -0.5,
    "no word before": -1.7,
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
}
_THINGS: dict[str, float] = {
    "shop's behind": -1.4,
    "trade behind": -0.9,
    "praise behind": -3.0,
    "bought before": -2.3,
    "liked before": -2.0,
    "put away": -1.3,
    "trade near": -1.0,
}
# The most that what stands around a name can add.
_MOST_AROUND = max(_AROUND.values()) + _AROUND["person before"]


def weighs(
    text: str, start: int, end: int, least: float, *, tagged: bool = False, free: bool = False
) -> bool:
    """Whether the log-odds that `text[start:end]`, a surname and a given name, is a person reach `least`.

    `tagged`: a model says so. `free`: it is known that no everyday word reaches over the surname. What is dear to
    find out is asked last, and only while it can matter.
    """
    total = (_TAGGED if tagged else _SHAPE) + of_name(text[start:end])
    if total + _MOST_AROUND < least:
        return False
    if not free and _ends_word(text, start):
        total += _AROUND["ends a word"]
        if total + _MOST_AROUND < least:
            return False
    total += _beside(text, start, end)
    if total < least:
        return False
    for sign in thing_signs(text, start, end):
        total += _THINGS[sign]
        if total < least:
            return False
    near = _THINGS["trade near"]
    return total + near >= least or not trade_near(text, start, end)


def weight(text: str, start: int, end: int) -> float:
    """The log-odds by the name and what stands right beside it; things around and models are not asked."""
    total = _SHAPE + of_name(text[start:end])
    if _ends_word(text, start):
        total += _AROUND["ends a word"]
    return total + _beside(text, start, end)


def of_name(value: str) -> float:
    """What the name by itself says, whatever stands around it."""
    surname = 2 if value[:2] in COMPOUND_SURNAMES else 1
    given = value[surname:]
    total = _surname(value[:surname]) + _LENGTHS[min(len(given), 3)]
    known = _given_weights()
    for char in given:
        total += known.get(char, _RARE_GIVEN)
    words = vocabulary()
    if value in words:
        total += _WORD
    elif len(value) > 2 and value[:2] in words:
        total += _FROM_WORD
    if len(given) == 2:
        total += (_GIVEN_WORD if given in words else 0.0) + (
            _TWICE if given[0] == given[1] else 0.0
        )
    return total


def may_be_given(char: str) -> bool:
    """Whether given names have the character, or hardly any everyday text does."""
    return char in GIVEN or (is_han(char) and not _is_everyday(char))


def _surname(value: str) -> float:
    if len(value) > 1:
        return _COMPOUND
    if value in _PLAIN:
        return _WORD_ONE if value in _WORDS else _PLAIN_ONE
    if value in AMBIGUOUS_SURNAMES:
        return _AMBIGUOUS
    return _RARE if value in SURNAMES else _NONE


@cache
def _given_weights() -> dict[str, float]:
    """What each character says for a given name; one that is missing is rare everywhere."""
    known = dict.fromkeys(filter(_is_everyday, map(chr, range(0x4E00, 0xA000))), _OTHER_GIVEN)
    for char in GIVEN:
        everyday = _counts()[char] >= _MANY or char in AFTER_NAME_CHARS
        known[char] = _EVERYDAY_GIVEN if everyday else _USUAL_GIVEN
    return known | dict.fromkeys(NEVER_GIVEN | (AFTER_NAME_CHARS - GIVEN), _NEVER_GIVEN)


def _ends_word(text: str, start: int) -> bool:
    """Whether an everyday word reaches over the surname from the left: 语文, 对方."""
    return start > 0 and is_han(text[start - 1]) and not left_is_free(text, start)


def _beside(text: str, start: int, end: int) -> float:
    """What stands right before and right behind."""
    edge = not start or not is_han(text[start - 1])
    if person_before(text, start):
        total = _AROUND["person before"]
    elif edge:
        total = _AROUND["clause before"]
    else:
        total = _AROUND[_before(text, start)]
    if end < len(text) and is_han(text[end]):
        opens = _AROUND["opens a word"] if _opens_word(text, end) else 0.0
        return total + opens + _AROUND[_behind(text, end)]
    after = text[end : end + 1]
    if after.isascii() and after.isalnum():
        return total + _AROUND["code behind"]
    alone = edge and after not in (":", "：")  # 国别：
    return total + _AROUND["alone" if alone else "clause behind"]


def _before(text: str, start: int) -> str:
    """What the Han characters before are: a word that takes a person, another word, or none that is known.

    Where none is known, a surname that ends many words ends one there as often: 默许|连接.
    """
    if led_in(text, start):
        return "led in"
    if text[start] not in _ENDINGS or _word_before(text, start):
        return "text before"
    return "no word before"


def _word_before(text: str, start: int) -> bool:
    known = vocabulary()
    return any(text[low:start] in known for low in range(max(0, start - 4), start - 1))


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


def _is_everyday(char: str) -> bool:
    """Whether the character is one of GB 2312's 3,755 common ones, or stands in many everyday words."""
    if _counts()[char] > _FEW:
        return True
    try:
        return char.encode("gb2312")[0] <= _LAST_COMMON_ROW
    except UnicodeEncodeError:
        return False


@cache
def _counts() -> Counter[str]:
    """How many everyday words hold each character."""
    return Counter(char for word in vocabulary() for char in word)
