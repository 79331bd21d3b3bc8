"""Whole requests: the official client, the gateway and an upstream, over sockets."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import openai
import pytest

from policies import PLACEHOLDER_RE
from sottovoce import wire
from tests.gateway.asking import (
    EN,
    EN_VALUES,
    MIXED,
    MIXED_VALUES,
    ZH,
    ZH_VALUES,
    Start,
    ask,
    chosen,
    stream,
)
from tests.gateway.serving import (
    Upstream,
    fast_detector,
)

# Whole gateways over sockets: half a second each.
pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("text", "values"),
    [(EN, EN_VALUES), (ZH, ZH_VALUES), (MIXED, MIXED_VALUES)],
    ids=["en", "zh", "mixed"],
)
def test_round_trip(start: Start, upstream: Upstream, text: str, values: tuple[str, ...]) -> None:
    """The upstream sees no value, the client gets all of them back, streaming or not."""
    upstream.script = chosen
    client = start().client()
    assert ask(client, text) == text
    assert "".join(stream(client, text)) == text
    for seen in upstream.seen[-2:]:
        assert not [value for value in values if value in seen.raw.decode()]
        assert PLACEHOLDER_RE.search(seen.last)


def test_a_stream_stays_a_stream(start: Start, upstream: Upstream) -> None:
    """The first words arrive while the upstream is still waiting to say the rest."""
    gate = asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def wait() -> None:
        loops.append(asyncio.get_running_loop())
        await asyncio.wait_for(gate.wait(), 10)

    upstream.script = lambda _: ["Good morning. How can I help you today? ", wait, "Bye."]
    chunks = (
        start(build=fast_detector)
        .client()
        .chat.completions.create(
            model="sottovoce", messages=[{"role": "user", "content": "Hi"}], stream=True
        )
    )
    got = ""
    for chunk in chunks:
        got += chunk.choices[0].delta.content or ""
        if "Good morning" in got and loops:
            loops[0].call_soon_threadsafe(gate.set)
    assert got == "Good morning. How can I help you today? Bye."
    assert gate.is_set()


def test_bytes_cut_anywhere(start: Start, upstream: Upstream) -> None:
    """Characters and events that arrive in pieces of one byte are put together again."""

    def script(body: dict[str, Any]) -> list[Any]:
        said = str(body["messages"][-1]["content"]) + "🙂好"
        event = wire.sse(
            wire.chat_chunk(id="c", created=1, model="m", delta={"content": said}, index=0)
        )
        return [event[n : n + 1] for n in range(len(event))]

    upstream.script = script
    assert "".join(stream(start().client(), ZH)) == ZH + "🙂好"


def test_two_turns_share_tokens(start: Start, upstream: Upstream) -> None:
    """In one conversation a value keeps its placeholder, and a later turn restores an earlier value."""
    client = start().client()
    options = {"extra_headers": {"Sottovoce-Conversation": "c-1"}, "user": "customer-7"}
    ask(client, "My phone is 415-555-0132.", **options)
    ask(client, "Is 415-555-0199 or 415-555-0132 better?", **options)
    first, second = (seen.last for seen in upstream.seen)
    assert "<PHONE_NUMBER_1>" in first
    assert second.index("<PHONE_NUMBER_2>") < second.index("<PHONE_NUMBER_1>")
    upstream.script = lambda _: {"role": "assistant", "content": "It is <PHONE_NUMBER_1>."}
    assert ask(client, "Which one did I say first?", **options) == "It is 415-555-0132."


def test_conversation_by_metadata(start: Start, upstream: Upstream) -> None:
    """`metadata.conversation_id` names the conversation as the header does."""
    client = start(build=fast_detector).client()
    options = {"metadata": {"conversation_id": "c-1"}}
    ask(client, "My phone is 415-555-0132.", **options)
    upstream.script = lambda _: {"role": "assistant", "content": "<PHONE_NUMBER_1>"}
    assert ask(client, "Say it.", **options) == "415-555-0132"
    assert all("metadata" not in seen.body for seen in upstream.seen)


@pytest.mark.parametrize(
    "other",
    [
        {"extra_headers": {"Sottovoce-Conversation": "c-2"}, "user": "a"},
        {"extra_headers": {"Sottovoce-Conversation": "c-1"}, "user": "b"},
        {"extra_headers": {"Sottovoce-Conversation": "c-1"}},
        {"user": "a"},
    ],
    ids=["another id", "another customer", "no customer", "no id"],
)
def test_another_conversation_learns_nothing(
    start: Start, upstream: Upstream, other: dict[str, Any]
) -> None:
    """A placeholder of somebody else's conversation stays as it is."""
    client = start(build=fast_detector).client()
    mine = {"extra_headers": {"Sottovoce-Conversation": "c-1"}, "user": "a"}
    ask(client, "My phone is 415-555-0132.", **mine)
    upstream.script = lambda _: {"role": "assistant", "content": "<PHONE_NUMBER_1>"}
    assert ask(client, "Say it.", **other) == "<PHONE_NUMBER_1>"
    assert ask(client, "Say it.", **mine) == "415-555-0132"


def test_interleaved_conversations(start: Start, upstream: Upstream) -> None:
    """Many requests of two conversations at once: no value is lost, none is mixed up."""
    running = start(build=fast_detector)

    async def one(client: openai.AsyncOpenAI, name: str, number: int) -> tuple[str, str]:
        text = f"Number {number}: {name}-555-01{number:02}."
        reply = await client.chat.completions.create(
            model="sottovoce",
            messages=[{"role": "user", "content": text}],
            extra_headers={"Sottovoce-Conversation": name},
        )
        return text, reply.choices[0].message.content or ""

    async def all_of_them() -> list[tuple[str, str]]:
        async with openai.AsyncOpenAI(
            base_url=running.served.url, api_key="none", max_retries=0, timeout=60
        ) as client:
            return await asyncio.gather(
                *(one(client, name, n) for n in range(10, 22) for name in ("415", "628"))
            )

    for sent, got in asyncio.run(all_of_them()):
        assert got == sent
    tokens = {seen.last.split(": ")[1] for seen in upstream.seen}
    assert tokens == {f"<PHONE_NUMBER_{n}>." for n in range(1, 13)}
    upstream.script = lambda _: {
        "role": "assistant",
        "content": " ".join(f"<PHONE_NUMBER_{n}>" for n in range(1, 13)),
    }
    options = {"extra_headers": {"Sottovoce-Conversation": "415"}}
    kept = ask(running.client(), "All of them?", **options).split()
    assert sorted(kept) == [f"415-555-01{n}" for n in range(10, 22)]


def test_vault_outlives_a_restart(start: Start, upstream: Upstream, tmp_path: Any) -> None:
    """With a key file the table is on disk, sealed; without its key it does not open."""
    key = tmp_path / "vault.key"
    key.write_text("ab" * 32)
    key.chmod(0o600)
    vault = {"path": tmp_path / "vault.db", "key_file": key}
    options = {"extra_headers": {"Sottovoce-Conversation": "c-1"}}
    ask(start(build=fast_detector, vault=vault).client(), "I am at 415-555-0132.", **options)
    upstream.script = lambda _: {"role": "assistant", "content": "<PHONE_NUMBER_1>"}
    second = start(build=fast_detector, vault=vault)
    assert ask(second.client(), "Say it.", **options) == "415-555-0132"
    files = [path for path in tmp_path.iterdir() if path.name.startswith("vault.db")]
    assert files
    assert not any(b"555-0132" in path.read_bytes() for path in files)
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)


TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "find_order",
            "description": "Orders of the customer reachable at 415-555-0132.",
            "parameters": {"type": "object", "properties": {"phone": {"type": "string"}}},
        },
    }
]


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_tool_calls(start: Start, upstream: Upstream, streamed: bool) -> None:
    """Values go out of schemas and history and come back into arguments as JSON, in any pieces."""
    arguments = '{"phone": "<PHONE_NUMBER_1>", "note": "\\u003cPHONE_NUMBER_2\\u003e", "n": 3}'
    call = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "find_order"}}

    def script(body: dict[str, Any]) -> Any:
        whole = {**call, "function": {"name": "find_order", "arguments": arguments}}
        if not body.get("stream"):
            whole.pop("index")
            return {"role": "assistant", "content": None, "tool_calls": [whole]}
        first = {"tool_calls": [{**call, "function": {"name": "find_order", "arguments": ""}}]}
        rest = [{"tool_calls": [{"index": 0, "function": {"arguments": c}}]} for c in arguments]
        return [first, *rest]

    upstream.script = script
    history = [
        {"role": "user", "content": "Look me up."},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {
                    "id": "call_0",
                    "type": "function",
                    "function": {"name": "find_order", "arguments": '{"phone": "415-555-0132"}'},
                }
            ],
        },
        {"role": "tool", "tool_call_id": "call_0", "content": '{"other": "415-555-0199"}'},
    ]
    client = start(build=fast_detector).client()
    if streamed:
        with client.chat.completions.stream(
            model="sottovoce", messages=history, tools=TOOLS
        ) as events:
            message = events.get_final_completion().choices[0].message
    else:
        reply = client.chat.completions.create(model="sottovoce", messages=history, tools=TOOLS)
        message = reply.choices[0].message
    sent = upstream.seen[-1].raw.decode()
    assert "555-0132" not in sent
    assert "555-0199" not in sent
    assert (
        upstream.seen[-1].body["tools"][0]["function"]["parameters"]
        == (
            TOOLS[0]["function"]["parameters"]  # type: ignore[index]
        )
    )
    assert message.tool_calls
    function = message.tool_calls[0].function
    assert function.name == "find_order"
    values = json.loads(function.arguments)
    assert sorted([values["phone"], values["note"]]) == ["415-555-0132", "415-555-0199"]


def test_new_personal_data_of_the_model_is_taken_out(start: Start, upstream: Upstream) -> None:
    """A number that the model makes up does not reach the client; one of the client's own does."""

    def script(body: dict[str, Any]) -> Any:
        said = "Yours is <PHONE_NUMBER_1>, mine is 415-555-0177."
        return list(said) if body.get("stream") else {"role": "assistant", "content": said}

    upstream.script = script
    client = start(build=fast_detector).client()
    expected = "Yours is 415-555-0132, mine is [PHONE_NUMBER]."
    assert ask(client, "I am at 415-555-0132.") == expected
    assert "".join(stream(client, "I am at 415-555-0132.")) == expected


def test_several_choices(start: Start, upstream: Upstream) -> None:
    """`n` answers are restored one by one, also when their pieces are mixed."""

    def script(body: dict[str, Any]) -> Any:
        said = str(body["messages"][-1]["content"])
        if not body.get("stream"):
            return {"role": "assistant", "content": said}
        pieces = []
        for c in said:
            for n in range(2):
                delta = {"content": c}
                chunk = wire.chat_chunk(id="c", created=1, model="m", delta=delta, index=n)
                pieces.append(wire.sse(chunk))
        end = wire.chat_chunk(id="c", created=1, model="m", delta={}, index=1, finish_reason="stop")
        return [*pieces, wire.sse(end)]

    upstream.script = script
    client = start(build=fast_detector).client()
    text = "I am at 415-555-0132."
    messages: Any = [{"role": "user", "content": text}]
    reply = client.chat.completions.create(model="sottovoce", messages=messages, n=2)
    assert [choice.message.content for choice in reply.choices] == [text, text]
    got = ["", ""]
    for chunk in client.chat.completions.create(
        model="sottovoce", messages=messages, n=2, stream=True
    ):
        for choice in chunk.choices:
            got[choice.index] += choice.delta.content or ""
    assert got == [text, text]
    with pytest.raises(openai.BadRequestError, match="n is at most"):
        client.chat.completions.create(model="sottovoce", messages=messages, n=100)


def test_what_a_plain_upstream_is_told(start: Start, upstream: Upstream) -> None:
    """No customer, no metadata, no key of the client's, no foreign header; `store` is false."""
    client = start(build=fast_detector, upstream_api_key="sk-of-the-gateway-itself").client(
        "sk-client"
    )
    ask(
        client,
        "Hi",
        user="maria@example.com",
        store=True,
        metadata={"a": "b"},
        extra_body={
            "safety_identifier": "s",
            "prompt_cache_key": "maria",
            "x_new": "call 415-555-0132",
        },
        extra_headers={"x-customer": "maria", "x-request-id": "maria-1"},
    )
    seen = upstream.seen[-1]
    assert seen.body["store"] is False
    assert set(seen.body) == {"model", "messages", "store", "x_new"}
    assert seen.body["x_new"] == "call <PHONE_NUMBER_1>"
    assert seen.headers["authorization"] == "Bearer sk-of-the-gateway-itself"
    assert "maria" not in json.dumps(seen.headers)
    assert "sk-client" not in json.dumps(seen.headers)
    assert "x-customer" not in seen.headers


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"messages": []}, "messages"),
        ({"messages": "hi"}, "messages"),
        ({"messages": [{"role": "user", "content": [1, 2]}]}, None),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]},
            "messages.0.content",
        ),
        (
            {"messages": [{"role": "user", "content": [{"type": "input_audio"}]}]},
            "messages.0.content",
        ),
        ({"modalities": ["text", "audio"]}, "modalities"),
        ({"logprobs": True}, "logprobs"),
        ({"prompt_token_ids": [1]}, "prompt_token_ids"),
        ({"stream": "415-555-0132"}, "stream"),
        ({"model": "call 415-555-0132"}, "model"),
        ({"model": "13812345678"}, "model"),
        ({"n": 0}, "n"),
    ],
)
def test_bad_requests(
    start: Start, upstream: Upstream, change: dict[str, Any], param: str | None
) -> None:
    """400, the field's name, no word of its value, nothing sent."""
    body = {"model": "m", "messages": [{"role": "user", "content": "hi"}], **change}
    reply = httpx.post(f"{start(build=fast_detector).base}/v1/chat/completions", json=body)
    assert reply.status_code == 400, reply.text
    error = reply.json()["error"]
    assert error["code"] == "invalid_request"
    assert error["param"] == param
    assert "415" not in reply.text
    assert upstream.requests == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b"[1]",
        b'{"messages": NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":"\\ud800"}',
        b'{"messages": [{"role": "user", "content": "hi"}], "temperature": 1e999}',
        b'{"messages": [{"role": "user", "content": "hi"}], "x": [1e999]}',
        b'{"messages": [{"role": "user"}], "metadata": {"conversation_id": "\\ud800"}}',
    ],
)
def test_what_is_no_request(start: Start, upstream: Upstream, raw: bytes) -> None:
    """Bytes that are no JSON object get a 400 and no crash."""
    reply = httpx.post(f"{start(build=fast_detector).base}/v1/chat/completions", content=raw)
    assert reply.status_code == 400
    assert reply.json()["error"]["code"] == "invalid_request"
    assert upstream.requests == []


def test_a_body_over_the_limit(start: Start, upstream: Upstream) -> None:
    """413, whether its length is told or not."""
    running = start(build=fast_detector, limits={"max_body_bytes": 2000})
    big = json.dumps({"messages": [{"role": "user", "content": "x" * 5000}]}).encode()
    for content in (big, (big[n : n + 500] for n in range(0, len(big), 500))):
        reply = httpx.post(f"{running.base}/v1/chat/completions", content=content)
        assert reply.status_code == 413
        assert reply.json()["error"]["code"] == "body_too_large"
    assert upstream.requests == []


def test_models(start: Start, upstream: Upstream) -> None:
    """Our name and the upstream's list; our name alone where the upstream has no such route."""
    client = start(build=fast_detector).client()
    assert [model.id for model in client.models.list()] == ["sottovoce"]
    upstream.models = [{"id": "tiny-1", "object": "model"}, {"id": 5}, {"id": "bad name"}]
    assert [model.id for model in client.models.list()] == ["sottovoce", "tiny-1"]


def test_our_name_becomes_the_upstreams_model(start: Start, upstream: Upstream) -> None:
    """`sottovoce` is what the upstream lists first, or what the settings say; others pass."""
    upstream.models = [{"id": "tiny-1"}, {"id": "tiny-2"}]
    client = start(build=fast_detector).client()
    ask(client, "Hi")
    assert upstream.seen[-1].body["model"] == "tiny-1"
    messages: Any = [{"role": "user", "content": "Hi"}]
    client.chat.completions.create(model="tiny-2", messages=messages)
    assert upstream.seen[-1].body["model"] == "tiny-2"
    ask(start(build=fast_detector, upstream_model="tiny-3").client(), "Hi")
    assert upstream.seen[-1].body["model"] == "tiny-3"
    with pytest.raises(openai.NotFoundError) as caught:
        client.chat.completions.create(model="sottovoce@r1", messages=messages)
    assert caught.value.code == "model_not_found"


def test_metrics_hold_counts_and_no_text(start: Start, upstream: Upstream) -> None:
    """Requests, redactions by class, refusals and added time are there; no value is."""
    running = start(build=fast_detector)
    ask(running.client(), "I am at 415-555-0132, maria@example.com.", user="customer-7")
    with pytest.raises(openai.BadRequestError):
        ask(running.client(), "hi", n=99)
    text = httpx.get(f"{running.base}/metrics").text
    assert 'sottovoce_gateway_requests_total{code="ok",dialect="chat",site="default"} 1.0' in text
    assert 'sottovoce_gateway_redactions_total{entity="PHONE_NUMBER"} 1.0' in text
    assert 'sottovoce_gateway_redactions_total{entity="EMAIL_ADDRESS"} 1.0' in text
    assert 'sottovoce_gateway_refusals_total{code="invalid_request"} 1.0' in text
    assert 'sottovoce_gateway_added_seconds_count{phase="request"} 1.0' in text
    for word in ("555-0132", "maria", "customer-7"):
        assert word not in text


def test_every_answer_has_its_own_request_id(start: Start, upstream: Upstream) -> None:
    """The id is ours, new for each request, the same at the upstream, and on errors too."""
    running = start(build=fast_detector)
    body = {"messages": [{"role": "user", "content": "hi"}]}
    ids = []
    for _ in range(2):
        reply = httpx.post(
            f"{running.base}/v1/chat/completions", json=body, headers={"x-request-id": "maria"}
        )
        ids.append(reply.headers["x-request-id"])
        assert upstream.seen[-1].headers["x-request-id"] == ids[-1]
    assert len(set(ids)) == 2
    wrong = httpx.post(f"{running.base}/v1/nothing", json=body)
    assert wrong.status_code == 404
    assert wrong.headers["x-request-id"].startswith("req-")
