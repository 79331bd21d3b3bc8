"""SIGTERM: what runs ends whole, nothing new is taken, exit 0; an edge that drains gets no new request."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from sottovoce.crypto import new_token, token_digest, write_key, write_secret
from tests.gateway.asking import ask, stream
from tests.gateway.processes import Process
from tests.gateway.serving import Upstream

pytestmark = pytest.mark.slow
EDGE = Path(__file__).with_name("edge_like.py")
ROOT = Path(__file__).parents[2]


class EdgeLike:
    """One of them, running."""

    def __init__(self, seconds: float) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(EDGE), str(seconds)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert self.process.stdout is not None
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}/v1"

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def edges() -> Iterator[list[EdgeLike]]:
    """Two servers of one site."""
    made = [EdgeLike(0.05), EdgeLike(0.05)]
    yield made
    for edge in made:
        edge.stop()


def begin(tmp_path: Path, **fields: Any) -> Process:
    (tmp_path / "fast.yaml").write_text("extends: default\nname: quick\nengine: fast\n")
    settings = {"listen": {"port": 0}, "no_auth": True, "pack": "fast.yaml", **fields}
    return Process(tmp_path, settings)


def test_a_gateway_drains(tmp_path: Path, upstream: Upstream, upstream_url: str) -> None:
    """A running stream ends whole after the signal, a new connection is refused, and the process exits with 0."""
    gate = threading.Event()

    async def wait() -> None:
        import asyncio

        await asyncio.to_thread(gate.wait, 20)

    upstream.script = lambda _: ["Hello ", "there ", wait, "and goodbye."]
    process = begin(tmp_path, upstream_base_url=upstream_url)
    client = process.client("none")
    base = f"http://127.0.0.1:{process.port}"
    said, closed = "", False
    messages: Any = [{"role": "user", "content": "hi, I am at 415-555-0132"}]
    for chunk in client.chat.completions.create(model="m", messages=messages, stream=True):
        said += chunk.choices[0].delta.content or "" if chunk.choices else ""
        if said.startswith("Hello") and not gate.is_set():
            process.process.send_signal(signal.SIGTERM)
            until = time.monotonic() + 10
            while not closed and time.monotonic() < until:
                try:
                    # Until the listener is closed the process says that it is not ready.
                    assert httpx.get(f"{base}/readyz").status_code in (200, 503)
                except httpx.TransportError:
                    closed = True
            with pytest.raises(openai.APIConnectionError):
                ask(process.client("none"), "new")
            gate.set()
    assert said == "Hello there and goodbye."
    client.close()
    # It was told to end: a second signal on its way out would end it by that signal.
    assert process.process.wait(30) == 0
    process.stop()
    (line,) = process.events("request")
    assert (line["code"], line["status"], line["stream"]) == ("ok", 200, True)
    assert line["route"] == "/v1/chat/completions"
    assert line["redacted"] == {"PHONE_NUMBER": 1}
    assert 0 <= line["first_token_seconds"] <= line["seconds"]
    assert line["added_seconds"] <= line["seconds"]
    assert "555-0132" not in json.dumps(process.log)


def test_an_edge_that_drains_gets_no_new_request(tmp_path: Path, edges: list[EdgeLike]) -> None:
    """In mid-traffic one of two servers is told to end: not one request or stream fails."""
    write_secret(tmp_path / "edge.token", new_token().encode())
    write_key(tmp_path / "tenant.key")
    site = {
        "name": "a",
        "url": edges[0].url,
        "replicas": [edges[1].url],
        "token_file": "edge.token",
    }
    tenants = [{"name": "t", "hmac_key_file": "tenant.key"}]
    process = begin(tmp_path, sites=[site], tenants=tenants)
    client = process.client("none")
    begun = threading.Semaphore(0)

    def one(number: int) -> str:
        if number == 60:
            edges[0].process.send_signal(signal.SIGTERM)
        begun.release()
        if number % 4:
            return ask(client, f"question {number}")
        return "".join(stream(client, f"question {number}"))

    try:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(one, range(160)))
        told = httpx.get(f"http://127.0.0.1:{process.port}/metrics").text
    finally:
        client.close()
        assert process.stop() == 0
    assert set(answers) == {"done", "".join(f"{n} " for n in range(10))}
    assert edges[0].process.wait(20) == 0
    lines = process.events("request")
    assert [line["code"] for line in lines] == ["ok"] * 160
    assert 'sottovoce_gateway_site_servers{site="a",state="closed"}' in told
    opened = [
        t for t in told.splitlines() if t.startswith("sottovoce_gateway_site_breaker_opens_t")
    ]
    assert float(opened[0].rpartition(" ")[2]) >= 1
    assert "sottovoce_gateway_streams_running 0.0" in told


def test_every_request_has_one_line(tmp_path: Path, upstream: Upstream, upstream_url: str) -> None:
    """Answered, refused, unknown, too large: one JSON line each, none for what monitors ask, no text in any."""
    key = new_token()
    write_key(tmp_path / "tenant.key")
    (tmp_path / "fast.yaml").write_text("extends: default\nname: quick\nengine: fast\n")
    process = Process(
        tmp_path,
        {
            "listen": {"port": 0},
            "pack": "fast.yaml",
            "tenants": [{"name": "t", "hmac_key_file": "tenant.key"}],
            "keys": [{"id": "crm", "sha256": token_digest(key), "tenant": "t"}],
            "sites": [{"name": "a", "url": upstream_url, "kind": "openai"}],
            "limits": {"max_body_bytes": 2000},
        },
    )
    words = ("maria", "customer-77", "ticket-91", "secret-path")
    body = {
        "model": "m",
        "user": "customer-77",
        "messages": [{"role": "user", "content": "I am maria@example.com"}],
    }
    asks: list[tuple[str, str, dict[str, Any], str, int]] = [
        ("POST", "/v1/chat/completions", {"json": body}, "ok", 200),
        ("POST", "/v1/chat/completions", {"json": {**body, "n": 99}}, "invalid_request", 400),
        ("POST", "/v1/chat/completions", {"content": b"x" * 3000}, "body_too_large", 413),
        ("POST", "/v1/chat/completions", {"json": body, "key": "sk-no"}, "invalid_api_key", 401),
        ("GET", "/v1/models", {}, "ok", 200),
        ("GET", "/v1/secret-path/maria", {}, "not_found", 404),
        ("POST", "/v1/privacy/preview", {"json": {"text": "maria"}}, "forbidden", 403),
        ("GET", "/livez", {}, "", 200),
        ("GET", "/readyz", {}, "", 200),
    ]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{process.port}") as client:
            for method, path, options, _, status in asks:
                given = options.pop("key", key)
                headers = {
                    "authorization": f"Bearer {given}",
                    "content-type": "application/json",
                    "sottovoce-conversation": "ticket-91",
                }
                reply = client.request(method, path, headers=headers, **options)
                assert reply.status_code == status, reply.text
    finally:
        assert process.stop() == 0
    lines = process.events("request")
    wanted = [(code, status) for *_, code, status in asks if code]
    assert [(line["code"], line["status"]) for line in lines] == wanted
    assert len({line["request_id"] for line in lines}) == len(lines)
    assert not [word for word in words if word in json.dumps(process.log).lower()]
