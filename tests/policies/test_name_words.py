"""Words put together into names, and the test of whether a sentence can hold one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.taggers.name_words import may_hold_name, names
from policies.taggers.word_evidence import Belief, weighed


@pytest.mark.parametrize(
    "text", ["tell Margaret", "ask angela's mother", "Ben.", "dr okoro", "i met priya", "JANE DOE"]
)
def test_what_may_hold_a_name(text: str) -> None:
    """A strange capital, a listed name in any case, or a cue before a word passes."""
    assert may_hold_name(text)


@pytest.mark.parametrize(
    "text", ["it is late.", "Where is my order?", "the PDF is empty", "will it ship in may", "ok"]
)
def test_what_holds_none(text: str) -> None:
    """Everyday text and abbreviations reach no model."""
    assert not may_hold_name(text)


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.floats(0, 1)), max_size=5))
def test_spans_lie_in_the_sentence(text: str, beliefs: list[tuple[int, float]]) -> None:
    """Whatever the model says, spans are in order, disjoint and inside."""
    heard = [Belief(at, at + 4, p, 1 - p) for at, p in sorted(beliefs)]
    at = 0
    for span in names(text, heard):
        assert 0 <= span.start < span.end <= len(text)
        assert span.end > at
        assert 0.4 <= span.score <= 0.7
        at = span.end


def test_what_the_model_believes_counts() -> None:
    """The same word weighs more with the model's belief, and less as an address."""
    text = "it went to Quorvin today"
    weights = [
        next(w.weight for w in weighed(text, [Belief(11, 18, person, place)]) if w.start == 11)
        for person, place in ((0.9, 0.0), (0.1, 0.0), (0.1, 0.9))
    ]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


def test_a_suffix_and_a_last_initial_belong_to_the_name() -> None:
    """`Jr.` and a final initial's point are in the span."""
    for text in ("Robert Hartman Jr. called", "ask Robert H. about it"):
        (span,) = names(
            text,
            [Belief(m, m + 6, 0.95, 0.0) for m in (text.index("Robert"),)]
            + ([Belief(7, 14, 0.95, 0.0)] if "Hartman" in text else []),
        )
        assert text[span.start : span.end].endswith(".")
