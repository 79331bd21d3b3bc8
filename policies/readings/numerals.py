"""Numbers in Han numerals: 一三八〇〇…, 幺三八, 壹叁捌, also among Arabic ones; dates written so.

Only runs of single digits: amounts (三百二十), years and small counts are no disguise. Knows no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.readings.base import Piece, Reading, reading

HAN = dict(
    zip(
        "〇零一二三四五六七八九幺壹贰貳叁參肆伍陆陸柒捌玖两兩洞拐勾",
        "00123456789112233456678922079",
        strict=True,
    )
)
_ANY = "".join(HAN)
_GAP = r"[ \t、,，.\-·]{0,2}"
_CLOSE = r"[ \t.\-·]{0,2}"
_RUN = re.compile(rf"[0-9{_ANY}](?:{_GAP}[0-9{_ANY}]){{3,40}}+")
# Between an Arabic numeral and a Han one a comma parts two numbers.
_PART = re.compile(
    rf"(?:[0-9{_ANY}]|(?<=[0-9]){_CLOSE}(?=[0-9{_ANY}])|(?<=[{_ANY}])(?:{_CLOSE}(?=[0-9])|{_GAP}(?=[{_ANY}])))+"
)
_DATE = re.compile(
    rf"[{_ANY}0-9]{{2,4}}年[{_ANY}十0-9]{{1,3}}月(?:[{_ANY}十廿卅0-9]{{1,3}}[日号號])?"
)
_DATE_PART = re.compile(rf"[{_ANY}十廿卅0-9]+")
_ONE = re.compile(f"[{_ANY}]")
_COUNTING = "0123456789"
_LETTER_BEFORE = re.compile(r"[A-Za-z][ \t.\-·]{0,2}\Z")
_LEAST = 4


class HanNumerals:
    """Digits written as Han numerals, alone or among Arabic ones, and dates written so."""

    name = "Han numerals"
    needs = (
        rf"[{_ANY}](?:{_GAP}[{_ANY}]){{3}}|[{_ANY}]{_CLOSE}[0-9](?:{_GAP}[0-9{_ANY}]){{2}}"
        rf"|[0-9]{_CLOSE}[{_ANY}](?:{_GAP}[0-9{_ANY}]){{2}}|(?:[0-9{_ANY}]{_GAP}){{2}}[0-9]{_CLOSE}[{_ANY}]"
        rf"|[{_ANY}]{_GAP}[{_ANY}]{_CLOSE}[0-9]{_GAP}[0-9]"
        rf"|[0-9]{{2}}{_CLOSE}[{_ANY}]{_GAP}[{_ANY}]|[{_ANY}]{{2,4}}年[0-9{_ANY}十]{{1,3}}月|年[{_ANY}十]{{1,3}}月"
    )

    def readings(self, text: str) -> Iterator[Reading]:
        """Each run of at least four with a Han numeral in it, and each date."""
        for run in _RUN.finditer(text):
            if _ONE.search(run[0]):
                for part in _PART.finditer(text, *run.span()):
                    read = _of_run(text, part)
                    if read is not None:
                        yield read
        if "年" in text:
            for date in _DATE.finditer(text):
                if _ONE.search(date[0]) or "十" in date[0]:
                    read = reading(text, _date(date[0], date.start()))
                    if read is not None:
                        yield read


def _of_run(text: str, run: re.Match[str]) -> Reading | None:
    """The reading of a run; None when it counts, names a year or ends with the first word of what follows."""
    pieces = list(_plain(run[0], run.start()))
    after = text[run.end() : run.end() + 1]
    han = [p for p in pieces if text[p.start] in HAN]
    if not han or (len(han) == 1 and han[0] is pieces[-1] and "\u4e00" <= after <= "\u9fff"):
        return None  # 13800138000一直打不通
    plain = "".join([p.read for p in pieces])
    if len(plain) < _LEAST or (after == "年" and len(plain) == _LEAST):
        return None
    if plain in _COUNTING and not _LETTER_BEFORE.search(text, max(0, run.start() - 3), run.start()):
        return None  # but a plate's number may be 二三四五六
    return reading(text, pieces)


def _plain(run: str, start: int) -> Iterator[Piece]:
    for at, char in enumerate(run, start):
        if char in HAN or char.isdigit():
            yield Piece(HAN.get(char, char), at, at + 1)


def _date(run: str, start: int) -> Iterator[Piece]:
    at = 0
    for number, part in enumerate(_DATE_PART.finditer(run)):
        if part.start() > at:
            yield Piece(run[at : part.start()], start + at, start + part.start())
        read = _plain_number(part[0]) if number else "".join(HAN.get(c, c) for c in part[0])
        yield Piece(read, start + part.start(), start + part.end())
        at = part.end()
    yield Piece(run[at:], start + at, start + len(run))


def _plain_number(part: str) -> str:
    """A month or a day: 十一 is 11, 二十 is 20, 廿三 is 23."""
    part = part.replace("廿", "二十").replace("卅", "三十")
    if "十" not in part:
        return "".join(HAN.get(c, c) for c in part)
    tens, _, ones = part.partition("十")
    return f"{HAN.get(tens[:1], tens[:1]) or '1'}{HAN.get(ones[:1], ones[:1]) or '0'}"
