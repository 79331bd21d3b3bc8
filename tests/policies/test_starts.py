"""Matches at known places are those of a whole reading, with the pass over the text and without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.automaton import Automaton
from policies.recognizers.located import Located, Stretches
from policies.recognizers.passes import passing
from policies.recognizers.starts import begins, matches_at, may_match, word_starts

WORDS = Located(r"(?<![A-Za-z])(?i:call me|name is|room) ")
NUMBER = Located(r"(?<!\d)\d+ rooms?")
TEXTS = st.text(alphabet="callmeroisn CALL12é \n", max_size=80)


@pytest.fixture(scope="module")
def looked() -> Automaton:
    return Automaton([*WORDS.expressions(), *NUMBER.expressions()])


def test_without_a_pass_nothing_is_known_of_the_beginnings() -> None:
    assert begins(WORDS, "call me ") is None
    assert may_match(WORDS, "nothing")


def test_a_pass_tells_whether_a_text_may_have_a_match(looked: Automaton) -> None:
    with passing(looked, "please call me now"):
        assert may_match(WORDS, "please call me now")
    with passing(looked, "nothing at all"):
        assert not may_match(WORDS, "nothing at all")


@given(text=TEXTS)
def test_words_begin_where_the_pattern_does(looked: Automaton, text: str) -> None:
    every = [m.start() for m in WORDS.regex.finditer(text, overlapped=True)]
    assert [at for at in word_starts(WORDS, text) if WORDS.match(text, at)] == every
    with passing(looked, text):
        assert [at for at in word_starts(WORDS, text) if WORDS.match(text, at)] == every


@given(text=TEXTS)
def test_all_places_give_all_matches(looked: Automaton, text: str) -> None:
    every = [m.span() for m in NUMBER.regex.finditer(text)]
    with passing(looked, text):
        assert [m.span() for m in matches_at(NUMBER, text, range(len(text)))] == every
    assert [m.span() for m in matches_at(NUMBER, text, range(len(text)))] == every


def test_only_given_places_are_tried_and_none_within_what_was_seen() -> None:
    text = "1 room 2 rooms 3 rooms"
    assert [m[0] for m in matches_at(NUMBER, text, [0, 15])] == ["1 room", "3 rooms"]
    seen = Stretches()
    seen.add([(0, 6)])
    assert [m[0] for m in matches_at(NUMBER, text, [0, 7, 15], seen)] == ["2 rooms", "3 rooms"]


def test_no_match_begins_within_another() -> None:
    pairs = Located(r"\d \d")
    assert [m.span() for m in matches_at(pairs, "1 2 3 4", [0, 2, 4])] == [(0, 3), (4, 7)]
