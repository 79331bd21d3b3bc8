"""Seals, signatures, pseudonyms, tokens and the files that hold keys."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sottovoce import crypto
from sottovoce.errors import KeyUnavailable, SealBroken


@given(st.binary(max_size=300), st.binary(max_size=30))
def test_a_seal_opens_to_what_it_closed(data: bytes, place: bytes) -> None:
    """What is sealed comes back, under the same key at the same place."""
    key = bytes(32)
    assert crypto.unseal(key, crypto.seal(key, data, place), place) == data


@given(st.binary(min_size=1, max_size=60), st.data())
def test_any_flipped_bit_breaks_a_seal(text: bytes, data: st.DataObject) -> None:
    """No byte of a sealed text can be changed unseen."""
    key = crypto.new_key()
    sealed = bytearray(crypto.seal(key, text))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        crypto.unseal(key, bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(12), bytes(28)])
def test_rubbish_is_a_broken_seal(sealed: bytes) -> None:
    """Too short a text is refused like any other."""
    with pytest.raises(SealBroken):
        crypto.unseal(bytes(32), sealed)


def test_another_key_or_place_breaks_a_seal() -> None:
    """A sealed text belongs to one key and one place."""
    key = crypto.new_key()
    sealed = crypto.seal(key, b"x", b"here")
    for other, place in ((crypto.new_key(), b"here"), (key, b"there")):
        with pytest.raises(SealBroken):
            crypto.unseal(other, sealed, place)


def test_a_seal_never_repeats() -> None:
    """The same text sealed twice gives two texts: the nonce is fresh."""
    assert crypto.seal(bytes(32), b"x") != crypto.seal(bytes(32), b"x")


def test_pseudonyms_are_stable_and_keyed() -> None:
    """The same customer has one pseudonym under one key, and another one under another."""
    one = crypto.pseudonym(bytes(32), "cust-1")
    assert one == crypto.pseudonym(bytes(32), "cust-1")
    assert one.startswith("sub_")
    assert one != crypto.pseudonym(bytes([1]) * 32, "cust-1")
    assert one != crypto.pseudonym(bytes(32), "cust-2")


def test_a_digest_of_parts_knows_where_they_part() -> None:
    """("ab", "c") and ("a", "bc") have different digests."""
    assert crypto.keyed_digest(b"k", "ab", "c") != crypto.keyed_digest(b"k", "a", "bc")


def test_tokens_match_their_digest_alone() -> None:
    """A token is known by its SHA-256."""
    token = crypto.new_token()
    assert crypto.token_digest(token) == hashlib.sha256(token.encode()).hexdigest()
    assert crypto.token_matches(token, crypto.token_digest(token).upper())
    assert not crypto.token_matches(token + "x", crypto.token_digest(token))


def test_signatures(tmp_path: Path) -> None:
    """A signature is one key's over one text, through files."""
    private, public = crypto.new_signing_key()
    crypto.write_secret(tmp_path / "k", private)
    (tmp_path / "k.pub").write_bytes(public)
    signature = crypto.sign(crypto.load_private(tmp_path / "k"), b"text")
    key = crypto.load_public(tmp_path / "k.pub")
    assert crypto.verify(key, b"text", signature)
    assert not crypto.verify(key, b"tExt", signature)
    assert not crypto.verify(key, b"text", b"")
    other = crypto.parse_public(crypto.new_signing_key()[1])
    assert not crypto.verify(other, b"text", signature)


def test_derived_keys_differ_by_purpose() -> None:
    """One key serves two purposes without one key being the other."""
    assert crypto.derive(bytes(32), "a") != crypto.derive(bytes(32), "b")
    assert len(crypto.derive(b"short token", "a")) == 32


def test_secret_files_are_the_owners_alone(tmp_path: Path) -> None:
    """A key file is made 0600, is never overwritten, and is refused when others may read it."""
    file = tmp_path / "key"
    crypto.write_key(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(crypto.load_key(file)) == 32
    with pytest.raises(FileExistsError):
        crypto.write_key(file)
    file.chmod(0o640)
    with pytest.raises(KeyUnavailable, match="chmod 600"):
        crypto.load_key(file)


@pytest.mark.parametrize("content", [b"", b"zz" * 32, b"00" * 31, b"\xff\xfe"])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    """Each loader names the file and what it should hold, never what it holds."""
    file = tmp_path / "key"
    crypto.write_secret(file, content)
    for loader in (
        crypto.load_key,
        crypto.load_private,
        crypto.load_public,
        lambda path: crypto.read_token(path) and crypto.load_key(path),
    ):
        with pytest.raises(KeyUnavailable, match="key"):
            loader(file)


def test_a_missing_key_is_an_error_and_is_not_made(tmp_path: Path) -> None:
    """No key comes into being silently."""
    file = tmp_path / "none"
    for loader in (crypto.load_key, crypto.load_private, crypto.load_public, crypto.read_token):
        with pytest.raises(KeyUnavailable):
            loader(file)
    assert not file.exists()


def test_a_private_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    """A SuperNode's key is no signing key."""
    import datetime

    from sottovoce.tls import issue_ca

    certificate, key = issue_ca("x", datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    crypto.write_secret(tmp_path / "k", key)
    with pytest.raises(KeyUnavailable):
        crypto.load_private(tmp_path / "k")
    with pytest.raises(ValueError):
        crypto.parse_public(certificate)
