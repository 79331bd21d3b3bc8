"""What is known of a text already is not looked at again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.located import Stretches, located

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
def test_no_match_begins_in_a_stretch_that_was_seen(pattern: str, head: str) -> None:
    """Whether RE2 finds the beginnings or the pattern has no outline."""
    seen = Stretches()
    seen.add([(len(head) + 4, len(head) + 8)])
    text = head + "123,456,789,"
    found = [m[0] for m in located(pattern).finditer(text, seen=seen)]
    assert found == ["123", "789"]


def test_half_a_character_is_read() -> None:
    """A lone surrogate is no reason to stop."""
    assert [m.span() for m in located(r"a(?=b)").finditer("\ud83dab\ud83d ab")] == [(1, 2), (5, 6)]
