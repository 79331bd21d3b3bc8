"""What is known of a text already is not looked at again."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.automaton import Automaton
from policies.recognizers.located import Located, Stretches
from policies.recognizers.passes import passing

PAIRS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda p: (p[0], p[0] + p[1])), max_size=8
)


@given(PAIRS, PAIRS)
def test_stretches_know_what_they_hold(
    first: list[tuple[int, int]], more: list[tuple[int, int]]
) -> None:
    """A position is held if one of the stretches holds it, and the end is a later place."""
    seen = Stretches()
    seen.add(first)
    seen.add(more)
    for at in range(52):
        held = any(low <= at < high for low, high in first + more)
        assert (seen.end(at) > at) == held


@pytest.mark.parametrize("head", ["", "é"])
@pytest.mark.parametrize("pattern", [r"\d+(?=,)", r"\X{3}(?<=\d{3})"])
@pytest.mark.parametrize("located", [True, False])
def test_no_match_begins_in_a_stretch_that_was_seen(pattern: str, head: str, located: bool) -> None:
    """Whether a pass knows the beginnings, or none was made, or the pattern has no lead."""
    seen = Stretches()
    seen.add([(len(head) + 4, len(head) + 8)])
    text = head + "123,456,789,"
    made = Located(pattern)
    with _pass(made, text) if located else nullcontext():
        found = [m[0] for m in made.finditer(text, seen=seen)]
    assert found == ["123", "789"]


@pytest.mark.parametrize("head", ["", "é"])
@pytest.mark.parametrize("overlapped", [True, False])
def test_many_false_beginnings_do_not_hide_a_match(head: str, overlapped: bool) -> None:
    """After many beginnings that came to nothing the rest is read the ordinary way."""
    pattern = Located(r"a+(?<=aaab?)b(?=c)")
    text = head + "ab " * 60 + "aaabc" + "ab " * 5
    with _pass(pattern, text):
        found = [m.span() for m in pattern.finditer(text, overlapped=overlapped)]
    assert found == [m.span() for m in pattern.regex.finditer(text, overlapped=overlapped)]


def test_half_a_character_is_read() -> None:
    """A lone surrogate is no reason to stop."""
    pattern = Located(r"a(?=b)")
    with _pass(pattern, "\ud83dab\ud83d ab"):
        found = [m.span() for m in pattern.finditer("\ud83dab\ud83d ab")]
    assert found == [(1, 2), (5, 6)]


@given(st.text("kKſtTi电.é ", max_size=30))
def test_to_look_at_what_begins_a_match_changes_none(text: str) -> None:
    """Only places are left out where no match begins, also without regard to case."""
    pattern, other = (Located("kit|(?:t|电)i?k|İt", regex.IGNORECASE) for _ in range(2))
    pattern.look_at_firsts()
    assert pattern.firsts is not None
    assert not pattern.firsts & {".", " ", "é"}
    with _pass(pattern, text):
        found = [m.span() for m in pattern.finditer(text)]
    assert found == [m.span() for m in other.regex.finditer(text)]


@pytest.mark.parametrize("anything", [r"[^x]y+", r"(?:ab)?"])
def test_what_may_begin_with_anything_is_tried_everywhere(anything: str) -> None:
    """Its firsts say nothing."""
    pattern = Located(anything)
    pattern.look_at_firsts()
    assert pattern.firsts is None


def test_where_a_match_may_begin() -> None:
    """The pass over the text says it; without one it may begin anywhere."""
    pattern = Located(r"order(?=,)")
    text = "é my order, yours"
    assert pattern.may_begin(text, 0, 2)
    with _pass(pattern, text):
        assert pattern.may_begin(text, 0, 6)
        assert not pattern.may_begin(text, 0, 5)
        assert not pattern.may_begin(text, 6, 17)


def _pass(pattern: Located, text: str) -> passing:
    return passing(Automaton(pattern.expressions()), text)
