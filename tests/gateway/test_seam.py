"""The seam to upstreams: every foreign error leaves as one of ours, without the upstream's words."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading

import pytest
from structlog.testing import capture_logs

from gateway.http_answer import Broken, Vanished
from gateway.http_client import Unconnected
from gateway.seam import Call, Connections, Http, map_broken, map_error
from gateway.settings import Limits
from gateway.upstream_errors import Dropped, Unreachable
from sottovoce.errors import InvalidRequest, UpstreamTimeout, UpstreamUnavailable


def _all(kind: type[Exception]) -> list[type[Exception]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _all(child))]


@pytest.mark.parametrize(
    "kind", [*_all(Broken), *_all(TimeoutError)], ids=lambda kind: kind.__name__
)
def test_every_fault_of_the_wire_is_mapped(kind: type[Broken]) -> None:
    """Each is told as unavailable or late, before the answer and in it, and its text is not passed on."""
    error = kind("marker-4711")
    for mapped in (map_error(error), map_broken(error)):
        assert mapped.code in ("upstream_unavailable", "upstream_timeout")
        assert "4711" not in str(mapped)


def test_waiting_for_an_answer_is_a_timeout_and_for_a_connection_is_not() -> None:
    """A read that takes too long is 504; nobody there is 503, and so is one who hangs up."""
    assert map_error(TimeoutError()).status == 504
    assert map_broken(TimeoutError()).status == 504
    assert isinstance(map_error(Unconnected("OSError")), Unreachable)
    assert isinstance(map_error(Vanished()), Dropped)
    assert type(map_broken(Vanished())) is UpstreamUnavailable


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


FINISH = b'data: {"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}\n\n'
STREAM_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ntransfer-encoding: chunked\r\n\r\n"


def _framed(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


class Scripted:
    """A server on this loop that gives each request the same pieces, a moment apart; `hung_up` when a client leaves."""

    def __init__(self, *pieces: bytes, closes: bool = False) -> None:
        self._pieces = pieces
        self._closes = closes
        self.connections = 0
        self.hung_up = asyncio.Event()
        self._serving: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Scripted:
        self._server = await asyncio.start_server(self._begin, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.connected = Connections(None, Limits())
        self.url = f"http://127.0.0.1:{port}/v1"
        self.http = Http(self.connected, self.url, Limits())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.connected.aclose()
        self.stop()
        await asyncio.wait_for(asyncio.gather(*self._serving), 10)

    def stop(self) -> None:
        """Nobody listens any more."""
        self._server.close()

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._serving.add(asyncio.ensure_future(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            while not writer.is_closing():
                await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(2)  # the body of `_CALL`
                for piece in self._pieces:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0.02)
                if self._closes:
                    writer.close()
        self.hung_up.set()
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


_CALL = Call(b"{}", {})


async def _streamed(http: Http) -> int:
    opened = await http.stream(_CALL)
    got = [chunk async for chunk in opened.chunks]
    await opened.close()
    return len(got)


@pytest.mark.parametrize("kind", [b"text/event-stream", b"Text/Event-Stream; Charset=UTF-8"])
def test_the_connection_of_a_whole_stream_is_used_again(kind: bytes) -> None:
    """Also where the framing of its end comes after its last event: no new connection, and no TLS, for each stream."""

    async def ask() -> int:
        answer = (STREAM_HEAD % kind + _framed(FINISH), _framed(b"data: [DONE]\n\n"), b"0\r\n\r\n")
        async with Scripted(*answer) as server:
            for _ in range(3):
                assert await _streamed(server.http) == 1
                await asyncio.sleep(0.1)
            return server.connections

    assert asyncio.run(ask()) == 1


@pytest.mark.parametrize("ends", [False, True])
def test_a_stream_that_is_not_over_is_hung_up_on(
    ends: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once where the client is gone; a moment after the last event where the server does not end its answer."""
    monkeypatch.setattr("gateway.seam.LINGER_SECONDS", 0.05 if ends else 600)

    async def ask() -> None:
        last = (_framed(b"data: [DONE]\n\n"),) if ends else ()
        head = STREAM_HEAD % b"text/event-stream"
        async with Scripted(head + _framed(FINISH), *last) as server:
            opened = await server.http.stream(_CALL)
            assert await anext(opened.chunks)
            if ends:
                assert [chunk async for chunk in opened.chunks] == []
            await opened.close()
            await asyncio.wait_for(server.hung_up.wait(), 10)

    asyncio.run(ask())


def test_a_site_with_many_places_gets_as_many_requests() -> None:
    """The site's places are the limit; a lower one here would let requests wait unseen."""

    async def ask() -> int:
        async with Scripted(STREAM_HEAD % b"text/event-stream" + _framed(FINISH)) as server:
            opened = await asyncio.wait_for(
                asyncio.gather(*(server.http.stream(_CALL) for _ in range(300))), 20
            )
            for stream in opened:
                await stream.close()
            return server.connections

    assert asyncio.run(ask()) == 300


@pytest.mark.parametrize(
    "answer",
    [
        b"content-length: 100000\r\n\r\n" + b" " * 100_000,
        b"content-length: 500\r\n\r\n{",
        b"content-encoding: gzip\r\ncontent-length: 4\r\n\r\nnone",
    ],
    ids=["long", "cut", "broken"],
)
def test_a_no_whose_reasons_cannot_be_read_is_a_no(answer: bytes) -> None:
    """A server that sends a long request back with its 400 is not down: it is not left alone for it."""

    async def ask() -> None:
        async with Scripted(b"HTTP/1.1 400 No\r\n" + answer, closes=True) as server:
            with pytest.raises(InvalidRequest) as refused:
                await server.http.complete(_CALL)
            assert refused.value.code == "upstream_refused"

    asyncio.run(ask())


@pytest.mark.parametrize(("size", "taken"), [(20_000, True), (200_000, False)])
def test_a_long_header_of_an_answer(size: int, taken: bool) -> None:
    """What proxies add is taken, within a bound."""

    async def ask() -> None:
        head = b"HTTP/1.1 200 OK\r\nx-a: " + b"a" * size + b"\r\ncontent-length: 2\r\n\r\n{}"
        async with Scripted(head) as server:
            assert (await server.http.complete(_CALL)).body == {}

    with contextlib.nullcontext() if taken else pytest.raises(UpstreamUnavailable):
        asyncio.run(ask())


def test_what_a_reload_has_closed_is_unavailable_and_stays_closed() -> None:
    """Whoever still holds it, as the erasures' queue may, is told so as of any server; nothing is opened anew."""

    async def ask() -> None:
        for used in (False, True):
            async with Scripted(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}") as server:
                if used:
                    await server.http.complete(_CALL)
                await server.http.aclose()
                with pytest.raises(UpstreamUnavailable):
                    await server.http.complete(_CALL)
                assert server.connections == int(used)

    asyncio.run(ask())


def test_why_nobody_answers_is_in_the_log() -> None:
    """The kind of the failure and the server, for whoever runs the gateway."""

    async def ask() -> None:
        async with Scripted() as server:
            server.stop()
            with pytest.raises(Unreachable):
                await server.http.complete(_CALL)

    with capture_logs() as lines:
        asyncio.run(ask())
    (line,) = lines
    assert (line["event"], line["error"]) == ("upstream_failed", "ConnectionRefusedError")
    assert line["server"].startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("piece", "limits"),
    [
        (b": alive\n\n", {"answer_seconds": 0.3}),
        (b"x", {"read_seconds": 0.3}),
    ],
    ids=["lines", "a line without an end"],
)
def test_a_stream_that_drips_in_has_its_time(piece: bytes, limits: dict[str, float]) -> None:
    """In whole, and until a line ends: 504, and the server is hung up on."""

    async def ask() -> None:
        head = STREAM_HEAD % b"text/event-stream" + _framed(FINISH)
        async with Scripted(head, *[_framed(piece)] * 200) as server:
            http = Http(server.connected, server.url, Limits.model_validate(limits))
            opened = await http.stream(_CALL)
            with pytest.raises(UpstreamTimeout):
                [chunk async for chunk in opened.chunks]
            await asyncio.wait_for(server.hung_up.wait(), 10)

    asyncio.run(ask())


def test_a_body_that_drips_in_has_its_time() -> None:
    """Each byte comes in time, and the whole does not."""

    async def ask() -> None:
        head = b"HTTP/1.1 200 OK\r\ncontent-length: 300\r\n\r\n"
        async with Scripted(head, *[b" "] * 200) as server:
            http = Http(server.connected, server.url, Limits(answer_seconds=0.3))
            with pytest.raises(UpstreamTimeout):
                await http.complete(_CALL)
            await asyncio.wait_for(server.hung_up.wait(), 10)

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", True),
        (b"HTTP/1.0 200 OK\r\n\r\n{}", True),
        (
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\na: b\r\n\r\n",
            True,
        ),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\n", True),
        (b"HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n{}", False),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}", False),
        (b"HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 2\r\n\r\n{}", False),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n", False),
        (b"nothing of the kind\r\n\r\n", False),
        (b"", False),
    ],
)
def test_forms_of_an_answer(answer: bytes, taken: bool) -> None:
    """What HTTP allows is read; what it does not, or what breaks off, is unavailable."""

    async def ask() -> None:
        async with Scripted(answer, closes=True) as server:
            assert (await server.http.complete(_CALL)).body == {}

    with contextlib.nullcontext() if taken else pytest.raises(UpstreamUnavailable):
        asyncio.run(asyncio.wait_for(ask(), 20))
