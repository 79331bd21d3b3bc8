"""One line a request: facts from wherever they were known, and no more than one."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from structlog.testing import capture_logs

from sottovoce.asgi import install_error_handlers
from sottovoce.errors import PrivacyRefused
from sottovoce.request_line import RequestLine, note, tell

ID = "req-" + "a" * 32


async def whole(_: Request) -> Response:
    await asyncio.to_thread(tell, code="ok", tokens=7)
    return PlainTextResponse("marker")


async def streamed(_: Request) -> Response:
    async def pieces() -> Any:
        yield b"one"
        tell(code="upstream_unavailable")
        yield b"two"

    return StreamingResponse(pieces())


async def refused(_: Request) -> Response:
    note(site="a")
    raise PrivacyRefused("quotes nothing")


async def crashes(_: Request) -> Response:
    raise RuntimeError("quotes marker")


def app() -> Any:
    routes = [
        Route("/whole", whole, methods=["POST"]),
        Route("/streamed", streamed),
        Route("/refused", refused),
        Route("/crashes", crashes),
        Route("/livez", whole),
    ]
    made = Starlette(routes=routes)
    install_error_handlers(made)
    return RequestLine(made)


async def ask(method: str, path: str, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"q=marker",
        "headers": list(headers),
        "http_version": "1.1",
        "root_path": "",
        "scheme": "http",
    }

    sent = iter([{"type": "http.request", "body": b"marker", "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in sent:
            return message
        await asyncio.Event().wait()
        raise AssertionError

    async def send(_: dict[str, Any]) -> None:
        await asyncio.sleep(0)

    await app()(scope, receive, send)


@pytest.mark.parametrize(
    ("method", "path", "wanted"),
    [
        ("POST", "/whole", {"code": "ok", "status": 200, "tokens": 7}),
        ("GET", "/whole", {"code": "not_found", "status": 405}),
        ("GET", "/streamed", {"code": "upstream_unavailable", "status": 200}),
        ("GET", "/refused", {"code": "privacy_refused", "status": 422, "site": "a"}),
        ("GET", "/marker", {"code": "not_found", "status": 404, "route": "-"}),
        ("MARKER", "/whole", {"method": "-", "status": 405}),
    ],
)
def test_one_line(method: str, path: str, wanted: dict[str, Any]) -> None:
    """Each request has its line, with its own code and status, and no word of the client's."""
    with capture_logs() as lines:
        asyncio.run(ask(method, path, ((b"x-request-id", ID.encode()),)))
    (line,) = lines
    assert line["event"] == "request"
    assert {name: line[name] for name in wanted} == wanted
    assert line["request_id"] == ID
    assert line["seconds"] >= 0
    assert "marker" not in str(line).lower()


def test_a_crash_has_its_line() -> None:
    """It is told by its code, beside the event that names the exception's type."""
    with capture_logs() as lines, pytest.raises(RuntimeError):
        asyncio.run(ask("GET", "/crashes"))
    assert [line["event"] for line in lines] == ["unexpected_error", "request"]
    assert (lines[1]["code"], lines[1]["status"]) == ("internal_error", 500)


def test_monitors_and_strangers() -> None:
    """What monitors ask has no line; a client's own request id is not taken over."""
    with capture_logs() as lines:
        asyncio.run(ask("GET", "/livez"))
        asyncio.run(ask("GET", "/streamed", ((b"x-request-id", b"maria"),)))
    # The handler behind /livez tells a fact, which without a line is one of its own.
    assert [line.get("route") for line in lines] == [None, "-"]
    assert lines[1]["request_id"] == "-"


def test_two_requests_at_once_do_not_mix() -> None:
    """Facts belong to the request in which they were told."""

    async def both() -> None:
        await asyncio.gather(ask("POST", "/whole"), ask("GET", "/refused"))

    with capture_logs() as lines:
        asyncio.run(both())
    told = {line["code"]: line for line in lines}
    assert "tokens" not in told["privacy_refused"]
    assert "site" not in told["ok"]
    assert structlog.contextvars.get_contextvars() == {}
