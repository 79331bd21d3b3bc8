"""Limits of connections, on uvicorn's protocols without a server: what is counted, what ends a connection.

Over sockets, with a whole gateway behind them: tests/gateway/test_limits.py.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from sottovoce.connections import MAX_UNREAD_BODY, ConnectionLimits, bounded

GET = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100000000\r\n\r\n"


class Pipe(asyncio.Transport):
    """A transport that keeps what is written and how it ended."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.ended = ""

    def write(self, data: Any) -> None:
        self.written += data

    def close(self) -> None:
        self.ended = self.ended or "closed"

    def abort(self) -> None:
        self.ended = "aborted"

    def is_closing(self) -> bool:
        return bool(self.ended)

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


async def _answer(scope: Any, receive: Any, send: Any) -> None:
    """Answers without a look at the body."""
    head = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}
    await send(head)
    await send({"type": "http.response.body", "body": b"ok"})


def opened(protocol: type[Any], limits: ConnectionLimits, state: ServerState) -> tuple[Any, Pipe]:
    """A connection of a server's."""
    config = uvicorn.Config(_answer, log_config=None, access_log=False, ws="none")
    config.load()
    made: Any = bounded(limits, protocol)
    connection = made(config=config, server_state=state, app_state={})
    pipe = Pipe()
    connection.connection_made(pipe)
    return connection, pipe


async def passes(seconds: float = 0.03) -> None:
    """Lets the loop run."""
    await asyncio.sleep(seconds)


both = pytest.mark.parametrize("protocol", [H11Protocol, HttpToolsProtocol], ids=["h11", "tools"])


@both
def test_the_connection_over_the_limit(protocol: type[Any]) -> None:
    """It is told so; when another has ended, there is room again."""

    async def go() -> None:
        limits, state = ConnectionLimits(connections=2), ServerState()
        first, _ = opened(protocol, limits, state)
        _, second = opened(protocol, limits, state)
        third, pipe = opened(protocol, limits, state)
        assert pipe.written.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
        assert b"retry-after: 1\r\n" in pipe.written
        assert pipe.ended == "closed"
        assert not second.ended
        for gone in (first, third):
            gone.connection_lost(None)
        _, fourth = opened(protocol, limits, state)
        assert not fourth.written

    asyncio.run(go())


@both
def test_a_head_in_time_and_one_too_late(protocol: type[Any]) -> None:
    """The clock runs from the connection, stops with the head, and runs again with the next one's start."""

    async def go() -> None:
        limits = ConnectionLimits(head_seconds=0.1)
        silent, pipe = opened(protocol, limits, ServerState())
        await passes(0.15)
        assert (pipe.written, pipe.ended) == (b"", "closed")
        connection, pipe = opened(protocol, limits, ServerState())
        connection.data_received(GET)
        await passes(0.15)
        assert pipe.written.endswith(b"ok")
        assert not pipe.ended, "an idle connection is kept: uvicorn has its own time for it"
        connection.data_received(GET[:9])
        await passes(0.15)
        assert b"HTTP/1.1 408 Request Timeout\r\n" in pipe.written
        assert pipe.ended == "closed"
        for one in (silent, connection):
            one.connection_lost(None)

    asyncio.run(go())


@both
def test_a_head_without_an_end(protocol: type[Any]) -> None:
    """It is cut at the limit, whichever parser reads it."""

    async def go() -> None:
        connection, pipe = opened(protocol, ConnectionLimits(head_bytes=3000), ServerState())
        connection.data_received(b"GET / HTTP/1.1\r\n")
        for number in range(8):
            assert bool(pipe.ended) == (number > 5), number
            if not pipe.ended:
                connection.data_received(b"x-%d: %s\r\n" % (number, b"a" * 500))
        assert b"431 Request Header Fields Too Large" in pipe.written
        connection.connection_lost(None)

    asyncio.run(go())


@both
def test_the_rest_of_an_answered_body(protocol: type[Any]) -> None:
    """It is read so that the answer arrives, up to a limit and a time."""

    async def go() -> None:
        limits = ConnectionLimits(head_bytes=1000, head_seconds=0.2)
        connection, pipe = opened(protocol, limits, ServerState())
        connection.data_received(POST)
        await passes()
        assert pipe.written.endswith(b"ok")
        piece = b"a" * (1 << 20)
        for _ in range(MAX_UNREAD_BODY // len(piece)):
            connection.data_received(piece)
            assert not pipe.ended
        connection.data_received(piece)
        assert pipe.ended == "closed"
        connection.connection_lost(None)
        connection, pipe = opened(protocol, limits, ServerState())
        connection.data_received(POST)
        await passes()
        connection.data_received(b"aa")
        await passes(0.25)
        assert pipe.ended == "closed"
        connection.connection_lost(None)

    asyncio.run(go())


@both
def test_an_answer_that_lies_unread(protocol: type[Any]) -> None:
    """A full buffer has some time; a client that reads on in it is not hung up on."""

    async def go() -> None:
        connection, pipe = opened(protocol, ConnectionLimits(unread_seconds=0.1), ServerState())
        connection.data_received(GET)
        connection.pause_writing()
        await passes(0.05)
        connection.resume_writing()
        await passes(0.1)
        assert not pipe.ended
        connection.pause_writing()
        await passes(0.15)
        assert pipe.ended == "aborted"
        connection.connection_lost(None)

    asyncio.run(go())
