"""Characters that stand for plainer ones: compatibility forms, foreign digits, letters that look Latin.

Tables only; knows no text. Unicode's own data (NFKC, decimal values) where it says so; the look-alikes are
those letters of Unicode's confusables (UTS 39) that are Cyrillic, Greek, Armenian or of the phonetic blocks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain

_COMPATIBLE = (
    (0x00A1, 0x0250), (0x02B0, 0x0300), (0x1D00, 0x1E00), (0x2000, 0x2C00), (0x3000, 0x3400),
    (0xFB00, 0xFB07), (0xFE10, 0xFE70), (0xFF00, 0xFFF0), (0x1D400, 0x1D800), (0x1F100, 0x1F200),
    (0x1FBF0, 0x1FBFA),
)  # fmt: skip
_DIGITS = ((0x0660, 0x1E00), (0xA620, 0xAC00), (0x10400, 0x12000), (0x16A00, 0x16C00), (0x1E100, 0x1E960))  # fmt: skip
# The zeros of digits that Unicode 15 to 17 added: `regex` knows them, Python 3.11's tables do not.
_NEWER_ZEROS = (
    0x10D40, 0x116D0, 0x116DA, 0x11BF0, 0x11DE0, 0x11F50, 0x16130, 0x16D70, 0x1CCF0, 0x1E4F0, 0x1E5F1,
)  # fmt: skip
# For `regex` a case of i, for Hyperscan none: a rule would not be asked.
_DOTTED = 0x0130
# Signs that structure numbers and addresses. Han punctuation is not here: it parts sentences.
_SIGNS = {
    "@": "＠﹫", ".": "．․﹒", "+": "＋﹢", "-": "－﹣\u2010\u2011\u2012\u2013\u2212", "_": "＿﹍﹎", "#": "＃﹟",
    "=": "＝", "/": "／⁄∕", "%": "％﹪", "&": "＆﹠", "\\": "＼﹨", "*": "＊﹡",
    "'": "＇", "$": "＄﹩", "^": "＾", "~": "～", "|": "｜", "`": "｀",
    " ": "\u3000\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f",
}  # fmt: skip
_ALPHANUMERIC = re.compile(r"[0-9A-Za-z]+")
_BRACKETED = re.compile(r"\(([0-9a-z]{1,2}|[A-Z]|[一二三四五六七八九十])\)|([0-9]{1,2})[.,]")
_LOOKS = {
    "A": "АΑᎪ", "B": "ВΒᏴ", "C": "СϹᏟ", "D": "Ꭰ", "E": "ЕΕᎬ", "F": "Ϝ", "G": "ԌᏀ", "H": "НΗᎻ", "I": "ІΙӀ",
    "J": "ЈᎫ", "K": "КΚᏦ", "L": "Ꮮ", "M": "МΜᎷ", "N": "ΝՆ", "O": "ОΟՕ", "P": "РΡᏢ", "Q": "Ԛ", "R": "Ꭱ",
    "S": "ЅՏᏚ", "T": "ТΤᎢ", "U": "ՍԱ", "V": "ѴᏙ", "W": "ԜᏔ", "X": "ХΧ", "Y": "УΥҮ", "Z": "ΖᏃ",
    "a": "аαɑ", "b": "Ьƅ", "c": "сϲ", "d": "ԁɗ", "e": "еҽє", "g": "ɡցԍ", "h": "һհ", "i": "іιıɩ", "j": "јϳ",
    "k": "кκ", "l": "ӏⅼ", "m": "м", "n": "ոп", "o": "оοօσ", "p": "рρ", "q": "ԛզ", "r": "гᴦ", "s": "ѕ", "t": "тτ",
    "u": "υսц", "v": "ѵν", "w": "ԝѡա", "x": "хχ", "y": "уγү", "z": "ᴢ",
}  # fmt: skip
LOOKALIKES: dict[int, str] = {ord(x): plain for plain, many in _LOOKS.items() for x in many}


@cache
def plain_forms() -> dict[int, str]:
    """Code point to what is read in its place, one ASCII character or a few."""
    forms = {zero + value: str(value) for zero in _NEWER_ZEROS for value in range(10)}
    forms[_DOTTED] = "I"
    for code in chain.from_iterable(range(*pair) for pair in _DIGITS):
        value = unicodedata.decimal(chr(code), None)
        if value is not None:
            forms[code] = str(value)
    for code in chain.from_iterable(range(*pair) for pair in _COMPATIBLE):
        if (plain := _compatible(chr(code))) is not None:
            forms[code] = plain
    return forms | {ord(sign): plain for plain, signs in _SIGNS.items() for sign in signs}


def _compatible(char: str) -> str | None:
    """The ASCII letters and digits that a character is a variant of; None when it is none."""
    value = unicodedata.digit(char, None)
    if value is not None and not char.isascii():
        return str(int(value))
    folded = unicodedata.normalize("NFKC", char)
    if folded != char and _ALPHANUMERIC.fullmatch(folded):
        return folded
    bracketed = _BRACKETED.fullmatch(folded)
    if bracketed is not None and folded != char:
        return bracketed[1] or bracketed[2]
    return None
