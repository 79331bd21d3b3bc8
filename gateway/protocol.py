"""What every request to a model has in common on the wire, and the model list.

Knows the wire alone: no policy, no upstream, no FastAPI. A fault is an `InvalidRequest` that
names the field and never what was in it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gateway.answers import bare_id
from gateway.walker import is_unicode, strict_json
from sottovoce.errors import InvalidRequest

# Fields that name the customer or the conversation, or a vendor's own store of them: they are read
# here and never sent on.
PERSONAL: Final = ("user", "safety_identifier", "metadata", "store", "prompt_cache_key")
MODEL_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}")
MAX_ID: Final = 256
MAX_PLACE: Final = 80
T = TypeVar("T", bound="Common")
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class ModelRequest:
    """A checked request. `body` is what will be redacted and sent, without the personal fields.

    `path` is where it goes below an upstream's address, and `chat_form` makes a chat of the redacted body
    for one that has no such path. `irreversible`: nothing comes back, so values become types. `asked` is
    the client's own body, for a reply that repeats it.
    """

    body: dict[str, Any] = field(repr=False)
    model: str
    stream: bool
    customer: str | None = field(repr=False)
    store: bool | None
    conversation: str | None = field(repr=False)
    json_reply: bool = False
    path: str = "/chat/completions"
    chat_form: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    irreversible: bool = False
    asked: dict[str, Any] = field(default_factory=dict, repr=False)
    # Whether a stream's end tells its tokens to the client; we ask for them in any case.
    usage_wanted: bool = False


class Common(BaseModel):
    """The fields that the gateway itself reads, whatever the dialect; all others are kept and scanned."""

    model_config = ConfigDict(extra="allow", strict=True)
    model: str = Field(default="sottovoce", max_length=128)
    stream: bool | None = None
    n: int | None = Field(default=None, ge=1)
    store: bool | None = None
    user: str | None = Field(default=None, max_length=MAX_ID)
    safety_identifier: str | None = Field(default=None, max_length=MAX_ID)
    metadata: dict[str, Any] | None = None


def checked(fields: type[T], tree: dict[str, Any], *, max_choices: int) -> T:
    """The fields of a model's request. Raises `InvalidRequest`."""
    read = validated(fields, tree)
    if (read.n or 1) > max_choices:
        raise InvalidRequest(f"n is at most {max_choices} here.", param="n")
    return read


def validated(fields: type[M], tree: dict[str, Any]) -> M:
    """The fields of a body. Raises `InvalidRequest`, which names the field and never what was in it."""
    try:
        return fields.model_validate(tree)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or None
        known = place is not None and len(place) <= MAX_PLACE and first["type"] != "extra_forbidden"
        told = place if known else None
        raise InvalidRequest(f"{told or 'body'}: {first['msg']}", param=told) from None


def model_request(
    tree: dict[str, Any],
    fields: Common,
    *,
    path: str,
    json_reply: bool = False,
    chat_form: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
    irreversible: bool = False,
) -> ModelRequest:
    """The request without what names the customer, the conversation or a vendor's own store."""
    return ModelRequest(
        body={k: v for k, v in tree.items() if k not in PERSONAL and k != "model"},
        model=model_name(fields.model),
        stream=bool(fields.stream),
        customer=fields.user or fields.safety_identifier or None,
        store=fields.store,
        conversation=_conversation_of(fields.metadata),
        json_reply=json_reply,
        path=path,
        chat_form=chat_form,
        irreversible=irreversible,
        usage_wanted=_usage_wanted(tree.get("stream_options")),
    )


def _usage_wanted(options: Any) -> bool:
    return isinstance(options, dict) and options.get("include_usage") is True


class _TwoKeys(ValueError):
    """A key stands twice in one object."""


def parse_object(raw: bytes) -> dict[str, Any]:
    """The JSON object of a body: UTF-8 without a byte order mark, each key once. Raises `InvalidRequest`.

    Of two equal keys parsers take the first or the last: what was looked at might not be what is meant.
    """
    try:
        tree = strict_json(raw.decode(), pairs=_unique)
    except RecursionError:
        raise InvalidRequest("The body is nested too deep.") from None
    except _TwoKeys:
        raise InvalidRequest("A key stands twice in one object of the body.") from None
    except ValueError:
        raise InvalidRequest("The body is not valid JSON in UTF-8.") from None
    if not isinstance(tree, dict):
        raise InvalidRequest("The body must be a JSON object.")
    return tree


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) != len(pairs):
        raise _TwoKeys
    return tree


def answer_id(prefix: str, upstream_id: Any, mark: str = "_") -> str:
    """An answer's id in another dialect: the upstream's own behind that dialect's prefix.

    So feedback finds the answer by any of them.
    """
    if not isinstance(upstream_id, str) or not upstream_id:
        return f"{prefix}{mark}{secrets.token_hex(12)}"
    return f"{prefix}{mark}{bare_id(upstream_id)}"


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


def refuse_unreadable(tree: dict[str, Any]) -> None:
    """What no scanner can read, or what would show text before it is restored."""
    for key in tree:
        if key.endswith("token_ids"):
            raise InvalidRequest("Token ids are not taken: send text.", param=key)
    for key in ("logprobs", "top_logprobs"):
        if tree.get(key):
            raise InvalidRequest(
                "Log probabilities are not given: they show redacted text.", param=key
            )


def model_name(name: str) -> str:
    """The name, if it can be one. Raises `InvalidRequest`."""
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
