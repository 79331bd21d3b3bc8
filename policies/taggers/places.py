"""Place words of the Chinese tagger put together into addresses; a lone city or sight is none.

Pure functions of words and tags; knows no model.
"""

from __future__ import annotations

import re

from policies.spans import Span

_DETAIL = re.compile(
    r"[0-9一二三四五六七八九十百零〇两]+[ ]?(?:号|號|栋|棟|幢|座|楼|樓|单元|单|层|室|房|户|弄|巷|组|期)|^[0-9-]{1,9}$"
)
_ADMIN = re.compile(
    r"(?:省|市|区|區|县|縣|镇|鎮|乡|鄉|村|路|街|道|巷|弄|里|小区|花园|公寓|大厦|广场|苑|园|城|府|庭)$"
)
_LINK_TAGS = frozenset({"m", "q", "n", "nz", "f", "s", "w", "xc", "ns", "nt"})
_LINK = re.compile(
    r"^[0-9A-Za-z号號栋棟幢座楼樓单元层室房户弄巷组期路街道区村院段东西南北中内 -]+$"
)
_NOT_TAIL = re.compile(r"[,，、 -]+$")


def addresses(sentence: str, words: list[tuple[int, int, str]]) -> list[Span]:
    """Runs of place words, numbers and building words that reach a house number or three levels."""
    found: list[Span] = []
    run: list[tuple[int, int, str]] = []
    for word in (*words, (len(sentence), len(sentence), "END")):
        text = sentence[word[0] : word[1]]
        place = word[2] in ("LOC", "ORG") and not text.isascii()
        if place or (run and word[2] in _LINK_TAGS and _LINK.match(text)):
            run.append(word)
        else:
            found.extend(_address(sentence, run))
            run = []
    return found


def _address(sentence: str, run: list[tuple[int, int, str]]) -> list[Span]:
    places = [w for w in run if w[2] in ("LOC", "ORG")]
    if not places:
        return []
    start, end = places[0][0], run[-1][1]
    value = _NOT_TAIL.sub("", sentence[start:end])
    levels = sum(1 for w in places if _ADMIN.search(sentence[w[0] : w[1]]))
    detail = _DETAIL.search(value) is not None or any(
        _DETAIL.search(sentence[w[0] : w[1]]) for w in run
    )
    if (detail and any(w[2] == "LOC" for w in places)) or levels >= 3:
        return [Span(start, start + len(value), "LOCATION", 0.65)]
    return []
