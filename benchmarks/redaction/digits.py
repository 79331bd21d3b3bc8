"""Check digits, written from the standards for the generators alone (`policies` has its own).

Each function takes the body of a number and gives what completes it.
"""

from __future__ import annotations

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VIN = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_TW_LETTER = dict(zip("ABCDEFGHJKLMNPQRSTUVXYWZIO", range(10, 36), strict=True))
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
_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_VERHOEFF_D = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_VERHOEFF_P = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def luhn(body: str) -> str:
    """ISO/IEC 7812: the last digit of a card number."""
    total = 0
    for at, char in enumerate(reversed(body)):
        digit = int(char) * (2 if at % 2 == 0 else 1)
        total += digit - 9 if digit > 9 else digit
    return str(-total % 10)


def resident_id(body: str) -> str:
    """GB 11643: the 18th character of a resident identity number."""
    total = sum(int(c) * w for c, w in zip(body, _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def uscc(body: str) -> str:
    """GB 32100: the 18th character of a unified social credit code."""
    total = sum(_USCC.index(c) * pow(3, at, 31) for at, c in enumerate(body))
    return _USCC[-total % 31]


def vin(number: str) -> str:
    """ISO 3779 with the North American check: the character at place nine of a 17-character number."""
    total = sum(
        (int(c) if c.isdigit() else _VIN[c]) * w for c, w in zip(number, _VIN_WEIGHTS, strict=True)
    )
    return "0123456789X"[total % 11]


def iban(country: str, account: str) -> str:
    """ISO 13616: the two check digits after the country."""
    moved = "".join(str(int(c, 36)) for c in account + country + "00")
    return f"{98 - int(moved) % 97:02d}"


def hong_kong_id(body: str) -> str:
    """The character in brackets after a letter and six digits."""
    values = [36, *(int(c, 36) for c in body)]
    total = sum(v * w for v, w in zip(values, range(9, 1, -1), strict=True))
    return "0123456789A"[-total % 11]


def taiwan_id(body: str) -> str:
    """The last digit after a letter and eight digits."""
    number = _TW_LETTER[body[0]]
    total = number // 10 + number % 10 * 9
    total += sum(int(c) * w for c, w in zip(body[1:], range(8, 0, -1), strict=True))
    return str(-total % 10)


def nhs(body: str) -> str | None:
    """The tenth digit of a UK health number; None when the nine digits have none."""
    check = -sum(int(c) * w for c, w in zip(body, range(10, 1, -1), strict=True)) % 11
    return None if check == 10 else str(check)


def spain_dni(number: int) -> str:
    """The letter of a Spanish identity number."""
    return _DNI[number % 23]


def brazil_cpf(body: str) -> str:
    """The two last digits of a Brazilian CPF."""
    done = body
    for size in (10, 11):
        total = sum(int(c) * w for c, w in zip(done, range(size, 1, -1), strict=True))
        done += str(total * 10 % 11 % 10)
    return done[-2:]


def verhoeff(body: str) -> str:
    """The twelfth digit of an Indian Aadhaar number."""
    check = 0
    for at, char in enumerate(reversed(f"{body}0")):
        check = int(_VERHOEFF_D[check][int(_VERHOEFF_P[at % 8][int(char)])])
    return "0432156789"[check]


def singapore_nric(prefix: str, body: str) -> str:
    """The letter after a prefix and seven digits."""
    total = sum(int(c) * w for c, w in zip(body, (2, 7, 6, 5, 4, 3, 2), strict=True))
    total += 4 if prefix in "TG" else 0
    letters = "JZIHGFEDCBA" if prefix in "ST" else "XWUTRQPNMLK"
    return letters[total % 11]


def france_nir(body: str) -> str:
    """The two key digits of a French social security number (13 digits)."""
    return f"{97 - int(body) % 97:02d}"


def mod11_weighted(body: str, weights: tuple[int, ...]) -> int:
    """The weighted sum modulo 11 (Australian TFN, Polish PESEL use their own weights)."""
    return sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11


def mod10_weighted(body: str, weights: tuple[int, ...]) -> int:
    """The weighted sum modulo 10; zero for an American bank's routing number with the weights 3, 7, 1."""
    return sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 10


def iso7064_11_10(body: str) -> str:
    """The last digit of a German tax number (ISO 7064 MOD 11, 10)."""
    product = 10
    for char in body:
        product = ((int(char) + product) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def codice(body: str) -> str:
    """The last letter of an Italian codice fiscale (15 characters)."""
    total = 0
    for at, char in enumerate(body):
        value = int(char) if char.isdigit() else ord(char) - 65
        total += _CODICE_ODD[value] if at % 2 == 0 else value
    return chr(65 + total % 26)


def curp(body: str) -> str:
    """The last digit of a Mexican CURP (17 characters)."""
    table = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    total = sum(table.index(c) * (18 - at) for at, c in enumerate(body))
    return str(-total % 10)


def korea_rrn(body: str) -> str:
    """The last digit of a Korean resident number (12 digits) given before October 2020."""
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    return str((11 - mod11_weighted(body, weights)) % 10)
