"""Frames on the site trainer's Unix socket, the codes that may leave it, and a client.

A frame is a 4-byte big-endian header length, a JSON object, an 8-byte big-endian body length and
the body (a safetensors file, or nothing). Both lengths are capped before anything is read. Knows
the standard library, numpy and safetensors only: it is imported by the Flower client process, which
has no torch, no keys and no log. Knows nothing of rounds, consent or models.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load as load_safetensors
from safetensors.numpy import save as save_safetensors

VERSION = 1
MAX_HEADER = 256 * 1024
MAX_BODY = 256 * 1024 * 1024
CONNECT_SECONDS = 10.0
_CHUNK = 1 << 20
_HEADER_LENGTH = struct.Struct(">I")
_BODY_LENGTH = struct.Struct(">Q")


class Code(StrEnum):
    """All that a site ever says about why: no other text leaves it."""

    OK = "ok"
    NO_TRAINABLE_DIALOGUES = "no_trainable_dialogues"
    TOO_FEW_CUSTOMERS = "too_few_customers"
    QUORUM_REFUSED = "quorum_refused"
    ROUND_LIMIT = "round_limit"
    ROUND_USED = "round_used"
    ROUND_UNKNOWN = "round_unknown"
    BASE_MISMATCH = "base_mismatch"
    BAD_REQUEST = "bad_request"
    ADAPTER_REJECTED = "adapter_rejected"
    BUSY = "busy"
    INTERNAL = "internal"
    UNREACHABLE = "unreachable"  # said by the Flower client alone: no trainer behind the socket


class FrameError(Exception):
    """A frame that is malformed, too large or cut short. The message holds no content of it."""


class NothingSent(FrameError):
    """The peer closed the connection before the first byte: somebody only looked who is there."""


def write_frame(sock: socket.socket, header: dict[str, Any], body: bytes = b"") -> None:
    """Send one frame. Raises FrameError if it is over the caps, OSError if the peer is gone."""
    encoded = json.dumps(header, separators=(",", ":")).encode()
    if len(encoded) > MAX_HEADER or len(body) > MAX_BODY:
        raise FrameError("frame over the size cap")
    sock.sendall(_HEADER_LENGTH.pack(len(encoded)) + encoded + _BODY_LENGTH.pack(len(body)))
    if body:  # the peer may be gone after the last byte it waits for
        sock.sendall(body)


def read_frame(
    sock: socket.socket,
    *,
    seconds: float | None = None,
    body_room: AbstractContextManager[Any] | None = None,
) -> tuple[dict[str, Any], bytes]:
    """Receive one frame within `seconds`; the body only inside `body_room`, if one is given.

    Raises FrameError (malformed, oversize, cut short) or OSError (TimeoutError among them).
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    first = _receive(sock, 1, deadline)
    if not first:
        raise NothingSent("connection closed before a frame")
    (length,) = _HEADER_LENGTH.unpack(
        first + _read_exactly(sock, _HEADER_LENGTH.size - 1, deadline)
    )
    if length > MAX_HEADER:
        raise FrameError("header over the size cap")
    header = _parse_header(_read_exactly(sock, length, deadline))
    (size,) = _BODY_LENGTH.unpack(_read_exactly(sock, _BODY_LENGTH.size, deadline))
    if size > MAX_BODY:
        raise FrameError("body over the size cap")
    if not size:
        return header, b""
    with body_room or nullcontext():
        return header, _read_exactly(sock, size, deadline)


def call(
    path: Path, header: dict[str, Any], body: bytes = b"", *, timeout: float
) -> tuple[dict[str, Any], bytes]:
    """Ask the trainer behind the socket and wait up to `timeout` seconds for its reply.

    Raises FrameError if the reply is malformed and OSError (TimeoutError among them) if nobody
    answers, the trainer closes the connection or the time is over.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        sock.settimeout(CONNECT_SECONDS)
        sock.connect(str(path))
        write_frame(sock, header, body)
        sock.settimeout(timeout)
        return read_frame(sock)


def encode_arrays(arrays: dict[str, np.ndarray[Any, Any]]) -> bytes:
    """Arrays as a safetensors file: float32, sorted by name."""
    data: bytes = save_safetensors(
        {n: np.ascontiguousarray(arrays[n], dtype=np.float32) for n in sorted(arrays)}
    )
    return data


def decode_arrays(data: bytes) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of a safetensors file. Raises FrameError if it is not one."""
    try:
        arrays: dict[str, np.ndarray[Any, Any]] = load_safetensors(data)
    except (SafetensorError, KeyError, ValueError) as err:
        raise FrameError("body is not a safetensors file") from err
    return arrays


def _parse_header(data: bytes) -> dict[str, Any]:
    try:
        header = json.loads(data)
    except (ValueError, RecursionError) as err:
        raise FrameError("header is not JSON") from err
    if not isinstance(header, dict):
        raise FrameError("header is not an object")
    return header


def _receive(sock: socket.socket, size: int, deadline: float | None) -> bytes:
    """One recv. A socket's own timeout starts anew with each byte; a deadline does not."""
    if deadline is not None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        sock.settimeout(left)
    return sock.recv(size)


def _read_exactly(sock: socket.socket, size: int, deadline: float | None) -> bytes:
    """Grow with what arrives, so that a claimed length costs no memory before its bytes come."""
    data = bytearray()
    while len(data) < size:
        chunk = _receive(sock, min(size - len(data), _CHUNK), deadline)
        if not chunk:
            raise FrameError("connection closed inside a frame")
        data += chunk
    return bytes(data)
