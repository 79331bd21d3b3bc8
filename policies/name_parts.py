"""The parts by which a person is named again: `Margaret`, `Ms Hollis`, 小明, 王先生, 小王.

Knows only the name's own text and what may stand beside a part; finds nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from policies.everyday import is_everyday, joins_a_word
from policies.recognizers.lexicon_zh import COMPOUND_SURNAMES, SURNAMES

TITLE = r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|mister|doctor)"
_TITLES = re.compile(rf"(?i)^{TITLE}\.?$")
_TITLE_BEFORE = re.compile(rf"(?:^|[^a-z]){TITLE}\.? $")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+(?:[-'’][A-Za-zÀ-ɏ]+)*\.?")
_HAN_NAME = re.compile(r"[㐀-鿿]{2,4}")
HONORIFIC = (
    "先生|女士|小姐|太太|夫人|师傅|師傅|老师|老師|医生|醫生|律师|律師|经理|經理|主任|教授|博士|老板|老闆"
    "|阿姨|叔叔|总(?![共之是计额数体])|哥|姐"
)
_HONORIFIC = re.compile(HONORIFIC)
_FAMILIAR = "小老阿"


class Kind(Enum):
    """Which part of a name it is, and so what must stand beside it."""

    GIVEN = 0
    FAMILY = 1
    HAN_GIVEN = 2
    HAN_FAMILY = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name; `pattern` is what is searched for, in lower case."""

    pattern: str
    kind: Kind

    def place(self, found: str, text: str, match: tuple[int, int]) -> tuple[int, int] | None:
        """How many characters before and after the match also belong to it; None when it is no name.

        `found` is the match as it was written, `text` the folded text in which it stands.
        """
        if self.kind is Kind.HAN_FAMILY:
            return _beside_family(text, *match)
        if self.kind is Kind.HAN_GIVEN:
            return None if joins_a_word(text, *match) else (0, 0)
        titled = _TITLE_BEFORE.search(text[max(0, match[0] - 12) : match[0]]) is not None
        if titled:
            return 0, 0
        if is_everyday(self.pattern):
            return None
        if self.kind is Kind.FAMILY:
            return (0, 0) if found[0].isupper() and len(found) > 3 else None
        return (0, 0) if found[0].isupper() or len(found) > 3 else None


def parts_of(name: str) -> Iterator[Part]:
    """The parts of a whole name; none of a name that has only one."""
    if _HAN_NAME.fullmatch(name):
        yield from _han_parts(name)
        return
    words = [w for w in name.split() if not _TITLES.match(w)]
    if not 2 <= len(words) <= 4 or not all(_LATIN.fullmatch(w) for w in words):
        return
    if len(words[0]) > 2:
        yield Part(words[0].lower(), Kind.GIVEN)
    if len(words[-1]) > 1 and words[-1].lower() != words[0].lower():
        yield Part(words[-1].lower(), Kind.FAMILY)


def _han_parts(name: str) -> Iterator[Part]:
    size = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    family, given = name[:size], name[size:]
    if size == 1 and family not in SURNAMES:
        return
    yield Part(family, Kind.HAN_FAMILY)
    if len(given) == 2 and not is_everyday(given):
        yield Part(given, Kind.HAN_GIVEN)


def _beside_family(text: str, start: int, end: int) -> tuple[int, int] | None:
    honorific = _HONORIFIC.match(text, end)
    if honorific is not None and not joins_a_word(text, start, end):
        return 0, honorific.end() - end
    before = text[start - 1] if start else ""
    if before and before in _FAMILIAR and not joins_a_word(text, start - 1, end):
        return 1, 0
    return None
