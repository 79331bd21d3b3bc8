"""Words put together into names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.taggers.name_words import JOIN, names
from policies.taggers.word_evidence import Belief, weighed


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


@given(
    st.text(alphabet="ab AB.'", max_size=40) | st.just("please ask mary hollis or Dr. Smith there")
)
def test_words_that_nothing_speaks_for_change_nothing(text: str) -> None:
    """Where the dull words are left out the others weigh what they weighed."""
    beliefs = [Belief(0, 5, 0.9, 0.0)] if text else []
    for whole, short in zip(
        weighed(text, beliefs), weighed(text, beliefs, dull=False), strict=True
    ):
        assert short.weight in (whole.weight, -9.0)
        assert short.weight == whole.weight or whole.weight < JOIN


def test_only_some_words_are_weighed() -> None:
    """They weigh what they weigh among all; the others weigh nothing."""
    text, beliefs = "please ask Mary Hollis there", [Belief(11, 15, 1.0, 0.0)]
    whole, some = weighed(text, beliefs), weighed(text, beliefs, only={11})
    assert [w.weight for w in some] == [-9.0, -9.0, whole[2].weight, -9.0, -9.0]


@pytest.mark.parametrize(
    ("less", "more"),
    [("接入Quo-Large模型", "接入Quo-Larth模型"), ("试驾宏光QUORVI后", "试驾宏光Quorvi后")],
)
def test_a_product_beside_han_is_weighed_lighter(less: str, more: str) -> None:
    """An everyday part of a hyphened word, and strange capitals at a Han character, are a product's."""
    weights = [
        min(w.weight for w in weighed(text, [Belief(2, len(text) - 2, 0.9, 0.0)]))
        for text in (less, more)
    ]
    assert weights[0] < weights[1] - 1
