"""The pieces of a long expression say together what it says."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.pieces import pieces


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("abc|defg", 8, ["abc|defg"]),
        ("abcd|efgh|ij|kl", 12, ["(?:abcd)", "(?:efgh)", "(?:ij|kl)"]),
        ("(?i:(?:a[|]cd|b(?:cd|ef)))", 24, ["(?:(?i:(?:a[|]cd)))", "(?:(?i:(?:b(?:cd|ef))))"]),
        ("[abcdef-hijk-n]", 14, ["(?:[abcd])", "(?:[ef-h])", "(?:[ijk-n])"]),
        (
            r"[\x{4e00}-\x{4e09}\]\-xyz]",
            24,
            [r"(?:[\x{4e00}-\x{4e09}])", r"(?:[\]\-])", "(?:[xyz])"],
        ),
    ],
)
def test_pieces_by_example(text: str, longest: int, expected: list[str]) -> None:
    """Groups and classes are halved, under the flags of the groups around them."""
    assert pieces(text, longest) == expected


@pytest.mark.parametrize("text", ["(?:a|b){9}cdefgh", "[^abcdefghijkl]", "abcdefghijkl", "(a"])
def test_what_cannot_be_cut_stays_whole(text: str) -> None:
    """Each of a repetition may be another, and a negated class is no sum of two."""
    assert pieces(text, 6) == [text]


ATOMS = st.sampled_from(["a", "b", "[abc]", "[^a]", "(?:ab|c|ba)", "(?:a|[bc]){2}", "(?i:A|bB)"])


@given(
    st.lists(st.lists(ATOMS, min_size=1, max_size=4).map("".join), min_size=1, max_size=4),
    st.integers(4, 60),
    st.text("abcAB", max_size=6),
)
def test_together_they_say_the_same(rows: list[str], longest: int, text: str) -> None:
    """For every text."""
    whole = "|".join(rows)
    cut = pieces(whole, longest)
    found = any(regex.fullmatch(piece, text) is not None for piece in cut)
    assert found == (regex.fullmatch(whole, text) is not None)
    assert cut == [whole] or all(len(piece) <= longest for piece in cut)
