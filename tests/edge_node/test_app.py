"""A running edge, asked by the official client over a real socket."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import openai
import pytest

from edge_node.app import build_app, read_secrets
from sottovoce.context import allowed_digest
from sottovoce.crypto import pseudonym
from sottovoce.egress import OPEN, EgressLedger
from sottovoce.errors import ConfigInvalid, LogUnavailable
from sottovoce.wire import SSEParser
from tests.edge_node.serving import QUESTION, TOKENS, RunningEdge, Site, make_site, wait_for

# Each test asks a whole edge over sockets; together they take half a minute.
pytestmark = pytest.mark.slow

Tensors = list[dict[str, np.ndarray]]


def _ask(edge: RunningEdge, messages: Any = QUESTION, **more: Any) -> Any:
    """A greedy chat with a gateway's context header."""
    chosen: dict[str, Any] = {
        "model": "sottovoce",
        "temperature": 0,
        "max_tokens": 40,
        "extra_headers": edge.site.context(),
        **more,
    }
    return edge.client().chat.completions.create(messages=messages, **chosen)


def test_a_chat_is_answered_and_logged(edge: RunningEdge) -> None:
    """The answer, its counts and its place in the sealed log agree."""
    before = len(edge.site.rows())
    reply = _ask(edge)
    assert reply.model == "base"
    assert reply.choices[0].finish_reason == "stop"
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens
    rows = edge.site.rows()
    assert len(rows) == before + 1
    row = rows[-1]
    assert row.messages == (
        *QUESTION,
        {"role": "assistant", "content": reply.choices[0].message.content},
    )
    assert (row.id, row.subject, row.conversation) == (reply.id, "sub_one", "conv-1")
    assert (row.origin, row.consent, row.trainable, row.adapter) == ("chat", True, False, None)
    assert row.policy == "default@sha256:0"


def test_a_stream_is_the_same_answer(edge: RunningEdge) -> None:
    """Chunks join to the whole answer; role first, then the finish, then the usage."""
    whole = _ask(edge)
    chunks = list(_ask(edge, stream=True, stream_options={"include_usage": True}))
    assert chunks[0].choices[0].delta.role == "assistant"
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text == whole.choices[0].message.content
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert (chunks[-1].choices, chunks[-1].usage) == ([], whole.usage)
    assert len({chunk.id for chunk in chunks}) == 1


def test_a_second_turn_is_logged_without_the_first(edge: RunningEdge) -> None:
    """History is in the prompt, and once in the log."""
    _ask(
        edge,
        [*QUESTION, {"role": "assistant", "content": "Soon."}, {"role": "user", "content": "你好"}],
    )
    row = edge.site.rows()[-1]
    assert [turn["role"] for turn in row.messages] == ["user", "assistant"]
    assert row.messages[0]["content"] == "你好"
    tap = edge.site.root / "tap.jsonl"
    assert stat.S_IMODE(tap.stat().st_mode) == 0o600
    prompt = json.loads(tap.read_text().splitlines()[-1])["prompt"]
    assert prompt.endswith("Assistant:\nSoon.<eos>\n\nUser:\n你好\n\nAssistant:\n")


@pytest.mark.parametrize(
    ("consent", "store", "logged"),
    [(True, None, True), (True, False, False), (False, True, False), (True, True, True)],
)
def test_consent_is_the_gateways_and_store_can_only_withdraw_it(
    edge: RunningEdge, consent: bool, store: bool | None, logged: bool
) -> None:
    """`store: false` wins; `store: true` alone gives nothing."""
    more = {} if store is None else {"store": store}
    _ask(edge, extra_headers=edge.site.context(consent=consent), **more)
    assert edge.site.rows()[-1].consent is logged


def test_the_log_gets_what_the_gateways_pack_lets_it_have(edge: RunningEdge) -> None:
    """Masked classes as their type, in the model's words too; found classes are named; the model saw the tokens."""
    told = {
        "masked": ("PERSON",),
        "made_up": (("Hello", "LOCATION"),),
        "labels": ("BANK_ACCOUNT", "PERSON"),
    }
    _ask(edge, extra_headers=edge.site.context(**told))
    row = edge.site.rows()[-1]
    assert row.messages[0]["content"] == "[LOCATION], this is [PERSON]. Where is <ORDER_NUMBER_1>?"
    assert "<PERSON" not in row.messages[-1]["content"]
    assert row.labels == ("BANK_ACCOUNT", "PERSON")
    prompt = (edge.site.root / "tap.jsonl").read_text().splitlines()[-1]
    assert "<PERSON_2>" in prompt


def test_without_a_context_nobody_is_known(edge: RunningEdge) -> None:
    """A request without the gateway's header is its own subject and does not train."""
    _ask(edge, extra_headers={})
    row = edge.site.rows()[-1]
    assert row.subject == pseudonym(edge.site.tenant_key, row.conversation)
    assert not row.consent


@pytest.mark.privacy
@pytest.mark.parametrize("place", ["content", "metadata", "stop"])
def test_personal_data_in_a_request_refuses_it(edge: RunningEdge, place: str) -> None:
    """422, nothing generated, nothing written; the refusal is counted and recorded."""
    before, refused = (
        len(edge.site.rows()),
        edge.metric('request_refusals_total{code="privacy_refused"}'),
    )
    found = "reach me at 13812345678"
    more: dict[str, Any] = {"content": {}, "metadata": {"metadata": {"k": found}}}.get(
        place, {"stop": [found]}
    )
    messages = [{"role": "user", "content": found}] if place == "content" else QUESTION
    with pytest.raises(openai.UnprocessableEntityError) as error:
        _ask(edge, messages, **more)
    assert error.value.code == "privacy_refused"
    assert "138" not in error.value.response.text
    assert error.value.response.headers["x-should-retry"] == "false"
    assert len(edge.site.rows()) == before
    assert edge.metric('request_refusals_total{code="privacy_refused"}') == refused + 1
    assert "13812345678" not in (edge.site.root / "tap.jsonl").read_text()


def test_a_kept_value_passes(edge: RunningEdge) -> None:
    """What the gateway's pack keeps is named by its digest and goes to the model."""
    allowed = (allowed_digest(edge.site.token, "PHONE_NUMBER", "13812345678"),)
    messages = [{"role": "user", "content": "our hotline 13812345678?"}]
    _ask(edge, messages, extra_headers=edge.site.context(allowed=allowed))
    assert "13812345678" in edge.site.rows()[-1].messages[0]["content"]


def test_who_is_not_the_gateway_is_refused(edge: RunningEdge) -> None:
    """A wrong token, a forged and an old context are 401."""
    with pytest.raises(openai.AuthenticationError):
        edge.client("x" * 40).models.list()
    with pytest.raises(openai.AuthenticationError):
        _ask(edge, extra_headers={"Sottovoce-Context": "e30=.abc"})
    with pytest.raises(openai.AuthenticationError):
        _ask(edge, extra_headers=edge.site.context(issued=1.0))


@pytest.mark.parametrize(
    ("more", "code", "param"),
    [
        ({"extra_body": {"n": 2}}, "invalid_request", "n"),
        ({"extra_body": {"tools": [{"type": "function"}]}}, "invalid_request", "tools"),
        ({"max_tokens": 5000}, "context_length_exceeded", "messages"),
        ({"temperature": 7}, "invalid_request", "temperature"),
    ],
)
def test_bad_requests_name_the_field(
    edge: RunningEdge, more: dict[str, Any], code: str, param: str
) -> None:
    """400 with OpenAI's error body."""
    with pytest.raises(openai.BadRequestError) as error:
        _ask(edge, **more)
    assert (error.value.code, error.value.param) == (code, param)


def test_a_dialogue_over_the_context_is_refused(edge: RunningEdge) -> None:
    """The true token count decides."""
    with pytest.raises(openai.BadRequestError) as error:
        _ask(edge, [{"role": "user", "content": "Where is my order? " * 600}])
    assert error.value.code == "context_length_exceeded"


def test_broken_bodies_and_large_ones(edge: RunningEdge) -> None:
    """No JSON is 400, over the limit is 413, both with an error body."""
    for body, status in ((b"{", 400), (b"x" * (600 << 10), 413)):
        reply = httpx.post(
            f"{edge.url}/v1/chat/completions",
            content=body,
            headers={"authorization": f"Bearer {edge.site.token}"},
            trust_env=False,
        )
        assert reply.status_code == status
        assert reply.json()["error"]["message"]


def test_models_and_health(edge: RunningEdge) -> None:
    """The list names what is served; an unknown release is 404, an unknown plain name is served."""
    assert [model.id for model in edge.client().models.list()] == ["sottovoce", "base"]
    with pytest.raises(openai.NotFoundError):
        _ask(edge, model="sottovoce@nope")
    assert _ask(edge, model="gpt-4o").model == "base"
    assert edge.get("/livez").status_code == edge.get("/readyz").status_code == 200


def test_what_left_is_in_the_ledger(edge: RunningEdge) -> None:
    """A reply's bytes and a digest; the metrics count its tokens."""
    tokens = edge.metric("generation_tokens_total")
    reply = _ask(edge)
    text = reply.choices[0].message.content
    ledger = EgressLedger(edge.site.settings.egress_path)
    entry = [e for e in ledger.entries() if e.kind == "reply"][-1]
    ledger.close()
    assert entry.bytes == len(text.encode())
    assert text not in str(entry)
    assert edge.metric("generation_tokens_total") == tokens + reply.usage.completion_tokens


@pytest.mark.privacy
def test_the_sealed_files_hold_no_plaintext(edge: RunningEdge) -> None:
    """Neither the question nor the answer stands in the bytes of the log, its keys or the ledger."""
    reply = _ask(edge, [{"role": "user", "content": "zanzibar-marker 桑给巴尔标记"}])
    assert "zanzibar-marker" in str(edge.site.rows()[-1].messages)
    for file in edge.site.root.glob("*.db*"):
        data = file.read_bytes()
        assert b"zanzibar" not in data
        assert "桑给巴尔".encode() not in data
        assert reply.choices[0].message.content.encode() not in data


def test_erasing_a_customer_destroys_the_key(edge: RunningEdge) -> None:
    """The rows are gone, and a copy of the log made before cannot be opened any more."""
    _ask(edge, extra_headers=edge.site.context(subject="sub_gone"))
    log = edge.site.log()
    assert [row.subject for row in log.read()].count("sub_gone") == 1
    assert log.erase_subject("sub_gone") == 1
    assert "sub_gone" not in {row.subject for row in log.read()}
    log.close()
    assert b"sub_gone" not in edge.site.settings.log.keys_path.read_bytes()


@pytest.mark.privacy
def test_personal_data_in_a_reply_is_not_logged(
    edge: RunningEdge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reply goes to the gateway, which redacts it; the turn is not written, and is counted."""
    from edge_node.generation import Generation, Piece

    steps = iter([Piece("call 138", 1), Piece("12345678", 2, "stop")])
    monkeypatch.setattr(Generation, "step", lambda _: next(steps))
    before, kept_out = len(edge.site.rows()), edge.metric("replies_not_logged_total")
    assert _ask(edge).choices[0].message.content == "call 13812345678"
    assert len(edge.site.rows()) == before
    assert edge.metric("replies_not_logged_total") == kept_out + 1


def test_a_log_that_cannot_be_written_refuses(
    edge: RunningEdge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 before anything is generated; readiness says so; a stream that fails late ends in an error."""
    from sottovoce.dialogue_log import DialogueLog

    def full(*_: object) -> None:
        raise LogUnavailable

    with monkeypatch.context() as late:
        late.setattr(DialogueLog, "append", full)
        with pytest.raises(openai.APIError, match="log"):
            list(_ask(edge, stream=True))
    monkeypatch.setattr(DialogueLog, "check", full)
    tokens = edge.metric("generation_tokens_total")
    with pytest.raises(openai.InternalServerError) as error:
        _ask(edge)
    assert (error.value.status_code, error.value.code) == (503, "log_unavailable")
    assert edge.metric("generation_tokens_total") == tokens
    assert edge.get("/readyz").status_code == 503


def test_a_swap_while_a_stream_is_in_flight(
    tmp_path: Path, tiny_model: Path, endless: Tensors
) -> None:
    """The stream ends on the adapter that it began with; new requests get the new one; a leaver's place is freed."""
    site = make_site(tmp_path / "swap", tiny_model)
    for name, tensors in zip(("r1", "r2"), endless, strict=True):
        site.registry.add(name, tensors)
    site.registry.point("r1")
    with RunningEdge(site) as edge:
        client = edge.client()
        current = lambda: client.models.retrieve("sottovoce").release  # type: ignore[attr-defined] # noqa: E731
        wait_for(lambda: current() == "r1", "r1 serves")
        alone = _ask(edge, max_tokens=TOKENS)
        assert (alone.model, alone.choices[0].finish_reason) == ("sottovoce@r1", "length")
        with httpx.stream(
            "POST",
            f"{edge.url}/v1/chat/completions",
            headers={"authorization": f"Bearer {site.token}"},
            json={
                "model": "sottovoce",
                "messages": QUESTION,
                "temperature": 0,
                "max_tokens": TOKENS,
                "stream": True,
            },
            trust_env=False,
            timeout=60,
        ) as reply:
            assert reply.headers["sottovoce-adapter"] == "r1"
            site.registry.point("r2")
            wait_for(lambda: current() == "r2", "r2 serves")
            assert edge.metric("num_requests_running") == 1  # the stream still runs
            parser = SSEParser()
            events = [e for data in reply.iter_bytes() for e in parser.push(data)]
        assert events[-1] == "[DONE]"
        chunks = [json.loads(event) for event in events[:-1]]
        text = "".join(c["choices"][0]["delta"].get("content", "") for c in chunks)
        assert text == alone.choices[0].message.content
        assert {chunk["model"] for chunk in chunks} == {"sottovoce@r1"}
        assert _ask(edge).model == "sottovoce@r2"
        assert _ask(edge, model="sottovoce@r1").model == "sottovoce@r1"
        assert _ask(edge, model="base").model == "base"
        assert {row.adapter for row in site.rows()} == {"r1", "r2", None}
        names = [model.id for model in client.models.list()]
        assert names == ["sottovoce", "sottovoce@r1", "sottovoce@r2", "base"]
        _leave_early(edge, site)


def _leave_early(edge: RunningEdge, site: Site) -> None:
    """A client that goes away in mid-stream ends the generation; its part is accounted for."""

    def last_reply() -> tuple[str, int]:
        entry = [e for e in EgressLedger(site.settings.egress_path).entries() if e.kind == "reply"][
            -1
        ]
        return entry.code, entry.bytes

    tokens = edge.metric("generation_tokens_total")
    with _ask(edge, stream=True, max_tokens=TOKENS) as stream:
        next(chunk for chunk in stream if chunk.choices[0].delta.content)
        assert last_reply() == (OPEN, 0)  # in the ledger before its first byte left
    wait_for(lambda: edge.metric("num_requests_running") == 0, "the place is free", seconds=5)
    wait_for(
        lambda: edge.metric('request_success_total{finished_reason="cancelled"}') == 1, "counted"
    )
    assert edge.metric("generation_tokens_total") < tokens + TOKENS
    assert last_reply()[0] == ""
    assert last_reply()[1] > 0


def test_every_unusable_key_file_is_named_at_once(site: Site) -> None:
    """A missing, an open and a malformed key file are three faults of one error."""
    (site.root / "site.key").unlink()
    (site.root / "tenant.key").chmod(0o644)
    (site.root / "release.pub").write_text("no key")
    with pytest.raises(ConfigInvalid) as error:
        read_secrets(site.settings)
    places = sorted(fault.partition(":")[0] for fault in error.value.faults)
    assert places == ["log.site_key_file", "registry.release_public_key_file", "tenant_key_file"]


def test_an_unknown_pack_is_a_fault_of_the_configuration(site: Site) -> None:
    """The edge does not start without its policy."""
    with pytest.raises(ConfigInvalid, match="pack"):
        build_app(site.settings.model_copy(update={"pack": "no-such-pack"}))
