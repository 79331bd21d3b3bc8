"""JSON Schemas of what the gateway takes and gives, for its OpenAPI document.

A request's schema names the fields that the gateway itself reads. An answer's fields that come from an upstream
as they are have no more of a type than the gateway makes sure of.
"""

from __future__ import annotations

from typing import Any, Final

from gateway.people import MAX_TEXT
from gateway.protocol import MAX_ID, MODEL_NAME

Node = dict[str, Any]


def ref(name: str) -> Node:
    """A reference to one of `SCHEMAS`."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: tuple[str, ...] = (), *, closed: bool = False, **properties: Node) -> Node:
    node: Node = {"type": "object", "properties": properties}
    if required:
        node["required"] = list(required)
    return {**node, "additionalProperties": not closed}


def _text(**more: Any) -> Node:
    return {"type": "string", **more}


def _or_null(kind: str, **more: Any) -> Node:
    return {"type": [kind, "null"], **more}


def _list(items: Node, **more: Any) -> Node:
    return {"type": "array", "items": items, **more}


def _word(*words: str) -> Node:
    return {"type": "string", "enum": list(words)}


_ANY: Final[Node] = {}
_COUNT: Final[Node] = {"type": "integer", "minimum": 0}
_TIME: Final[Node] = {"type": "number"}
_MODEL: Final = _text(
    pattern=f"^{MODEL_NAME.pattern}$",
    description="`sottovoce` (the default), `sottovoce@RELEASE`, `base`, or a name of the upstream's.",
)
# What every request to a model may hold; the names of the customer and of the conversation are never sent on.
_COMMON: Final[Node] = {
    "model": _MODEL,
    "stream": _or_null("boolean", description="Answer as server-sent events."),
    "n": _or_null(
        "integer", minimum=1, description="How many answers; `limits.max_choices` at most."
    ),
    "store": _or_null(
        "boolean", description="The customer's consent to train on the conversation."
    ),
    "user": _or_null(
        "string", maxLength=MAX_ID, description="The customer's id; only a pseudonym of it leaves."
    ),
    "safety_identifier": _or_null(
        "string", maxLength=MAX_ID, description="The same, under OpenAI's newer name."
    ),
    "metadata": _or_null(
        "object",
        properties={"conversation_id": _or_null("string", maxLength=MAX_ID)},
        description="Read for `conversation_id`; never sent on.",
    ),
}
_PARTS: Final = _list(
    _object(("type",), type=_word("text", "refusal"), text=_text(), refusal=_text()),
)
_MESSAGE: Final = _object(
    ("role",),
    role=_text(minLength=1, maxLength=64),
    content={"anyOf": [_text(), _PARTS, {"type": "null"}]},
)
_TOOL: Final = _object()
_USAGE: Final = _or_null("object")
_CHOICES: Final = _list(_object(("index",), index=_ANY, finish_reason=_ANY, message=_object()))
_BLOCK: Final = _object(
    ("type",), type=_word("text", "tool_use", "tool_result", "thinking", "redacted_thinking")
)

SCHEMAS: Final[Node] = {
    "Error": _object(
        ("error",),
        error=_object(
            ("message", "type", "param", "code"),
            message=_text(),
            type=_text(),
            param=_or_null("string"),
            code=_text(),
        ),
    ),
    "AnthropicError": _object(
        ("type", "error"),
        type={"const": "error"},
        error=_object(("type", "message", "code"), type=_text(), message=_text(), code=_text()),
    ),
    "Chat": _object(
        ("messages",),
        **_COMMON,
        messages=_list(_MESSAGE, minItems=1),
        tools=_list(_TOOL),
        response_format=_object(),
        logprobs={"enum": [False, None], "description": "Not given: they show redacted text."},
    ),
    "ChatCompletion": _object(
        ("choices",), id=_ANY, object=_ANY, created=_ANY, model=_ANY, choices=_CHOICES, usage=_ANY
    ),
    "Prompt": _object(
        ("prompt",),
        **_COMMON,
        prompt={"anyOf": [_text(), _list(_text(), minItems=1)], "description": "No token ids."},
    ),
    "TextCompletion": _object(
        ("object", "choices"),
        object={"const": "text_completion"},
        choices=_list(_object(("index", "text"), index=_ANY, text=_text())),
    ),
    "EmbeddingRequest": _object(
        ("input",),
        **{k: v for k, v in _COMMON.items() if k != "stream"},
        stream={"enum": [False, None]},
        input={
            "anyOf": [_text(), _list(_text(), minItems=1, maxItems=2048)],
            "description": "No token ids.",
        },
    ),
    "EmbeddingList": _object(
        ("data",),
        data=_list(
            _object(
                ("object", "index", "embedding"),
                object={"const": "embedding"},
                index=_ANY,
                embedding={"anyOf": [_list({"type": "number"}), _text()]},
            )
        ),
    ),
    "ResponseRequest": _object(
        ("input",),
        **_COMMON,
        input={"anyOf": [_text(), _list(_object())]},
        instructions=_or_null("string"),
        max_output_tokens=_or_null("integer", minimum=1),
        previous_response_id={"enum": [None, ""], "description": "Send the whole conversation."},
        background={"enum": [False, None]},
    ),
    "Response": _object(
        ("id", "object", "status", "output", "error"),
        id=_text(pattern="^resp_"),
        object={"const": "response"},
        status=_word("completed", "incomplete"),
        output=_list(_object(("id", "type"), id=_text(), type=_word("message", "function_call"))),
        usage=_USAGE,
        error={"type": "null"},
    ),
    "MessageRequest": _object(
        ("messages", "max_tokens"),
        **{k: v for k, v in _COMMON.items() if k != "metadata"},
        metadata=_or_null("object", properties={"user_id": _or_null("string", maxLength=MAX_ID)}),
        max_tokens={"type": "integer", "minimum": 1},
        messages=_list(
            _object(
                ("role", "content"),
                role=_word("user", "assistant"),
                content={"anyOf": [_text(), _list(_BLOCK)]},
            ),
            minItems=1,
        ),
        system={"anyOf": [_text(), _list(_object()), {"type": "null"}]},
        stop_sequences=_list(_text()),
        tools=_list(_TOOL),
    ),
    "Message": _object(
        ("id", "type", "role", "content", "stop_reason", "usage"),
        id=_text(pattern="^msg_"),
        type={"const": "message"},
        role={"const": "assistant"},
        content=_list(_object(("type",), type=_word("text", "tool_use"))),
        stop_reason=_or_null("string"),
        usage=_object(("input_tokens", "output_tokens")),
    ),
    "ModelList": _object(
        ("object", "data"),
        object={"const": "list"},
        data=_list(
            _object(
                ("id", "object", "created", "owned_by"),
                id=_text(),
                object={"const": "model"},
                created={"type": "integer"},
                owned_by=_text(),
                release=_text(),
            )
        ),
    ),
    "Feedback": _object(
        ("completion_id", "rating"),
        closed=True,
        completion_id=_text(minLength=1, maxLength=128),
        rating=_word("up", "down"),
        corrected_answer=_or_null("string", minLength=1, maxLength=MAX_TEXT),
    ),
    "FeedbackNoted": _object(
        ("object", "completion_id", "rating", "corrected"),
        object={"const": "feedback"},
        completion_id=_text(),
        rating=_word("up", "down"),
        corrected={"type": "boolean"},
    ),
    "Preview": _object(
        ("text",),
        closed=True,
        text=_text(maxLength=MAX_TEXT),
        pack=_or_null("string", maxLength=200),
    ),
    "Previewed": _object(
        ("object", "policy", "refused", "text", "findings"),
        object={"const": "privacy.preview"},
        policy=_text(),
        refused=_or_null("string"),
        text=_or_null("string"),
        findings=_list(
            _object(
                ("start", "end", "label", "score", "action", "rules", "context"),
                start=_COUNT,
                end=_COUNT,
                label=_text(),
                score=_TIME,
                action=_text(),
                rules=_list(_text()),
                context=_text(),
            )
        ),
    ),
    "Erase": _object(("user",), closed=True, user=_text(minLength=1, maxLength=MAX_ID)),
    "Receipt": _object(
        ("receipt", "signature", "public_key"),
        receipt=_object(
            (
                "version",
                "subject",
                "issued",
                "gateway",
                "sites",
                "pending",
                "durable",
                "statement",
            ),
            version={"const": 1},
            subject=_text(),
            issued=_TIME,
            gateway=_object(("conversations", "answers"), conversations=_COUNT, answers=_COUNT),
            sites=_list(_object(("site", "server", "state"), state=_word("done", "pending"))),
            pending=_list(_text()),
            durable={"type": "boolean"},
            statement=_text(),
        ),
        signature=_text(),
        public_key=_text(),
    ),
    "Live": _object(("status",), status={"const": "ok"}),
    "Ready": _object(
        ("status", "checks"),
        status=_word("ready", "not_ready"),
        checks={"type": "object", "additionalProperties": {"type": "string"}},
    ),
}
