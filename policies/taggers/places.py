"""Place words of the Chinese tagger put together into addresses; a lone city or sight is none.

Pure functions of words and tags; knows no model. The words say where an address begins, the grammar of
addresses how far it goes.
"""

from __future__ import annotations

import re

from policies.recognizers.address_grammar_zh import Address, parse
from policies.spans import Span

_DETAIL = re.compile(
    r"[0-9一二三四五六七八九十百零〇两]+[ ]?(?:号|栋|幢|座|单元|单|室|房|户|弄|巷|组|期)(?![线厅])|^[0-9-]{1,9}$"
)
_LINK_TAGS = frozenset({"m", "q", "n", "nz", "f", "s", "w", "xc", "ns", "nt"})
_LINK = re.compile(r"^[0-9A-Za-z号栋幢座楼单元层室房户弄巷组期路街道区村院段东西南北中内 -]+$")
_NOT_TAIL = re.compile(r"[,，、 -]+$")

_Word = tuple[int, int, str]


def addresses(sentence: str, words: list[_Word]) -> list[Span]:
    """Runs of place words, numbers and building words that reach a house number or a road in a district.

    `sentence` is in Simplified characters.
    """
    found: list[Span] = []
    run: list[_Word] = []
    for word in (*words, (len(sentence), len(sentence), "END")):
        text = sentence[word[0] : word[1]]
        place = word[2] in ("LOC", "ORG") and not text.isascii()
        if place or (run and word[2] in _LINK_TAGS and _LINK.match(text)):
            run.append(word)
        else:
            found.extend(_address(sentence, run))
            run = []
    return found


def _address(sentence: str, run: list[_Word]) -> list[Span]:
    places = [w for w in run if w[2] == "LOC"]
    if not places:
        return []
    start, end = places[0][0], run[-1][1]
    read = parse(sentence, start)
    value = _NOT_TAIL.sub("", sentence[start:end])
    if read.deep and _reaches(read, start, len(value)):
        return [Span(start, max(read.end, start + len(value)), "LOCATION", 0.65)]
    if _DETAIL.search(value) is not None and len(value) >= 4:
        return [Span(start, start + len(value), "LOCATION", 0.65)]
    return [Span(start, read.end, "LOCATION", 0.65)] if read.deep else []


def _reaches(read: Address, start: int, length: int) -> bool:
    """Whether grammar and tagger mean the same stretch, so that the longer of them may be taken."""
    return abs(read.end - (start + length)) <= 6 or read.end > start + length
