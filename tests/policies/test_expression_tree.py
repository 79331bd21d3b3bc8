"""An expression that is read and written again says what it said."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.expression_tree import Group, Leaf, parsed, text_of, width
from policies.recognizers.located import Located
from tests.policies.test_leads import OUTLINES


@given(OUTLINES, st.text("abc.]", max_size=8))
def test_read_and_written_again_it_is_the_same(text: str, found: str) -> None:
    """And what it matches is as long as it says."""
    tree = parsed(text)
    whole = regex.fullmatch(text, found)
    assert (whole is None) == (regex.fullmatch(text_of(tree), found) is None)
    least, most = width(tree)
    assert whole is None or (least <= len(found) and (most is None or len(found) <= most))


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("ab|[c-f]{2,3}", (2, 3)),
        (r"\x{4e00}(?i:a+)", (2, None)),
        ("(?:^|[^a-z])no(?m:$)", (2, 2)),
        ("(?:a|bc){2}d?", (2, 5)),
    ],
)
def test_how_long_a_match_is(text: str, bounds: tuple[int, int | None]) -> None:
    """What stands before it and places between characters count nothing."""
    assert width(parsed(text)) == bounds


def test_what_stands_before_is_one_leaf() -> None:
    """It is no group of the match."""
    (row,) = parsed("(?:^|[^a-z])x").rows
    assert row.items == (Leaf("(?:^|[^a-z])", edge=True), Leaf("x"))
    assert isinstance(parsed("(?:^|a)x").rows[0].items[0], Group)


@pytest.mark.parametrize("text", ["a)", "(a", "*", "(?=a)", "(?i)a"])
def test_what_is_none_is_said(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match=r"unbalanced|sign|group"):
        parsed(text)


@pytest.mark.parametrize(("depth", "taken"), [(40, True), (41, False), (10_000, False)])
def test_groups_within_groups_have_a_bound(depth: int, taken: bool) -> None:
    """A pack's own pattern that is deeper is looked for in every text, and brings nobody down."""
    text = "(?:" * depth + "ab" + ")?" * depth + "cd"
    if taken:
        assert parsed(text)
    else:
        with pytest.raises(ValueError, match="deep"):
            parsed(text)
    if depth < 100:  # `regex` has a bound of its own
        assert taken or not Located(text).leads
        assert [m.span() for m in Located(text).finditer("abcd cd")] == [(0, 4), (5, 7)]
