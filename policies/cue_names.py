"""Names and places that are none: the words by which the rules know a number ("SSN", "sort code", "车牌").

A tagger that meets "客户：EIN 41-8558541" calls EIN a person, and "Taiwan permit" a place. Who has such a word for
a name ("Nik") stays a name when it is written as one. Knows the cues, not the text around a finding.
"""

from __future__ import annotations

from collections.abc import Iterable

import re2  # type: ignore[import-untyped]

from policies.presidio import EntityRecognizer
from policies.recognizers.cued import CuedRecognizer, spelled
from policies.recognizers.known_names import is_given, is_surname
from policies.recognizers.words import words
from policies.spans import Span

_NAMES = frozenset({"PERSON", "LOCATION"})
_LONGEST = 48
# RE2's own are ASCII's only.
_BLANK = r"\s\x{a0}\x{2000}-\x{200a}\x{3000}"
# What stands with cues, and the answers that begin a turn.
_WITH = (
    r"numbers?|nos?\.?|num|nr|ids?|codes?|cards?|accounts?|bank|api|app|url|sms|pdf|vip|ios|usb"
    r"|wifi|gps|sim|keys?|tokens?"
    r"|secrets?|temporary|initial|new|old|current|my|your|the|of|and|for|on|in|login|admin|user"
    r"|official|permit|licen[sc]e"
    r"|certificate|document|details?|info|status|type|name|date|address|sure|okay|that['’]?s|it['’]?s|yes|号码?|编号|代码|账号"
    r"|证"
)
# The countries that stand before the name of a paper.
_COUNTRIES = frozenset(
    words(
        """
    taiwan taiwanese macau macao china chinese germany german france french spain spanish italy italian india
    indian singapore singaporean canada canadian australia australian japan japanese korea korean brazil
    brazilian mexico mexican poland polish sweden swedish norway norwegian denmark danish finland finnish
    ireland irish switzerland swiss austria austrian belgium belgian netherlands dutch portugal portuguese
    thailand thai malaysia malaysian pakistan pakistani philippines british american uk us usa prc eu
    中国 美国 英国 德国 法国 西班牙 意大利 印度 新加坡 加拿大 澳洲 澳大利亚 新西兰 日本 韩国 巴西 墨西哥
    香港 澳门 台湾 臺灣 澳門 泰国 马来西亚 波兰 瑞典 挪威 丹麦 芬兰 爱尔兰 瑞士 荷兰 比利时 葡萄牙 俄罗斯
    """
    )
) | {
    "hong kong",
    "united states",
    "united kingdom",
    "south africa",
    "new zealand",
    "hong kong and macau",
}


class CueNames:
    """Knows which findings are the rules' own cues. Threads may share it."""

    def __init__(self, recognizers: Iterable[EntityRecognizer]) -> None:
        cues = {
            spelled(cue.words)
            for r in recognizers
            if isinstance(r, CuedRecognizer)
            for cue in r.cues
        }
        word = "|".join(sorted(cues, key=len, reverse=True))
        countries = "|".join(sorted(_COUNTRIES, key=len, reverse=True))
        options = re2.Options()
        options.max_mem = 64 << 20
        options.log_errors = False
        # RE2 reads a name once, however many cues there are.
        self._cue = re2.compile(
            rf"(?i)(?:{countries}|{word}|{_WITH})(?:[{_BLANK}_/.:：'’-]{{0,2}}(?:{word}"
            rf"|{_WITH})){{0,3}}[{_BLANK}:：.]{{0,2}}",
            options,
        )

    def without(self, text: str, found: list[Span]) -> list[Span]:
        """The findings without the names and places that are cues."""
        return [s for s in found if s.label not in _NAMES or not self._is_cue(text, s)]

    def _is_cue(self, text: str, span: Span) -> bool:
        if span.end - span.start > _LONGEST:
            return False
        value = text[span.start : span.end]
        if self._cue.fullmatch(value) is None:
            return False
        plain = value.casefold()
        return not value.istitle() or plain in _COUNTRIES or not _is_name(plain)


def _is_name(plain: str) -> bool:
    return is_given(plain) or is_surname(plain)
