"""The Chinese tagger: batches change nothing."""

from __future__ import annotations

import pytest

from policies.taggers.lac import LacTagger


@pytest.fixture(scope="module")
def lac() -> LacTagger:
    return LacTagger()


def test_a_batch_gives_what_single_sentences_give(lac: LacTagger) -> None:
    """Batching changes nothing, whatever the lengths."""
    texts = ["订单由何浩然签收", "王芳住在杭州市西湖区文三路39号", "好的", "", "订单由周婉清签收"]
    assert lac.tag(texts) == [lac.tag([t])[0] for t in texts]


def test_names_are_found(lac: LacTagger) -> None:
    """A name without a cue, by the model alone."""
    text = "订单由何浩然签收"
    assert [(text[s.start : s.end], s.label) for s in lac.tag([text])[0]] == [("何浩然", "PERSON")]
