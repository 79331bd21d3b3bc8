"""Everyday Chinese words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.vocabulary_zh import ends_a_word, left_is_free, vocabulary


def test_words_are_short_and_no_given_names() -> None:
    """Two to four characters; 房东 is one, 志强 none."""
    assert {"房东", "语文"} <= vocabulary()
    assert {"时程", "计程车", "旺季", "卸任"} <= vocabulary()
    assert "志强" not in vocabulary()
    assert {len(word) for word in vocabulary()} <= {2, 3, 4}


@pytest.mark.parametrize(
    ("text", "at", "explained"),
    [("房东太太", 1, True), ("前台尤经理", 2, False), ("方经理", 0, False), ("对方经理", 1, True)],
)
def test_a_word_may_reach_over_a_surname(text: str, at: int, explained: bool) -> None:
    """A surname's character that ends an everyday word opens no name."""
    assert ends_a_word(text, at) is explained


@pytest.mark.parametrize(
    ("text", "at", "free"),
    [
        ("", 0, True),
        ("方", 0, True),
        ("对方", 1, False),
        ("上次方医生", 2, True),
        ("请张伟", 1, True),
    ],
)
def test_the_left_is_free(text: str, at: int, free: bool) -> None:
    """No word reaches over the character, or another one takes that word's beginning."""
    assert left_is_free(text, at) is free


@given(st.lists(st.sampled_from(sorted(vocabulary())[::97]), min_size=1, max_size=4))
def test_no_word_is_left_out(parts: list[str]) -> None:
    """Each word that ends at a character is heeded, whatever its length."""
    text = "".join(parts)
    for at in range(len(text)):
        said = any(text[low : at + 1] in vocabulary() for low in range(max(0, at - 3), at))
        assert ends_a_word(text, at) is said
        assert said or left_is_free(text, at)
