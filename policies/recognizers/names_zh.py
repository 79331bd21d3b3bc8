"""Chinese names by the words around them, Simplified and Traditional. Knows no model.

A cue says how far a name is believed: 我叫 and 姓名： any Han name, 我是 and a telephone number behind it a
name with a surname, 通知 or nothing only one that is usual throughout. Names in Latin letters after a cue too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from policies.recognizers.base import TIMEOUT_SECONDS, TextRecognizer
from policies.recognizers.known_names import is_common, is_given
from policies.recognizers.lexicon_names_zh import (
    BRANDS,
    FAMOUS,
    GIVEN,
    KIN,
    LEADING,
    MORE_TITLES,
    NAMED_AFTER,
    NO_TITLE,
    ROLES,
    TASTED,
)
from policies.recognizers.lexicon_zh import (
    AFTER_NAME_WORDS,
    AMBIGUOUS_SURNAMES,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    HONORIFICS,
    NOT_NAMES,
    SURNAMES,
)
from policies.recognizers.located import located
from policies.recognizers.name_shape_zh import (
    DOTS,
    PETS,
    Trust,
    dotted,
    ends,
    is_han,
    name_length,
    surname_length,
)
from policies.recognizers.traditional import both, simplified
from policies.recognizers.vocabulary_zh import ends_a_word, vocabulary

Found = tuple[int, int, float, str]
_QUOTE = r"[\"'“”「『【（(\s]{0,2}"
_STRONG = located(
    rf"(?<![帮给替为])(?:(?:都|大家|人家|朋友们?|同事们?)叫[他她我]|(?:我|俺|他|她|本人|(?:{KIN}))的?(?:(?:名字|姓名|大名|真名|全名)(?:就)?[是叫]?|就?名?叫|名叫)[做作]?"
    rf"|(?:{ROLES})的?(?:姓名|名字)?(?:[是叫为填写]{{1,2}}(?:的是)?|\s*[:：=]|[ \t]+)"
    rf"|(?:请|就)?叫我|敝姓|免贵姓|我姓|姓名|名字叫|署名|[昵]称[是叫:：])\s*[:：]?{_QUOTE}"
)
_MIDDLE = located(
    rf"(?:我就?是|俺是|这里是|这边是|本人是?|他是|她是|我们是|(?:{ROLES})|(?<=我)(?:的)?(?:{KIN})"
    rf"|(?:{KIN})(?=[^\s]{{2,4}}(?:$|[，,。的也]))"
    rf"|[订下]单的是|单是|登记|核对|记在|(?:转|交|寄|发|送|递)给|(?:请|麻烦)?转告|抄送|@)[:：]?{_QUOTE}"
)
_LATIN = regex.compile(
    r"\p{Lu}[\p{Latin}'’.-]{1,20}(?:[ \t]\p{Lu}[\p{Latin}'’.-]{0,20}){0,3}(?<![.'’-])"
)
_LATIN_LOWER = regex.compile(r"[a-z][a-z'-]{1,20}(?: [a-z][a-z'-]{1,20}){0,2}(?![0-9A-Za-z@._-])")
_PLAIN = COMMON_SURNAMES - AMBIGUOUS_SURNAMES
# 王处, 李导: short forms, where the sentence goes on as behind a person.
_SHORT_TITLE = (
    r"[处局科队导董院校工总](?=[^\u4e00-\u9fff]|$"
    r"|[的是在说给来去和跟把您你我呢吗吧啊有也要让请到今明刚昨打接回会没不已答同负])"
)
_HONORIFIC = regex.compile(f"{MORE_TITLES}|{HONORIFICS}|{_SHORT_TITLE}")
_HAN = "\u3400-\u9fff"
_TITLED = located(
    rf"[{_HAN}](?P<t>某(?:某|人(?![们家]))?|{MORE_TITLES}|{HONORIFICS}|{_SHORT_TITLE})"
)
# Rare as surnames, common as words.
_RARE = frozenset(("第五", "百里", "东门", "西门", "南门"))
_PAIRS = (
    f"(?:[{''.join(sorted(_PLAIN))}][{''.join(sorted(GIVEN))}]|[小老][{''.join(sorted(COMMON_SURNAMES))}]"
    f"|{'|'.join(sorted(COMPOUND_SURNAMES - _RARE))})"
)
# A name that is usual throughout may begin a phrase, or stand behind a word that takes a person.
_USUAL = located(f"(?:^|[^{_HAN}]|{'|'.join(sorted(LEADING))})(?P<v>{_PAIRS})")
_CALLED = re.compile(r"(?<![百老名同个])姓[:：]?(?=[\u3400-\u9fff])")
# An English first name between Chinese words.
_BETWEEN = regex.compile(
    r"(?V1)(?<=\p{Han} ?)(?P<v>\p{Lu}\p{Ll}{1,14}(?: \p{Lu}\p{Ll}{1,14}){0,2})(?= ?(?:\p{Han}|[,，。！!？?]|$))"
)
_SHORT = frozenset("处局科队导董院校")
# Of the ambiguous surnames those that the words around explain whenever they are no surname.
_SELDOM_WORDS = frozenset("于常单解")
_PLAINLY = re.compile("先生|女士|小姐|太太|老师|师傅|经理|医生|总")
_CAPITAL = re.compile("[A-Z][a-z]")
_LEADS_LATIN = re.compile(
    r"(?:[找请问给跟和被由让叫是帮替陪约等人生与及、@]|联系|通知|转告|麻烦|告诉|同事|朋友|客服|经理|老师|顾问|销售"
    r"|[男女]友|客户|谢谢|昨天|今天|上次|刚才) ?$"
)
_DOT = re.compile(f"[{DOTS}]")
_PHONE = re.compile(r"1[3-9][0-9]")
_SPACED = regex.compile(
    r"(?P<v>[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff]){1,3})(?![\u4e00-\u9fff])"
)
_LINE = located(
    r"(?:^|\n)[ \t]*(?:此致|敬礼|敬上|[-—–]{1,3})?[ \t]*(?P<v>[\u4e00-\u9fff]{2,4})[ \t]*(?=\n|$)"
)
_BEFORE_PHONE = located(
    r"(?<![\u4e00-\u9fff])(?P<v>[\u4e00-\u9fff]{2,4})(?=[ \t,，、:：/-]{0,2}(?:电话|手机)?[ :：]?(?:\+?86[ -]?)?"
    r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d))"
    r"|(?<=[室号房楼层栋元座\d])(?P<v>[\u4e00-\u9fff]{2,4})(?=[ ,，]{0,2}1[3-9]\d{9}(?!\d))"
)
_AFTER_PHONE = located(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}[ \t,，、/]{1,2}(?=[\u4e00-\u9fff])")
_AND = regex.compile(r"[、,，/和与及跟&]|以及|还有")
_TITLE = regex.compile(r"《[^《》\n]{1,40}》")
_MENTION = re.compile(r"@[^0-9a-z@]{0,4}[A-Z]")
_TASTED = regex.compile(TASTED)
_NAMED_AFTER = regex.compile(NAMED_AFTER)


def _in_both(pattern: str) -> str:
    """A pattern of Simplified characters that matches either script."""
    parts, inside = [], False
    for char in pattern:
        inside = char == "[" or (inside and char != "]")
        forms = both(char) if is_han(char) else char
        parts.append(forms if inside or len(forms) == 1 else f"[{forms}]")
    return "".join(parts)


def _needs() -> str:
    """Every way in, in both scripts and in RE2's syntax."""
    han = _HAN
    single = {s for s in SURNAMES if len(s) == 1}
    surname = "".join(sorted({*single, *(c[0] for c in COMPOUND_SURNAMES)}))
    begins = f"[{both(surname + '小老阿大' + ''.join(sorted(PETS)))}A-Z]"
    # After these a word of two like characters is a name too.
    kin = rf"(?:{_in_both(KIN)})[:：]?[\"'“”「『【（(\s]{{0,2}}"
    titled = f"[{both(''.join(sorted(GIVEN | single | {c[1] for c in COMPOUND_SURNAMES})))}]"
    sign = r"[ \t:：\"'“”「『【（(]{0,4}"
    titles = "|".join(
        t for t in [*MORE_TITLES.split("|"), *HONORIFICS.partition("|(?:总")[0].split("|")] if t
    )
    middle = "就?是|俺是|本人是?|[这里边他她们]是|(?:订|下)单的是|单是|登记|核对|记在|[转交寄发送递]给|转告|抄送|@"
    return (
        rf"(?:^|[^{han}]|{_in_both('|'.join(sorted(LEADING)))}){_in_both(_PAIRS)}|[{DOTS}]|叫[^的]"
        rf"|{_in_both('姓名|名字|全名|真名|大名|署名|昵称|户名|名[是叫]|敝姓|贵姓')}|姓"
        rf"|(?:{_in_both(ROLES)})(?:{_in_both('的?[姓名是叫为填写]')}|[:：= \t]|{sign}{begins})"
        rf"|{kin}{begins}|(?:{_in_both(middle)}){sign}{begins}"
        rf"|[{han}](?:{_in_both(titles)})|{titled}(?:[{both('总工姐哥嫂叔伯婶姨处局科队导董院校')}])"
        rf"|[{han}]{{2}}[ \t,，、:：/-]{{0,2}}(?:[{both('电手')}][{both('话机')}][ :：]?)?(?:\+?86[ -]?)?1[3-9][0-9]"
        rf"|[0-9][ \t,，、/]{{1,2}}{begins}|[{both(surname)}]某|[{han}] ?[A-Z][a-z]"
        rf"|\n[ \t—–-]*[{han}]{{2,4}}[ \t]*(?:\n|$)|[{han}]{{2,4}}[ \t]*\n"
    )


class ChineseNameRecognizer(TextRecognizer):
    """Names after 我叫, 姓名：, 收件人, 我是; with 先生, 总; as subject or object; as a signature."""

    label = "PERSON"
    needs = _needs()

    def find(self, text: str) -> Iterator[Found]:
        """Every name that its cue allows, each place once."""
        if text.isascii() and _MENTION.search(text) is None:
            return  # the one cue that is no Han word
        plain = simplified(text)
        titles = [m.span() for m in _TITLE.finditer(plain)] if "《" in plain else []
        taken: set[tuple[int, int]] = set()
        for found in _all(plain):
            if found[:2] in taken or any(a <= found[0] < b for a, b in titles):
                continue
            taken.add(found[:2])
            yield found
            for further in _listed(plain, found[1]):
                if further[:2] in taken:
                    break  # the rest of the list has been read from another of its names
                taken.add(further[:2])
                yield further


def _all(text: str) -> Iterator[Found]:
    yield from _after_cues(text)
    yield from _titled(text)
    yield from _surname_alone(text)
    yield from _english(text)
    yield from _usual(text)
    yield from _shaped(text)
    for dot in _DOT.finditer(text):
        if (span := dotted(text, dot.start())) is not None:
            yield *span, 0.8, "name with a middle dot"


def _after_cues(text: str) -> Iterator[Found]:
    for pattern, trust, score, rule in (
        (_STRONG, Trust.STRONG, 0.9, "name after a strong cue"),
        (_MIDDLE, Trust.MIDDLE, 0.7, "name after a weak cue"),
    ):
        for cue in pattern.finditer(text, timeout=TIMEOUT_SECONDS, overlapped=True):
            length = _name_after(text, cue.end(), trust)
            if length:
                yield cue.end(), cue.end() + length, score, rule


def _name_after(text: str, at: int, trust: Trust) -> int:
    """The length of the name that begins at `at`, in Han or Latin letters; 0 when none does."""
    if at < len(text) and is_han(text[at]):
        spaced = _SPACED.match(text, at)
        if spaced is not None and surname_length(spaced["v"].replace(" ", ""), 0):
            return len(spaced["v"])
        length = name_length(text, at, trust)
        return length if length and not _no_person(text, at, at + length, trust) else 0
    latin = _LATIN.match(text, at) or (
        _LATIN_LOWER.match(text, at) if trust is Trust.STRONG else None
    )
    if latin is None or (trust is not Trust.STRONG and not _latin_name(latin[0])):
        return 0
    return len(latin[0])


def _latin_name(value: str) -> bool:
    """Whether a weak cue is enough: several words, or a first name that is no everyday word."""
    first = value.split()[0]
    return not value.isupper() and (len(value.split()) > 1 or is_given(first))


def _no_person(text: str, start: int, end: int, trust: Trust) -> bool:
    """Whether the words around make a shop, a dish or a thing of it."""
    if trust is Trust.STRONG:
        return False
    return (
        text[start:end] in BRANDS
        or text[start:end] in FAMOUS
        or _NAMED_AFTER.match(text, end) is not None
        or _TASTED.search(text, max(0, start - 6), start) is not None
    )


def _titled(text: str) -> Iterator[Found]:
    """王先生 whole, of 张伟先生 the name."""
    for match in _TITLED.finditer(text, overlapped=True):
        at, end = match.span("t")
        if text[at] == "某":
            yield from _somebody(text, at, end)
            continue
        for length in (3, 2) if text[at] not in _SHORT else ():
            start = at - length
            if start >= 0 and _full_name(text, start, at) and _led_in(text, start):
                yield start, at, 0.75, "name with a title"
                break
        else:
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
    if full and text[start - 1 : at] not in vocabulary() and _may_begin(text, start - 1):
        yield start - 1, at, 0.75, "name with a title"
        return
    if one and text[start] in AMBIGUOUS_SURNAMES - _SELDOM_WORDS:
        # 和, 那, 能: only at the beginning, and before what follows a surname far oftener than a word.
        left = _PLAINLY.match(text, at) is not None and (start == 0 or not is_han(text[start - 1]))
    else:
        left = _may_begin(text, start) and not text.startswith("司马台", start)
    word = text[start:end] in vocabulary() or text[start:end] in BRANDS | FAMOUS
    if left and not word and text[start - 1 : at] != "谢谢":
        yield start, end, 0.75, "surname with a title"


def _surname_before(text: str, at: int) -> int | None:
    """Where the surname before a title begins; 小 and 老 before it are a part of it."""
    for surname in (2, 1):
        start = at - surname
        if start < 0 or surname_length(text, start) != surname:
            continue
        if text[start : start + 2] in NO_TITLE:
            continue
        nick = surname == 1 and start and text[start - 1] in "小老"
        return start - 1 if nick and text[start - 1 : at] not in NOT_NAMES else start
    return None


def _somebody(text: str, at: int, end: int) -> Iterator[Found]:
    """张某, 李某某."""
    start = _surname_before(text, at)
    if start is not None and _may_begin(text, start):
        yield start, end, 0.75, "surname with 某"


def _may_begin(text: str, at: int) -> bool:
    """Whether no digit and no everyday word reaches over the surname from the left."""
    if at and text[at - 1].isdigit():
        return False  # 108万张
    return at == 0 or not is_han(text[at - 1]) or not ends_a_word(text, at)


def _surname_alone(text: str) -> Iterator[Found]:
    """我姓沈, 免贵姓欧阳."""
    for cue in _CALLED.finditer(text) if "姓" in text else ():
        at = cue.end()
        surname = surname_length(text, at)
        if surname and ends(text, at + surname) and not text.startswith(AFTER_NAME_WORDS, at):
            yield at, at + surname, 0.8, "surname after 姓"


def _english(text: str) -> Iterator[Found]:
    """An English first name, or a full one, between Chinese words: 客服Lily说."""
    for match in _BETWEEN.finditer(text) if _CAPITAL.search(text) is not None else ():
        start, end = match.span("v")
        first, *more = match["v"].split(" ")
        if not is_given(first) or _NAMED_AFTER.match(text, end) is not None:
            continue
        led = _LEADS_LATIN.search(text, max(0, start - 5), start) is not None
        closed = end < len(text) and is_han(text[end]) and ends(text, end)
        if led or ((more or closed) and not is_common(first)):
            yield start, end, 0.65, "English name between Chinese words"


def _led_in(text: str, at: int) -> bool:
    """Whether a name may begin at `at`: nothing, a sign, or a word that takes a person before it."""
    if at and text[at - 1].isdigit():
        return False  # 108万张
    return at == 0 or not is_han(text[at - 1]) or text.endswith(LEADING, max(0, at - 2), at)


def _usual(text: str) -> Iterator[Found]:
    """Names that are usual throughout, where the sentence may have one and goes on as behind one."""
    for match in _USUAL.finditer(text, overlapped=True):
        at = match.start("v")
        if at and text[at - 1].isdigit():
            continue  # 108万张
        length = name_length(text, at, Trust.WEAK)
        if length and not _no_person(text, at, at + length, Trust.WEAK):
            yield at, at + length, 0.6, "usual name"


def _shaped(text: str) -> Iterator[Found]:
    """Signatures and names beside a telephone number."""
    phones = _PHONE.search(text) is not None
    for wanted, pattern, rule in (
        ("\n" in text, _LINE, "signature"),
        (phones, _BEFORE_PHONE, "name before a telephone number"),
    ):
        if not wanted:
            continue
        for match in pattern.finditer(text, timeout=TIMEOUT_SECONDS):
            start, end = match.span("v")
            if match[0] != text and name_length(text, start, Trust.MIDDLE) == end - start:
                yield start, end, 0.7, rule
    for phone in _AFTER_PHONE.finditer(text, timeout=TIMEOUT_SECONDS) if phones else ():
        length = name_length(text, phone.end(), Trust.MIDDLE)
        if length and ends(text, phone.end() + length):
            yield phone.end(), phone.end() + length, 0.7, "name after a telephone number"


def _listed(text: str, end: int) -> Iterator[Found]:
    """Further names of a list: 张伟、李娜和王芳."""
    link = _AND.match(text, end)
    while link is not None:
        length = name_length(text, link.end(), Trust.MIDDLE)
        end = link.end() + length
        if not length or not ends(text, end) or _no_person(text, link.end(), end, Trust.MIDDLE):
            return
        yield link.end(), end, 0.65, "name in a list"
        link = _AND.match(text, end)
