"""Everyday Chinese words."""

from __future__ import annotations

import pytest

from policies.recognizers.vocabulary_zh import ends_a_word, vocabulary


def test_words_are_short_and_no_given_names() -> None:
    """Two to four characters; 房东 is one, 志强 none."""
    assert {"房东", "语文"} <= vocabulary()
    assert "志强" not in vocabulary()
    assert {len(word) for word in vocabulary()} <= {2, 3, 4}


@pytest.mark.parametrize(
    ("text", "at", "explained"),
    [("房东太太", 1, True), ("前台尤经理", 2, False), ("方经理", 0, False), ("对方经理", 1, True)],
)
def test_a_word_may_reach_over_a_surname(text: str, at: int, explained: bool) -> None:
    """A surname's character that ends an everyday word opens no name."""
    assert ends_a_word(text, at) is explained
