"""Adapter releases: safetensors, a manifest, an Ed25519 signature; and the signed pointer to the current one.

An adapter is a file that arrives over the network: `verify_release` checks signature, base model, size,
digest, names, dtypes, shapes, finite values and a bound on their size before anyone may load it. safetensors
only, never pickle. Knows numpy and no model library.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from safetensors import SafetensorError
from safetensors.numpy import load, save

from sottovoce.crypto import sign, verify
from sottovoce.errors import AdapterRejected

Tensors = dict[str, npt.NDArray[np.float32]]

MAX_ADAPTER_BYTES = 256 << 20
MAX_MANIFEST_BYTES = 1 << 20
MAX_TENSORS = 4096
FILES: Final = ("adapter.safetensors", "manifest.json", "manifest.sig")
_MANIFEST_CONTEXT: Final = b"sottovoce release v1\n"
_POINTER_CONTEXT: Final = b"sottovoce pointer v1\n"
RELEASE_NAME: Final = r"^[a-z0-9][a-z0-9._-]{0,63}$"
# What makes a base model the same one at every site: weights, shape, tokenizer and chat template.
_BASE_FILES: Final = (
    "*.safetensors",
    "config.json",
    "tokenizer.json",
    "tokenizer.model",
    "chat_template.jinja",
)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TensorSpec(_Frozen):
    """A tensor's dtype (safetensors' name, e.g. `F32`) and shape."""

    dtype: str
    shape: tuple[int, ...]


class LoraSpec(_Frozen):
    """What a loader must know of the LoRA (Hu et al. 2021): rank, alpha, and the modules that it sits on."""

    rank: int = Field(ge=1, le=1024)
    alpha: float = Field(gt=0)
    targets: tuple[str, ...] = Field(min_length=1)


class Manifest(_Frozen):
    """What a release says of itself; the signature is over these bytes."""

    schema_version: int = 1
    release: str = Field(pattern=RELEASE_NAME)
    round: str
    base: str
    sha256: str
    size: int
    sites: tuple[str, ...]
    metrics: dict[str, Any]
    lora: LoraSpec
    tensors: dict[str, TensorSpec]
    created: float


@dataclass(frozen=True)
class SignedRelease:
    """The three files of a release, as bytes."""

    manifest_json: bytes
    signature: bytes
    adapter: bytes


class Pointer(_Frozen):
    """Which release serves. `release` None is the base model. Times are seconds since the epoch."""

    sequence: int = Field(ge=0)
    release: str | None
    issued: float
    expires: float


def base_digest(model_dir: Path) -> str:
    """`sha256:…` over the files of a base model, by name and content. Raises `FileNotFoundError`."""
    files = sorted({file for pattern in _BASE_FILES for file in model_dir.glob(pattern)})
    if not any(file.suffix == ".safetensors" for file in files):
        raise FileNotFoundError(f"{model_dir} holds no *.safetensors")
    total = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            total.update(
                f"{file.name}\0{hashlib.file_digest(stream, 'sha256').hexdigest()}\n".encode()
            )
    return f"sha256:{total.hexdigest()}"


def encode_adapter(tensors: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """safetensors in the order of names, as float32: the same tensors give the same bytes."""
    data: bytes = save(
        {name: np.ascontiguousarray(tensors[name], dtype=np.float32) for name in sorted(tensors)}
    )
    return data


def decode_adapter(data: bytes) -> Tensors:
    """The tensors of an adapter. Raises `AdapterRejected` (size, format, dtype)."""
    specs = read_specs(data)
    if any(spec.dtype != "F32" for spec in specs.values()):
        raise AdapterRejected("dtype")
    try:
        return dict(load(data))
    except (SafetensorError, ValueError, KeyError):
        raise AdapterRejected("format") from None


def read_specs(data: bytes) -> dict[str, TensorSpec]:
    """Names, dtypes and shapes from the safetensors header alone. Raises `AdapterRejected`."""
    if len(data) > MAX_ADAPTER_BYTES:
        raise AdapterRejected("size")
    try:
        (length,) = struct.unpack_from("<Q", data)
        if length > MAX_MANIFEST_BYTES:
            raise AdapterRejected("format")
        header = json.loads(data[8 : 8 + length])
        header.pop("__metadata__", None)
        specs = {
            str(name): TensorSpec(dtype=entry["dtype"], shape=tuple(entry["shape"]))
            for name, entry in header.items()
        }
    except (struct.error, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise AdapterRejected("format") from None
    if not specs or len(specs) > MAX_TENSORS:
        raise AdapterRejected("format")
    return specs


def build_release(
    data: bytes,
    *,
    release: str,
    round: str,
    base: str,
    sites: Iterable[str],
    metrics: Mapping[str, Any],
    lora: LoraSpec,
    private: Ed25519PrivateKey,
    created: float,
) -> SignedRelease:
    """Describes an adapter and signs the description."""
    manifest = Manifest(
        release=release,
        round=round,
        base=base,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        sites=tuple(sites),
        metrics=dict(metrics),
        lora=lora,
        tensors=read_specs(data),
        created=created,
    )
    text = json.dumps(manifest.model_dump(mode="json"), sort_keys=True, indent=1).encode() + b"\n"
    return SignedRelease(text, sign(private, _MANIFEST_CONTEXT + text), data)


def verify_release(
    signed: SignedRelease,
    *,
    public: Ed25519PublicKey,
    base: str,
    max_rank: int = 64,
    max_abs: float = 100.0,
    expected: Mapping[str, TensorSpec] | None = None,
) -> tuple[Manifest, Tensors]:
    """Checks everything that can be checked without the model; the cheapest and most telling check first.

    `expected` are the names and shapes that the model's LoRA has. Raises `AdapterRejected`.
    """
    if len(signed.manifest_json) > MAX_MANIFEST_BYTES:
        raise AdapterRejected("size")
    if not verify(public, _MANIFEST_CONTEXT + signed.manifest_json, signed.signature):
        raise AdapterRejected("signature")
    try:
        manifest = Manifest.model_validate_json(signed.manifest_json)
    except ValidationError:
        raise AdapterRejected("format") from None
    if manifest.base != base:
        raise AdapterRejected("base")
    if manifest.size != len(signed.adapter):
        raise AdapterRejected("size")
    if manifest.sha256 != hashlib.sha256(signed.adapter).hexdigest():
        raise AdapterRejected("sha256")
    if manifest.lora.rank > max_rank:
        raise AdapterRejected("shape")
    tensors = decode_adapter(signed.adapter)
    check_tensors(tensors, expected=expected or manifest.tensors, max_abs=max_abs)
    return manifest, tensors


def check_tensors(
    tensors: Mapping[str, npt.NDArray[Any]],
    *,
    expected: Mapping[str, TensorSpec],
    max_abs: float,
) -> None:
    """Names, dtypes, shapes, finite values and their bound. Raises `AdapterRejected`."""
    if tensors.keys() != expected.keys():
        raise AdapterRejected("shape")
    for name, tensor in tensors.items():
        if tensor.dtype != np.float32:
            raise AdapterRejected("dtype")
        if tuple(tensor.shape) != expected[name].shape:
            raise AdapterRejected("shape")
        if not np.isfinite(tensor).all():
            raise AdapterRejected("nan")
        if tensor.size and float(np.abs(tensor).max()) > max_abs:
            raise AdapterRejected("norm")


def write_release(directory: Path, signed: SignedRelease) -> None:
    """Writes the three files, the signature last: a release is whole when its signature is there."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, data in zip(
        FILES, (signed.adapter, signed.manifest_json, signed.signature), strict=True
    ):
        write_atomic(directory / name, data)


def read_release(directory: Path) -> SignedRelease:
    """Reads the three files. Raises `OSError`."""
    adapter, manifest, signature = ((directory / name).read_bytes() for name in FILES)
    return SignedRelease(manifest, signature, adapter)


def write_atomic(path: Path, data: bytes) -> None:
    """Writes beside the file and renames: a reader sees the old file or the new one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:  # a full disk must not be kept full by half a file
        temporary.unlink(missing_ok=True)
        raise


def sign_pointer(pointer: Pointer, private: Ed25519PrivateKey) -> bytes:
    """A JSON envelope of the pointer's bytes and their signature."""
    payload = pointer.model_dump_json().encode()
    return json.dumps(
        {
            "payload": base64.b64encode(payload).decode(),
            "signature": base64.b64encode(sign(private, _POINTER_CONTEXT + payload)).decode(),
        }
    ).encode()


def open_pointer(
    data: bytes, public: Ed25519PublicKey, *, now: float, last_sequence: int
) -> Pointer:
    """The pointer of an envelope. Raises `AdapterRejected` (format, signature, expired, sequence).

    A sequence below the last one seen is refused: nobody can take an edge back by replaying an old pointer.
    """
    try:
        envelope = json.loads(data)
        payload = base64.b64decode(envelope["payload"], validate=True)
        signature = base64.b64decode(envelope["signature"], validate=True)
    except (KeyError, TypeError, ValueError, RecursionError):
        raise AdapterRejected("format") from None
    if not verify(public, _POINTER_CONTEXT + payload, signature):
        raise AdapterRejected("signature")
    try:
        pointer = Pointer.model_validate_json(payload)
    except ValidationError:
        raise AdapterRejected("format") from None
    if pointer.expires <= now:
        raise AdapterRejected("expired")
    if pointer.sequence < last_sequence:
        raise AdapterRejected("sequence")
    return pointer
