"""What each kind of site is told, and what a model's name becomes for it."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openai
import pytest
from starlette.responses import JSONResponse

from gateway.seam import Connections, Http
from gateway.settings import Limits
from gateway.upstream import EdgeUpstream, OpenAIUpstream, asking_usage
from sottovoce import wire
from sottovoce.context import SiteContext, allowed_digest, decode_context
from sottovoce.crypto import load_key, new_token, pseudonym, token_digest, write_key, write_secret
from sottovoce.errors import InvalidRequest, UnknownModel
from tests.gateway.asking import Start, stream
from tests.gateway.serving import Running, Seen, Upstream, fast_detector

TOKEN = new_token()
CONTEXT = SiteContext("req-1", "conv", "sub_x", True, "p@1", "en", (), 1000.0)


def http(url: str = "http://127.0.0.1:9/v1") -> Http:
    return Http(Connections(None, Limits()), url, Limits())


def resolve(kept: EdgeUpstream | OpenAIUpstream, name: str) -> str:
    return asyncio.run(kept.resolve(name, "req-1"))


def test_an_edges_model_names() -> None:
    """Our names pass, others mean the default and are not told, an impossible release is unknown."""
    edge = EdgeUpstream(http(), TOKEN)
    for name in ("sottovoce", "base", "sottovoce@r1.2_3-4"):
        assert resolve(edge, name) == name
    assert resolve(edge, "gpt-4o") == "sottovoce"
    for name in ("sottovoce@", "sottovoce@../x", "sottovoce@" + "x" * 65):
        with pytest.raises(UnknownModel):
            resolve(edge, name)


def test_an_edges_context() -> None:
    """The header opens with the token alone and names kept values by digest."""
    call = EdgeUpstream(http(), TOKEN).dress(
        {"messages": []}, "sottovoce", CONTEXT, (("EMAIL_ADDRESS", "a@example.com"),)
    )
    told = decode_context(call.headers[wire.CONTEXT], TOKEN, 1001.0)
    assert (told.subject, told.consent, told.policy) == ("sub_x", True, "p@1")
    assert told.allowed == (allowed_digest(TOKEN, "EMAIL_ADDRESS", "a@example.com"),)
    assert call.headers["authorization"] == f"Bearer {TOKEN}"
    assert json.loads(call.payload) == {"model": "sottovoce", "messages": []}
    assert TOKEN not in repr(call)


def test_too_many_kept_values() -> None:
    """More than the header can name are refused as the client's fault."""
    kept = tuple(("EMAIL_ADDRESS", f"a{n}@example.com") for n in range(300))
    with pytest.raises(InvalidRequest, match="too many values"):
        EdgeUpstream(http(), TOKEN).dress({}, "sottovoce", CONTEXT, kept)


def test_a_plain_upstreams_body() -> None:
    """`store` is false whatever the body says, and nothing tells of the customer."""
    call = OpenAIUpstream(http(), None, None).dress({"x": 1}, "m", CONTEXT, ())
    assert json.loads(call.payload) == {"model": "m", "x": 1, "store": False}
    assert dict(call.headers) == {wire.REQUEST_ID: "req-1"}


@pytest.fixture
def edge(
    start: Callable[..., Running], upstream: Upstream, upstream_url: str, tmp_path: Path
) -> Callable[..., tuple[Running, Seen]]:
    """A gateway before an edge (the recording upstream), one for each pack; one chat through it."""
    write_key(tmp_path / "tenant.key")
    write_secret(tmp_path / "service.token", TOKEN.encode())
    api_key = new_token()
    started: dict[str, Running] = {}

    def gateway(pack: str) -> Running:
        return start(
            build=fast_detector,
            pack=pack,
            upstream_base_url=None,
            tenants=[{"name": "acme", "hmac_key_file": tmp_path / "tenant.key"}],
            keys=[{"id": "k", "sha256": token_digest(api_key), "tenant": "acme"}],
            sites=[
                {"name": "site-a", "url": upstream_url, "token_file": tmp_path / "service.token"}
            ],
        )

    def chat(text: str, _pack: str = "default", **options: Any) -> tuple[Running, Seen]:
        if _pack not in started:
            started[_pack] = gateway(_pack)
        running = started[_pack]
        running.client(api_key).chat.completions.create(
            model=options.pop("model", "sottovoce"),
            messages=[{"role": "user", "content": text}],
            **options,
        )
        return running, upstream.seen[-1]

    return chat


def told(seen: Seen) -> SiteContext:
    return decode_context(seen.headers[wire.CONTEXT], TOKEN, time.time())


def test_over_sockets(edge: Callable[..., tuple[Running, Seen]], tmp_path: Path) -> None:
    """The edge gets the redacted body, the pseudonym, the consent and its own token; no more."""
    _, seen = edge(
        "I am at 13812345678, 谢谢",
        user="maria@example.com",
        store=True,
        metadata={"conversation_id": "c-1"},
    )
    assert set(seen.body) == {"model", "messages"}
    assert seen.last == "I am at <PHONE_NUMBER_1>, 谢谢"
    context = told(seen)
    assert context.subject == pseudonym(load_key(tmp_path / "tenant.key"), "maria@example.com")
    assert context.consent
    assert context.request_id == seen.headers["x-request-id"]
    assert context.policy.startswith("default@sha256:")
    assert context.language == "mixed"
    assert seen.headers["authorization"] == f"Bearer {TOKEN}"
    assert "maria" not in json.dumps(seen.headers) + seen.raw.decode()
    _, again = edge("Hi", user="maria@example.com", metadata={"conversation_id": "c-1"})
    assert told(again).conversation == context.conversation
    assert not told(again).consent


def test_nobody_named_is_no_consent(edge: Callable[..., tuple[Running, Seen]]) -> None:
    """Without a customer the conversation is the subject, and `store` does not make it train."""
    contexts = [told(edge("Hi", store=True)[1]) for _ in range(2)]
    assert not any(context.consent for context in contexts)
    assert contexts[0].subject != contexts[1].subject


def test_an_edges_refusals(edge: Callable[..., tuple[Running, Seen]], upstream: Upstream) -> None:
    """An unknown release and the second look's refusal keep their meaning and lose their text."""
    for status, code, kind in (
        (404, "model_not_found", openai.NotFoundError),
        (422, "privacy_refused", openai.UnprocessableEntityError),
    ):
        error = {"error": {"message": "marker-4711", "code": code, "type": "x", "param": None}}
        upstream.script = lambda _, s=status, e=error: JSONResponse(e, s)  # type: ignore[misc]
        with pytest.raises(kind) as caught:
            edge("Hi", model="sottovoce@r9")
        assert caught.value.code == code
        assert caught.value.response.headers["x-should-retry"] == "false"
        assert "4711" not in caught.value.response.text
    assert upstream.seen[-1].body["model"] == "sottovoce@r9"


def test_an_edges_models_and_adapter(
    edge: Callable[..., tuple[Running, Seen]], upstream: Upstream
) -> None:
    """The list is the edge's own, and the answer says which adapter it came from."""
    upstream.models = [{"id": "sottovoce", "release": "r7"}, {"id": "sottovoce@r7"}, {"id": "base"}]
    running, _ = edge("Hi")
    client = running.clients[-1]
    assert [model.id for model in client.models.list()] == ["sottovoce", "sottovoce@r7", "base"]
    raw = client.chat.completions.with_raw_response.create(
        model="sottovoce", messages=[{"role": "user", "content": "Hi"}]
    )
    assert raw.headers["sottovoce-adapter"] == "r7"
    assert raw.headers["sottovoce-site"] == "site-a"


@pytest.mark.parametrize(
    "upstream",
    [
        EdgeUpstream(http(), TOKEN),
        OpenAIUpstream(http(), None, "llama"),
        OpenAIUpstream(http(), None, None),
    ],
)
def test_what_is_known_of_a_models_name_is_what_would_be_resolved(
    upstream: EdgeUpstream | OpenAIUpstream,
) -> None:
    """Without a question; a name that needs one, or that is refused, is not known."""
    for name in ("sottovoce", "base", "gpt-4o", "sottovoce@r1", "sottovoce@../x"):
        known = upstream.known_model(name)
        if known is not None:
            assert resolve(upstream, name) == known
    assert upstream.known_model("gpt-4o") is not None
    assert upstream.known_model("sottovoce@../x") is None
    assert OpenAIUpstream(http(), None, None).known_model("sottovoce") is None


PACK = """
extends: default
name: p
engine: fast
actions:
  PHONE_NUMBER: {action: mask, keep_last: 2}
  EMAIL_ADDRESS: keep
  IP_ADDRESS: surrogate
  URL: placeholder
  MAC_ADDRESS: placeholder
roles:
  log: {URL: mask, MAC_ADDRESS: mask, IP_ADDRESS: mask}
  training: {"*": placeholder, %s: exclude}
"""
TEXTS_BY_CLASS = {
    "PHONE_NUMBER": "Call 415-555-0132 at once.",
    "IP_ADDRESS": "The server 203.0.113.77 is down.",
    "MAC_ADDRESS": "The device 3c:22:fb:44:55:66 is lost.",
}


@pytest.mark.parametrize("excluded", [*TEXTS_BY_CLASS, "CREDENTIAL"])
def test_a_class_that_must_not_train_takes_the_consent_back(
    edge: Callable[..., tuple[Running, Seen]], tmp_path: Path, excluded: str
) -> None:
    """Whatever became of the value: a token, stars and two digits, or another address."""
    pack = tmp_path / "pack.yaml"
    pack.write_text(PACK % excluded)
    for label, text in TEXTS_BY_CLASS.items():
        _, seen = edge(text, user="u", store=True, _pack=str(pack))
        context = told(seen)
        assert context.labels == (label,)
        assert context.consent is (label != excluded)
        assert context.masked == (() if label == "PHONE_NUMBER" else (label,))
        if label == "IP_ADDRESS":
            ((made, of),) = context.made_up
            assert of == "IP_ADDRESS"
            assert made in seen.last


def test_the_log_of_a_conversation_masks_what_it_once_held(
    edge: Callable[..., tuple[Running, Seen]], tmp_path: Path
) -> None:
    """A later answer may name an earlier token: its class is told with each turn."""
    pack = tmp_path / "pack.yaml"
    pack.write_text(PACK % "CREDENTIAL")
    turn = {"user": "u", "extra_headers": {"Sottovoce-Conversation": "c"}, "_pack": str(pack)}
    edge("My machine is 3c:22:fb:44:55:66 today.", **turn)
    _, seen = edge("Say it.", **turn)
    assert (told(seen).labels, told(seen).masked) == ((), ("MAC_ADDRESS",))


@pytest.mark.parametrize(
    ("body", "options"),
    [
        ({}, None),
        ({"stream": False}, None),
        ({"stream": True}, {"include_usage": True}),
        ({"stream": True, "stream_options": None}, {"include_usage": True}),
        ({"stream": True, "stream_options": {"include_usage": False}}, {"include_usage": True}),
        (
            {"stream": True, "stream_options": {"include_obfuscation": False}},
            {"include_obfuscation": False, "include_usage": True},
        ),
        ({"stream": True, "stream_options": {"include_usage": True}}, None),
        ({"stream": True, "stream_options": "x"}, None),
    ],
)
def test_streams_are_asked_for_their_tokens(
    body: dict[str, Any], options: dict[str, Any] | None
) -> None:
    """Whatever the client asks beside it stays; what is no object is left to the server."""
    assert asking_usage(body).get("stream_options") == options


TOKENS = {"prompt_tokens": 1000, "completion_tokens": 234, "total_tokens": 1234}


def counted(body: dict[str, Any]) -> list[Any]:
    """An answer whose tokens are told where that is asked for."""
    asked = (body.get("stream_options") or {}).get("include_usage")
    told = wire.chat_chunk(id="chatcmpl-1", created=1, model=body["model"], usage=TOKENS)
    return ["hello", *([wire.sse(told)] if asked else [])]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "tenant.key"
    file.write_text("ab" * 32)
    file.chmod(0o600)
    return file


def left(start: Start, secret: Path, **options: Any) -> tuple[int, list[Any]]:
    """Tokens of the minute that are left after one stream, and the stream."""
    key = {"id": "k", "sha256": hashlib.sha256(b"sk-tokens").hexdigest(), "tenant": "acme"}
    running = start(
        build=fast_detector,
        keys=[{**key, "tokens_per_minute": 60_000}],
        tenants=[{"name": "acme", "hmac_key_file": secret}],
    )
    client = running.client("sk-tokens")
    chunks = list(
        client.chat.completions.create(
            model="m", messages=[{"role": "user", "content": "hi"}], stream=True, **options
        )
    )
    buckets = running.gateway.service._admission._tokens
    return round(60_000 - buckets["k"]._level), chunks


@pytest.mark.parametrize("asked", [None, False, True])
def test_a_stream_costs_what_it_has_cost(
    start: Start, upstream: Upstream, secret: Path, asked: bool | None
) -> None:
    """The key is charged the true number; the client sees the count where it has asked for it."""
    upstream.script = counted
    options = {} if asked is None else {"stream_options": {"include_usage": asked}}
    used, chunks = left(start, secret, **options)
    assert 1200 < used <= 1234  # the bucket fills meanwhile
    told = [chunk.usage.total_tokens for chunk in chunks if chunk.usage is not None]
    assert told == ([1234] if asked else [])
    assert all(chunk.choices for chunk in chunks) is not asked


def test_a_server_that_cannot_tell_is_counted(
    start: Start, upstream: Upstream, secret: Path
) -> None:
    """It refuses the option: it gets the request without, from then on at once, and the text is counted."""

    def strict(body: dict[str, Any]) -> Any:
        if "stream_options" in body:
            return JSONResponse({"error": {"message": "unknown field"}}, 400)
        return ["x" * 400, "\u597d" * 300]

    upstream.script = strict
    used, _ = left(start, secret)
    assert 280 < used <= 302  # 400 / 4 and 300 / 1.5, and the question
    assert ["stream_options" in one.body for one in upstream.seen] == [True, False]


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("dialect", ["messages", "responses"])
def test_other_interfaces_ask_like_chats(
    start: Start, upstream: Upstream, dialect: str, told: bool
) -> None:
    """They tell the count at their end; a server that cannot give it serves them all the same."""

    def script(body: dict[str, Any]) -> Any:
        if told or "stream_options" not in body:
            return counted(body)
        return JSONResponse({"error": {"message": "unknown field"}}, 400)

    upstream.script = script
    running = start(build=fast_detector)
    messages: Any = [{"role": "user", "content": "hi"}]
    if dialect == "messages":
        with running.claude().messages.stream(model="m", max_tokens=9, messages=messages) as events:
            events.until_done()
            usage = events.get_final_message().usage
        assert (usage.input_tokens, usage.output_tokens) == ((1000, 234) if told else (0, 0))
        return
    last = list(running.client().responses.create(model="m", input="hi", stream=True))[-1]
    assert last.type == "response.completed"
    assert (last.response.usage and last.response.usage.total_tokens) == (1234 if told else None)


def test_a_server_that_refuses_for_another_reason_is_believed(
    start: Start, upstream: Upstream
) -> None:
    """A second no is the answer; the option is tried again with the next stream."""
    upstream.script = lambda _body: JSONResponse(
        {"error": {"message": "no", "param": "temperature"}}, 400
    )
    client = start(build=fast_detector).client()
    for _ in range(2):
        with pytest.raises(openai.BadRequestError) as caught:
            stream(client, "hi")
        assert caught.value.param == "temperature"
    assert ["stream_options" in one.body for one in upstream.seen] == [True, False] * 2
