"""Sentences: nothing is lost, each is bounded, and the filters let pass whatever can hold a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.taggers.sentences import MAX_SENTENCE, may_hold_english, sentences


@given(st.text(max_size=900))
def test_sentences_lose_nothing(text: str) -> None:
    """Sentences lie in order, are bounded, and only blanks stand between them."""
    at = 0
    for start, sentence in sentences(text):
        assert text[start : start + len(sentence)] == sentence
        assert len(sentence) <= MAX_SENTENCE
        assert not text[at:start].strip()
        at = start + len(sentence)
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "text", ["tell Margaret", "my name is ann", "12 elm street", "ask angela's mother"]
)
def test_the_english_filter_lets_names_pass(text: str) -> None:
    """A capital, a cue or a number before a word passes."""
    assert may_hold_english(text)


@pytest.mark.parametrize("text", ["it is late.", "ok", "退款", "123"])
def test_the_english_filter_skips_what_holds_no_name(text: str) -> None:
    """Short everyday text reaches no model."""
    assert not may_hold_english(text)
