"""The wire models of the edge: what a chat completion request may hold.

Knows OpenAI's fields and which of them this edge honours; one that it does not is refused by name,
never ignored. Knows no HTTP library.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from sottovoce.errors import InvalidRequest

# Fields whose neutral value asks for nothing: taken with that value, refused with any other.
_NEUTRAL: dict[str, tuple[Any, ...]] = {
    "frequency_penalty": (0, 0.0),
    "presence_penalty": (0, 0.0),
    "logprobs": (False,),
    "n": (1,),
    "response_format": ({"type": "text"},),
    "logit_bias": ({},),
    "tools": ([],),
}


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TextPart(_Wire):
    """A part of a message; only text is taken."""

    type: Literal["text"]
    text: str


def _join(content: Any) -> Any:
    """A list of text parts is one text."""
    if isinstance(content, list):
        return "\n".join(TextPart.model_validate(part).text for part in content)
    return content


class ChatMessage(_Wire):
    """One turn."""

    role: Literal["system", "developer", "user", "assistant"]
    content: Annotated[str, BeforeValidator(_join)]

    def turn(self) -> dict[str, str]:
        """The turn as the chat template takes it."""
        role = "system" if self.role == "developer" else self.role
        return {"role": role, "content": self.content}


class StreamOptions(_Wire):
    """Options of a streamed reply."""

    include_usage: bool = False


def _stops(stop: Any) -> Any:
    return [stop] if isinstance(stop, str) else stop


class ChatRequest(_Wire):
    """`POST /v1/chat/completions`, the part of it that this edge honours."""

    model: str = Field(min_length=1, max_length=200)
    messages: tuple[ChatMessage, ...] = Field(min_length=1, max_length=1000)
    stream: bool = False
    stream_options: StreamOptions | None = None
    temperature: float = Field(default=1.0, ge=0, le=2)
    top_p: float = Field(default=1.0, gt=0, le=1)
    max_tokens: int | None = Field(default=None, ge=1)
    max_completion_tokens: int | None = Field(default=None, ge=1)
    seed: int | None = None
    stop: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=200)], ...], BeforeValidator(_stops)
    ] = Field(default=(), max_length=4)
    store: bool | None = None
    metadata: dict[str, str] | None = None

    @property
    def limit(self) -> int | None:
        """The answer's limit in tokens, whichever of the two names it came under."""
        return self.max_completion_tokens or self.max_tokens

    @property
    def usage_wanted(self) -> bool:
        """Whether a stream ends with a chunk that counts the tokens."""
        return self.stream_options is not None and self.stream_options.include_usage


def parse_chat(body: Any) -> ChatRequest:
    """The request of a decoded body. Raises InvalidRequest naming the first field at fault."""
    if not isinstance(body, dict):
        raise InvalidRequest("The body must be a JSON object.")
    plain = {key: value for key, value in body.items() if value is not None}
    for field, neutral in _NEUTRAL.items():
        if field in plain and plain.pop(field) not in neutral:
            raise InvalidRequest(f"This edge does not support {field}.", param=field)
    if isinstance(plain.get("messages"), list):
        plain["messages"] = [_without_nulls(message) for message in plain["messages"]]
    try:
        return ChatRequest.model_validate(plain)
    except ValidationError as error:
        raise _invalid(error) from None


def _without_nulls(message: Any) -> Any:
    """A client that sends a reply back as history sends its empty fields too."""
    if not isinstance(message, dict):
        return message
    return {key: value for key, value in message.items() if value is not None}


def _invalid(error: ValidationError) -> InvalidRequest:
    fault = error.errors(include_input=False, include_url=False, include_context=False)[0]
    names = ChatRequest.model_fields.keys() | ChatMessage.model_fields.keys()
    names = names | {"type", "text", "include_usage"}
    unknown = fault["type"] == "extra_forbidden"
    place = _place(fault["loc"], names, unknown=unknown)
    if unknown:
        return InvalidRequest(f"This edge does not support {place}.", param=place)
    message = fault["msg"] if fault["type"] != "value_error" else "not valid"
    return InvalidRequest(f"{place}: {message}.", param=place)


def _place(location: tuple[int | str, ...], names: set[str], *, unknown: bool) -> str:
    """Where the fault is. A key of the caller's own making is named only if it looks like a field."""
    parts = []
    for index, part in enumerate(location):
        last = unknown and index == len(location) - 1
        known = isinstance(part, int) or part in names
        plain = isinstance(part, str) and part.isidentifier() and part.isascii() and len(part) < 40
        parts.append(str(part) if known or (last and plain) else "(unknown)")
    return ".".join(parts) or "body"
