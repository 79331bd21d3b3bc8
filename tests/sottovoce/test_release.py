"""Releases and pointers: everything that may be wrong with a file from the network."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save

from sottovoce.errors import AdapterRejected
from sottovoce.release import (
    LoraSpec,
    Pointer,
    SignedRelease,
    TensorSpec,
    base_digest,
    build_release,
    decode_adapter,
    encode_adapter,
    open_pointer,
    read_release,
    sign_pointer,
    verify_release,
    write_release,
)

PRIVATE = Ed25519PrivateKey.generate()
TENSORS = {
    "b.lora_B.weight": np.zeros((4, 2), dtype=np.float32),
    "a.lora_A.weight": np.arange(8, dtype=np.float32).reshape(2, 4) / 10,
}
EXPECTED = {name: TensorSpec(dtype="F32", shape=t.shape) for name, t in TENSORS.items()}


def make(data: bytes | None = None, **changes: Any) -> SignedRelease:
    facts: dict[str, Any] = {
        "release": "r-1",
        "round": "round-1",
        "base": "sha256:base",
        "sites": ("site-a", "site-b"),
        "metrics": {"loss": 1.5},
        "lora": LoraSpec(rank=2, alpha=4.0, targets=("q_proj",)),
        "private": PRIVATE,
        "created": 1.0,
    }
    return build_release(encode_adapter(TENSORS) if data is None else data, **(facts | changes))


def check(signed: SignedRelease, **changes: Any) -> Any:
    facts: dict[str, Any] = {
        "public": PRIVATE.public_key(),
        "base": "sha256:base",
        "expected": EXPECTED,
    }
    return verify_release(signed, **(facts | changes))


def with_tensor(name: str, value: np.ndarray[Any, Any]) -> bytes:
    return encode_adapter({**TENSORS, name: value})


def test_a_good_release_passes_and_survives_the_disk(tmp_path: Path) -> None:
    """What was signed is what is loaded."""
    write_release(tmp_path / "r", make())
    manifest, tensors = check(read_release(tmp_path / "r"))
    assert manifest.sites == ("site-a", "site-b")
    assert manifest.tensors == EXPECTED
    np.testing.assert_array_equal(tensors["a.lora_A.weight"], TENSORS["a.lora_A.weight"])


def test_the_same_tensors_give_the_same_bytes() -> None:
    """The digest of an update does not depend on the order of a dictionary."""
    assert encode_adapter(dict(reversed(TENSORS.items()))) == encode_adapter(TENSORS)


NAN = np.full((2, 4), np.nan, dtype=np.float32)
HALF = save({name: tensor.astype(np.float16) for name, tensor in TENSORS.items()})
BAD: list[tuple[str, Callable[[], SignedRelease]]] = [
    ("signature", lambda: make(private=Ed25519PrivateKey.generate())),
    ("signature", lambda: dataclasses.replace(make(), signature=b"")),
    ("signature", lambda: dataclasses.replace(make(), manifest_json=make().manifest_json + b" ")),
    ("base", lambda: make(base="sha256:other")),
    ("size", lambda: dataclasses.replace(make(), adapter=make().adapter + b"x")),
    ("sha256", lambda: dataclasses.replace(make(), adapter=b"x" * len(make().adapter))),
    ("shape", lambda: make(with_tensor("a.lora_A.weight", np.zeros((2, 5))))),
    ("shape", lambda: make(with_tensor("c", np.zeros(1)))),
    ("shape", lambda: make(encode_adapter({"a.lora_A.weight": TENSORS["a.lora_A.weight"]}))),
    ("shape", lambda: make(lora=LoraSpec(rank=65, alpha=1.0, targets=("q",)))),
    ("dtype", lambda: make(HALF)),
    ("nan", lambda: make(with_tensor("a.lora_A.weight", NAN))),
    ("nan", lambda: make(with_tensor("a.lora_A.weight", np.full((2, 4), np.inf)))),
    ("norm", lambda: make(with_tensor("a.lora_A.weight", np.full((2, 4), 101.0)))),
]


@pytest.mark.parametrize(("reason", "bad"), BAD)
def test_each_fault_is_refused_for_its_reason(
    reason: str, bad: Callable[[], SignedRelease]
) -> None:
    """A wrong signature, base, size, digest, shape, dtype, value or rank is named."""
    with pytest.raises(AdapterRejected) as caught:
        check(bad())
    assert caught.value.reason == reason


def test_without_expected_shapes_the_manifest_is_the_measure() -> None:
    """A party without the model still checks the file against its signed description."""
    assert check(make(), expected=None)[0].release == "r-1"


@given(st.binary(max_size=200))
def test_rubbish_is_no_adapter(data: bytes) -> None:
    """Any bytes are either refused or safetensors; nothing else is raised."""
    with pytest.raises(AdapterRejected):
        decode_adapter(data)


@pytest.mark.parametrize(
    "header",
    [
        "[]",
        "{}",
        '{"a": 1}',
        '{"a": {"dtype": "F32"}}',
        '{"a": {"dtype": "F32", "shape": "x", "data_offsets": [0, 4]}}',
        '{"a": {"dtype": "F32", "shape": [4], "data_offsets": [0, 4]}}',
        "[" * 5000,
    ],
)
def test_a_forged_header_is_refused(header: str) -> None:
    """A header that lies about its tensors is refused before anything is allocated for it."""
    data = struct.pack("<Q", len(header)) + header.encode() + bytes(4)
    with pytest.raises(AdapterRejected):
        decode_adapter(data)


def test_a_signed_manifest_of_another_form_is_refused() -> None:
    """A newer or broken manifest is refused even under the right signature."""
    from sottovoce.crypto import sign

    text = json.dumps({"release": "r"}).encode()
    signed = SignedRelease(text, sign(PRIVATE, b"sottovoce release v1\n" + text), b"")
    with pytest.raises(AdapterRejected) as caught:
        check(signed)
    assert caught.value.reason == "format"


@pytest.mark.parametrize("name", ["../x", "", "A", "a/b", "x" * 65, ".hidden"])
def test_a_release_name_is_no_path(name: str) -> None:
    """A release's name is used as a folder's name, so it cannot lead elsewhere."""
    with pytest.raises(ValueError):
        make(release=name)


def pointer(**changes: Any) -> Pointer:
    facts: dict[str, Any] = {"sequence": 5, "release": "r-1", "issued": 0.0, "expires": 100.0}
    return Pointer(**(facts | changes))


def test_a_good_pointer_opens() -> None:
    """An edge follows a pointer that is signed, fresh and not older than the last one."""
    data = sign_pointer(pointer(), PRIVATE)
    assert open_pointer(data, PRIVATE.public_key(), now=1.0, last_sequence=5) == pointer()


@pytest.mark.parametrize(
    ("reason", "data", "now", "last"),
    [
        ("sequence", sign_pointer(pointer(), PRIVATE), 1.0, 6),
        ("expired", sign_pointer(pointer(), PRIVATE), 100.0, 0),
        ("signature", sign_pointer(pointer(), Ed25519PrivateKey.generate()), 1.0, 0),
        ("format", b"[]", 1.0, 0),
        ("format", b"\xff", 1.0, 0),
        ("format", b"[" * 60_000, 1.0, 0),
        ("format", b'{"payload": "x!", "signature": ""}', 1.0, 0),
    ],
)
def test_a_bad_pointer_is_refused(reason: str, data: bytes, now: float, last: int) -> None:
    """Replayed, expired, forged and broken pointers are each told."""
    with pytest.raises(AdapterRejected) as caught:
        open_pointer(data, PRIVATE.public_key(), now=now, last_sequence=last)
    assert caught.value.reason == reason


def test_a_release_signature_is_no_pointer_signature() -> None:
    """A signature for one purpose cannot be used for another."""
    signed = make()
    import base64

    forged = json.dumps(
        {
            "payload": base64.b64encode(signed.manifest_json).decode(),
            "signature": base64.b64encode(signed.signature).decode(),
        }
    ).encode()
    with pytest.raises(AdapterRejected) as caught:
        open_pointer(forged, PRIVATE.public_key(), now=1.0, last_sequence=0)
    assert caught.value.reason == "signature"


def test_the_base_digest_sees_every_file_that_matters(tmp_path: Path) -> None:
    """Weights, config, tokenizer and template count; a readme does not."""
    (tmp_path / "model.safetensors").write_bytes(b"w")
    before = base_digest(tmp_path)
    assert before.startswith("sha256:")
    (tmp_path / "README.md").write_text("x")
    assert base_digest(tmp_path) == before
    seen = {before}
    for name in ("config.json", "tokenizer.json", "chat_template.jinja", "model-2.safetensors"):
        (tmp_path / name).write_text("x")
        seen.add(base_digest(tmp_path))
    assert len(seen) == 5
    (tmp_path / "model.safetensors").rename(tmp_path / "other.safetensors")
    assert base_digest(tmp_path) not in seen


def test_a_folder_without_weights_has_no_digest(tmp_path: Path) -> None:
    """A mistyped path is an error, not the digest of nothing."""
    with pytest.raises(FileNotFoundError):
        base_digest(tmp_path)


def test_manifest_digest_is_of_the_file() -> None:
    """Anyone can check an adapter with sha256sum."""
    signed = make()
    assert json.loads(signed.manifest_json)["sha256"] == hashlib.sha256(signed.adapter).hexdigest()
