"""Full Chinese names that no word announces: 张伟昨天来过, 帮李娜改签.

What a name is made of and what stands around it decide. Reads Simplified characters. Knows no model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policies.recognizers.base import Found
from policies.recognizers.either import either
from policies.recognizers.lexicon_names_zh import BRANDS, FAMOUS, GIVEN, SHORT_BRANDS
from policies.recognizers.lexicon_zh import (
    AMBIGUOUS_SURNAMES,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    NOT_NAMES,
)
from policies.recognizers.name_cues_zh import named_after
from policies.recognizers.name_shape_zh import SELDOM_WORDS, full_length
from policies.recognizers.name_weight_zh import may_be_given, weighs
from policies.recognizers.regions_zh import regions
from policies.recognizers.vocabulary_zh import left_is_free

# Rare as surnames, common as words.
_RARE = frozenset(("第五", "百里", "东门", "西门", "南门", "单于", "东方"))
_COMPOUND = frozenset(c for c in COMPOUND_SURNAMES - _RARE if len(c) == 2)
_COMPOUNDS = re.compile(either(_COMPOUND))
_NO_NAMES = NOT_NAMES - _COMPOUND
_NICK = frozenset("小老阿大")
_MEASURES = frozenset("余万张段方支单元米包石层班周曲")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿几数两多半每0123456789")
# So much must speak for it where no model is asked.
_LEAST = 0.4
_LEAST_BESIDE = -0.2
_LEAST_AGAIN = -1.5
_LINK = re.compile(r"[、,，/&]|以及|[和与及跟]")


def full_names(text: str) -> Iterator[Found]:
    """Each name that weighs enough; less is enough beside another one, and where the same name stands again."""
    behind = 0
    sure: list[tuple[int, int]] = []
    doubtful: list[tuple[int, int]] = []
    for at in _begins(text):
        if at < behind or text[at : at + 2] in _NO_NAMES:
            continue
        if at and (text[at - 1] in _NICK or _counted(text, at) or not left_is_free(text, at)):
            continue
        end = at + full_length(text, at)
        given = at + (2 if text[at : at + 2] in _COMPOUND else 1)
        if end == at or not _never().isdisjoint(text[given:end]):
            continue
        if not weighs(text, at, end, _LEAST, free=True):
            doubtful.append((at, end))
        elif not _called_so(text, at, end):
            behind = end
            sure.append((at, end))
    if sure and doubtful:
        sure += _beside(text, sure, doubtful)
    for start, end in sorted(sure):
        yield start, end, 0.6, "full name"


def _beside(
    text: str, sure: list[tuple[int, int]], doubtful: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Of the doubtful ones those that stand in a list before a sure one, or are called the same."""
    values = {text[start:end] for start, end in sure}
    taken = list(sure)
    for start, end in reversed(doubtful):
        if any(low < end and start < high for low, high in taken):
            continue
        link = _LINK.match(text, end)
        listed = link is not None and any(low == link.end() for low, _ in taken)
        again = text[start:end] in values
        if not listed and not again:
            continue
        least = _LEAST_AGAIN if again else _LEAST_BESIDE
        if weighs(text, start, end, least, free=True) and not _called_so(text, start, end):
            taken.append((start, end))
            yield start, end


def is_branded(text: str, start: int) -> bool:
    """Whether a brand of three characters or more begins there or one or two characters before."""
    for at in range(max(0, start - 2), start + 1):
        brands = _BRANDS_BY_HEAD.get(text[at : at + 2])
        if brands is not None and text.startswith(brands, at):
            return True
    return False


_BRANDS_BY_HEAD: dict[str, tuple[str, ...]] = {}
for _brand in BRANDS:
    if len(_brand) > 2:
        _BRANDS_BY_HEAD[_brand[:2]] = (*_BRANDS_BY_HEAD.get(_brand[:2], ()), _brand)


def _begins(text: str) -> list[int]:
    """Where a surname stands before what a given name may have."""
    found = [match.start() for match in _singles().finditer(text)]
    compound = [match.start() for match in _COMPOUNDS.finditer(text)]
    return sorted({*found, *compound}) if compound else found


def _counted(text: str, at: int) -> bool:
    """Whether a number stands before what is a measure as well: 两百余列, 三张."""
    return text[at - 1] in _NUMERALS and text[at] in _MEASURES


def _called_so(text: str, at: int, end: int) -> bool:
    """Whether a region, a brand, a shop or somebody everybody knows is called so."""
    if _of_region(text, at, end) or text[at:end] in FAMOUS or text[at : at + 2] in SHORT_BRANDS:
        return True
    return is_branded(text, at) or named_after(text, at, end)


def _of_region(text: str, at: int, end: int) -> bool:
    """Whether a region stands there, or one of three characters and more reaches into it: 乌|鲁木齐."""
    known = regions()
    if text[at:end] in known:
        return True
    if not at or text[at - 1 : at + 1] not in _inside_regions():
        return False
    return any(
        text[low:high] in known
        for low in range(max(0, at - 2), at)
        for high in range(max(low + 3, at + 1), end + 2)
    )


@cache
def _inside_regions() -> frozenset[str]:
    """Two characters that stand side by side in a region's name of three and more."""
    return frozenset(
        name[at : at + 2] for name in regions() if len(name) > 2 for at in range(len(name) - 1)
    )


@cache
def _never() -> frozenset[str]:
    """Everyday characters that no given name has."""
    return frozenset(c for c in map(chr, range(0x3400, 0xA000)) if not may_be_given(c))


@cache
def _singles() -> re.Pattern[str]:
    """A surname that is hardly a word by itself, before a character of given names."""
    plain = "".join(sorted((COMMON_SURNAMES - AMBIGUOUS_SURNAMES) | SELDOM_WORDS))
    return re.compile(f"[{plain}](?=[{''.join(sorted(GIVEN))}])")
