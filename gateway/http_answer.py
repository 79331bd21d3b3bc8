"""One HTTP/1.1 connection to a server, and the answer that comes on it (RFC 9112).

A connection takes one request at a time. What a server sends is bounded here: its head, what frames a body, and
what lies unread. Knows no address, no time limit and no JSON.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from typing import Any, Final, cast

import httptools

# A head, or what stands between two pieces of a body. A vendor's proxies may say much in one header.
MAX_BARE_BYTES: Final = 64 * 1024
MAX_HEADERS: Final = 256
# Over so many unread bytes nothing more is read from the server.
MOST_UNREAD: Final = 256 * 1024
# What one read gives of a packed body.
PIECE_BYTES: Final = 64 * 1024
_PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})
_EITHER_FRAME: Final = 47  # zlib: the widest window, with gzip's frame or zlib's


class Broken(Exception):
    """The answer broke off, is no HTTP or is over a bound. Holds no text."""


class Vanished(Broken):
    """The connection ended before a byte of the answer came."""


class Answer:
    """An answer as it comes in. `close` hangs up, unless it is whole: then its connection is in use again."""

    def __init__(self, hang_up: Callable[[], None], go_on: Callable[[], None]) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.unread = 0
        self._hang_up = hang_up
        self._go_on = go_on
        self._pieces: list[bytes] = []
        self._packed = b""
        self._unpacker: Any = None
        self._whole = False
        self._fault: Broken | None = None
        self._waiter: asyncio.Future[None] | None = None

    async def head(self) -> None:
        """Waits for status and headers. Raises `Broken`."""
        while not self.status:
            await self._more()

    def ready(self) -> bool:
        """Whether `read` gives something, or the end, at once for sure; of a packed body that is not known."""
        return self._unpacker is None and bool(self._pieces or self._whole or self._fault)

    async def read(self) -> bytes:
        """The next bytes of the body, unpacked; none at its end. Raises `Broken`."""
        while True:
            if (
                self._packed
            ):  # little that unpacks to much: others have their turn between two pieces
                await asyncio.sleep(0)
            while not (self._pieces or self._packed):
                if self._whole:
                    return self._end()
                await self._more()
            if data := self._take():
                return data

    def close(self) -> None:
        """Nobody reads on."""
        if not self._whole:
            self._hang_up()

    def begin(self, status: int, headers: dict[str, str]) -> None:
        """The head is there. Raises `Broken` for a body that cannot be unpacked."""
        packed = headers.get("content-encoding", "identity").strip().lower()
        if packed in _PACKED:
            self._unpacker = zlib.decompressobj(_EITHER_FRAME)
        elif packed not in ("", "identity"):
            raise Broken
        self.status, self.headers = status, headers
        self._wake()

    def add(self, piece: bytes) -> None:
        """Some of the body is there."""
        self._pieces.append(piece)
        self.unread += len(piece)
        self._wake()

    def end(self) -> None:
        """The body is whole."""
        self._whole = True
        self._wake()

    def fail(self, fault: Broken) -> None:
        """No more will come."""
        if not self._whole:
            self._fault = fault
            self._wake()

    async def _more(self) -> None:
        if self._fault is not None:
            raise self._fault
        self._waiter = asyncio.get_running_loop().create_future()
        await self._waiter

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _take(self) -> bytes:
        if self._unpacker is None:
            return self._taken()
        # Nothing more is taken from the server before the last is unpacked: so little lies here, too.
        data = self._packed or self._taken()
        if self._unpacker.eof:  # a packed body may have several parts (RFC 1952, 2.2)
            self._unpacker = zlib.decompressobj(_EITHER_FRAME)
        try:
            plain = bytes(self._unpacker.decompress(data, PIECE_BYTES))
        except zlib.error:
            self.close()
            raise Broken from None
        self._packed = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        return plain

    def _taken(self) -> bytes:
        """All that has come in since the last time."""
        data = b"".join(self._pieces)
        self._pieces.clear()
        self.unread = 0
        if not self._whole:
            self._go_on()
        return data

    def _end(self) -> bytes:
        """The rest of a packed body, if it is whole."""
        if self._unpacker is None or self._unpacker.eof:
            return b""
        rest = bytes(self._unpacker.flush())
        if not self._unpacker.eof:
            raise Broken
        return rest


class Connection(asyncio.Protocol):
    """A connection that stands. `free` is told when the next request may come, `lost` when it has ended."""

    def __init__(
        self, free: Callable[[Connection], None], lost: Callable[[Connection], None]
    ) -> None:
        self._free = free
        self._lost = lost
        self._transport: asyncio.Transport | None = None
        self._parser: Any = None
        self._answer: Answer | None = None
        self._headers: dict[str, str] = {}
        self._fields = 0
        # Bytes since the last one of a body; and whether there was one at all.
        self._bare = 0
        self._heard = False
        self._interim = False
        self._over = False
        self._spoilt = False
        self._paused = False
        self._aborted = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.Protocol`."""
        self._transport = cast("asyncio.Transport", transport)

    @property
    def stands(self) -> bool:
        """Whether a request may be sent."""
        return self._transport is not None and not self._transport.is_closing()

    def ask(self, request: bytes) -> Answer:
        """Sends a request; its answer."""
        self._parser = httptools.HttpResponseParser(self)
        self._answer = Answer(self.abort, self._go_on)
        self._headers, self._fields, self._bare = {}, 0, 0
        self._heard = self._interim = self._over = False
        if self._transport is not None:
            self._transport.write(request)
        return self._answer

    def abort(self) -> None:
        """Hangs up at once."""
        self._aborted = True
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
        answer = self._answer
        if answer is None:  # nobody has asked: it would be read as the next answer
            self.abort()
            return
        self._heard = True
        self._bare += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._spoilt = True
        if self._over:
            self._finish()
        elif self._spoilt or self._bare > MAX_BARE_BYTES:
            self._fail(Broken())
        elif answer.unread > MOST_UNREAD and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()

    def connection_lost(self, error: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        answer, self._answer = self._answer, None
        self._transport = None
        if answer is not None:
            framed = not {"content-length", "transfer-encoding"}.isdisjoint(self._headers)
            ended = error is None and not self._aborted
            if ended and answer.status and not framed:
                answer.end()  # RFC 9112, 6.3: a body without a length ends with its connection
            else:
                answer.fail(Broken() if self._heard else Vanished())
        self._lost(self)

    def on_message_begin(self) -> None:
        """Of the parser: a second answer to one request is nobody's."""
        self._spoilt = self._spoilt or self._over

    def on_header(self, name: bytes, value: bytes) -> None:
        """Of the parser. What stands behind a body is not read."""
        if self._answer is None or self._answer.status or self._over:
            return
        self._fields += 1
        if self._fields > MAX_HEADERS:
            raise Broken
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        held = self._headers.get(key)
        self._headers[key] = text if held is None else f"{held}, {text}"

    def on_headers_complete(self) -> None:
        """Of the parser. An interim answer (1xx) is passed over."""
        status = self._parser.get_status_code()
        if self._over or self._answer is None:
            return
        if status < 100:
            raise Broken
        self._interim = status < 200
        if self._interim:
            self._headers = {}
        else:
            self._answer.begin(status, self._headers)

    def on_body(self, body: bytes) -> None:
        """Of the parser."""
        if self._answer is not None and not self._over:
            self._bare = 0
            self._answer.add(body)

    def on_message_complete(self) -> None:
        """Of the parser."""
        if not self._interim:
            self._over = True
            self._spoilt = self._spoilt or not self._parser.should_keep_alive()
        self._interim = False

    def _finish(self) -> None:
        """The answer is whole: the connection is used again where both sides are through with it."""
        answer, self._answer = self._answer, None
        transport = self._transport
        if answer is not None:
            answer.end()
        if transport is None or transport.is_closing():
            return
        if self._spoilt or transport.get_write_buffer_size():
            transport.abort()
            return
        self._go_on()
        self._free(self)

    def _fail(self, fault: Broken) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            answer.fail(fault)
        self.abort()

    def _go_on(self) -> None:
        if self._paused and self._transport is not None and not self._transport.is_closing():
            self._paused = False
            self._transport.resume_reading()
