"""The gateway's HTTP face: routes, headers, and hanging up when the client does.

Turns requests into calls of the service and its answers into responses; decides nothing itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.dialects.base import Dialect
from gateway.dialects.chat import ChatDialect
from gateway.dialects.completions import CompletionsDialect
from gateway.dialects.embeddings import EmbeddingsDialect
from gateway.dialects.messages import MessagesDialect
from gateway.dialects.responses import ResponsesDialect
from gateway.exchange import Answer, AnswerStream, Incoming
from gateway.metrics import GatewayMetrics
from gateway.openapi import document
from gateway.people import PeopleService
from gateway.service import ChatService
from sottovoce import wire
from sottovoce.asgi import draining
from sottovoce.errors import SottovoceError, error_body, error_headers
from sottovoce.request_line import note
from sottovoce.telemetry import METRICS_TYPE, render_metrics
from sottovoce.tracing import TRACEPARENT

T = TypeVar("T")
Endpoint = Callable[[Request], Awaitable[Response]]
People = Callable[[str | None, bytes, str], Awaitable[dict[str, Any]]]
_MESSAGES = "/v1/messages"
# nginx holds events back unless it is told not to.
_SSE_HEADERS = {"cache-control": "no-cache", "x-accel-buffering": "no"}


def build_router(service: ChatService, people: PeopleService, metrics: GatewayMetrics) -> APIRouter:
    """All routes."""
    router = APIRouter()
    for part in (_model_routes(service), _people_routes(people), _state_routes(service, metrics)):
        router.include_router(part)
    return router


def model_endpoints(service: ChatService) -> dict[str, Endpoint]:
    """What applications ask of a model, each in its own dialect, by path."""

    def speaking(path: str, make: Callable[[], Dialect]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            # FastAPI's own routes tell the log what they are.
            note(route=path)
            incoming = _incoming(request, await request.body())
            answer = await _unless_gone(request, service.answer(incoming, make()))
            return Response(status_code=499) if answer is None else _respond(answer)

        return endpoint

    dialects: dict[str, Callable[[], Dialect]] = {
        "/v1/chat/completions": ChatDialect,
        "/v1/completions": CompletionsDialect,
        "/v1/embeddings": EmbeddingsDialect,
        "/v1/responses": ResponsesDialect,
        _MESSAGES: MessagesDialect,
    }
    return {path: speaking(path, make) for path, make in dialects.items()}


class ModelPaths:
    """The way of a model's requests past FastAPI, whose search for a route is a good part of the time we may take."""

    def __init__(self, app: ASGIApp, *, endpoints: dict[str, Endpoint]) -> None:
        self._app = app
        self._endpoints = endpoints

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI entry."""
        asked = scope["type"] == "http" and scope["method"] == "POST"
        endpoint = self._endpoints.get(scope["path"]) if asked else None
        if endpoint is None:
            await self._app(scope, receive, send)
            return
        try:
            response = await endpoint(Request(scope, receive))
        except SottovoceError as error:
            note(code=error.code)
            response = _refusal(scope["path"], error)
        await response(scope, receive, send)


def _refusal(path: str, error: SottovoceError) -> Response:
    return _json(error_body_of(path, error), status=error.status, headers=error_headers(error))


def _model_routes(service: ChatService) -> APIRouter:
    """What applications ask of a model. The paths stand here for every other method: 405."""
    router = APIRouter(tags=["models"])
    for path, endpoint in model_endpoints(service).items():
        router.add_route(path, endpoint, methods=["POST"])

    @router.get("/v1/models")
    async def models(request: Request) -> Response:
        """List what the key's site serves."""
        return _json(await service.models(_incoming(request, b"")))

    return router


def _people_routes(people: PeopleService) -> APIRouter:
    """What agents and privacy officers ask."""
    router = APIRouter(tags=["people"])

    async def ask(request: Request, work: People) -> Response:
        incoming = _incoming(request, await request.body())
        return _json(await work(incoming.authorization, incoming.raw, incoming.request_id))

    @router.post("/v1/feedback")
    async def feedback(request: Request) -> Response:
        """Note a person's word on an answer; an agent's key, once an answer."""
        return await ask(request, people.feedback)

    @router.post("/v1/privacy/preview")
    async def preview(request: Request) -> Response:
        """Show what would be taken out of a text, and by which rule; a privacy officer's key."""
        return await ask(request, people.preview)

    @router.post("/v1/subjects/erase")
    async def erase(request: Request) -> Response:
        """Forget a customer here and at the sites; a privacy officer's key."""
        return await ask(request, people.erase)

    return router


def _state_routes(service: ChatService, metrics: GatewayMetrics) -> APIRouter:
    """What whoever runs the gateway asks."""
    router = APIRouter(tags=["state"])

    @router.get("/livez")
    async def livez() -> Response:
        """Say that the process answers."""
        return _json({"status": "ok"})

    @router.get("/readyz")
    async def readyz() -> Response:
        """Check each part; 503 where one is not fit. No upstream is asked."""
        checks = await service.ready()
        if draining():
            checks["process"] = "draining"
        fit = all(state == "ok" for state in checks.values())
        body = {"status": "ready" if fit else "not_ready", "checks": checks}
        return _json(body, status=200 if fit else 503)

    @router.get("/openapi.json")
    async def openapi() -> Response:
        """Give the interface's description."""
        return _json(document())

    @router.get("/metrics")
    async def prometheus() -> Response:
        """Give the metrics in Prometheus' text form."""
        # Beside the event loop: a gauge may have to wait for the vault's file.
        text = await asyncio.to_thread(render_metrics, metrics.registry)
        return Response(text, media_type=METRICS_TYPE)

    return router


def error_body_of(path: str, error: SottovoceError) -> dict[str, Any]:
    """An error in the form of the interface that the path belongs to."""
    ours = path == _MESSAGES or path.startswith(f"{_MESSAGES}/")
    return MessagesDialect().error(error) if ours else error_body(error)


def _incoming(request: Request, raw: bytes) -> Incoming:
    headers = request.headers
    return Incoming(
        raw=raw,
        request_id=request.scope["state"]["request_id"],
        authorization=headers.get("authorization") or _key_header(headers.get("x-api-key")),
        site=headers.get(wire.SITE),
        conversation=headers.get(wire.CONVERSATION),
        traceparent=headers.get(TRACEPARENT),
    )


def _key_header(key: str | None) -> str | None:
    """Anthropic's clients send the key in a header of its own."""
    return None if key is None else f"Bearer {key}"


def _respond(answer: Answer | AnswerStream) -> Response:
    if isinstance(answer, Answer):
        return _json(answer.body, headers=answer.headers)
    return _Events(answer)


class _Events(StreamingResponse):
    """Server-sent events; however they end, the upstream's connection is let go at once."""

    def __init__(self, answer: AnswerStream) -> None:
        super().__init__(
            answer.events,
            media_type="text/event-stream",
            headers={**_SSE_HEADERS, **answer.headers},
        )
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI entry."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._answer.events.aclose()
            await self._answer.close()


def _json(
    body: dict[str, Any], *, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return Response(wire.json_bytes(body), status, headers, media_type="application/json")


async def _unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T | None:
    """The work's result, or None where the client hung up first; the work is cancelled then."""
    task = asyncio.current_task()
    gone = False

    async def watch() -> None:
        nonlocal gone
        await _disconnected(request)
        gone = True
        if task is not None:
            task.cancel()

    watching = asyncio.ensure_future(watch())
    try:
        return await work
    except asyncio.CancelledError:
        # Cancelled by whoever stops the server, too: then it is not ours to end.
        if not gone or task is None or task.cancelling() > 1:
            raise
        return None
    finally:
        watching.cancel()
        if (
            gone and task is not None
        ):  # also where the work ended otherwise: nothing later is cancelled
            task.uncancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
