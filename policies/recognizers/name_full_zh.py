"""Full Chinese names that no word announces: 张伟昨天来过, 帮李娜改签.

What a name is made of and what stands around it decide. Reads Simplified characters. Knows no model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policies.recognizers.base import Found
from policies.recognizers.either import either
from policies.recognizers.lexicon_names_zh import BRANDS, FAMOUS, SHORT_BRANDS
from policies.recognizers.lexicon_zh import (
    AMBIGUOUS_SURNAMES,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    NOT_NAMES,
)
from policies.recognizers.name_cues_zh import named_after
from policies.recognizers.name_shape_zh import SELDOM_WORDS, full_length
from policies.recognizers.name_weight_zh import MOST_AROUND, may_be_given, of_name, weight
from policies.recognizers.regions_zh import regions
from policies.recognizers.vocabulary_zh import vocabulary

# Rare as surnames, common as words.
_RARE = frozenset(("第五", "百里", "东门", "西门", "南门", "单于"))
_COMPOUND = frozenset(c for c in COMPOUND_SURNAMES - _RARE if len(c) == 2)
_NICK = frozenset("小老阿大")
_MEASURES = frozenset("余万张段方支单元米包石层班周曲")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿几数两多半每")
# So much must speak for it where no model is asked.
_LEAST = 0.4
_LONGEST_BRAND = max(map(len, BRANDS))


def full_names(text: str) -> Iterator[Found]:
    """Each name whose weight suffices."""
    behind = 0
    for match in _begins().finditer(text):
        at = match.start()
        if at < behind or (at and (text[at - 1] in _NICK or _counted(text, at))):
            continue
        end = at + full_length(text, at)
        if end > at and _holds(text, at, end):
            behind = end
            yield at, end, 0.6, "full name"


def _counted(text: str, at: int) -> bool:
    """Whether a number stands before what is a measure as well: 两百余列, 三张."""
    return text[at] in _MEASURES and (text[at - 1] in _NUMERALS or text[at - 1].isdigit())


def _holds(text: str, at: int, end: int) -> bool:
    value = text[at:end]
    if value[:2] in NOT_NAMES and value[:2] not in _COMPOUND:
        return False
    surname = 2 if value[:2] in _COMPOUND else 1
    if not all(may_be_given(char) for char in value[surname:]):
        return False
    if of_name(value) + MOST_AROUND < _LEAST:
        return False
    if value in regions() or value in FAMOUS or _branded(text, at, end):
        return False
    return weight(text, at, end) >= _LEAST and not named_after(text, at, end)


def _branded(text: str, at: int, end: int) -> bool:
    """Whether a brand begins where the name does or takes its first characters."""
    return text[at : at + 2] in SHORT_BRANDS or any(
        text[low:high] in BRANDS
        for low in range(max(0, at - 1), at + 1)
        for high in range(max(end, low + 3), min(len(text), low + _LONGEST_BRAND) + 1)
    )


@cache
def _begins() -> re.Pattern[str]:
    """A surname that is hardly a word by itself, before what a given name may have."""
    plain = "".join(sorted((COMMON_SURNAMES - AMBIGUOUS_SURNAMES) | SELDOM_WORDS))
    never = "".join(sorted({c for word in vocabulary() for c in word if not may_be_given(c)}))
    return re.compile(f"[{plain}](?=[\u3400-\u9fff])(?![{plain}][{never}])|{either(_COMPOUND)}")
