"""Forms that cross the wire: server-sent events, OpenAI chat completions and chunks, header names.

Knows bytes and plain data; knows no HTTP library.
"""

from __future__ import annotations

import codecs
import io
import json
import secrets
from typing import Any, Final

REQUEST_ID: Final = "x-request-id"
CONVERSATION: Final = "sottovoce-conversation"
SITE: Final = "sottovoce-site"
CONTEXT: Final = "sottovoce-context"
ADAPTER: Final = "sottovoce-adapter"

SSE_DONE: Final = b"data: [DONE]\n\n"
DONE: Final = "[DONE]"
MAX_EVENT = 1 << 20
# Characters of a line before its data.
_FIELD: Final = len("data: ")


def new_id(prefix: str) -> str:
    """A random identifier such as `chatcmpl-…`."""
    return f"{prefix}-{secrets.token_hex(12)}"


def json_bytes(data: Any) -> bytes:
    """JSON in UTF-8; half a surrogate pair, which UTF-8 cannot hold, stays a JSON escape.

    Raises `ValueError` for NaN and infinity, which JSON has not.
    """
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(data, allow_nan=False, separators=(",", ":")).encode()


def sse(data: dict[str, Any], event: str = "") -> bytes:
    """One server-sent event; `event` is its type where the interface names its events."""
    named = b"event: " + event.encode() + b"\n" if event else b""
    return named + b"data: " + json_bytes(data) + b"\n\n"


class SSEParser:
    """Cuts a byte stream into the `data` of its events, for every chunking (HTML standard, 9.2).

    A line and an event have at most `max_event` characters each, however many of them one read brings. The work
    is linear in what was read, also where it comes byte by byte.
    """

    def __init__(self, max_event: int = MAX_EVENT) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        # A carriage return that may be half of a pair, and the line that has no end yet.
        self._held = ""
        self._open = io.StringIO()
        self._lines: list[str] = []
        self._size = 0
        self._max = max_event

    def push(self, chunk: bytes) -> list[str]:
        """The data of the events that this chunk completes. Raises `ValueError` over the size limit."""
        return self._take(self._decoder.decode(chunk), final=False)

    def flush(self) -> list[str]:
        """The data of a last event that no blank line ended."""
        return self._take(self._decoder.decode(b"", final=True), final=True)

    def _take(self, text: str, *, final: bool) -> list[str]:
        text = self._held + text
        self._held = "\r" if text.endswith("\r") and not final else ""
        body = text[: len(text) - len(self._held)].replace("\r\n", "\n").replace("\r", "\n")
        *lines, rest = body.split("\n")
        if lines:
            lines[0] = self._closed() + lines[0]
        self._open.write(rest)
        self._bounded(self._open.tell() - _FIELD)
        if final:
            lines += [self._closed(), ""]
        return [event for line in lines if (event := self._line(line)) is not None]

    def _closed(self) -> str:
        """The open line's text; a new line begins."""
        text, self._open = self._open.getvalue(), io.StringIO()
        return text

    def _line(self, line: str) -> str | None:
        self._bounded(len(line) - _FIELD)
        if line == "":
            if not self._lines:
                return None
            event, self._lines, self._size = "\n".join(self._lines), [], 0
            return event
        field, _, value = line.partition(":")
        if field == "data":
            self._lines.append(value.removeprefix(" "))
            self._size += len(self._lines[-1]) + 1
            self._bounded(self._size - 1)
        return None

    def _bounded(self, size: int) -> None:
        if size > self._max:
            raise ValueError("a server-sent event is over the size limit")


def chat_completion(
    *,
    id: str,
    created: int,
    model: str,
    choices: list[dict[str, Any]],
    usage: dict[str, int] | None = None,
    fingerprint: str | None = None,
) -> dict[str, Any]:
    """An OpenAI `chat.completion` object."""
    return {
        "id": id,
        "object": "chat.completion",
        "created": created,
        "model": model,
        "system_fingerprint": fingerprint,
        "choices": choices,
        "usage": usage,
    }


def chat_chunk(
    *,
    id: str,
    created: int,
    model: str,
    delta: dict[str, Any] | None = None,
    index: int = 0,
    finish_reason: str | None = None,
    usage: dict[str, int] | None = None,
    fingerprint: str | None = None,
) -> dict[str, Any]:
    """An OpenAI `chat.completion.chunk`; without `delta` it is the last one, which carries the usage."""
    choices = (
        []
        if delta is None
        else [{"index": index, "delta": delta, "logprobs": None, "finish_reason": finish_reason}]
    )
    chunk: dict[str, Any] = {
        "id": id,
        "object": "chat.completion.chunk",
        "created": created,
        "model": model,
        "system_fingerprint": fingerprint,
        "choices": choices,
    }
    if delta is None:
        chunk["usage"] = usage
    return chunk
