"""The Chinese tagger: batches change nothing."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from policies.taggers.lac import LacTagger


@pytest.fixture(scope="module")
def lac() -> LacTagger:
    return LacTagger()


def test_a_batch_gives_what_single_sentences_give(lac: LacTagger) -> None:
    """Batching changes nothing, whatever the lengths."""
    texts = [
        "订单由何浩然签收",
        "王芳住在杭州市西湖区文三路39号",
        "好的",
        "",
        "订单由周婉清签收",
        "由周婉清签收",
    ]
    assert lac.tag(texts) == [lac.tag([t])[0] for t in texts]
    assert lac.words(texts) == [lac.words([t])[0] for t in texts]


def test_names_are_found(lac: LacTagger) -> None:
    """A name without a cue, by the model alone."""
    text = "订单由何浩然签收"
    assert [(text[s.start : s.end], s.label) for s in lac.tag([text])[0]] == [("何浩然", "PERSON")]


def test_the_path_is_the_best_of_all(lac: LacTagger) -> None:
    """Leaving out tags that cannot win gives what Viterbi over all tags gives."""
    random = np.random.default_rng(7)
    transitions = lac._transitions
    for spread in (0.1, 0.5, 2.0):
        emissions = random.normal(0, spread, (4, 12, len(transitions))).astype(np.float32)
        paths = lac._paths(emissions.reshape(48, -1), [12] * 4)
        for row, path in zip(emissions, paths, strict=True):
            best = row[0]
            for emission in row[1:]:
                best = (best[:, None] + transitions).max(axis=0) + emission
            steps = transitions[path[:-1], path[1:]].sum()
            total = row[np.arange(12), path].sum() + steps
            assert total == pytest.approx(float(best.max()), abs=1e-3)


def test_words_lie_side_by_side(lac: LacTagger) -> None:
    """Every character is in one word, in order, however many sentences are read together."""
    texts = ["订单由何浩然签收" * 30, "好", "ok 谢谢", "王芳住在杭州市西湖区文三路39号"] * 12
    for text, words in zip(texts, lac.words(texts), strict=True):
        assert [words[0].start, words[-1].end] == [0, len(text)]
        assert all(a.end == b.start for a, b in itertools.pairwise(words))
