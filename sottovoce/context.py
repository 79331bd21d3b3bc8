"""The header that goes with a request from the gateway to a site's edge node.

It carries what the edge must know beside the redacted body: whose dialogue it is (a pseudonym), whether it
may be kept for training, under which policy it was redacted, and keyed digests of the values that the pack
keeps. It is authenticated with a key derived from the service token (HMAC-SHA256) and is short-lived.
Knows no text of a dialogue.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import asdict, dataclass

from sottovoce.crypto import derive, keyed_digest, same_secret
from sottovoce.errors import Unauthorized

MAX_HEADER = 16 * 1024
MAX_ALLOWED = 256
MAX_AGE_SECONDS = 300.0


@dataclass(frozen=True)
class SiteContext:
    """What an edge is told about a request; `issued` is in seconds since the epoch.

    `labels` are the classes that were found in it, whatever became of them; `masked` are those of which the log
    may hold the type alone; `made_up` are surrogates of such classes, each with its class.
    """

    request_id: str
    conversation: str
    subject: str
    consent: bool
    policy: str
    language: str
    allowed: tuple[str, ...]
    issued: float
    labels: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    made_up: tuple[tuple[str, str], ...] = ()


def allowed_digest(token: str, label: str, value: str) -> str:
    """The keyed digest by which a value that the pack keeps is named to the edge."""
    return keyed_digest(_key(token), "allowed", label, value)


def encode_context(context: SiteContext, token: str) -> str:
    """`base64url(JSON) . HMAC`. Raises `ValueError` where it would be over the header limit."""
    if len(context.allowed) > MAX_ALLOWED:
        raise ValueError("too many kept values for one request")
    payload = base64.urlsafe_b64encode(
        json.dumps(asdict(context), separators=(",", ":")).encode()
    ).decode()
    header = f"{payload}.{_mac(token, payload)}"
    if len(header) > MAX_HEADER:
        raise ValueError("too much to tell of one request")
    return header


def decode_context(
    header: str, token: str, now: float, max_age: float = MAX_AGE_SECONDS
) -> SiteContext:
    """The context of a header. Raises `Unauthorized` if it is forged, malformed or too old."""
    payload, _, mac = header.partition(".")
    if len(header) > MAX_HEADER or not same_secret(mac, _mac(token, payload)):
        raise Unauthorized("The request's context header is not authentic.")
    try:
        data = json.loads(base64.urlsafe_b64decode(payload))
        context = SiteContext(
            request_id=str(data["request_id"]),
            conversation=str(data["conversation"]),
            subject=str(data["subject"]),
            consent=data["consent"] is True,
            policy=str(data["policy"]),
            language=str(data["language"]),
            allowed=tuple(str(item) for item in data["allowed"]),
            issued=float(data["issued"]),
            labels=tuple(str(item) for item in data.get("labels", ())),
            masked=tuple(str(item) for item in data.get("masked", ())),
            made_up=tuple((str(made), str(label)) for made, label in data.get("made_up", ())),
        )
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise Unauthorized("The request's context header is malformed.") from None
    if abs(now - context.issued) > max_age:
        raise Unauthorized("The request's context header is too old; check the clocks.")
    return context


def _key(token: str) -> bytes:
    return derive(token.encode(), "sottovoce context v1")


def _mac(token: str, payload: str) -> str:
    return keyed_digest(_key(token), "context", payload)
