"""What recognisers with cues share about a text is what each would find by itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.automaton import Automaton, Expression
from policies.recognizers.cue_links import LINK
from policies.recognizers.cue_page import Page, long_token, page_of, token
from policies.recognizers.leads import Shows
from policies.recognizers.passes import passing

DIGITS = re.compile("[0-9]+")


@given(st.text("a1 İB", max_size=30), st.integers(0, 30))
def test_the_first_mark_behind_a_place(text: str, at: int) -> None:
    """Marks are the pattern's matches; `behind` gives the first that ends behind the place."""
    page = Page(text)
    marks = page.marks(DIGITS)
    spans = [m.span() for m in DIGITS.finditer(text)]
    assert list(zip(marks.starts, marks.ends, strict=True)) == spans
    assert spans[marks.behind(at) :] == [span for span in spans if span[1] > at]
    assert len(page.lower) == len(text)


@pytest.mark.parametrize("words", [" is ", " no. ", "：", "号码是", ""])
def test_link_words_are_read_over_once(words: str) -> None:
    """The same place again gives the same answer as the pattern's."""
    text = f"PIN{words}4821"
    page = Page(text)
    found = LINK.match(text, 3)
    assert found is not None
    assert page.link(3) == page.link(3) == (token(text, 3, found.end()), found.end())


def test_a_link_word_is_never_half_a_token() -> None:
    """`no7` after a cue is a value, not a link word and a 7."""
    assert token("id no7", 2, 5) == 3
    assert token("id: 7", 2, 4) == 4


def test_within_a_pass_all_share_a_page() -> None:
    """Without a pass each gets one of its own, so that no text is kept."""
    looks = Automaton([Expression(1, "x", Shows.ANYWHERE)])
    with passing(looks, "my PIN is 4821"):
        assert page_of("my PIN is 4821") is page_of("my PIN is 4821")
    assert page_of("my PIN is 4821") is not page_of("my PIN is 4821")


@given(st.text("a1-.", max_size=20), st.integers(1, 2), st.integers(3, 6))
def test_a_long_token_is_marked_where_it_has_digits_enough(
    text: str, digits: int, least: int
) -> None:
    """Every run that is long enough and has so many digits side by side, and no other."""
    mark = re.compile(long_token("[0-9a-]", least, digits))
    for run in re.finditer(r"[^.]+", text):
        holds = len(run[0]) >= least and "1" * digits in run[0]
        assert (mark.search(text, *run.span()) is not None) is holds
