"""Sentences: nothing is lost, each is bounded, and the filters let pass whatever can hold a name."""

from __future__ import annotations

import pytest
from faker import Faker
from hypothesis import given
from hypothesis import strategies as st

from policies.taggers.sentences import MAX_SENTENCE, may_hold_english, sentences


@given(st.text(max_size=900))
def test_sentences_lose_nothing(text: str) -> None:
    """Sentences lie in order, are bounded, and only blanks stand between them."""
    at = 0
    for start, sentence in sentences(text):
        assert text[start : start + len(sentence)] == sentence
        assert len(sentence) <= MAX_SENTENCE
        assert not text[at:start].strip()
        at = start + len(sentence)
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "text", ["tell Margaret", "my name is ann", "12 elm street", "ask angela's mother"]
)
def test_the_english_filter_lets_names_pass(text: str) -> None:
    """A capital, a cue or a number before a word passes."""
    assert may_hold_english(text)


@pytest.mark.parametrize("text", ["it is late.", "ok", "退款", "123"])
def test_the_english_filter_skips_what_holds_no_name(text: str) -> None:
    """Short everyday text reaches no model."""
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
