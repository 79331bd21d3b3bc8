"""The server's base: error bodies, a body limit, draining, over real sockets."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sottovoce.asgi import BodyLimit, install_error_handlers
from sottovoce.errors import PrivacyRefused

SLOW = """
import asyncio
from pathlib import Path
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from sottovoce.asgi import serve
from sottovoce.settings import Listen

async def slow(request):
    Path("started").touch()
    await asyncio.sleep(1.0)
    return PlainTextResponse("whole")

def ready(port):
    Path("port.tmp").write_text(str(port))
    Path("port.tmp").rename("port")

asyncio.run(serve(Starlette(routes=[Route("/", slow)]), Listen(port=0), ready=ready))
"""


def application() -> Starlette:
    async def echo(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    async def refuse(_request: Request) -> PlainTextResponse:
        raise PrivacyRefused

    async def crash(_request: Request) -> PlainTextResponse:
        raise ValueError("tiger")

    app = Starlette(
        routes=[
            Route("/echo", echo, methods=["POST"]),
            Route("/refuse", refuse),
            Route("/crash", crash),
        ]
    )
    install_error_handlers(app)
    return app


def call(method: str, path: str, **kwargs: object) -> httpx.Response:
    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(
            BodyLimit(application(), 100),  # type: ignore[arg-type]
            raise_app_exceptions=False,
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
            return await client.request(method, path, **kwargs)  # type: ignore[arg-type]

    return asyncio.run(go())


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/refuse", 422, "privacy_refused"),
        ("GET", "/crash", 500, "internal_error"),
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/echo", 405, "not_found"),
    ],
)
def test_every_failure_is_an_openai_error_body(
    method: str, path: str, status: int, code: str
) -> None:
    """Ours, a wrong path, a wrong method and a crash all have the same form and no detail."""
    response = call(method, path)
    assert response.status_code == status
    assert response.json()["error"]["code"] == code
    assert response.headers["x-should-retry"] == "false"
    assert "tiger" not in response.text


def test_a_wrong_method_is_told_the_right_ones() -> None:
    """RFC 9110 wants them with every 405; nothing else has them."""
    assert call("GET", "/echo").headers["allow"] == "POST"
    assert "allow" not in call("GET", "/nowhere").headers


def chunks(size: int) -> object:
    async def parts() -> object:
        for _ in range(size):
            yield b"x"

    return parts()


@pytest.mark.parametrize(("size", "status"), [(100, 200), (101, 413)])
def test_a_body_over_the_limit_is_refused(size: int, status: int) -> None:
    """With a declared length and without one."""
    declared = call("POST", "/echo", content=b"x" * size)
    chunked = call("POST", "/echo", content=chunks(size))
    assert (declared.status_code, chunked.status_code) == (status, status)


def test_sigterm_lets_a_running_request_finish(tmp_path: Path) -> None:
    """A deployment does not cut a customer off."""
    process = subprocess.Popen([sys.executable, "-c", SLOW], cwd=tmp_path)
    try:
        deadline = time.monotonic() + 30
        while not (tmp_path / "port").exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        port = (tmp_path / "port").read_text()

        async def go() -> str:
            async with httpx.AsyncClient() as client:
                answer = asyncio.create_task(client.get(f"http://127.0.0.1:{port}/", timeout=20))
                while not (tmp_path / "started").exists():
                    await asyncio.sleep(0.02)
                os.kill(process.pid, signal.SIGTERM)
                return (await answer).text

        assert asyncio.run(go()) == "whole"
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
