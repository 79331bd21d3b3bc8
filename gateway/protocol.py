"""What a chat request must look like before anything is done with it, and the model list.

Knows the wire alone: no policy, no upstream, no FastAPI. A fault is an `InvalidRequest` that
names the field and never what was in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gateway.grammar import words
from gateway.walker import is_unicode, strict_json
from sottovoce.errors import InvalidRequest

# Fields that name the customer or the conversation, or a vendor's own store of them: they are read
# here and never sent on.
PERSONAL: Final = ("user", "safety_identifier", "metadata", "store", "prompt_cache_key")
MODEL_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}")
TEXT_PARTS: Final = frozenset({"text", "refusal"})
MEDIA_KEYS: Final = words(
    """
    image_url input_image images input_audio audio audio_url video_url input_video file input_file
    """
)
MAX_ID: Final = 256


class _Message(BaseModel):
    """One message; everything but the role is walked later, whatever it is called."""

    model_config = ConfigDict(extra="allow", strict=True)
    role: str = Field(min_length=1, max_length=64)


class _Body(BaseModel):
    """The fields that the gateway itself reads; all others are kept and scanned."""

    model_config = ConfigDict(extra="allow", strict=True)
    messages: list[_Message] = Field(min_length=1)
    model: str = Field(default="sottovoce", max_length=128)
    stream: bool | None = None
    n: int | None = Field(default=None, ge=1)
    store: bool | None = None
    user: str | None = Field(default=None, max_length=MAX_ID)
    safety_identifier: str | None = Field(default=None, max_length=MAX_ID)
    metadata: dict[str, Any] | None = None


@dataclass(frozen=True)
class ChatRequest:
    """A checked request. `body` is what will be redacted and sent, without the personal fields."""

    body: dict[str, Any]
    model: str
    stream: bool
    choices: int
    customer: str | None
    store: bool | None
    conversation: str | None
    json_reply: bool


def read_chat(raw: bytes, *, max_choices: int) -> ChatRequest:
    """Parses and checks a chat request. Raises `InvalidRequest`."""
    tree = parse_object(raw)
    fields = _validated(tree)
    _refuse_media(tree)
    _refuse_unreadable(tree)
    choices = fields.n or 1
    if choices > max_choices:
        raise InvalidRequest(f"n is at most {max_choices} here.", param="n")
    body = {key: value for key, value in tree.items() if key not in PERSONAL and key != "model"}
    return ChatRequest(
        body=body,
        model=_model_name(fields.model),
        stream=bool(fields.stream),
        choices=choices,
        customer=fields.user or fields.safety_identifier or None,
        store=fields.store,
        conversation=_conversation_of(fields.metadata),
        json_reply=_wants_json(tree.get("response_format")),
    )


def parse_object(raw: bytes) -> dict[str, Any]:
    """The JSON object of a body. Raises `InvalidRequest`."""
    try:
        tree = strict_json(raw)
    except RecursionError:
        raise InvalidRequest("The body is nested too deep.") from None
    except ValueError:
        raise InvalidRequest("The body is not valid JSON in UTF-8.") from None
    if not isinstance(tree, dict):
        raise InvalidRequest("The body must be a JSON object.")
    return tree


def model_entry(name: str, owner: str = "sottovoce") -> dict[str, Any]:
    """One line of the model list."""
    return {"id": name, "object": "model", "created": 0, "owned_by": owner}


def clean_entry(entry: dict[str, Any]) -> dict[str, Any] | None:
    """An upstream's line of the model list with the fields that clients know; None without a name."""
    name = entry.get("id")
    if not isinstance(name, str) or not MODEL_NAME.fullmatch(name):
        return None
    created, owner, release = entry.get("created"), entry.get("owned_by"), entry.get("release")
    return {
        "id": name,
        "object": "model",
        "created": created if isinstance(created, int) else 0,
        "owned_by": owner if isinstance(owner, str) else "upstream",
        **({"release": release} if isinstance(release, str) else {}),
    }


def model_list(entries: list[dict[str, Any]]) -> dict[str, Any]:
    """OpenAI's list of models, each name once, in order."""
    unique: dict[str, dict[str, Any]] = {}
    for entry in entries:
        unique.setdefault(str(entry["id"]), entry)
    return {"object": "list", "data": list(unique.values())}


def _validated(tree: dict[str, Any]) -> _Body:
    try:
        return _Body.model_validate(tree)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or None
        raise InvalidRequest(f"{place or 'body'}: {first['msg']}", param=place) from None


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
    return part.get("type") not in TEXT_PARTS or any(key in part for key in MEDIA_KEYS)


def _refuse_unreadable(tree: dict[str, Any]) -> None:
    """What no scanner can read, or what would show text before it is restored."""
    for key in tree:
        if key.endswith("token_ids"):
            raise InvalidRequest("Token ids are not taken: send text.", param=key)
    for key in ("logprobs", "top_logprobs"):
        if tree.get(key):
            raise InvalidRequest(
                "Log probabilities are not given: they show redacted text.", param=key
            )


def _model_name(name: str) -> str:
    if not MODEL_NAME.fullmatch(name):
        raise InvalidRequest("model is not a model's name.", param="model")
    return name


def _conversation_of(metadata: dict[str, Any] | None) -> str | None:
    value = (metadata or {}).get("conversation_id")
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > MAX_ID or not is_unicode(value):
        raise InvalidRequest(
            f"conversation_id is a string of at most {MAX_ID} Unicode characters.",
            param="metadata.conversation_id",
        )
    return value


def _wants_json(response_format: Any) -> bool:
    kind = response_format.get("type") if isinstance(response_format, dict) else None
    return kind in ("json_object", "json_schema")
