"""A value in disguise is found whole, and what only looks like a disguise stays."""

from __future__ import annotations

import base64
import json
import re
import urllib.parse
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies import Detector
from policies.disguises import disguise_finders
from policies.recognizers import checks
from policies.spans import Span

digits = st.text("0123456789", min_size=8, max_size=8)


def _resident(tail: str) -> str:
    body = "110105" + "1985" + "0723" + tail[:3]
    return next(body + c for c in "0123456789X" if checks.resident_id(body + c))


def _card(tail: str) -> str:
    body = "6222021" + tail
    return next(body + str(c) for c in range(10) if checks.luhn(body + str(c)))


def _iban(tail: str) -> str:
    return next(
        f"GB{n:02}WEST123456{tail}"
        for n in range(2, 99)
        if checks.iban(f"GB{n:02}WEST123456{tail}")
    )


VALUES: dict[str, Callable[[str], str]] = {
    "PHONE_NUMBER": lambda tail: "13" + "9" + tail,
    "CN_ID_CARD": _resident,
    "CREDIT_CARD": _card,
    "IBAN_CODE": _iban,
    "CN_LICENSE_PLATE": lambda tail: "沪B" + tail[:5],
    "EMAIL_ADDRESS": lambda tail: f"li.wei{tail}@example.com",
}
_HAN = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_SPOKEN = "洞幺两三四五六拐八勾"
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def _by(table: str) -> Callable[[str], str]:
    return lambda value: re.sub("[0-9]", lambda m: table[int(m[0])], value)


def _base64(value: str) -> str:
    return base64.b64encode(f"value: {value}".encode()).decode()


# Disguises of numbers (and letters among them), of mail addresses, of anything.
NUMBERS: dict[str, Callable[[str], str]] = {
    "spaced": " ".join,
    "dashed": "-".join,
    "dotted": ".".join,
    "middle dots": "·".join,
    "underscored": "_".join,
    "two spaces": "  ".join,
    "one to a line": "\n".join,
    "slashed": "/".join,
}
HAN: dict[str, Callable[[str], str]] = {
    "Han": _by(_HAN),
    "formal": _by(_FORMAL),
    "spoken": _by(_SPOKEN),
    "mixed": lambda v: v[:3] + _by(_HAN)(v[3:]),
    "spaced Han": lambda v: " ".join(_by(_HAN)(v)),
}
SPELLED: dict[str, Callable[[str], str]] = {
    "spelled": lambda v: " ".join(_WORDS[int(c)] for c in v),
    "with commas": lambda v: ", ".join(_WORDS[int(c)] for c in v),
    "with dashes": lambda v: "-".join(_WORDS[int(c)].title() for c in v),
}
MAIL: dict[str, Callable[[str], str]] = {
    "(at) (dot)": lambda v: v.replace("@", " (at) ").replace(".", " (dot) "),
    "[at] [dot]": lambda v: v.replace("@", "[at]").replace(".", "[dot]"),
    "at dot": lambda v: v.replace("@", " at ").replace(".", " dot "),
    "AT DOT": lambda v: v.replace("@", " AT ").replace(".", " DOT "),
    "艾特 点": lambda v: v.replace("@", "艾特").replace(".", "点"),
    "圈a": lambda v: v.replace("@", "圈a"),
    "spaced signs": lambda v: v.replace("@", " @ ").replace(".", " . "),
    "bracketed @": lambda v: v.replace("@", "[@]"),
}
ANY: dict[str, Callable[[str], str]] = {
    "base64": _base64,
    "base64, no padding": lambda v: _base64(v).rstrip("="),
    "base64 for URLs": lambda v: base64.urlsafe_b64encode(f"给{v}？".encode()).decode(),
    "base64 in base64": lambda v: base64.b64encode(_base64(v).encode()).decode(),
    "JSON in base64": lambda v: base64.b64encode(json.dumps({"x": f"值{v}"}).encode()).decode(),
    "base64, percent": lambda v: urllib.parse.quote(_base64(v), safe=""),
    "base64 of UTF-16": lambda v: base64.b64encode(f"is {v}".encode("utf-16-le")).decode(),
}
CASES = [
    *(("PHONE_NUMBER", d) for d in (NUMBERS | HAN | SPELLED | ANY).items()),
    *(("CN_ID_CARD", d) for d in (NUMBERS | HAN | ANY).items()),
    *(("CREDIT_CARD", d) for d in (NUMBERS | HAN | SPELLED | ANY).items()),
    ("CREDIT_CARD", ("dotted groups", lambda v: f"{v[:4]}.{v[4]}.{v[5:11]}.{v[11:]}")),
    *(("IBAN_CODE", d) for d in (NUMBERS | ANY).items()),
    *(("CN_LICENSE_PLATE", d) for d in (NUMBERS | HAN | ANY).items()),
    *(("EMAIL_ADDRESS", d) for d in (MAIL | ANY).items()),
]
AROUND = [("", ""), ("我的是", "谢谢"), ("It is ", ", thanks."), ("号码：", "，麻烦了"), ("(", ")")]


@pytest.mark.parametrize(("label", "disguise"), CASES, ids=[f"{x}-{d[0]}" for x, d in CASES])
@settings(max_examples=8, deadline=None)
@given(tail=digits, around=st.sampled_from(AROUND))
def test_a_disguised_value_is_found_whole(
    fast: Detector,
    label: str,
    disguise: tuple[str, Callable[[str], str]],
    tail: str,
    around: tuple[str, str],
) -> None:
    """From its first to its last character, in a sentence of either language or alone."""
    hidden = disguise[1](VALUES[label](tail))
    text = hidden.join(around)
    at = len(around[0])
    found = fast.scan(text)
    covered = {i for s in found for i in range(s.start, s.end)}
    wanted = set(range(at, at + len(hidden.rstrip("="))))
    assert wanted <= covered, [(text[s.start : s.end], s.label) for s in found]
    # What stands around stays, but for a bracket or a word that belongs to a wider class.
    assert len(covered) <= len(hidden) + 1


@pytest.mark.parametrize(
    "text",
    [
        "一二三四五，上山打老虎", "一二三四五六七八九十", "one two three four five, once I caught a fish alive",
        "1 2 3 4 5 6 7 8 9 10", "sizes 36 37 38 39 40 41 42", "尺码 155 160 165 170 175", "2024/05/01 至 2024/06/30",
        "firmware 1.2.3.4.5.6", "C4 S3 A1 B2", "10.5 / 20.5 / 30.5", "look at apple dot com", "meet me at example.com",
        "上午八点到晚上九点", "三百二十一元五角", "第一二三期", "version 10.15.7 build 19H2", "ratio 3:4 or 16-9-4",
        "InternationalizationTest", "aHR0cHNub3RiYXNlNjQ", "ABCDEFGHIJKLMNOPQRST", "https://shop.example.com/a/b/c/d/e/f/g",
        "一是价格，二是质量，三是服务", "买一送一，二三四折", "十一月二十号发货", "5 stars, 4 stars, 3 stars", "7-11",
        "seven of nine, two to one", "double three", "周一到周五，九点三十", "1,234,567.89", "A4, A3 and B5 paper",
    ],
)  # fmt: skip
def test_what_is_no_disguise_stays(text: str, fast: Detector) -> None:
    """Counts, sizes, dates, versions, rhymes and opaque words."""
    assert [(text[s.start : s.end], s.label) for s in fast.scan(text)] == []


def test_a_placeholder_is_never_within_a_disguise(fast: Detector) -> None:
    """Parts of a number on both sides of a placeholder do not take it with them."""
    text = "1 3 8 0 0 <PERSON_1> 1 3 8 0 0 0"
    at = text.index("<")
    assert all(s.end <= at or s.start >= at + 10 for s in fast.scan(text))


@pytest.mark.parametrize(
    ("label", "score", "asked"),
    [("US_PASSPORT", 0.9, False), ("US_PASSPORT", 0.6, True), ("ORDER_NUMBER", 0.9, True)],
)
def test_what_is_surely_known_as_it_stands_is_read_no_other_way(
    label: str, score: float, asked: bool
) -> None:
    """The rules are asked about a reading only where no sure value of a person's holds all of it."""
    text, seen = "passport S86737113", []

    def rules(read: str, among: frozenset[str] | None = None) -> list[tuple[Span, str]]:
        del among
        seen.append(read)
        return []

    for _, find in disguise_finders(rules):
        assert find(text, [(Span(9, 18, label, score), "passport")]) == []
    assert bool(seen) is asked
