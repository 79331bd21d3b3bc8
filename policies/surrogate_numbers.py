"""Made-up numbers in the form of a given one: separators, length, prefix and check digits are kept.

Ranges that belong to nobody are used where they exist: 555-01xx (NANPA), Ofcom's numbers for drama, the
documentation networks of RFC 5737 and RFC 3849. Elsewhere a number has the right form and may be
somebody's. Knows no text.
"""

from __future__ import annotations

import random
import re
import string
import unicodedata
from datetime import date as Date  # noqa: N812 - `date` is the maker of this module
from datetime import timedelta

from policies.recognizers.checks import luhn
from policies.recognizers.words import words

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_REGIONS = (
    "110101",
    "310104",
    "330106",
    "320102",
    "440305",
    "510107",
    "420106",
    "610113",
    "370102",
)
_PLATES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_MONTHS = words(
    "January February March April May June July August September October November December"
)
_MONTH = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*")


def same_form(surface: str, draw: random.Random) -> str | None:
    """Digits for digits and letters for letters; a prefix of letters stays. None without four digits."""
    if sum(c.isdigit() for c in surface) < 4:
        return None
    prefix = re.match(r"[A-Za-z]{1,3}(?=[0-9 -])", surface)
    at = prefix.end() if prefix else 0
    return surface[:at] + "".join(_like(char, draw) for char in surface[at:])


def phone(surface: str, draw: random.Random) -> str | None:
    """A telephone number with the same prefix form and separators."""
    digits = _digits(surface)
    if len(digits) < 7:
        return None
    return _fill(surface, _phone_digits(surface, digits, draw))


def card(surface: str, draw: random.Random) -> str | None:
    """A bank card number of the same issuer with a right check digit (Luhn)."""
    digits = _digits(surface)
    if len(digits) < 12:
        return None
    body = digits[:6] + _random(len(digits) - 7, draw)
    last = next(d for d in string.digits if luhn(body + d))
    return _fill(surface, body + last)


def iban(surface: str, draw: random.Random) -> str | None:
    """An account number of the same country with right check digits (ISO 13616)."""
    signs = re.sub(r"[^0-9A-Za-z]", "", surface).upper()
    if len(signs) < 15 or not signs[:2].isalpha():
        return None
    rest = "".join(_like(c, draw) for c in signs[4:])
    moved = f"{rest}{signs[:2]}00"
    check = 98 - int("".join(str(int(c, 36)) for c in moved)) % 97
    return _fill(surface, f"{signs[:2]}{check:02d}{rest}", alnum=True)


def resident_id(surface: str, draw: random.Random) -> str | None:
    """A resident identity number: another district, another birthday, same sex, right check (ISO 7064)."""
    signs = re.sub(r"[^0-9Xx]", "", unicodedata.normalize("NFKC", surface)).upper()
    if len(signs) not in (15, 18):
        return None
    born = (Date(1955, 1, 1) + timedelta(days=draw.randrange(365 * 48))).strftime("%Y%m%d")
    sex = int(signs[16 if len(signs) == 18 else 14])
    order = f"{draw.randrange(10, 99)}{draw.randrange(5) * 2 + sex % 2}"
    body = draw.choice(_REGIONS) + born + order
    if len(signs) == 15:
        return _fill(surface, body[:6] + body[8:])
    total = sum(int(c) * w for c, w in zip(body, _ID_WEIGHTS, strict=True))
    return _fill(surface, body + "10X98765432"[total % 11], alnum=True)


def credit_code(surface: str, draw: random.Random) -> str | None:
    """A unified social credit code of the same kind with a right check character (GB 32100)."""
    if len(surface) != 18 or not surface.isascii():
        return None
    body = surface[:2].upper() + _random(15, draw)
    total = sum(_USCC.index(c) * pow(3, at, 31) for at, c in enumerate(body) if c in _USCC)
    return body + _USCC[(31 - total % 31) % 31]


def plate(surface: str, draw: random.Random) -> str | None:
    """A licence plate of another place and office, same form."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    made = "".join(
        draw.choice(letters) if c.isascii() and c.isalpha() else _like(c, draw) for c in surface[1:]
    )
    return draw.choice(_PLATES) + made if surface[:1] in _PLATES else None


def date(surface: str, draw: random.Random) -> str | None:
    """A date in the same form, some years away."""
    groups = re.findall(r"[0-9]+", surface)
    if not groups or not any(len(g) in (4, 6, 8) for g in groups):
        return None
    made = {
        8: f"{draw.randrange(1950, 2005)}{draw.randrange(1, 13):02d}{draw.randrange(1, 29):02d}"
    }
    made[6] = made[8][2:]

    def group(match: re.Match[str]) -> str:
        size = len(match[0])
        if size in made:
            return made[size]
        if size == 4:
            return str(draw.randrange(1950, 2005))
        low = 10 if size == 2 and match[0][0] != "0" else 1
        return f"{draw.randrange(low, 13 if size == 2 else 10):0{size}d}"

    def month(match: re.Match[str]) -> str:
        name = draw.choice(_MONTHS)
        name = name[:3] if len(match[0]) == 3 else name
        return name if match[0][0].isupper() else name.lower()

    return _MONTH.sub(month, re.sub(r"[0-9]+", group, surface))


def ip(surface: str, draw: random.Random) -> str | None:
    """An address of the networks that are reserved for documentation."""
    if ":" in surface:
        return "2001:db8::" + ":".join(f"{draw.randrange(1, 65536):x}" for _ in range(3))
    return f"{draw.choice(('192.0.2', '198.51.100', '203.0.113'))}.{draw.randrange(1, 255)}"


def mac(surface: str, draw: random.Random) -> str | None:
    """A network card's address that no maker owns (locally administered)."""
    signs = "02" + "".join(draw.choice("0123456789abcdef") for _ in range(10))
    return _fill(surface, signs.upper() if surface.upper() == surface else signs, alnum=True)


def _phone_digits(surface: str, digits: str, draw: random.Random) -> str:
    """The new digits, as many as there were."""
    if re.fullmatch(r"(?:0{0,2}86)?1[3-9][0-9]{9}", digits):
        return digits[:-8] + _random(8, draw)
    if re.fullmatch(r"(?:44|0|0044)7[0-9]{9}", digits):
        return f"{digits[:-10]}7700900{_random(3, draw)}"
    chinese = re.match(r"0(?:10|2[0-9])(?:-|[0-9]{8}$)", surface)
    if re.fullmatch(r"(?:44|0|0044)[12][0-9]{9}", digits) and not chinese:
        return f"{digits[:-10]}2079460{_random(3, draw)}"
    american = re.fullmatch(r"(?:00)?1?([2-9][0-9]{2})[2-9][0-9]{6}", digits)
    if american and not surface.lstrip().startswith(("+8", "+6", "+9", "0")):
        area = draw.choice(("212", "312", "415", "503", "617", "702", "808"))
        return f"{digits[:-10]}{area}55501{_random(2, draw)}"
    return digits[:-6] + _random(6, draw)


def _digits(surface: str) -> str:
    return "".join(str(unicodedata.decimal(c, 0)) for c in surface if c.isdecimal())


def _random(size: int, draw: random.Random) -> str:
    return "".join(draw.choice(string.digits) for _ in range(size))


def _like(char: str, draw: random.Random) -> str:
    """A sign of the same kind; signs that are neither digits nor ASCII letters stay."""
    if char.isdecimal():
        return chr(ord(char) - unicodedata.decimal(char) + draw.randrange(10))
    if char in string.ascii_lowercase:
        return draw.choice(string.ascii_lowercase)
    return draw.choice(string.ascii_uppercase) if char in string.ascii_uppercase else char


def _fill(surface: str, signs: str, *, alnum: bool = False) -> str | None:
    """The surface with its digits (and letters) replaced in turn; None where the counts differ."""
    rest = iter(signs)
    out: list[str] = []
    for char in surface:
        plain = unicodedata.normalize("NFKC", char)
        if not (plain.isascii() and plain.isalnum()) or not (alnum or plain.isdigit()):
            out.append(char)
            continue
        sign = next(rest, None)
        if sign is None:
            return None
        sign = sign.lower() if plain.islower() else sign
        out.append(sign if char == plain else chr(ord(sign) + 0xFEE0))
    return None if next(rest, None) is not None else "".join(out)
