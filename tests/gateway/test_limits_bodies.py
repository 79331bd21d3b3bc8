"""No body of a client's and no answer of an upstream's makes the gateway crash: every place, odd values."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gateway.dialects.base import Dialect
from gateway.dialects.chat import ChatDialect
from gateway.dialects.completions import CompletionsDialect, chat_chunk, chat_reply
from gateway.dialects.embeddings import EmbeddingsDialect
from gateway.dialects.messages import MessagesDialect
from gateway.dialects.responses import ResponsesDialect
from gateway.guard import Guard
from gateway.protocol import ModelRequest
from gateway.stream import StreamRewriter, rewrite_reply
from gateway.walker import Caps
from policies import ConversationTable, load_pack
from sottovoce.errors import InvalidRequest, PrivacyRefused, SottovoceError
from tests.gateway.serving import fast_detector

ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    "",
    "x",
    "415-555-0132",
    [],
    [[]],
    [{}],
    [None],
    {},
    {"a": []},
    {"type": []},
    {"type": {"a": 1}, "role": [1], "content": {"b": 2}},
)
TOOL = {
    "type": "function",
    "function": {
        "name": "find",
        "description": "Finds.",
        "parameters": {"type": "object", "properties": {"a": {"type": "string", "enum": ["b"]}}},
    },
}
BODIES: dict[str, tuple[Dialect, dict[str, Any]]] = {
    "chat": (
        ChatDialect(),
        {
            "model": "m",
            "messages": [
                {"role": "system", "content": "Be kind."},
                {"role": "user", "name": "anna", "content": [{"type": "text", "text": "hi"}]},
                {
                    "role": "assistant",
                    "content": None,
                    "tool_calls": [
                        {
                            "id": "call_1",
                            "type": "function",
                            "function": {"name": "find", "arguments": '{"a": "b"}'},
                        }
                    ],
                },
                {"role": "tool", "tool_call_id": "call_1", "content": "found"},
            ],
            "tools": [TOOL],
            "tool_choice": {"type": "function", "function": {"name": "find"}},
            "functions": [TOOL["function"]],
            "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {}}},
            "metadata": {"conversation_id": "c"},
            "modalities": ["text"],
            "stop": ["end"],
            "prediction": {"type": "content", "content": "text"},
            "stream": False,
            "stream_options": {"include_usage": True},
            "n": 1,
            "user": "u",
            "store": False,
            "logit_bias": {"50256": -100},
            "logprobs": False,
            "guided_json": {"type": "object"},
        },
    ),
    "completions": (
        CompletionsDialect(),
        {"model": "m", "prompt": ["a"], "suffix": "b", "echo": False, "best_of": 1, "stop": "x"},
    ),
    "embeddings": (
        EmbeddingsDialect(),
        {"model": "m", "input": ["a"], "encoding_format": "float", "dimensions": 3, "user": "u"},
    ),
    "responses": (
        ResponsesDialect(),
        {
            "model": "m",
            "instructions": "Be kind.",
            "input": [
                {"role": "user", "content": [{"type": "input_text", "text": "hi"}]},
                {"type": "function_call", "call_id": "c", "name": "find", "arguments": "{}"},
                {"type": "function_call_output", "call_id": "c", "output": "found"},
                {"type": "message", "role": "assistant", "content": "ok"},
            ],
            "tools": [{"type": "function", "name": "find", "parameters": {"type": "object"}}],
            "tool_choice": {"type": "function", "name": "find"},
            "text": {"format": {"type": "json_schema", "name": "a", "schema": {}}},
            "reasoning": {"effort": "low", "summary": None},
            "include": ["reasoning.encrypted_content"],
            "max_output_tokens": 5,
            "truncation": "disabled",
            "metadata": {"conversation_id": "c"},
        },
    ),
    "messages": (
        MessagesDialect(),
        {
            "model": "m",
            "max_tokens": 5,
            "system": [{"type": "text", "text": "Be kind."}],
            "messages": [
                {"role": "user", "content": [{"type": "text", "text": "hi"}]},
                {
                    "role": "assistant",
                    "content": [{"type": "tool_use", "id": "t", "name": "find", "input": {"a": 1}}],
                },
                {
                    "role": "user",
                    "content": [
                        {
                            "type": "tool_result",
                            "tool_use_id": "t",
                            "content": [{"type": "text", "text": "found"}],
                            "is_error": False,
                        }
                    ],
                },
            ],
            "tools": [{"name": "find", "description": "d", "input_schema": {"type": "object"}}],
            "tool_choice": {"type": "tool", "name": "find", "disable_parallel_tool_use": True},
            "stop_sequences": ["end"],
            "metadata": {"user_id": "u"},
            "thinking": {"type": "disabled"},
        },
    ),
}
REPLY: dict[str, Any] = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "message": {
                "role": "assistant",
                "content": "hi <PERSON_1>",
                "refusal": None,
                "reasoning_content": "so",
                "tool_calls": [
                    {
                        "id": "c",
                        "type": "function",
                        "function": {"name": "find", "arguments": '{"a": "<PERSON_1>"}'},
                    }
                ],
            },
        }
    ],
    "usage": {
        "prompt_tokens": 1,
        "completion_tokens": 1,
        "total_tokens": 2,
        "prompt_tokens_details": {"cached_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0},
    },
}


def changed(tree: Any) -> Iterator[tuple[str, Any]]:
    """The tree with each of its places in turn taken by each odd value."""

    def places(value: Any, way: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        if way:
            yield way
        if isinstance(value, dict | list):
            for key, item in value.items() if isinstance(value, dict) else enumerate(value):
                yield from places(item, (*way, key))

    for way in list(places(tree, ())):
        for odd in ODD:
            made = copy.deepcopy(tree)
            holder = made
            for step in way[:-1]:
                holder = holder[step]
            holder[way[-1]] = copy.deepcopy(odd)
            yield f"{way}: {odd!r}", made


@pytest.fixture(scope="module")
def guard() -> Guard:
    """The default pack with patterns alone."""
    pack = load_pack("default")
    detector = fast_detector(pack)
    return Guard(pack, detector, detector, caps=Caps())


@pytest.mark.parametrize("name", BODIES)
def test_any_body_is_read_or_refused(guard: Guard, name: str) -> None:
    """Whatever stands anywhere in a body, it is read and redacted, or refused as the client's fault."""
    dialect, body = BODIES[name]
    read, crashes = 0, []
    for what, made in changed(body):
        try:
            request = dialect.read(json.dumps(made).encode(), max_choices=8)
            if request.irreversible:
                told = guard.redact_types(request.body).body
            else:
                told = guard.redact(request.body, ConversationTable(), tenant_key=b"k" * 32).body
            if request.chat_form is not None:
                told = request.chat_form(told)
        except (InvalidRequest, PrivacyRefused):
            continue
        except Exception as error:  # noqa: BLE001 - the finding is the place
            crashes.append(f"{what}: {error!r}")
            continue
        read += 1
        assert b"555-0132" not in json.dumps(told).encode(), what
    assert crashes == []
    assert read >= 5


def _request(dialect: Dialect, body: dict[str, Any]) -> ModelRequest:
    return dialect.read(json.dumps(body).encode(), max_choices=8)


@pytest.mark.parametrize("name", [n for n in BODIES if n != "embeddings"])
def test_any_answer_is_given_or_withheld(guard: Guard, name: str) -> None:
    """Whatever an upstream writes, whole or as a chunk, it is passed on or told as the upstream's fault."""
    dialect, body = BODIES[name]
    request = _request(dialect, body)

    def make(json_string: bool) -> Any:
        return guard.channel(ConversationTable(), json_string=json_string)

    def whole(made: dict[str, Any]) -> bytes:
        return json.dumps(
            dialect.whole(rewrite_reply(made, make, json_text=False), request)
        ).encode()

    def streamed(made: dict[str, Any]) -> bytes:
        rewriter, told = StreamRewriter(make, json_text=False), dialect.translator(request)
        events = [*rewriter.push(made), *rewriter.finish()]
        return b"".join([*(b for e in events for b in told.push(e)), *told.finish()])

    def prompt(made: dict[str, Any]) -> bytes:
        return whole(chat_reply(made))

    chunk = json.loads(json.dumps(REPLY).replace('"message"', '"delta"'))
    text = {
        **REPLY,
        "choices": [{"index": 0, "text": "hi", "finish_reason": "stop", "logprobs": None}],
    }
    ways: list[tuple[Callable[[dict[str, Any]], bytes], dict[str, Any]]] = [
        (whole, REPLY),
        (streamed, chunk),
        (prompt, text),
        (lambda made: streamed(chat_chunk(made)), text),
    ]
    crashes = []
    for number, (way, tree) in enumerate(ways):
        for what, made in changed(tree):
            try:
                told = way(made)
            except SottovoceError:
                continue
            except Exception as error:  # noqa: BLE001 - the finding is the place
                crashes.append(f"way {number}, {what}: {error!r}")
                continue
            if "choices" in what and "'id'" not in what:  # a server's own ids are no text
                assert b"555-0132" not in told, what
    assert crashes == []


def test_any_vectors_are_given_or_withheld() -> None:
    """The same for embeddings."""
    dialect, body = BODIES["embeddings"]
    request = _request(dialect, body)
    reply = {
        "object": "list",
        "data": [{"object": "embedding", "index": 0, "embedding": [0.5]}],
        "model": "m",
        "usage": {"prompt_tokens": 1},
    }
    crashes = []
    for what, made in changed(reply):
        try:
            dialect.whole(made, request)
        except SottovoceError:
            continue
        except Exception as error:  # noqa: BLE001 - the finding is the place
            crashes.append(f"{what}: {error!r}")
    assert crashes == []
