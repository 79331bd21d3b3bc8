"""A server like an edge's, as a process of its own, that drains at SIGTERM: `python edge_like.py SECONDS`.

It answers every chat with one word after so many seconds, and prints its port.
"""

from __future__ import annotations

import asyncio
import json
import sys

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sottovoce import wire
from sottovoce.asgi import serve
from sottovoce.settings import Listen

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 0.05


async def chat(request: Request) -> Response:
    body = json.loads(await request.body())
    if body.get("stream"):
        return StreamingResponse(pieces(body["model"]), media_type="text/event-stream")
    await asyncio.sleep(SECONDS)
    message = {"role": "assistant", "content": "done"}
    choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
    reply = wire.chat_completion(id="chatcmpl-1", created=1, model=body["model"], choices=choices)
    return JSONResponse(reply)


async def pieces(model: str):  # type: ignore[no-untyped-def]
    for number in range(10):
        await asyncio.sleep(SECONDS)
        yield wire.sse(
            wire.chat_chunk(id="c", created=1, model=model, delta={"content": f"{number} "})
        )
    yield wire.sse(wire.chat_chunk(id="c", created=1, model=model, delta={}, finish_reason="stop"))
    yield wire.SSE_DONE


if __name__ == "__main__":
    app = Starlette(routes=[Route("/v1/chat/completions", chat, methods=["POST"])])
    asyncio.run(
        serve(app, Listen(port=0), ready=lambda port: print(port, flush=True))  # type: ignore[arg-type]
    )
