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
    AFTER_NAME_CHARS,
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
    SELDOM_WORDS,
    Trust,
    ends,
    foreign_given,
    is_han,
    name_length,
    surname_length,
)
from policies.recognizers.persons_zh import (
    goes_on,
    is_shop,
    is_thing,
    person_before,
    person_follows,
    thing_signs,
)
from policies.recognizers.vocabulary_zh import ends_a_word, left_is_free, vocabulary
from policies.recognizers.words import words

TITLES = (*HONORIFICS, *MORE_TITLES)
# 王处, 李导: short forms, where the sentence goes on as behind a person.
SHORT_TITLES = "处局科队导董院校"
# 陳太, 黃生, as Hong Kong says.
_CANTON = "太生"
# 太 before these says how much: 时程太赶; 陈太多谢你 and 陈太快递 go on with a word.
_HOW_MUCH = re.compile(
    "太(?:[贵慢高低大少远近短硬软热冷难累吵重轻旧湿甜咸辣差强弱紧松薄厚挤暗亮复简粗细久赶密稀浅深窄宽淡浓酸苦臭胖瘦嫩烫凉模笼"
    "滑刺抽油干闷脏乱耗占伤晒]|多(?!谢)|快(?!递)|小(?!姐|孩|朋友)|长(?!途))"
)
# All branches begin with a character, so that the search jumps from one of them to the next.
_TITLE = re.compile(either((*TITLES, "某某", "某人", "某", *BARE_TITLES, *SHORT_TITLES, *_CANTON)))
_BEFORE = frozenset(SURNAMES | GIVEN | {name[1] for name in COMPOUND_SURNAMES})
_SHORT_GOES_ON = frozenset(
    "的是在说给来去和跟把您你我呢吗吧啊有也要让请到今明刚昨打接回没不已答同负都很叫带约安问发收係话嘅喺"
)
_FREQUENT = COMMON_SURNAMES | SELDOM_WORDS
_PLAIN = (COMMON_SURNAMES - AMBIGUOUS_SURNAMES) | SELDOM_WORDS
# Of the ambiguous surnames those that the words around explain whenever they are no surname.
_SELDOM_WORDS = frozenset("于常单解")
_PLAINLY = ("先生", "女士", "小姐", "太太", "老师", "师傅", "经理", "医生", "总")
# What a title of one character opens although a person's title fits as well: 王总是谁, 李工作为.
_STILL_TITLE = frozenset(
    words("总是 总在 总有 总会 总要 总想 总能 总不 姐说 哥说 工说 总说 总和 总让")
)
# 总 before these is no person's: 由总经办牵头.
_WHOLE = frozenset(
    words(
        "总店 总部 总站 总经 总办 总公 总裁 总务 总台 总机 总数 总价 总量 总额 总计 总监 总仓 总账"
    )
)
# A make's model: 徐工XE215D.
_MODEL = re.compile(r"[A-Z]{1,4}\d{2}")
# Titles that brands are called by: 鲍师傅, 老师 and what a family says.
_BRAND_TITLES = frozenset(
    words(
        "先生 师傅 太太 老师 阿姨 叔叔 大爷 大妈 大姐 大哥 大叔 大婶 大嫂 大娘 奶奶 爷爷 公子 掌柜 大师 大厨 妈妈 爸爸"
    )
)
# Surnames that are a word of their own behind 小 and 老.
_THINGS = frozenset("高白金石田方熊毛段史关单龙米黄付童管季盛凌柴祝钱汤雷")
LEADS = frozenset(LEADING)
# Characters by which people are called and hardly any thing: 小芳, 阿强, 丽姐.
FAMILIAR = frozenset(
    "芳丽玲婷娟敏静燕霞萍莉雯倩琳琪娜涛磊斌浩峰辉勇刚强军伟杰明琴珍梅芬英兰慧颖欣怡佳娇艳洁雅晶蕾丹"
    "坤雄威东龙健凯豪宇轩俊亮波超飞建国华文芸菲媛莹珊"
)
_NICK_PLAIN = NICK_SURNAMES - _THINGS - AMBIGUOUS_SURNAMES - {"康"}
# 老方 and 小田 are people; 小高, 小石 and 老龙 things as often.
_PLAINLY_CALLED = {
    "小": _NICK_PLAIN | frozenset("田方"),
    "老": _NICK_PLAIN | frozenset("田方石高金熊段史钱雷"),
    "阿": FAMILIAR,
}
# 108万, 3张, 2段, 5方: a number counts them.
_MEASURES = frozenset("万张段方支单元年天周曲包米石小老家层后班平")
_FAMILIAR_TITLES = "哥姐叔姨嫂"
_FAMILIAR_ALONE = FAMILIAR - _PLAIN
_NICK = re.compile(f"[小老阿大](?=[{''.join(sorted(NICK_SURNAMES | GIVEN | FAMILIAR))}])")


def titled(text: str) -> Iterator[Found]:
    """王先生 whole, of 张伟先生 the name."""
    for match in _TITLE.finditer(text):
        at, end = match.span()
        if not at or text[at - 1] not in _BEFORE:
            continue
        if match[0] in _FAMILIAR_TITLES and _familiar(text, at):
            yield at - 1, end, 0.6, "given name with a title"
            continue
        if text[at] == "某":
            yield from _somebody(text, at, end)
        elif end - at > 1 or _is_title(text, at):
            yield from _with_title(text, at, end)


def _familiar(text: str, at: int) -> bool:
    """Whether 芳姐, 强哥 opens what a sentence says of a person."""
    start, end = at - 1, at + 1
    if text[start] not in _FAMILIAR_ALONE or text[start:end] in vocabulary():
        return False
    if text[at : at + 2] in vocabulary() or not (led_in(text, start) or may_begin(text, start)):
        return False
    return not is_thing(text, start, end)


def nicknamed(text: str) -> Iterator[Found]:
    """小李, 老张, 阿强 where the words around leave a person; 小芳 and 强哥 where the sentence goes on so."""
    for match in _NICK.finditer(text):
        at, end = match.start(), match.start() + 2
        pair = text[at:end]
        if pair in NOT_NAMES or pair in BRANDS or not _calls(text, at):
            continue
        if _plainly_called(text, at):
            if not is_thing(text, at, end, surely=True):
                yield at, end, 0.6, "short name"
            continue
        led = led_in(text, at)
        sure = person_follows(text, end) or (ends(text, end) and person_before(text, at))
        if text[at] == "大" and pair in vocabulary():
            continue  # 大陆
        if text[at] == "大" or is_doubtful(pair):
            fits = (led and sure) or _called_on(text, at, end)
        elif text[at : at + 3] in vocabulary() and end < len(text):
            fits = led and sure
        else:
            fits = goes_on(text, end) if led else (sure and left_is_free(text, at))
        if fits and not is_thing(text, at, end, surely=not is_doubtful(pair)):
            yield at, end, 0.6, "short name"


def _called_on(text: str, at: int, end: int) -> bool:
    """Whether a word that takes a person leads to it, and the sentence goes on as behind one: 和小段沟通过."""
    if not at or not is_han(text[at - 1]) or not may_begin(text, at):
        return False
    if end < len(text) and any(text[at:last] in vocabulary() for last in (end, end + 1, end + 2)):
        return False
    return text[at] != "大" and (goes_on(text, end) or ends(text, end))


def _plainly_called(text: str, at: int) -> bool:
    """Whether the short name needs no other evidence: neither it nor what surrounds it is a word."""
    lead, name = text[at], text[at + 1]
    known = name in _PLAINLY_CALLED.get(lead, frozenset())
    if not known or (lead == "阿" and text[at : at + 2] in vocabulary()):
        return False
    for last in range(at + 3, min(len(text), at + 4) + 1):
        if text[at:last] in vocabulary() or text[at + 1 : last] in vocabulary():
            return False
    return led_in(text, at) or may_begin(text, at)


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
    if at and text[at - 1].isdigit() and text[at] in _MEASURES:
        return False
    return at == 0 or not is_han(text[at - 1]) or left_is_free(text, at)


def _calls(text: str, at: int) -> bool:
    """Whether the character behind 小, 老, 阿 or 大 is one that such a name has."""
    if text[at] == "阿":
        return text[at + 1] in GIVEN and text[at : at + 2] not in vocabulary()
    return text[at + 1] in NICK_SURNAMES or (text[at] == "小" and text[at + 1] in FAMILIAR)


def _is_title(text: str, at: int) -> bool:
    """Whether a title of one character stands there and not the beginning of a word."""
    char, after = text[at], text[at + 1 : at + 2]
    if not after or not is_han(after):
        return True
    if char in _CANTON and after in GIVEN and ends(text, at + 2):
        return False  # 张生忠的
    if char in _CANTON or char in SHORT_TITLES:
        if char in _CANTON:
            if _HOW_MUCH.match(text, at) is not None:
                return False
            words_too = char + after in vocabulary() and after not in _SHORT_GOES_ON
            return not words_too or person_follows(text, at + 1)
        return after in _SHORT_GOES_ON or person_follows(text, at + 1)
    pair = char + after
    if pair in _WHOLE:
        return False
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
    if name in vocabulary() or (name[:2] in vocabulary() and name[2:] in AFTER_NAME_CHARS):
        return False  # 董事会|秘书, 焦点和|师傅
    if len(name) == 3 and name[1] not in GIVEN and name[2] in COMMON_SURNAMES:
        return False  # 安抚姚|老师
    if surname == 1 and name[0] not in COMMON_SURNAMES:
        return False
    return name_length(name, 0, Trust.MIDDLE) == len(name)


def _surname_titled(text: str, at: int, end: int) -> Iterator[Found]:
    start = _surname_before(text, at)
    if start is None or foreign_given(text, start) > end - start:
        return  # 罗伯特
    one = at - start == 1
    full = one and start > 0 and text[start - 1] in _PLAIN and text[start] in GIVEN
    if full and text[start - 1 : at] not in vocabulary() and may_begin(text, start - 1):
        if text[at] not in _CANTON:
            yield start - 1, at, 0.75, "name with a title"
        return
    if _fits(text, start, at, end) and not _sold(text, start, at, end):
        yield start, end, 0.75, "surname with a title"


def _sold(text: str, start: int, at: int, end: int) -> bool:
    """Whether a shop or a brand is called so; no brand is a Mr., a manager or a coach but one with a shop."""
    if text[at:end] in _BRAND_TITLES or end - at == 1:
        return is_thing(text, start, end, surely=True)
    return is_shop(text, end)


def _of_brand(text: str, start: int, end: int) -> bool:
    """Whether of a brand and of people who are called like it the brand is meant: 李先生牛肉面, not 李先生来电."""
    if person_follows(text, end) or person_before(text, start):
        return False
    traded = {"shop's behind", "praise behind", "bought before", "put away"}
    short = end - start == 2 and text[end - 1] in _CANTON
    return (
        short
        or is_thing(text, start, end, surely=True)
        or any(sign in traded for sign in thing_signs(text, start, end))
    )


def _fits(text: str, start: int, at: int, end: int) -> bool:
    """Whether the surname before the title is no end of a word, and both together are none."""
    value, one = text[start:end], at - start == 1
    if any(text[start:last] in vocabulary() for last in (end + 1, end + 2)):
        return False  # 温哥华
    if end - at == 1 and _MODEL.match(text, end) is not None:
        return False
    if value in vocabulary() or value in FAMOUS:
        return False
    longer = text[start : end + 1] in BRANDS or text[start - 1 : end] in BRANDS
    if longer or (value in BRANDS and _of_brand(text, start, end)):
        return False
    if text[start - 1 : at] == "谢谢" or text.startswith("司马台", start):
        return False
    if text[at] in _CANTON and end - at == 1:
        evidence = goes_on(text, end) or ends(text, end) or person_before(text, start)
        led = led_in(text, start) or may_begin(text, start)
        # 方太 is a brand as well.
        thing = is_thing(text, start, end, surely=text[start] not in _THINGS)
        evidence = evidence or (text[start] not in _THINGS and not ends_a_word(text, start))
        return text[start] in _PLAIN and led and evidence and not thing
    if one and text[start] in AMBIGUOUS_SURNAMES - _SELDOM_WORDS:
        # 和, 那, 能: only at the beginning, and before what follows a surname far oftener than a word.
        return text.startswith(_PLAINLY, at) and (start == 0 or not is_han(text[start - 1]))
    rare = one and text[start] not in _FREQUENT
    if end - at == 1 and rare:
        return led_in(text, start)
    if rare and text[at:end] not in HONORIFICS:
        return led_in(text, start)  # 夜班客服
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
