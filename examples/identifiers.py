"""Made-up numbers that look right: bank cards, Chinese resident IDs, phone numbers, orders.

Deterministic by the generator that is handed in. None belongs to anybody on purpose: mobiles are in
ranges kept for fiction where there are any, e-mail domains are reserved ones.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
MOBILE_PREFIXES = ("138", "139", "150", "158", "176", "186", "188", "199")
MAIL_DOMAINS = ("example.com", "example.org", "example.net")


def luhn_digit(digits: str) -> str:
    """The digit that makes a card number pass the Luhn check."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def passes_luhn(number: str) -> bool:
    """Whether the digits of a number (blanks left out) pass the Luhn check."""
    digits = number.replace(" ", "")
    return digits.isdigit() and luhn_digit(digits[:-1]) == digits[-1]


def resident_check(digits: str) -> str:
    """The check character of a resident ID's first 17 digits (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, ID_WEIGHTS, strict=True))
    return ID_CHECKS[total % 11]


def card(draw: random.Random, *, blanks: bool) -> str:
    """A 16-digit card number that passes Luhn, in groups of four or in one piece."""
    digits = draw.choice(("4", "51", "55", "62"))
    digits += _digits(draw, 15 - len(digits))
    digits += luhn_digit(digits)
    return " ".join(digits[i : i + 4] for i in range(0, 16, 4)) if blanks else digits


def resident_id(draw: random.Random, areas: Sequence[str]) -> str:
    """An 18-character Chinese resident ID of an adult with the right check character."""
    born = dt.date(1955, 1, 1) + dt.timedelta(days=draw.randrange(18_000))
    digits = draw.choice(areas) + born.strftime("%Y%m%d") + _digits(draw, 3)
    return digits + resident_check(digits)


def mobile_cn(draw: random.Random) -> str:
    """An 11-digit mainland mobile number."""
    return draw.choice(MOBILE_PREFIXES) + _digits(draw, 8)


def mobile_us(draw: random.Random, area_codes: Sequence[str]) -> str:
    """A North American number in the range that is kept for fiction (555-0100 to 555-0199)."""
    return f"({draw.choice(area_codes)}) 555-01{_digits(draw, 2)}"


def order_number(draw: random.Random) -> str:
    """An order number: three letters, a hyphen and eight digits."""
    return "ORD-" + _digits(draw, 8)


def _digits(draw: random.Random, count: int) -> str:
    return "".join(draw.choice("0123456789") for _ in range(count))
