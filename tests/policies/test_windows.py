"""Windows: every place lies in one, they are disjoint, and short sentences are read whole."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from policies.taggers.windows import windows

WORDS = st.lists(st.text(alphabet="abc.,", min_size=1, max_size=9), min_size=1, max_size=60)


@given(WORDS, st.data())
def test_every_place_lies_in_a_window(words: list[str], data: st.DataObject) -> None:
    """With what stands around it, up to six words."""
    sentence = " ".join(words)
    spans = [m.span() for m in re.finditer(r"\S+", sentence)]
    places = sorted(data.draw(st.lists(st.sampled_from(spans), min_size=1, max_size=4)))
    found = list(windows(sentence, places))
    for start, end in places:
        (window,) = [(a, z) for a, z in found if a <= start and end <= z]
        at = spans.index((start, end))
        assert window[0] <= spans[max(0, at - 6)][0]
        assert window[1] >= spans[min(len(spans) - 1, at + 6)][1]
    assert all(a[1] < b[0] for a, b in itertools.pairwise(found))


def test_a_short_sentence_is_read_whole() -> None:
    """Cutting it would save nothing."""
    assert list(windows("please tell Margaret", [(12, 20)])) == [(0, 20)]


def test_a_long_one_around_its_name_only() -> None:
    """Two names far from each other are two parts."""
    sentence = " ".join(["word"] * 30 + ["Margaret"] + ["word"] * 30 + ["Quentin"] + ["word"] * 8)
    places = [m.span() for m in re.finditer(r"Margaret|Quentin", sentence)]
    parts = [sentence[a:z].split() for a, z in windows(sentence, places)]
    assert [len(p) for p in parts] == [13, 15]
    assert [p[6] for p in parts] == ["Margaret", "Quentin"]


def test_a_place_without_spaces() -> None:
    """One long word, as between Han characters, is one part."""
    text = "字" * 120 + "Margaret" + "字" * 60
    assert list(windows(text, [(120, 128)])) == [(0, 188)]
