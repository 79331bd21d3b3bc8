"""What every HTTP service of ours shares: error bodies, a body's limits, and a server that drains.

Works on Starlette's level, so that it serves any ASGI application. Knows no route.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import TYPE_CHECKING, Any

from sottovoce.connections import ConnectionLimits, TooSlow, bounded
from sottovoce.errors import (
    BodyTooLarge,
    InvalidRequest,
    ServerError,
    SottovoceError,
    error_body,
    error_headers,
)
from sottovoce.request_line import note
from sottovoce.settings import Listen
from sottovoce.telemetry import get_logger

if TYPE_CHECKING:
    from types import FrameType

    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
# An error's body by the request's path: an interface may have a form of its own.
BodyOf = Callable[[str, SottovoceError], dict[str, Any]]

MAX_HEADER_BYTES = 32 * 1024
KEEP_ALIVE_SECONDS = 30


def openai_body(_path: str, error: SottovoceError) -> dict[str, Any]:
    """OpenAI's error body, on every path."""
    return error_body(error)


def install_error_handlers(app: Starlette, *, body_of: BodyOf = openai_body) -> None:
    """Answers every error of ours, a wrong path and a crash with an error body and no detail."""
    from starlette.exceptions import HTTPException
    from starlette.responses import JSONResponse

    def answer(request: Request, error: SottovoceError) -> JSONResponse:
        note(code=error.code)
        body = body_of(request.url.path, error)
        return JSONResponse(body, status_code=error.status, headers=error_headers(error))

    async def ours(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, SottovoceError)  # noqa: S101 - registered for this type alone
        return answer(request, error)

    async def http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type alone
        mapped = InvalidRequest("No such path or method.", code="not_found")
        mapped.status = error.status_code  # type: ignore[misc]  # 404, or 405 for another method
        mapped.headers |= {k: v for k, v in (error.headers or {}).items() if k.lower() == "allow"}
        return answer(request, mapped)

    async def crash(request: Request, error: Exception) -> JSONResponse:
        get_logger().error("unexpected_error", error=type(error).__name__)
        return answer(request, ServerError())

    app.add_exception_handler(SottovoceError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, crash)


_draining = threading.Event()


def draining() -> bool:
    """Whether this process was told to end: it is ready for nothing new."""
    return _draining.is_set()


class BodyLimit:
    """Refuses a body over the limit (413) before it is read whole, by its length or as it comes in.

    A body that has not come in whole within `seconds` is refused as well (408).
    """

    def __init__(
        self,
        app: App,
        max_bytes: int,
        body_of: BodyOf = openai_body,
        seconds: float | None = None,
    ) -> None:
        self._app = app
        self._max = max_bytes
        self._body_of = body_of
        self._seconds = seconds

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """The ASGI entry."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._declared(scope) > self._max:
            await self._refuse(BodyTooLarge(), scope, receive, send)
            return
        reading = _Reading(receive, self._max, self._seconds)
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            # Whatever the application makes of the broken read, the client is told the true cause.
            if reading.fault is not None and not started:
                return
            started = True
            await send(message)

        with contextlib.suppress(BodyTooLarge, TooSlow):
            await self._app(scope, reading, sent)
        if reading.fault is not None and not started:
            await self._refuse(reading.fault, scope, receive, send)

    async def _refuse(
        self, error: SottovoceError, scope: Message, receive: Receive, send: Send
    ) -> None:
        from starlette.responses import JSONResponse

        note(code=error.code)
        body = self._body_of(str(scope["path"]), error)
        response = JSONResponse(body, status_code=error.status, headers=error_headers(error))
        await response(scope, receive, send)

    @staticmethod
    def _declared(scope: Message) -> int:
        for name, value in scope["headers"]:
            if name == b"content-length" and value.isdigit():
                return int(value)
        return 0


class _Reading:
    """A request's body as it comes in, held to its size and time."""

    def __init__(self, receive: Receive, max_bytes: int, seconds: float | None) -> None:
        self.fault: SottovoceError | None = None
        self._receive = receive
        self._left = max_bytes
        self._until = None if seconds is None else asyncio.get_running_loop().time() + seconds
        self._whole = False

    async def __call__(self) -> Message:
        """The ASGI receive. Raises `BodyTooLarge` or `TooSlow`."""
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            self.fault = TooSlow()
            raise self.fault from None
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.fault = BodyTooLarge()
            raise self.fault
        self._whole = not message.get("more_body", False)
        return message


async def serve(
    app: App,
    listen: Listen,
    *,
    limits: ConnectionLimits | None = None,
    drain_seconds: int = 20,
    ready: Callable[[int], None] | None = None,
    uds: str | None = None,
) -> None:
    """Serves until SIGTERM or SIGINT, then lets running requests finish for `drain_seconds`.

    `ready` is called once with the port that was taken (port 0 takes a free one). `limits` are what one client
    may take of the connections. Raises `OSError` where the address cannot be bound.
    """
    import uvicorn

    class Server(uvicorn.Server):
        """Drains on the first signal and then returns, so that a stopped service exits with 0.

        uvicorn's own raises the signal again once it has drained, which ends the process by that signal.
        """

        def leave(self, sig: int, frame: FrameType | None) -> None:
            """The first signal drains, a second one ends at once."""
            _draining.set()
            self.handle_exit(sig, frame)

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            if threading.current_thread() is not threading.main_thread():
                yield
                return
            numbers = (signal.SIGINT, signal.SIGTERM)
            before = {number: signal.signal(number, self.leave) for number in numbers}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        # Nobody reads who is behind a proxy.
        proxy_headers=False,
        server_header=False,
        date_header=False,
        http=bounded(limits or ConnectionLimits()),
        h11_max_incomplete_event_size=MAX_HEADER_BYTES,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=drain_seconds,
        ssl_certfile=listen.tls_cert,
        ssl_keyfile=listen.tls_key,
        uds=uds,
        ws="none",
    )
    server = Server(config)
    if uds is not None:
        await server.serve()
        return
    with contextlib.closing(_bind(listen.host, listen.port)) as bound:
        if ready is not None:
            asyncio.get_running_loop().call_soon(ready, bound.getsockname()[1])
        await server.serve(sockets=[bound])


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound
