"""Numbers whose digits are parted: `1 3 8 0 0 …`, `138.0013.8000`, `1-3-8-…`, a number over two lines.

Capital letters may be among the digits (IBAN, plates, resident numbers). Lists of amounts, dates and versions
look alike: what is parted into single characters is surely one value, other groups must make a good one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from policies.readings.base import Piece, Reading, reading
from policies.recognizers.plate_signs import PROVINCES as _PROVINCES
from policies.recognizers.plate_signs import ends_word

_PARTS = r"[ \t\r\n./_·•・|~*—–、\\-]"
# A capital that begins a word is none of a number. What a run begins with stands first, so that `re` looks
# for it as fast as for a character.
_RUN = re.compile(
    rf"[+(0-9A-Z{_PROVINCES}](?<![0-9A-Za-z].)(?:(?<=[+(])[0-9A-Z{_PROVINCES}])?"
    rf"(?:[()]?{_PARTS}{{0,3}}[()]?(?:[0-9]|[A-Z](?![a-z]))){{4,63}}+[Xx]?(?![0-9A-Za-z])"
)
_GROUP = re.compile(rf"[0-9A-Za-z+{_PROVINCES}]+")
# Half of what looks like a run is a postcode, or words in capitals and a number.
_ENOUGH = re.compile(rf"(?:[^0-9]*+[0-9]){{5}}|[^{_PROVINCES}]*+[{_PROVINCES}]")
# What people write who hide nothing, whole: dates, sums, telephones, cards, addresses of machines.
_SIGNED = (
    r"(?:19|20)\d{2}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:19|20)?\d{2}|\d{1,10}\.\d{1,2}"
    r"|\(\d{3}\)[ ]{0,2}\d{3}[ .-]\d{4}|\d{3}([.-])\d{3}\3\d{4}|1[3-9]\d-\d{4}-\d{4}|\d{3}-\d{2}-\d{4}"
    r"|\d{4}-\d{4}-\d{4}-\d{1,7}|\d{1,3}(?:\.\d{1,3}){3}|\+\d{1,4}(?:[ .()/–-]{1,3}\d{2,11}){1,5}"
)
_SPACED = r"\d{3} {1,2}\d{3}[ .-]\d{4}|1[3-9]\d \d{4} \d{4}|\d{4} \d{4} \d{4} \d{1,7}(?: \d{1,4})?"
# A blank may as well part the groups of one longer value: only lines end what is written with blanks.
_APART = re.compile(
    rf"(?<![0-9A-Za-z.,/+-])(?:(?:{_SIGNED})(?![0-9A-Za-z]|[./-][0-9])"
    rf"|(?:{_SPACED})(?=[ \t]{{0,2}}\n)|(?<=\n)(?:{_SPACED})(?![0-9A-Za-z]))"
)
# The rules read these as they stand too: an area code, words in capitals and one number, a licence of
# telecommunications (粤B2-20090059).
_USUAL = re.compile(
    rf"{_SIGNED}|{_SPACED}|[(]?0\d{{2,3}}[)]?[ -]{{0,3}}\d{{7,8}}|\d+[ ./-]{{1,3}}\d+"
    r"|[A-Z]+[ -]?\d+|\d+[ -]?[A-Z]+|[A-Z]{2} \d{5}(?:-\d{4})?"
    rf"|[{_PROVINCES}]?[AB][12]-20\d{{6}}"
)
# A version's number: groups of several digits and of one, each behind a dot: 19.22.0.0.0, 14.3.1 (23D60); of no
# more digits than ten, which a card or an identity number has.
_VERSION = re.compile(
    r"(?=(?:[0-9]\.?){4,10}(?![0-9.]))(?=[0-9.]*?\.[0-9](?![0-9]))(?=[0-9.]*?[0-9]{2})[0-9]{1,4}(?:\.[0-9]{1,5}){2,5}(?![0-9.])"
)
_GOOD = 0.62
_LEAST = 5
_LEAST_PLATE = 3
_RANGE = 15
_PAIRS = 9
_COUNTING = "01234567891011121314151617181920"


class PartedDigits:
    """Runs of at least five digits, and capital letters, with something between them."""

    name = "parted digits"
    needs = (
        rf"[0-9]{_PARTS}{{1,3}}[0-9A-Z](?:{_PARTS}{{0,3}}[0-9A-Z]){{3}}"
        rf"|(?:[0-9A-Z]{_PARTS}{{0,3}}){{3}}[0-9A-Z]{_PARTS}{{1,3}}[0-9]"
        rf"|[{_PROVINCES}]{_PARTS}{{0,3}}[A-Z](?:{_PARTS}{{0,3}}[0-9A-Z]){{0,5}}{_PARTS}{{1,3}}[0-9A-Z]"
    )

    def readings(self, text: str) -> Iterator[Reading]:
        """Each run closed up, and with one dash between its groups."""
        for run in _RUN.finditer(text):
            if run[0].isalnum() or not _ENOUGH.match(run[0]):
                continue
            if _USUAL.fullmatch(run[0].strip("+ .-")):
                continue
            for start, end in _unusual(text, *run.span()):
                groups = [(m.start(), m[0]) for m in _GROUP.finditer(text, start, end)]
                groups = _trimmed(_without_list_number(text, groups))
                if _is_disguised(text, groups):
                    yield from filter(None, _of_groups(text, groups))


def _unusual(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stays of a run without the values in it that are written as usual."""
    for apart in _APART.finditer(text, start, end):
        if apart.start() - start > _LEAST:
            yield start, apart.start()
        start = apart.end()
    if end - start > _LEAST:
        yield start, end


def _is_disguised(text: str, groups: list[tuple[int, str]]) -> bool:
    """Whether groups have digits enough for a value and are not written as usual."""
    if len(groups) < 2:
        return False
    plain = "".join([g for _, g in groups])
    if plain[0] in _PROVINCES and _ends_word_or_leads_one(text, *groups[0]):
        return False
    least = _LEAST_PLATE if plain[0] in _PROVINCES else _LEAST
    if sum(map(str.isdigit, plain)) < least or plain in _COUNTING:
        return False
    if _VERSION.match(text, groups[0][0]):
        return False
    begin = groups[0][0] - (text[groups[0][0] - 1 : groups[0][0]] == "(")
    return not _USUAL.fullmatch(text, begin, groups[-1][0] + len(groups[-1][1]))


def _ends_word_or_leads_one(text: str, start: int, group: str) -> bool:
    """Whether a province's sign is rather the end of a word, or stands before a word: 更新M 2280, 新RX 7900."""
    return ends_word(text, start) or (len(group) > 2 and group[1:4].isalpha())


def _without_list_number(text: str, groups: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Without the number of the next line of a list, `…8512\\n2. `, and the next year or sum, `… 2018年`."""
    if len(groups) < 2:
        return groups
    start, group = groups[-1]
    after = text[start + len(group) : start + len(group) + 1]
    if after and after in "年月日元块个万" and text[start - 1].isspace():
        return groups[:-1]
    lines = [at for at in range(1, len(groups)) if "\n" in text[groups[at - 1][0] : groups[at][0]]]
    if len(lines) == 1:
        start, group = groups[lines[0]]
        if len(group) <= 2 and text[start + len(group) : start + len(group) + 1] in (*".、)）:",):
            return groups[: lines[0]]
    return groups


def _trimmed(groups: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Without the words in capitals that stand before and after a number."""
    while len(groups) > 1 and _word(groups[0][1], groups[1][1]):
        groups = groups[1:]
    while len(groups) > 1 and _word(groups[-1][1], groups[-2][1]):
        groups = groups[:-1]
    return groups


def _word(group: str, beside: str) -> bool:
    """Whether a group at an end is rather a word: capitals, or `I` and `A` beside a group of several."""
    if not group.isalpha() or not group.isascii():
        return False
    return len(group) > 1 or (group in "IA" and len(beside) > 1)


def _of_groups(text: str, groups: list[tuple[int, str]]) -> Iterator[Reading | None]:
    closed = _closed(text, groups)
    if len(closed) < len(groups):
        yield reading(text, _joined(closed, "-"))
        if len(closed) > 1:
            yield reading(text, _joined(closed, ""), least=_GOOD)
        return
    kinds = {_kind(text, a, b) for a, b in pairwise(groups)}
    if "、" in kinds:
        return
    pairs = (
        kinds == {" "} and len(groups) > 5 and all(len(g) == 2 and g.isdigit() for _, g in groups)
    )
    if pairs and _are_sizes([int(g) for _, g in groups]):
        return
    if not pairs:  # else it would be a network card's address
        yield reading(text, _joined([[g] for g in groups], "-"), least=_GOOD)
    if len(kinds) > 1:
        return
    count = sum(len(g) for _, g in groups)
    if kinds == {" "} and count == 11 and (len(groups) > 4 or not 3 <= len(groups[0][1]) <= 5):
        return  # rather a list of sizes or amounts than a phone
    yield reading(text, _joined([[g] for g in groups], ""), least=_GOOD)


def _are_sizes(numbers: list[int]) -> bool:
    """Whether numbers of two digits lie near one another, or are more than a value has."""
    return max(numbers) - min(numbers) <= _RANGE or len(numbers) > _PAIRS


def _closed(text: str, groups: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """Neighbouring single characters with the same thing between them, as one group."""
    closed: list[list[tuple[int, str]]] = [[groups[0]]]
    between = ""
    for before, group in pairwise(groups):
        gap = text[before[0] + len(before[1]) : group[0]]
        same = len(closed[-1]) == 1 or gap == between
        if len(before[1]) == 1 and len(group[1]) == 1 and same:
            closed[-1].append(group)
            between = gap
        else:
            closed.append([group])
    return closed


def _joined(closed: list[list[tuple[int, str]]], joint: str) -> Iterator[Piece]:
    for number, members in enumerate(closed):
        for at, (start, group) in enumerate(members):
            if number and not at and joint:
                yield Piece(joint, start - 1, start)
            yield Piece(group, start, start + len(group))


def _kind(text: str, left: tuple[int, str], right: tuple[int, str]) -> str:
    gap = text[left[0] + len(left[1]) : right[0]]
    return "\n" if "\n" in gap else gap.strip()[:1] or " "
