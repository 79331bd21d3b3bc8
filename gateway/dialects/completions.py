"""OpenAI's older text completions. Knows no policy.

A server that has the route gets a prompt; one that has not, such as our edge, gets a chat of one message.
Either way the reply is made into a chat completion before it is restored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from gateway.dialects.refusals import list_of
from gateway.protocol import (
    Common,
    ModelRequest,
    answer_id,
    checked,
    model_request,
    parse_object,
    refuse_unreadable,
)
from sottovoce import wire
from sottovoce.errors import InvalidRequest, SottovoceError, error_body

PATH: Final = "/completions"
# Of a prompt's continuation: a chat knows nothing of the kind.
_PROMPT_ONLY: Final = ("suffix", "echo", "best_of")


class CompletionsDialect:
    """`POST /v1/completions`."""

    name = "completions"

    def read(self, raw: bytes, *, max_choices: int) -> ModelRequest:
        """See `Dialect`."""
        tree = parse_object(raw)
        fields = checked(Common, tree, max_choices=max_choices)
        prompt = tree.get("prompt")
        if not isinstance(prompt, str) and not _texts(prompt):
            raise InvalidRequest("prompt is text or a list of texts.", param="prompt")
        refuse_unreadable(tree)
        if isinstance(prompt, list) and len(prompt) * (fields.n or 1) > max_choices:
            raise InvalidRequest(f"prompts times n is at most {max_choices} here.", param="prompt")
        return model_request(tree, fields, path=PATH, chat_form=chat_form)

    def whole(self, reply: dict[str, Any], request: ModelRequest) -> dict[str, Any]:
        """See `Dialect`."""
        del request
        return _as_text(reply, lambda choice: (choice.get("message") or {}).get("content"))

    def translator(self, request: ModelRequest) -> CompletionEvents:
        """See `Dialect`."""
        del request
        return CompletionEvents()

    def error(self, error: SottovoceError) -> dict[str, Any]:
        """See `Dialect`."""
        return error_body(error)


class CompletionEvents:
    """A restored chat stream as text completion chunks."""

    def push(self, chunk: dict[str, Any]) -> Iterable[bytes]:
        """See `Translator`."""
        yield wire.sse(_as_text(chunk, lambda choice: (choice.get("delta") or {}).get("content")))

    def finish(self) -> Iterable[bytes]:
        """See `Translator`."""
        yield wire.SSE_DONE

    def fail(self, error: SottovoceError) -> bytes:
        """See `Translator`."""
        return wire.sse(error_body(error))


def chat_form(body: dict[str, Any]) -> dict[str, Any]:
    """The body as a chat of one message. Raises `InvalidRequest` for what a chat cannot do."""
    prompt = body["prompt"]
    texts = [prompt] if isinstance(prompt, str) else list_of(prompt, "prompt")
    for field in _PROMPT_ONLY:
        value = body.get(field)
        neutral = not value or (type(value) is int and value == 1)
        if not neutral:
            raise InvalidRequest(f"This site takes no {field}.", param=field)
    if len(texts) != 1:
        raise InvalidRequest("This site takes one prompt at a time.", param="prompt")
    rest = {k: v for k, v in body.items() if k != "prompt" and k not in _PROMPT_ONLY}
    return {**rest, "messages": [{"role": "user", "content": texts[0]}]}


def chat_reply(reply: dict[str, Any]) -> dict[str, Any]:
    """A text completion as a chat completion; what is none is left to whoever reads it."""
    return _as_chat(
        reply,
        "chat.completion",
        lambda text: {"message": {"role": "assistant", "content": text}},
    )


def chat_chunk(chunk: dict[str, Any]) -> dict[str, Any]:
    """A text completion's chunk as a chat completion's."""
    return _as_chat(chunk, "chat.completion.chunk", lambda text: {"delta": {"content": text}})


def _as_chat(
    reply: dict[str, Any], kind: str, said: Callable[[str], dict[str, Any]]
) -> dict[str, Any]:
    choices = reply.get("choices")
    if not isinstance(choices, list):
        return reply
    return {**reply, "object": kind, "choices": [_chat_choice(c, said) for c in choices]}


def _chat_choice(choice: Any, said: Callable[[str], dict[str, Any]]) -> Any:
    if not isinstance(choice, dict) or not isinstance(choice.get("text"), str):
        return choice
    told = {"index": choice.get("index", 0), "finish_reason": choice.get("finish_reason")}
    return {**told, **said(choice["text"])}


def _as_text(reply: dict[str, Any], text: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    choices = [
        {
            "index": choice.get("index", 0),
            "text": text(choice) or "",
            "logprobs": None,
            "finish_reason": choice.get("finish_reason"),
        }
        for choice in reply.get("choices") or []
    ]
    told = {**reply, "object": "text_completion", "choices": choices}
    if isinstance(reply.get("id"), str):
        told["id"] = answer_id("cmpl", reply["id"], "-")
    return told


def _texts(prompt: Any) -> bool:
    return isinstance(prompt, list) and bool(prompt) and all(isinstance(t, str) for t in prompt)
