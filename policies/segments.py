"""Where a stream may be cut: after plain words at once, after numbers only when their zone has ended.

A cut depends on the text around it alone, so every way of chunking gives the same segments. Knows no
detector.
"""

from __future__ import annotations

import re
from typing import Any

import re2  # type: ignore[import-untyped]
import regex

from policies.placeholders import OPAQUE_RE

MAX_ZONE = 400
# Letters and digits of a zone of several words. The longest known value that may be written with blanks is an IBAN (ISO
# 13616: 34); a few times as many, since numbers that run into each other are read otherwise in parts. What goes on
# after that is a row of numbers, and its beginning may leave.
MAX_SIGNS = 100
# No group of a number that is written with blanks is longer (a card's: ISO/IEC 7812). Before one that is there is no
# cut: what stands before it would be read without it.
MAX_GROUP = 19
# What a structured value can be made of, beside the ASCII signs.
_HAN = regex.compile(r"[\u3400-\u9fff]")
_DATE_SIGN = "年月日号"
# Digits as they are spoken; shorter runs are words such as 一下 and 三十.
_NUMERALS = regex.compile(r"[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]+")
_SPOKEN = 7
# What the recognisers read as a blank between the groups of a number.
_BLANK = " \t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_PLATE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
# Quotation marks, backticks and bars stand between values, never in one: JSON, tables and code flow.
_WORD = regex.compile(r"[^\s\"`|\u3000-\u303f\u3400-\u9fff\uff00-\uff0f\uff1a-\uff1f]+")
_PLAIN_WORD = regex.compile(
    r"[(\[\"'“‘*#-]{0,4}\p{L}{1,24}(?:[-'’]\p{L}{1,24}){0,3}[)\]\"'”’*,.!?;:…]{0,4}|[^0-9A-Za-z@<\[]{1,8}"
)
# A word that a comma ends leaves at once: no value goes on behind it.
_CLOSED = regex.compile(r"[(\[\"'“‘*#-]{0,4}\p{L}{1,24}(?:['’]\p{L}{1,4})?[,;!?…]")
# Inside a zone these keep it open: parts of an IBAN, an extension, bare signs between digits.
_ZONE_WORD = regex.compile(r"[A-Z]{1,5}|(?i:x|ext\.?)|[-–—.()+/:@]{1,3}")
# What these end is whole: of a list of numbers that is too long to be held, the values before the last one leave.
_STOP = ",;.:!?/"
# What begins so ends a zone, whatever follows: a word, also a numbered one (`part2`), but no extension.
_NO_GROUP = regex.compile(r"[(\['“‘*#-]{0,4}(?!(?i:ext))\p{L}\p{Ll}{2}|[*#]{1,3}\p{L}|[{'“‘\\]")
_NUMBERED = regex.compile(r"[a-wyz][0-9]+[)\]'’”*,.!?;:…]{0,4}")
_CUE = regex.compile(
    r"(?i)pass|pwd|pin|secret|key|token|bearer|basic|code|otp|cvv|密码|口令|密钥|验证码|校验码|码|微信|wechat|weixin|vx|qq|支付宝|抖音|微博|淘宝|小红书|旺旺|begin"
)
# The same for a whole reply at once: whether there is anything, in a tenth of the time.
_ANY_CUE = re2.compile(_CUE.pattern)
_STOPS = regex.compile(_CUE.pattern + "|eyJ")
_SUSPECT = regex.compile(
    rf"[0-9@\p{{Nd}}]|://|eyJ|_|\p{{L}}\.\p{{L}}|/|(?:{_NUMERALS.pattern[:-1]}){{{_SPOKEN}}}"
)
_ANY_SUSPECT = re2.compile(_SUSPECT.pattern)
# Units that end where they end whatever comes, and hold no sign of a value: blanks and marks, Han characters, words.
_MARK = r"\t\n \"`|\u3000-\u3004\u3008-\u3030\u3036-\u303a\u303d-\u303f\uff00-\uff0f\uff1a-\uff1f"
_SIGNLESS = f"(?![{_PLATE}{_NUMERALS.pattern[1:-2]}])[\u3400-\u9fff]"
_UNIT = (
    rf"[{_MARK}]|{_SIGNLESS}|[A-Za-z]{{1,24}}(?:'[A-Za-z]{{1,4}})?[,;!?]"
    rf"|[A-Za-z]{{1,24}}(?:[-'][A-Za-z]{{1,24}}){{0,3}}[.:]?(?=[{_MARK}])"
)
_QUICK = re.compile(_UNIT)
_FLOW = re.compile(f"(?:{_UNIT})++")
# No more of a flow is looked at in one go: a word that stops it would be met again.
_FLOW_LENGTH = 400
_LONGEST_CUE = 16
_SENTENCE_END = regex.compile(r"[.!?。！？；;…][\"'”’）)\]]*\s*$|\n\s*$")
MAX_SENTENCE = 400


def suspicious(before: str, segment: str) -> bool:
    """Whether a segment can hold a structured value: by its own signs or by a cue before it.

    A placeholder is no sign: what a detector would find of it does not count.
    """
    own = OPAQUE_RE.sub(" ", segment) if "<" in segment or "[" in segment else segment
    return _has(_ANY_SUSPECT, own) or _has(_ANY_CUE, before + segment)


def _has(pattern: Any, text: str) -> bool:
    """Whether the automaton finds anything; half a surrogate pair, which it cannot read, is no sign."""
    try:
        return pattern.search(text) is not None
    except UnicodeEncodeError:
        return pattern.search(text.encode("utf-8", "replace").decode()) is not None


def flow_end(before: str, text: str, at: int) -> int:
    """The end of the plain words from `at` on of which none is suspicious behind `before`; `at` where none is.

    Each of their ends is a cut.
    """
    flow = _FLOW.match(text, at, at + _FLOW_LENGTH)
    if flow is None or _CUE.search(before) is not None:
        return at
    near = before[-_LONGEST_CUE:]
    sign = _STOPS.search(near + flow[0])
    if sign is None:
        return flow.end()
    shorter = _FLOW.match(text, at, max(at, at + sign.start() - len(near)))
    return at if shorter is None else shorter.end()


def sentence_cut(text: str, at: int, *, final: bool) -> int | None:
    """The end of the sentence that begins at `at`: whole segments, about 400 characters at most."""
    end = at
    while (cut := next_cut(text, end, final=final)) is not None:
        end = cut
        if end - at >= MAX_SENTENCE or _SENTENCE_END.search(text, max(at, end - 8), end):
            return end
        if end >= len(text):
            break
    return len(text) if final and at < len(text) else None


def next_cut(text: str, at: int, *, final: bool) -> int | None:
    """The end of the segment that begins at `at`; None when the text so far does not tell."""
    if at >= len(text):
        return None
    quick = _QUICK.match(text, at)
    if quick is not None:
        return quick.end()
    end = _unit(text, at, final=final)
    if end is None or _plain(text[at:end]):
        return end
    return _zone_end(text, at, end, final=final)


def _unit(text: str, at: int, *, final: bool) -> int | None:
    """The end of one word, one Han character or one run of spaces; None when it may go on."""
    word = _WORD.match(text, at, min(len(text), at + MAX_ZONE))
    if word is None:
        spoken = _NUMERALS.match(text, at, min(len(text), at + MAX_ZONE))
        if spoken is not None:
            open_end = spoken.end() == len(text) and spoken.end() - at < MAX_ZONE
            return None if open_end and not final else int(spoken.end())
        glued = text[at] in _PLATE and at + 1 >= len(text) and not final
        if glued:
            return None
        if text[at] in _PLATE and at + 1 < len(text) and _latin(text[at + 1]):
            return _unit(text, at + 1, final=final)
        return at + 1
    closed = _CLOSED.match(text, at)
    if closed is not None:
        return int(closed.end())
    if word.end() == len(text) and word.end() - at < MAX_ZONE and not final:
        return None
    return int(word.end())


def _zone_end(text: str, at: int, end: int, *, final: bool) -> int | None:
    """The zone goes on over spaces and date signs to the next word that is a part of a number."""
    signs, long, change = _signs(text[at:end]), _is_long(text[at:end]), 0
    stop = end if text[end - 1] in _STOP else 0
    while end - at < MAX_ZONE:
        after = end
        while (
            after < len(text)
            and after - end < 3
            and (text[after] in _BLANK or text[after] in _DATE_SIGN)
        ):
            after += 1
        if after >= len(text):
            return end if final else None
        following = _WORD.match(text, after, min(len(text), after + MAX_ZONE))
        # 1990年1月1日 has a sign behind its last number too.
        signed = end + (text[end] in _DATE_SIGN)
        if following is None or _NO_GROUP.match(text, after):
            return signed
        unfinished = following.end() == len(text) and following.end() - after < MAX_ZONE
        if unfinished and not final:
            return None
        group = following[0]
        if not _group(group):
            return signed
        signs += _signs(group)
        if signs > MAX_SIGNS and _signs(group) <= MAX_GROUP:
            return stop or change or signed
        if _is_long(group) is not long and _signs(group):
            long, change = not long, signed
        end = following.end()
        if group[-1] in _STOP:
            stop = end
    return min(end, at + MAX_ZONE)


def _signs(word: str) -> int:
    return sum(map(str.isalnum, word))


def _is_long(word: str) -> bool:
    """Whether a word is a group of a number rather than a small number: where that changes, something ends."""
    return _signs(word) > 2


def _group(word: str) -> bool:
    """Whether a whole word can be a part of the number before it."""
    if _ZONE_WORD.fullmatch(word) is not None:
        return True
    return not _plain(word) and _NUMBERED.fullmatch(word) is None


def _plain(unit: str) -> bool:
    return (
        unit.isspace()
        or (_NUMERALS.fullmatch(unit) is not None and len(unit) < _SPOKEN)
        or _HAN.fullmatch(unit) is not None
        or _PLAIN_WORD.fullmatch(unit) is not None
    )


def _latin(char: str) -> bool:
    return (char.isascii() and char.isalpha()) or "Ａ" <= char <= "Ｚ"
