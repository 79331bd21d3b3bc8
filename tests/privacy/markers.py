"""Random personal data with a seed: what the marker hunt plants and then looks for.

Every marker is made up, of a shape that a contact centre meets every day (a name after "my name
is", a mobile, an e-mail, a resident ID with a right checksum, an address, a bank card that passes
Luhn), in English and in Chinese. A marker carries *needles*: the shortest pieces whose appearance
alone would already be a leak (a surname, the digits of a card without its blanks).

It does not know what the detectors find, nor what is searched: see surfaces.py and scan.py.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

LANGUAGES = ("en", "zh")

_EN_FIRST = [
    "Aurelia",
    "Benedikt",
    "Casimir",
    "Delphine",
    "Evander",
    "Florentina",
    "Gideon",
    "Henrietta",
    "Ignatius",
    "Josephine",
    "Leopold",
    "Magdalena",
    "Nathaniel",
    "Octavia",
    "Percival",
    "Rosalind",
    "Sebastian",
    "Theodora",
    "Valentina",
    "Wilhelmina",
]
_EN_LAST = [
    "Abercrombie",
    "Blackwood",
    "Castellanos",
    "Drummond",
    "Eriksson",
    "Fairweather",
    "Galbraith",
    "Hawthorne",
    "Ivanovsky",
    "Jankowski",
    "Kaczmarek",
    "Lindqvist",
    "Montgomery",
    "Nakamura",
    "Okonkwo",
    "Pemberton",
    "Quintero",
    "Rasmussen",
    "Silverstein",
    "Thornbury",
    "Underhill",
    "Vandermeer",
    "Whitaker",
    "Zielinska",
]
_ZH_LAST = tuple("张王李赵刘陈杨黄周吴徐孙马朱胡林郭何高罗")
_ZH_GIVEN = tuple("骏婧昊翊霖珺琪煜瑾晟萱妍彬璐钰烨桐颖鑫涵")
_EN_STREETS = [
    "Juniper",
    "Larkspur",
    "Hollyhock",
    "Sycamore",
    "Magnolia",
    "Hawkstone",
    "Brackenbury",
    "Elderflower",
]
_EN_KINDS = ("Street", "Avenue", "Road", "Lane")
_ZH_PLACES = (
    ("浙江省杭州市西湖区", "文三路"),
    ("广东省深圳市南山区", "科苑路"),
    ("四川省成都市武侯区", "锦绣路"),
    ("江苏省南京市鼓楼区", "汉口路"),
    ("湖北省武汉市洪山区", "珞喻路"),
)
_ID_AREAS = ("330106", "440305", "510107", "320106", "420111", "110105", "310104")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARD_PREFIXES = {"en": ("4539", "5412", "4716"), "zh": ("622202", "621700", "622848")}


@dataclass(frozen=True)
class Marker:
    """One planted value; ``needles`` are the pieces that count as a leak on their own."""

    kind: str
    language: str
    text: str
    needles: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A sentence of a customer, with the markers that stand in it."""

    text: str
    language: str
    markers: tuple[Marker, ...]


def resident_id(rng: random.Random) -> str:
    """A made-up Chinese resident ID of 18 characters whose check character is right."""
    day = f"{rng.randint(1955, 2003)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    head = rng.choice(_ID_AREAS) + day + f"{rng.randint(1, 999):03d}"
    total = sum(int(c) * w for c, w in zip(head, _ID_WEIGHTS, strict=True))
    return head + "10X98765432"[total % 11]


def card_number(rng: random.Random, language: str) -> str:
    """A made-up card number that passes Luhn: 16 digits in English, 19 in Chinese."""
    length = 16 if language == "en" else 19
    body = rng.choice(_CARD_PREFIXES[language])
    body += "".join(str(rng.randint(0, 9)) for _ in range(length - 1 - len(body)))
    doubled = [int(c) * (2 if i % 2 == 0 else 1) for i, c in enumerate(reversed(body))]
    return body + str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)


def _grouped(digits: str, size: int = 4) -> str:
    return " ".join(digits[i : i + size] for i in range(0, len(digits), size))


def _name(rng: random.Random, language: str) -> Marker:
    if language == "en":
        first, last = rng.choice(_EN_FIRST), rng.choice(_EN_LAST)
        return Marker("name", "en", f"{first} {last}", (first, last))
    text = rng.choice(_ZH_LAST) + "".join(rng.sample(_ZH_GIVEN, 2))
    return Marker("name", "zh", text, (text,))


def _mobile(rng: random.Random, language: str) -> Marker:
    if language == "en":
        exchange = rng.choice((213, 346, 472, 538, 629, 754, 867, 982))
        digits = f"{rng.choice((212, 415, 617, 312))}{exchange}{rng.randint(0, 9999):04d}"
        text = f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    else:
        digits = f"1{rng.choice('358')}{rng.choice('0125689')}{rng.randint(0, 99_999_999):08d}"
        text = digits
    return Marker("mobile", language, text, tuple(dict.fromkeys((text, digits))))


def _email(rng: random.Random, language: str) -> Marker:
    stem = "".join(rng.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(7))
    domain = "fastmail.com" if language == "en" else "163.com"
    local = f"{stem}{rng.randint(1000, 9999)}"
    return Marker("email", language, f"{local}@{domain}", (local,))


def _identity(rng: random.Random, language: str) -> Marker:
    if language == "zh":
        text = resident_id(rng)
        return Marker("identity", "zh", text, (text,))
    digits = f"{rng.randint(220, 580)}{rng.randint(11, 98)}{rng.randint(1001, 9998)}"
    text = f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    return Marker("identity", "en", text, (text, digits))


def _address(rng: random.Random, language: str) -> Marker:
    if language == "en":
        street = f"{rng.choice(_EN_STREETS)} {rng.choice(_EN_KINDS)}"
        text = f"{rng.randint(101, 9899)} {street}"
        return Marker("address", "en", text, (text, street))
    place, road = rng.choice(_ZH_PLACES)
    street = f"{road}{rng.randint(100, 999)}号"
    return Marker("address", "zh", place + street, (place + street, street))


def _card(rng: random.Random, language: str) -> Marker:
    digits = card_number(rng, language)
    text = _grouped(digits) if language == "en" else digits
    return Marker("card", language, text, tuple(dict.fromkeys((text, digits))))


_MAKERS = {
    "name": _name,
    "mobile": _mobile,
    "email": _email,
    "identity": _identity,
    "address": _address,
    "card": _card,
}
KINDS = tuple(_MAKERS)

_SENTENCES: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "en": (
        (
            ("name", "mobile"),
            "My name is {name} and my phone number is {mobile}. Where is my order?",
        ),
        (
            ("name", "email"),
            "Hello, this is {name}. Please write to my email {email} about the refund.",
        ),
        (
            ("identity", "name"),
            "I am {name}, my social security number is {identity}. Unlock my account.",
        ),
        (("address",), "Please change my delivery address to {address} before tomorrow."),
        (
            ("card", "mobile"),
            "I paid with credit card {card}; call me on {mobile} about the refund.",
        ),
        (("email", "card"), "Refund it to card number {card} and confirm to {email}, please."),
    ),
    "zh": (
        (("name", "mobile"), "你好,我叫{name},手机号是{mobile},我的订单到哪里了?"),
        (("name", "email"), "我是{name},请把退款结果发到邮箱{email}。"),
        (("identity", "name"), "我的名字叫{name},身份证号{identity},帮我解锁账户。"),
        (("address",), "请把收货地址改成{address},谢谢。"),
        (("card", "mobile"), "我用银行卡{card}付的款,退款请打电话{mobile}。"),
        (("email", "card"), "退到卡号{card}就行,确认邮件发到{email}。"),
    ),
}


class MarkerMaker:
    """Draws lines with fresh markers; remembers every marker that it has handed out."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._rng = random.Random(seed)
        self._drawn: list[Marker] = []

    @property
    def markers(self) -> tuple[Marker, ...]:
        """Every marker drawn so far."""
        return tuple(self._drawn)

    def marker(self, kind: str, language: str) -> Marker:
        """A fresh marker of one kind."""
        made = _MAKERS[kind](self._rng, language)
        self._drawn.append(made)
        return made

    def lines(self, language: str, count: int) -> list[Line]:
        """``count`` sentences; six of them hold every kind of marker."""
        return [self._line(language, i) for i in range(count)]

    def mixed(self) -> Line:
        """One sentence in both languages."""
        name, mobile = self.marker("name", "zh"), self.marker("mobile", "zh")
        email = self.marker("email", "en")
        text = f"Hi, 我叫{name.text},手机号{mobile.text}, my email is {email.text}, thanks."
        return Line(text, "zh", (name, mobile, email))

    def _line(self, language: str, index: int) -> Line:
        kinds, sentence = _SENTENCES[language][index % len(_SENTENCES[language])]
        made = {kind: self.marker(kind, language) for kind in kinds}
        text = sentence.format(**{kind: m.text for kind, m in made.items()})
        return Line(text, language, tuple(made.values()))
