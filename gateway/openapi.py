"""The OpenAPI 3.1 document of the gateway's routes, as the gateway really takes and answers them.

Written by hand rather than from the routes: bodies are read by the dialects and not by FastAPI, since unknown
fields are kept. A body's fields here are those that the gateway itself reads; all others are kept, redacted
and sent on. Knows no request.
"""

from __future__ import annotations

from typing import Any, Final

from gateway.openapi_schemas import SCHEMAS, ref
from gateway.protocol import MAX_ID
from sottovoce import __version__, wire

Node = dict[str, Any]

_ABOUT: Final = """\
An OpenAI-compatible gateway that takes personal data out of each request and puts it back into the answer.
Fields that are not listed are kept, redacted and sent on. Errors have the form of the interface that the path
belongs to and a stable `code`; `x-should-retry` says whether the same request may work a moment later."""
# What each status means, and its codes.
_ERRORS: Final = {
    400: "The request is not valid: `invalid_request`, `ambiguous_request`, `context_length_exceeded`,"
    " `not_supported`, `upstream_refused`.",
    401: "`invalid_api_key`: no key, or one that is not known.",
    403: "`forbidden`: the key may not do this.",
    404: "`model_not_found`, `unknown_site`, `completion_not_found` or `not_found`.",
    405: "`not_found`: no such method.",
    408: "`request_timeout`: the request took too long to arrive.",
    409: "`already_rated`: this answer has been rated.",
    413: "`body_too_large`: over the limit of bytes.",
    415: "`unsupported_media_type`: not JSON, or packed.",
    422: "`privacy_refused`: the policy does not let this request pass; nothing was sent.",
    429: "`rate_limited` or `insufficient_quota`.",
    431: "`headers_too_large`.",
    500: "`internal_error`: a fault of the gateway's; nothing is told of it.",
    503: "`privacy_unavailable`: a part of the privacy path failed, and nothing was sent. Also"
    " `upstream_unavailable`, `overloaded`, `log_unavailable`.",
    504: "`upstream_timeout`: the site did not answer in time.",
}
_ALWAYS: Final = (400, 403, 408, 413, 415, 431, 500)
_ASKED: Final = (401, 404, 429, 503)
_MODEL: Final = (*_ALWAYS, *_ASKED, 405, 422, 504)
_RETRY: Final = {"x-should-retry": "RetryHeader", "x-request-id": "RequestIdHeader"}


def document() -> Node:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sottovoce gateway",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": "models", "description": "What applications ask of a model."},
            {"name": "people", "description": "What agents and privacy officers ask."},
            {"name": "state", "description": "What whoever runs the gateway asks."},
        ],
        "paths": {**_model_paths(), **_people_paths(), **_state_paths()},
        "components": {
            "securitySchemes": _security(),
            "parameters": _parameters(),
            "headers": _headers(),
            "schemas": SCHEMAS,
        },
    }


def _model_paths() -> Node:
    talk = (
        (
            "/v1/chat/completions",
            "createChatCompletion",
            "Answer a chat.",
            "Chat",
            "ChatCompletion",
        ),
        ("/v1/completions", "createCompletion", "Continue a text.", "Prompt", "TextCompletion"),
        ("/v1/responses", "createResponse", "Answer as Responses.", "ResponseRequest", "Response"),
        ("/v1/messages", "createMessage", "Answer as Messages.", "MessageRequest", "Message"),
    )
    paths: Node = {
        path: {"post": _post(path, name, summary, body, answer, stream=True)}
        for path, name, summary, body, answer in talk
    }
    paths["/v1/embeddings"] = {
        "post": _post(
            "/v1/embeddings",
            "createEmbedding",
            "Turn texts into vectors, with types in the place of values.",
            "EmbeddingRequest",
            "EmbeddingList",
        )
    }
    paths["/v1/models"] = {
        "get": {
            "operationId": "listModels",
            "summary": "List what the key's site serves.",
            "tags": ["models"],
            "parameters": [_parameter("Site")],
            "security": _keys(),
            "responses": {
                "200": _answer("The models.", "ModelList"),
                **_errors("/v1/models", (400, 401, 403, 404, 405, 431, 500, 503, 504)),
            },
        }
    }
    return paths


def _people_paths() -> Node:
    rows = (
        (
            "/v1/feedback",
            "rateAnswer",
            "Note a person's word on an answer, once; an agent's key.",
            "Feedback",
            "FeedbackNoted",
            (405, 409, 422, 504),
        ),
        (
            "/v1/privacy/preview",
            "previewRedaction",
            "Show what would be taken out of a text; a privacy officer's key. Nothing is kept or sent.",
            "Preview",
            "Previewed",
            (405,),
        ),
        (
            "/v1/subjects/erase",
            "eraseSubject",
            "Forget a customer here and at the sites; a privacy officer's key.",
            "Erase",
            "Receipt",
            (405,),
        ),
    )
    return {
        path: {
            "post": {
                "operationId": name,
                "summary": summary,
                "tags": ["people"],
                "security": _keys(),
                "requestBody": _body(body),
                "responses": {
                    "200": _answer("Done.", answer),
                    **_errors(path, (*_ALWAYS, *_ASKED, *more)),
                },
            }
        }
        for path, name, summary, body, answer, more in rows
    }


def _state_paths() -> Node:
    def get(name: str, summary: str, answers: Node) -> Node:
        told = {**answers, **_errors("", (405, 431, 403, 400))}
        return {
            "get": {
                "operationId": name,
                "summary": summary,
                "tags": ["state"],
                "security": [],
                "responses": told,
            }
        }

    text = {"text/plain": {"schema": {"type": "string"}}}
    about = {"application/json": {"schema": {"type": "object"}}}
    return {
        "/livez": get(
            "live", "Say that the process answers.", {"200": _answer("It does.", "Live")}
        ),
        "/readyz": get(
            "ready",
            "Check each part. No upstream is asked.",
            {
                "200": _answer("All parts are fit.", "Ready"),
                "503": _answer("A part is not fit.", "Ready"),
            },
        ),
        "/metrics": get(
            "metrics",
            "Counters and times in Prometheus' text form; no text and no name.",
            {"200": {"description": "The metrics.", "content": text}},
        ),
        "/openapi.json": get(
            "openapi",
            "This document.",
            {"200": {"description": "The document.", "content": about}},
        ),
    }


def _post(
    path: str, name: str, summary: str, body: str, answer: str, *, stream: bool = False
) -> Node:
    told = _answer("The answer." + (" As events where `stream` is true." * stream), answer)
    told["headers"] |= {
        wire.SITE: _header("SiteHeader"),
        wire.ADAPTER: _header("AdapterHeader"),
        **{
            f"x-ratelimit-{what}-{of}": _header("RateHeader")
            for what in ("limit", "remaining", "reset")
            for of in ("requests", "tokens")
        },
    }
    if stream:
        told["content"]["text/event-stream"] = {}
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["models"],
        "parameters": [_parameter("Site"), _parameter("Conversation")],
        "security": _keys(),
        "requestBody": _body(body),
        "responses": {"200": told, **_errors(path, _MODEL)},
    }


def _body(name: str) -> Node:
    return {"required": True, "content": {"application/json": {"schema": ref(name)}}}


def _answer(description: str, name: str) -> Node:
    return {
        "description": description,
        "headers": {"x-request-id": _header("RequestIdHeader")},
        "content": {"application/json": {"schema": ref(name)}},
    }


def _errors(path: str, statuses: tuple[int, ...]) -> Node:
    name = "AnthropicError" if path == "/v1/messages" else "Error"
    return {
        str(status): {
            "description": _ERRORS[status],
            "headers": {
                **{key: _header(value) for key, value in _RETRY.items()},
                **({"retry-after": _header("RetryAfterHeader")} if status in (429, 503) else {}),
                **({"www-authenticate": _header("SchemeHeader")} if status == 401 else {}),
                **({"allow": _header("AllowHeader")} if status == 405 else {}),
            },
            "content": {"application/json": {"schema": ref(name)}},
        }
        for status in sorted(set(statuses))
    }


def _keys() -> list[Node]:
    return [{"bearer": []}, {"key": []}, {}]


def _security() -> Node:
    return {
        "bearer": {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of `sottovoce keys create`. With --no-auth none is asked for.",
        },
        "key": {
            "type": "apiKey",
            "in": "header",
            "name": "x-api-key",
            "description": "The same key, as Anthropic's clients send it.",
        },
    }


def _parameters() -> Node:
    return {
        "Site": {
            "name": "Sottovoce-Site",
            "in": "header",
            "required": False,
            "description": "The site that answers, one of the key's; without it the default.",
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
        },
        "Conversation": {
            "name": "Sottovoce-Conversation",
            "in": "header",
            "required": False,
            "description": "The conversation whose values are kept, scoped by tenant, key and customer."
            " Without it only values of this request's own body come back.",
            "schema": {"type": "string", "maxLength": MAX_ID},
        },
    }


def _headers() -> Node:
    def text(description: str, **more: Any) -> Node:
        return {"description": description, "schema": {"type": "string", **more}}

    return {
        "RequestIdHeader": text(
            "The gateway's name for this request.", pattern="^req-[0-9a-f]{32}$"
        ),
        "RetryHeader": text(
            "Whether the same request may work a moment later.", enum=["true", "false"]
        ),
        "RetryAfterHeader": text("Seconds to wait."),
        "SchemeHeader": text("How a key is sent.", enum=["Bearer"]),
        "AllowHeader": text("The methods that the path takes."),
        "SiteHeader": text("The site that answered."),
        "AdapterHeader": text("The adapter that the site answered with."),
        "RateHeader": text("The key's limits, where it has any."),
    }


def _parameter(name: str) -> Node:
    return {"$ref": f"#/components/parameters/{name}"}


def _header(name: str) -> Node:
    return {"$ref": f"#/components/headers/{name}"}
