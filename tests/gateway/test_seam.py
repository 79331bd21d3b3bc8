"""The seam to upstreams: every foreign error leaves as one of ours, without the upstream's words."""

from __future__ import annotations

import json

import aiohttp
import pytest

from gateway.seam import Dropped, Unreachable, map_broken, map_error, map_status
from sottovoce.errors import SottovoceError, UpstreamUnavailable


def _all(kind: type[Exception]) -> list[type[Exception]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _all(child))]


@pytest.mark.parametrize(
    "kind", {*_all(aiohttp.ClientError), TimeoutError}, ids=lambda kind: kind.__name__
)
def test_every_error_of_aiohttp_is_mapped(kind: type[aiohttp.ClientError]) -> None:
    """Each is told as unavailable or late, before the answer and in it, and its text is not passed on."""
    error = kind.__new__(kind)
    error.args = ("marker-4711",)
    for mapped in (map_error(error), map_broken(error)):
        assert mapped.code in ("upstream_unavailable", "upstream_timeout")
        assert "4711" not in str(mapped)


def test_waiting_for_an_answer_is_a_timeout_and_for_a_connection_is_not() -> None:
    """A read that takes too long is 504; nobody there is 503, and so is one who hangs up."""
    assert map_error(aiohttp.SocketTimeoutError()).status == 504
    assert map_broken(aiohttp.SocketTimeoutError()).status == 504
    assert isinstance(map_error(aiohttp.ConnectionTimeoutError()), Unreachable)
    assert isinstance(map_error(aiohttp.ServerDisconnectedError()), Dropped)
    assert isinstance(map_error(aiohttp.ClientOSError()), Dropped)
    assert type(map_broken(aiohttp.ClientOSError())) is UpstreamUnavailable


@pytest.mark.parametrize(
    ("param", "told"),
    [
        ("tools", "tools"),
        ("messages.0.content", "messages.0.content"),
        ("marker-4711", None),
        ("messages.marker", None),
        ("messages.13812345678", None),
        (5, None),
    ],
)
def test_a_refused_field_is_named_if_it_is_ours(param: object, told: str | None) -> None:
    """A field of the interface is passed on, any other word of the upstream is not."""
    mapped = map_status(400, json.dumps({"error": {"message": "x", "param": param}}).encode())
    assert mapped.param == told
    assert "marker" not in str(mapped)


def body(code: object) -> bytes:
    return json.dumps({"error": {"message": "marker-4711", "code": code, "type": "t"}}).encode()


@pytest.mark.parametrize(
    ("status", "answer", "code", "ours"),
    [
        (400, body(None), "upstream_refused", 400),
        (400, body("context_length_exceeded"), "context_length_exceeded", 400),
        (401, body("invalid_api_key"), "upstream_unavailable", 503),
        (403, body(None), "upstream_unavailable", 503),
        (404, body("model_not_found"), "model_not_found", 404),
        (404, body(404), "model_not_found", 404),
        (404, b'{"object": "error", "message": "no such model"}', "model_not_found", 404),
        (404, body("not_found"), "upstream_unavailable", 503),
        (404, b'{"detail": "Not Found"}', "upstream_unavailable", 503),
        (404, b"<html>", "upstream_unavailable", 503),
        (408, b"", "upstream_timeout", 504),
        (413, b"", "body_too_large", 413),
        (422, body("privacy_refused"), "privacy_refused", 422),
        (422, b"[]", "upstream_refused", 400),
        (429, body("rate_limit_exceeded"), "rate_limited", 429),
        (500, b"\xff", "upstream_unavailable", 503),
        (503, body("overloaded"), "overloaded", 503),
        (302, b"", "upstream_unavailable", 503),
        (599, b'{"error": "marker-4711"}', "upstream_unavailable", 503),
    ],
    ids=lambda value: str(value)[:30],
)
def test_statuses(status: int, answer: bytes, code: str, ours: int) -> None:
    """What an upstream means is kept, what it says is not."""
    mapped: SottovoceError = map_status(status, answer)
    assert (mapped.code, mapped.status) == (code, ours)
    assert "4711" not in str(mapped)
