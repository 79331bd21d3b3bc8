"""What an upstream's no becomes, and when it is to be asked again."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import JSONResponse

from gateway.upstream_errors import MAX_RETRY_SECONDS, map_status, retry_after
from sottovoce.errors import SottovoceError
from tests.gateway.asking import Start
from tests.gateway.raw import CHAT, chat, exchange, request
from tests.gateway.serving import Upstream, fast_detector

NOW = 1_445_412_480.0  # Wed, 21 Oct 2015 07:28:00 GMT


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


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("7", 7),
        (" 0 ", 0),
        ("999999999", MAX_RETRY_SECONDS),
        ("Wed, 21 Oct 2015 07:28:30 GMT", 30),
        ("Wed, 21 Oct 2015 07:27:00 GMT", 0),
        ("Fri, 21 Oct 2095 07:28:00 GMT", MAX_RETRY_SECONDS),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("1e3", None),
        ("\u0661", None),
        ("9" * 10, None),
        ("soon", None),
        ("Wed, 99 Xxx 2015 07:28:30 GMT", None),
        ("13812345678 is the customer", None),
    ],
)
def test_when_to_come_again(told: str, seconds: int | None) -> None:
    """Whole seconds or an HTTP date, an hour at most; any other text is nobody's word."""
    assert retry_after(told, NOW) == seconds


@given(st.text(max_size=40))
def test_no_text_of_the_upstream_gets_through(told: str) -> None:
    """Whatever the header says, a number within the bounds or nothing comes of it."""
    seconds = retry_after(told, NOW)
    assert seconds is None or 0 <= seconds <= MAX_RETRY_SECONDS


@pytest.mark.parametrize(
    ("status", "again", "told"),
    [(429, 7, "7"), (503, 0, "0"), (429, None, None), (400, 7, None), (413, 7, None)],
)
def test_it_goes_with_what_may_be_tried_again(
    status: int, again: int | None, told: str | None
) -> None:
    """A refusal that another try cannot mend names no time."""
    assert map_status(status, b"{}", again=again).headers.get("retry-after") == told


@pytest.mark.parametrize("status", [429, 503])
def test_the_client_is_told(start: Start, upstream: Upstream, status: int) -> None:
    """Over sockets: the upstream's time, in place of our own guess."""
    upstream.script = lambda _body: JSONResponse(
        {"error": {"message": "marker"}}, status, {"retry-after": "17"}
    )
    got = exchange(start(build=fast_detector).served.port, request(chat(), path=CHAT))
    assert got.status == status
    assert got.head.count("retry-after: ") == 1
    assert "retry-after: 17\r\n" in got.head
