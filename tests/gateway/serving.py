"""Parts for the gateway's tests: servers on real sockets, an upstream that records, detectors."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
import time
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import anthropic
import openai
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from gateway.compose import Gateway
from gateway.detection import Scanner
from policies import Pack, Span, build_detector
from sottovoce import wire
from sottovoce.asgi import MAX_HEADER_BYTES


class Served:
    """An ASGI application on a free loopback port, in a thread."""

    def __init__(self, app: Any, http: Any = "auto") -> None:
        self.app = app
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        config = uvicorn.Config(
            app,
            http=http,
            log_config=None,
            access_log=False,
            ws="none",
            timeout_graceful_shutdown=2,
            h11_max_incomplete_event_size=MAX_HEADER_BYTES,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def small_buffers(self) -> None:
        """Lets the system keep little of what a client does not read, on connections from now on."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)

    @property
    def url(self) -> str:
        """The address with the interface's path."""
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> Served:
        self._thread.start()
        until = time.monotonic() + 10
        while not self._server.started:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(15)
        self._socket.close()
        assert not self._thread.is_alive()


@dataclass
class Seen:
    """One request as the upstream got it."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        value = json.loads(self.raw)
        assert isinstance(value, dict)
        return value

    @property
    def last(self) -> str:
        """The last message's text."""
        return str(self.body["messages"][-1]["content"])


Script = Callable[[dict[str, Any]], dict[str, Any] | list[Any] | Response]


@dataclass
class Upstream:
    """A small OpenAI-compatible server: it records what it gets and answers what it is told to.

    `script` gives a message (dict) for a whole answer, or pieces for a streamed one: text, a delta,
    raw bytes, or an exception, at which the connection is cut.
    """

    script: Script = lambda body: {
        "role": "assistant",
        "content": str(body["messages"][-1]["content"]),
    }
    requests: list[Seen] = field(default_factory=list)
    models: list[dict[str, Any]] | None = None
    hung_up: threading.Event = field(default_factory=threading.Event)
    before: Callable[[], Awaitable[None]] | None = None
    # What it answers to text completions; without it there is no such route.
    continues: Callable[[dict[str, Any]], str] | None = None
    embeds: bool = False

    @property
    def seen(self) -> list[Seen]:
        """The chats among the requests."""
        return [one for one in self.requests if one.path == "/v1/chat/completions"]

    def app(self) -> Starlette:
        """The application."""
        return Starlette(
            routes=[
                Route("/v1/chat/completions", self._chat, methods=["POST"]),
                Route("/v1/completions", self._completion, methods=["POST"]),
                Route("/v1/embeddings", self._embeddings, methods=["POST"]),
                Route("/v1/models", self._models),
            ]
        )

    async def _embeddings(self, request: Request) -> Response:
        raw = await request.body()
        self.requests.append(Seen(request.url.path, dict(request.headers), raw))
        if not self.embeds:
            return Response("Not Found", 404)
        body = json.loads(raw)
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        rows = [
            {"object": "embedding", "index": n, "embedding": [float(len(text)), 0.5], "leak": text}
            for n, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": 3, "total_tokens": 3}
        told = {"object": "list", "data": rows, "model": body["model"], "usage": usage}
        return JSONResponse(told)

    async def _completion(self, request: Request) -> Response:
        raw = await request.body()
        self.requests.append(Seen(request.url.path, dict(request.headers), raw))
        if self.continues is None:
            return Response("Not Found", 404)
        body = json.loads(raw)
        text = self.continues(body)
        told = {"id": "cmpl-1", "object": "text_completion", "created": 1, "model": body["model"]}
        if not body.get("stream"):
            choice = {"index": 0, "text": text, "logprobs": None, "finish_reason": "stop"}
            return JSONResponse({**told, "choices": [choice]})
        pieces = [
            wire.sse({**told, "choices": [{"index": 0, "text": c, "finish_reason": None}]})
            for c in text
        ]
        last = wire.sse({**told, "choices": [{"index": 0, "text": "", "finish_reason": "stop"}]})
        stream = b"".join([*pieces, last, wire.SSE_DONE])
        return Response(stream, media_type="text/event-stream")

    async def _models(self, request: Request) -> Response:
        self.requests.append(Seen(request.url.path, dict(request.headers), b""))
        if self.models is None:
            return Response("Not Found", 404)
        return JSONResponse({"object": "list", "data": self.models})

    async def _chat(self, request: Request) -> Response:
        raw = await request.body()
        self.requests.append(Seen(request.url.path, dict(request.headers), raw))
        body = json.loads(raw)
        if self.before is not None:
            await self._think(request, self.before)
        said = self.script(body)
        if isinstance(said, Response):
            return said
        if isinstance(said, dict):
            return self._whole(body, said)
        return StreamingResponse(
            self._pieces(body, said),
            media_type="text/event-stream",
            headers={wire.ADAPTER: "r7"},
        )

    async def _think(self, request: Request, before: Callable[[], Awaitable[None]]) -> None:
        """Does what a slow model does, and notes when nobody waits for it any more."""
        thinking = asyncio.ensure_future(before())
        while not thinking.done():
            if await request.is_disconnected():
                self.hung_up.set()
                thinking.cancel()
            await asyncio.sleep(0.02)

    @staticmethod
    def _whole(body: dict[str, Any], message: dict[str, Any]) -> Response:
        reason = "tool_calls" if message.get("tool_calls") else "stop"
        choices = [
            {"index": n, "message": message, "finish_reason": reason}
            for n in range(body.get("n") or 1)
        ]
        reply = wire.chat_completion(
            id="chatcmpl-1", created=1, model=body["model"], choices=choices
        )
        return JSONResponse(reply, headers={wire.ADAPTER: "r7"})

    async def _pieces(self, body: dict[str, Any], said: list[Any]) -> AsyncIterator[bytes]:
        def chunk(delta: dict[str, Any], index: int = 0, reason: str | None = None) -> bytes:
            return wire.sse(
                wire.chat_chunk(
                    id="chatcmpl-1",
                    created=1,
                    model=body["model"],
                    delta=delta,
                    index=index,
                    finish_reason=reason,
                )
            )

        try:
            yield chunk({"role": "assistant", "content": ""})
            for piece in said:
                if isinstance(piece, BaseException):
                    raise piece
                if isinstance(piece, bytes):
                    yield piece
                elif callable(piece):
                    await piece()
                else:
                    yield chunk({"content": piece} if isinstance(piece, str) else piece)
            yield chunk({}, reason="stop")
            yield wire.SSE_DONE
        except BaseException:
            self.hung_up.set()
            raise


class Broken:
    """A detector that raises, quoting the text as a bad library would."""

    def scan(self, text: str) -> list[Span]:
        raise RuntimeError(f"no idea what to do with {text}")


class Introduced:
    """A detector that sees a certain name only where it is introduced as one."""

    def scan(self, text: str) -> list[Span]:
        found = re.search(r"(?<=name is )Kellermann", text)
        return [Span(found.start(), found.end(), "PERSON", 1.0)] if found else []


class FailsOn:
    """A detector that raises on texts with a certain word in them."""

    def __init__(self, real: Scanner, word: str) -> None:
        self._real = real
        self._word = word

    def scan(self, text: str) -> list[Span]:
        if self._word in text:
            raise RuntimeError(text)
        return self._real.scan(text)


class Slow:
    """A detector that takes its time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def scan(self, text: str) -> list[Span]:
        time.sleep(self._seconds)
        return []


class Lent:
    """A detector that many gateways share: none of them closes it."""

    def __init__(self, real: Scanner) -> None:
        self._real = real

    def scan(self, text: str) -> list[Span]:
        return self._real.scan(text)


_DETECTORS: dict[tuple[str, str], Scanner] = {}


def shared_detector(pack: Pack, *, engine: Any = None) -> Scanner:
    """The real detector of a pack, loaded once for the whole test run."""
    name = (pack.digest, engine or pack.engine)
    if name not in _DETECTORS:
        with warnings.catch_warnings():
            # The Chinese tagger's package leaves its dictionaries' files to the collector.
            warnings.simplefilter("ignore", ResourceWarning)
            _DETECTORS[name] = Lent(build_detector(pack, engine=engine))
    return _DETECTORS[name]


def fast_detector(pack: Pack, *, engine: Any = None) -> Scanner:
    """Patterns alone, for tests that are not about names."""
    return shared_detector(pack, engine="fast")


@dataclass
class Running:
    """A gateway over sockets."""

    gateway: Gateway
    served: Served
    clients: list[openai.OpenAI | anthropic.Anthropic] = field(default_factory=list)

    @property
    def base(self) -> str:
        """Its address without the interface's path."""
        return self.served.url.removesuffix("/v1")

    def client(self, key: str = "none", **options: Any) -> openai.OpenAI:
        """The official client; errors are not tried again unless a test says so."""
        options = {"max_retries": 0, "timeout": 30, **options}
        client = openai.OpenAI(base_url=self.served.url, api_key=key, **options)
        self.clients.append(client)
        return client

    def claude(self, key: str = "none") -> anthropic.Anthropic:
        """Anthropic's official client."""
        client = anthropic.Anthropic(base_url=self.base, api_key=key, max_retries=0, timeout=30)
        self.clients.append(client)
        return client

    def close(self) -> None:
        """Ends the clients, then the gateway."""
        for client in self.clients:
            client.close()
        self.served.__exit__()
