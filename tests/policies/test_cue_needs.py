"""A cue's cheap test is implied by the cue."""

from __future__ import annotations

import re2
import regex
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.catalogue import pattern_recognizers
from policies.recognizers.cue_needs import needed
from policies.recognizers.cued import CuedRecognizer, spelled, whole_word

CUES = [
    spelled(cue.words)
    for r in pattern_recognizers()
    if isinstance(r, CuedRecognizer)
    for cue in r.cues
]


PIECE = st.sampled_from(
    ["", " ", "_", "my", "é", "s", "'s", "number", "Id", "X", "x", "1", "电", "."]
)


@given(st.sampled_from(CUES), st.data())
def test_a_whole_cue_has_what_it_needs(words: str, data: st.DataObject) -> None:
    """Every cue that counts as a whole word is seen by the test that is asked first."""
    body = data.draw(st.from_regex(f"(?i:{words})", fullmatch=True))
    text = data.draw(PIECE) + body + data.draw(PIECE)
    found = regex.finditer(words, text, regex.IGNORECASE)
    if any(whole_word(text, m.start(), m.end()) for m in found if m[0]):
        assert re2.search(needed(words), text) is not None, text
