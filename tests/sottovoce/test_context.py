"""The header between gateway and edge: authentic, fresh, bounded."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sottovoce.context import SiteContext, allowed_digest, decode_context, encode_context
from sottovoce.errors import Unauthorized

CONTEXT = SiteContext(
    request_id="r",
    conversation="c",
    subject="sub_x",
    consent=True,
    policy="default@sha256:0",
    language="zh",
    allowed=("a", "b"),
    issued=1000.0,
)
TOKEN = "t" * 40


def test_what_is_encoded_is_decoded() -> None:
    """The edge reads what the gateway wrote."""
    assert decode_context(encode_context(CONTEXT, TOKEN), TOKEN, now=1010.0) == CONTEXT


@given(st.integers(0, 10_000), st.characters(codec="ascii", categories=("L", "N")))
def test_a_changed_character_is_refused(at: int, new: str) -> None:
    """No character of the header can be changed."""
    header = encode_context(CONTEXT, TOKEN)
    at %= len(header)
    changed = header[:at] + new + header[at + 1 :]
    if changed != header:
        with pytest.raises(Unauthorized):
            decode_context(changed, TOKEN, now=1010.0)


@pytest.mark.parametrize("now", [699.0, 1301.0])
def test_a_header_that_is_too_old_or_from_the_future_is_refused(now: float) -> None:
    """A recorded header cannot be replayed for long."""
    with pytest.raises(Unauthorized, match="clock"):
        decode_context(encode_context(CONTEXT, TOKEN), TOKEN, now=now)


@pytest.mark.parametrize("header", ["", ".", "x", "x.y", "é.é", "a" * 20_000])
def test_rubbish_is_refused(header: str) -> None:
    """Nothing but an authentic header gets in."""
    with pytest.raises(Unauthorized):
        decode_context(header, TOKEN, now=1000.0)


def test_another_sites_token_does_not_open_it() -> None:
    """A header for one site is worth nothing at another."""
    with pytest.raises(Unauthorized):
        decode_context(encode_context(CONTEXT, TOKEN), "u" * 40, now=1000.0)


def test_kept_values_are_named_by_keyed_digests() -> None:
    """The digest of a value depends on the token and on the label, and the header stays bounded."""
    one = allowed_digest(TOKEN, "PERSON", "王芳")
    assert one != allowed_digest("u" * 40, "PERSON", "王芳")
    assert one != allowed_digest(TOKEN, "LOCATION", "王芳")
    many = dataclasses.replace(CONTEXT, allowed=tuple("x" for _ in range(257)))
    with pytest.raises(ValueError):
        encode_context(many, TOKEN)
