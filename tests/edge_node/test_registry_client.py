"""The registry client against a small server on a real socket."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from edge_node import registry_client
from edge_node.registry_client import RegistryClient
from sottovoce.errors import AdapterRejected, ConfigInvalid, UpstreamUnavailable
from tests.edge_node.serving import run

SEEN: list[tuple[str, str, str]] = []


class _Answers(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        """A byte now and then, for as long as anybody listens: no read of it is ever late."""
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            while True:
                self.wfile.write(b"x")
                time.sleep(0.02)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        SEEN.append((self.path, self.headers["authorization"], body))
        self._reply(200, b"pointer")

    def do_GET(self) -> None:
        if "/slow/" in self.path:
            self._drip()
            return
        status = 404 if "/missing/" in self.path else 200
        self._reply(status, self.path.rpartition("/")[2].encode())


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A running server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)


async def _poll(url: str) -> bytes:
    async with RegistryClient(url, "site-a", "a-token", None) as client:
        return await client.poll(bucket=30, active=None, sequence=4)


async def _fetch(url: str, release: str) -> object:
    async with RegistryClient(url, "site-a", "a-token", None) as client:
        return await client.fetch(release)


def test_a_poll_says_who_and_how_much(url: str) -> None:
    """The body is the contract's; the token goes in the header."""
    assert run(_poll(url)) == b"pointer"
    assert SEEN[-1] == (
        "/v1/poll",
        "Bearer a-token",
        '{"site":"site-a","trainable_bucket":30,"active":null,"sequence":4}',
    )


def test_a_release_is_three_files(url: str) -> None:
    """Each file comes from its own path."""
    signed = run(_fetch(url, "r-1"))
    assert (signed.manifest_json, signed.signature) == (b"manifest.json", b"manifest.sig")
    assert signed.adapter == b"adapter.safetensors"


@pytest.mark.parametrize("release", ["../admin", "A", "", "a/b"])
def test_a_name_that_is_none_is_not_asked_for(url: str, release: str) -> None:
    """A release's name is checked before it becomes a path."""
    with pytest.raises(AdapterRejected):
        run(_fetch(url, release))


def test_what_is_not_there_or_not_up_is_unavailable(url: str) -> None:
    """A status other than 200 and a closed port are the same to the edge: try again later."""
    with pytest.raises(UpstreamUnavailable):
        run(_fetch(url, "missing"))
    with pytest.raises(UpstreamUnavailable):
        run(_poll("http://127.0.0.1:9"))


def test_a_body_over_the_limit_is_cut_off(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry cannot fill the edge's memory."""
    monkeypatch.setattr(registry_client, "MAX_POINTER_BYTES", 3)
    with pytest.raises(AdapterRejected) as refused:
        run(_poll(url))
    assert refused.value.reason == "size"


def test_an_answer_that_does_not_end_is_given_up(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry that drips cannot hold the edge's updates up for ever."""
    monkeypatch.setattr(registry_client, "CALL_SECONDS", 0.3)
    began = time.monotonic()
    with pytest.raises(UpstreamUnavailable, match="TimeoutError"):
        run(_fetch(url, "slow"))
    assert time.monotonic() - began < 5


def test_an_unreadable_authority_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    """The file is named."""
    with pytest.raises(ConfigInvalid, match="ca_file"):
        RegistryClient("https://localhost", "site-a", "t", tmp_path / "none.crt")
