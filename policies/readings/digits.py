"""Numbers whose digits are parted: `1 3 8 0 0 …`, `138.0013.8000`, `1-3-8-…`, a number over two lines.

Capital letters may be among the digits (IBAN, plates, resident numbers). Lists of amounts, dates and versions
look alike: what is parted into single characters is surely one value, other groups must make a good one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from policies.readings.base import Piece, Reading, reading
from policies.recognizers.located import located

_PARTS = r"[ \t\r\n./_·•・|~*—–、\\-]"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_RUN = located(
    rf"(?<![0-9A-Za-z])[+(]?[0-9A-Z{_PROVINCES}](?:[()]?{_PARTS}{{0,3}}[()]?[0-9A-Z])"
    rf"{{5,63}}+[Xx]?(?![0-9A-Za-z])"
)
_GROUP = re.compile(rf"[0-9A-Za-z+{_PROVINCES}]+")
# Written so by people who hide nothing: the rules read it as it stands.
_USUAL = re.compile(
    r"[(]?0\d{2,3}[)]?[ -]?\d{7,8}|\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}|1[3-9]\d([ -])\d{4}\1\d{4}"
    r"|\d{4}([ -])\d{4}\2\d{4}\2\d{1,7}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,3}(?:\.\d{1,3}){3}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
    r"|\d{3}-\d{2}-\d{4}"
)
_GOOD = 0.62
_COUNTING = "01234567891011121314151617181920"


class PartedDigits:
    """Runs of at least seven digits and capital letters with something between them."""

    name = "parted digits"
    needs = (
        rf"[0-9]{_PARTS}{{1,3}}[0-9A-Z](?:{_PARTS}{{0,3}}[0-9A-Z]){{3}}"
        rf"|(?:[0-9A-Z]{_PARTS}{{0,3}}){{3}}[0-9A-Z]{_PARTS}{{1,3}}[0-9]"
    )

    def readings(self, text: str) -> Iterator[Reading]:
        """Each run closed up, and with one dash between its groups."""
        for run in _RUN.finditer(text):
            if sum(map(str.isdigit, run[0])) < 5 or _USUAL.fullmatch(run[0].strip()):
                continue
            groups = [(run.start() + m.start(), m[0]) for m in _GROUP.finditer(run[0])]
            groups = _trimmed(_without_list_number(text, groups))
            if len(groups) > 1 and "".join(g for _, g in groups) not in _COUNTING:
                yield from _of_groups(text, groups)


def _without_list_number(text: str, groups: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Without the number of the next line of a list: `…8512\\n2. `."""
    lines = [at for at in range(1, len(groups)) if "\n" in text[groups[at - 1][0] : groups[at][0]]]
    if len(lines) == 1:
        start, group = groups[lines[0]]
        if len(group) <= 2 and text[start + len(group) : start + len(group) + 1] in (*".、)）:",):
            return groups[: lines[0]]
    return groups


def _trimmed(groups: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Without the words in capitals that stand before and after a number."""
    while groups and groups[0][1].isalpha() and len(groups[0][1]) > 1:
        groups = groups[1:]
    while groups and groups[-1][1].isalpha() and len(groups[-1][1]) > 1:
        groups = groups[:-1]
    return groups


def _of_groups(text: str, groups: list[tuple[int, str]]) -> Iterator[Reading]:
    closed = _closed(text, groups)
    if len(closed) < len(groups):
        yield reading(text, _joined(closed, "-"))
        if len(closed) > 1:
            yield reading(text, _joined(closed, ""), least=_GOOD)
        return
    kinds = {_kind(text, a, b) for a, b in pairwise(groups)}
    if "、" in kinds:
        return
    yield reading(text, _joined([[g] for g in groups], "-"), least=_GOOD)
    if len(kinds) > 1:
        return
    count = sum(len(g) for _, g in groups)
    if kinds == {" "} and count == 11 and (len(groups) > 4 or not 3 <= len(groups[0][1]) <= 5):
        return  # rather a list of sizes or amounts than a phone
    yield reading(text, _joined([[g] for g in groups], ""), least=_GOOD)


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
