"""Feedback, previews and erasures, over sockets, with the edge's own log at the other end."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from edge_node.records import Records
from edge_node.second_look import SecondLook
from gateway.answers import Given
from gateway.app import create_app
from gateway.compose import compose
from gateway.erasure import verify_receipt
from gateway.settings import GatewaySettings
from gateway.vault import VaultUnavailable
from policies import load_pack
from sottovoce import wire
from sottovoce.context import decode_context
from sottovoce.crypto import (
    new_key,
    new_signing_key,
    new_token,
    parse_public,
    pseudonym,
    token_digest,
    write_key,
    write_secret,
)
from sottovoce.dialogue_log import Dialogue, DialogueLog
from sottovoce.errors import SottovoceError, error_body
from tests.gateway.asking import Start
from tests.gateway.serving import Running, Served, fast_detector

pytestmark = pytest.mark.slow
TOKEN = new_token()
PHONE = "415-555-0132"
DEAD = "http://127.0.0.1:9/v1"


class LoggingEdge:
    """A site's server with the real log and the real answers to feedback and erasure; its model says one thing."""

    def __init__(self, folder: Path) -> None:
        pack = load_pack("default")
        self.log = DialogueLog(folder / "log.db", folder / "keys.db", new_key())
        look = SecondLook(fast_detector(pack), pack, TOKEN)
        self.records = Records(self.log, look, TOKEN, time.time)
        self.bodies: list[bytes] = []
        self.down = False
        # Set when feedback has come; it waits for the gate.
        self.asked, self.gate = threading.Event(), threading.Event()
        self.gate.set()
        self._number = 0

    def app(self) -> Starlette:
        """The application."""
        return Starlette(
            routes=[
                Route("/v1/chat/completions", self._chat, methods=["POST"]),
                Route("/v1/feedback", self._feedback, methods=["POST"]),
                Route("/v1/subjects/erase", self._erase, methods=["POST"]),
            ]
        )

    def rows(self) -> list[Dialogue]:
        """What is in the log."""
        return list(self.log.read())

    async def _chat(self, request: Request) -> Response:
        body = json.loads(await request.body())
        context = decode_context(request.headers[wire.CONTEXT], TOKEN, time.time())
        self._number += 1
        name = f"chatcmpl-{self._number}"
        answer = {"role": "assistant", "content": "A model's answer."}
        self.log.append(
            Dialogue(
                id=name,
                subject=context.subject,
                conversation=context.conversation,
                language="en",
                origin="chat",
                consent=context.consent,
                trainable=False,
                policy=context.policy,
                adapter=None,
                created=float(self._number),
                messages=(*body["messages"], answer),
            )
        )
        choices = [{"index": 0, "message": answer, "finish_reason": "stop"}]
        return JSONResponse(
            wire.chat_completion(id=name, created=1, model=body["model"], choices=choices)
        )

    async def _feedback(self, request: Request) -> Response:
        raw = await request.body()
        self.bodies.append(raw)
        self.asked.set()
        await asyncio.to_thread(self.gate.wait, 10)
        return self._told(
            lambda: self.records.rate(json.loads(raw), request.headers.get(wire.CONTEXT))
        )

    async def _erase(self, request: Request) -> Response:
        raw = await request.body()
        self.bodies.append(raw)
        return self._told(lambda: self.records.erase(json.loads(raw)))

    def _told(self, work: Any) -> Response:
        if self.down:
            return Response(status_code=503)
        try:
            return JSONResponse(work())
        except SottovoceError as error:
            return JSONResponse(error_body(error), error.status)


class World:
    """A gateway with a key of each role, and one of another tenant, before two edges."""

    def __init__(
        self,
        start: Start,
        folder: Path,
        edges: list[LoggingEdge],
        urls: list[str],
        *,
        pack: str = "default",
        outside: bool = False,
        failover: Mapping[str, list[str]] = MappingProxyType({}),
    ) -> None:
        self.edges = edges
        self.keys = {name: new_token() for name in ("app", "agent", "privacy", "stranger")}
        write_key(folder / "t.key")
        write_key(folder / "o.key")
        write_secret(folder / "edge.token", TOKEN.encode())
        private, public = new_signing_key()
        write_secret(folder / "receipt.key", private)
        self.public = parse_public(public)
        keys = [
            {
                "id": name,
                "sha256": token_digest(token),
                "tenant": "other" if name == "stranger" else "acme",
                "role": "agent" if name == "stranger" else name,
            }
            for name, token in self.keys.items()
        ]
        self.tenant_key = bytes.fromhex((folder / "t.key").read_text())
        self.running: Running = start(
            build=fast_detector,
            pack=pack,
            tenants=[
                {"name": "acme", "hmac_key_file": folder / "t.key"},
                {"name": "other", "hmac_key_file": folder / "o.key"},
            ],
            keys=keys,
            sites=[
                {
                    "name": f"s{n}",
                    "url": url,
                    "token_file": folder / "edge.token",
                    "outside": outside,
                    "failover": failover.get(f"s{n}", ()),
                }
                for n, url in enumerate(urls)
            ],
            default_site="s0",
            state_dir=folder / "state",
            receipt_key_file=folder / "receipt.key",
            audit={"path": folder / "audit.jsonl"},
        )
        self.audit = folder / "audit.jsonl"

    def post(self, path: str, key: str, body: Any, *, site: str | None = None) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.keys.get(key, key)}"}
        headers |= {} if site is None else {wire.SITE: site}
        return httpx.post(f"{self.running.base}/v1/{path}", json=body, headers=headers, timeout=30)

    def chat(
        self, text: str = f"Call me at {PHONE}", *, site: str | None = None, **fields: Any
    ) -> str:
        """The id of an answer."""
        body = {"model": "sottovoce", "messages": [{"role": "user", "content": text}], **fields}
        reply = self.post("chat/completions", "app", body, site=site)
        assert reply.status_code == 200, reply.text
        return str(reply.json()["id"])


@pytest.fixture
def world(start: Start, tmp_path: Path) -> Iterator[World]:
    edges = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        edges.append(LoggingEdge(tmp_path / name))
    with Served(edges[0].app()) as first, Served(edges[1].app()) as second:
        yield World(start, tmp_path, edges, [first.url, second.url])
    for edge in edges:
        edge.log.close()


def test_a_correction_reaches_the_log_redacted(world: World) -> None:
    """In the conversation's own placeholders; it may train because the customer has consented."""
    answer = world.chat(user="maria", store=True, metadata={"conversation_id": "c"})
    told = {"completion_id": answer, "rating": "down", "corrected_answer": f"I call {PHONE}."}
    reply = world.post("feedback", "agent", told)
    assert (reply.status_code, reply.json()["corrected"]) == (200, True)
    (row,) = world.edges[0].rows()
    assert row.messages[-1]["content"] == "I call <PHONE_NUMBER_1>."
    assert row.messages[0]["content"] == "Call me at <PHONE_NUMBER_1>"
    assert (row.trainable, row.consent) == (True, True)
    assert PHONE.encode() not in b"".join(world.edges[0].bodies)
    assert PHONE not in world.audit.read_text()


def test_a_correction_of_a_lone_request_holds_types(world: World) -> None:
    """Without a conversation the numbers would mean somebody else."""
    answer = world.chat()
    told = {"completion_id": answer, "rating": "up", "corrected_answer": f"I call {PHONE}."}
    assert world.post("feedback", "agent", told).status_code == 200
    (row,) = world.edges[0].rows()
    assert row.messages[-1]["content"] == "I call [PHONE_NUMBER]."


def test_ratings(world: World) -> None:
    """Up may train, down may not; one word an answer."""
    up, down = world.chat(), world.chat()
    assert world.post("feedback", "agent", {"completion_id": up, "rating": "up"}).is_success
    assert world.post("feedback", "agent", {"completion_id": down, "rating": "down"}).is_success
    assert [row.trainable for row in world.edges[0].rows()] == [True, False]
    again = world.post("feedback", "agent", {"completion_id": up, "rating": "down"})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already_rated")


def test_a_strangers_feedback_is_refused(world: World) -> None:
    """Not an agent: 403. Another tenant's agent, or an unknown answer: the same 404. No key: 401."""
    answer = world.chat()
    told = {"completion_id": answer, "rating": "up"}
    codes = [world.post("feedback", key, told).status_code for key in ("app", "privacy", "bad")]
    assert codes == [403, 403, 401]
    foreign = world.post("feedback", "stranger", told)
    unknown = world.post("feedback", "agent", {**told, "completion_id": "chatcmpl-999"})
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json()["error"]["code"] == unknown.json()["error"]["code"]
    assert [row.trainable for row in world.edges[0].rows()] == [False]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"completion_id": "x", "rating": "great"},
        {"completion_id": 7, "rating": "up"},
        {"completion_id": "x", "rating": "up", "corrected_answer": ""},
        {"completion_id": "x", "rating": "up", PHONE: 1},
    ],
)
def test_bad_feedback(world: World, body: dict[str, Any]) -> None:
    """400, and nothing of it is quoted."""
    reply = world.post("feedback", "agent", body)
    assert reply.status_code == 400
    assert PHONE not in reply.text


def test_an_edge_that_is_down_takes_the_word_later(world: World) -> None:
    """503, and the answer can still be rated."""
    answer = world.chat()
    world.edges[0].down = True
    told = {"completion_id": answer, "rating": "up"}
    assert world.post("feedback", "agent", told).status_code == 503
    world.edges[0].down = False
    assert world.post("feedback", "agent", told).status_code == 200


def test_one_word_also_when_two_come_at_once(world: World) -> None:
    """Of ten at once one is taken."""
    answer = world.chat()
    told = {"completion_id": answer, "rating": "up"}
    codes: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: codes.append(world.post("feedback", "agent", told).status_code)
        )
        for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200] + [409] * 9


def test_a_preview_asks_nobody(world: World) -> None:
    """The text as a model would see it, each finding with its rule; no upstream, no log."""
    text = f"Call me at {PHONE}, order 12345678"
    reply = world.post("privacy/preview", "privacy", {"text": text})
    assert reply.status_code == 200
    told = reply.json()
    assert told["text"] == "Call me at <PHONE_NUMBER_1>, order 12345678"
    assert told["policy"].startswith("default@sha256:")
    assert world.edges[0].rows() == []
    assert PHONE not in world.audit.read_text()
    for key, code in (("app", 403), ("agent", 403), ("bad", 401)):
        assert world.post("privacy/preview", key, {"text": "x"}).status_code == code
    assert world.post("privacy/preview", "privacy", {"text": "x", "pack": "no"}).status_code == 400


def test_erasing_a_customer(world: World) -> None:
    """Their conversations and dialogues are gone everywhere, others' are not; the receipt is signed."""
    for user in ("maria", "otto"):
        world.chat(user=user, metadata={"conversation_id": f"c-{user}"})
    reply = world.post("subjects/erase", "privacy", {"user": "maria"})
    assert reply.status_code == 200
    document = reply.json()
    assert verify_receipt(document, world.public)
    assert not verify_receipt({**document, "receipt": {}}, world.public)
    receipt = document["receipt"]
    subject = pseudonym(world.tenant_key, "maria")
    assert receipt["subject"] == subject
    assert receipt["gateway"] == {"conversations": 1, "answers": 1}
    assert receipt["pending"] == []
    assert [(s["site"], s["dialogues"]) for s in receipt["sites"]] == [("s0", 1), ("s1", 0)]
    assert "not unlearned" in receipt["statement"]
    assert [row.subject for row in world.edges[0].rows()] == [pseudonym(world.tenant_key, "otto")]
    assert "maria" not in reply.text + world.audit.read_text()
    for key, code in (("app", 403), ("agent", 403), ("bad", 401)):
        assert world.post("subjects/erase", key, {"user": "otto"}).status_code == code


def test_an_offline_site_is_asked_again(world: World) -> None:
    """The receipt lists it as pending; when it is back it is asked, and a new receipt says so."""
    world.chat(user="maria")
    world.edges[0].down = True
    first = world.post("subjects/erase", "privacy", {"user": "maria"}).json()["receipt"]
    assert first["pending"] == ["s0"]
    assert len(world.edges[0].rows()) == 1
    world.edges[0].down = False
    again = world.post("subjects/erase", "privacy", {"user": "maria"}).json()["receipt"]
    assert again["pending"] == []
    assert world.edges[0].rows() == []


@pytest.mark.parametrize("works", [True, False])
def test_a_word_whose_giver_hangs_up_is_brought_to_its_end(tmp_path: Path, works: bool) -> None:
    """Cancelled while the edge has it: kept if the log takes it, given back if it does not."""
    (tmp_path / "one").mkdir()
    edge = LoggingEdge(tmp_path / "one")
    edge.gate.clear()

    def compose_only(*, build: Any, **fields: Any) -> Any:
        gateway = compose(GatewaySettings.model_validate(fields), build=build)
        return SimpleNamespace(gateway=gateway, base="http://test")

    async def work(world: World) -> int:
        transport = httpx.ASGITransport(create_app(world.running.gateway))
        async with httpx.AsyncClient(transport=transport, base_url="http://test/v1") as client:

            def post(path: str, key: str, body: Any) -> Any:
                headers = {"authorization": f"Bearer {world.keys[key]}"}
                return client.post(f"/{path}", json=body, headers=headers, timeout=30)

            asked = {"model": "sottovoce", "messages": [{"role": "user", "content": "hi"}]}
            answer = (await post("chat/completions", "app", asked)).json()["id"]
            word = {"completion_id": answer, "rating": "up"}
            gone = asyncio.create_task(post("feedback", "agent", word))
            await asyncio.to_thread(edge.asked.wait, 10)
            gone.cancel()
            edge.down = not works
            edge.gate.set()
            with pytest.raises(asyncio.CancelledError):
                await gone
            edge.down = False
            again = await post("feedback", "agent", word)
            await world.running.gateway.close()
            return int(again.status_code)

    with Served(edge.app()) as served:
        world = World(compose_only, tmp_path, [edge], [served.url])
        assert asyncio.run(work(world)) == (409 if works else 200)
    assert [row.trainable for row in edge.rows()] == [True]
    edge.log.close()


def test_a_packs_file_has_one_name(start: Start, tmp_path: Path) -> None:
    """To keys, previews and readiness: as it is written, and no folder of this machine anywhere."""
    (tmp_path / "desk.yaml").write_text(
        "extends: default\nname: desk\nengine: fast\nactions:\n  PHONE_NUMBER: mask\n"
    )
    (tmp_path / "keys.json").write_text("{}")
    write_key(tmp_path / "t.key")
    tokens = {role: new_token() for role in ("app", "privacy")}
    rows = [
        {"id": role, "sha256": token_digest(token), "tenant": "t", "role": role}
        for role, token in tokens.items()
    ]
    rows[0]["pack"] = "desk.yaml"
    (tmp_path / "keys.json").write_text(json.dumps({"keys": rows}))
    running = start(
        build=fast_detector,
        tenants=[{"name": "t", "hmac_key_file": tmp_path / "t.key"}],
        keys=[],
        keys_file=tmp_path / "keys.json",
    )
    ready = httpx.get(f"{running.base}/readyz")
    assert "detector:desk.yaml" in ready.json()["checks"]
    assert str(tmp_path) not in ready.text
    headers = {"authorization": f"Bearer {tokens['privacy']}"}
    for pack, status in (("desk.yaml", 200), ("default", 200), (str(tmp_path / "desk.yaml"), 400)):
        body = {"text": f"Call {PHONE}", "pack": pack}
        url = f"{running.base}/v1/privacy/preview"
        reply = httpx.post(url, json=body, headers=headers, timeout=30)
        assert reply.status_code == status
        assert str(tmp_path) not in reply.text
        if pack == "desk.yaml":
            assert reply.json()["text"] == "Call [PHONE_NUMBER]"


def test_each_edge_that_gets_a_word_is_in_the_audit_log(world: World) -> None:
    """A site's servers are asked in turn; the entry names who got the bytes."""
    answer = world.chat()
    told = {"completion_id": answer, "rating": "up", "corrected_answer": f"I call {PHONE}."}
    assert world.post("feedback", "agent", told).status_code == 200
    entries = [json.loads(line) for line in world.audit.read_text().splitlines()]
    (word,) = [entry for entry in entries if entry["event"] == "feedback"]
    assert (word["site"], word["redacted"]) == ("s0", {"PHONE_NUMBER": 1})
    assert word["server"].startswith("http://127.0.0.1:")


def test_a_correction_that_may_not_leave_the_site_goes_to_no_edge_outside(
    start: Start, tmp_path: Path
) -> None:
    """What a chat may not say to that server a correction may not say either; the answer can still be rated."""
    edge = LoggingEdge(tmp_path)
    with Served(edge.app()) as served:
        world = World(start, tmp_path, [edge], [served.url], pack="gdpr", outside=True)
        answer = world.chat("When do you open?")
        told = {"completion_id": answer, "rating": "up"}
        number = "Your National Insurance number is AB 12 34 56 C."
        reply = world.post("feedback", "agent", {**told, "corrected_answer": number})
        assert (reply.status_code, reply.json()["error"]["code"]) == (422, "privacy_refused")
        assert edge.bodies == []
        assert '"feedback"' not in world.audit.read_text()
        assert world.post("feedback", "agent", told).status_code == 200
    edge.log.close()


def test_a_claim_whose_store_fails_is_given_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store had claimed and its answer was lost, and then it was gone for a moment: no word is locked out."""
    answer = world.chat()
    told = {"completion_id": answer, "rating": "up"}
    store = world.running.gateway.people._answers
    claim, release = store.claim, store.release
    left = [2]

    def lost(*asked: str) -> Given:
        claim(*asked)
        raise VaultUnavailable

    def down(*asked: str) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise VaultUnavailable
        release(*asked)

    monkeypatch.setattr("gateway.people.RELEASE_PAUSES", (0.01, 0.01))
    monkeypatch.setattr(store, "claim", lost)
    monkeypatch.setattr(store, "release", down)
    assert world.post("feedback", "agent", told).status_code == 503
    monkeypatch.setattr(store, "claim", claim)
    until = time.monotonic() + 10
    while (code := world.post("feedback", "agent", told).status_code) == 409:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert code == 200


def test_a_correction_of_another_sites_answer_keeps_to_what_may_leave(
    start: Start, tmp_path: Path
) -> None:
    """The site that was asked was down and another one answered: what may not go there in a chat may not later."""
    edge = LoggingEdge(tmp_path)
    with Served(edge.app()) as served:
        world = World(
            start, tmp_path, [edge], [DEAD, served.url], pack="gdpr", failover={"s0": ["s1"]}
        )
        answer = world.chat("When do you open?")
        told = {"completion_id": answer, "rating": "down"}
        number = "Your National Insurance number is AB 12 34 56 C."
        reply = world.post("feedback", "agent", {**told, "corrected_answer": number})
        assert (reply.status_code, reply.json()["error"]["code"]) == (422, "privacy_refused")
        assert edge.bodies == []
        assert '"feedback"' not in world.audit.read_text()
        harmless = {**told, "corrected_answer": "We open at nine."}
        assert world.post("feedback", "agent", harmless).status_code == 200
        (row,) = edge.rows()
        assert row.messages[-1]["content"] == "We open at nine."
        own = world.chat("When do you open?", site="s1")
        reply = world.post(
            "feedback", "agent", {**told, "completion_id": own, "corrected_answer": number}
        )
        assert reply.status_code == 200
    edge.log.close()
