"""The yardstick: a proxy of Starlette and httpx that changes nothing, as one would write it well.

One pooled client, the body handed on as bytes, a stream handed on as it comes. Runs in the gateway's own environment
under the same server with the same options, so that the difference is the gateway's own work. A program of its own:
`python passthrough.py UPSTREAM PORT`.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import AsyncIterator

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route


def build(upstream: str) -> Starlette:
    """The application."""
    limits = httpx.Limits(max_connections=256, max_keepalive_connections=64)
    client = httpx.AsyncClient(timeout=120, limits=limits, trust_env=False)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    async def chat(request: Request) -> Response:
        sent = client.build_request(
            "POST",
            f"{upstream}/chat/completions",
            content=await request.body(),
            headers={"content-type": "application/json"},
        )
        answer = await client.send(sent, stream=True)
        kind = answer.headers["content-type"]
        if kind.startswith("text/event-stream"):
            closing = BackgroundTask(answer.aclose)
            return StreamingResponse(answer.aiter_raw(), media_type=kind, background=closing)
        body = await answer.aread()
        return Response(body, answer.status_code, media_type=kind)

    async def live(_request: Request) -> Response:
        return Response("ok")

    routes = [
        Route("/v1/chat/completions", chat, methods=["POST"]),
        Route("/livez", live),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


if __name__ == "__main__":
    uvicorn.run(
        build(sys.argv[1]),
        port=int(sys.argv[2]),
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
    )
