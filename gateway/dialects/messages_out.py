"""A restored chat reply as Anthropic's message, its events and its errors. Knows no policy.

Source of the forms and of the events' order: Anthropic's API reference, "Messages", "Streaming" and
"Errors".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from gateway.protocol import answer_id
from gateway.walker import dump, open_json
from sottovoce import wire
from sottovoce.errors import SottovoceError

_REASONS: Final = {
    "stop": "end_turn",
    "length": "max_tokens",
    "tool_calls": "tool_use",
    "function_call": "tool_use",
    "content_filter": "refusal",
}
_ERRORS: Final = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    422: "invalid_request_error",
    429: "rate_limit_error",
    503: "overloaded_error",
    504: "timeout_error",
}


def error_of(error: SottovoceError) -> dict[str, Any]:
    """Anthropic's error body; `code` is our stable one."""
    other = "invalid_request_error" if error.status < 500 else "api_error"
    kind = _ERRORS.get(error.status, other)
    told = {"type": kind, "message": str(error), "code": error.code}
    return {"type": "error", "error": told}


def message_of(reply: dict[str, Any]) -> dict[str, Any]:
    """The message of a whole chat completion."""
    choice = (reply.get("choices") or [{}])[0]
    message = choice.get("message") or {}
    content: list[dict[str, Any]] = []
    text = message.get("content") or message.get("refusal")
    if text:
        content.append({"type": "text", "text": str(text)})
    content.extend(_use(call, _input(call)) for call in message.get("tool_calls") or [])
    return _message(
        reply,
        content=content,
        reason=_reason(choice.get("finish_reason"), content),
        usage=_usage(reply.get("usage")),
    )


class MessageEvents:
    """A restored chat stream as Anthropic's events."""

    def __init__(self) -> None:
        self._begun = False
        self._index = 0
        self._open = False
        self._usage = _usage(None)
        self._finish: Any = None
        self._called = False

    def push(self, chunk: dict[str, Any]) -> Iterable[bytes]:
        """See `Translator`."""
        yield from self._begin(chunk)
        if chunk.get("usage") is not None:
            self._usage = _usage(chunk["usage"])
        for choice in chunk.get("choices") or []:
            if choice.get("index"):
                continue
            delta = choice.get("delta") or {}
            text = delta.get("content") or delta.get("refusal")
            if text:
                yield from self._text(text)
            for call in delta.get("tool_calls") or []:
                yield from self._call(call)
            self._finish = choice.get("finish_reason") or self._finish

    def finish(self) -> Iterable[bytes]:
        """See `Translator`."""
        yield from self._begin({})
        yield from self._close()
        reason = "tool_use" if self._called else _reason(self._finish, [])
        delta = {"stop_reason": reason, "stop_sequence": None}
        yield _event("message_delta", delta=delta, usage=self._usage)
        yield _event("message_stop")

    def fail(self, error: SottovoceError) -> bytes:
        """See `Translator`."""
        return wire.sse(error_of(error), "error")

    def _begin(self, chunk: dict[str, Any]) -> Iterator[bytes]:
        if not self._begun:
            self._begun = True
            message = _message(chunk, content=[], reason=None, usage=_usage(None))
            yield _event("message_start", message=message)

    def _text(self, text: str) -> Iterator[bytes]:
        if not self._open:
            self._open = True
            yield self._block("content_block_start", content_block={"type": "text", "text": ""})
        yield self._block("content_block_delta", delta={"type": "text_delta", "text": text})

    def _call(self, call: dict[str, Any]) -> Iterator[bytes]:
        """A call comes whole: its input is one piece of JSON."""
        yield from self._close()
        self._called = True
        yield self._block("content_block_start", content_block=_use(call, {}))
        piece = {"type": "input_json_delta", "partial_json": dump(_input(call))}
        yield self._block("content_block_delta", delta=piece)
        self._open = True
        yield from self._close()

    def _close(self) -> Iterator[bytes]:
        if self._open:
            self._open = False
            yield self._block("content_block_stop")
            self._index += 1

    def _block(self, kind: str, **fields: Any) -> bytes:
        return _event(kind, index=self._index, **fields)


def _event(kind: str, **fields: Any) -> bytes:
    return wire.sse({"type": kind, **fields}, kind)


def _message(
    reply: dict[str, Any], *, content: list[dict[str, Any]], reason: Any, usage: dict[str, int]
) -> dict[str, Any]:
    return {
        "id": answer_id("msg", reply.get("id")),
        "type": "message",
        "role": "assistant",
        "model": reply.get("model") or "sottovoce",
        "content": content,
        "stop_reason": reason,
        "stop_sequence": None,
        "usage": usage,
    }


def _reason(finish: Any, content: list[dict[str, Any]]) -> str:
    if any(block["type"] == "tool_use" for block in content):
        return "tool_use"
    return _REASONS.get(str(finish), "end_turn")


def _usage(usage: Any) -> dict[str, int]:
    told = usage if isinstance(usage, dict) else {}
    return {
        "input_tokens": told.get("prompt_tokens") or 0,
        "output_tokens": told.get("completion_tokens") or 0,
    }


def _use(call: dict[str, Any], given: Any) -> dict[str, Any]:
    name = (call.get("function") or {}).get("name") or ""
    identity = call.get("id") or wire.new_id("toolu")
    return {"type": "tool_use", "id": identity, "name": name, "input": given}


def _input(call: dict[str, Any]) -> Any:
    """The arguments as an object, which the interface demands."""
    text = (call.get("function") or {}).get("arguments") or "{}"
    given = open_json(text)
    return given if isinstance(given, dict) else {"arguments": text}
