"""The seam to upstreams: sends dressed bytes and reads JSON or events, within time and size.

Every fault of the wire leaves as one of our errors. Knows no kind of upstream and no policy.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import certifi

from gateway.http_answer import Answer, Broken, Vanished
from gateway.http_client import HttpClient, Origin, Unconnected, prefix_of, request_bytes
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
MODELS_SECONDS: Final = 10.0
# A streamed answer's last event is followed by what frames its end: so long the connection is kept for it.
LINGER_SECONDS: Final = 1.0

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


class Connections:
    """A site's connections. Raises `OSError` or `ssl.SSLError` for a CA file that cannot be used."""

    def __init__(self, ca_file: Path | None, limits: Limits) -> None:
        trusted = certifi.where() if ca_file is None else str(ca_file)
        tls = ssl.create_default_context(cafile=trusted)
        self.client = HttpClient(tls, connect_seconds=limits.connect_seconds)

    async def aclose(self) -> None:
        """Closes what is open, for good: a reload has replaced it."""
        await self.client.aclose()


class Http:
    """One server's address over its site's connections. All faults of the wire leave as our errors."""

    def __init__(self, connections: Connections, url: str, limits: Limits) -> None:
        self._connections = connections
        self._url = url.rstrip("/")
        self._server = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        self._origin = Origin.of(url)
        # Made once a path: there are few of them.
        self._prefixes: dict[tuple[str, str], str] = {}
        self._limits = limits

    async def complete(self, call: Call) -> Reply:
        """Sends and reads the whole answer. Raises the errors that this module names."""
        answer = await self._send("POST", call.path, call)
        try:
            body = _object(await self._read(answer, self._limits.max_reply_bytes))
        finally:
            answer.close()
        return Reply(body, _adapter_of(answer))

    async def stream(self, call: Call) -> ReplyStream:
        """Sends and waits for the answer's beginning; an error before it is raised here."""
        answer = await self._send("POST", call.path, call)
        if not answer.headers.get("content-type", "").lower().startswith("text/event-stream"):
            answer.close()
            raise UpstreamUnavailable("The upstream does not stream.")
        opened = _Opened(answer)

        async def close() -> None:
            opened.close()

        return ReplyStream(self._chunks(opened), _adapter_of(answer), close)

    async def models(self, headers: Mapping[str, str]) -> list[dict[str, Any]]:
        """The upstream's list of models. Raises `NoRoute` where it has none."""
        answer = await self._send("GET", "/models", Call(b"", headers), seconds=MODELS_SECONDS)
        try:
            read = self._read(answer, self._limits.max_reply_bytes, seconds=MODELS_SECONDS)
            data = _object(await read).get("data")
        finally:
            answer.close()
        entries = data if isinstance(data, list) else []
        return [e for e in entries if isinstance(e, dict) and isinstance(e.get("id"), str)]

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._connections.aclose()

    async def _send(
        self, method: str, path: str, call: Call, *, seconds: float | None = None
    ) -> Answer:
        """The answer with its head, which has its time as a whole: one that drips in is no silence."""
        limit = self._limits.connect_seconds + (seconds or self._limits.read_seconds)
        try:
            async with asyncio.timeout(limit):
                answer = await self._asked(method, path, call)
        except (Broken, TimeoutError) as error:
            # Why nobody answers (a name, a certificate) is for whoever runs it: the kind alone, no text of it.
            kind = error.args[0] if isinstance(error, Unconnected) else type(error).__name__
            get_logger().warning("upstream_failed", server=self._server, error=kind)
            raise map_error(error) from None
        if answer.status == 200:
            return answer
        try:
            body = await self._why(answer)
            again = retry_after(answer.headers.get("retry-after", ""), time.time())
            raise map_status(answer.status, body, again=again)
        finally:
            answer.close()

    async def _asked(self, method: str, path: str, call: Call) -> Answer:
        prefix = self._prefixes.get((method, path))
        if prefix is None:
            prefix = self._prefixes[method, path] = prefix_of(method, self._url + path)
        headers = {"content-type": "application/json", **call.headers}
        request = request_bytes(prefix, headers, call.payload if method == "POST" else None)
        leaving = call.leaving and partial(call.leaving, self._server)
        answer = await self._connections.client.ask(self._origin, request, leaving)
        try:
            await answer.head()
        except BaseException:  # nobody waits for it any more
            answer.close()
            raise
        return answer

    async def _why(self, answer: Answer) -> bytes:
        """An error answer's body; nothing where it is long or breaks off, since its status has said no.

        Some servers send the whole request back in it: that is no reason to leave them alone.
        """
        try:
            return await self._read(answer, MAX_ERROR_BYTES, seconds=MODELS_SECONDS)
        except (UpstreamUnavailable, UpstreamTimeout):
            return b""

    async def _read(self, answer: Answer, limit: int, *, seconds: float | None = None) -> bytes:
        """A whole body; one that drips in has its time as a whole. Raises `UpstreamTimeout`."""
        data = bytearray()
        until = _now() + (seconds or self._limits.answer_seconds)
        while piece := await self._piece(answer, until):
            data += piece
            if len(data) > limit:
                raise UpstreamUnavailable("The upstream's answer is over the limit.")
        return bytes(data)

    async def _piece(self, answer: Answer, until: float, *, waited: float = 0.0) -> bytes:
        """The next bytes of a body, none at its end: before `until`, and within the time for a sign of life.

        `waited`: how much of that time is over.
        """
        now = _now()
        try:
            if answer.ready() and until > now:
                return await answer.read()
            async with asyncio.timeout_at(min(until, now + self._limits.read_seconds - waited)):
                return await answer.read()
        except (Broken, TimeoutError) as error:
            raise map_broken(error) from None

    async def _chunks(self, opened: _Opened) -> AsyncGenerator[dict[str, Any], None]:
        finished = False
        try:
            async with aclosing(self._events(opened.answer)) as events:
                async for data in events:
                    if data.strip() == wire.DONE:
                        opened.ended()
                        return
                    chunk = _object(data.encode())
                    if chunk.get("error") is not None:
                        raise map_status(503, data.encode())
                    finished = finished or _has_finish(chunk)
                    yield chunk
        finally:
            opened.close()
        if not finished:
            raise UpstreamUnavailable("The upstream broke off its answer.")

    async def _events(self, answer: Answer) -> AsyncGenerator[str, None]:
        """A stream's events. A line that has no end is no sign of life, however it drips in."""
        parser = wire.SSEParser()
        began = _now()
        until = began + self._limits.answer_seconds
        waited = 0.0
        try:
            while piece := await self._piece(answer, until, waited=waited):
                waited = 0.0 if b"\n" in piece or b"\r" in piece else waited + _now() - began
                for data in parser.push(piece):
                    yield data
                began = _now()  # what the client takes to read is not the site's time
            for data in parser.flush():
                yield data
        except ValueError:
            raise UpstreamUnavailable("The upstream's stream is over the limit.") from None


class _Opened:
    """A streamed answer's connection: hung up on, unless the answer is whole. Then it can be used again."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self._ended = False

    def ended(self) -> None:
        """The last event is there. Nobody waits for the end of the framing, which frees the connection."""
        self._ended = True
        asyncio.get_running_loop().call_later(LINGER_SECONDS, self.answer.close)

    def close(self) -> None:
        """Nobody reads on."""
        if not self._ended:
            self.answer.close()


def map_error(error: Broken | TimeoutError) -> SottovoceError:
    """What an error before the answer's first byte means to the client."""
    if isinstance(error, Unconnected):
        return Unreachable()
    return Dropped() if isinstance(error, Vanished) else map_broken(error)


def map_broken(error: Broken | TimeoutError) -> SottovoceError:
    """What an error within the answer means to the client."""
    return UpstreamTimeout() if isinstance(error, TimeoutError) else UpstreamUnavailable()


def _now() -> float:
    return asyncio.get_running_loop().time()


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


def _adapter_of(answer: Answer) -> str | None:
    name = answer.headers.get(wire.ADAPTER, "")
    return name if _ADAPTER.fullmatch(name) else None
