"""Whose conversation a request belongs to, as digests: nothing here can be turned back into a name.

A conversation is scoped by tenant, API key and customer, so that a guessed or reused id of somebody
else starts a new table. Knows no store.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sottovoce.crypto import keyed_digest, pseudonym


@dataclass(frozen=True)
class Conversation:
    """`name` is the vault's and the site's name of it; `kept` says whether it outlives the request."""

    name: str
    subject: str
    kept: bool
    consent: bool


def name_conversation(
    tenant_key: bytes,
    *,
    tenant: str,
    key: str,
    customer: str | None,
    conversation: str | None,
    store: bool | None,
    consent_default: bool,
) -> Conversation:
    """The conversation of a request.

    Without an id it is a new one that nothing else can join. Without a customer it is its own subject
    and never consents; with one, `store` decides, and the pack where it is not set.
    """
    identity = conversation if conversation is not None else secrets.token_hex(16)
    name = keyed_digest(tenant_key, "conversation", tenant, key, customer or "", identity)
    if customer is None:
        return Conversation(
            name, pseudonym(tenant_key, f"conversation:{name}"), bool(conversation), False
        )
    return Conversation(
        name=name,
        subject=pseudonym(tenant_key, customer),
        kept=conversation is not None,
        consent=consent_default if store is None else store,
    )
