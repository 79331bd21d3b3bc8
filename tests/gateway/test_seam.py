"""The seam to upstreams: every foreign error leaves as one of ours, without the upstream's words."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading

import aiohttp
import pytest

from gateway.seam import Call, Connections, Http, map_broken, map_error
from gateway.settings import Limits
from gateway.upstream_errors import Dropped, Unreachable
from sottovoce.errors import UpstreamTimeout, UpstreamUnavailable


def _all(kind: type[Exception]) -> list[type[Exception]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _all(child))]


@pytest.mark.parametrize(
    "kind",
    sorted({*_all(aiohttp.ClientError), TimeoutError}, key=lambda kind: kind.__name__),
    ids=lambda kind: kind.__name__,
)
def test_every_error_of_aiohttp_is_mapped(kind: type[aiohttp.ClientError]) -> None:
    """Each is told as unavailable or late, before the answer and in it, and its text is not passed on."""
    error = kind.__new__(kind)
    error.args = ("marker-4711",)
    for mapped in (map_error(error), map_broken(error)):
        assert mapped.code in ("upstream_unavailable", "upstream_timeout")
        assert "4711" not in str(mapped)


def test_waiting_for_an_answer_is_a_timeout_and_for_a_connection_is_not() -> None:
    """A read that takes too long is 504; nobody there is 503, and so is one who hangs up."""
    assert map_error(aiohttp.SocketTimeoutError()).status == 504
    assert map_broken(aiohttp.SocketTimeoutError()).status == 504
    assert isinstance(map_error(aiohttp.ConnectionTimeoutError()), Unreachable)
    assert isinstance(map_error(aiohttp.ServerDisconnectedError()), Dropped)
    assert isinstance(map_error(aiohttp.ClientOSError()), Dropped)
    assert type(map_broken(aiohttp.ClientOSError())) is UpstreamUnavailable


class Dripping:
    """A server that sends its answer's head for ever, a line each tenth of a second."""

    def __enter__(self) -> str:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(10)
        self._socket.close()

    def _serve(self) -> None:
        made, _ = self._socket.accept()
        with made, contextlib.suppress(OSError):
            made.sendall(b"HTTP/1.1 200 OK\r\n")
            while not self._over.wait(0.1):
                made.sendall(b"x-a: b\r\n")


def test_a_head_that_drips_in_has_its_time() -> None:
    """Each line comes in time, and the whole does not: 504, not a request that hangs for good."""

    async def ask(url: str) -> None:
        connections = Connections(None, limits)
        try:
            await Http(connections, url, limits).complete(Call(b"{}", {}))
        finally:
            await connections.aclose()

    limits = Limits(read_seconds=0.5, connect_seconds=0.3)
    with Dripping() as url, pytest.raises(UpstreamTimeout):
        asyncio.run(asyncio.wait_for(ask(url), 10))
