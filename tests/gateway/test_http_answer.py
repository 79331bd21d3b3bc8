"""One connection's answers: what HTTP allows is read the same however it is cut, and nothing else is."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.http_answer import (
    MAX_BARE_BYTES,
    MAX_HEADERS,
    MOST_UNREAD,
    PIECE_BYTES,
    Answer,
    Broken,
    Connection,
    Vanished,
)

OK: Final = b"HTTP/1.1 200 OK\r\n"
CHUNKED: Final = OK + b"transfer-encoding: chunked\r\n\r\n"
PLAIN: Final = OK + b"content-length: 2\r\n\r\n{}"
MEMBER: Final = gzip.compress(b'{"a": 1}')


class Wire:
    """What a connection does with its transport; `left` bytes of the request are not sent yet."""

    def __init__(self, left: int = 0) -> None:
        self.closed = self._paused = False
        self.left = left
        self.sent = b""

    def write(self, data: bytes) -> None:
        self.sent += data

    def abort(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        self._paused = True

    def resume_reading(self) -> None:
        assert not self.closed
        self._paused = False

    def paused(self) -> bool:
        return self._paused

    def get_write_buffer_size(self) -> int:
        return self.left


@dataclass
class Line:
    """A connection over such a transport, and how often it was free and lost."""

    wire: Wire = field(default_factory=Wire)
    free: int = 0
    lost: int = 0

    def __post_init__(self) -> None:
        self.connection = Connection(self._free, self._lost)
        made: Any = self.wire
        self.connection.connection_made(made)

    def _free(self, _connection: Connection) -> None:
        self.free += 1

    def _lost(self, _connection: Connection) -> None:
        self.lost += 1

    def give(self, *pieces: bytes) -> None:
        """What the server sends; nothing more is heard of one that was hung up on."""
        for piece in pieces:
            if not self.wire.closed:
                self.connection.data_received(piece)


async def body_of(answer: Answer) -> bytes:
    """The whole body; a wait that would last for ever is no end."""
    async with asyncio.timeout(5):
        await answer.head()
        data = b""
        while piece := await answer.read():
            data += piece
        return data


def packed(data: bytes, kind: bytes = b"gzip") -> bytes:
    return b"%scontent-encoding: %s\r\ncontent-length: %d\r\n\r\n%s" % (OK, kind, len(data), data)


# Bytes; the body, None where it is none; whether the connection is used again. At the end the server hangs up.
ANSWERS: dict[str, tuple[bytes, bytes | None, bool]] = {
    "length": (PLAIN, b"{}", True),
    "no reason": (b"HTTP/1.1 200\r\ncontent-length: 2\r\n\r\n{}", b"{}", True),
    "nothing": (b"HTTP/1.1 204 No Content\r\n\r\n", b"", True),
    "not modified, with a length": (b"HTTP/1.1 304 N\r\ncontent-length: 2\r\n\r\n", b"", True),
    "until the end": (OK + b"\r\n{}", b"{}", False),
    "close": (OK + b"connection: close\r\ncontent-length: 2\r\n\r\n{}", b"{}", False),
    "1.0": (b"HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\n{}", b"{}", False),
    "1.0, kept": (
        b"HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\n{}",
        b"{}",
        True,
    ),
    "interim": (
        b"HTTP/1.1 100 C\r\n\r\n" * 2 + b"HTTP/1.1 103 H\r\na: b\r\n\r\n" + PLAIN,
        b"{}",
        True,
    ),
    "chunks": (CHUNKED + b"1\r\n{\r\n1;a=b\r\n}\r\n0\r\n\r\n", b"{}", True),
    "trailers": (CHUNKED + b"2\r\n{}\r\n0\r\na: b\r\ncontent-encoding: gzip\r\n\r\n", b"{}", True),
    "gzip": (packed(MEMBER), b'{"a": 1}', True),
    "x-gzip": (packed(MEMBER, b"X-GZip"), b'{"a": 1}', True),
    "deflate": (packed(zlib.compress(b"{}"), b"deflate"), b"{}", True),
    "two members": (packed(MEMBER * 2), b'{"a": 1}{"a": 1}', True),
    "both framings": (
        OK + b"content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        None,
        False,
    ),
    "both framings, turned": (
        OK + b"transfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        None,
        False,
    ),
    "two lengths": (OK + b"content-length: 2\r\ncontent-length: 2\r\n\r\n{}", None, False),
    "listed lengths": (OK + b"content-length: 2, 2\r\n\r\n{}", None, False),
    "length below nothing": (OK + b"content-length: -2\r\n\r\n{}", None, False),
    "length over all bounds": (OK + b"content-length: 99999999999999999999\r\n\r\n{}", None, False),
    "chunk over all bounds": (CHUNKED + b"fffffffffffffffff\r\n{}\r\n0\r\n\r\n", None, False),
    "chunk below nothing": (CHUNKED + b"-2\r\n{}\r\n0\r\n\r\n", None, False),
    "chunk with a sign of its base": (CHUNKED + b"0x2\r\n{}\r\n0\r\n\r\n", None, False),
    "chunk longer than told": (CHUNKED + b"1\r\n{}\r\n0\r\n\r\n", None, False),
    "bare line feeds": (b"HTTP/1.1 200 OK\ncontent-length: 2\n\n{}", None, False),
    "unknown coding": (OK + b"transfer-encoding: gzip\r\n\r\n{}", None, False),
    "chunked and then another": (
        OK + b"transfer-encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        None,
        False,
    ),
    "interim with a body": (b"HTTP/1.1 100 C\r\ncontent-length: 2\r\n\r\n{}" + PLAIN, None, False),
    "no such status": (b"HTTP/1.1 099 X\r\ncontent-length: 2\r\n\r\n{}" + PLAIN, None, False),
    "status of nothing": (b"HTTP/1.1 000 X\r\ncontent-length: 2\r\n\r\n{}", None, False),
    "another protocol": (
        b"HTTP/1.1 101 S\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n{}",
        None,
        False,
    ),
    "folded": (OK + b"a: b\r\n c\r\ncontent-length: 2\r\n\r\n{}", None, False),
    "space in a name": (OK + b"content-length : 2\r\n\r\n{}", None, False),
    "nul": (OK + b"a: b\0c\r\ncontent-length: 2\r\n\r\n{}", None, False),
    "unknown packing": (packed(b"{}", b"br"), None, False),
    "packed twice": (packed(MEMBER, b"gzip, gzip"), None, False),
    "header fields": (OK + b"a: b\r\n" * (MAX_HEADERS + 1) + b"\r\n", None, False),
}
# These are whole as HTTP: the connection may be used again, whatever is packed in them.
UNPACKABLE: Final = {
    "cut": packed(MEMBER[:-1]),
    "wrong sum": packed(MEMBER[:-8] + b"12345678"),
    "none": packed(b""),
    "something behind it": packed(MEMBER + b"junk"),
    "raw deflate": packed(zlib.compress(b"{}")[2:-4], b"deflate"),
}


def cut(data: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted({p % (len(data) + 1) for p in places}), len(data)]
    return [data[a:b] for a, b in itertools.pairwise(edges) if a < b]


def outcome(pieces: list[bytes]) -> tuple[bytes | None, bool]:
    """The body, and whether the connection was free for another request."""

    async def run() -> tuple[bytes | None, bool]:
        line = Line()
        answer = line.connection.ask(b"request")
        assert line.wire.sent == b"request"
        line.give(*pieces)
        line.connection.connection_lost(None)
        assert line.lost == 1
        try:
            body: bytes | None = await body_of(answer)
        except Broken:
            body = None
        return body, bool(line.free)

    return asyncio.run(run())


@pytest.mark.parametrize("name", ANSWERS)
def test_each_form_at_once_and_byte_by_byte(name: str) -> None:
    """Two ends of all the ways to cut an answer."""
    data, body, kept = ANSWERS[name]
    assert outcome([data]) == (body, kept)
    assert outcome([data[i : i + 1] for i in range(len(data))]) == (body, kept)


@given(st.sampled_from(sorted(ANSWERS)), st.lists(st.integers(0, 4000), max_size=12))
def test_the_cuts_do_not_matter(name: str, places: list[int]) -> None:
    """The network's cuts are nobody's."""
    data, body, kept = ANSWERS[name]
    assert outcome(cut(data, places)) == (body, kept)


@pytest.mark.parametrize("name", UNPACKABLE)
def test_what_cannot_be_unpacked_is_broken(name: str) -> None:
    """Half of an answer is none."""
    data = UNPACKABLE[name]
    assert outcome([data]) == (None, True)
    assert outcome([data[i : i + 1] for i in range(len(data))]) == (None, True)


@pytest.mark.parametrize("name", [n for n, (_, body, kept) in ANSWERS.items() if body and kept])
def test_an_answer_that_breaks_off_is_broken(name: str) -> None:
    """At every byte: never a shorter answer, and a connection without a byte has vanished."""
    data = ANSWERS[name][0]

    async def run(length: int) -> type[Broken]:
        line = Line()
        answer = line.connection.ask(b"")
        if length:
            line.give(data[:length])
        line.connection.connection_lost(None)
        with pytest.raises(Broken) as broken:
            await body_of(answer)
        assert not line.free
        return broken.type

    for length in range(len(data)):
        assert asyncio.run(run(length)) is (Broken if length else Vanished)


@pytest.mark.parametrize("more", [PLAIN, b"x", b"HTTP/1.1 100 C\r\n\r\n", b"\0"])
@pytest.mark.parametrize("together", [True, False])
def test_what_follows_an_answer_is_nobodys(more: bytes, together: bool) -> None:
    """It would be taken for the next request's answer: the connection is hung up on."""

    async def run() -> None:
        line = Line()
        answer = line.connection.ask(b"")
        line.give(*([PLAIN + more] if together else [PLAIN, more]))
        assert line.wire.closed
        assert not line.connection.stands
        assert await body_of(answer) == b"{}"

    asyncio.run(run())


def test_a_reset_and_our_own_hanging_up_end_no_body() -> None:
    """A body without a length ends with its connection, if the server ends it."""

    async def run(end: Callable[[Line], None]) -> None:
        line = Line()
        answer = line.connection.ask(b"")
        line.give(OK + b"\r\n{}")
        end(line)
        with pytest.raises(Broken):
            await body_of(answer)

    def hang_up(line: Line) -> None:
        line.connection.abort()
        line.connection.connection_lost(None)

    for end in (lambda line: line.connection.connection_lost(ConnectionResetError()), hang_up):
        asyncio.run(run(end))


def test_an_answer_before_the_request_is_sent_is_the_last() -> None:
    """What is left of the request would stand before the next one."""

    async def run() -> None:
        line = Line(Wire(left=1))
        answer = line.connection.ask(b"long")
        line.give(PLAIN)
        assert line.wire.closed
        assert not line.free
        assert await body_of(answer) == b"{}"

    asyncio.run(run())


def test_closing_a_whole_answer_leaves_the_connection_alone() -> None:
    """It may be somebody else's by now; one that is still coming is hung up on."""

    async def run() -> None:
        line = Line()
        first = line.connection.ask(b"")
        line.give(PLAIN)
        second = line.connection.ask(b"")
        first.close()
        assert not line.wire.closed
        line.give(PLAIN[:-1])
        second.close()
        assert line.wire.closed

    asyncio.run(run())


def test_a_server_that_is_not_read_is_not_read_from() -> None:
    """Over the bound reading stops, goes on with the reader, and goes on for the connection's next answer."""

    async def run() -> None:
        line = Line()
        answer = line.connection.ask(b"")
        line.give(OK + b"content-length: %d\r\n\r\n" % (3 * MOST_UNREAD))
        line.give(b"a" * MOST_UNREAD)
        assert not line.wire.paused()
        line.give(b"a")
        assert line.wire.paused()
        assert answer.unread == MOST_UNREAD + 1
        assert len(await answer.read()) == MOST_UNREAD + 1
        assert not line.wire.paused()
        line.give(b"a" * (MOST_UNREAD + 1))
        assert line.wire.paused()
        line.give(b"a" * (MOST_UNREAD - 2))
        assert not line.wire.paused()
        assert line.free == 1

    asyncio.run(run())


def test_what_was_hung_up_on_is_not_read_on() -> None:
    """What had come in may be read: the transport, which takes no word any more, is not asked for more."""

    async def run() -> None:
        line = Line()
        answer = line.connection.ask(b"")
        line.give(OK + b"\r\n" + b"a" * (MOST_UNREAD + 1))
        line.connection.abort()
        assert len(await answer.read()) == MOST_UNREAD + 1

    asyncio.run(run())


def test_little_that_unpacks_to_much_comes_in_pieces() -> None:
    """A piece has its bound, nothing more is taken from the server meanwhile, and others have their turn."""
    bomb = gzip.compress(bytes(20 * PIECE_BYTES))

    async def run() -> int:
        line = Line()
        answer = line.connection.ask(b"")
        line.give(OK + b"content-encoding: gzip\r\n\r\n" + bomb)
        await answer.head()
        turns = 0

        async def count() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        other = asyncio.ensure_future(count())
        await asyncio.sleep(0)
        for _ in range(10):
            assert 0 < len(await answer.read()) <= PIECE_BYTES
        line.give(b"x" * (MOST_UNREAD + 1))
        assert line.wire.paused()
        await answer.read()
        assert line.wire.paused()
        other.cancel()
        return turns

    assert asyncio.run(run()) >= 10


@pytest.mark.parametrize(
    "endless",
    [
        b"a: " + b"b" * 1000,
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"\r\n",
    ],
    ids=["line", "interim", "empty lines"],
)
def test_a_head_without_an_end(endless: bytes) -> None:
    """It has its bound in bytes."""

    async def run() -> int:
        line = Line()
        answer = line.connection.ask(b"")
        given_ = 0
        line.give(b"" if endless[:1] in b"H\r" else OK)
        while not line.wire.closed and given_ < 3 * MAX_BARE_BYTES:
            line.give(endless)
            given_ += len(endless)
        assert line.wire.closed
        with pytest.raises(Broken):
            await answer.head()
        return given_

    assert asyncio.run(run()) <= MAX_BARE_BYTES + len(endless)


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_no_bytes_are_too_odd(pieces: list[bytes]) -> None:
    """Whatever a server sends: an answer or a fault, and a connection that stands only where it is free."""

    async def run() -> None:
        line = Line()
        answer = line.connection.ask(b"")
        line.give(*pieces)
        line.connection.connection_lost(None)
        try:
            await body_of(answer)
        except Broken:
            assert not line.free

    asyncio.run(run())
