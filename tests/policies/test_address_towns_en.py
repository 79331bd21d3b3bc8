"""Towns with their postcode: found by themselves, behind what leads to them, and what stays."""

from __future__ import annotations

import pytest

from policies import Detector

FOUND = [
    ("Deliver to Lake Davidberg, CA 90210 please", "Lake Davidberg, CA 90210"),
    ("Is San Diego, CA 92101 in your area?", "San Diego, CA 92101"),
    ("I'm in St. Louis MO 63101 right now", "St. Louis MO 63101"),
    ("Home: 1015 CJ Amsterdam", "1015 CJ Amsterdam"),
    ("It should go to 5236BX Rheeze.", "5236BX Rheeze"),
    ("The label says 30-002 Kraków", "30-002 Kraków"),
    ("my flat is in 211 45 Malmö now", "211 45 Malmö"),
    ("ship it to salt lake city, ut 84101", "salt lake city, ut 84101"),
    ("ship it to portland, or 97201", "portland, or 97201"),
    ("she moved to leeds ls1 9at", "leeds ls1 9at"),
    ("can you deliver to leeds ls1 4ap?", "leeds ls1 4ap"),
    ("the parcel was sent from stoke-on-trent, st1 5aa", "stoke-on-trent, st1 5aa"),
    ("寄到10115 Berlin就行", "10115 Berlin"),
    ("我现居1015 CJ Amsterdam", "1015 CJ Amsterdam"),
]
STAYS = [
    "Is my booking under PNR X7Y8Z9?",
    "is it from 1200 GB Storage to 3000 KW Motor",
    "ship it to me, or 97301 will call",
    "please confirm it to us, in 40000 cases it failed",
    "it is 10-500 Nokia, the price is 150 20 Euro",
    "in room b2 3rd floor, from a4 2nd to a5 5gb",
    "to 2024 VW Golf",
    "it happened in 40000 cases, my house in 83074 days",
    "go home or 12345 will call, at work in 90669 places",
    "从20000 Hz到30000 Hz，改成24000 MB套餐",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_found(text: str, value: str, fast: Detector) -> None:
    """The town with its code is one span, without what leads to it."""
    assert [(s.label, text[s.start : s.end]) for s in fast.scan(text)] == [("LOCATION", value)]


@pytest.mark.parametrize("text", STAYS)
def test_stays(text: str, fast: Detector) -> None:
    """Measures, codes of other kinds and prices are no towns."""
    assert [text[s.start : s.end] for s in fast.scan(text) if s.label == "LOCATION"] == []


@pytest.mark.parametrize("text", ["Aa, " * 3_000 + "CA 9021", "to a " * 3_000 + ", ca 9021"])
def test_a_long_text_of_towns_ends(text: str, fast: Detector) -> None:
    """What never comes to a code is read in time."""
    assert fast.scan(text) == []
