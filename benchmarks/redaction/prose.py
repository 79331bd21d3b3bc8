"""Messages of service dialogues with names and addresses, by language, and messages in two languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.redaction import (
    carriers_en,
    carriers_zh,
    kinds_china,
    kinds_world,
    people,
    places,
    prose_en,
    prose_zh,
)
from benchmarks.redaction.cases import Case, Maker, Value, fill

_WHOLE_SHARE = 0.3


def _kind(label: str, make: Callable[[Random], str]) -> Maker:
    return lambda rng: Value(make(rng), label)


def _family(rng: Random) -> Value:
    return Value(people.titled_en(rng).core, "PERSON")


_IDENTIFIERS: dict[str, Maker] = {
    "mobile": _kind("PHONE_NUMBER", kinds_china.mobile_plain),
    "usphone": _kind("PHONE_NUMBER", kinds_world.us_phone),
    "mail": _kind("EMAIL_ADDRESS", kinds_world.email),
    "id": _kind("CN_ID_CARD", kinds_china.resident_id),
    "wechat": _kind("CN_SOCIAL_ID", kinds_china.wechat),
    "plate": _kind("CN_LICENSE_PLATE", kinds_china.plate),
}
MAKERS: dict[str, Maker] = {
    **_IDENTIFIERS,
    "zh": people.person_zh,
    "zhshort": people.person_zh_short,
    "hk": people.person_hk,
    "tw": people.person_tw,
    "hkfull": people.full_hk,
    "twfull": people.full_tw,
    "en": people.person_en,
    "given": people.given_en,
    "titled": people.titled_en,
    "fam": _family,
    "lower": people.lower_en,
    "upper": people.upper_en,
    "addr": places.address_zh,
    "addrhk": places.address_hk,
    "addrtw": places.address_tw,
    "place": places.address_en,
    "street": places.street_en,
    "eu": places.address_eu,
    "pinyin": places.address_pinyin,
}


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that take words around them, and messages that stand as they are."""

    ended: tuple[str, ...]
    whole: tuple[str, ...]
    openers: tuple[str, ...]
    closers: tuple[str, ...]

    @property
    def templates(self) -> tuple[str, ...]:
        """All that holds a slot."""
        return (*self.ended, *self.whole)

    def template(self, rng: Random) -> str:
        """One message with its slots open."""
        if rng.random() < _WHOLE_SHARE:
            return rng.choice(self.whole)
        opener = rng.choice(self.openers)
        core = rng.choice(self.ended)
        if opener.endswith((". ", "! ")) and core[0].islower() and rng.random() < 0.5:
            core = core[0].upper() + core[1:]
        return f"{opener}{core}{rng.choice(self.closers)}"


def _plain(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in parts if "«" not in part)


_EN = (_plain(carriers_en.OPENERS), carriers_en.CLOSERS)
_ZH = (_plain(carriers_zh.OPENERS), carriers_zh.CLOSERS)
_HANT = (prose_zh.OPENERS_HANT, prose_zh.CLOSERS_HANT)
GROUPS: dict[str, Group] = {
    "names en": Group(prose_en.NAMES, prose_en.NAMES_WHOLE, *_EN),
    "addresses en": Group(prose_en.ADDRESSES, prose_en.ADDRESSES_WHOLE, *_EN),
    "name and address en": Group(prose_en.BOTH, prose_en.BOTH_WHOLE, *_EN),
    "names zh": Group(prose_zh.NAMES, prose_zh.NAMES_WHOLE, *_ZH),
    "addresses zh": Group(prose_zh.ADDRESSES, prose_zh.ADDRESSES_WHOLE, *_ZH),
    "name and address zh": Group(prose_zh.BOTH, prose_zh.BOTH_WHOLE, *_ZH),
    "traditional, Hong Kong": Group(prose_zh.HONG_KONG, prose_zh.HONG_KONG_WHOLE, *_HANT),
    "traditional, Taiwan": Group(prose_zh.TAIWAN, prose_zh.TAIWAN_WHOLE, *_HANT),
    "code-mixed": Group(
        prose_en.MIXED, prose_en.MIXED_WHOLE, ("",), ("", "", "，thanks", "。", "!")
    ),
}
LANGUAGE_GROUPS = {
    "en": ("names en", "addresses en", "name and address en"),
    "zh": ("names zh", "addresses zh", "name and address zh"),
}


def sentence(group: str, rng: Random) -> Case:
    """One message of a group with its slots filled."""
    template = GROUPS[group].template(rng)
    return fill(template, MAKERS, rng, shape_of(template))


def shape_of(template: str) -> str:
    """The slots of a template, to say what was missed without quoting it."""
    return " + ".join(part.partition("»")[0] for part in template.split("«")[1:]) or "none"
