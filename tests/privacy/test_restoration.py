"""A gateway before somebody else's upstream: the upstream sees no value, the client gets them all back.

Real processes: `sottovoce gateway serve --upstream … --no-auth` and an upstream that repeats what it
was sent, so that each placeholder must be restored on the way back.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from examples.demo.federation import clean_environment, sottovoce
from examples.demo.processes import Supervisor, free_ports
from tests.e2e import echo_upstream
from tests.privacy import surfaces
from tests.privacy.markers import LANGUAGES, Line, MarkerMaker
from tests.privacy.scan import scan

pytestmark = [pytest.mark.privacy, pytest.mark.e2e, pytest.mark.slow]

CLIENT_KEY = "sk-the-client's-own-key-7319"


@dataclass
class Relay:
    """A gateway in front of an echo."""

    url: str
    record: Path
    logs: Path
    maker: MarkerMaker

    http: httpx.Client

    def client(self) -> Any:
        """The official client."""
        from openai import OpenAI

        return OpenAI(
            base_url=f"{self.url}/v1",
            api_key=CLIENT_KEY,
            max_retries=0,
            timeout=60,
            http_client=self.http,
        )


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    """Both processes, up."""
    root = tmp_path_factory.mktemp("relay")
    record = root / "upstream.txt"
    record.touch()
    (port,) = free_ports(1)
    with (
        httpx.Client(trust_env=False) as http,
        Supervisor(root / "logs", environment=clean_environment()) as processes,
    ):
        echo = processes.spawn("echo", [sys.executable, echo_upstream.__file__, str(record)])
        processes.wait_ready("echo", lambda: echo.log.read_bytes().endswith(b"\n"), timeout=20)
        upstream = f"http://127.0.0.1:{echo.log.read_text().split()[-1]}/v1"
        words = ("--upstream", upstream, "--host", "127.0.0.1", "--port", str(port), "--no-auth")
        processes.spawn("gateway", sottovoce("gateway", "serve", *words))
        url = f"http://127.0.0.1:{port}"
        processes.wait_ready("gateway", lambda: _ready(url), timeout=90)
        yield Relay(url, record, root / "logs", MarkerMaker(seed=4242), http)


def _ready(url: str) -> bool:
    try:
        return httpx.get(url + "/readyz", timeout=2, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def ask(relay: Relay, text: str, *, stream: bool, **more: Any) -> str:
    """What the client gets for one message."""
    messages = [{"role": "user", "content": text}]
    answer = relay.client().chat.completions.create(
        model="m", messages=messages, stream=stream, **more
    )
    if not stream:
        return str(answer.choices[0].message.content)
    return "".join(c.choices[0].delta.content or "" for c in answer if c.choices)


def _lines(relay: Relay) -> list[Line]:
    lines = [line for language in LANGUAGES for line in relay.maker.lines(language, 6)]
    return [*lines, relay.maker.mixed()]


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_the_client_gets_its_own_values_back(relay: Relay, stream: bool) -> None:
    """What the upstream repeats with placeholders reaches the client letter by letter as it was sent."""
    for line in _lines(relay):
        assert ask(relay, line.text, stream=stream) == line.text


def test_a_conversation_keeps_its_placeholders(relay: Relay) -> None:
    """A value of the first turn is restored in the answer to the second, which no longer holds it."""
    name = relay.maker.marker("name", "zh")
    headers = {"Sottovoce-Conversation": "turns-1"}
    ask(relay, f"我叫{name.text}。", stream=False, extra_headers=headers)
    answer = ask(relay, "<PERSON_1>", stream=False, extra_headers=headers)
    assert answer == "<PERSON_1>", "what a user writes in the form of a placeholder stays theirs"
    assert (
        ask(relay, f"{name.text}在吗?", stream=True, extra_headers=headers) == f"{name.text}在吗?"
    )


def test_everything_else_in_the_body_is_walked_too(relay: Relay) -> None:
    """Values in tools, names, unknown keys and metadata do not reach the upstream either."""
    maker = relay.maker
    tool = {
        "type": "function",
        "function": {
            "name": "lookup",
            "description": maker.lines("en", 1)[0].text,
            "parameters": {
                "type": "object",
                "properties": {
                    "phone": {"type": "string", "enum": [maker.marker("mobile", "zh").text]}
                },
            },
        },
    }
    ask(
        relay,
        "hello",
        stream=False,
        tools=[tool],
        user=maker.marker("email", "en").text,
        metadata={"customer": maker.marker("identity", "zh").text},
        stop=[maker.marker("email", "zh").text],
        store=True,
        extra_body={"house_note": {"about": maker.lines("zh", 1)[0].text}},
    )
    sent = relay.record.read_text().splitlines()[-1]
    assert '"user":' not in sent
    assert '"metadata":' not in sent
    assert '"store":true' not in sent.replace(" ", "")


def test_the_upstream_saw_no_value(relay: Relay) -> None:
    """Neither what the upstream got nor what the gateway wrote holds a marker or the client's key."""
    test_the_client_gets_its_own_values_back(relay, stream=False)
    seen = surfaces.file(relay.record)
    assert b"PERSON_1" in b"".join(seen.values())
    parts = seen | surfaces.tree(relay.logs) | surfaces.metrics({"gateway": relay.url})
    assert [str(hit) for hit in scan(relay.maker.markers, parts)] == []
    assert CLIENT_KEY.encode() not in b"".join(parts.values())
