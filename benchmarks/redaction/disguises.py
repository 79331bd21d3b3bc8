# ruff: noqa: SIM905 - word lists
"""The disguises that the privacy guard claims to see through, each as a function of a plain value.

A disguised value is one entity: all of its letters and digits have to be masked.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from benchmarks.redaction.carriers import named, put
from benchmarks.redaction.cases import Case, Value
from benchmarks.redaction.cues_china import CUES as CHINA
from benchmarks.redaction.cues_world import CUES as WORLD
from benchmarks.redaction.kinds import Kind
from benchmarks.redaction.kinds_china import mobile_plain, resident_id, unionpay
from benchmarks.redaction.kinds_world import card, email, ssn

MOBILE = Kind("mobile", "PHONE_NUMBER", mobile_plain, *CHINA["mobile"])
IDENTITY = Kind("resident ID", "CN_ID_CARD", resident_id, *CHINA["resident ID, 18"])
UNION = Kind(
    "UnionPay card",
    "CREDIT_CARD",
    lambda r: unionpay(r).replace(" ", "").replace("-", ""),
    *CHINA["UnionPay card"],
)
CARD = Kind(
    "card",
    "CREDIT_CARD",
    lambda r: card(r).replace(" ", "").replace("-", ""),
    *WORLD["card"],
)
EMAIL = Kind("e-mail", "EMAIL_ADDRESS", lambda r: email(r).lower(), *WORLD["e-mail"])
SSN = Kind("SSN", "US_SSN", ssn, *WORLD["SSN"])
NUMBERS = (MOBILE, IDENTITY, UNION, CARD)

_CYRILLIC = str.maketrans("aeopcxyi", "аеорсхуі")
_LETTERS = str.maketrans("01", "Ol")
_WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})
_CIRCLED = dict(zip("0123456789", "⓪①②③④⑤⑥⑦⑧⑨", strict=True))
_ZERO_WIDTH = ("\u200b", "\u200c", "\u200d", "\ufeff", "\u2060", "\u00ad")


@dataclass(frozen=True, slots=True)
class Disguise:
    """A way of writing, and the kinds of value that people write so."""

    name: str
    write: Callable[[str, Random], str | Value]
    kinds: tuple[Kind, ...]


def _wide(value: str, _: Random) -> str:
    return value.translate(_WIDE)


def _wide_digits(value: str, _: Random) -> str:
    return "".join(c.translate(_WIDE) if c.isdigit() else c for c in value)


def _zero_width(value: str, rng: Random) -> str:
    mark = rng.choice(_ZERO_WIDTH)
    every = rng.choice((1, 2, 3, 4))
    return "".join(
        c + (mark if at % every == every - 1 and at < len(value) - 1 else "")
        for at, c in enumerate(value)
    )


def _spaced(value: str, rng: Random) -> str:
    if rng.random() < 0.5:
        return " ".join(value)
    return rng.choice((" ", "  ", "\u00a0", "\u3000")).join(_groups(value, rng))


def _dotted(value: str, rng: Random) -> str:
    if rng.random() < 0.3:
        return ".".join(value)
    return rng.choice((".", "·", "-", "_", "/", "—")).join(_groups(value, rng))


def _groups(value: str, rng: Random) -> list[str]:
    size = rng.choice((2, 3, 4))
    return [value[at : at + size] for at in range(0, len(value), size)]


def _han(value: str, rng: Random) -> str:
    plain = rng.choice(
        (
            "零一二三四五六七八九",
            "〇一二三四五六七八九",
            "零幺二三四五六七八九",
            "零壹贰叁肆伍陆柒捌玖",
        )
    )
    gap = rng.choice(("", "", "", " ", "、"))
    return gap.join(plain[int(c)] if c.isdigit() else c for c in value)


def _han_part(value: str, rng: Random) -> str:
    at = rng.randint(2, len(value) - 3)
    return _han(value[:at], rng).replace(" ", "").replace("、", "") + value[at:]


def _spoken(value: str, rng: Random) -> str:
    words = "zero one two three four five six seven eight nine".split()
    if rng.random() < 0.5:
        words[0] = "oh"
    return rng.choice((" ", "-", ", ")).join(words[int(c)] if c.isdigit() else c for c in value)


def _circled(value: str, _: Random) -> str:
    return "".join(_CIRCLED.get(c, c) for c in value)


def _math(value: str, rng: Random) -> str:
    base = rng.choice((0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6))
    return "".join(chr(base + int(c)) if c.isdigit() else c for c in value)


def _homoglyph_mail(value: str, rng: Random) -> str:
    if rng.random() < 0.5:
        return value.translate(_CYRILLIC)
    at = rng.randrange(value.index("@"))
    return value[:at] + value[at].translate(_CYRILLIC) + value[at + 1 :]


def _homoglyph_digits(value: str, rng: Random) -> str:
    return (
        value.translate(_LETTERS)
        if rng.random() < 0.6
        else value.replace("0", "O").replace("O", "0", 1)
        if value.count("0") > 1
        else value.replace("1", "l", 1)
    )


def _at_dot(value: str, rng: Random) -> str:
    user, _, host = value.partition("@")
    at = rng.choice((" (at) ", "(at)", " [at] ", " at ", " AT ", "[@]", " {at} ", "＠"))
    dot = rng.choice((" (dot) ", "(dot)", " [dot] ", " dot ", "[.]", " DOT ", "。"))
    if at in ("＠", "[@]"):
        dot = rng.choice((".", "[.]", "。"))
    if rng.random() < 0.5:
        user = user.replace(".", dot)
    return user + at + host.replace(".", dot)


def _odd_mail(value: str, rng: Random) -> str:
    return value.replace("@", rng.choice((" # at # ", " _at_ ", "<at>", " -at- "))).replace(
        ".", rng.choice((".", " ,dot, ", "<dot>"))
    )


def _han_mail(value: str, rng: Random) -> str:
    return value.replace("@", rng.choice(("艾特", "(艾特)", " 圈a ", "[at]"))).replace(
        ".", rng.choice((".", "点", "(点)"))
    )


def _percent(value: str, rng: Random) -> str:
    return (
        "".join(f"%{ord(c):02X}" for c in value)
        if rng.random() < 0.5
        else quote(value, safe="").replace(".", "%2E")
    )


def _html(value: str, rng: Random) -> str:
    roll = rng.random()
    if roll < 0.4:
        return "".join(f"&#{ord(c)};" for c in value)
    if roll < 0.7:
        return "".join(f"&#x{ord(c):x};" for c in value)
    return (
        html.escape(value).replace("@", "&commat;").replace(".", "&period;").replace("-", "&#45;")
        if not value.isalnum()
        else "".join(f"&#{ord(c):03d};" if at % 2 else c for at, c in enumerate(value))
    )


def _json(value: str, rng: Random) -> str:
    if rng.random() < 0.6:
        return "".join(f"\\u{ord(c):04x}" for c in value)
    at = rng.randrange(len(value))
    return value[:at] + f"\\u{ord(value[at]):04X}" + value[at + 1 :]


def _base64(value: str, rng: Random) -> Value:
    """The characters that carry the value are the entity; those around it in the same token count neither way."""
    head, tail = rng.choice(
        (("", ""), ("phone=", ""), ("my id is ", ""), ('{"user": "', '"}'), ("号码 ", " 谢谢"))
    )
    while len(head + value + tail) < 12:
        tail += " ok"
    low = len(head.encode())
    high = low + len(value.encode())
    plain = (head + value + tail).encode()
    coded = (base64.b64encode if rng.random() < 0.8 else base64.urlsafe_b64encode)(plain).decode()
    coded = coded.rstrip("=") if rng.random() < 0.3 else coded
    start, end = low * 4 // 3, min(-(-high * 4 // 3), len(coded))
    return Value(coded[start:end], before=coded[:start], after=coded[end:])


DISGUISES = (
    Disguise("full-width", _wide, (*NUMBERS, EMAIL, SSN)),
    Disguise("full-width digits", _wide_digits, (*NUMBERS, EMAIL, SSN)),
    Disguise("zero-width", _zero_width, (*NUMBERS, EMAIL, SSN)),
    Disguise("spaced digits", _spaced, NUMBERS),
    Disguise("dotted digits", _dotted, NUMBERS),
    Disguise("Chinese numerals", _han, (MOBILE, IDENTITY, UNION)),
    Disguise("part Chinese numerals", _han_part, (MOBILE, IDENTITY)),
    Disguise("homoglyph letters", _homoglyph_mail, (EMAIL,)),
    Disguise("letters for digits", _homoglyph_digits, (MOBILE, CARD, UNION)),
    Disguise("at and dot in words", _at_dot, (EMAIL,)),
    Disguise("percent escapes", _percent, (*NUMBERS, EMAIL)),
    Disguise("HTML escapes", _html, (*NUMBERS, EMAIL)),
    Disguise("JSON escapes", _json, (*NUMBERS, EMAIL, SSN)),
    Disguise("base64", _base64, (*NUMBERS, EMAIL, SSN)),
    Disguise("circled digits", _circled, (*NUMBERS, SSN)),
    Disguise("mathematical digits", _math, (*NUMBERS, SSN)),
)
# Beyond the list in the product's promise; reported without a goal.
EXTRA = (
    Disguise("spoken English digits", _spoken, (MOBILE, SSN)),
    Disguise("e-mail with 艾特 or 点", _han_mail, (EMAIL,)),
    Disguise("at and dot between other signs", _odd_mail, (EMAIL,)),
)


def disguised(disguise: Disguise, rng: Random) -> Case:
    """A value of one of the disguise's kinds in a sentence that names it, either language."""
    kind = rng.choice(disguise.kinds)
    language = "zh" if rng.random() < 0.55 or kind is UNION else "en"
    if disguise.name.endswith("Chinese numerals"):
        language = "zh"
    template = named(language, rng)
    plain = _plain(kind, rng)
    for _ in range(20):
        written = disguise.write(plain, rng)
        if written != plain:
            break
        plain = _plain(kind, rng)
    case = put(template, kind, language, written, rng)
    return Case(case.text, case.entities, case.neutral, f"{disguise.name}: {kind.name}")


def _plain(kind: Kind, rng: Random) -> str:
    made = kind.make(rng)
    return made.core if isinstance(made, Value) else made
