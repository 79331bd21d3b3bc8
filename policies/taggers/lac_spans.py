"""The Chinese tagger's words put together into names and addresses.

Pure functions of a sentence and its words; knows no model. Names that the model cut are made whole; what is a
shop, a dish, a brand or a title of a work, although the model took it for a person, is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from policies.recognizers.either import either
from policies.recognizers.lexicon_names_zh import (
    BRANDS,
    FAMOUS,
    GIVEN,
    MORE_TITLES,
    NAMED_AFTER,
    OWNED,
    TASTED,
    TRANSLITERATED,
)
from policies.recognizers.lexicon_zh import (
    AFTER_NAME_CHARS,
    AMBIGUOUS_SURNAMES,
    BARE_TITLES,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    HONORIFICS,
    NOT_NAMES,
)
from policies.recognizers.name_full_zh import is_branded
from policies.recognizers.name_shape_zh import (
    DOTS,
    NICK_SURNAMES,
    ends,
    foreign_given,
    full_length,
    is_han,
    surname_length,
)
from policies.recognizers.name_titles_zh import is_doubtful
from policies.recognizers.name_weight_zh import weighs, weight
from policies.recognizers.persons_zh import is_thing, person_before, person_follows, trade_near
from policies.recognizers.regions_zh import regions
from policies.recognizers.traditional import simplified
from policies.recognizers.vocabulary_zh import ends_a_word, vocabulary
from policies.spans import Span
from policies.taggers.places import addresses

_TITLE = regex.compile(r"《[^《》\n]{1,40}》")
_HONORIFIC = regex.compile(f"{either((*MORE_TITLES, *HONORIFICS))}|[{BARE_TITLES}]")
_HONORIFIC_END = regex.compile(rf"(?:{either(HONORIFICS)}|[总工姐哥])$")
_TASTED = regex.compile(TASTED)
_NAMED_AFTER = regex.compile(NAMED_AFTER)
_PLACE_END = regex.compile(r"[店馆园路街村镇寺庙祠墓桥山湖塔奖杯]$")
# What dishes and goods end with, and no given name.
_FOOD_END = regex.compile(
    r"[汤羹粥面饭饼糕饺粉煎烤煲锅鸡鸭鹅鱼虾蟹肉酱醋糖奶药膏丸乳霜鞋包帽镯蓝绸缎砖漆胶机仪器灯]$"
)
_LEAD = regex.compile(
    r"谢谢|感谢|麻烦|通知|请问|转告|联系|你好|您好|[请找让给叫跟搵约同係系是畀](?=.{2})"
)
_PLAIN_SURNAMES = COMMON_SURNAMES - AMBIGUOUS_SURNAMES - frozenset("金石方万白安康文")
# Cantonese and Mandarin words that the model joins to a name.
_TAIL = frozenset("琴話话都刚係系喺畀嘅個拉改你我他她听寄比")
# Characters of Cantonese words, which no name has.
_CANTONESE = frozenset("唔嘅嗰哋咗啲冇咩乜嚟喺畀咁嗰嘢啱")
# An amount as cheques write it, 伍佰元; what Cantonese counts at a sentence's head, 张单写错咗.
_COUNTED = regex.compile("[伍陆][佰仟拾百千万].*|张[单票卡床纸相凳桌证表帖帐]")
# Characters of given names that begin what is said of a person as often.
_SAYS = frozenset("新飞来先正将开发才同以可行有本大小多会能家生东西向中上下超全若首当自言道长老平")
# A full name that the model names is one unless more speaks against it.
_LEAST = -0.8
_NOUNS = frozenset({"n", "nz", "nw", "ORG", "vn", "nr"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence with LAC's tag, such as PER, LOC, ORG, m, q, n."""

    start: int
    end: int
    tag: str


def spans_of(sentence: str, words: list[Word]) -> list[Span]:
    """Persons, and places that have the depth of an address."""
    plain = simplified(sentence)
    return [*_persons(plain, words), *addresses(plain, [(w.start, w.end, w.tag) for w in words])]


def _persons(text: str, words: list[Word]) -> list[Span]:
    works = [m.span() for m in _TITLE.finditer(text)]
    found: list[Span] = []
    for at, word in enumerate(words):
        if word.tag != "PER" or any(a <= word.start < b for a, b in works):
            continue
        start, end = _whole(text, words, at)
        after = words[at + 1] if at + 1 < len(words) else None
        if _name_like(text[start:end]) and not _no_person(text, start, end, after):
            found.append(Span(start, end, "PERSON", 0.65))
    return found


def _whole(text: str, words: list[Word], at: int) -> tuple[int, int]:
    """The name's start and end: what the model cut off is put back, what is no part of it is taken off."""
    start, end = words[at].start, words[at].end
    foreign = foreign_given(text, start)
    if foreign > 2 and not text.startswith(tuple(DOTS), start + foreign):
        return start, start + foreign
    lead = _LEAD.match(text, start, end)
    start = (
        lead.end()
        if lead is not None and end - lead.end() >= 2
        else _with_surname(text, start, end)
    )
    if text[max(0, start - 1) : start + 1] in COMPOUND_SURNAMES and end - start >= 2:
        start -= 1
    elif end - start >= 3 and ends_a_word(text, start) and _opens(text, start + 1):
        start += 1  # 班主任老杜
    end = _with_given(text, words, at, start, end)
    end = _without_tail(text, start, end)
    return start, _with_title(text, start, end)


def _without_tail(text: str, start: int, end: int) -> int:
    """The end of a short name before what the model took for a part of it: 小李都, 冯总刚, 老赵你好."""
    surname = surname_length(text, start)
    title = _HONORIFIC.match(text, start + surname) if surname else None
    if title is not None and title.end() - title.start() > 1 and title.end() < end:
        return int(title.end())
    if text[start] in "小老大" and end - start > 2 and text[start + 1] in NICK_SURNAMES:
        titled = text[start + 2] in BARE_TITLES
        return start + 3 if titled else start + 2
    if surname and end - start > surname + 1 and text[start + surname] in f"{BARE_TITLES}某":
        return start + surname + (2 if text.startswith("某某", start + surname) else 1)
    friend = text[start] == "阿" and end - start > 2 and text[end - 1] in AFTER_NAME_CHARS | {"来"}
    if friend or (surname and text[end - 1] in _TAIL and end - start > surname + 1):
        return end - 1
    return end


def _opens(text: str, at: int) -> bool:
    """Whether a surname, or 小 and 老 before one, stands there."""
    return bool(surname_length(text, at)) or text[at] in "小老阿"


def _with_surname(text: str, start: int, end: int) -> int:
    """The start of a name whose surname the model left outside."""
    given = end - start <= 2 and text[start] not in COMMON_SURNAMES
    if given and text[max(0, start - 2) : start] in COMPOUND_SURNAMES:
        return start - 2
    before = text[start - 1] if start else ""
    plain = end - start == 2 and before in COMMON_SURNAMES - AMBIGUOUS_SURNAMES
    return start - 1 if given and plain else start


def _with_given(text: str, words: list[Word], at: int, start: int, end: int) -> int:
    """The end of a name whose last character, or part behind a dot, the model left outside."""
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None or end != following.start:
        return end
    if text[end] in DOTS and end + 1 < len(text):
        stop = end + 1
        while stop < len(text) and text[stop] in TRANSLITERATED:
            stop += 1
        return stop if stop > end + 1 else end
    short = end - start == surname_length(text, start) + 1
    usual = text[end] in GIVEN - AFTER_NAME_CHARS
    if not short or not usual:
        return end
    single = following.end - following.start == 1 and following.tag not in ("w", "u", "r", "c", "p")
    if single and _closes(text, end):
        return end + 1
    fits = text[end] not in _SAYS and full_length(text, start) == end + 1 - start
    longer = fits and weight(text, start, end + 1) > weight(text, start, end)
    return end + 1 if longer else end


def _closes(text: str, at: int) -> bool:
    """Whether the character that the model left over closes the name, and says nothing of the person."""
    if ends(text, at + 1):
        return True
    return text[at] not in _SAYS and text[at : at + 2] not in vocabulary()


def _with_title(text: str, start: int, end: int) -> int:
    """王先生 is a name with its title; of 张伟先生 only 张伟 is."""
    surname = surname_length(text, start)
    if end - start == surname or (end - start == 2 and text[start] in "小老"):
        title = _HONORIFIC.match(text, end)
        return int(title.end()) if title is not None else end
    title = _HONORIFIC_END.search(text, start, end)
    if title is not None and surname and title.start() - start > surname:
        return int(title.start())
    return end


def _name_like(value: str) -> bool:
    """Two to fifteen characters of which at least two are Han, or a middle dot."""
    han = sum(is_han(c) for c in value)
    return 2 <= len(value) <= 15 and han >= 2 and not any(c.isdigit() for c in value)


def _no_person(text: str, start: int, end: int, after: Word | None) -> bool:
    """Whether the name is a brand's, a shop's, a dish's or a work's; a cue elsewhere may still say a person's."""
    value = text[start:end]
    if value[:2] in NOT_NAMES and value[1] in "一二三四五六日末":
        return True  # 周三 and a surname
    if (
        value in BRANDS
        or value in NOT_NAMES
        or is_branded(text, start)
        or _famous(text, start, end)
    ):
        return True
    if not _CANTONESE.isdisjoint(value) or value.startswith("钟意") or _COUNTED.fullmatch(value):
        return True
    if value in regions() or (value[-1] == "人" and value[:-1] in regions()):
        return True
    if _PLACE_END.search(value) is not None and (len(value) >= 4 or value[-1] not in GIVEN):
        return True
    if _FOOD_END.search(value) is not None and len(value) > 2:
        return True
    if _NAMED_AFTER.match(text, end) is not None:
        return True
    if _TASTED.search(text, max(0, start - 6), start) is not None:
        return True
    titled = _HONORIFIC.search(value) is not None
    if titled or value[0] in "小老阿大":
        return _no_short_name(text, start, end, after, titled=titled)
    if any(dot in value for dot in DOTS) or foreign_given(text, start) == end - start:
        return is_thing(text, start, end) or _attached(text, end, after)
    if not surname_length(text, start) and not (
        person_follows(text, end) or person_before(text, start)
    ):
        return True
    return not weighs(text, start, end, _LEAST, tagged=True)


def _no_short_name(text: str, start: int, end: int, after: Word | None, *, titled: bool) -> bool:
    """The same of a surname with a title, and of 小李 and 老张."""
    value = text[start:end]
    nick = value[0] in "小老" and value[1] in NICK_SURNAMES and not is_doubtful(value[:2])
    if value in vocabulary() and not nick and not person_follows(text, end):
        return True
    if is_thing(text, start, end, surely=titled):
        return True
    if titled and _plain(value) and not trade_near(text, start, end):
        return False
    return _attached(text, end, after)


def _famous(text: str, start: int, end: int) -> bool:
    """Whether a person of history or a tale is meant, also where the words around joined the name."""
    return (
        text[start:end] in FAMOUS
        or text[start : start + 3] in FAMOUS
        or (end - start == 2 and text[max(0, start - 1) : start + 1] in FAMOUS)
        or text.startswith("阿斗", start)
    )


def _plain(value: str) -> bool:
    """A surname that is hardly ever a word, and usual characters behind it."""
    surname = surname_length(value, 0)
    known = surname == 2 or value[0] in _PLAIN_SURNAMES
    return known and len(value) > surname and all(c in GIVEN for c in value[surname:])


def _attached(text: str, end: int, after: Word | None) -> bool:
    """Whether a noun stands right behind that is none of a person's: 潘婷洗发水, 小黄人."""
    return (
        after is not None
        and after.start == end
        and after.tag in _NOUNS
        and not text.startswith(OWNED, end)
    )
