"""The beginning of an outline is found wherever the outline is, and no more is looked for than is needed."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.leads import Shows, leads


@pytest.mark.parametrize(
    ("outline", "lengths", "inside", "outside"),
    [
        ("1[3-9][0-9]{9,}", [(11, 11)], "x13812345678", "12812345678"),
        ("(?i:call me|i am) {1,}[a-z]{1,}", [(5, 8)], "I am  ann", "amiable"),
        ("(?:ab|abcdefghijk)x?", [(2, 2), (11, 11)], "abc", "ba"),
        ("(?:four|double) ?[0-9]{0,20}7", [(4, 7)], "four", "two"),
        (r"(?m:^)- [a-z](?:\.|, ){0,}", [(3, 3)], "a\n- bc", "a - b"),
        (r"abc[0-9](?:x{0,9}-){0,}yz", [(4, 4)], "abc1yz", "abcyz"),
        (r"(?:^|[^a-z])(?i:my name)", [(7, 7)], "- my name", "amy name"),
        (r"(?i:a(?-i:b){3,12}c)d", [(4, 4)], "Abbbcd", "aBBBcd"),
    ],
)
def test_leads_by_example(
    outline: str, lengths: list[tuple[int, int]], inside: str, outside: str
) -> None:
    """What follows a beginning that is rare enough is left out; those of like length go together."""
    made = leads(outline)
    assert [(m.least, m.most) for m in made] == lengths
    assert {m.shows for m in made} == {Shows.ENDS}
    patterns = [regex.compile(m.expression) for m in made]
    assert any(p.search(inside) for p in patterns)
    assert not any(p.search(outside) for p in patterns)


@pytest.mark.parametrize(
    "outline", ["[a-z]{1,}@[a-z]{1,}", r"[a\x{80}-\x{10ffff}]{1,}b", "(?:x{0,}y|abc)"]
)
def test_what_begins_as_everything_does_shows_no_place(outline: str) -> None:
    """It is still known whether a text has it."""
    (made,) = leads(outline)
    assert made.shows is Shows.ANYWHERE


def test_what_begins_as_much_does_shows_places_where_all_is_there() -> None:
    """`my` and `our` stand in most texts: the whole is looked for too."""
    whole, begin = leads("(?:my|our)[ -]{1,}name")
    assert (whole.shows, begin.shows) == (Shows.ANYWHERE, Shows.ENDS)
    assert regex.search(whole.expression, "my name")
    assert not regex.search(whole.expression, "my house")
    assert (begin.least, begin.most) == (3, 4)


@pytest.mark.parametrize("outline", ["a?", "(?:ab|)", "(?m:^)?", "a)", "(a", "*"])
def test_what_may_be_empty_or_is_none_is_said(outline: str) -> None:
    """Such an outline says nothing about a text."""
    with pytest.raises(ValueError, match=r"empty|unbalanced|sign"):
        leads(outline)


ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", r"\.", r"[\]b]", "c"])
COUNTS = st.sampled_from(["", "?", "*", "+", "{2}", "{1,3}", "{2,}"])
OUTLINES = st.recursive(
    st.tuples(ATOMS, COUNTS).map("".join),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(st.lists(inner, min_size=1, max_size=3), COUNTS).map(
            lambda made: f"(?:{'|'.join(made[0])}){made[1]}"
        ),
    ),
    max_leaves=8,
)


@given(OUTLINES, st.text("abc.]", max_size=12))
def test_a_match_begins_where_its_lead_begins(outline: str, text: str) -> None:
    """Where the outline matches the lead does too, and is as long as it says, or is somewhere behind."""
    try:
        made = leads(outline)
    except ValueError:
        assert regex.fullmatch(outline, "") is not None
        return
    wide = regex.compile(outline)
    for at in range(len(text) + 1):
        begun = wide.match(text, at) is not None
        for one in made:
            found = regex.compile(one.expression).match(text, at)
            if one.shows is Shows.ENDS:
                begun = begun and found is None
            if one.shows is Shows.ANYWHERE:
                begun = begun and len(made) > 1
                somewhere = regex.compile(one.expression).search(text, at)
                assert somewhere is not None or wide.match(text, at) is None
            elif found is not None:
                assert one.least <= len(found[0]) <= one.most
        assert not begun, "no lead begins where the outline does"
