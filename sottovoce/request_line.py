"""One log line a request, the canonical one: what is known of it is gathered on the way and told at its end.

The ASGI middleware gives every request a line; whoever works on it adds facts. Facts are codes, counts, seconds and
configured names; never a text, a customer or a conversation. Knows no route.
"""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextvars import ContextVar
from typing import Any, Final

from sottovoce.telemetry import get_logger
from sottovoce.wire import REQUEST_ID

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

# What monitors ask all the time tells nothing.
QUIET: Final = frozenset({"/livez", "/readyz", "/metrics"})
# Our own ids alone: a client's may say who the customer is.
_OURS: Final = re.compile(rb"req-[0-9a-f]{24,32}")
_METHODS: Final = frozenset({"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})

_line: ContextVar[dict[str, Any] | None] = ContextVar("sottovoce_request_line", default=None)


def note(**facts: Any) -> None:
    """Adds facts to the request's line; without one nothing happens."""
    line = _line.get()
    if line is not None:
        line.update(facts)


def tell(**facts: Any) -> None:
    """Adds facts to the request's line; without one they are a line of their own."""
    line = _line.get()
    if line is None:
        get_logger().info("request", **facts)
    else:
        line.update(facts)


class RequestLine:
    """Writes the line when the answer's last byte was handed on, or the request broke off."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """The ASGI entry."""
        if scope["type"] != "http" or scope["path"] in QUIET:
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        facts: dict[str, Any] = {}
        status: int | None = None
        first: float | None = None
        route = "-"

        async def seen(message: Message) -> None:
            nonlocal status, first, route
            if message["type"] == "http.response.start":
                status = message["status"]
                # Read now: a router inside a router takes its route back when it is left.
                route = getattr(scope.get("route"), "path", "-")
            elif first is None and message.get("body"):
                first = time.perf_counter() - started
            await send(message)

        token = _line.set(facts)
        try:
            await self._app(scope, receive, seen)
        finally:
            _line.reset(token)
            facts = {"route": route, **facts}
            _write(scope, facts, status, first, time.perf_counter() - started)


def _write(
    scope: Message, facts: dict[str, Any], status: int | None, first: float | None, seconds: float
) -> None:
    known = status or 499
    code = "ok" if known < 400 else ("client_gone" if known == 499 else f"http_{known}")
    whole = {
        "request_id": _request_id(scope),
        "method": scope["method"] if scope["method"] in _METHODS else "-",
        "code": code,
        **facts,
        "status": known,
        "first_byte_seconds": None if first is None else round(first, 4),
        "seconds": round(seconds, 4),
    }
    get_logger().info("request", **whole)


def _request_id(scope: Message) -> str:
    """The id that we gave, or that a gateway of ours gave."""
    given = scope.get("state", {}).get("request_id")
    if given:
        return str(given)
    value = dict(scope["headers"]).get(REQUEST_ID.encode(), b"")
    return value.decode() if _OURS.fullmatch(value) else "-"
