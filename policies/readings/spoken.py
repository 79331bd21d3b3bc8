"""Numbers spoken in English: `one three eight`, `double oh`, `triple five`, `fifty-five`, `eight hundred`.

Only runs of several such words; the pauses a speaker makes part the groups. Knows no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policies.readings.base import Piece, Reading, reading

DIGITS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "niner": "9",
}  # fmt: skip
_TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fourty": "4", "fifty": "5", "sixty": "6", "seventy": "7",
    "eighty": "8", "ninety": "9",
}  # fmt: skip
_TEENS = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
}  # fmt: skip
_ROUND = {"hundred": "00", "thousand": "000"}
TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
_SIGNS = {"plus": "+", "dash": "-", "hyphen": "-", "minus": "-"}
_SAID = "|".join(
    sorted((*DIGITS, *_TENS, *_TEENS, *_ROUND, *TIMES, *_SIGNS), key=len, reverse=True)
)
_ALL = f"{_SAID}|[0-9]"
# What a speaker says between groups.
_FILLER = "(?:and then|then|and|um|uh|er|erm|space|next|followed by)"
_GAP = rf"[\s,.;:/…–—-]{{1,5}}(?:{_FILLER}[\s,.;:…–—-]{{1,5}})?"
_RUN = re.compile(
    rf"(?<![a-z0-9])(?:{_ALL})(?![a-z0-9])(?:{_GAP}(?:{_ALL})(?![a-z0-9])){{3,40}}+",
    re.IGNORECASE,
)
_LETTER = re.compile("[A-Za-z]")
_WORD = re.compile(_ALL, re.IGNORECASE)
_BREAK = re.compile(r"[,.;:/…–—\n-]|[a-z]{2}", re.IGNORECASE)
# A sum of money, a share, a measure: no number of anyone's.
_AMOUNT = re.compile(
    r"[\s-]{1,2}(?:dollars?|bucks|pounds?|euros?|yuan|percent|per|degrees?|million|billion)\b",
    re.IGNORECASE,
)
_LEAST = 4
# Where the groups of a North American number end.
_CUTS = {7: (3,), 10: (3, 6), 11: (1, 4, 7)}
_COUNTING = "0123456789101112131415"
_DOWN = "10987654321"


class SpelledDigits:
    """Digits spelled out in English."""

    name = "spelled digits"
    # Four in a row, the first or the last of them a word.
    needs = (
        rf"(?i)\b(?:{_SAID})(?:{_GAP}(?:{_ALL})){{3}}\b|\b(?:(?:{_ALL}){_GAP}){{3}}(?:{_SAID})\b"
    )

    def readings(self, text: str) -> Iterator[Reading]:
        """Each run as digits, and in groups."""
        for run in _RUN.finditer(text):
            if _AMOUNT.match(text, run.end()) or not _LETTER.search(run[0]):
                continue
            groups = _groups(text, *run.span())
            pieces = [piece for group in groups for piece in group]
            digits = "".join([p.read for p in pieces if p.read.isdigit()])
            if len(digits) < _LEAST or digits in _COUNTING or digits in _DOWN:
                continue
            yield from filter(None, _of_groups(text, groups, digits))


def _of_groups(text: str, groups: list[list[Piece]], digits: str) -> Iterator[Reading | None]:
    pieces = [piece for group in groups for piece in group]
    yield reading(text, [p for p in pieces if p.read != "-"])
    cuts = _CUTS.get(len(digits))
    if cuts is not None and (len(digits) != 11 or digits[0] == "1"):
        yield reading(text, _cut([p for p in pieces if p.read.isdigit()], cuts))
    elif len(groups) > 1:
        yield reading(text, _joined(groups))


def _groups(text: str, start: int, end: int) -> list[list[Piece]]:
    """The pieces of a run, parted where the speaker paused; where that is after each word, not at all."""
    groups: list[list[Piece]] = [[]]
    last = start
    held = ""
    begin = start
    words = list(_WORD.finditer(text, start, end))
    number = 0
    while number < len(words):
        word = words[number]
        number += 1
        name = word[0].casefold()
        if name in TIMES:
            held, begin = name, word.start()
            continue
        first = begin if held else word.start()
        read = _read(name)
        stop = word.end()
        if name in _TENS and number < len(words) and _follows(text, word, words[number]):
            read, stop = _TENS[name] + DIGITS[words[number][0].casefold()], words[number].end()
            number += 1
        if groups[-1] and _BREAK.search(text, last, first):
            groups.append([])
        groups[-1].append(Piece(read * TIMES.get(held, 1), first, stop))
        held, last = "", stop
    if sum(len(group) == 1 for group in groups) > len(groups) // 2:
        return [[piece for group in groups for piece in group]]
    return [group for group in groups if group]


def _follows(text: str, tens: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a word is the unit of the tens before it: `fifty-five`, `fifty five`."""
    return DIGITS.get(word[0].casefold(), "0") != "0" and text[tens.end() : word.start()] in " -"


def _read(name: str) -> str:
    if name in _TENS:
        return _TENS[name] + "0"
    for table in (DIGITS, _TEENS, _ROUND, _SIGNS):
        if name in table:
            return table[name]
    return name


def _joined(groups: list[list[Piece]]) -> Iterator[Piece]:
    for number, group in enumerate(groups):
        if number and group[0].read not in "-+":
            yield Piece("-", group[0].start - 1, group[0].start)
        yield from group


def _cut(pieces: Sequence[Piece], cuts: tuple[int, ...]) -> Iterator[Piece]:
    """The digits with a dash at these places, also within a `double`."""
    count = 0
    for piece in pieces:
        read = ""
        for digit in piece.read:
            read += f"-{digit}" if count in cuts else digit
            count += 1
        yield Piece(read, piece.start, piece.end)
