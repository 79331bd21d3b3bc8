"""Numbers spoken in English are read as digits, in the groups in which they were said."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from policies import Detector
from policies.readings.spoken import SpelledDigits

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def shown(text: str) -> list[str]:
    return [r.text[r.low : r.high] for r in SpelledDigits().readings(text)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("four one five, double five five, oh one three two", "415-555-0132"),
        ("four one double five double five oh one three two", "415-555-0132"),
        ("one eight hundred five five five one two one two", "1-800-555-1212"),
        ("four fifteen, five fifty-five, oh one thirty two", "415-555-0132"),
        ("triple five, oh one three two", "555-0132"),
        ("one two nine ... four five ... six seven eight nine", "129-45-6789"),
        ("three one two, um, four five, then six seven eight oh", "312-45-6780"),
        ("plus four four seven seven double oh", "+447700"),
        ("Six-two-two-two-oh-two", "622202"),
    ],
)
def test_words_are_digits(text: str, read: str) -> None:
    """With what speakers say between them."""
    assert read in shown(f"it is {text} ok")
    assert re2.search(SpelledDigits.needs, text)


@pytest.mark.parametrize(
    "text",
    [
        "one two three testing", "one, two, three, four, five", "ten nine eight seven six five",
        "five hundred and twenty two dollars", "1 3 8 0 0 1 3 8", "two to three, one or two", "someone two three four",
    ],
)  # fmt: skip
def test_counts_and_amounts_are_no_number(text: str) -> None:
    """Nor are digits that are no words."""
    assert shown(text) == []


@given(st.lists(st.sampled_from(WORDS), min_size=4, max_size=30), st.sampled_from([" ", ", ", "-"]))
def test_any_run_is_read_whole(said: list[str], joint: str) -> None:
    """Each word is one digit, and the places are those of the words."""
    text = f"x {joint.join(said)} y"
    for read in SpelledDigits().readings(text):
        digits = "".join(filter(str.isdigit, read.text[read.low : read.high]))
        assert digits == "".join(str(WORDS.index(w)) for w in said)
        assert read.place(read.low, read.high) == (2, len(text) - 2)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("My number is {}.", "PHONE_NUMBER"),
        ("call {} please", "PHONE_NUMBER"),
    ],
)
def test_a_spoken_telephone_is_found_whole(text: str, label: str, fast: Detector) -> None:
    """Also where a `double` stands over the end of a group."""
    said = "two one double four double six one oh five seven"
    (span,) = fast.scan(text.format(said))
    assert (span.start, span.end - span.start) == (text.index("{"), len(said))
    assert span.label == label
