"""A gateway before a recording upstream, and every place of every dialect where a customer's data may stand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from gateway.app import create_app
from gateway.compose import Gateway, compose
from gateway.intake import connection_limits
from gateway.settings import GatewaySettings
from sottovoce.connections import bounded
from tests.gateway.serving import Served, Upstream, shared_detector

Body = dict[str, Any]
Place = Callable[[str], Body]
PATHS = {
    "chat": "/v1/chat/completions",
    "completions": "/v1/completions",
    "embeddings": "/v1/embeddings",
    "responses": "/v1/responses",
    "messages": "/v1/messages",
}


@dataclass
class Wire:
    """A running gateway with its vault and audit log on disk, and the upstream behind it."""

    base: str
    upstream: Upstream
    gateway: Gateway
    root: Path
    http: httpx.Client = field(default_factory=lambda: httpx.Client(trust_env=False, timeout=30))

    def post(self, dialect: str, body: Body, **headers: str) -> httpx.Response:
        """A client's request."""
        return self.http.post(self.base + PATHS[dialect], json=body, headers=headers)

    def seen(self) -> dict[str, bytes]:
        """What went to the upstream so far, heads and bodies; forgotten afterwards."""
        parts = {}
        for number, one in enumerate(self.upstream.requests):
            parts[f"{number} head"] = f"{one.path}\n{one.headers}".encode()
            parts[f"{number} body"] = one.raw
        self.upstream.requests.clear()
        return parts

    def files(self) -> dict[str, bytes]:
        """Every file that the gateway keeps."""
        return {p.name: p.read_bytes() for p in self.root.rglob("*") if p.is_file()}


def repeats(body: Body) -> Any:
    """The upstream's answer: the whole body that it got, as text; or in pieces where it streams."""
    said = json.dumps(body, ensure_ascii=False)
    if body.get("stream"):
        return [said[n : n + 7] for n in range(0, len(said), 7)]
    return {"role": "assistant", "content": said}


@contextmanager
def wire(root: Path, *, build: Any = shared_detector, **fields: Any) -> Iterator[Wire]:
    """Both, up; settings of the gateway by keyword."""
    key = root.with_name(root.name + ".key")
    key.write_text("7e" * 32)
    key.chmod(0o600)
    upstream = Upstream(script=repeats, embeds=True, continues=lambda body: json.dumps(body))
    with Served(upstream.app()) as behind:
        settings: dict[str, Any] = {
            "upstream_base_url": behind.url,
            "no_auth": True,
            "vault": {"path": root / "vault.db", "key_file": key},
            "audit": {"path": root / "audit.log"},
            "state_dir": root,
            **fields,
        }
        gateway = compose(GatewaySettings.model_validate(settings), build=build)
        protocol = bounded(connection_limits(gateway.settings.limits))
        with Served(create_app(gateway), protocol) as front:
            made = Wire(front.url.removesuffix("/v1"), upstream, gateway, root)
            try:
                yield made
            finally:
                made.http.close()


def _said(text: str, **more: Any) -> Body:
    return {"model": "m", "messages": [{"role": "user", "content": text}], **more}


def _tool(description: str = "Finds.", **schema: Any) -> Body:
    parameters = {"type": "object", "properties": {"a": {"type": "string", **schema}}}
    function = {"name": "find", "description": description, "parameters": parameters}
    return {"type": "function", "function": function}


def _called(arguments: str) -> list[Body]:
    function = {"name": "find", "arguments": arguments}
    call = {"id": "call_1", "type": "function", "function": function}
    return [
        {"role": "user", "content": "Go on."},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "call_1", "content": "done"},
    ]


def _told(content: Any, role: str = "tool") -> list[Body]:
    said = _called("{}")
    said[-1] = {**said[-1], "role": role, "content": content}
    return said


def _json(text: str) -> str:
    return json.dumps({"note": text, "list": [text], "n": {"a": text}})


def _block(kind: str, **fields: Any) -> Body:
    return {"type": kind, **fields}


def _anthropic(messages: list[Body], **more: Any) -> Body:
    return {"model": "m", "max_tokens": 50, "messages": messages, **more}


def _input(items: Any, **more: Any) -> Body:
    return {"model": "m", "input": items, **more}


# Where a sentence of a customer's may stand.
PLACES: dict[str, dict[str, Place]] = {
    "chat": {
        "user": _said,
        "streamed": lambda t: _said(t, stream=True),
        "system": lambda t: {
            "messages": [{"role": "system", "content": t}, {"role": "user", "content": "a"}]
        },
        "developer": lambda t: {
            "messages": [{"role": "developer", "content": t}, {"role": "user", "content": "a"}]
        },
        "assistant": lambda t: {
            "messages": [{"role": "assistant", "content": t}, {"role": "user", "content": "a"}]
        },
        "part": lambda t: {
            "messages": [{"role": "user", "content": [{"type": "text", "text": t}]}]
        },
        "unknown role": lambda t: {"messages": [{"role": "narrator", "content": t}]},
        "refusal": lambda t: {
            "messages": [{"role": "assistant", "content": None, "refusal": t}, *_called("{}")]
        },
        "reasoning": lambda t: {
            "messages": [
                {"role": "assistant", "content": "a", "reasoning_content": t},
                {"role": "user", "content": "a"},
            ]
        },
        "tool description": lambda t: _said("a", tools=[_tool(t)]),
        "schema description": lambda t: _said("a", tools=[_tool(description="d", title=t)]),
        "schema default": lambda t: _said("a", tools=[_tool(default=t)]),
        "schema examples": lambda t: _said("a", tools=[_tool(examples=[t])]),
        "schema enum": lambda t: _said("a", tools=[_tool(enum=[t, "other"])]),
        "schema const": lambda t: _said("a", tools=[_tool(const=t)]),
        "schema $comment": lambda t: _said("a", tools=[_tool(**{"$comment": t})]),
        "functions": lambda t: _said("a", functions=[_tool(t)["function"]]),
        "arguments": lambda t: {"messages": _called(_json(t))},
        "arguments, escaped": lambda t: {
            "messages": _called(json.dumps({"a": t}, ensure_ascii=True))
        },
        "arguments, no JSON": lambda t: {"messages": _called("{broken: " + t)},
        "arguments, JSON in JSON": lambda t: {"messages": _called(_json(_json(t)))},
        "tool result": lambda t: {"messages": _told(t)},
        "tool result JSON": lambda t: {"messages": _told(_json(t))},
        "tool result parts": lambda t: {"messages": _told([{"type": "text", "text": _json(t)}])},
        "function role": lambda t: {"messages": _told(t, role="function")},
        "stop": lambda t: _said("a", stop=[t]),
        "prediction": lambda t: _said("a", prediction={"type": "content", "content": t}),
        "metadata": lambda t: _said("a", metadata={"note": t}),
        "user id": lambda t: _said("a", user=t[:200]),
        "safety identifier": lambda t: _said("a", safety_identifier=t[:200]),
        "cache key": lambda t: _said("a", prompt_cache_key=t),
        "unknown key": lambda t: _said("a", house_note=t),
        "unknown deep": lambda t: _said("a", extra={"deep": [{"er": {"still": t}}]}),
        "unknown key in a message": lambda t: {
            "messages": [{"role": "user", "content": "a", "house_note": t}]
        },
        "response format": lambda t: _said(
            "a",
            response_format={
                "type": "json_schema",
                "json_schema": {"name": "n", "description": t, "schema": _tool(enum=[t])},
            },
        ),
        "guided": lambda t: _said("a", guided_choice=[t, "b"], guided_regex=t),
        "template arguments": lambda t: _said("a", chat_template_kwargs={"note": t}),
        "web search": lambda t: _said("a", web_search_options={"user_location": {"city": t}}),
        "tool choice": lambda t: _said("a", tool_choice={"type": "function", "about": t}),
        "documents": lambda t: _said("a", documents=[{"title": "d", "text": t}]),
    },
    "completions": {
        "prompt": lambda t: {"prompt": t},
        "prompts": lambda t: {"prompt": [t, "a"]},
        "suffix": lambda t: {"prompt": "a", "suffix": t},
        "stop": lambda t: {"prompt": "a", "stop": t},
        "unknown": lambda t: {"prompt": "a", "note": {"x": t}},
        "user": lambda t: {"prompt": "a", "user": t[:200]},
    },
    "embeddings": {
        "input": lambda t: {"input": t},
        "inputs": lambda t: {"input": ["a", t]},
        "instruction": lambda t: {"input": "a", "instruction": t},
        "user": lambda t: {"input": "a", "user": t[:200]},
        "title": lambda t: {"input": "a", "title": t},
    },
    "responses": {
        "input": _input,
        "streamed": lambda t: _input(t, stream=True),
        "instructions": lambda t: _input("a", instructions=t),
        "item": lambda t: _input([{"role": "user", "content": t}]),
        "part": lambda t: _input([{"role": "user", "content": [_block("input_text", text=t)]}]),
        "output part": lambda t: _input(
            [
                {"role": "assistant", "content": [_block("output_text", text=t, annotations=[])]},
                {"role": "user", "content": "a"},
            ]
        ),
        "arguments": lambda t: _input(
            [
                _block("function_call", call_id="c", name="find", arguments=_json(t)),
                _block("function_call_output", call_id="c", output="a"),
            ]
        ),
        "output": lambda t: _input(
            [
                _block("function_call", call_id="c", name="find", arguments="{}"),
                _block("function_call_output", call_id="c", output=_json(t)),
            ]
        ),
        "tool": lambda t: _input("a", tools=[{"type": "function", **_tool(t)["function"]}]),
        "format": lambda t: _input(
            "a",
            text={
                "format": {"type": "json_schema", "name": "n", "description": t, "schema": _tool()}
            },
        ),
        "metadata": lambda t: _input("a", metadata={"note": t}),
        "unknown": lambda t: _input("a", house_note={"deep": t}),
    },
    "messages": {
        "user": lambda t: _anthropic([{"role": "user", "content": t}]),
        "streamed": lambda t: _anthropic([{"role": "user", "content": t}], stream=True),
        "system": lambda t: _anthropic([{"role": "user", "content": "a"}], system=t),
        "system blocks": lambda t: _anthropic(
            [{"role": "user", "content": "a"}], system=[_block("text", text=t)]
        ),
        "block": lambda t: _anthropic([{"role": "user", "content": [_block("text", text=t)]}]),
        "tool use": lambda t: _anthropic(
            [
                {
                    "role": "assistant",
                    "content": [_block("tool_use", id="t", name="find", input={"a": t})],
                },
                {"role": "user", "content": [_block("tool_result", tool_use_id="t", content="a")]},
            ]
        ),
        "tool result": lambda t: _anthropic(
            [
                {
                    "role": "assistant",
                    "content": [_block("tool_use", id="t", name="find", input={})],
                },
                {
                    "role": "user",
                    "content": [_block("tool_result", tool_use_id="t", content=_json(t))],
                },
            ]
        ),
        "tool": lambda t: _anthropic(
            [{"role": "user", "content": "a"}],
            tools=[{"name": "find", "description": t, "input_schema": {"type": "object"}}],
        ),
        "tool schema": lambda t: _anthropic(
            [{"role": "user", "content": "a"}],
            tools=[{"name": "find", "input_schema": _tool(t)["function"]["parameters"] | {"x": t}}],
        ),
        "stop": lambda t: _anthropic([{"role": "user", "content": "a"}], stop_sequences=[t]),
        "thinking": lambda t: _anthropic(
            [
                {"role": "assistant", "content": [_block("thinking", thinking=t, signature="s")]},
                {"role": "user", "content": "a"},
            ]
        ),
        "customer": lambda t: _anthropic(
            [{"role": "user", "content": "a"}], metadata={"user_id": t[:200]}
        ),
        "unknown": lambda t: _anthropic([{"role": "user", "content": "a"}], house_note={"deep": t}),
    },
}
# Where what a customer says does not come back: it is not sent on, or as types for good.
SILENT = {
    ("chat", "metadata"),
    ("chat", "user id"),
    ("chat", "safety identifier"),
    ("chat", "cache key"),
    ("completions", "user"),
    ("responses", "metadata"),
    ("messages", "thinking"),
    ("messages", "customer"),
}
# Where a value may stand alone, without a word about what it is.
KEYS: dict[str, Place] = {
    "key of the body": lambda v: _said("a", **{v: 1}),
    "key below": lambda v: _said("a", extra={v: {v: "b"}}),
    "property": lambda v: _said(
        "a",
        tools=[
            {
                "type": "function",
                "function": {
                    "name": "find",
                    "parameters": {"type": "object", "properties": {v: {"type": "string"}}},
                },
            }
        ],
    ),
    "required": lambda v: _said("a", tools=[_tool(required=[v])]),
    "key in arguments": lambda v: {"messages": _called(json.dumps({v: 1}))},
    "key in a result": lambda v: {"messages": _told(json.dumps({"a": {v: [1]}}))},
    "participant": lambda v: {"messages": [{"role": "user", "name": v, "content": "a"}]},
    "tool's name": lambda v: _said(
        "a", tools=[{"type": "function", "function": {"name": v, "parameters": {}}}]
    ),
    "call's name": lambda v: {
        "messages": [
            {
                "role": "assistant",
                "content": None,
                "tool_calls": [
                    {"id": "c", "type": "function", "function": {"name": v, "arguments": "{}"}}
                ],
            },
            {"role": "tool", "tool_call_id": "c", "content": "a"},
        ]
    },
    "call's id": lambda v: {"messages": [{**m, "tool_call_id": v} for m in _told("a")[-1:]]},
    "role": lambda v: {"messages": [{"role": v[:60], "content": "a"}]},
    "type": lambda v: _said("a", tools=[{"type": v, "function": {"name": "f"}}]),
    "bias": lambda v: _said("a", logit_bias={v: 1}),
}
