"""The recognisers' view of a text maps back to exact positions."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from policies.spans import Span
from policies.view import OPAQUE, open_view

pieces = st.sampled_from(["<PERSON_1>", "[URL]", "\u200b", "１３８", "abc", "王", "٣", "＠", "<b>"])


@given(st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=8).map("".join))
def test_every_character_maps_back(text: str) -> None:
    """Positions of the view point at the characters that they came from, in order."""
    view = open_view(text)
    spans = [view.back(Span(i, i + 1, "URL", 1.0)) for i in range(len(view.text))]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    for char, span in zip(view.text, spans, strict=True):
        if char.isascii() and char.isalpha():
            assert text[span.start] in (char, chr(ord(char) + 0xFEE0))


def test_digits_and_placeholders() -> None:
    """Foreign digits become ASCII; a placeholder is one character whatever its number."""
    assert open_view("１３８٣").text == "1383"
    assert open_view("a<PERSON_1>b").text == open_view("a<PERSON_12>b").text == f"a{OPAQUE}b"
