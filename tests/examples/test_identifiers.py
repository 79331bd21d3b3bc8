"""Made-up numbers carry the check digits of real ones."""

from __future__ import annotations

import random
import re

import pytest

from examples import identifiers


@pytest.mark.parametrize("number", ["4111 1111 1111 1111", "5500005555555559", "6200000000000005"])
def test_known_cards_pass_luhn(number: str) -> None:
    """Published test cards pass, and with their last digit changed they fail."""
    assert identifiers.passes_luhn(number)
    assert not identifiers.passes_luhn(number[:-1] + str((int(number[-1]) + 1) % 10))


@pytest.mark.parametrize(
    ("digits", "check"), [("11010519491231002", "X"), ("44052418800101001", "4")]
)
def test_known_resident_ids(digits: str, check: str) -> None:
    """The examples of the standard's text come out as printed there."""
    assert identifiers.resident_check(digits) == check


def test_made_numbers_have_their_form() -> None:
    """Every made number has the form and the check of its kind."""
    draw = random.Random(1)
    for _ in range(200):
        assert identifiers.passes_luhn(identifiers.card(draw, blanks=True))
        assert re.fullmatch(r"\d{16}", identifiers.card(draw, blanks=False))
        made = identifiers.resident_id(draw, ("310115",))
        assert identifiers.resident_check(made[:17]) == made[17]
        assert re.fullmatch(r"1[3589]\d{9}|176\d{8}", identifiers.mobile_cn(draw))
        assert re.fullmatch(r"\(202\) 555-01\d\d", identifiers.mobile_us(draw, ("202",)))
        assert re.fullmatch(r"ORD-\d{8}", identifiers.order_number(draw))
