"""Sentences: nothing is lost, each is bounded; scripts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policies.taggers.sentences import MAX_SENTENCE, has_han, has_latin, sentences


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


def test_which_scripts_stand_in_it() -> None:
    """Two Latin letters or a digit; one Han character."""
    assert [has_latin(t) for t in ("ok", "room 5", "a", "退款", "退3")] == [
        True,
        True,
        False,
        False,
        True,
    ]
    assert [has_han(t) for t in ("ok", "退款", "ok 啊", "")] == [False, True, True, False]
