"""OpenAI's chat completions, the dialect that every other one is turned into. Knows no policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from gateway.dialects.refusals import is_one_of
from gateway.grammar import words
from gateway.protocol import (
    Common,
    ModelRequest,
    checked,
    model_request,
    parse_object,
    refuse_unreadable,
)
from sottovoce import wire
from sottovoce.errors import InvalidRequest, SottovoceError, error_body

PATH: Final = "/chat/completions"
TEXT_PARTS: Final = frozenset({"text", "refusal"})
MEDIA_KEYS: Final = words(
    """
    image_url input_image images input_audio audio audio_url video_url input_video file input_file
    """
)


class _Message(BaseModel):
    """One message; everything but the role is walked later, whatever it is called."""

    model_config = ConfigDict(extra="allow", strict=True)
    role: str = Field(min_length=1, max_length=64)


class _Chat(Common):
    messages: list[_Message] = Field(min_length=1)


class ChatDialect:
    """`POST /v1/chat/completions`."""

    name = "chat"

    def read(self, raw: bytes, *, max_choices: int) -> ModelRequest:
        """See `Dialect`."""
        return chat_request(parse_object(raw), max_choices=max_choices)

    def whole(self, reply: dict[str, Any], request: ModelRequest) -> dict[str, Any]:
        """See `Dialect`."""
        del request
        return reply

    def translator(self, request: ModelRequest) -> ChatEvents:
        """See `Dialect`."""
        del request
        return ChatEvents()

    def error(self, error: SottovoceError) -> dict[str, Any]:
        """See `Dialect`."""
        return error_body(error)


class ChatEvents:
    """A stream's events as they are."""

    def push(self, chunk: dict[str, Any]) -> Iterable[bytes]:
        """See `Translator`."""
        yield wire.sse(chunk)

    def finish(self) -> Iterable[bytes]:
        """See `Translator`."""
        yield wire.SSE_DONE

    def fail(self, error: SottovoceError) -> bytes:
        """See `Translator`."""
        return wire.sse(error_body(error))


def chat_request(tree: dict[str, Any], *, max_choices: int) -> ModelRequest:
    """Checks a chat body, a client's own or one that another dialect made. Raises `InvalidRequest`."""
    fields = checked(_Chat, tree, max_choices=max_choices)
    _refuse_media(tree)
    refuse_unreadable(tree)
    wants_json = _wants_json(tree.get("response_format"))
    return model_request(tree, fields, path=PATH, json_reply=wants_json)


def _refuse_media(tree: dict[str, Any]) -> None:
    modalities = tree.get("modalities")
    if tree.get("audio") is not None or modalities not in (None, ["text"]):
        raise InvalidRequest("Only text is taken: no audio.", param="modalities")
    for place, message in enumerate(tree["messages"]):
        if _has_media(message):
            raise InvalidRequest(
                "Only text is taken: no images, audio, video or files.",
                param=f"messages.{place}.content",
            )


def _has_media(message: dict[str, Any]) -> bool:
    if any(message.get(key) is not None for key in MEDIA_KEYS):
        return True
    content = message.get("content")
    parts = content if isinstance(content, list) else [content]
    return any(isinstance(part, dict) and _is_media(part) for part in parts)


def _is_media(part: dict[str, Any]) -> bool:
    return not is_one_of(part.get("type"), TEXT_PARTS) or any(key in part for key in MEDIA_KEYS)


def _wants_json(response_format: Any) -> bool:
    kind = response_format.get("type") if isinstance(response_format, dict) else None
    return kind in ("json_object", "json_schema")
