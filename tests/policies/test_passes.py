"""One pass tells every pattern where it can match, for the text that the thread is at and for no other."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.automaton import Automaton, Expression
from policies.recognizers.leads import Lead, Shows
from policies.recognizers.located import Located
from policies.recognizers.passes import Pass, pass_of, passing

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


def test_what_is_refused_in_part_is_not_known() -> None:
    """A pattern of which one beginning cannot be looked for may begin anywhere."""
    leads = tuple(Lead(e, Shows.ENDS, 2, 2) for e in ("ab", r"(c)\1", "é王"))
    made = Automaton(Expression(8 + at, e.expression, e.shows) for at, e in enumerate(leads))
    assert made.refused == {9}
    assert Pass(made, "ab cc é王").begins(8, leads) is None
    assert Pass(made, "ab cc é王").begins(8, leads[:1]) == [(0, 1)]
    assert Pass(made, "ab cc é王").begins(10, leads[2:]) == [(6, 7)]


def test_what_is_found_out_about_a_text_is_kept_for_the_pass() -> None:
    """Where matches begin, and what others note: nothing of another text."""
    lead = (Lead("ab", Shows.ENDS, 2, 2),)
    first = Pass(Automaton([Expression(8, "ab", Shows.ENDS)]), "ab")
    assert first.begins(8, lead) is first.begins(8, lead) == [(0, 1)]
    first.notes["key"] = 1
    assert Pass(first.automaton, "x").notes == {}


def test_parts_of_a_long_expression_tell_all_places() -> None:
    """Also where a later part has the earlier places, and characters have several bytes."""
    longer = ["".join(c * at) for c in "abcdefghijklmnopqrst" for at in range(10, 60)]
    lead = Lead("|".join(f"(?:{word}é)" for word in longer), Shows.ENDS, 11, 60)
    made = Automaton([Expression(4, lead.expression, lead.shows)])
    text = f"{longer[-1]}é {longer[0]}é {longer[50]}é"
    begins = Pass(made, text).begins(4, (lead,))
    assert begins is not None
    for word in (longer[-1], longer[0], longer[50]):
        assert any(low <= text.index(f"{word}é") < high for low, high in begins)


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
