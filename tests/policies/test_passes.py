"""One pass tells every pattern where it can match, for the text that the thread is at and for no other."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.automaton import Automaton
from policies.recognizers.located import Located
from policies.recognizers.passes import pass_of, passing

PATTERNS = [
    Located(r"(?<!\d)\d{3}(?!\d)"),
    Located(r"a+b(?=c)"),
    Located(r"(?:ab|abcdefghijk)(?<=b|k)"),
    Located(r"[^\d]{2,}+\d"),
    Located(r"(?i)é[bc]?|王+b"),
]
AUTOMATON = Automaton(e for p in PATTERNS for e in p.expressions())
TEXTS = st.text("ab1c2é王É", max_size=120)


@given(TEXTS)
def test_patterns_find_what_regex_finds(text: str) -> None:
    """In texts of one and of several bytes a character."""
    with passing(AUTOMATON, text):
        for pattern in PATTERNS:
            for overlapped in (False, True):
                ours = [m.span() for m in pattern.finditer(text, overlapped=overlapped)]
                theirs = [m.span() for m in pattern.regex.finditer(text, overlapped=overlapped)]
                assert ours == theirs, pattern.pattern


@given(st.lists(st.sampled_from(["aab", "123", "abcdefghijk", "é", "王b", "x" * 70]), max_size=6))
def test_another_form_of_the_text_has_a_pass_too(pieces: list[str]) -> None:
    """As long in characters, not in bytes: Traditional characters as Simplified ones."""
    text = "".join(pieces)
    other = text.replace("é", "e").replace("x", "王")
    with passing(AUTOMATON, text):
        for form in (other, text, other + " "):
            for pattern in PATTERNS:
                ours = [m.span() for m in pattern.finditer(form)]
                assert ours == [m.span() for m in pattern.regex.finditer(form)]


@pytest.mark.parametrize("pattern", [PATTERNS[0], PATTERNS[1]])
def test_too_many_beginnings_are_no_knowledge(pattern: Located) -> None:
    """The pattern is read the ordinary way then."""
    text = "123 " * 90 + "12" + "ab" * 90 + "abc"
    with passing(AUTOMATON, text) as made:
        assert made.begins(pattern.number, pattern.leads) is None
        found = [m.span() for m in pattern.finditer(text)]
    assert found == [m.span() for m in pattern.regex.finditer(text)]


def test_a_pass_holds_within_its_block_and_thread() -> None:
    """Inner passes do not outlive theirs, and another thread has none."""
    seen: list[object] = []
    with passing(AUTOMATON, "ab") as outer:
        with passing(AUTOMATON, "cd") as inner:
            assert pass_of("cd") is inner
            assert pass_of("ab") is None
        assert pass_of("ab") is outer
        thread = threading.Thread(target=lambda: seen.append(pass_of("ab")))
        thread.start()
        thread.join()
    assert pass_of("ab") is None
    assert seen == [None]
