"""The Latin part of a sentence: Han runs become marks, and every character knows its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policies.taggers.latin import latin_part


@given(st.text(alphabet="ab \u00e9,。退款ＡＢ\ud83d", max_size=40))
def test_places_are_the_sentences(sentence: str) -> None:
    """What was kept stands at its place, in order; nothing Han is left."""
    text, places = latin_part(sentence)
    if places is None:
        assert text == sentence
        return
    assert len(text) == len(places)
    assert places == sorted(places)
    assert all(text[n] == sentence[at] or text[n] in ", " for n, at in enumerate(places))
    assert not set(text) & set("退款。")


def test_a_sentence_without_han_is_left_as_it_is() -> None:
    """Also where it is not ASCII."""
    assert latin_part("ask René") == ("ask René", None)


def test_each_run_is_one_mark() -> None:
    """However long it is; full-width letters are no Han."""
    assert latin_part("麻烦转告Ann Lee，谢谢") == (", Ann Lee, ", [0, 3, *range(4, 11), 11, 13])
