"""A site's connections, kept open between requests: no proxy, no redirect, no cookie, nothing of the environment.

Dials, keeps what is idle for a while, and sends requests whose bytes are exactly what it was given. Knows no JSON
and no policy.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import quote, urlsplit

from gateway.http_answer import Answer, Broken, Connection

# Less than the five seconds after which uvicorn closes an idle connection: no request meets a closing one.
IDLE_SECONDS: Final = 4.0
# Printable, or beyond ASCII, and nothing that has no bytes (surrogates): no header can end its own line.
_FIELD: Final = re.compile(r"[\t\x20-\x7e\x80-\ud7ff\ue000-\U0010ffff]*")
_PATH_SIGNS: Final = "/%:@!$&'()*+,;=~-._"
_FIXED: Final = "accept: */*\r\naccept-encoding: identity\r\nuser-agent: sottovoce\r\n"


class Unconnected(Broken):
    """Nobody answers there; the argument is the kind of the failure, a type's name."""


@dataclass(frozen=True)
class Origin:
    """Where a server is."""

    host: str
    port: int
    tls: bool

    @classmethod
    def of(cls, url: str) -> Origin:
        """The origin of an http or https address."""
        parts = urlsplit(url)
        tls = parts.scheme == "https"
        return cls(parts.hostname or "", parts.port or (443 if tls else 80), tls)


def prefix_of(method: str, url: str) -> str:
    """A request's first lines to one address, which every request to it begins with."""
    parts = urlsplit(url)
    path = quote(parts.path, safe=_PATH_SIGNS) or "/"
    host = parts.netloc.rpartition("@")[2].encode("idna" if not parts.netloc.isascii() else "ascii")
    return f"{method} {path} HTTP/1.1\r\nhost: {host.decode()}\r\n{_FIXED}"


def request_bytes(prefix: str, headers: Mapping[str, str], body: bytes | None) -> bytes:
    """A whole request. Raises `Broken` for a header that is more than one line."""
    lines = [prefix]
    for name, value in headers.items():
        if not _FIELD.fullmatch(value):
            raise Broken
        lines.append(f"{name}: {value}\r\n")
    if body is None:
        return "".join((*lines, "\r\n")).encode()
    return "".join((*lines, f"content-length: {len(body)}\r\n\r\n")).encode() + body


class HttpClient:
    """Connections by origin. For one event loop."""

    def __init__(self, tls: ssl.SSLContext, *, connect_seconds: float) -> None:
        self._tls = tls
        self._seconds = connect_seconds
        self._idle: dict[Origin, dict[Connection, float]] = {}
        self._open: set[Connection] = set()
        self._sweep: asyncio.TimerHandle | None = None
        self._closed = False

    async def ask(
        self, origin: Origin, request: bytes, leaving: Callable[[], None] | None
    ) -> Answer:
        """Sends a request, over an idle connection where there is one; `leaving` is told just before.

        Raises `Unconnected`, and what `leaving` raises: then nothing has left.
        """
        connection = self._kept(origin) or await self._dialled(origin)
        try:
            if leaving is not None:
                leaving()
        except BaseException:  # whatever it was: the connection is as good as before
            self._free(origin, connection)
            raise
        return connection.ask(request)

    async def aclose(self) -> None:
        """Hangs up on everybody, for good."""
        self._closed = True
        for connection in tuple(self._open):
            connection.abort()
        if self._sweep is not None:
            self._sweep.cancel()

    def _kept(self, origin: Origin) -> Connection | None:
        """The idle connection that was used last."""
        idle = self._idle.get(origin)
        while idle:
            connection, since = idle.popitem()
            if connection.stands and time.monotonic() - since < IDLE_SECONDS:
                return connection
            connection.abort()
        return None

    async def _dialled(self, origin: Origin) -> Connection:
        self._refuse_closed()
        try:
            async with asyncio.timeout(self._seconds):
                connection = await self._connected(origin)
        except (OSError, TimeoutError, UnicodeError) as error:
            raise Unconnected(type(error).__name__) from None
        self._open.add(connection)
        try:
            self._refuse_closed()
        except Unconnected:
            connection.abort()
            raise
        return connection

    def _refuse_closed(self) -> None:
        if self._closed:
            raise Unconnected("Closed")

    async def _connected(self, origin: Origin) -> Connection:
        """A connection to the first of the name's addresses that answers, each in its share of the time."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._seconds
        found = await loop.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
        hosts = list(dict.fromkeys(str(address[0]) for *_, address in found))
        failure: OSError = OSError("no address")
        for number, host in enumerate(hosts):
            share = (until - loop.time()) / (len(hosts) - number)
            try:
                async with asyncio.timeout(share):
                    return await self._connect(origin, host)
            except OSError as error:  # TimeoutError is one
                failure = error
        raise failure

    async def _connect(self, origin: Origin, host: str) -> Connection:
        made = Connection(partial(self._free, origin), partial(self._lost, origin))
        await asyncio.get_running_loop().create_connection(
            lambda: made,
            host,
            origin.port,
            ssl=self._tls if origin.tls else None,
            server_hostname=origin.host if origin.tls else None,
        )
        return made

    def _free(self, origin: Origin, connection: Connection) -> None:
        if self._closed or not connection.stands:
            connection.abort()
            return
        self._idle.setdefault(origin, {})[connection] = time.monotonic()
        if self._sweep is None:
            self._sweep = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._swept)

    def _lost(self, origin: Origin, connection: Connection) -> None:
        self._open.discard(connection)
        self._idle.get(origin, {}).pop(connection, None)

    def _swept(self) -> None:
        """Hangs up on what has been idle for long."""
        limit = time.monotonic() - IDLE_SECONDS
        for idle in self._idle.values():
            for connection in [c for c, since in idle.items() if since <= limit]:
                del idle[connection]
                connection.abort()
        self._sweep = None
        if any(self._idle.values()) and not self._closed:
            self._sweep = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._swept)
