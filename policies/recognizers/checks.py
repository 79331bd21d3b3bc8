"""Checksums and plausibility tests, as pure functions of a value. They know no pattern and no score."""

from __future__ import annotations

import re

from policies.recognizers.words import words

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# First two digits of the division code: provinces, Hong Kong, Macau, Taiwan.
_REGIONS = frozenset(
    words(
        """
    11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64
    65 71 81 82 83
    """
    )
)
_NOT_DIGIT = re.compile("[^0-9]")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def digits(value: str) -> str:
    """The digits of a value, separators dropped."""
    return value if value.isdecimal() and value.isascii() else _NOT_DIGIT.sub("", value)


def luhn(value: str) -> bool:
    """Whether the digits pass the Luhn test of bank cards."""
    total = 0
    for at, char in enumerate(reversed(digits(value))):
        number = int(char) * (1 + at % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def resident_id(value: str) -> bool:
    """Whether an 18-character resident ID has its ISO 7064 MOD 11-2 check character."""
    plain = re.sub(r"[^0-9Xx]", "", value).upper()
    if len(plain) != 18 or not plain[:17].isdigit():
        return False
    total = sum(int(c) * w for c, w in zip(plain, _ID_WEIGHTS, strict=False))
    return _ID_CHECK[total % 11] == plain[17]


def plausible_resident_id(value: str) -> bool:
    """Whether region and birthday of a 15- or 18-character resident ID can exist."""
    plain = re.sub(r"[^0-9Xx]", "", value)
    birthday = plain[6:14] if len(plain) == 18 else "19" + plain[6:12]
    return plain[:2] in _REGIONS and plausible_date(birthday)


def plausible_date(yyyymmdd: str) -> bool:
    """Whether eight digits are a day between 1900 and 2100."""
    year, month, day = int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:8])
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def social_credit_code(value: str) -> bool:
    """Whether an 18-character unified social credit code has its GB 32100 check character."""
    plain = value.upper()
    if len(plain) != 18 or any(c not in _USCC for c in plain):
        return False
    total = sum(_USCC.index(c) * pow(3, at, 31) for at, c in enumerate(plain[:17]))
    return _USCC[(31 - total % 31) % 31] == plain[17]


def iban(value: str) -> bool:
    """Whether an IBAN passes the MOD 97-10 test."""
    plain = re.sub(r"[^0-9A-Za-z]", "", value).upper()
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def ipv4(value: str) -> bool:
    """Whether four numbers are each at most 255."""
    return all(int(part) <= 255 for part in value.split("."))
