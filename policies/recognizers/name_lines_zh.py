"""Chinese names by their place: on a line of their own, or beside a telephone number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.recognizers.base import Found
from policies.recognizers.name_shape_zh import Trust, ends, name_length

_HAN = "\u4e00-\u9fff"
_LINE = re.compile(
    rf"(?:^|(?<=\n))[ \t]*(?:此致|敬礼|敬上|[-—–]{{1,3}})?[ \t]*(?P<v>[{_HAN}]{{2,4}})[ \t]*(?=\n|$)"
)
_PHONE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
# What stands between a name and the number behind it: with a sign or nothing before it, or a room's number.
_LINKS = (
    re.compile(
        rf"(?<![{_HAN}])(?P<v>[{_HAN}]{{2,4}})[ \t,，、:：/-]{{0,2}}"
        r"(?:的?(?:电话|手机)(?:号码?)?)?[ :：是]?(?:\+?86[ -]?)?$"
    ),
    re.compile(rf"(?<=[室号房楼层栋元座])(?P<v>[{_HAN}]{{2,4}})[ ,，]{{0,2}}$"),
)
_BEHIND = re.compile(rf"[ \t,，、/]{{1,2}}(?=[{_HAN}])")


def by_place(text: str, *, phones: bool) -> Iterator[Found]:
    """Signatures, and with `phones` names before and behind a mobile number."""
    if "\n" in text:
        for line in _LINE.finditer(text):
            start, end = line.span("v")
            if name_length(text, start, Trust.MIDDLE) == end - start:
                yield start, end, 0.7, "signature"
    for phone in _PHONE.finditer(text) if phones else ():
        for pattern in _LINKS:
            before = pattern.search(text, max(0, phone.start() - 18), phone.start())
            start, end = before.span("v") if before is not None else (0, 0)
            if before is not None and name_length(text[:end], start, Trust.MIDDLE) == end - start:
                yield start, end, 0.7, "name before a telephone number"
                break
        link = _BEHIND.match(text, phone.end())
        if link is None:
            continue
        length = name_length(text, link.end(), Trust.MIDDLE)
        if length and ends(text, link.end() + length):
            yield link.end(), link.end() + length, 0.7, "name after a telephone number"
