"""How long the Chinese name is that begins at a position, and whether it looks like one at all.

Reads Simplified characters. The surname opens it, usual characters of given names fill it, function words end
it. Knows no cue: who calls it says how much the words before it promise.
"""

from __future__ import annotations

import re
from enum import IntEnum

from policies.recognizers.either import either
from policies.recognizers.lexicon_names_zh import (
    BRANDS,
    FAMOUS,
    FOREIGN,
    GIVEN,
    SHORT_BRANDS,
    TRANSLITERATED,
)
from policies.recognizers.lexicon_zh import (
    AFTER_NAME_CHARS,
    AFTER_NAME_WORDS,
    AMBIGUOUS_SURNAMES,
    BARE_TITLES,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    HONORIFICS,
    NOT_NAMES,
    SURNAMES,
)
from policies.recognizers.persons_zh import goes_on, person_follows
from policies.recognizers.regions_zh import regions
from policies.recognizers.vocabulary_zh import vocabulary

TITLE = re.compile(
    rf"{either(HONORIFICS)}|[{BARE_TITLES}](?=[^\u4e00-\u9fff]|$"
    r"|[的是在说给来去和跟把您你我呢吗吧啊有也要让请到今明刚昨打接回推就会能没不已发约带住叫帮介等态同答迟负收写改都很])"
)
_TITLE_FIRST = frozenset(BARE_TITLES) | {title[0] for title in HONORIFICS}
DOTS = "·•．‧・"
# A model right behind its make: 小鹏G9, not a telephone or a number of somebody's.
_MODEL = re.compile(r"[A-Z]{1,2}\d{1,2}(?![\dA-Z-])")
# No given name holds one of these; the other characters that end a name may also stand in one (可, 来).
NEVER_GIVEN = frozenset(
    "的了在是吗嘛呢吧啊呀哦我你您他她它这那被把给让请谁啥哪么们没不说问住想要买卖退换收送打找吃喝拿付也就都很还又呗咯"
    "号姓叫呃嗯喂哎欸跟或及去到吧且但却只该需寄订签"
)
# Function words that end names too, where what follows speaks of a person.
_ALSO_GIVEN = frozenset("以发正应和才可")
# What a child is called twice over: 糖糖, 乐乐. No everyday word is such a pair.
PETS = frozenset(
    "乐豆糖妞欢佳婷雯芊丹露圆媛甜萌果朵贝妮娜莉丽浩涛亮阳洋壮虎兜球嘟瑶琪萱涵悦菲蕾倩莹颖静晶晨诺优玲芳燕霞萍琳"
)
_AFTER = frozenset(AFTER_NAME_WORDS)
_PLAIN_SURNAMES = COMMON_SURNAMES - AMBIGUOUS_SURNAMES
# Rarer ones that are hardly a word by themselves either.
SELDOM_WORDS = frozenset(
    "柴鲍喻祁蒲滕屈饶牟尤穆卓缪褚娄窦戚岑晏瞿佟臧冼麦邝闵蔺宓虞莘桑郗綦谌訾逄亓仲卞邬郦邸鄢覃逯翦靳郜廉隋匡佘"
    "阙仝苟扈桓谯糜裘俎昝禹冀濮卿邰臧刁"
)
NICK_SURNAMES = frozenset(
    "王李张刘陈杨赵吴周徐孙胡朱郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖蔡潘袁董吕魏蒋杜叶程苏丁任沈姚卢姜崔钟谭陆汪范廖贾"
    "江余于丛屈夏韦邹孟熊秦尹薛侯龙陶黎贺龚邵严武戴莫康樊葛邢齐乔庞颜倪聂章鲁岳翟詹申关俞左黄田高马方洪段史"
    "金石付覃欧殷柯阮柴祝翁靳霍盛童骆辛管凌毕季"
    "傅郝阎萧邱顾钱汤雷毛"
)


class Trust(IntEnum):
    """What the words before a name promise."""

    WEAK = 0  # nothing, or a verb that takes anything: 张伟昨天来过, 通知张伟
    MIDDLE = 1  # a person, or what he does: 我是, 我朋友, a telephone number behind
    STRONG = 2  # a name: 我叫, 姓名：


def is_han(char: str) -> bool:
    """A Han character, also of the extensions that rare surnames come from."""
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000" or char == "〇"


def surname_length(text: str, at: int) -> int:
    """2 for a compound surname, 1 for a surname, 0 for neither."""
    if text[at : at + 2] in COMPOUND_SURNAMES:
        return 2
    return 1 if text[at : at + 1] in SURNAMES else 0


def goes_on_with_word(text: str, at: int) -> bool:
    """Whether two characters that follow names but belong to none stand there: 电话, 昨天."""
    return text[at : at + 2] in _AFTER


def ends(text: str, at: int) -> bool:
    """Whether a name that ends before `at` is followed by a function word, a common verb or by nothing."""
    return (
        at >= len(text)
        or not is_han(text[at])
        or text[at] in AFTER_NAME_CHARS
        or goes_on_with_word(text, at)
    )


def name_length(text: str, at: int, trust: Trust) -> int:
    """The length of the name that begins at `at`; 0 when there is none that the trust allows."""
    nick = _nickname(text, at, trust)
    if nick:
        return nick
    surname = surname_length(text, at)
    if not surname and trust is Trust.MIDDLE:
        doubled = text[at : at + 1] in PETS and text[at : at + 1] == text[at + 1 : at + 2]
        return 2 if doubled and _stops(text, at + 2) else foreign_given(text, at)
    if not surname:
        return _unsurnamed(text, at) if trust is Trust.STRONG else 0
    length = _length(text, at, surname)
    foreign = foreign_given(text, at) if trust is Trust.MIDDLE else 0
    if foreign and foreign >= length:
        return foreign
    if not length:
        if surname == 2 and trust is Trust.STRONG and ends(text, at + 2):
            return surname
        return _unsurnamed(text, at) if trust is Trust.STRONG else 0
    return length if _allowed(text, at, surname, length, trust) else 0


def _unsurnamed(text: str, at: int) -> int:
    """A foreign name, or what friends say: 浩浩, 小雨, 海涛, 敏."""
    foreign = _foreign(text, at)
    if foreign:
        return foreign
    pair = text[at : at + 2]
    whole = len(pair) == 2 and is_han(pair[1]) and pair[1] not in NEVER_GIVEN
    if whole and pair[0] not in NEVER_GIVEN and pair not in NOT_NAMES and _stops(text, at + 2):
        familiar = pair[0] == pair[1] or pair[0] in "小大老阿"
        if familiar or (pair[0] in GIVEN and pair[1] in GIVEN and pair not in vocabulary()):
            return 2
    return (
        1
        if pair[:1] in GIVEN - AFTER_NAME_CHARS - NEVER_GIVEN - {"来"}
        and ((_stops(text, at + 1) and not whole) or text[at + 1 : at + 3] in ("就行", "就好"))
        else 0
    )


def _stops(text: str, at: int) -> bool:
    return ends(text, at) or text.startswith(("就", "吧", "岁", "三", "过敏"), at)


def full_length(text: str, at: int) -> int:
    """The length of surname and given name that begin at `at`, by what follows; 0 for no surname or none given."""
    surname = surname_length(text, at)
    return _length(text, at, surname) if surname else 0


def _length(text: str, at: int, surname: int) -> int:
    """Surname and given name: two characters are given unless the sentence goes on after one."""
    one, two = at + surname, at + surname + 1
    if one >= len(text) or not is_han(text[one]) or text[one] in NEVER_GIVEN:
        return 0
    if goes_on_with_word(text, one) or _titled(text, one):
        return 0
    short = surname + 1
    if two >= len(text) or not is_han(text[two]) or text[two] in NEVER_GIVEN:
        return short
    if goes_on_with_word(text, two) or _titled(text, two):
        return short
    closed = two + 1 >= len(text) or not is_han(text[two + 1])
    if _double(text, at, surname):
        return 4
    if text[two] in AFTER_NAME_CHARS:
        whole = closed or (text[two] in _ALSO_GIVEN and person_follows(text, two + 1))
        return short + 1 if whole and text[two] in GIVEN else short
    return short + 1 if closed or _takes_two(text, two) else short


def _takes_two(text: str, two: int) -> bool:
    """Whether the second character of a given name is one, and does not begin what follows: 张伟|保修, 李娜|改签."""
    in_word, ended = text[two : two + 2] in vocabulary(), ends(text, two + 1)
    if text[two] in GIVEN:
        return ended or not in_word
    return ended and not in_word and not person_follows(text, two)


def _titled(text: str, at: int) -> bool:
    return text[at] in _TITLE_FIRST and TITLE.match(text, at) is not None


def _double(text: str, at: int, surname: int) -> bool:
    """Two surnames before a given name of two: 陈林美玲."""
    return (
        surname == 1
        and text[at + 1] in _PLAIN_SURNAMES
        and text[at] in _PLAIN_SURNAMES
        and len(text) >= at + 4
        and text[at + 2] in GIVEN
        and text[at + 3] in GIVEN - AFTER_NAME_CHARS
        and not goes_on_with_word(text, at + 2)
        and not goes_on_with_word(text, at + 3)
        and (ends(text, at + 4) or person_follows(text, at + 4) or goes_on(text, at + 4))
    )


def _allowed(text: str, at: int, surname: int, length: int, trust: Trust) -> bool:
    name, given = text[at : at + length], text[at + surname : at + length]
    if name[:2] in NOT_NAMES or name in NOT_NAMES:
        return surname == 2 and trust > Trust.WEAK
    if trust is Trust.STRONG:
        return True
    if name in regions() or name in BRANDS or name in FAMOUS or text[at : at + 2] in SHORT_BRANDS:
        return False
    usual, closed = all(c in GIVEN for c in given), ends(text, at + length)
    if surname == 1 and name[0] not in _PLAIN_SURNAMES:
        word = text[at] == "都" or text[at : at + 2] in vocabulary()
        return trust > Trust.WEAK and usual and closed and not word
    return (usual and closed) if trust is Trust.WEAK else (usual or closed)


def _nickname(text: str, at: int, trust: Trust) -> int:
    """2 for 小李, 老张, 阿强 where the sentence goes on behind it as behind a name."""
    if text[at : at + 1] not in ("小", "老", "阿", "大") or len(text) < at + 2:
        return 0
    if text[at] == "大" and (trust is Trust.WEAK or text[at : at + 2] in vocabulary()):
        return 0
    if _MODEL.match(text, at + 2):
        return 0
    second = text[at + 1]
    known = second in (GIVEN | SURNAMES if text[at] == "阿" else NICK_SURNAMES)
    if trust is Trust.WEAK and text[at] == "阿":
        known = False  # 阿胶, 阿里, 阿姨: too many words begin so
    if not known or text[at : at + 2] in NOT_NAMES or text.startswith(("阿姨", "老师", "小姐"), at):
        return 0
    return 2 if ends(text, at + 2) else 0


def _foreign(text: str, at: int) -> int:
    """A transliterated name without a dot, such as 玛丽: two to six characters that write foreign names."""
    if text[at : at + 1] in AFTER_NAME_CHARS or text[at : at + 1] in "来拿本":
        return 0
    end = at
    while end < min(len(text), at + 7) and text[end] in TRANSLITERATED:
        end += 1
    length = end - at
    return (
        length if 2 <= length <= 6 and text[at : at + 2] not in NOT_NAMES and ends(text, end) else 0
    )


def foreign_given(text: str, at: int) -> int:
    """The length of a usual foreign first name, such as 玛丽, that begins there and ends as a name does."""
    for length in (5, 4, 3, 2):
        if (
            at + length <= len(text)
            and text[at : at + length] in FOREIGN
            and (ends(text, at + length) or person_follows(text, at + length))
        ):
            return length
    return 0


def dotted(text: str, dot: int) -> tuple[int, int] | None:
    """(start, end) of a name with a middle dot at `dot`, such as 阿卜杜拉·买买提; None when it is no name."""
    start = dot
    while start > max(0, dot - 8) and text[start - 1] in TRANSLITERATED:
        start -= 1
    end = dot + 1
    while (
        end < len(text)
        and end - dot <= 26
        and (text[end] in TRANSLITERATED or (text[end] in DOTS and text[end - 1] not in DOTS))
    ):
        end += 1
    if text[end - 1] in DOTS:
        end -= 1
    return (start, end) if dot - start >= 1 and end - dot >= 2 and end - start >= 4 else None
