"""What a request must look like before its body is read: headers that leave nothing open to two readings.

A body that two programs may read differently could pass the one that looks for personal data and mean
something else to the next. Knows no route's body and no policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.settings import Limits
from sottovoce.asgi import MAX_HEADER_BYTES, BodyOf
from sottovoce.connections import ConnectionLimits, HeadTooLarge
from sottovoce.errors import ClientError, Forbidden, InvalidRequest, SottovoceError, error_headers
from sottovoce.request_line import note
from sottovoce.settings import is_loopback

MAX_HEADERS: Final = 100
# A second one of these would leave open which counts.
_ONCE: Final = frozenset(
    {
        b"authorization",
        b"content-encoding",
        b"content-length",
        b"content-type",
        b"sottovoce-conversation",
        b"sottovoce-site",
        b"transfer-encoding",
        b"x-api-key",
    }
)


class UnsupportedBody(ClientError):
    """A body that is packed, or says that it is no JSON."""

    code = "unsupported_media_type"
    status = 415
    default = "Send JSON in UTF-8: content-type application/json and no content-encoding."


class Intake:
    """Refuses a request by its headers, before anything of its body is read.

    `local_only`: no key is asked for, so a browser must not bring other people's pages in.
    """

    def __init__(self, app: ASGIApp, *, body_of: BodyOf, local_only: bool) -> None:
        self._app = app
        self._body_of = body_of
        self._local_only = local_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI entry."""
        fault = self._fault(scope) if scope["type"] == "http" else None
        if fault is None:
            await self._app(scope, receive, send)
            return
        note(code=fault.code)
        body = self._body_of(str(scope["path"]), fault)
        response = JSONResponse(body, status_code=fault.status, headers=error_headers(fault))
        await response(scope, receive, send)

    def _fault(self, scope: Scope) -> SottovoceError | None:
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        if scope["http_version"] not in ("1.0", "1.1"):
            return InvalidRequest("HTTP/1.1 is spoken here.")
        if len(headers) > MAX_HEADERS or _size(headers) > MAX_HEADER_BYTES:
            return HeadTooLarge()
        told = dict(headers)
        names = [name for name, _ in headers if name in _ONCE]
        if len(set(names)) != len(names):
            return InvalidRequest("A header stands there twice.", code="ambiguous_request")
        if b"transfer-encoding" in told and b"content-length" in told:
            return InvalidRequest("The body's length is told twice.", code="ambiguous_request")
        if scope["method"] == "POST" and not _is_plain_json(told):
            return UnsupportedBody()
        if self._local_only and not _is_local(told.get(b"origin")):
            return Forbidden("No page of another host may ask a gateway without keys.")
        return None


def connection_limits(limits: Limits) -> ConnectionLimits:
    """What the settings let a client take of the connections."""
    return ConnectionLimits(
        connections=limits.max_connections,
        head_bytes=MAX_HEADER_BYTES,
        head_seconds=limits.head_seconds,
        unread_seconds=limits.unread_seconds,
    )


def _size(headers: Iterable[tuple[bytes, bytes]]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers)


def _is_plain_json(told: dict[bytes, bytes]) -> bool:
    """Whether the body may be JSON as it stands; a client that says nothing means it."""
    if told.get(b"content-encoding", b"identity").strip().lower() not in (b"", b"identity"):
        return False
    kind, *rest = told.get(b"content-type", b"").decode("latin-1").lower().split(";")
    charsets = [
        value for name, _, value in (p.partition("=") for p in rest) if name.strip() == "charset"
    ]
    utf8 = all(value.strip().strip('"') in ("utf-8", "utf8") for value in charsets)
    return kind.strip() in ("", "application/json") and utf8


def _is_local(origin: bytes | None) -> bool:
    """Whether the page that asks is of this machine; a program that is no browser names none."""
    if origin is None:
        return True
    try:
        host = urlsplit(origin.decode("latin-1")).hostname
    except ValueError:
        return False
    return host is not None and is_loopback(host)
