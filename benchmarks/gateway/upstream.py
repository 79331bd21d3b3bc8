"""A mock model server with no delay of its own: a whole answer at once, or 40 chunks, one each 25 ms.

Speaks just enough HTTP/1.1 for the contenders' clients. The answer names the first placeholder of the request, so
that there is something to restore. Run as a program; prints its port. Keeps no text.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from typing import cast

CHUNKS = 40
CHUNK_SECONDS = 0.025
_TOKEN = re.compile(rb"<[A-Z][A-Z_]+_\d+>")
_STREAM = re.compile(rb'"stream":\s*true')
_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
_TEXT = (
    "thank you for waiting we have looked into the order and the parcel left our warehouse this"
    " morning so it should be with you by the end of the day please keep the box in case you want"
    " to send it back"
)
_USAGE = {"prompt_tokens": 40, "completion_tokens": CHUNKS, "total_tokens": 40 + CHUNKS}


def whole(token: str) -> bytes:
    """A chat completion's body."""
    text = " ".join([f"Dear {token},", _TEXT])
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": text},
        "finish_reason": "stop",
    }
    return _json({**_envelope("chat.completion"), "choices": [choice], "usage": _USAGE})


def events(token: str) -> list[bytes]:
    """A stream's 40 events with text, then the one that ends it."""
    words = [f"Dear {token} ", *(f"{word} " for word in _TEXT.split())][:CHUNKS]
    deltas = [{"content": word} for word in words]
    choices: list[dict[str, object]] = [
        {"index": 0, "delta": delta, "finish_reason": None} for delta in deltas
    ]
    choices.append({"index": 0, "delta": {}, "finish_reason": "stop"})
    return [_event({**_envelope("chat.completion.chunk"), "choices": [c]}) for c in choices]


def token_of(body: bytes) -> str:
    """The first placeholder of a request, or a word."""
    found = _TOKEN.search(body)
    return found[0].decode() if found else "customer"


class Server(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self._data = b""
        self._transport: asyncio.Transport | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.Protocol`."""
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, error: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        del error
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
        self._data += data
        head, end, rest = self._data.partition(b"\r\n\r\n")
        if not end:
            return
        length = _LENGTH.search(head)
        size = int(length[1]) if length else 0
        if len(rest) >= size:
            self._data = rest[size:]
            self._answer(head, rest[:size])

    def _answer(self, head: bytes, body: bytes) -> None:
        if head.startswith(b"GET"):
            self._whole(_json({"object": "list", "data": [{"id": "mock", "object": "model"}]}))
        elif _STREAM.search(body):
            task = asyncio.ensure_future(self._stream(token_of(body)))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            self._whole(whole(token_of(body)))

    def _whole(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
        self._write(head % len(body) + body)

    async def _stream(self, token: str) -> None:
        self._write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
        )
        loop = asyncio.get_running_loop()
        began = loop.time()
        for number, event in enumerate(events(token)):
            if number < CHUNKS:
                # By the clock, not by one sleep after another: their errors would add up.
                await asyncio.sleep(max(0.0, began + number * CHUNK_SECONDS - loop.time()))
            self._write(b"%x\r\n%s\r\n" % (len(event), event))
        done = b"data: [DONE]\n\n"
        self._write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(done), done))

    def _write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)


def _envelope(kind: str) -> dict[str, object]:
    return {"id": "chatcmpl-mock", "object": kind, "created": 1_700_000_000, "model": "mock"}


def _event(data: dict[str, object]) -> bytes:
    return b"data: " + _json(data) + b"\n\n"


def _json(data: dict[str, object]) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode()


async def main() -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Server, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
