"""Chinese names behind the words that announce one: 我叫, 姓名：, 收件人, 我是, 我同事, 转告.

A cue says how far what follows is believed. Reads Simplified characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from policies.recognizers.base import Found
from policies.recognizers.either import either
from policies.recognizers.known_names import is_given
from policies.recognizers.lexicon_names_zh import (
    BRANDS,
    FAMOUS,
    GIVEN,
    KIN,
    NAMED_AFTER,
    ROLES,
    TASTED,
)
from policies.recognizers.lexicon_zh import AMBIGUOUS_SURNAMES, COMMON_SURNAMES
from policies.recognizers.name_shape_zh import Trust, is_han, name_length, surname_length
from policies.recognizers.persons_zh import is_thing
from policies.recognizers.plain_words import is_ordinary, says_how
from policies.recognizers.words import words

SELF = ("我", "俺", "他", "她", "本人")
# These announce a name by themselves.
_CALLED = words(
    """
    都叫他 都叫她 都叫我 大家叫他 大家叫她 大家叫我 人家叫我 人家叫他 朋友叫我 朋友们叫我 同事叫我 同事们叫我
    请叫我 就叫我 叫我 敝姓 免贵姓 我姓 姓名 名字叫 署名 昵称是 昵称叫 昵称:
    """
)
# These a person may follow.
_BEFORE_PERSON = words(
    """
    这里是 这边是 我们是 订单的是 下单的是 单是 登记 登记的是 核对 记在 转告 抄送 @ 转给 交给 寄给 发给 送给 递给
    """
)
_KINDS: dict[str, str] = {
    **dict.fromkeys(SELF, "self"),
    **dict.fromkeys(KIN, "kin"),
    **dict.fromkeys(ROLES, "role"),
    **dict.fromkeys(_BEFORE_PERSON, "person"),
    **dict.fromkeys(_CALLED, "called"),
}
# With these an answer begins.
_REPLIES = frozenset("好是对嗯行在哦啊喂谢不有没可能请我你您这那已")
QUOTE = r"[\"'“”「『【（(\s]{0,2}"
_HEAD = re.compile(either(_KINDS))
_OWN_NAME = (
    r"的?(?:(?:英文|中文|真实)?(?:名字|姓名|大名|真名|全名|名)(?:就)?[是叫]?|就?名?叫|名叫)[做作]?"
)
_TAILS: dict[str, re.Pattern[str]] = {
    "self": re.compile(rf"{_OWN_NAME}\s*[:：]?{QUOTE}"),
    "kin": re.compile(rf"{_OWN_NAME}\s*[:：]?{QUOTE}"),
    "role": re.compile(
        rf"的?(?:姓名|名字)?(?:[是叫为填写]{{1,2}}(?:的是)?|\s*[:：=]|[ \t]+)\s*[:：]?{QUOTE}"
    ),
    "called": re.compile(rf"\s*[:：]?{QUOTE}"),
}
_WEAK_TAILS: dict[str, re.Pattern[str]] = {
    "self": re.compile(rf"(?:就?是|(?<=本人))[:：]?{QUOTE}"),
    "kin": re.compile(rf"[:：]?{QUOTE}"),
    "role": re.compile(rf"[:：]?{QUOTE}"),
    "person": re.compile(rf"[:：]?{QUOTE}"),
}
_KIN_AHEAD = re.compile(r"[^\s]{2,4}(?:$|[，,。的也])")
_LATIN = regex.compile(
    r"\p{Lu}[\p{Latin}'’.-]{1,20}(?:[ \t]\p{Lu}[\p{Latin}'’.-]{0,20}){0,3}(?<![.'’-])"
)
_LATIN_LOWER = regex.compile(r"[a-z][a-z'-]{1,20}(?: [a-z][a-z'-]{1,20}){0,2}(?![0-9A-Za-z@._-])")
_SPACED = regex.compile(
    r"(?P<v>[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff]){1,3})(?![\u4e00-\u9fff])"
)
_TASTED = re.compile(TASTED)
_NAMED_AFTER = re.compile(NAMED_AFTER)
_GREETED = re.compile(r"(?:尊敬|敬爱|亲爱|尊贵|亲|各位|所有|全体|广大|诸位)的?(?:新|老|老?新老)?$")
_DONE_FOR = frozenset("帮给替为")


def after_cues(text: str) -> Iterator[Found]:
    """The name behind each cue."""
    for head in _HEAD.finditer(text):
        kind, end = _KINDS[head[0]], head.end()
        if kind == "role" and _GREETED.search(text, max(0, head.start() - 4), head.start()):
            continue  # 尊敬的用户：
        tail = _TAILS[kind].match(text, end) if kind in _TAILS else None
        if tail is not None and text[max(0, head.start() - 1) : head.start()] not in _DONE_FOR:
            length = name_after(text, tail.end(), Trust.STRONG) or (
                0 if kind == "called" else _word_name(text, tail.end())
            )
            if length:
                yield tail.end(), tail.end() + length, 0.9, "name after a strong cue"
                continue
        weak = _WEAK_TAILS[kind].match(text, end) if kind in _WEAK_TAILS else None
        if weak is None or (kind == "kin" and not _of_kin(text, head.start(), weak.end())):
            continue
        length = name_after(text, weak.end(), Trust.MIDDLE)
        if length:
            yield weak.end(), weak.end() + length, 0.7, "name after a weak cue"


def name_after(text: str, at: int, trust: Trust) -> int:
    """The length of the name that begins at `at`, in Han or Latin letters; 0 when none does."""
    if at >= len(text):
        return 0
    if is_han(text[at]):
        spaced = _SPACED.match(text, at)
        if spaced is not None and surname_length(spaced["v"].replace(" ", ""), 0):
            return len(spaced["v"])
        length = name_length(text, at, trust)
        if length == 1 and text[at] in _REPLIES:
            return 0  # 客户：好的
        return length if length and not no_person(text, at, at + length, trust) else 0
    latin = _LATIN.match(text, at) or (
        _LATIN_LOWER.match(text, at) if trust is Trust.STRONG else None
    )
    if latin is None or (trust is not Trust.STRONG and not _latin_name(latin[0])):
        return 0
    first = latin[0].split()[0]
    if says_how(first) or (first.islower() and is_ordinary(first) and not is_given(first)):
        return 0  # 用户名 is case sensitive
    return len(latin[0])


def _word_name(text: str, at: int) -> int:
    """The length of a name that is an everyday word too, where nothing follows it: 我叫高兴。"""
    end = at + 2
    alone = end == len(text) or (end < len(text) and not is_han(text[end]))
    usual = (
        text[at : at + 1] in COMMON_SURNAMES - AMBIGUOUS_SURNAMES and text[at + 1 : end] in GIVEN
    )
    return 2 if alone and usual else 0


def no_person(text: str, start: int, end: int, trust: Trust) -> bool:
    """Whether the words around make a shop, a dish or a thing of it."""
    if trust is Trust.STRONG:
        return False
    value = text[start:end]
    return (
        value in BRANDS
        or value in FAMOUS
        or named_after(text, start, end)
        or is_thing(text, start, end, surely=trust is Trust.MIDDLE)
    )


def named_after(text: str, start: int, end: int) -> bool:
    """Whether what stands there names a shop, a place or a dish: 张亮|麻辣烫店, 吃过鲍师傅."""
    return (
        _NAMED_AFTER.match(text, end) is not None
        or _TASTED.search(text, max(0, start - 6), start) is not None
    )


def _of_kin(text: str, start: int, end: int) -> bool:
    """Whether 朋友 and the like are somebody's, or the name behind ends the phrase."""
    mine = text[start - 1 : start] == "我" or text[max(0, start - 2) : start] == "我的"
    return mine or _KIN_AHEAD.match(text, end) is not None


def _latin_name(value: str) -> bool:
    """Whether a weak cue is enough: several words, or a first name that is no everyday word."""
    first = value.split()[0]
    return not value.isupper() and (len(value.split()) > 1 or is_given(first))
