"""Chinese surnames with a title (王先生, 欧阳老师, 张总, 李某), names before one, and what friends say: 小李, 老张.

Reads Simplified characters. The character before a title decides, and whether an everyday word reaches over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.recognizers.base import Found
from policies.recognizers.either import either
from policies.recognizers.lexicon_names_zh import (
    BRANDS,
    FAMOUS,
    GIVEN,
    LEADING,
    MORE_TITLES,
    NO_TITLE,
)
from policies.recognizers.lexicon_zh import (
    AMBIGUOUS_SURNAMES,
    BARE_TITLES,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    HONORIFICS,
    NOT_NAMES,
    SURNAMES,
)
from policies.recognizers.name_shape_zh import (
    NICK_SURNAMES,
    Trust,
    ends,
    is_han,
    name_length,
    surname_length,
)
from policies.recognizers.persons_zh import goes_on, is_thing, person_before, person_follows
from policies.recognizers.vocabulary_zh import ends_a_word, left_is_free, vocabulary
from policies.recognizers.words import words

TITLES = (*HONORIFICS, *MORE_TITLES)
# 王处, 李导: short forms, where the sentence goes on as behind a person.
SHORT_TITLES = "处局科队导董院校"
# 陳太, 黃生, as Hong Kong says.
_CANTON = "太生"
# All branches begin with a character, so that the search jumps from one of them to the next.
_TITLE = re.compile(either((*TITLES, "某某", "某人", "某", *BARE_TITLES, *SHORT_TITLES, *_CANTON)))
_BEFORE = frozenset(SURNAMES | GIVEN | {name[1] for name in COMPOUND_SURNAMES})
_SHORT_GOES_ON = frozenset(
    "的是在说给来去和跟把您你我呢吗吧啊有也要让请到今明刚昨打接回没不已答同负都很叫带约安问发收係话嘅喺"
)
_PLAIN = COMMON_SURNAMES - AMBIGUOUS_SURNAMES
# Of the ambiguous surnames those that the words around explain whenever they are no surname.
_SELDOM_WORDS = frozenset("于常单解")
_PLAINLY = ("先生", "女士", "小姐", "太太", "老师", "师傅", "经理", "医生", "总")
# What a title of one character opens although a person's title fits as well: 王总是谁, 李工作为.
_STILL_TITLE = frozenset(
    words("总是 总在 总有 总会 总要 总想 总能 总不 姐说 哥说 工说 总说 总和 总让")
)
# Surnames that are a word of their own behind 小 and 老.
_THINGS = frozenset("高白金石田方熊毛段史关单龙米黄")
LEADS = frozenset(LEADING)
_NICK = re.compile(f"[小老阿大](?=[{''.join(sorted(NICK_SURNAMES | GIVEN))}])")


def titled(text: str) -> Iterator[Found]:
    """王先生 whole, of 张伟先生 the name."""
    for match in _TITLE.finditer(text):
        at, end = match.span()
        if not at or text[at - 1] not in _BEFORE:
            continue
        if text[at] == "某":
            yield from _somebody(text, at, end)
        elif end - at > 1 or _is_title(text, at):
            yield from _with_title(text, at, end)


def nicknamed(text: str) -> Iterator[Found]:
    """小李, 老张, 阿强 where the words around leave a person."""
    for match in _NICK.finditer(text):
        at, end = match.start(), match.start() + 2
        pair = text[at:end]
        if pair in NOT_NAMES or pair in BRANDS or not _calls(text, at):
            continue
        led = led_in(text, at)
        sure = person_follows(text, end) or (ends(text, end) and person_before(text, at))
        if text[at] == "大" or is_doubtful(pair) or text[at : at + 3] in vocabulary():
            fits = led and sure
        else:
            fits = goes_on(text, end) if led else (sure and left_is_free(text, at))
        if fits and not is_thing(text, at, end, surely=not is_doubtful(pair)):
            yield at, end, 0.6, "short name"


def is_doubtful(pair: str) -> bool:
    """Whether 小 or 老 and a surname are a thing as often as a person: 小白, 小高, 老白."""
    return pair[1] in _THINGS


def led_in(text: str, at: int) -> bool:
    """Whether a name may begin at `at`: nothing, a sign, or a word that takes a person before it."""
    if not at:
        return True
    before = text[at - 1]
    if not is_han(before):
        return not before.isdigit()  # 108万张
    return before in LEADS or text[max(0, at - 2) : at] in LEADS


def may_begin(text: str, at: int) -> bool:
    """Whether no digit and no everyday word reaches over the surname from the left."""
    if at and text[at - 1].isdigit():
        return False
    return at == 0 or not is_han(text[at - 1]) or left_is_free(text, at)


def _calls(text: str, at: int) -> bool:
    """Whether the character behind 小, 老, 阿 or 大 is one that such a name has."""
    if text[at] == "阿":
        return text[at + 1] in GIVEN and text[at : at + 2] not in vocabulary()
    return text[at + 1] in NICK_SURNAMES


def _is_title(text: str, at: int) -> bool:
    """Whether a title of one character stands there and not the beginning of a word."""
    char, after = text[at], text[at + 1 : at + 2]
    if not after or not is_han(after):
        return True
    if char in _CANTON or char in SHORT_TITLES:
        return after in _SHORT_GOES_ON or (char in _CANTON and person_follows(text, at + 1))
    pair = char + after
    return pair in _STILL_TITLE or pair not in vocabulary()


def _with_title(text: str, at: int, end: int) -> Iterator[Found]:
    bare = end - at == 1
    for length in (3, 2) if not bare or text[at] in BARE_TITLES else ():
        start = at - length
        if start >= 0 and _full_name(text, start, at) and led_in(text, start):
            yield start, at, 0.75, "name with a title"
            return
    yield from _surname_titled(text, at, end)


def _full_name(text: str, start: int, end: int) -> bool:
    surname = surname_length(text, start)
    name = text[start:end]
    if not surname or surname >= len(name) or name in BRANDS or name[:2] in NOT_NAMES:
        return False
    if surname == 1 and name[0] not in COMMON_SURNAMES:
        return False
    return name_length(name, 0, Trust.MIDDLE) == len(name)


def _surname_titled(text: str, at: int, end: int) -> Iterator[Found]:
    start = _surname_before(text, at)
    if start is None:
        return
    one = at - start == 1
    full = one and start > 0 and text[start - 1] in _PLAIN and text[start] in GIVEN
    if full and text[start - 1 : at] not in vocabulary() and may_begin(text, start - 1):
        if text[at] not in _CANTON:
            yield start - 1, at, 0.75, "name with a title"
        return
    if _fits(text, start, at, end) and not is_thing(text, start, end, surely=True):
        yield start, end, 0.75, "surname with a title"


def _fits(text: str, start: int, at: int, end: int) -> bool:
    """Whether the surname before the title is no end of a word, and both together are none."""
    value, one = text[start:end], at - start == 1
    if value in vocabulary() or value in BRANDS or value in FAMOUS:
        return False
    if text[start - 1 : at] == "谢谢" or text.startswith("司马台", start):
        return False
    if text[at] in _CANTON and end - at == 1:
        evidence = person_follows(text, end) or ends(text, end) or person_before(text, start)
        return (
            text[start] in _PLAIN
            and led_in(text, start)
            and evidence
            and not is_thing(text, start, end)
        )
    if one and text[start] in AMBIGUOUS_SURNAMES - _SELDOM_WORDS:
        # 和, 那, 能: only at the beginning, and before what follows a surname far oftener than a word.
        return text.startswith(_PLAINLY, at) and (start == 0 or not is_han(text[start - 1]))
    rare = one and text[start] not in COMMON_SURNAMES
    if end - at == 1 and rare:
        return led_in(text, start)
    if rare or text[at:end] not in HONORIFICS:
        return led_in(text, start) or not ends_a_word(text, start)
    return may_begin(text, start)


def _surname_before(text: str, at: int) -> int | None:
    """Where the surname before a title begins; 小 and 老 before it are a part of it."""
    for surname in (2, 1):
        start = at - surname
        if start < 0 or surname_length(text, start) != surname:
            continue
        if text[start : start + 2] in NO_TITLE:
            continue
        nick = surname == 1 and start and text[start - 1] in "小老"
        pair = text[start - 1 : at]
        return start - 1 if nick and pair not in NOT_NAMES and pair not in vocabulary() else start
    return None


def _somebody(text: str, at: int, end: int) -> Iterator[Found]:
    """张某, 李某某."""
    start = _surname_before(text, at)
    if text.startswith(("某人们", "某人家"), at):
        end = at + 1
    if start is not None and may_begin(text, start):
        yield start, end, 0.75, "surname with 某"
