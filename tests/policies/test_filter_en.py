"""The English filter: names and addresses pass wherever they stand, unless they are found already."""

from __future__ import annotations

import pytest
from faker import Faker

from policies.taggers.filter_en import may_hold_english
from policies.taggers.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "tell Margaret",
        "my name is ann",
        "12 elm street",
        "ask angela's mother",
        "Ben.",
        "dr okoro",
        "i met priya",
        "JANE DOE",
        "I think Margaret'll call",
        "it went to 4711 Quorvin",
        "flat 3, kensington gdns",
        "转告 Margaret Holloway 吧",
    ],
)
def test_the_english_filter_lets_names_pass(text: str) -> None:
    """A capital, a cue or a number before a word passes."""
    assert may_hold_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "it is late.",
        "ok",
        "退款",
        "123",
        "Where is my order?",
        "the PDF is empty",
        "will it ship in may",
        "I'll wait until Tuesday, they've said 7 PM.",
        "Don't worry, someone's looking into it",
        "Yeah, anything under 426 credits for 4 nights is fine",
        "We have 14 users on the plan and 20 MB each",
        "It arrives on May 22nd at 10:30",
        "营业时间是周一至周日 10:00-22:00。",
        "it is near the Hilton Hotel",
    ],
)
def test_the_english_filter_skips_what_holds_no_name(text: str) -> None:
    """Everyday text, amounts and times, and what can be no name however sure the model is, reach no model."""
    assert not may_hold_english(text)


ENGLISH = [
    "please tell {} about it",
    "{} said it never came",
    "the parcel went to {} instead",
    "is {} there",
    "order for {}",
    "{} here, where is my refund",
    "my husband {} will collect it",
]


@pytest.mark.parametrize("locale", ["en_US", "en_GB", "en_IN", "en_NG", "es_MX", "vi_VN", "tr_TR"])
@pytest.mark.parametrize("lower", [False, True])
def test_names_of_many_lands_pass(locale: str, lower: bool) -> None:
    """Fewer than one of a hundred is missed in lower case, fewer than half as many with capitals."""
    faker = Faker(locale)
    faker.seed_instance(21)
    names = [f"{faker.first_name()} {faker.last_name()}" for _ in range(700)]
    texts = [
        ENGLISH[n % len(ENGLISH)].format(name.lower() if lower else name)
        for n, name in enumerate(names)
    ]
    missed = [t for t in texts if not any(may_hold_english(s) for _, s in sentences(t))]
    assert len(missed) <= len(texts) * (0.01 if lower else 0.005), missed[:9]


def test_english_addresses_pass() -> None:
    """A number beside a word is always there, in either case."""
    faker = Faker("en_US")
    faker.seed_instance(22)
    for _ in range(300):
        address = faker.address().replace("\n", ", ")
        assert may_hold_english(f"send it to {address.lower()}")


def test_what_is_covered_needs_no_tagger() -> None:
    """Only a name or a number outside of what was found counts."""
    text = "Margaret Hollis asked for Quentin"
    assert may_hold_english(text, [(0, 15)])
    assert may_hold_english(text, [(0, 8), (26, 33)])
    assert not may_hold_english(text, [(0, 15), (26, 33)])
    assert not may_hold_english("12 Quorvin Street", [(0, 17)])


def test_a_number_behind_what_was_found_may_go_on() -> None:
    """`12 Quorvin Street apt 5`: the rule saw the street, the tagger sees the rest."""
    assert may_hold_english("12 Quorvin Street Apt. 213", [(0, 21)])
    assert not may_hold_english("12 Quorvin Street, and 213 more", [(0, 17)])
