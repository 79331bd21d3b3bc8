"""What one client may take of a server's connections: their number, time for a head, time without reading.

Laid over uvicorn's protocol, whichever of its two is installed, since uvicorn itself waits for ever on a
client that sends a header a minute or never reads its answer. A body's time and size are `asgi.BodyLimit`'s.
Knows no route.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sottovoce.errors import ClientError, Overloaded, SottovoceError, error_body, error_headers

if TYPE_CHECKING:
    from collections.abc import Callable

    from uvicorn.protocols.http.h11_impl import H11Protocol as _Protocol
else:
    _Protocol = object

# Of a body that nobody reads any more, since it was answered already: enough for the client to see the answer.
MAX_UNREAD_BODY: Final = 16 << 20
_PHRASES: Final = {
    408: "Request Timeout",
    431: "Request Header Fields Too Large",
    503: "Service Unavailable",
}


@dataclass(frozen=True)
class ConnectionLimits:
    """Numbers of connections and bytes; times in seconds."""

    connections: int = 2000
    head_bytes: int = 32 * 1024
    head_seconds: float = 10.0
    # How long an answer's bytes may lie unread once the buffers on the way are full.
    unread_seconds: float = 30.0


class TooSlow(ClientError):
    """The request did not come in whole in time."""

    code = "request_timeout"
    status = 408
    retry = True
    default = "The request took too long to arrive."


class HeadTooLarge(ClientError):
    """Too many headers, or too long ones."""

    code = "headers_too_large"
    status = 431
    default = "The request's headers are over the limit."


def bounded(
    limits: ConnectionLimits, protocol: type[asyncio.Protocol] | None = None
) -> type[asyncio.Protocol]:
    """One of uvicorn's HTTP protocols within limits, for `uvicorn.Config(http=…)`."""
    from uvicorn.protocols.http.auto import AutoHTTPProtocol

    return type("Bounded", (_Bounds, protocol or AutoHTTPProtocol), {"limits": limits})


class _Bounds(_Protocol):
    """A connection that ends where its client takes too much; for a class beside one of uvicorn's."""

    limits: ConnectionLimits

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._seen = 0
        self._waiting: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        if len(self.connections) > self.limits.connections:
            self._refuse(Overloaded())
        else:
            self._waiting = self._later(self.limits.head_seconds, self._late)

    def data_received(self, data: bytes) -> None:
        # An answered request whose body still comes in is read to its end, so that the answer arrives.
        spilt = self._between() and self.cycle is not None and self.cycle.more_body
        super().data_received(data)
        if self.transport.is_closing():
            return
        if not self._between():
            self._seen = 0
            self._waiting = _cancelled(self._waiting)
            return
        self._seen += len(data)
        if self._seen > (MAX_UNREAD_BODY if spilt else self.limits.head_bytes):
            self._refuse(HeadTooLarge())
        elif self._waiting is None:
            self._waiting = self._later(self.limits.head_seconds, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        self._waiting = _cancelled(self._waiting)
        self._unread = _cancelled(self._unread)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self._later(self.limits.unread_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._unread = _cancelled(self._unread)

    def _between(self) -> bool:
        """Whether no request is under way: the next one's head is awaited."""
        return self.cycle is None or bool(self.cycle.response_complete)

    def _late(self) -> None:
        self._waiting = None
        if self._between() and not self.transport.is_closing():
            if self._seen:
                self._refuse(TooSlow())
            else:
                self.transport.close()

    def _refuse(self, error: SottovoceError) -> None:
        self.transport.write(_answer(error))
        self.transport.close()

    def _later(self, seconds: float, work: Callable[[], None]) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds, work)


def _cancelled(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    """No timer, in the place of one that is stopped."""
    if timer is not None:
        timer.cancel()
    return None


def _answer(error: SottovoceError) -> bytes:
    """An answer where no application is there to give one."""
    body = json.dumps(error_body(error)).encode()
    headers = {
        **error_headers(error),
        "content-type": "application/json",
        "content-length": str(len(body)),
        "connection": "close",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {error.status} {_PHRASES[error.status]}\r\n{head}\r\n".encode() + body
