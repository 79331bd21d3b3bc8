"""Names in Latin letters between Chinese words: 客服Lily说, 联系Amy Lee, and with a Chinese surname: 陈Amy, Amy 陈."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from policies.recognizers.base import Found
from policies.recognizers.brands_en import CITIES, is_brand_word
from policies.recognizers.known_names import is_common, is_given, is_surname
from policies.recognizers.lexicon_en import NOT_FIRST
from policies.recognizers.lexicon_names_zh import GIVEN
from policies.recognizers.lexicon_zh import AMBIGUOUS_SURNAMES, COMMON_SURNAMES, COMPOUND_SURNAMES
from policies.recognizers.name_shape_zh import SELDOM_WORDS, TITLE, ends, full_length, is_han
from policies.recognizers.persons_zh import goes_on, is_thing, person_follows
from policies.recognizers.plain_words import says_how
from policies.recognizers.vocabulary_zh import left_is_free, vocabulary
from policies.recognizers.words import words

_PLAIN = (COMMON_SURNAMES - AMBIGUOUS_SURNAMES) | SELDOM_WORDS
# Of these some are colours and goods behind a model's name.
_ALSO_WORDS = frozenset("高白金石田方熊毛段史关单龙米黄万安康文江夏孔古牛马叶雷麦")
_NAME = regex.compile(
    r"(?<![\p{Latin}\d@._/&+-]|\p{Latin} )\p{Lu}\p{Ll}{1,14}(?:[ ]\p{Lu}\p{Ll}{1,14}){0,2}"
    r"(?![\p{Latin}\d@_/&+'’-]|[. ]\p{Latin})"
)
GREETINGS = frozenset(words("Hi Hello Hey Dear Mr Mrs Ms Miss Dr"))
_LEADS = re.compile(
    r"(?:[找请问给跟和被由让叫是帮替陪约等人生与及、@]|联系|通知|转告|麻烦|告诉|同事|朋友|客服|经理|老师|顾问|销售|[男女]友|客户"
    r"|谢谢|昨天|今天|上次|刚才|你好|您好|发给|转给|寄给|交给|同学|司机|师傅|助理|教练|医生|店员|前台|英文名|一下"
    r"|Hi|Hello|Dear) ?$"
)
_TO = re.compile(r"[在到去往飞从至] ?$")
# When or what a person does; a shop opens, a program is new.
_ACTS = re.compile(
    r"(?:昨[天晚日]|今[天早晚日]|明[天早晚日]|[前后後]天|[上下][周週]|[上下]个?月|[刚剛][刚剛才]?|已[经經])"
    r"(?![\u4e00-\u9fff]{0,6}?(?:打折|上[新市线線架]|[发發][布货貨]|[开開][业業门門]|[营營][业業]|[涨漲降][价價]|更新"
    r"|[维維][护護]|出新|停[机機]|[关關][门門]|促[销銷]))"
    r"|[订訂下][了过過单單]|投[诉訴]|[签簽]收|付了?款|付了|[买買退换換寄][了过過]|[迟遲]到|[请請]假|不在(?![售线線])|[没沒]来|[转轉][账帳]"
)
# A model's version behind its name: Gemma 2 27B, Claude 3.5, not a day's hour or so many things.
_VERSION = re.compile(r" (?:\d{1,2}\.\d(?![\d元折分点米万])|\d{1,3}[A-Z](?![a-z])|\d{1,2} [A-Z\d])")
_PHONE = re.compile(r"[ ,，、:：/-]{1,3}(?:电话|手机)?[ :：]?(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}")


def between(text: str) -> Iterator[Found]:
    """Each such name, a surname beside it being a part of it."""
    for match in _NAME.finditer(text):
        start, end = match.span()
        first, *more = match[0].split(" ")
        greeted = first in GREETINGS and bool(more)
        if greeted:
            start += len(first) + 1
            first, *more = more
        title = _titled(text, end)
        if (
            title > end
            and (is_given(first) or is_surname(first))
            and not is_thing(text, start, title, surely=True)
        ):
            yield start, title, 0.7, "English name with a Chinese title"
            continue
        if not is_given(first) or says_how(first.lower()):
            continue  # "My 电话 is secure"
        low, high = _surname_before(text, start), _surname_behind(text, end)
        if low < start or high > end:
            yield low if high == end else start, high, 0.7, "English name with a surname"
        elif greeted or _is_name(text, start, end, common=is_common(first), several=bool(more)):
            yield start, end, 0.65, "English name between Chinese words"


def _titled(text: str, at: int) -> int:
    """Where the Chinese title behind an English name ends; `at` when there is none: Wang先生, Leo哥."""
    start = at + 1 if text[at : at + 1] == " " else at
    title = TITLE.match(text, start) if start < len(text) else None
    return title.end() if title is not None else at


def _is_name(text: str, start: int, end: int, *, common: bool, several: bool) -> bool:
    """Whether a word before it, or what follows it, is a person's."""
    after = end + 1 if text[end : end + 1] == " " else end
    han_before = is_han(
        text[start - 1 : start].strip() or text[max(0, start - 2) : start - 1] or " "
    )
    han_after = after < len(text) and is_han(text[after])
    if _VERSION.match(text, end) is not None and _PHONE.match(text, end) is None:
        return False
    if not (han_before or han_after) or is_thing(text, start, end):
        return _PHONE.match(text, end) is not None and start == 0
    if (
        not several
        and text[start:end].lower() in CITIES
        and _TO.search(text, max(0, start - 2), start)
    ):
        return False  # 寄到London, 飞Paris
    led = _LEADS.search(text, max(0, start - 6), start) is not None
    does = han_after and (person_follows(text, after) or _acts(text, start, end, after))
    if led and (han_after or does or not common or several):
        return True
    if does or _PHONE.match(text, end) is not None:
        return not common or several or led
    return han_before and not common and (several or (han_after and ends(text, after)))


def _acts(text: str, start: int, end: int, after: int) -> bool:
    """Whether it goes on as behind one who acts; a city and a program do not."""
    word = text[start:end]
    nobody = word.lower() in CITIES or word.lower() in NOT_FIRST or is_brand_word(word)
    return not nobody and _ACTS.match(text, after) is not None


def _surname_before(text: str, at: int) -> int:
    """Where the Chinese surname before an English name begins; `at` when there is none."""
    end = at - 1 if at and text[at - 1] == " " else at
    if text[max(0, end - 2) : end] in COMPOUND_SURNAMES:
        return end - 2
    alone = end > 0 and text[end - 1] in _PLAIN
    if not alone or (end > 1 and is_han(text[end - 2]) and not left_is_free(text, end - 1)):
        return at
    return end - 1


def _surname_behind(text: str, at: int) -> int:
    """Where the Chinese surname behind an English name ends; `at` when there is none."""
    start = at + 1 if text[at : at + 1] == " " else at
    if text[start : start + 2] in COMPOUND_SURNAMES:
        return start + 2
    end = start + 1
    if start >= len(text):
        return at
    whole = start + full_length(text, start)
    if whole > end and _full_behind(text, start, whole):
        return whole
    if text[start:end] not in _PLAIN or text[start : start + 2] in vocabulary():
        return at
    closed = end >= len(text) or not is_han(text[end])
    spaced = start > at and text[start] not in _ALSO_WORDS and goes_on(text, end)
    return end if closed or spaced or ends(text, end) or person_follows(text, end) else at


def _full_behind(text: str, start: int, end: int) -> bool:
    """Whether a usual full name stands behind an English one: Jack 刘淑诗."""
    usual = all(char in GIVEN for char in text[start + 1 : end])
    closed = ends(text, end) or person_follows(text, end) or goes_on(text, end)
    return text[start] in _PLAIN and usual and closed and text[start:end] not in vocabulary()
