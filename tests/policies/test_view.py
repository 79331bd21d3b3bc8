"""The recognisers' view of a text maps back to exact positions."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from policies.spans import Span
from policies.view import OPAQUE, open_view

pieces = st.sampled_from(
    [
        "<PERSON_1>",
        "[URL]",
        "\u200b",
        "１３８",
        "abc",
        "王",
        "٣",
        "＠",
        "<b>",
        "\\",
        r"\u738b",
        r"\n",
    ]
)


@given(st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=8).map("".join))
def test_every_character_maps_back(text: str) -> None:
    """Positions of the view point at the characters that they came from, in order."""
    view = open_view(text)
    spans = [view.back(Span(i, i + 1, "URL", 1.0)) for i in range(len(view.text))]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    for char, span in zip(view.text, spans, strict=True):
        if char.isascii() and char.isalpha() and text[span.start] != "\\":
            assert text[span.start] in (char, chr(ord(char) + 0xFEE0))


def test_digits_and_placeholders() -> None:
    """Foreign digits become ASCII; a placeholder is one character whatever its number."""
    assert open_view("１３８٣").text == "1383"
    assert open_view("a<PERSON_1>b").text == open_view("a<PERSON_12>b").text == f"a{OPAQUE}b"


def test_escapes_of_json_are_what_they_stand_for() -> None:
    """Also escaped twice; half a pair of UTF-16 is no character, and a path is no escape."""
    assert open_view(r"\u738b\\u5c0f\n415 \t1").text == "王小 415  1"
    assert open_view(r"\ud83d").text == "\ufffd"
    assert open_view(r"C:\temp\users").text == r"C:\temp\users"
    assert open_view("\\" * 200_000).text == "\\" * 200_000


def test_what_hides_between_digits_disappears() -> None:
    """Emoji digits and joiners are read as the digits; narrow spaces as spaces."""
    assert open_view("1\ufe0f\u20e33\ufe0f\u20e38\u034f1\u061c2").text == "13812"
    assert open_view("138\u20091234\u202f5678").text == "138 1234 5678"
