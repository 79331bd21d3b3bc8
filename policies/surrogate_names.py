"""Made-up names, addresses and mail addresses in the language and the form of a given one, by Faker.

A title or an honorific is kept and decides the sex; an address keeps which parts it has. Knows no text.
"""

from __future__ import annotations

import random
import re
from functools import lru_cache
from typing import Any

from policies.name_parts import HONORIFIC, TITLE
from policies.recognizers.lexicon_zh import COMPOUND_SURNAMES
from policies.recognizers.words import words

_HAN = "㐀-鿿"
_HAN_NAME = re.compile(rf"(?P<before>[小老阿])?(?P<name>[{_HAN}]{{1,4}}?)(?P<after>{HONORIFIC})?")
_FEMALE = re.compile(r"女士|小姐|太太|夫人|阿姨|姐|(?i:^(?:mrs|ms|miss|madam)\.?$)")
_MALE = re.compile(r"先生|叔叔|哥|(?i:^(?:mr|mister|sir)\.?$)")
_TITLES = re.compile(rf"(?i)^{TITLE}\.?$")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*\.?")
_PLACE_ZH = re.compile(
    rf"(?P<name>[{_HAN}]{{1,8}}?)(?P<kind>自治区|特别行政区|省|市|自治州|区|县|镇|乡|村|街道|大街|大道|路|街|巷|弄|胡同|小区|花园|大厦|广场|公寓|苑|里)"
)
_KEPT_EN = frozenset(
    words(
        """
    street st avenue ave road rd lane ln drive dr court ct place pl boulevard blvd way terrace
    close square sq highway hwy parkway pkwy crescent flat apt apartment unit suite ste floor fl
    room rm building block house po box north south east west ne nw se sw of the and level no
        """
    )
)
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}")


def person(surface: str, draw: random.Random) -> str | None:
    """Another name of the same script and number of words; None for what has no such form."""
    if re.fullmatch(rf"[{_HAN}]{{2,8}}", surface):
        return _han_person(surface, draw)
    parts = surface.split()
    if not 1 <= len(parts) <= 5 or not all(_WORD.fullmatch(w) for w in parts):
        return None
    faker = _faker("en_US", draw)
    sex = _sex(parts[0])
    named = [w for w in parts if not _TITLES.match(w)]
    out = []
    for word in parts:
        if _TITLES.match(word):
            out.append(word)
        elif len(word.rstrip(".")) == 1:
            out.append(_cased(draw.choice("ABCDEGHJKLMNPRST"), word) + word[1:])
        else:
            family = word is named[-1] and (len(named) > 1 or len(parts) > len(named))
            out.append(_cased(faker.last_name() if family else _first(faker, sex), word))
    return " ".join(out)


def email(surface: str, draw: random.Random) -> str | None:
    """An address in a domain that is reserved for examples (RFC 2606)."""
    if surface.count("@") != 1:
        return None
    faker = _faker("en_US", draw)
    local = f"{faker.first_name()}.{faker.last_name()}{draw.randrange(10, 99)}".lower()
    return f"{local}@example.{draw.choice(('com', 'org', 'net'))}"


def address(surface: str, draw: random.Random) -> str | None:
    """An address with the same parts in the same order; None where no part is known."""
    if re.search(rf"[{_HAN}]", surface):
        faker = _faker("zh_CN", draw)
        made, count = _PLACE_ZH.subn(lambda m: _han_place(m, faker, draw), surface)
        return _digits(made, draw) if count else None
    if not re.search(r"[0-9]", surface):
        return None
    faker = _faker("en_US", draw)
    made = _POSTCODE.sub(lambda m: "".join(_letter(c, draw) for c in m[0]), surface)
    kept = {m[0] for m in _POSTCODE.finditer(made)}
    pieces = re.split(r"([A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*\.?)", made)
    out = [_place_word(p, faker) if at % 2 else _digits(p, draw) for at, p in enumerate(pieces)]
    return made if kept and len(made) < 9 else "".join(out)


def _han_person(surface: str, draw: random.Random) -> str | None:
    match = _HAN_NAME.fullmatch(surface)
    if match is None:
        return None
    faker = _faker("zh_CN", draw)
    name, after = match["name"], match["after"] or ""
    family = faker.last_name()
    size = 2 if name[:2] in COMPOUND_SURNAMES else 1
    given = ""
    if len(name) > size:
        pool = (_first(faker, _sex(after)) for _ in range(200))
        given = next((g for g in pool if len(g) == min(2, len(name) - size)), "")
    return f"{match['before'] or ''}{family}{given}{after}"


def _han_place(match: re.Match[str], faker: Any, draw: random.Random) -> str:
    kind = match["kind"]
    if kind in ("省", "自治区", "特别行政区"):
        name = draw.choice(("江苏", "浙江", "湖北", "四川", "山东", "福建", "河南"))
    elif kind == "市":
        name = faker.city_name()
    elif kind in ("区", "县"):
        name = faker.district()
    elif kind in ("小区", "花园", "大厦", "广场", "公寓", "苑", "里"):
        name = draw.choice(("阳光", "金色", "东方", "锦绣", "绿城", "滨江", "翠竹"))
    else:
        name = faker.city_name()
    return f"{name}{'省' if kind in ('自治区', '特别行政区') else kind}"


def _place_word(word: str, faker: Any) -> str:
    plain = word.rstrip(".").lower()
    if plain in _KEPT_EN or len(plain) == 1:
        return word
    if len(word) == 2 and word.isupper():
        return str(faker.state_abbr())
    return _cased(str(faker.last_name()), word)


def _letter(char: str, draw: random.Random) -> str:
    if char.isdigit():
        return str(draw.randrange(10))
    return draw.choice("ABCDEFGHJKLMNPRSTUW") if char.isalpha() else char


def _digits(text: str, draw: random.Random) -> str:
    """Each number replaced by one of the same length."""
    return re.sub(r"[0-9]+", lambda m: _number(len(m[0]), draw), text)


def _number(size: int, draw: random.Random) -> str:
    return str(draw.randrange(10 ** (size - 1), 10**size)) if size < 10 else str(draw.random())[2:]


def _sex(word: str) -> str:
    if _FEMALE.search(word):
        return "female"
    return "male" if _MALE.search(word) else ""


def _first(faker: Any, sex: str) -> str:
    return str(getattr(faker, f"first_name_{sex}" if sex else "first_name")())


def _cased(made: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return made.upper()
    return made.lower() if like.islower() else made


def _faker(locale: str, draw: random.Random) -> Any:
    faker = _generator(locale)
    faker.random = draw
    return faker


@lru_cache
def _generator(locale: str) -> Any:
    """Faker's generator of a locale; imported when the first surrogate is made."""
    from faker import Factory

    return Factory.create(locale)
