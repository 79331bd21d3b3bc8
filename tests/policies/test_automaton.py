"""Hyperscan finds what is looked for, for each thread, and never says less than there is."""

from __future__ import annotations

import threading

import hyperscan
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.recognizers.automaton import Automaton, Expression, automaton, most
from policies.recognizers.leads import Shows
from sottovoce.errors import PrivacyUnavailable

SMALL = Automaton(
    [
        Expression(3, "a+b", Shows.ENDS),
        Expression(5, "[0-9]{3}", Shows.ENDS),
        Expression(7, "é|王", Shows.ANYWHERE),
    ]
)


def test_events_are_what_was_asked_for() -> None:
    """All ends, or that there is one."""
    found = SMALL.events("xaab 1234 王é王".encode())
    assert found == {3: [4], 5: [8, 9], 7: [13]}
    assert SMALL.events(b"") == {}


def test_events_of_one_number_are_bounded() -> None:
    """Their number shows that there are more."""
    data = b"1" * 5_000
    assert len(SMALL.events(data)[5]) == most(len(data)) < 500


def test_each_thread_has_room_of_its_own() -> None:
    """Many threads at once get what one gets."""
    data = ("xaab 1234 é " * 400).encode()
    expected = SMALL.events(data)
    wrong: list[object] = []

    def scan() -> None:
        for _ in range(40):
            found = SMALL.events(data)
            if found != expected:
                wrong.append(found)

    threads = [threading.Thread(target=scan) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_cannot_be_taken_is_known() -> None:
    """Back references are none of an automaton's; the others are looked for all the same."""
    made = Automaton([Expression(1, r"(a)\1", Shows.ANYWHERE), Expression(2, "b", Shows.ANYWHERE)])
    assert made.refused == {1}
    assert made.events(b"aab") == {2: [3]}
    assert made.knows(2)
    assert not made.knows(1)


@pytest.mark.parametrize("wide", ["|".join(f"王{c}x" for c in map(chr, range(0x4E00, 0x5300))), ""])
def test_long_expressions_are_taken(wide: str) -> None:
    """In parts, or with wider classes."""
    every = "".join(map(chr, range(0x4E00, 0x5800, 2)))
    made = Automaton([Expression(1, wide or f"王[{every}][{every}]x", Shows.ANYWHERE)])
    assert made.refused == frozenset()
    assert made.events(f"王丂{'' if wide else '丄'}x".encode()) or not wide
    assert 1 in made.events(f"王一{'' if wide else '丄'}x".encode())
    assert made.events("x王".encode()) == {}


def test_a_failure_is_said() -> None:
    """Two scans with one room fail, and that is no empty answer."""
    made = Automaton([Expression(1, "a", Shows.ANYWHERE)])
    made.events(b"a")

    class Broken:
        def scan(self, *asked: object) -> None:
            raise hyperscan.ScratchInUseError

    made._databases = [Broken() for _ in made._databases]  # type: ignore[misc]
    with pytest.raises(PrivacyUnavailable):
        made.events(b"a")


def test_one_automaton_for_all_who_ask_the_same() -> None:
    """It takes seconds to compile."""
    asked = (Expression(1, "abc", Shows.ENDS),)
    assert automaton(asked) is automaton(asked)


CASELESS = Automaton(
    Expression(ord(c), f"(?i:{c})", Shows.ANYWHERE) for c in "abcdefghijklmnopqrstuvwxyz"
)


@settings(max_examples=300)
@given(st.characters(exclude_categories=["Cs"]))
def test_no_character_is_another_case_of_a_letter_unseen(char: str) -> None:
    """What `regex` takes for a letter in another case, long s and the sign of Kelvin too, is found."""
    _cases(char)


@pytest.mark.parametrize("char", ["\u017f", "\u212a", "K", "S"])
def test_the_odd_cases_of_letters(char: str) -> None:
    """Those that Unicode knows."""
    _cases(char)


def _cases(char: str) -> None:
    if char in "İı":
        return  # cases of i for `regex` and for Turkish alone; a view has i
    found = CASELESS.events(char.encode())
    for letter in "abcdefghijklmnopqrstuvwxyz":
        if regex.fullmatch(letter, char, regex.IGNORECASE):
            assert ord(letter) in found
