"""A model's requests on their shorter way: what guards every other path guards these, over real sockets."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from structlog.testing import capture_logs

from gateway.router import _unless_gone, model_endpoints
from sottovoce import wire
from tests.gateway.asking import Start
from tests.gateway.raw import exchange, request
from tests.gateway.serving import Running, Upstream, fast_detector

PATHS = (
    "/v1/chat/completions",
    "/v1/completions",
    "/v1/embeddings",
    "/v1/responses",
    "/v1/messages",
)
BODY = json.dumps({"model": "m", "messages": [{"role": "user", "content": "hi"}]}).encode()


@pytest.fixture
def gateway(start: Start) -> Running:
    """A gateway with a small limit for bodies."""
    limits = {"max_body_bytes": 5000, "body_seconds": 0.5}
    return start(build=fast_detector, limits=limits)


def test_these_are_all_the_paths(gateway: Running) -> None:
    """Of the shorter way, as of this module's tables."""
    assert set(model_endpoints(gateway.gateway.service)) == set(PATHS)


@pytest.mark.parametrize(
    ("asked", "statuses"),
    [
        ({"headers": ["origin: http://evil.example"]}, {403}),
        ({"method": "GET"}, {405}),
        ({"method": "DELETE"}, {405}),
        ({"method": "OPTIONS", "headers": ["origin: http://evil.example"]}, {403, 405}),
        ({"body": b"{" * 6000}, {413}),
        ({"body": b"no json"}, {400}),
        ({"body": b""}, {400}),
    ],
    ids=["origin", "get", "delete", "preflight", "long", "no json", "empty"],
)
def test_a_refusal(
    gateway: Running, upstream: Upstream, asked: dict[str, Any], statuses: set[int]
) -> None:
    """Its own error form and a request's id on every path, and the upstream is told nothing."""
    for path in PATHS:
        fields = dict(asked)
        data = request(fields.pop("body", BODY), path=path, **fields)
        got = exchange(gateway.served.port, data)
        assert got.status in statuses, got
        error = json.loads(got.body)
        assert error["error"]["message"]
        assert (error.get("type") == "error") == (path == "/v1/messages")
        assert f"{wire.REQUEST_ID}: req-" in got.head.lower()
        assert "access-control" not in got.head.lower()
        assert upstream.requests == []


def test_a_body_that_does_not_come(gateway: Running, upstream: Upstream) -> None:
    """It has its time."""
    for path in PATHS:
        data = request(BODY, path=path)
        got = exchange(gateway.served.port, data[:-5], b"", pause=0.8)
        assert got.status == 408
        assert upstream.requests == []


def test_a_part_that_crashes(
    gateway: Running, monkeypatch: pytest.MonkeyPatch, upstream: Upstream
) -> None:
    """An error of nobody's is 500 in the path's own form, without its text."""

    async def crash(*_: object) -> None:
        raise RuntimeError("marker-4711")

    monkeypatch.setattr(gateway.gateway.service, "answer", crash)
    for path in PATHS:
        reply = httpx.post(gateway.base + path, content=BODY)
        assert reply.status_code == 500
        assert "4711" not in reply.text
        assert (reply.json().get("type") == "error") == (path == "/v1/messages")
        assert upstream.requests == []


def test_each_path_is_named_in_the_log(gateway: Running) -> None:
    """By its route, with its status and the request's id; once a request."""
    for path in PATHS:
        with capture_logs() as lines:
            reply = httpx.post(gateway.base + path, content=b"no json")
        (line,) = [line for line in lines if line["event"] == "request"]
        told = (line["route"], line["status"], line["request_id"], line["method"])
        assert told == (path, 400, reply.headers[wire.REQUEST_ID], "POST")


# -- a client that is gone


def asking(gone: asyncio.Event) -> Request:
    """A request whose client goes with the event."""

    async def receive() -> dict[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    return Request({"type": "http", "headers": []}, receive)


def test_a_client_that_goes_ends_the_work() -> None:
    """At once; its own tidying is waited for, and nothing later is cancelled."""

    async def run() -> list[str]:
        gone, seen = asyncio.Event(), list[str]()

        async def work() -> int:
            try:
                gone.set()
                await asyncio.sleep(60)
            finally:
                await asyncio.sleep(0.01)
                seen.append("tidied")
            return 1

        assert await _unless_gone(asking(gone), work()) is None
        task = asyncio.current_task()
        assert task is not None
        assert task.cancelling() == 0
        await asyncio.sleep(0.01)
        return seen

    assert asyncio.run(asyncio.wait_for(run(), 10)) == ["tidied"]


@pytest.mark.parametrize("fails", [False, True])
def test_work_that_ends_in_spite_of_it(fails: bool) -> None:
    """Its result or its error stands, and the task is not left cancelled."""

    async def run() -> None:
        gone = asyncio.Event()

        async def work() -> int:
            gone.set()
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                if fails:
                    raise KeyError from None
            return 7

        if fails:
            with pytest.raises(KeyError):
                await _unless_gone(asking(gone), work())
        else:
            assert await _unless_gone(asking(gone), work()) == 7
        task = asyncio.current_task()
        assert task is not None
        assert task.cancelling() == 0

    asyncio.run(asyncio.wait_for(run(), 10))


@pytest.mark.parametrize("also_gone", [False, True])
def test_whoever_stops_the_server_is_heard(also_gone: bool) -> None:
    """A cancellation from outside goes on, also where the client left at the same time."""

    async def run() -> None:
        gone, begun = asyncio.Event(), asyncio.Event()

        async def work() -> int:
            begun.set()
            try:
                await asyncio.sleep(60)
            finally:
                await asyncio.sleep(0.02)
            return 1

        task = asyncio.ensure_future(_unless_gone(asking(gone), work()))
        await begun.wait()
        if also_gone:
            gone.set()
            await asyncio.sleep(0.005)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert task.cancelled()

    asyncio.run(asyncio.wait_for(run(), 10))


def test_a_client_that_stays_gets_its_answer() -> None:
    """And nobody watches any more."""

    async def run() -> None:
        async def work() -> int:
            await asyncio.sleep(0)
            return 3

        assert await _unless_gone(asking(asyncio.Event()), work()) == 3
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())
