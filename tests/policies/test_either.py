"""Many words as one pattern."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.either import either

_WORDS = st.lists(st.text("ab.(总经理", min_size=1, max_size=4), min_size=1, max_size=8)


@given(_WORDS)
def test_matches_each_word_and_the_longest(words: list[str]) -> None:
    """Each word matches whole, and of several that begin alike the longest is taken."""
    pattern = re.compile(either(words))
    assert all(pattern.fullmatch(word) for word in words)
    for word in words:
        found = pattern.match(word + "b")
        assert found is not None
        assert found[0] == max((w for w in words if (word + "b").startswith(w)), key=len)


def test_of_no_words() -> None:
    """No word gives an empty pattern."""
    assert either(()) == ""
