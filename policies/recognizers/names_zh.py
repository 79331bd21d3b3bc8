"""Chinese names by the words around them, Simplified and Traditional. Knows no model.

A cue says how far a name is believed: 我叫 and 姓名： any Han name, 我是 and a telephone number behind it a
name with a surname, 通知 or nothing only one that is usual throughout. Names in Latin letters after a cue too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from policies.recognizers.base import TIMEOUT_SECONDS, TextRecognizer
from policies.recognizers.lexicon_names_zh import (
    BRANDS,
    CUE_ENDS,
    GIVEN,
    KIN,
    LEADING,
    NAMED_AFTER,
    NO_TITLE,
    ROLES,
    TASTED,
    TITLE_FIRST,
)
from policies.recognizers.lexicon_zh import (
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
    Trust,
    dotted,
    ends,
    is_han,
    name_length,
    surname_length,
)
from policies.recognizers.traditional import both, simplified

Found = tuple[int, int, float, str]
_QUOTE = r"[\"'“”「『【（(\s]{0,2}"
_STRONG = located(
    rf"(?<![帮给替为])(?:(?:我|俺|他|她|本人|(?:{KIN}))的?(?:(?:名字|姓名|大名|真名|全名)(?:就)?[是叫]?|就?名?叫|名叫)[做作]?"
    rf"|(?:{ROLES})的?(?:姓名|名字)?(?:[是叫为填写]{{1,2}}(?:的是)?|\s*[:：=]|[ \t]+)"
    rf"|(?:请|就)?叫我|敝姓|免贵姓|我姓|姓名|名字叫|署名|[昵]称[是叫:：])\s*[:：]?{_QUOTE}"
)
_MIDDLE = located(
    rf"(?:我就?是|俺是|这里是|这边是|本人是?|他是|她是|我们是|(?:{ROLES})|(?<=我)(?:的)?(?:{KIN})"
    rf"|(?:{KIN})(?=[^\s]{{2,4}}(?:$|[，,。的也]))"
    rf"|[订下]单的是|单是|登记|核对|以|用|记在|写|留|(?:转|交|寄|发|送|递)给|(?:请|麻烦)?转告|抄送|@)[:：]?{_QUOTE}"
)
_LATIN = regex.compile(
    r"\p{Lu}[\p{Latin}'’.-]{1,20}(?:[ \t]\p{Lu}[\p{Latin}'’.-]{0,20}){0,3}(?<![.'’-])"
)
_LATIN_LOWER = regex.compile(r"[a-z][a-z'-]{1,20}(?: [a-z][a-z'-]{1,20}){0,2}(?![0-9A-Za-z@._-])")
_PLAIN = COMMON_SURNAMES - AMBIGUOUS_SURNAMES
# The standard library's engine looks for sets of first characters fastest.
_FIRST = re.compile(
    f"[{''.join(sorted({*_PLAIN, '小', '老', *(c[0] for c in COMPOUND_SURNAMES)}))}]"
)
_TITLED = re.compile(f"[{TITLE_FIRST}]")
_HONORIFIC = regex.compile(HONORIFICS)
_TITLES = [*HONORIFICS.partition("|(?:总")[0].split("|"), *"总工姐哥嫂叔伯婶姨"]
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


def _needs() -> str:
    """Every way in, in both scripts and in RE2's syntax."""
    han = "\u4e00-\u9fff"
    plain, given = (f"[{both(''.join(sorted(c)))}]" for c in (_PLAIN, GIVEN))
    single = {s for s in SURNAMES if len(s) == 1}
    surname = (
        f"[{both(''.join(sorted({*single, *(c[0] for c in COMPOUND_SURNAMES), *'小老阿'})))}A-Z]"
    )
    compound = "|".join("".join(f"[{both(c)}]" for c in s) for s in sorted(COMPOUND_SURNAMES))
    titles = "|".join("".join(f"[{both(c)}]" if is_han(c) else c for c in t) for t in _TITLES)
    sign = r"[ \t:：\"'“”「『【（(]{0,4}"
    return (
        rf"{plain}{given}|{compound}|[小老]{plain}|[{DOTS}]|叫[^的]|[{both('姓名字称款头昵')}]"
        rf"|[{both(CUE_ENDS)}]的?[{both('姓名是叫为填写')}:：= \t]"
        rf"|[{both(CUE_ENDS)}{both('是以用写留给告送录对在的')}@]{sign}{surname}|[{han}](?:{titles})"
        rf"|[{han}]{{2}}[ \t,，、:：/-]{{0,2}}(?:[{both('电手')}][{both('话机')}][ :：]?)?(?:\+?86[ -]?)?1[3-9]"
        rf"|[0-9][ \t,，、/]{{1,2}}{surname}"
        rf"|[{han}][ \x{{3000}}][{han}]|\n[ \t—–-]*[{han}]{{2,4}}[ \t]*(?:\n|$)|[{han}]{{2,4}}[ \t]*\n"
    ).replace("\\x{3000}", "\u3000")


class ChineseNameRecognizer(TextRecognizer):
    """Names after 我叫, 姓名：, 收件人, 我是; with 先生, 总; as subject or object; as a signature."""

    label = "PERSON"
    needs = _needs()

    def find(self, text: str) -> Iterator[Found]:
        """Every name that its cue allows, each place once."""
        if text.isascii() and _MENTION.search(text) is None:
            return  # the one cue that is no Han word
        plain = simplified(text)
        titles = [m.span() for m in _TITLE.finditer(plain)]
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
    return len(latin[0]) if latin is not None else 0


def _no_person(text: str, start: int, end: int, trust: Trust) -> bool:
    """Whether the words around make a shop, a dish or a thing of it."""
    if trust is Trust.STRONG:
        return False
    return (
        text[start:end] in BRANDS
        or _NAMED_AFTER.match(text, end) is not None
        or _TASTED.search(text, max(0, start - 6), start) is not None
    )


def _titled(text: str) -> Iterator[Found]:
    """王先生 whole, of 张伟先生 the name."""
    for first in _TITLED.finditer(text):
        at = first.start()
        title = _HONORIFIC.match(text, at)
        if title is None:
            continue
        for length in (3, 2):
            start = at - length
            if start >= 0 and _full_name(text, start, at) and _led_in(text, start):
                yield start, at, 0.75, "name with a title"
                break
        else:
            yield from _surname_titled(text, at, title.end())


def _full_name(text: str, start: int, end: int) -> bool:
    surname = surname_length(text, start)
    name = text[start:end]
    if not surname or surname >= len(name) or name in BRANDS or name[:2] in NOT_NAMES:
        return False
    if surname == 1 and name[0] not in COMMON_SURNAMES:
        return False
    return name_length(name, 0, Trust.MIDDLE) == len(name)


def _surname_titled(text: str, at: int, end: int) -> Iterator[Found]:
    for surname in (2, 1):
        start = at - surname
        if (
            start < 0
            or surname_length(text, start) != surname
            or text[start : start + 2] in NO_TITLE
        ):
            continue
        known = surname == 2 or text[start] in COMMON_SURNAMES - AMBIGUOUS_SURNAMES
        left = _led_in(text, start) if known else start == 0 or not is_han(text[start - 1])
        if left and text[start - 1 : at] != "谢谢" and text[start:end] not in BRANDS:
            yield start, end, 0.75, "surname with a title"
            return


def _led_in(text: str, at: int) -> bool:
    """Whether a name may begin at `at`: nothing, a sign, or a word that takes a person before it."""
    if at and text[at - 1].isdigit():
        return False  # 108万张
    return at == 0 or not is_han(text[at - 1]) or text.endswith(LEADING, max(0, at - 2), at)


def _usual(text: str) -> Iterator[Found]:
    """Names that are usual throughout, where the sentence may have one and goes on as behind one."""
    for first in _FIRST.finditer(text):
        at = first.start()
        if not (_opens(text, at) and _led_in(text, at)):
            continue
        length = name_length(text, at, Trust.WEAK)
        if length and not _no_person(text, at, at + length, Trust.WEAK):
            yield at, at + length, 0.6, "usual name"


def _opens(text: str, at: int) -> bool:
    """Whether the two characters can open a usual name."""
    pair = text[at : at + 2]
    if pair in COMPOUND_SURNAMES:
        return True
    return len(pair) == 2 and pair[1] in (COMMON_SURNAMES if pair[0] in "小老" else GIVEN)


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
