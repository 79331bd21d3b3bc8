"""Messages over a byte stream: four bytes of length, then JSON. Bounded; knows neither end and no meaning.

JSON rather than pickle: what a broken worker sends can be wrong, but it cannot run.
"""

from __future__ import annotations

import json
import struct
from typing import Any

MAX_BYTES = 8 * 1024 * 1024
_LENGTH = struct.Struct(">I")


class FrameError(Exception):
    """The bytes are no frame; says nothing of what they hold."""


def pack(message: Any) -> bytes:
    """One message as bytes; FrameError when it is longer than `MAX_BYTES`."""
    # ASCII escapes carry what UTF-8 refuses: half of a surrogate pair in a user's text.
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    if len(body) > MAX_BYTES:
        raise FrameError("too long")
    return _LENGTH.pack(len(body)) + body


class Unpacker:
    """Messages out of bytes that come in any pieces."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[Any]:
        """The messages that are complete now; FrameError when the bytes are none."""
        self._held += data
        found: list[Any] = []
        while len(self._held) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._held)
            if length > MAX_BYTES:
                raise FrameError("too long")
            end = _LENGTH.size + length
            if len(self._held) < end:
                break
            found.append(_message(bytes(self._held[_LENGTH.size : end])))
            del self._held[:end]
        return found


def _message(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        pass
    # Raised out here: the decoder's error holds the bytes.
    raise FrameError("not JSON")
