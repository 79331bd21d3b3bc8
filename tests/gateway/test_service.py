"""Whole requests when a part of the private path fails: nothing is sent, nothing is told."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.responses import Response

from tests.gateway.serving import Running, Upstream, fast_detector

Start = Callable[..., Running]
PHONE = "13812345678"


def say(running: Running, text: str, **body: Any) -> httpx.Response:
    """One turn of the conversation `c-1`."""
    return httpx.post(
        f"{running.base}/v1/chat/completions",
        json={"messages": [{"role": "user", "content": text}], **body},
        headers={"Sottovoce-Conversation": "c-1"},
        timeout=30,
    )


@pytest.fixture
def sealed(start: Start, tmp_path: Path) -> Running:
    """A gateway with its vault on disk and little patience."""
    key = tmp_path / "vault.key"
    key.write_text("ab" * 32)
    key.chmod(0o600)
    vault = {"path": tmp_path / "vault.db", "key_file": key}
    return start(build=fast_detector, vault=vault, limits={"detection_seconds": 1.0})


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE conversations SET sealed = zeroblob(64)",
        "UPDATE conversations SET subject = 'sub_other'",
        "DROP TABLE conversations",
    ],
)
def test_a_damaged_vault_refuses(
    sealed: Running, upstream: Upstream, tmp_path: Path, damage: str
) -> None:
    """A table that cannot be read is a failed privacy part: 503, not to be tried again, nothing sent."""
    assert say(sealed, f"I am at {PHONE}.").status_code == 200
    database = sqlite3.connect(tmp_path / "vault.db", isolation_level=None)
    database.execute(damage)
    database.close()
    reply = say(sealed, f"I am at {PHONE}.")
    assert reply.status_code == 503
    assert reply.json()["error"]["code"] == "privacy_unavailable"
    assert reply.headers["x-should-retry"] == "false"
    assert len(upstream.seen) == 1


def test_a_locked_vault_refuses_and_holds_nobody_else(
    sealed: Running, upstream: Upstream, tmp_path: Path
) -> None:
    """503 in time; meanwhile other routes answer, and metrics that wait do not stop them."""
    database = sqlite3.connect(tmp_path / "vault.db", isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        reply = say(sealed, f"I am at {PHONE}.")
        assert reply.json()["error"]["code"] == "privacy_unavailable"
        assert upstream.seen == []
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{sealed.base}/metrics", timeout=0.5)
        started = time.monotonic()
        assert httpx.get(f"{sealed.base}/livez").status_code == 200
        assert time.monotonic() - started < 2
    finally:
        database.execute("ROLLBACK")
        database.close()
    assert httpx.get(f"{sealed.base}/metrics", timeout=20).status_code == 200


def test_metrics_of_a_broken_vault(sealed: Running, tmp_path: Path) -> None:
    """One gauge that cannot be read takes no other metric with it."""
    database = sqlite3.connect(tmp_path / "vault.db", isolation_level=None)
    database.execute("DROP TABLE conversations")
    database.close()
    text = httpx.get(f"{sealed.base}/metrics").text
    assert "sottovoce_gateway_vault_conversations NaN" in text
    assert "sottovoce_gateway_detection_running 0.0" in text


def test_an_upstream_cannot_mark_customers(start: Start, upstream: Upstream) -> None:
    """A cookie of the upstream's is not sent with the next request, which is another customer's."""
    running = start(build=fast_detector)
    body = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "ok"}}]}
    upstream.script = lambda _: Response(
        json.dumps(body), media_type="application/json", headers={"set-cookie": "who=1; Path=/"}
    )
    assert say(running, "hi").status_code == 200
    assert say(running, "hi").status_code == 200
    assert [seen.headers.get("cookie") for seen in upstream.seen] == [None, None]


@pytest.mark.parametrize("value", [b"NaN", b"-Infinity", b"1e999"])
def test_an_answer_that_is_no_json_is_not_passed_on(
    start: Start, upstream: Upstream, value: bytes
) -> None:
    """A number that JSON does not have would break the client's parser: 503."""
    raw = b'{"choices":[{"index":0,"message":{"role":"assistant","content":"","x":%b}}]}' % value
    upstream.script = lambda _: Response(raw, media_type="application/json")
    reply = say(start(build=fast_detector), "hi")
    assert reply.status_code == 503
    assert reply.json()["error"]["code"] == "upstream_unavailable"


def test_half_a_character_in_an_answer(start: Start, upstream: Upstream) -> None:
    """Halves of an emoji in two chunks arrive, and the placeholder after them is restored."""
    events = [
        b'data: {"choices":[{"index":0,"delta":{"content":"a\\ud83d"}}]}\n\n',
        b'data: {"choices":[{"index":0,"delta":{"content":"\\ude00 <PHONE_NUMBER_1>"}}],"error":null}\n\n',
    ]
    upstream.script = lambda _: events
    reply = say(start(build=fast_detector), f"I am at {PHONE}.", stream=True)
    chunks = [json.loads(e[6:]) for e in reply.text.split("\n\n") if e.startswith("data: {")]
    text = "".join(c["delta"].get("content", "") for e in chunks for c in e["choices"])
    assert text.encode("utf-16", "surrogatepass").decode("utf-16") == f"a😀 {PHONE}"
    assert reply.text.endswith("data: [DONE]\n\n")
