"""The client's connections over real sockets: who is asked, what leaves, and which connection is used again."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import socket
import ssl
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, Final, cast

import pytest
import uvloop
from hypothesis import given
from hypothesis import strategies as st

from gateway.http_answer import Answer, Broken, Vanished
from gateway.http_client import HttpClient, Origin, Unconnected, prefix_of, request_bytes
from sottovoce import tls

OK: Final = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"
LARGE: Final = 8 << 20
Handler = Callable[["Server", asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture(params=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Callable[[Coroutine[Any, Any, None]], None]:
    """Runs a test on one of the loops that the gateway may have, for half a minute at most."""

    def begin(work: Coroutine[Any, Any, None]) -> None:
        factory = uvloop.new_event_loop if request.param == "uvloop" else None
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(asyncio.wait_for(work, 30))

    return begin


Run = Callable[[Coroutine[Any, Any, None]], None]


class Server:
    """A server that treats each connection as `handler` says; `ended` counts those that are over."""

    def __init__(
        self, handler: Handler, *, host: str = "127.0.0.1", secure: ssl.SSLContext | None = None
    ) -> None:
        self._handler = handler
        self._host = host
        self._secure = secure
        self.heads: list[bytes] = []
        self.begun = self.ended = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Server:
        self._server = await asyncio.start_server(
            self._connected, self._host, 0, ssl=self._secure, limit=1 << 16
        )
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.ensure_future(self._served(reader, writer)))

    async def _served(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.begun += 1
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, OSError):
                await self._handler(self, reader, writer)
        finally:
            self.ended += 1
            writer.transport.abort()

    async def over(self) -> None:
        """Waits until no connection stands."""
        while self.ended < self.begun:
            await asyncio.sleep(0.005)


async def asked(server: Server, reader: asyncio.StreamReader) -> None:
    """Reads one request, which has no body."""
    server.heads.append(await reader.readuntil(b"\r\n\r\n"))


async def polite(
    server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    while True:
        await asked(server, reader)
        writer.write(OK)
        await writer.drain()


async def silent(
    server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    await asked(server, reader)
    await reader.read()


async def half(server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asked(server, reader)
    writer.write(OK[:-1])
    await reader.read()


def _stop_reading(writer: asyncio.StreamWriter) -> None:
    cast("asyncio.Transport", writer.transport).pause_reading()


async def deaf(server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Reads no body, and waits for the client's end."""
    await asked(server, reader)
    _stop_reading(writer)
    while not writer.transport.is_closing():
        await asyncio.sleep(0.005)
        with contextlib.suppress(OSError, ValueError):
            writer.transport.get_extra_info("socket").getpeername()
            continue
        return


@contextlib.asynccontextmanager
async def client(trust: ssl.SSLContext | None = None, seconds: float = 5.0) -> Any:
    made = HttpClient(trust or ssl.create_default_context(), connect_seconds=seconds)
    try:
        yield made
    finally:
        await made.aclose()


def url_of(server: Server, host: str = "127.0.0.1", scheme: str = "http") -> str:
    return f"{scheme}://{host}:{server.port}/v1/x"


async def ask(http: HttpClient, url: str, body: bytes | None = None) -> Answer:
    answer = await http.ask(
        Origin.of(url), request_bytes(prefix_of("POST", url), {}, body), leaving=None
    )
    try:
        await answer.head()
    except BaseException:
        answer.close()
        raise
    return answer


async def whole(answer: Answer) -> bytes:
    data = b""
    while piece := await answer.read():
        data += piece
    return data


# -- what leaves


@pytest.mark.parametrize(
    ("url", "line", "host"),
    [
        ("http://a.example/v1/x", "/v1/x", "a.example"),
        ("https://a.example:8443/v1", "/v1", "a.example:8443"),
        ("http://[::1]:80/v1", "/v1", "[::1]:80"),
        ("http://user:secret@a.example/v1", "/v1", "a.example"),
        ("http://münchen.example:81/v1", "/v1", "xn--mnchen-3ya.example:81"),
        ("http://a.example/ü b/%41", "/%C3%BC%20b/%41", "a.example"),
        ("http://a.example", "/", "a.example"),
    ],
)
def test_the_first_lines(url: str, line: str, host: str) -> None:
    """A name in ASCII, a path in ASCII, and nobody's password."""
    lines = prefix_of("POST", url).split("\r\n")
    assert lines[:2] == [f"POST {line} HTTP/1.1", f"host: {host}"]
    assert "secret" not in str(lines)


@given(st.text(max_size=20))
def test_a_header_is_one_line_or_none(value: str) -> None:
    """Whatever its value holds: it ends no line, and its bytes are its own."""
    try:
        sent = request_bytes("P\r\n", {"a": value}, b"body")
    except Broken:
        return
    assert sent == b"P\r\na: %s\r\ncontent-length: 4\r\n\r\nbody" % value.encode()
    assert sent.count(b"\n") == 4
    assert not {b"\r"[0], 0} & set(value.encode())


@pytest.mark.parametrize("value", ["a\r\nb: c", "a\nb", "a\0", "\x7f", "\ud800"])
def test_a_header_of_more_than_one_line(value: str) -> None:
    """It is refused."""
    with pytest.raises(Broken):
        request_bytes("P\r\n", {"a": value}, None)


def test_the_environment_has_no_say(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of its, however it is written."""
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    async def work() -> None:
        async with Server(polite) as server, client() as http:
            assert await whole(await ask(http, url_of(server))) == b"{}"
            head = server.heads[0].decode()
        assert head.startswith("POST /v1/x HTTP/1.1\r\nhost: 127.0.0.1:")
        assert "cookie" not in head

    run(work())


# -- who is asked


def test_a_name_with_several_addresses(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first that answers is taken, IPv6 too; the order is the name's."""

    async def work() -> None:
        async with Server(polite, host="::1") as server, client() as http:
            found = [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port)),
                (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", server.port, 0, 0)),
            ]

            async def addresses(host: str, *_: object, **__: object) -> list[Any]:
                assert host == "many.example"
                return found

            loop = asyncio.get_running_loop()
            if not isinstance(loop, asyncio.BaseEventLoop):
                assert await whole(await ask(http, url_of(server, "[::1]"))) == b"{}"
                return  # this loop's own parts cannot be replaced
            real = loop.getaddrinfo

            async def resolved(host: str, *args: Any, **kwargs: Any) -> list[Any]:
                return await (addresses if host == "many.example" else real)(host, *args, **kwargs)

            monkeypatch.setattr(loop, "getaddrinfo", resolved)
            assert await whole(await ask(http, url_of(server, "many.example"))) == b"{}"

    run(work())


@pytest.mark.parametrize("host", ["nobody.invalid", "a" * 70 + ".example", "a..b"])
def test_a_name_that_is_none(run: Run, host: str) -> None:
    """Nobody answers: told so, whatever is wrong with it."""

    async def work() -> None:
        async with client(seconds=5) as http:
            with pytest.raises(Unconnected):
                await http.ask(Origin(host, 80, tls=False), b"", None)

    run(work())


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's side and a client's, of one small authority; the server is called good.example and localhost."""
    folder: Path = tmp_path_factory.mktemp("tls")
    now = datetime.datetime.now(datetime.UTC)
    ca, key = tls.issue_ca("Test", now)
    made, own = tls.issue_server(ca, key, ["good.example", "localhost"], now)
    for name, data in (("ca", ca), ("crt", made), ("key", own)):
        (folder / name).write_bytes(data)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "crt", folder / "key")
    return server, ssl.create_default_context(cafile=str(folder / "ca"))


@pytest.mark.parametrize(
    ("host", "known", "taken"),
    [("localhost", True, True), ("127.0.0.1", True, False), ("localhost", False, False)],
    ids=["its name", "another name", "another authority"],
)
def test_who_a_server_says_it_is(
    run: Run, secure: tuple[ssl.SSLContext, ssl.SSLContext], host: str, known: bool, taken: bool
) -> None:
    """A name that is not its, or an authority that nobody trusts: no byte of the request leaves."""

    async def work() -> None:
        trust = secure[1] if known else None
        async with Server(polite, secure=secure[0]) as server, client(trust) as http:
            url = url_of(server, host, "https")
            if taken:
                for _ in range(2):
                    assert await whole(await ask(http, url)) == b"{}"
                assert server.begun == 1
            else:
                with pytest.raises(Unconnected) as refused:
                    await ask(http, url)
                assert refused.value.args == ("SSLCertVerificationError",)
                assert server.heads == []

    run(work())


def test_a_large_request_and_answer_over_tls(
    run: Run, secure: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    """Whole in both directions, over a connection that is read no faster than its reader."""

    async def echo(_: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        data = await reader.readexactly(LARGE)
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % LARGE + data)
        await writer.drain()
        await reader.read()

    async def work() -> None:
        async with Server(echo, secure=secure[0]) as server, client(secure[1]) as http:
            body = bytes(range(256)) * (LARGE // 256)
            answer = await ask(http, url_of(server, "localhost", "https"), body)
            await asyncio.sleep(0.2)
            assert answer.unread < 2 << 20
            assert await whole(answer) == body

    run(work())


# -- which connection is used again


def test_one_after_the_other_and_side_by_side(run: Run) -> None:
    """One connection for requests in turn; as many as there are requests at once, used again all of them."""

    async def work() -> None:
        async with Server(polite) as server, client() as http:
            url = url_of(server)
            for _ in range(5):
                assert await whole(await ask(http, url)) == b"{}"
            assert server.begun == 1
            for _ in range(2):
                many = await asyncio.gather(*(ask(http, url) for _ in range(100)))
                assert [await whole(a) for a in many] == [b"{}"] * 100
            assert server.begun <= 100 + 1

    run(work())


def test_what_comes_unasked_is_never_an_answer(run: Run) -> None:
    """A second answer, with the first or later: the next request has a connection of its own and its own answer."""

    async def two(
        server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await asked(server, reader)
        more = OK.replace(b"{}", b"no")
        writer.write(OK + more if server.begun % 2 else OK)
        await asyncio.sleep(0.02)
        writer.write(more)
        await reader.read()

    async def work() -> None:
        async with Server(two) as server, client() as http:
            for number in range(4):
                assert await whole(await ask(http, url_of(server))) == b"{}"
                await asyncio.sleep(0.1)
                assert server.begun == number + 1
            await server.over()

    run(work())


def test_an_idle_connection_that_the_server_closed_is_not_used(run: Run) -> None:
    """The next request gets a new one, not an error."""

    async def once(
        server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await asked(server, reader)
        writer.write(OK)
        await writer.drain()
        writer.close()

    async def work() -> None:
        async with Server(once) as server, client() as http:
            for number in range(3):
                assert await whole(await ask(http, url_of(server))) == b"{}"
                await server.over()
                await asyncio.sleep(0.05)
                assert server.begun == number + 1

    run(work())


def test_an_idle_connection_has_its_time(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it is hung up on, also where nobody asks again."""
    monkeypatch.setattr("gateway.http_client.IDLE_SECONDS", 0.1)

    async def work() -> None:
        async with Server(polite) as server, client() as http:
            await whole(await ask(http, url_of(server)))
            await server.over()
            await whole(await ask(http, url_of(server)))
            assert server.begun == 2

    run(work())


def test_an_answer_before_the_request_is_read(run: Run) -> None:
    """A no to a body that is still on its way is heard; its connection is not used again."""

    async def early(
        server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await asked(server, reader)
        writer.write(OK.replace(b"200 OK", b"413 No"))
        await deaf_rest(writer)

    async def deaf_rest(writer: asyncio.StreamWriter) -> None:
        await writer.drain()
        _stop_reading(writer)
        await asyncio.sleep(0.3)

    async def work() -> None:
        async with Server(early) as server, client() as http:
            for number in (1, 2):
                answer = await ask(http, url_of(server), bytes(LARGE))
                assert answer.status == 413
                assert await whole(answer) == b"{}"
                assert server.begun == number
            await server.over()

    run(work())


@pytest.mark.parametrize("handler", [silent, half, deaf])
def test_who_gives_up_hangs_up(run: Run, handler: Handler) -> None:
    """Before the answer, within it, and while the request is still going out: nothing is used again."""

    async def get(http: HttpClient, url: str) -> None:
        answer = await ask(http, url, bytes(LARGE) if handler is deaf else None)
        try:
            await whole(answer)
        finally:
            answer.close()

    async def work() -> None:
        async with Server(handler) as server, client() as http:
            for number in (1, 2):
                task = asyncio.ensure_future(get(http, url_of(server)))
                while len(server.heads) < number:
                    await asyncio.sleep(0.005)
                await asyncio.sleep(0.05)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert server.begun == number
                if handler is not deaf:  # who does not read sees no end
                    await server.over()
            await asyncio.sleep(0.05)
            assert http._open == set()

    run(work())


def test_who_gives_up_while_it_dials_leaves_nothing(
    run: Run, secure: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    """A server that takes the connection and says no word of TLS: at its time, or when nobody waits any more."""

    async def mute(_: Server, reader: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        while await reader.read(1000):
            pass

    async def work() -> None:
        async with Server(mute) as server, client(secure[1], seconds=0.3) as http:
            url = url_of(server, "localhost", "https")
            with pytest.raises(Unconnected) as late:
                await ask(http, url)
            assert late.value.args == ("TimeoutError",)
            task = asyncio.ensure_future(ask(http, url))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await server.over()
            assert http._open == set()

    run(work())


def test_what_leaves_is_asked_first(run: Run) -> None:
    """A no of ours sends no byte, and the connection is as good as before."""

    async def work() -> None:
        async with Server(polite) as server, client() as http:
            origin, request = (
                Origin.of(url_of(server)),
                request_bytes("GET / HTTP/1.1\r\n", {}, None),
            )

            def no() -> None:
                raise KeyError

            with pytest.raises(KeyError):
                await http.ask(origin, request, no)
            assert server.heads == []
            answer = await http.ask(origin, request, None)
            await answer.head()
            assert await whole(answer) == b"{}"
            assert (server.begun, len(server.heads)) == (1, 1)

    run(work())


@pytest.mark.parametrize(("sent", "kind"), [(b"", Vanished), (OK[:-1], Broken), (OK[:9], Broken)])
def test_a_reset(run: Run, sent: bytes, kind: type[Broken]) -> None:
    """Before the answer and within it."""

    async def reset(
        server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await asked(server, reader)
        writer.write(sent)
        await writer.drain()
        await asyncio.sleep(0.05)
        linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

    async def work() -> None:
        async with Server(reset) as server, client() as http:
            with pytest.raises(Broken) as broken:
                await whole(await ask(http, url_of(server)))
            assert broken.type is kind
            await server.over()

    run(work())


def test_what_is_closed_stays_closed(run: Run) -> None:
    """Who waits is told, what was under way is hung up on, and nobody is dialled any more."""

    async def work() -> None:
        async with Server(silent) as server, client() as http:
            task = asyncio.ensure_future(ask(http, url_of(server)))
            while not server.heads:
                await asyncio.sleep(0.005)
            await http.aclose()
            with pytest.raises(Broken):
                await task
            await server.over()
            with pytest.raises(Unconnected):
                await ask(http, url_of(server))
            assert server.begun == 1

    run(work())
