"""Cuts of a stream never change when more of it arrives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policies.segments import MAX_SENTENCE, MAX_ZONE, next_cut, sentence_cut, suspicious

pieces = st.sampled_from(
    ["Call ", "415", "-", " 555", "京", "A1", "月", "您", "，", "<P_1>", "word", "\n"]
)
texts = st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=10).map("".join)


@given(texts, texts)
def test_a_cut_stands(text: str, more: str) -> None:
    """What is decided with the text so far is decided the same with more text."""
    cut = next_cut(text, 0, final=False)
    if cut is not None:
        assert cut == next_cut(text + more, 0, final=False) == next_cut(text + more, 0, final=True)


@given(texts)
def test_the_end_is_always_cut(text: str) -> None:
    """At the end of a stream nothing is left over, and no segment is longer than the bound."""
    at = 0
    while at < len(text):
        cut = next_cut(text, at, final=True)
        assert cut is not None
        assert at < cut <= at + MAX_ZONE + 4
        at = cut
    assert next_cut(text, at, final=True) is None


@given(texts, texts)
def test_a_sentence_stands(text: str, more: str) -> None:
    """The end of a sentence does not move when more text arrives."""
    cut = sentence_cut(text, 0, final=False)
    if cut is not None:
        assert cut == sentence_cut(text + more, 0, final=True)
        assert cut <= MAX_SENTENCE + MAX_ZONE + 4


def test_where_sentences_end() -> None:
    """At a full stop of either language or a line's end, not inside a number."""
    text = "It costs 3.50 now. 好的。谢谢\nBye"
    ends = []
    at = 0
    while (cut := sentence_cut(text, at, final=True)) is not None:
        ends.append(text[at:cut])
        at = cut
    assert ends == ["It costs 3.50 now.", " 好的。", "谢谢\n", "Bye"]


def test_what_is_suspicious() -> None:
    """Numbers and signs are, and plain words after a cue."""
    assert suspicious("", "415")
    assert suspicious("my password is ", "swordfish")
    assert not suspicious("hello ", "world")
