"""The edge's HTTP routes.

Knows FastAPI, bearer tokens and server-sent events. Does none of the work.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from edge_node.metrics import EdgeMetrics
from edge_node.records import Records
from edge_node.service import EdgeService, Exchange
from sottovoce.crypto import token_matches
from sottovoce.errors import InvalidRequest, SottovoceError, Unauthorized, error_body
from sottovoce.telemetry import METRICS_TYPE, render_metrics
from sottovoce.tracing import TRACEPARENT
from sottovoce.wire import ADAPTER, CONTEXT, SSE_DONE, chat_chunk, chat_completion, sse


def make_router(
    service: EdgeService, records: Records, metrics: EdgeMetrics, token_digest: str
) -> APIRouter:
    """The routes over one service; `/v1` asks for the service token."""
    router = APIRouter()

    def authorized(request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token_matches(token.strip(), token_digest):
            raise Unauthorized

    guard = [Depends(authorized)]

    @router.post("/v1/chat/completions", dependencies=guard)
    async def chat(request: Request) -> Response:
        """OpenAI's chat completions, streamed or not."""
        headers = request.headers
        exchange = await service.open(
            await _json(request), headers.get(CONTEXT), headers.get(TRACEPARENT)
        )
        if exchange.request.stream:
            return _Streamed(exchange)
        return await _whole(request, exchange)

    @router.get("/v1/models", dependencies=guard)
    async def models() -> dict[str, Any]:
        """The current model, every loaded release, and the base model."""
        return {"object": "list", "data": service.models()}

    @router.get("/v1/models/{name}", dependencies=guard)
    async def model(name: str) -> dict[str, Any]:
        """One of them."""
        return service.check_model(name)

    @router.post("/v1/feedback", dependencies=guard)
    async def feedback(request: Request) -> dict[str, Any]:
        """A person's word on an answer that is in the log."""
        body = await _json(request)
        return await asyncio.to_thread(records.rate, body, request.headers.get(CONTEXT))

    @router.post("/v1/subjects/erase", dependencies=guard)
    async def erase(request: Request) -> dict[str, Any]:
        """Forget a customer, by pseudonym."""
        return await asyncio.to_thread(records.erase, await _json(request))

    @router.get("/livez")
    async def livez() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @router.get("/readyz")
    async def readyz() -> dict[str, str]:
        """A request could be answered and logged, and the edge does not drain."""
        await asyncio.to_thread(service.ready)
        return {"status": "ok"}

    @router.get("/metrics")
    async def prometheus() -> Response:
        """Prometheus' text form."""
        return Response(render_metrics(metrics.registry), media_type=METRICS_TYPE)

    return router


async def _json(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError):
        raise InvalidRequest("The body is not valid JSON.") from None


def _headers(exchange: Exchange) -> dict[str, str]:
    return {ADAPTER: exchange.adapter or "base"}


async def _whole(request: Request, exchange: Exchange) -> Response:
    """The whole answer; a caller that goes away ends the generation."""
    work = asyncio.ensure_future(exchange.collect())
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            return Response(status_code=499)  # nobody reads it
        text, finish = work.result()
    finally:
        gone.cancel()
        work.cancel()
        exchange.close()
    message = {"role": "assistant", "content": text, "refusal": None}
    body = chat_completion(
        id=exchange.id,
        created=int(exchange.started),
        model=exchange.model,
        choices=[{"index": 0, "message": message, "logprobs": None, "finish_reason": finish}],
        usage=exchange.usage,
    )
    return JSONResponse(body, headers=_headers(exchange))


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


class _Streamed(StreamingResponse):
    """A streamed answer that ends its exchange however the sending ends."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        super().__init__(
            _events(exchange),
            media_type="text/event-stream",
            headers={**_headers(exchange), "cache-control": "no-cache"},
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI entry."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._exchange.close()


async def _events(exchange: Exchange) -> AsyncIterator[bytes]:
    def chunk(delta: dict[str, Any] | None, **more: Any) -> bytes:
        created = int(exchange.started)
        return sse(
            chat_chunk(id=exchange.id, created=created, model=exchange.model, delta=delta, **more)
        )

    try:
        yield chunk({"role": "assistant", "content": ""})
        async for piece in exchange.pieces():
            if piece.text:
                yield chunk({"content": piece.text})
            if piece.finish is not None:
                yield chunk({}, finish_reason=piece.finish)
    except SottovoceError as error:
        yield sse(error_body(error))
        return
    if exchange.request.usage_wanted:
        yield chunk(None, usage=exchange.usage)
    yield SSE_DONE
