"""The gateway as an ASGI application: routes, error bodies, limits and request ids.

Knows how the parts are joined to HTTP; makes none of them.
"""

from __future__ import annotations

import asyncio
import secrets
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.compose import Gateway
from gateway.intake import Intake
from gateway.router import ModelPaths, build_router, error_body_of, model_endpoints
from gateway.settings import GatewaySettings
from sottovoce import wire
from sottovoce.asgi import BodyLimit, install_error_handlers
from sottovoce.errors import SottovoceError
from sottovoce.request_line import RequestLine
from sottovoce.telemetry import get_logger

_REQUEST_ID: Final = wire.REQUEST_ID.encode()
_ANTHROPIC_ID: Final = b"request-id"  # where Anthropic's clients look for it
LoadSettings = Callable[[], GatewaySettings]


def create_app(gateway: Gateway, *, load: LoadSettings | None = None) -> FastAPI:
    """The application over a composed gateway, which it closes at its end.

    With `load` SIGHUP reads the settings again: packs, keys, tenants and sites.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        erasing = asyncio.create_task(gateway.people.keep_erasing())
        try:
            with reloading(gateway, load):
                yield
        finally:
            erasing.cancel()
            with suppress(asyncio.CancelledError):
                await erasing
            await gateway.close()

    app = FastAPI(
        title="Sottovoce gateway",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # A path has one way of being written: a redirect would name whatever host the client told.
        redirect_slashes=False,
    )
    install_error_handlers(app, body_of=error_body_of)
    settings = gateway.settings
    app.add_middleware(ModelPaths, endpoints=model_endpoints(gateway.service))
    app.add_middleware(
        BodyLimit,
        max_bytes=settings.limits.max_body_bytes,
        seconds=settings.limits.body_seconds,
        body_of=error_body_of,
    )
    app.add_middleware(Intake, body_of=error_body_of, local_only=settings.no_auth)
    app.add_middleware(RequestIds)
    app.add_middleware(RequestLine)
    app.include_router(build_router(gateway.service, gateway.people, gateway.metrics))
    return app


@contextmanager
def reloading(gateway: Gateway, load: LoadSettings | None) -> Iterator[None]:
    """Listens for SIGHUP while the block runs; one reload at a time, and a bad file changes nothing."""
    if load is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    one = asyncio.Lock()
    tasks: set[asyncio.Task[None]] = set()

    async def reload() -> None:
        async with one:
            try:
                late = await gateway.reload(await asyncio.to_thread(load))
            except SottovoceError as error:
                faults = getattr(error, "faults", [error.code])
                get_logger().error("reload_refused", faults=faults)
            else:
                get_logger().info("reloaded", needs_restart=late)

    def begin() -> None:
        task = loop.create_task(reload())
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    loop.add_signal_handler(signal.SIGHUP, begin)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)


class RequestIds:
    """Gives each request a new id, for the log, the upstream and the answer.

    A client's own id is not taken over: it may say who the customer is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI entry."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = f"req-{secrets.token_hex(16)}"
        scope.setdefault("state", {})["request_id"] = request_id
        names = [(_REQUEST_ID, request_id.encode())]
        if scope["path"].startswith("/v1/messages"):
            names.append((_ANTHROPIC_ID, request_id.encode()))

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *names]
            await send(message)

        await self._app(scope, receive, named)
