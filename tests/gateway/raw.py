"""A client that writes bytes: what no proper HTTP library would send."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

CHAT = "/v1/chat/completions"


@dataclass(frozen=True)
class Got:
    """An answer as it came: no status where the server hung up without one."""

    status: int | None
    head: str
    body: bytes

    @property
    def code(self) -> str | None:
        """The error's code, if it is an error body of ours."""
        try:
            return str(json.loads(self.body)["error"]["code"])
        except (ValueError, KeyError, TypeError):
            return None


def connect(port: int, *, receive_buffer: int | None = None) -> socket.socket:
    """A connection; with a small receive buffer the server soon cannot write any more."""
    made = socket.socket()
    made.settimeout(10)
    if receive_buffer is not None:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    made.connect(("127.0.0.1", port))
    return made


def exchange(port: int, *pieces: bytes, pause: float = 0.0) -> Got:
    """Sends the pieces, with pauses between them, and reads until the server hangs up or is silent."""
    with connect(port) as made:
        try:
            for number, piece in enumerate(pieces):
                if number:
                    time.sleep(pause)
                made.sendall(piece)
        except OSError:
            pass  # hung up on in the middle: what it said is still to be read
        return parsed(received(made))


def received(made: socket.socket, quiet: float = 10.0) -> bytes:
    """What comes until the end, or until a whole answer with a told length is there."""
    made.settimeout(quiet)
    data = b""
    while not _whole(data):
        try:
            piece = made.recv(65536)
        except OSError:
            break
        if not piece:
            break
        data += piece
    return data


def parsed(data: bytes) -> Got:
    """The last answer among the bytes, after any `100 Continue`."""
    head, _, body = data.partition(b"\r\n\r\n")
    if head.startswith(b"HTTP/1.1 100"):
        return parsed(body)
    words = head.split()
    status = int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP/1") else None
    return Got(status, head.decode("latin-1").lower(), body)


def request(
    body: bytes | dict[str, Any] = b"",
    *,
    path: str = CHAT,
    method: str = "POST",
    headers: Iterable[str] = (),
    version: str = "1.1",
    length: bool = True,
) -> bytes:
    """A request's bytes; headers stand as they are given."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/{version}", "host: 127.0.0.1", *headers]
    if length:
        lines.append(f"content-length: {len(data)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + data


def chat(text: str = "hi", **more: Any) -> dict[str, Any]:
    """A chat's body."""
    return {"model": "m", "messages": [{"role": "user", "content": text}], **more}


def _whole(data: bytes) -> bool:
    head, found, body = data.partition(b"\r\n\r\n")
    if head.startswith(b"HTTP/1.1 100"):
        return _whole(body)
    if not found:
        return False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(body) >= int(line.split(b":")[1])
    return body.endswith(b"0\r\n\r\n")
