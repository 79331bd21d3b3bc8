"""A restored chat reply as OpenAI's Responses object and its events. Knows no policy.

Source of the events and their order: OpenAI's API reference, "Responses streaming events".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from gateway.protocol import answer_id
from sottovoce import wire
from sottovoce.errors import SottovoceError, error_body

# Of the request, what the object repeats.
_ECHOED: Final[dict[str, Any]] = {
    "instructions": None,
    "max_output_tokens": None,
    "parallel_tool_calls": True,
    "temperature": None,
    "tool_choice": "auto",
    "tools": [],
    "top_p": None,
    "truncation": "disabled",
    "text": {"format": {"type": "text"}},
    "reasoning": {"effort": None, "summary": None},
}


def response_of(reply: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """The Responses object of a whole chat completion; `asked` is the client's own body."""
    choice = (reply.get("choices") or [{}])[0]
    output = _output(choice.get("message") or {})
    return _object(
        asked,
        id=answer_id("resp", reply.get("id")),
        created=reply.get("created"),
        model=reply.get("model"),
        output=output,
        usage=usage_of(reply.get("usage")),
        finish=choice.get("finish_reason"),
    )


def usage_of(usage: Any) -> dict[str, Any] | None:
    """Chat's usage under the names of Responses."""
    if not isinstance(usage, dict):
        return None
    prompt, completion = usage.get("prompt_tokens") or 0, usage.get("completion_tokens") or 0
    cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
    reasoning = (usage.get("completion_tokens_details") or {}).get("reasoning_tokens") or 0
    return {
        "input_tokens": prompt,
        "input_tokens_details": {"cached_tokens": cached},
        "output_tokens": completion,
        "output_tokens_details": {"reasoning_tokens": reasoning},
        "total_tokens": usage.get("total_tokens") or prompt + completion,
    }


class ResponseEvents:
    """A restored chat stream as Responses events."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self._asked = asked
        self._id = ""
        self._number = 0
        self._created: Any = None
        self._model: Any = None
        self._begun = False
        self._message: dict[str, Any] | None = None
        self._output: list[dict[str, Any]] = []
        self._usage: dict[str, Any] | None = None
        self._finish: str | None = None

    def push(self, chunk: dict[str, Any]) -> Iterable[bytes]:
        """See `Translator`."""
        yield from self._begin(chunk)
        if chunk.get("usage") is not None:
            self._usage = usage_of(chunk["usage"])
        for choice in chunk.get("choices") or []:
            if choice.get("index"):
                continue
            delta = choice.get("delta") or {}
            for kind, key in (("output_text", "content"), ("refusal", "refusal")):
                if delta.get(key):
                    yield from self._text(kind, delta[key])
            for call in delta.get("tool_calls") or []:
                yield from self._close_message()
                yield from self._call(call)
            self._finish = choice.get("finish_reason") or self._finish

    def finish(self) -> Iterable[bytes]:
        """See `Translator`."""
        yield from self._begin({})
        yield from self._close_message()
        whole = self._whole(self._finish)
        kind = "response.incomplete" if whole["status"] == "incomplete" else "response.completed"
        yield self._event(kind, response=whole)

    def fail(self, error: SottovoceError) -> bytes:
        """See `Translator`."""
        told = error_body(error)["error"]
        return self._event(
            "error", code=told["code"], message=told["message"], param=told.get("param")
        )

    def _begin(self, chunk: dict[str, Any]) -> Iterator[bytes]:
        self._id = self._id or answer_id("resp", chunk.get("id"))
        self._created = self._created or chunk.get("created")
        self._model = self._model or chunk.get("model")
        if not self._begun:
            self._begun = True
            running = self._whole(None) | {"status": "in_progress", "usage": None}
            yield self._event("response.created", response=running)
            yield self._event("response.in_progress", response=running)

    def _text(self, kind: str, text: str) -> Iterator[bytes]:
        name = "text" if kind == "output_text" else "refusal"
        if self._message is None:
            self._message = _message_item([], "in_progress")
            yield self._event("response.output_item.added", item=dict(self._message), **self._at())
        parts = self._message["content"]
        if not parts or parts[-1]["type"] != kind:
            yield from self._close_part()
            parts.append(_part(kind, ""))
            yield self._event("response.content_part.added", part=_part(kind, ""), **self._in())
        parts[-1][name] += text
        logs: dict[str, Any] = {"logprobs": []} if kind == "output_text" else {}
        yield self._event(f"response.{kind}.delta", delta=text, **self._in(), **logs)

    def _close_part(self) -> Iterator[bytes]:
        if self._message is None or not self._message["content"]:
            return
        part = self._message["content"][-1]
        text = {k: v for k, v in part.items() if k in ("text", "refusal")}
        logs: dict[str, Any] = {"logprobs": []} if part["type"] == "output_text" else {}
        yield self._event(f"response.{part['type']}.done", **text, **self._in(), **logs)
        yield self._event("response.content_part.done", part=part, **self._in())

    def _close_message(self) -> Iterator[bytes]:
        if self._message is None:
            return
        yield from self._close_part()
        self._message["status"] = "completed"
        yield self._event("response.output_item.done", item=self._message, **self._at())
        self._output.append(self._message)
        self._message = None

    def _call(self, call: dict[str, Any]) -> Iterator[bytes]:
        """A call comes whole: its arguments are one delta."""
        item = _call_item(call)
        at = {"item_id": item["id"], "output_index": len(self._output)}
        begun = item | {"arguments": "", "status": "in_progress"}
        yield self._event("response.output_item.added", item=begun, **self._at())
        arguments = item["arguments"]
        yield self._event("response.function_call_arguments.delta", delta=arguments, **at)
        yield self._event(
            "response.function_call_arguments.done", arguments=arguments, name=item["name"], **at
        )
        yield self._event("response.output_item.done", item=item, **self._at())
        self._output.append(item)

    def _whole(self, finish: str | None) -> dict[str, Any]:
        return _object(
            self._asked,
            id=self._id,
            created=self._created,
            model=self._model,
            output=self._output,
            usage=self._usage,
            finish=finish,
        )

    def _at(self) -> dict[str, Any]:
        return {"output_index": len(self._output)}

    def _in(self) -> dict[str, Any]:
        held = self._message or _message_item([], "in_progress")
        index = max(len(held["content"]) - 1, 0)
        return {**self._at(), "item_id": held["id"], "content_index": index}

    def _event(self, kind: str, **fields: Any) -> bytes:
        event = {"type": kind, "sequence_number": self._number, **fields}
        self._number += 1
        return wire.sse(event, kind)


def _object(
    asked: dict[str, Any],
    *,
    id: str,
    created: Any,
    model: Any,
    output: list[dict[str, Any]],
    usage: dict[str, Any] | None,
    finish: Any,
) -> dict[str, Any]:
    cut = {"length": "max_output_tokens", "content_filter": "content_filter"}.get(str(finish))
    echoed = {k: v if asked.get(k) is None else asked[k] for k, v in _ECHOED.items()}
    return {
        "id": id,
        "object": "response",
        "created_at": created or 0,
        "status": "incomplete" if cut else "completed",
        "error": None,
        "incomplete_details": {"reason": cut} if cut else None,
        "model": model or "sottovoce",
        "output": list(output),
        "usage": usage,
        "previous_response_id": None,
        "background": False,
        "store": False,
        "metadata": asked.get("metadata") or {},
        **echoed,
    }


def _output(message: dict[str, Any]) -> list[dict[str, Any]]:
    parts = []
    if message.get("content"):
        parts.append(_part("output_text", str(message["content"])))
    if message.get("refusal"):
        parts.append(_part("refusal", str(message["refusal"])))
    calls = [_call_item(call) for call in message.get("tool_calls") or []]
    said = [_message_item(parts, "completed")] if parts or not calls else []
    return [*said, *calls]


def _message_item(parts: list[dict[str, Any]], status: str) -> dict[str, Any]:
    return {
        "id": wire.new_id("msg"),
        "type": "message",
        "role": "assistant",
        "status": status,
        "content": parts,
    }


def _part(kind: str, text: str) -> dict[str, Any]:
    if kind == "refusal":
        return {"type": kind, "refusal": text}
    return {"type": kind, "text": text, "annotations": [], "logprobs": []}


def _call_item(call: dict[str, Any]) -> dict[str, Any]:
    function = call.get("function") or {}
    return {
        "id": wire.new_id("fc"),
        "type": "function_call",
        "call_id": call.get("id") or wire.new_id("call"),
        "name": function.get("name") or "",
        "arguments": function.get("arguments") or "",
        "status": "completed",
    }
