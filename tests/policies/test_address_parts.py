"""The parts after an address's first line."""

from __future__ import annotations

import pytest

from policies.recognizers.address_parts import tail


@pytest.mark.parametrize(
    ("rest", "parts", "coded"),
    [
        (", Springfield, IL 62704", 1, True),
        ("\nLake Kevin, ND 63904", 1, True),
        (", Apt 4B, Tulsa, OK", 2, False),
        (", Leeds LS1 4AP", 1, True),
        (", 10115 Berlin", 1, True),
        (" Suite 210", 1, False),
        (", Co. Dublin K67 X98A", 2, True),
    ],
)
def test_parts(rest: str, parts: int, coded: bool) -> None:
    """Units, towns, states and postcodes are taken to the end."""
    found = tail("12 Elm Street" + rest, 13)
    assert (found.end, found.coded) == (13 + len(rest), coded)
    assert found.parts >= parts


@pytest.mark.parametrize(
    "rest", [", thanks", ", Please call me", ". I am there", "\nThanks a lot", " - No", ", I'd like tea"]
)  # fmt: skip
def test_no_part(rest: str) -> None:
    """The next sentence is no part of the address."""
    assert tail("12 Elm Street" + rest, 13).end == 13


def test_lower_case_towns_need_a_code_or_a_state() -> None:
    """Without capitals only a town with its state or postcode is taken."""
    text = "12 elm street, tulsa, ok 74101"
    assert tail(text, 13, lower=True).end == len(text)
    assert tail("12 elm street, please hurry", 13, lower=True).end == 13
