"""Anthropic's Messages over chat: the official client against the gateway, and tables of the two forms."""

from __future__ import annotations

import json
from typing import Any

import anthropic
import httpx
import pytest

from gateway.dialects.messages import MessagesDialect
from sottovoce.errors import (
    BodyTooLarge,
    InvalidRequest,
    PrivacyRefused,
    PrivacyUnavailable,
    RateLimited,
    SottovoceError,
    Unauthorized,
)
from tests.gateway.asking import EN, EN_VALUES, Start, chosen
from tests.gateway.serving import Upstream, fast_detector
from tests.gateway.test_responses import _calls

TOOL: dict[str, Any] = {
    "name": "look_up",
    "description": "Finds a customer.",
    "input_schema": {"type": "object", "properties": {"phone": {"type": "string"}}},
}
ASK: list[dict[str, Any]] = [{"role": "user", "content": "hi"}]


def chat(**fields: Any) -> dict[str, Any]:
    """The chat body that a Messages body becomes."""
    raw = json.dumps({"model": "m", "max_tokens": 9, "messages": ASK, **fields}).encode()
    return MessagesDialect().read(raw, max_choices=4).body


def test_blocks_become_messages() -> None:
    """System first; results before the text of the same turn; calls with their input as JSON."""
    body = chat(
        system=[{"type": "text", "text": "Be kind.", "cache_control": {"type": "ephemeral"}}],
        messages=[
            {"role": "user", "content": [{"type": "text", "text": "a"}]},
            {
                "role": "assistant",
                "content": [
                    {"type": "thinking", "thinking": "…", "signature": "s"},
                    {"type": "text", "text": "b"},
                    {"type": "tool_use", "id": "t1", "name": "f", "input": {"k": "v"}},
                ],
            },
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "c"},
                    {"type": "tool_result", "tool_use_id": "t1", "content": "no", "is_error": True},
                ],
            },
        ],
    )
    messages = body["messages"]
    assert [m["role"] for m in messages] == ["system", "user", "assistant", "tool", "user"]
    assert messages[2]["tool_calls"][0]["function"] == {"name": "f", "arguments": '{"k": "v"}'}
    assert messages[3] == {"role": "tool", "tool_call_id": "t1", "content": "Error: no"}


def test_options_become_chat_options() -> None:
    """Tools, choice, stops and unknown fields arrive under chat's names; the customer leaves the body."""
    raw = {
        "tools": [TOOL],
        "tool_choice": {"type": "any", "disable_parallel_tool_use": True},
        "stop_sequences": ["x"],
        "top_k": 3,
        "metadata": {"user_id": "maria"},
    }
    body = chat(**raw)
    assert body["tools"][0]["function"]["parameters"] == TOOL["input_schema"]
    assert (body["tool_choice"], body["parallel_tool_calls"]) == ("required", False)
    assert (body["stop"], body["top_k"], body["max_tokens"]) == (["x"], 3, 9)
    assert "maria" not in json.dumps(body)
    whole = json.dumps({"model": "m", "max_tokens": 9, "messages": ASK, **raw}).encode()
    assert MessagesDialect().read(whole, max_choices=1).customer == "maria"


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"max_tokens": None}, "max_tokens"),
        ({"max_tokens": True}, "max_tokens"),
        ({"thinking": {"type": "enabled", "budget_tokens": 1024}}, "thinking"),
        ({"mcp_servers": [{"url": "x"}]}, "mcp_servers"),
        ({"container": "c"}, "container"),
        ({"tools": [{"type": "web_search_20250305", "name": "web_search"}]}, "tools.0"),
        ({"messages": [{"role": "system", "content": "x"}]}, "messages.0.role"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image", "source": {}}]}]},
            "messages.0.content.0",
        ),
        (
            {"messages": [{"role": "user", "content": [{"type": "document", "source": {}}]}]},
            "messages.0.content.0",
        ),
        ({"metadata": {"user_id": 7}}, "metadata.user_id"),
        ({"tools": [TOOL], "tool_choice": {"type": "server"}}, "tool_choice"),
        ({"messages": "hi"}, "messages"),
    ],
)
def test_what_is_not_taken(fields: dict[str, Any], param: str) -> None:
    """A field that would act elsewhere, or is no text, is refused by its name."""
    with pytest.raises(InvalidRequest) as caught:
        chat(**fields)
    assert caught.value.param == param


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (InvalidRequest(), "invalid_request_error"),
        (Unauthorized(), "authentication_error"),
        (BodyTooLarge(), "request_too_large"),
        (RateLimited(), "rate_limit_error"),
        (PrivacyRefused(), "invalid_request_error"),
        (PrivacyUnavailable(), "overloaded_error"),
    ],
)
def test_errors_have_anthropics_form(error: SottovoceError, kind: str) -> None:
    """Anthropic's type, our message and our stable code."""
    body = MessagesDialect().error(error)
    assert body["type"] == "error"
    assert (body["error"]["type"], body["error"]["code"]) == (kind, error.code)


@pytest.mark.slow
@pytest.mark.parametrize("streamed", [False, True])
def test_round_trip(start: Start, upstream: Upstream, streamed: bool) -> None:
    """The client gets its values back, whole or by its own accumulator; the upstream saw none."""
    upstream.script = chosen
    client = start().claude()
    asked: Any = {"model": "sottovoce", "max_tokens": 50, "system": "Be kind."}
    messages: Any = [{"role": "user", "content": EN}]
    if streamed:
        with client.messages.stream(messages=messages, **asked) as events:
            reply = events.get_final_message()
    else:
        reply = client.messages.create(messages=messages, **asked)
    assert [block.text for block in reply.content if block.type == "text"] == [EN]
    assert reply.stop_reason == "end_turn"
    said = upstream.seen[-1].raw.decode()
    assert not [value for value in EN_VALUES if value in said]


@pytest.mark.slow
@pytest.mark.parametrize("streamed", [False, True])
def test_tool_use(start: Start, upstream: Upstream, streamed: bool) -> None:
    """A tool's input comes back restored, whole or streamed."""
    upstream.script = _calls
    client = start().claude()
    asked: Any = {"model": "sottovoce", "max_tokens": 50, "tools": [TOOL]}
    messages: Any = [{"role": "user", "content": EN}]
    if streamed:
        with client.messages.stream(messages=messages, **asked) as events:
            reply = events.get_final_message()
    else:
        reply = client.messages.create(messages=messages, **asked)
    (use,) = [block for block in reply.content if block.type == "tool_use"]
    assert use.input == {"phone": EN}
    assert reply.stop_reason == "tool_use"


@pytest.mark.slow
def test_a_wrong_key_is_anthropics_error(start: Start, tmp_path: Any) -> None:
    """The key comes in Anthropic's own header, and its error is Anthropic's."""
    from sottovoce.crypto import new_token, token_digest

    token = new_token()
    secret = tmp_path / "tenant.key"
    secret.write_text("ab" * 32)
    secret.chmod(0o600)
    running = start(
        tenants=[{"name": "t", "hmac_key_file": secret}],
        keys=[{"id": "k", "sha256": token_digest(token), "tenant": "t"}],
    )
    with pytest.raises(anthropic.AuthenticationError) as caught:
        running.claude("wrong").messages.create(
            model="sottovoce", max_tokens=5, messages=[{"role": "user", "content": "x"}]
        )
    assert caught.value.body["error"]["type"] == "authentication_error"  # type: ignore[index]
    reply = running.claude(token).messages.create(
        model="sottovoce", max_tokens=5, messages=[{"role": "user", "content": "hello"}]
    )
    assert reply.role == "assistant"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("POST", "/v1/messages/count_tokens", 404, "not_found_error"),
        ("POST", "/v1/messages/batches", 404, "not_found_error"),
        ("GET", "/v1/messages/msg_1", 404, "not_found_error"),
        ("GET", "/v1/messages", 405, "invalid_request_error"),
    ],
)
def test_a_path_that_is_not_there(
    start: Start, method: str, path: str, status: int, kind: str
) -> None:
    """Anthropic's clients read Anthropic's words, and a neighbour's path is OpenAI's."""
    running = start(build=fast_detector)
    reply = httpx.request(method, f"{running.base}{path}", json={})
    assert (reply.status_code, reply.json()["type"]) == (status, "error")
    assert (reply.json()["error"]["type"], reply.json()["error"]["code"]) == (kind, "not_found")
    assert reply.headers["request-id"] == reply.headers["x-request-id"]
    assert ("allow" in reply.headers) == (status == 405)
    with pytest.raises(anthropic.NotFoundError):
        running.claude().messages.count_tokens(
            model="m", messages=[{"role": "user", "content": "hi"}]
        )
    other = httpx.post(f"{running.base}/v1/messagesx", json={}).json()
    assert other["error"]["code"] == "not_found"
    assert "type" not in other
