"""OpenAI's Responses over chat: the official client against the gateway, and tables of the two forms."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from gateway.dialects.responses import ResponsesDialect
from sottovoce.errors import InvalidRequest, PrivacyUnavailable
from tests.gateway.asking import EN, EN_VALUES, Start, chosen
from tests.gateway.serving import Upstream

TOOL = {
    "type": "function",
    "name": "look_up",
    "description": "Finds a customer.",
    "parameters": {"type": "object", "properties": {"phone": {"type": "string"}}},
}


def chat(**fields: Any) -> dict[str, Any]:
    """The chat body that a Responses body becomes."""
    raw = json.dumps({"model": "m", "input": "hi", **fields}).encode()
    return ResponsesDialect().read(raw, max_choices=4).body


def test_input_items_become_messages() -> None:
    """Instructions, turns, calls and their outputs keep their order; calls side by side are one message's."""
    body = chat(
        instructions="Be kind.",
        input=[
            {"role": "user", "content": [{"type": "input_text", "text": "a"}]},
            {"type": "reasoning", "summary": []},
            {"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"},
            {"type": "function_call", "call_id": "c2", "name": "g", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "c1", "output": "x"},
            {"type": "message", "role": "assistant", "content": "b"},
        ],
    )
    roles = [m["role"] for m in body["messages"]]
    assert roles == ["system", "user", "assistant", "tool", "assistant"]
    assert [c["id"] for c in body["messages"][2]["tool_calls"]] == ["c1", "c2"]
    assert body["messages"][3] == {"role": "tool", "tool_call_id": "c1", "content": "x"}


def test_options_become_chat_options() -> None:
    """Tools, formats, limits and unknown fields arrive under chat's names."""
    body = chat(
        tools=[TOOL],
        tool_choice={"type": "function", "name": "look_up"},
        text={
            "format": {"type": "json_schema", "name": "n", "schema": {"type": "object"}},
            "verbosity": "low",
        },
        max_output_tokens=7,
        reasoning={"effort": "low"},
        stream=True,
        x_new=1,
    )
    assert body["tools"][0]["function"]["name"] == "look_up"
    assert body["tool_choice"] == {"type": "function", "function": {"name": "look_up"}}
    assert body["response_format"]["json_schema"]["name"] == "n"
    assert (body["max_tokens"], body["reasoning_effort"], body["verbosity"]) == (7, "low", "low")
    assert "stream_options" not in body
    assert body["x_new"] == 1


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"previous_response_id": "resp_1"}, "previous_response_id"),
        ({"conversation": "conv_1"}, "conversation"),
        ({"background": True}, "background"),
        ({"prompt": {"id": "p"}}, "prompt"),
        ({"truncation": "auto"}, "truncation"),
        ({"include": ["message.output_text.logprobs"]}, "include"),
        ({"tools": [{"type": "web_search"}]}, "tools.0"),
        ({"tools": [{"type": "mcp", "server_url": "http://x"}]}, "tools.0"),
        ({"input": [{"type": "item_reference", "id": "x"}]}, "input.0"),
        (
            {"input": [{"role": "user", "content": [{"type": "input_image", "image_url": "x"}]}]},
            "input.0.content.0",
        ),
        ({"input": None}, "input"),
        ({"input": [{"role": "robot", "content": "x"}]}, "input.0"),
        ({"input": []}, "messages"),
        ({"tools": [TOOL], "tool_choice": {"type": "mcp"}}, "tool_choice"),
    ],
)
def test_what_is_not_taken(fields: dict[str, Any], param: str) -> None:
    """A field that would act elsewhere, or is no text, is refused by its name."""
    with pytest.raises(InvalidRequest) as caught:
        chat(**fields)
    assert caught.value.param == param


@pytest.mark.slow
def test_round_trip(start: Start, upstream: Upstream) -> None:
    """The client gets its values back in the output text; the upstream saw none of them."""
    upstream.script = chosen
    client = start().client()
    reply = client.responses.create(model="sottovoce", input=EN)
    assert reply.output_text == EN
    assert reply.status == "completed"
    said = upstream.seen[-1].raw.decode()
    assert not [value for value in EN_VALUES if value in said]


@pytest.mark.slow
def test_streamed_events(start: Start, upstream: Upstream) -> None:
    """The client's own accumulator takes the events, in the order that the reference gives."""
    upstream.script = chosen
    client = start().client()
    kinds: list[str] = []
    with client.responses.stream(model="sottovoce", input=EN) as events:
        for event in events:
            if not kinds or kinds[-1] != event.type:
                kinds.append(event.type)
        final = events.get_final_response()
    assert final.output_text == EN
    assert kinds == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ]


def _calls(body: dict[str, Any]) -> Any:
    """A tool call that repeats what the user said, streamed in pieces where asked."""
    said = str(body["messages"][-1]["content"])
    arguments = json.dumps({"phone": said})
    call = {"index": 0, "id": "call_1", "type": "function"}
    if not body.get("stream"):
        made = {**call, "function": {"name": "look_up", "arguments": arguments}}
        return {"role": "assistant", "content": None, "tool_calls": [made]}
    first = {**call, "function": {"name": "look_up", "arguments": arguments[:9]}}
    rest = {"index": 0, "function": {"arguments": arguments[9:]}}
    return [{"tool_calls": [first]}, {"tool_calls": [rest]}]


@pytest.mark.slow
@pytest.mark.parametrize("streamed", [False, True])
def test_tool_calls(start: Start, upstream: Upstream, streamed: bool) -> None:
    """A function call's arguments come back restored, as JSON, whole or streamed."""
    upstream.script = _calls
    client = start().client()
    tools: Any = [TOOL]
    if streamed:
        with client.responses.stream(model="sottovoce", input=EN, tools=tools) as events:
            reply: Any = events.get_final_response()
    else:
        reply = client.responses.create(model="sottovoce", input=EN, tools=tools)
    (call,) = [item for item in reply.output if item.type == "function_call"]
    assert json.loads(call.arguments) == {"phone": EN}
    assert (call.call_id, call.name) == ("call_1", "look_up")


@pytest.mark.slow
def test_refusals_have_openai_bodies(start: Start) -> None:
    """A stable code and the field's name."""
    with pytest.raises(openai.BadRequestError) as caught:
        start().client().responses.create(model="sottovoce", input="x", previous_response_id="r")
    assert caught.value.param == "previous_response_id"
    assert caught.value.code == "invalid_request"


def test_a_broken_stream_ends_with_an_error_event() -> None:
    """The event names the code, and no event follows it that says all is well."""
    request = ResponsesDialect().read(
        b'{"model": "m", "input": "hi", "stream": true}', max_choices=1
    )
    told = ResponsesDialect().translator(request).fail(PrivacyUnavailable()).decode()
    assert told.startswith("event: error\n")
    assert json.loads(told.split("data: ")[1])["code"] == "privacy_unavailable"
