"""Made-up historical dialogues of a contact centre, full of made-up personal data.

Seeded: the same site, seed and count give the same dialogues. Every customer has several; some carry
no `consent` and may not train. Knows what it planted, so that a test can look for it; knows nothing
of how it is found or taken out. Standard library only (the command line apart).

    python -m examples.contact_centre --site a --seed 7 --count 80 --out dialogues.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import string
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from examples import identifiers, phrases

LANGUAGES = {"a": "en", "b": "zh"}
PER_CUSTOMER = 4
# Which slot of a sentence holds which class of personal data (Presidio's names and ours).
LABELS = {
    "name": "PERSON",
    "given": "PERSON",
    "mobile": "PHONE_NUMBER",
    "email": "EMAIL_ADDRESS",
    "address": "LOCATION",
    "rid": "CN_ID_CARD",
    "card": "CREDIT_CARD",
    "order": "ORDER_NUMBER",
}
NO_CONSENT = 0.15
REFUSED = 0.05


@dataclass(frozen=True)
class Customer:
    """One made-up customer; `given` is how an agent addresses them."""

    id: str
    name: str
    given: str
    mobile: str
    email: str
    address: str
    rid: str
    card: str


@dataclass(frozen=True)
class Planted:
    """One value of personal data that stands in a dialogue."""

    dialogue: str
    label: str
    value: str


@dataclass(frozen=True)
class Corpus:
    """Dialogues as the import takes them, and every personal value that was planted in them."""

    dialogues: tuple[dict[str, Any], ...]
    planted: tuple[Planted, ...]

    def to_jsonl(self) -> str:
        """One dialogue a line."""
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in self.dialogues)


def generate(site: str, *, seed: int = 7, count: int = 80) -> Corpus:
    """`count` dialogues of site `a` (English), `b` (Chinese) or another name (both by turns)."""
    draw = random.Random(f"{site}:{seed}")
    languages = [LANGUAGES[site]] if site in LANGUAGES else ["en", "zh"]
    customers = max(1, -(-count // PER_CUSTOMER))
    people = [
        (language := languages[i % len(languages)], customer(draw, language, f"{site}-{i:04d}"))
        for i in range(customers)
    ]
    dialogues: list[dict[str, Any]] = []
    planted: list[Planted] = []
    for number in range(count):
        language, person = people[number % customers]
        one, values = _dialogue(draw, language, person, f"{site}-{seed}-{number:05d}")
        dialogues.append(one)
        planted += values
    return Corpus(tuple(dialogues), tuple(planted))


def customer(draw: random.Random, language: str, name: str) -> Customer:
    """A made-up customer who speaks `en` or `zh`."""
    return _english(draw, name) if language == "en" else _chinese(draw, name)


def _english(draw: random.Random, id_: str) -> Customer:
    first, last = draw.choice(phrases.EN_FIRST), draw.choice(phrases.EN_LAST)
    local = f"{first}.{last}{draw.randrange(10, 99)}".lower()
    street = f"{draw.randrange(2, 980)} {draw.choice(phrases.EN_STREETS)}"
    return Customer(
        id=f"customer-{id_}",
        name=f"{first} {last}",
        given=first,
        mobile=identifiers.mobile_us(draw, phrases.EN_AREA_CODES),
        email=f"{local}@{draw.choice(identifiers.MAIL_DOMAINS)}",
        address=f"{street}, {draw.choice(phrases.EN_CITIES)}",
        rid=identifiers.resident_id(draw, phrases.ZH_AREAS),
        card=identifiers.card(draw, blanks=True),
    )


def _chinese(draw: random.Random, id_: str) -> Customer:
    family, given = draw.choice(phrases.ZH_FAMILY), draw.choice(phrases.ZH_GIVEN)
    town, road = draw.choice(phrases.ZH_PLACES)
    local = phrases.ZH_PINYIN[family] + draw.choice(string.ascii_lowercase)
    return Customer(
        id=f"customer-{id_}",
        name=family + given,
        given=family + draw.choice(("先生", "女士")),
        mobile=identifiers.mobile_cn(draw),
        email=f"{local}{draw.randrange(1000, 9999)}@{draw.choice(identifiers.MAIL_DOMAINS)}",
        address=f"{town}{road}{draw.randrange(2, 980)}号{draw.randrange(101, 2500)}室",
        rid=identifiers.resident_id(draw, phrases.ZH_AREAS),
        card=identifiers.card(draw, blanks=False),
    )


def _dialogue(
    draw: random.Random, language: str, person: Customer, id_: str
) -> tuple[dict[str, Any], list[Planted]]:
    families = phrases.EN_DIALOGUES if language == "en" else phrases.ZH_DIALOGUES
    turns = draw.choice(families[draw.choice(sorted(families))])
    slots = _slots(draw, language, person)
    roles = ("user", "assistant")
    messages = [
        {"role": roles[i % 2], "content": turn.format(**slots)} for i, turn in enumerate(turns)
    ]
    one: dict[str, Any] = {"id": id_, "customer": person.id, "language": language}
    chance = draw.random()
    if chance >= NO_CONSENT:
        one["consent"] = chance >= NO_CONSENT + REFUSED
    return one | {"messages": messages}, _planted(id_, turns, slots)


def _slots(draw: random.Random, language: str, person: Customer) -> dict[str, str]:
    english = language == "en"
    return {
        **{slot: getattr(person, slot) for slot in LABELS if slot != "order"},
        "order": identifiers.order_number(draw),
        "item": draw.choice(phrases.EN_ITEMS if english else phrases.ZH_ITEMS),
        "day": draw.choice(phrases.EN_DAYS if english else phrases.ZH_DAYS),
        "days": str(draw.randrange(2, 8)),
        "amount": str(draw.randrange(15, 400)),
    }


def _planted(id_: str, turns: Sequence[str], slots: dict[str, str]) -> list[Planted]:
    text = "".join(turns)
    return [
        Planted(id_, label, slots[slot]) for slot, label in LABELS.items() if f"{{{slot}}}" in text
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a site's dialogues as JSON lines."""
    parser = argparse.ArgumentParser(prog="examples.contact_centre", description=__doc__)
    parser.add_argument("--site", choices=sorted(LANGUAGES), required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=80)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    corpus = generate(chosen.site, seed=chosen.seed, count=chosen.count)
    chosen.out.write_text(corpus.to_jsonl(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
