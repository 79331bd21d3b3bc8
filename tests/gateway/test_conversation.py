"""A conversation's name: the same for the same parties, another for everyone else, never a name."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.conversation import Conversation, name_conversation
from sottovoce.crypto import pseudonym

KEY = bytes(32)
BASE: dict[str, Any] = {
    "tenant": "acme",
    "key": "k1",
    "customer": "maria@example.com",
    "conversation": "c-1",
    "store": None,
    "consent_default": False,
}


def name(secret: bytes = KEY, **change: Any) -> Conversation:
    return name_conversation(secret, **{**BASE, **change})


def test_the_same_parties_share_it() -> None:
    """Same tenant, key, customer and id: the same conversation, which is kept."""
    assert name() == name()
    assert name().kept


@pytest.mark.parametrize(
    "change",
    [
        {"tenant": "other"},
        {"key": "k2"},
        {"customer": "paul@example.com"},
        {"customer": None},
        {"conversation": "c-2"},
    ],
    ids=str,
)
def test_any_other_party_does_not(change: dict[str, Any]) -> None:
    """One difference is enough."""
    assert name(**change).name != name().name


def test_parts_do_not_run_together() -> None:
    """Moving a character from one part to the next is another conversation."""
    assert name(customer="ab", conversation="c").name != name(customer="a", conversation="bc").name


def test_without_an_id_nothing_is_shared() -> None:
    """Each request is its own conversation and is not kept."""
    one, two = name(conversation=None), name(conversation=None)
    assert one.name != two.name
    assert not one.kept
    assert one.subject == two.subject


def test_the_subject_is_the_importers_pseudonym() -> None:
    """The customer's pseudonym depends on the tenant's key and the customer alone."""
    assert name().subject == pseudonym(KEY, "maria@example.com")
    assert name(bytes(31) + b"1").subject != name().subject
    assert "maria" not in str(name())


def test_consent() -> None:
    """`store` decides, the pack where it is silent; nobody named never consents."""
    assert name(store=True).consent
    assert not name(store=False, consent_default=True).consent
    assert name(consent_default=True).consent
    assert not name().consent
    for store in (True, None):
        assert not name(customer=None, store=store, consent_default=True).consent
    assert name(customer=None).subject == name(customer=None).subject
    assert name(customer=None).subject != name(customer=None, conversation="c-2").subject
