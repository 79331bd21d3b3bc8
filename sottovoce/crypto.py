"""Seals, signatures, pseudonyms and tokens, each one call to a primitive of `cryptography`.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce in front of each sealed text, Ed25519 (RFC 8032),
HKDF-SHA256 (RFC 5869), HMAC-SHA256 (RFC 2104). Knows no file but the key file it is given, and never makes
a key silently.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sottovoce.errors import KeyUnavailable, SealBroken

KEY_BYTES = 32
NONCE_BYTES = 12
TOKEN_BYTES = 32


def new_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, plaintext: bytes, aad: bytes = b"") -> bytes:
    """Nonce and AES-256-GCM ciphertext; `aad` says where the text belongs and is not stored."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, aad)


def unseal(key: bytes, sealed: bytes, aad: bytes = b"") -> bytes:
    """The text of `seal`. Raises `SealBroken` for another key, another place or changed bytes."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], aad)
    except (InvalidTag, ValueError):
        raise SealBroken from None


def derive(key: bytes, info: str) -> bytes:
    """A 256-bit key for one purpose, from a key of several."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info.encode()).derive(
        key
    )


def pseudonym(key: bytes, name: str) -> str:
    """A stable name that cannot be turned back without the key: `sub_` and 26 base32 characters."""
    mac = hmac.digest(key, b"pseudonym\0" + name.encode(), hashlib.sha256)
    return "sub_" + base64.b32encode(mac[:16]).decode().rstrip("=").lower()


def keyed_digest(key: bytes, *parts: str) -> str:
    """HMAC over length-prefixed parts, as 32 hex digits."""
    data = [part.encode() for part in parts]
    message = b"".join(len(part).to_bytes(8, "big") + part for part in data)
    return hmac.digest(key, message, "sha256").hex()[:32]


def new_token() -> str:
    """A random 256-bit bearer token, URL-safe."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_digest(token: str) -> str:
    """What a service keeps of a token: SHA-256, hex. A 256-bit random token needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_matches(token: str, digest: str) -> bool:
    """Whether a token has this digest, in constant time."""
    return hmac.compare_digest(token_digest(token).encode(), digest.lower().encode())


def same_secret(left: str | bytes, right: str | bytes) -> bool:
    """Compares two secrets in constant time."""
    a = left.encode() if isinstance(left, str) else left
    b = right.encode() if isinstance(right, str) else right
    return hmac.compare_digest(a, b)


def new_signing_key() -> tuple[bytes, bytes]:
    """An Ed25519 pair as PEM: private (PKCS #8), public (SubjectPublicKeyInfo)."""
    private = Ed25519PrivateKey.generate()
    return (
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        public_pem(private.public_key()),
    )


def public_pem(public: Ed25519PublicKey) -> bytes:
    """The public key as PEM."""
    return public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def sign(private: Ed25519PrivateKey, data: bytes) -> bytes:
    """An Ed25519 signature, 64 bytes."""
    return private.sign(data)


def verify(public: Ed25519PublicKey, data: bytes, signature: bytes) -> bool:
    """Whether the signature is this key's over this data."""
    try:
        public.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def load_private(path: Path) -> Ed25519PrivateKey:
    """An Ed25519 private key from PEM. Raises `KeyUnavailable`."""
    try:
        key = serialization.load_pem_private_key(read_secret(path), password=None)
    except (ValueError, TypeError):
        raise KeyUnavailable(f"{path} is no Ed25519 private key in PEM form.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnavailable(f"{path} is no Ed25519 private key in PEM form.")
    return key


def load_public(path: Path) -> Ed25519PublicKey:
    """An Ed25519 public key from PEM. Raises `KeyUnavailable`."""
    try:
        return parse_public(path.read_bytes())
    except OSError as error:
        raise KeyUnavailable(f"{path} cannot be read ({type(error).__name__}).") from None
    except ValueError:
        raise KeyUnavailable(f"{path} is no Ed25519 public key in PEM form.") from None


def parse_public(pem: bytes) -> Ed25519PublicKey:
    """An Ed25519 public key from PEM bytes. Raises `ValueError`."""
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 public key")
    return key


def load_key(path: Path) -> bytes:
    """A 256-bit key from a file of 64 hex digits. Raises `KeyUnavailable`."""
    text = read_secret(path).strip()
    try:
        key = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyUnavailable(f"{path} must hold 64 hex digits; `sottovoce keys secret` makes one.")
    return key


def read_secret(path: Path) -> bytes:
    """A secret file's bytes. Raises `KeyUnavailable` if it is missing or open to other users."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            data = file.read(1 << 20)
    except OSError as error:
        raise KeyUnavailable(f"{path} cannot be read ({type(error).__name__}).") from None
    if stat.S_IMODE(mode) & 0o077:
        raise KeyUnavailable(f"{path} is open to other users; run chmod 600 on it.")
    return data


def read_token(path: Path) -> str:
    """A bearer token from a file. Raises `KeyUnavailable` for a short or default one."""
    token = read_secret(path).decode("ascii", "replace").strip()
    if len(token) < 32:
        raise KeyUnavailable(f"{path} holds no token; `sottovoce keys token` makes one.")
    return token


def write_secret(path: Path, data: bytes) -> None:
    """Writes a new file that its owner alone can read. Raises `FileExistsError`."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def write_key(path: Path) -> None:
    """Writes a new random key as 64 hex digits and a newline."""
    write_secret(path, new_key().hex().encode() + b"\n")
