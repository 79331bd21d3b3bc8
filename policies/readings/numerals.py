"""Numbers in words: 一三八〇〇…, 幺三八, 壹叁捌, `one three eight`, `double oh`; dates in Han numerals.

Only long runs of single digits: amounts (三百二十) and small counts are no disguise. Knows no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.readings.base import Piece, Reading, reading
from policies.recognizers.located import located

_HAN = dict(
    zip(
        "〇零一二三四五六七八九幺壹贰貳叁參肆伍陆陸柒捌玖两兩洞拐勾",
        "00123456789112233456678922079",
        strict=True,
    )
)
_ANY = "".join(_HAN)
_GAP = r"[ \t、,，.\-·]{0,2}"
_HAN_RUN = located(rf"[0-9{_ANY}](?:{_GAP}[0-9{_ANY}]){{3,40}}+")
_DATE = located(rf"[{_ANY}0-9]{{2,4}}年[{_ANY}十0-9]{{1,3}}月(?:[{_ANY}十廿卅0-9]{{1,3}}[日号號])?")
_DATE_PART = re.compile(rf"[{_ANY}十廿卅0-9]+")

_WORDS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "niner": "9", "plus": "+",
    "dash": "-", "hyphen": "-", "minus": "-",
}  # fmt: skip
_WORD = rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))}|double|triple|[0-9])"
_ENGLISH_RUN = located(
    rf"(?i)(?<![a-z0-9]){_WORD}(?:[\s,.–-]{{1,3}}{_WORD}(?![a-z])){{5,40}}+(?![a-z0-9])"
)
_ONE_WORD = re.compile(_WORD, re.IGNORECASE)
_TIMES = {"double": 2, "triple": 3}


class HanNumerals:
    """Digits written as Han numerals, alone or among Arabic ones, and dates written so."""

    name = "Han numerals"
    needs = rf"[{_ANY}]{_GAP}[0-9{_ANY}]{_GAP}[0-9{_ANY}]|[0-9]{_GAP}[{_ANY}]|[{_ANY}十]月"

    def readings(self, text: str) -> Iterator[Reading]:
        """Each run of at least four with a Han numeral in it, and each date."""
        for run in _HAN_RUN.finditer(text):
            if any(c in _HAN for c in run[0]):
                yield reading(text, _plain(run[0], run.start()))
        for date in _DATE.finditer(text):
            if any(c in _HAN for c in date[0]):
                yield reading(text, _date(date[0], date.start()))


class SpelledDigits:
    """Digits spelled out in English, with `double`, `triple`, `plus` and `dash`."""

    name = "spelled digits"
    needs = _ENGLISH_RUN.outline or ""

    def readings(self, text: str) -> Iterator[Reading]:
        """Each run as digits, and in the groups of a North American number where it has ten."""
        for run in _ENGLISH_RUN.finditer(text):
            pieces = list(_spelled(run[0], run.start()))
            digits = [p for p in pieces if p.read.isdigit()]
            if sum(len(p.read) for p in digits) < 5 or all(
                len(p.read) == p.end - p.start for p in pieces
            ):
                continue
            yield reading(text, pieces)
            grouped = _grouped([p for p in pieces if p.read not in "-+"])
            if grouped is not None:
                yield reading(text, grouped)


def _plain(run: str, start: int) -> Iterator[Piece]:
    for at, char in enumerate(run, start):
        if char in _HAN or char.isdigit():
            yield Piece(_HAN.get(char, char), at, at + 1)


def _date(run: str, start: int) -> Iterator[Piece]:
    at = 0
    for number, part in enumerate(_DATE_PART.finditer(run)):
        if part.start() > at:
            yield Piece(run[at : part.start()], start + at, start + part.start())
        read = _plain_number(part[0]) if number else "".join(_HAN.get(c, c) for c in part[0])
        yield Piece(read, start + part.start(), start + part.end())
        at = part.end()
    yield Piece(run[at:], start + at, start + len(run))


def _plain_number(part: str) -> str:
    """A month or a day: 十一 is 11, 二十 is 20, 廿三 is 23."""
    part = part.replace("廿", "二十").replace("卅", "三十")
    if "十" not in part:
        return "".join(_HAN.get(c, c) for c in part)
    tens, _, ones = part.partition("十")
    return f"{_HAN.get(tens[:1], tens[:1]) or '1'}{_HAN.get(ones[:1], ones[:1]) or '0'}"


def _spelled(run: str, start: int) -> Iterator[Piece]:
    times = 1
    begin = 0
    for word in _ONE_WORD.finditer(run):
        name = word[0].casefold()
        if name in _TIMES:
            times, begin = _TIMES[name], word.start()
            continue
        first = begin if times > 1 else word.start()
        yield Piece(_WORDS.get(name, name) * times, start + first, start + word.end())
        times = 1


def _grouped(pieces: list[Piece]) -> list[Piece] | None:
    """Ten digits as 3-3-4; None when there are not ten or a group would cut a `double`."""
    grouped: list[Piece] = []
    count = 0
    for piece in pieces:
        if count in (3, 6):
            grouped.append(Piece("-", piece.start - 1, piece.start))
        count += len(piece.read)
        grouped.append(piece)
    return grouped if count == 10 and sum(p.read == "-" for p in grouped) == 2 else None
