"""The one place that knows aiohttp: sends dressed bytes to an upstream and reads what comes back.

Every foreign error leaves as one of ours. Knows no kind of upstream and no policy.
"""

from __future__ import annotations

import asyncio
import io
import re
import ssl
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import certifi
import yarl

from gateway.settings import Limits
from gateway.upstream_errors import Dropped, Unreachable, map_status, retry_after
from gateway.walker import strict_json
from sottovoce import wire
from sottovoce.errors import (
    SottovoceError,
    UpstreamTimeout,
    UpstreamUnavailable,
)
from sottovoce.telemetry import get_logger

_ADAPTER: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
MAX_ERROR_BYTES: Final = 64 * 1024
# A vendor's proxies may say much in one header.
MAX_FIELD_BYTES: Final = 32 * 1024
MODELS_SECONDS: Final = 10.0
# Less than the five seconds after which uvicorn closes an idle connection: no request meets a closing one.
IDLE_SECONDS: Final = 4.0
# A streamed answer's last event is followed by what frames its end: so long the connection is kept for it.
LINGER_SECONDS: Final = 1.0
# aiohttp wants larger bodies as a file, so that writing one does not hold the event loop.
LARGE_BYTES: Final = 1 << 20

# Told a server's address when a connection to it stands and no byte of the request has left; what it raises
# keeps the request here.
Leaving = Callable[[str], None]


@dataclass(frozen=True)
class Call:
    """A dressed request: exactly these bytes and headers leave the gateway."""

    payload: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    path: str = "/chat/completions"
    # The same without what we ask of our own, for a server that does not take it.
    plain: bytes | None = field(default=None, repr=False, compare=False)
    leaving: Leaving | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Reply:
    """A whole answer; `adapter` is the edge's word for what it answered with."""

    body: dict[str, Any]
    adapter: str | None


@dataclass(frozen=True)
class ReplyStream:
    """An answer that is still coming; `close` hangs up on the upstream, read or not."""

    chunks: AsyncGenerator[dict[str, Any], None]
    adapter: str | None
    close: Callable[[], Awaitable[None]]


def _telling() -> aiohttp.TraceConfig:
    """Tells a call when its head is to be written, on a connection that stands."""

    async def leaves(
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        _params: aiohttp.TraceRequestHeadersSentParams,
    ) -> None:
        told = context.trace_request_ctx
        if told is not None:
            told()

    config = aiohttp.TraceConfig()
    config.on_request_headers_sent.append(leaves)
    return config


class Connections:
    """A site's connections, kept open between requests: no proxy from the environment, no redirects, no cookies.

    Opened with the first request, in the event loop that serves. Raises `OSError` or `ssl.SSLError` for a CA
    file that cannot be used.
    """

    def __init__(self, ca_file: Path | None, limits: Limits) -> None:
        trusted = certifi.where() if ca_file is None else str(ca_file)
        self._tls = ssl.create_default_context(cafile=trusted)
        self.waits = aiohttp.ClientTimeout(
            total=None,
            connect=limits.read_seconds,  # its name's address, and then a connection
            sock_connect=limits.connect_seconds,
            sock_read=limits.read_seconds,
        )
        self._opened: aiohttp.ClientSession | None = None
        self._closed = False

    def session(self) -> aiohttp.ClientSession:
        """The open session. Raises `aiohttp.ClientConnectionError` once it was closed: a reload has replaced it."""
        if self._closed:
            raise aiohttp.ClientConnectionError
        if self._opened is None:
            self._opened = aiohttp.ClientSession(
                # No limit here: a site's places are one already, and who waits for them is told.
                connector=aiohttp.TCPConnector(
                    ssl=self._tls, limit=0, keepalive_timeout=IDLE_SECONDS
                ),
                # One session serves all customers: a cookie would tell the upstream who came back.
                cookie_jar=aiohttp.DummyCookieJar(),
                # An answer is asked for as it is; one that comes packed all the same is unpacked.
                headers={"accept-encoding": "identity", "user-agent": "sottovoce"},
                trust_env=False,
                max_field_size=MAX_FIELD_BYTES,
                trace_configs=[_telling()],
            )
        return self._opened

    async def aclose(self) -> None:
        """Closes what is open, for good."""
        self._closed = True
        if self._opened is not None:
            await self._opened.close()


class Http:
    """One server's address over its site's connections. All errors of aiohttp leave as ours."""

    def __init__(self, connections: Connections, url: str, limits: Limits) -> None:
        self._connections = connections
        self._url = url.rstrip("/")
        self._server = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        # Read once a path: there are few of them.
        self._urls: dict[str, yarl.URL] = {}
        self._limits = limits

    async def complete(self, call: Call) -> Reply:
        """Sends and reads the whole answer. Raises the errors that this module names."""
        response = await self._send("POST", call.path, call)
        try:
            body = _object(await self._read(response, self._limits.max_reply_bytes))
        finally:
            response.close()
        return Reply(body, _adapter_of(response))

    async def stream(self, call: Call) -> ReplyStream:
        """Sends and waits for the answer's beginning; an error before it is raised here."""
        response = await self._send("POST", call.path, call)
        if not response.headers.get("content-type", "").lower().startswith("text/event-stream"):
            response.close()
            raise UpstreamUnavailable("The upstream does not stream.")
        opened = _Opened(response)

        async def close() -> None:
            opened.close()

        return ReplyStream(self._chunks(opened), _adapter_of(response), close)

    async def models(self, headers: Mapping[str, str]) -> list[dict[str, Any]]:
        """The upstream's list of models. Raises `NoRoute` where it has none."""
        waits = aiohttp.ClientTimeout(
            total=None, sock_connect=self._limits.connect_seconds, sock_read=MODELS_SECONDS
        )
        response = await self._send("GET", "/models", Call(b"", headers), waits=waits)
        try:
            data = _object(await self._read(response, self._limits.max_reply_bytes)).get("data")
        finally:
            response.close()
        entries = data if isinstance(data, list) else []
        return [e for e in entries if isinstance(e, dict) and isinstance(e.get("id"), str)]

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._connections.aclose()

    async def _send(
        self, method: str, path: str, call: Call, *, waits: aiohttp.ClientTimeout | None = None
    ) -> aiohttp.ClientResponse:
        url = self._urls.get(path)
        if url is None:
            url = self._urls[path] = yarl.URL(self._url + path)
        payload: bytes | io.BytesIO = call.payload
        if len(call.payload) > LARGE_BYTES:
            payload = io.BytesIO(call.payload)
        try:
            # A head that drips in is no silence: it has its time as a whole.
            async with asyncio.timeout(self._limits.connect_seconds + self._limits.read_seconds):
                response = await self._connections.session().request(
                    method,
                    url,
                    data=payload or None,
                    headers={"content-type": "application/json", **call.headers},
                    allow_redirects=False,
                    trace_request_ctx=call.leaving and partial(call.leaving, self._server),
                    timeout=waits or self._connections.waits,
                )
        except (aiohttp.ClientError, TimeoutError) as error:
            # Why nobody answers (a name, a certificate) is for whoever runs it: the kind alone, no text of it.
            kind = type(error).__name__
            get_logger().warning("upstream_failed", server=self._server, error=kind)
            raise map_error(error) from None
        if response.status == 200:
            return response
        try:
            body = await self._why(response)
            again = retry_after(response.headers.get("retry-after", ""), time.time())
            raise map_status(response.status, body, again=again)
        finally:
            response.close()

    async def _why(self, response: aiohttp.ClientResponse) -> bytes:
        """An error answer's body; nothing where it is long or breaks off, since its status has said no.

        Some servers send the whole request back in it: that is no reason to leave them alone.
        """
        try:
            return await self._read(response, MAX_ERROR_BYTES)
        except (UpstreamUnavailable, UpstreamTimeout):
            return b""

    async def _read(self, response: aiohttp.ClientResponse, limit: int) -> bytes:
        data = bytearray()
        try:
            async for piece in response.content.iter_any():
                data += piece
                if len(data) > limit:
                    raise UpstreamUnavailable("The upstream's answer is over the limit.")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise map_broken(error) from None
        return bytes(data)

    async def _chunks(self, opened: _Opened) -> AsyncGenerator[dict[str, Any], None]:
        finished = False
        try:
            async with aclosing(_events(opened.response)) as events:
                async for data in events:
                    if data.strip() == wire.DONE:
                        opened.ended()
                        return
                    chunk = _object(data.encode())
                    if chunk.get("error") is not None:
                        raise map_status(503, data.encode())
                    finished = finished or _has_finish(chunk)
                    yield chunk
        except (aiohttp.ClientError, TimeoutError) as error:
            raise map_broken(error) from None
        finally:
            opened.close()
        if not finished:
            raise UpstreamUnavailable("The upstream broke off its answer.")


class _Opened:
    """A streamed answer's connection: hung up on, unless the answer is whole. Then it can be used again."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response
        self._ended = False

    def ended(self) -> None:
        """The last event is there. Nobody waits for the end of the framing, with which aiohttp frees it."""
        self._ended = True
        asyncio.get_running_loop().call_later(LINGER_SECONDS, self.response.close)

    def close(self) -> None:
        """Nobody reads on."""
        if not self._ended:
            self.response.close()


async def _events(response: aiohttp.ClientResponse) -> AsyncGenerator[str, None]:
    parser = wire.SSEParser()
    try:
        async for piece in response.content.iter_any():
            for data in parser.push(piece):
                yield data
        for data in parser.flush():
            yield data
    except ValueError:
        raise UpstreamUnavailable("The upstream's stream is over the limit.") from None


def map_error(error: aiohttp.ClientError | TimeoutError) -> SottovoceError:
    """What an error before the answer's first byte means to the client."""
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Unreachable()
    if isinstance(error, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError):
        return Dropped()
    return map_broken(error)


def map_broken(error: aiohttp.ClientError | TimeoutError) -> SottovoceError:
    """What an error within the answer means to the client."""
    return UpstreamTimeout() if isinstance(error, TimeoutError) else UpstreamUnavailable()


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = strict_json(data)
    except (ValueError, RecursionError):
        raise UpstreamUnavailable("The upstream's answer is no JSON.") from None
    if not isinstance(value, dict):
        raise UpstreamUnavailable("The upstream's answer is no JSON object.")
    return value


def _has_finish(chunk: dict[str, Any]) -> bool:
    choices = chunk.get("choices")
    return isinstance(choices, list) and any(
        isinstance(c, dict) and c.get("finish_reason") is not None for c in choices
    )


def _adapter_of(response: aiohttp.ClientResponse) -> str | None:
    name = response.headers.get(wire.ADAPTER, "")
    return name if _ADAPTER.fullmatch(name) else None
