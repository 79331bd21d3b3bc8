"""SIGHUP: new packs, keys and sites for new requests, and not one request or stream dropped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest

from sottovoce.crypto import new_token, token_digest, write_key
from tests.gateway.asking import ask
from tests.gateway.processes import Process
from tests.gateway.serving import Served, Upstream

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(tmp_path: Path, upstream_url: str) -> tuple[dict[str, Any], str]:
    """A gateway with one key, and the key."""
    token = new_token()
    write_key(tmp_path / "tenant.key")
    (tmp_path / "plain.yaml").write_text("extends: default\nname: plain\nengine: fast\n")
    fields = {
        "listen": {"port": 0},
        "pack": "plain.yaml",
        "tenants": [{"name": "t", "hmac_key_file": "tenant.key"}],
        "keys": [{"id": "one", "sha256": token_digest(token), "tenant": "t"}],
        "sites": [{"name": "a", "url": upstream_url, "kind": "openai"}],
    }
    return fields, token


@pytest.fixture
def process(
    tmp_path: Path, settings: tuple[dict[str, Any], str], upstream: Upstream
) -> Iterator[Process]:
    running = Process(tmp_path, settings[0])
    yield running
    if running.process.poll() is None:
        running.stop()


def test_a_reload_takes_new_packs_keys_and_sites(
    process: Process, settings: tuple[dict[str, Any], str], tmp_path: Path
) -> None:
    """The new pack keeps a class, the old key is gone, the new site answers; a stream goes on to its end."""
    fields, token = settings
    with Served(Upstream().app()) as other:
        old = process.client(token)
        assert ask(old, "I am at 415-555-0132.") == "I am at 415-555-0132."
        (tmp_path / "plain.yaml").write_text(
            "extends: default\nname: plain\nengine: fast\nactions:\n  PHONE_NUMBER: block\n"
        )
        fresh = new_token()
        changed = {
            **fields,
            "keys": [{"id": "two", "sha256": token_digest(fresh), "tenant": "t"}],
            "sites": [{"name": "b", "url": other.url, "kind": "openai"}],
        }
        process.write(changed)
        assert '"needs_restart": []' in process.reload('"reloaded"')
        with pytest.raises(openai.AuthenticationError):
            ask(old, "hello")
        new = process.client(fresh)
        assert ask(new, "hello") == "hello"
        with pytest.raises(openai.UnprocessableEntityError):
            ask(new, "I am at 415-555-0132.")
        old.close()
        new.close()


def test_a_stream_under_way_is_not_dropped(
    process: Process, settings: tuple[dict[str, Any], str], upstream: Upstream
) -> None:
    """It began before the reload and ends whole after it."""
    gate = threading.Event()

    async def wait() -> None:
        import asyncio

        await asyncio.to_thread(gate.wait, 20)

    upstream.script = lambda _: ["Hello ", "there ", wait, "and goodbye."]
    fields, token = settings
    client = process.client(token)
    messages: Any = [{"role": "user", "content": "hi"}]
    chunks = client.chat.completions.create(model="sottovoce", messages=messages, stream=True)
    said = ""
    for chunk in chunks:
        said += chunk.choices[0].delta.content or "" if chunk.choices else ""
        if said.startswith("Hello") and not gate.is_set():
            process.write({**fields, "sites": [{**fields["sites"][0], "name": "renamed"}]})
            process.reload('"reloaded"')
            gate.set()
    assert said == "Hello there and goodbye."
    client.close()


def test_a_bad_file_changes_nothing(
    process: Process, settings: tuple[dict[str, Any], str], upstream: Upstream
) -> None:
    """Its faults are logged, and the gateway serves as before; what needs a restart is named."""
    fields, token = settings
    client = process.client(token)
    process.write({**fields, "pack": "no-such-pack", "default_site": "nowhere"})
    line = process.reload('"reload_refused"')
    assert "no-such-pack" in line
    assert "nowhere" in line
    assert ask(client, "hello") == "hello"
    process.write({**fields, "limits": {"max_choices": 3}})
    for _ in range(
        2
    ):  # the second reload has nothing new, and the first one's change is not in force yet
        assert '"needs_restart": ["limits"]' in process.reload('"reloaded"')
    process.write(fields)
    assert '"needs_restart": []' in process.reload('"reloaded"')
    client.close()
    assert process.stop() == 0
