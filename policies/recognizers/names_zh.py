"""Chinese names where the words around them say that a name follows. Knows no model.

A strong cue (我叫, 收件人：) is believed for any Han name; a weak one (我是) only for a known surname and a
plain end. Names in Latin letters after a Chinese cue count as well.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policies.recognizers.base import TIMEOUT_SECONDS, TextRecognizer
from policies.recognizers.lexicon_zh import (
    AFTER_NAME_CHARS,
    AFTER_NAME_WORDS,
    AMBIGUOUS_SURNAMES,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    HONORIFICS,
    NOT_BEFORE_HONORIFIC,
    NOT_NAMES,
    SURNAMES,
)

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff〇]"
_QUOTE = r"[\"'“”「『【（(\s]{0,2}"
_ROLES = (
    "收[件货貨]人|寄件人|发件人|联系人|聯絡人|持卡人|户主|户名|戶名|开户人|账户名|乘客"
    "|乘车人|乘机人|旅客|入住人|预订人|预定人|投保人|被保险人|受益人|患者|病人|申请人"
    "|签收人|"
    "法定代表人|法人|负责人|經辦人|经办人|业主|租客|承租人|学生|家长|监护人|签名|签字"
    "|署名|落款|称呼|用户名称|客户姓名|客户名称|买家姓名|购买人|付款人|收款人|报案人"
    "|报修人|投诉人|订购人|下单人|当事人|顾客|车主|机主|员工|"
    "真实姓名|姓名|名字|全名|本名|大名|曾用名|中文名|英文名"
)
_STRONG = regex.compile(
    rf"(?<![帮给替为])(?:(?:我|俺|他|她|本人|老公|老婆|丈夫|妻子|先生|太太|儿子|女儿|孩子"
    rf"|父亲|母亲|爸爸|妈妈|朋友|同事|弟弟|哥哥|姐姐|妹妹)(?:的)?(?:(?:名字|姓名|大名|真名"
    rf"|全名)(?:就)?[是叫]?|就?名?叫|名叫)(?:做|作)?"
    rf"|(?:{_ROLES})(?:的)?(?:姓名|名字)?(?:[是叫为為填写寫]{{1,2}}(?:的是)?|\s*[:：=]|[ \t]+)"
    rf"|(?:请|就)?叫我|敝姓|免贵姓|我姓|姓名|名字叫|署名|昵称[是叫:：])\s*[:：]?{_QUOTE}"
)
_WEAK = regex.compile(
    rf"(?:我就?是|俺是|这里是|这边是|这是|這是|本人是?|他是|她是|我们?是|签收人|{_ROLES}"
    rf"|[老丈]?公|妻子|老婆|儿子|女儿|父亲|母亲|爸爸|妈妈|朋友|同事|房东|邻居|老板|经理"
    rf"|转给|交给|寄给|发给|送给|找|由|替|帮|@)[:：]?{_QUOTE}"
)
# Cues after which a two- or three-character run with a surname is a name only if nothing else follows.
_RUN = regex.compile(rf"{_HAN}+(?:[·•．‧]{_HAN}+)*")
_LATIN = regex.compile(
    r"\p{Lu}[\p{Latin}'’.-]{1,20}(?:[ \t]\p{Lu}[\p{Latin}'’.-]{0,20}){0,3}(?<![.'’-])"
)
_LATIN_LOWER = regex.compile(r"[a-z][a-z'-]{1,20}(?: [a-z][a-z'-]{1,20}){0,2}(?![0-9A-Za-z@._-])")
_HONORIFIC = regex.compile(
    rf"(?P<v>(?P<surname>{'|'.join(sorted(COMPOUND_SURNAMES))}"
    rf"|[{''.join(sorted(COMMON_SURNAMES - AMBIGUOUS_SURNAMES))}]){NOT_BEFORE_HONORIFIC}"
    rf"(?P<given>{_HAN}{{0,2}}?)(?:{HONORIFICS}))"
)
_SIGNED = regex.compile(
    rf"(?:^|\n)[ \t]*(?:此致|敬礼|[-—–]{{1,3}})[ \t]*\n?[ \t]*(?P<v>{_HAN}{{2,4}})[ \t]*(?=\n|$)"
)


class ChineseNameRecognizer(TextRecognizer):
    """Names after 我叫, 姓名：, 收件人, 我是; before 先生, 女士; as a signature."""

    label = "PERSON"
    needs = r"[一-鿿]"

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """Every name with a cue."""
        for cue in _STRONG.finditer(text, timeout=TIMEOUT_SECONDS, overlapped=True):
            length = _name_after(text, cue.end(), strong=True)
            if length:
                yield cue.end(), cue.end() + length, 0.9, "name after a strong cue"
        for cue in _WEAK.finditer(text, timeout=TIMEOUT_SECONDS, overlapped=True):
            length = _name_after(text, cue.end(), strong=False)
            if length:
                yield cue.end(), cue.end() + length, 0.7, "name after a weak cue"
        for match in _HONORIFIC.finditer(text, timeout=TIMEOUT_SECONDS):
            if _plain_given(match["surname"], match["given"]):
                yield *match.span("v"), 0.75, "name with a title"
        for match in _SIGNED.finditer(text, timeout=TIMEOUT_SECONDS):
            if _surname_length(match["v"]) and match["v"] not in NOT_NAMES:
                yield *match.span("v"), 0.7, "signature"


def _name_after(text: str, at: int, *, strong: bool) -> int:
    """The length of the name that begins at `at`; 0 when none does."""
    run = _RUN.match(text, at)
    if run is not None:
        return (_strong_name if strong else _weak_name)(run[0])
    latin = _LATIN.match(text, at) or (_LATIN_LOWER.match(text, at) if strong else None)
    return len(latin[0]) if latin is not None else 0


def _strong_name(run: str) -> int:
    if "·" in run or "•" in run or "‧" in run:
        return _dotted(run)
    if run[:2] in NOT_NAMES or run[0] in AFTER_NAME_CHARS - SURNAMES:
        return 0
    if run[0] in "小老阿大" and len(run) > 1 and run[1] in SURNAMES and _ends(run, 2):
        return 2
    surname = _surname_length(run)
    if surname:
        return _full_length(run, surname)
    stop = next((n for n in range(1, min(len(run), 7)) if _ends(run, n)), len(run))
    return stop if 2 <= stop <= 6 else 0


def _full_length(run: str, surname: int) -> int:
    """Surname and given name; two characters are given unless the language goes on after one."""
    after = run[surname:]
    honorific = regex.match(rf"(?:{HONORIFICS})", after)
    if honorific is not None:
        return surname + len(honorific[0])
    if not after or _ends(run, surname):
        return surname if surname > 1 else 0
    if len(after) == 1 or _ends(run, surname + 1):
        return surname + 1
    return surname + 2


def _weak_name(run: str) -> int:
    if "·" in run:
        return _dotted(run)
    if run[0] in "小老阿" and len(run) > 1 and run[1] in COMMON_SURNAMES - AMBIGUOUS_SURNAMES:
        return 2 if len(run) == 2 else 0
    surname = _surname_length(run)
    if not surname or run[:2] in NOT_NAMES or run[:3] in NOT_NAMES:
        return 0
    if surname == 1 and run[0] not in COMMON_SURNAMES - AMBIGUOUS_SURNAMES:
        return 0
    for length in (surname + 1, surname + 2):
        if len(run) >= length and _ends(run, length) and not _ends(run, surname):
            return length
    return 0


def _dotted(run: str) -> int:
    """A name of another people of China or a foreign one, with middle dots."""
    head, _, tail = run.replace("•", "·").replace("‧", "·").rpartition("·")
    stop = next((n for n in range(2, len(tail)) if _ends(tail, n)), len(tail))
    return len(head) + 1 + min(stop, 6)


def _surname_length(run: str) -> int:
    if run[:2] in COMPOUND_SURNAMES:
        return 2
    return 1 if run[:1] in SURNAMES else 0


def _ends(run: str, at: int) -> bool:
    """Whether a name that ends before position `at` is followed by other words or by nothing."""
    return at >= len(run) or run[at] in AFTER_NAME_CHARS or run.startswith(AFTER_NAME_WORDS, at)


def _plain_given(surname: str, given: str) -> bool:
    if not given:
        return True
    return surname + given[:1] not in NOT_NAMES and not any(c in AFTER_NAME_CHARS for c in given)
