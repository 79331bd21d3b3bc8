"""Checksums of national numbers outside mainland China, as pure functions of a value.

Each names its source. They know no pattern and no score; whatever is no number of theirs is false.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policies.recognizers.checks import digits

_VERHOEFF = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_PERMUTED = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip
_TAIWAN = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_CODICE_ODD = (
    1,
    0,
    5,
    7,
    9,
    13,
    15,
    17,
    19,
    21,
    2,
    4,
    18,
    20,
    11,
    3,
    6,
    8,
    12,
    14,
    16,
    10,
    22,
    25,
    24,
    23,
)


def weighted(value: str, weights: Sequence[int], modulus: int) -> int:
    """The weighted sum of the first digits of a value, modulo a number."""
    return sum(int(c) * w for c, w in zip(value, weights, strict=False)) % modulus


def verhoeff(value: str) -> bool:
    """Aadhaar's check digit (Verhoeff 1969)."""
    check = 0
    for at, char in enumerate(reversed(digits(value))):
        check = int(_VERHOEFF[check][int(_PERMUTED[at % 8][int(char)])])
    return check == 0


def nhs(value: str) -> bool:
    """The NHS number's modulo 11 check digit (NHS Data Dictionary)."""
    plain = digits(value)
    if len(plain) != 10:
        return False
    return (11 - weighted(plain, range(10, 1, -1), 11)) % 11 == int(plain[9])


def tax_file_number(value: str) -> bool:
    """Australia's tax file number: weights 1 4 3 7 5 8 6 9 10, modulo 11."""
    plain = digits(value)
    return len(plain) == 9 and weighted(plain, (1, 4, 3, 7, 5, 8, 6, 9, 10), 11) == 0


def aba(value: str) -> bool:
    """The check digit of US routing numbers (ABA): 3 7 1, modulo 10."""
    plain = digits(value)
    return len(plain) == 9 and weighted(plain, (3, 7, 1) * 3, 10) == 0


def cpf(value: str) -> bool:
    """Both check digits of Brazil's CPF (Receita Federal)."""
    plain = digits(value)
    if len(plain) != 11:
        return False
    first = weighted(plain, range(10, 1, -1), 11)
    second = weighted(plain, range(11, 1, -1), 11)
    return [0 if r < 2 else 11 - r for r in (first, second)] == [int(plain[9]), int(plain[10])]


def spanish_letter(value: str) -> bool:
    """The letter of a Spanish DNI or NIE (Real Decreto 1553/2005)."""
    plain = re.sub(r"[^0-9A-Z]", "", value.upper())
    number = plain[:-1].translate(str.maketrans("XYZ", "012"))
    return number.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == plain[-1]


def codice_fiscale(value: str) -> bool:
    """The last letter of Italy's codice fiscale (DM 12/03/1974)."""
    plain = value.upper()
    if not re.fullmatch(r"[0-9A-Z]{15}[A-Z]", plain):
        return False
    places = [int(c) if c.isdigit() else ord(c) - 65 for c in plain[:15]]
    total = sum(_CODICE_ODD[p] if at % 2 == 0 else p for at, p in enumerate(places))
    return total % 26 == ord(plain[15]) - 65


def pesel(value: str) -> bool:
    """Poland's PESEL: weights 1 3 7 9, modulo 10."""
    plain = digits(value)
    if len(plain) != 11:
        return False
    return (10 - weighted(plain[:10], (1, 3, 7, 9) * 3, 10)) % 10 == int(plain[10])


def french_key(value: str) -> bool:
    """The two-digit key of France's NIR: 97 minus the number modulo 97."""
    plain = re.sub(r"[^0-9AB]", "", value.upper()).replace("2A", "19", 1).replace("2B", "18", 1)
    return len(plain) == 15 and plain.isdigit() and 97 - int(plain[:13]) % 97 == int(plain[13:])


def steuer_id(value: str) -> bool:
    """Germany's tax identification number (ISO 7064 MOD 11,10)."""
    plain = digits(value)
    if len(plain) != 11 or plain[0] == "0":
        return False
    product = 10
    for char in plain[:10]:
        product = ((int(char) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(plain[10])


def hong_kong(value: str) -> bool:
    """The check digit in brackets of a Hong Kong identity card: modulo 11."""
    plain = re.sub(r"[^0-9A-Z]", "", value.upper())
    if not re.fullmatch(r"[A-Z]{1,2}\d{6}[0-9A]", plain):
        return False
    head = plain[:-1].rjust(8)
    places = [36 if c == " " else int(c, 36) for c in head]
    total = sum(p * w for p, w in zip(places, range(9, 1, -1), strict=True))
    return (total + int(plain[-1], 11)) % 11 == 0


def taiwan(value: str) -> bool:
    """The check digit of a Taiwanese identity number, and of a resident's of the form of 2021."""
    plain = value.upper()
    if not re.fullmatch(r"[A-Z][1289]\d{8}", plain):
        return False
    region = _TAIWAN.index(plain[0]) + 10
    total = region // 10 + region % 10 * 9 + weighted(plain[1:9], range(8, 0, -1), 1000)
    return (total + int(plain[9])) % 10 == 0


def vin(value: str) -> bool:
    """The ninth character of a vehicle identification number (49 CFR 565, also GB 16735)."""
    plain = value.upper()
    if not re.fullmatch(r"[0-9A-HJ-NPR-Z]{17}", plain):
        return False
    places = [int(c) if c.isdigit() else _VIN_VALUES[c] for c in plain]
    rest = sum(p * w for p, w in zip(places, _VIN_WEIGHTS, strict=True)) % 11
    return plain[8] == "0123456789X"[rest]
