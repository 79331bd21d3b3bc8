"""What a client cannot do to the gateway: slow, endless, doubled and packed requests, over raw sockets."""

from __future__ import annotations

import gzip
import json
import socket
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sottovoce import wire
from tests.gateway.asking import Start
from tests.gateway.raw import CHAT, Got, chat, connect, exchange, parsed, received, request
from tests.gateway.serving import Running, Upstream, fast_detector

pytestmark = pytest.mark.slow
PARSERS = (H11Protocol, HttpToolsProtocol)


@pytest.fixture(params=PARSERS, ids=["h11", "httptools"])
def gateway(start: Start, request: pytest.FixtureRequest) -> Running:
    """A gateway that loses patience soon, over each of uvicorn's parsers."""
    limits = {
        "head_seconds": 0.5,
        "body_seconds": 0.6,
        "unread_seconds": 0.6,
        "max_connections": 20,
        "max_body_bytes": 100_000,
        "max_messages": 5,
    }
    return start(build=fast_detector, http=request.param, limits=limits)


def alive(running: Running) -> bool:
    """Whether the next request is answered."""
    reply = httpx.post(f"{running.base}{CHAT}", json=chat("My mail is a.b@example.com"))
    return reply.status_code == 200 and "a.b@example.com" in reply.text


# -- slow clients


def test_a_head_that_does_not_come(gateway: Running) -> None:
    """A connection that brings no whole request is closed, however it trickles."""
    for trickle in (b"", b"P", b"POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\n", b"\r\n"):
        _trickles(gateway, trickle)
    assert alive(gateway)


def _trickles(gateway: Running, trickle: bytes) -> None:
    with connect(gateway.served.port) as made:
        made.sendall(trickle)
        begun = time.monotonic()
        until = begun + 5
        while time.monotonic() < until:
            try:
                made.sendall(b"x" if len(trickle) > 2 else b"")
            except OSError:
                break
            made.settimeout(0.1)
            try:
                data = made.recv(4096)
            except TimeoutError:
                continue
            except OSError:
                break
            assert not data or parsed(data).code in ("request_timeout", None)
            break
        assert time.monotonic() - begun < 4, trickle


def test_a_body_that_does_not_come(gateway: Running, upstream: Upstream) -> None:
    """408 in our form once its time is over, whether nothing or a trickle comes."""
    head = request(length=False, headers=["content-length: 5000"])
    assert exchange(gateway.served.port, head).code == "request_timeout"
    got = exchange(gateway.served.port, head, *[b"{"] * 20, pause=0.05)
    assert (got.status, got.code) == (408, "request_timeout")
    assert "x-should-retry: true" in got.head
    assert upstream.requests == []
    assert alive(gateway)


def test_a_body_over_its_time_on_the_messages_path(gateway: Running) -> None:
    """The error has the form of the path's own interface."""
    head = request(length=False, headers=["content-length: 5000"], path="/v1/messages")
    told = json.loads(exchange(gateway.served.port, head).body)
    assert told["type"] == "error"
    assert told["error"]["code"] == "request_timeout"


def test_a_stream_that_nobody_reads(gateway: Running, upstream: Upstream) -> None:
    """A client that does not read is hung up on, and the upstream's place is free again."""
    line = wire.sse(
        wire.chat_chunk(
            id="c", created=1, model="m", delta={"content": "Plain words again. " * 500}, index=0
        )
    )
    upstream.script = lambda _: [line] * 3000
    pool: Any = gateway.gateway.service.world.routes.upstreams["default"]
    gateway.served.small_buffers()
    with connect(gateway.served.port, receive_buffer=4096) as made:
        made.sendall(request(chat(stream=True)))
        assert _becomes(lambda: pool.running == 1)
        assert _becomes(lambda: pool.running == 0), "the place is still taken"
    upstream.script = Upstream().script
    assert alive(gateway)


def _becomes(fact: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while not fact() and time.monotonic() < until:
        time.sleep(0.02)
    return fact()


def test_a_slow_reader_is_served(gateway: Running, upstream: Upstream) -> None:
    """Who reads slowly but reads gets the whole stream."""
    upstream.script = lambda _: ["word "] * 400
    with connect(gateway.served.port, receive_buffer=4096) as made:
        made.sendall(request(chat(stream=True), headers=["connection: close"]))
        data = b""
        while piece := made.recv(2048):
            data += piece
            time.sleep(0.005)
    assert b"[DONE]" in data


# -- numbers and sizes


def test_too_many_connections(gateway: Running) -> None:
    """Over the limit a connection is told 503 and closed; the others go on."""
    held = [connect(gateway.served.port) for _ in range(20)]
    try:
        time.sleep(0.1)
        got = exchange(gateway.served.port, b"")
        assert (got.status, got.code) == (503, "overloaded")
        held[0].sendall(request(chat(), headers=["connection: close"]))
        assert parsed(received(held[0])).status == 200
    finally:
        for made in held:
            made.close()


HEADERS = (
    ["x-long: " + "a" * 40_000],
    [f"x-{n}: a" for n in range(200)],
    [f"x-{n}: {'b' * 700}" for n in range(90)],
)


def test_headers_over_the_limit(gateway: Running, upstream: Upstream) -> None:
    """They are refused, in one piece and in many."""
    for headers in HEADERS:
        whole = request(chat(), headers=headers)
        assert exchange(gateway.served.port, whole).status in (400, 431)
        pieces = [whole[n : n + 4096] for n in range(0, len(whole), 4096)]
        got = exchange(gateway.served.port, *pieces, pause=0.001)
        assert got.status in (400, 431, None)
    assert upstream.requests == []
    assert alive(gateway)


def test_headers_without_an_end(gateway: Running) -> None:
    """Whoever sends headers for ever is hung up on after some kilobytes."""
    sent = 0
    with connect(gateway.served.port) as made:
        made.sendall(b"GET /livez HTTP/1.1\r\n")
        try:
            for number in range(4000):
                sent += made.send(b"x-%d: %s\r\n" % (number, b"a" * 1000))
                time.sleep(0.0002)
        except OSError:
            pass
    assert sent < 3_900_000
    assert alive(gateway)


def test_a_chunked_body_over_the_limit(gateway: Running, upstream: Upstream) -> None:
    """413 as soon as it is over, and an end to the reading of what still comes."""
    chunk = b"2000\r\n" + b"a" * 0x2000 + b"\r\n"
    got = exchange(
        gateway.served.port,
        request(length=False, headers=["transfer-encoding: chunked"]),
        chunk * 30,
    )
    assert (got.status, got.code) == (413, "body_too_large")
    with connect(gateway.served.port) as made:
        made.sendall(request(length=False, headers=["transfer-encoding: chunked"]))
        begun, sent = time.monotonic(), 0
        try:
            while time.monotonic() - begun < 8:
                sent += made.send(chunk)
        except OSError:
            pass
        assert time.monotonic() - begun < 8, f"{sent} bytes were taken"
    assert upstream.requests == []
    assert alive(gateway)


def test_expect_continue(gateway: Running, upstream: Upstream) -> None:
    """The client is told to go on; one whose body is too long is told no before it sends it."""
    body = json.dumps(chat()).encode()
    with connect(gateway.served.port) as made:
        ask = ["expect: 100-continue", f"content-length: {len(body)}"]
        made.sendall(request(length=False, headers=ask))
        assert made.recv(100).startswith(b"HTTP/1.1 100")
        made.sendall(body)
        assert parsed(received(made)).status == 200
    ask = ["expect: 100-continue", "content-length: 99999999"]
    with connect(gateway.served.port) as made:
        made.sendall(request(length=False, headers=ask))
        data = received(made)
    assert data.startswith(b"HTTP/1.1 413")


def test_keep_alive_and_pipelining(gateway: Running, upstream: Upstream) -> None:
    """Requests behind one another on a connection are answered in order, each with its own values."""
    texts = [f"My mail is number{n}@example.com" for n in range(4)]
    wanted = b"".join(request(chat(text)) for text in texts)
    with connect(gateway.served.port) as made:
        made.settimeout(5)
        made.sendall(wanted)
        data = b""
        while data.count(b"chat.completion") < len(texts):
            piece = made.recv(65536)
            assert piece, data
            data += piece
    places = [data.index(f"number{n}@example.com".encode()) for n in range(4)]
    assert places == sorted(places)
    assert [seen.last for seen in upstream.seen] == ["My mail is <EMAIL_ADDRESS_1>"] * 4


def test_messages_over_the_limit(gateway: Running, upstream: Upstream) -> None:
    """A request with too many messages is the client's fault."""
    body = chat(messages=[{"role": "user", "content": "hi"}] * 6)
    got = exchange(gateway.served.port, request(body))
    assert (got.status, got.code) == (400, "invalid_request")
    assert upstream.requests == []
    odd = {"model": "m", "prompt": "hi", "messages": 7}
    assert exchange(gateway.served.port, request(odd, path="/v1/completions")).status == 200


# -- two readings


def smuggled() -> list[tuple[str, list[str], bytes]]:
    """Heads that two programs may read differently."""
    body = json.dumps(chat()).encode()
    size = f"content-length: {len(body)}"
    return [
        ("two lengths", [size, "content-length: 5"], body),
        ("length and chunks", [size, "transfer-encoding: chunked"], b"0\r\n\r\n"),
        ("packed chunks", ["transfer-encoding: chunked, gzip"], body),
        ("unknown coding", ["transfer-encoding: xchunked"], body),
        ("signed length", ["content-length: +5"], body),
        ("hex length", ["content-length: 0x10"], body),
        ("gzip", [size, "content-encoding: gzip"], gzip.compress(body)),
        ("br", [size, "content-encoding: br"], body),
        ("plain text", [size, "content-type: text/plain"], body),
        ("a form", [size, "content-type: application/x-www-form-urlencoded"], body),
        ("utf-16", [size, "content-type: application/json; charset=utf-16"], body),
        ("two keys", [size, "authorization: Bearer a", "authorization: Bearer b"], body),
        ("two names", [size, "sottovoce-conversation: a", "sottovoce-conversation: b"], body),
        ("blank in a name", [size, "x-bad : a"], body),
        ("folded line", [size, "x-a: b\r\n folded"], body),
        ("zero byte", [size, "x-a: b\x00c"], body),
    ]


def test_heads_with_two_readings(gateway: Running, upstream: Upstream) -> None:
    """They are refused (a folded line may be read in the one way that is left), and nothing is sent."""
    for name, headers, body in smuggled():
        got = exchange(gateway.served.port, request(length=False, headers=headers) + body)
        if name == "folded line" and got.status == 200:
            upstream.requests.clear()
        assert got.status in (400, 415, 501, None) or name == "folded line", (name, got)
        assert upstream.requests == [], name
    assert alive(gateway)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (None, 200),  # a client that says nothing means JSON
        ("", 200),
        ("application/json", 200),
        ("Application/JSON", 200),
        ("application/json; charset=UTF-8", 200),
        ('application/json; charset="utf8"', 200),
        ("application/json; profile=x", 200),
        ("application/x-www-form-urlencoded", 415),  # curl -d without a header
        ("multipart/form-data; boundary=x", 415),
        ("text/plain;charset=UTF-8", 415),  # a page's fetch without a header
        ("text/json", 415),
        ("application/json; charset=gbk", 415),
        ("application/json; charset=", 415),
        ("application/json, text/plain", 415),
    ],
)
def test_what_a_body_may_call_itself(
    gateway: Running, upstream: Upstream, told: str | None, status: int
) -> None:
    """415 with a stable code only where the type is another one; nothing of it is sent."""
    upstream.requests.clear()
    headers = [] if told is None else [f"content-type: {told}"]
    got = exchange(gateway.served.port, request(chat(), headers=headers))
    assert got.status == status
    assert got.code == ("unsupported_media_type" if status == 415 else None)
    assert len(upstream.requests) == (status == 200)


def bodies() -> dict[str, bytes]:
    """Bodies that are no JSON in UTF-8, or that two parsers read differently."""
    good = json.dumps(chat("call 415-555-0132"))
    return {
        "utf-16": good.encode("utf-16"),
        "utf-32": good.encode("utf-32-le"),
        "byte order mark": b"\xef\xbb\xbf" + good.encode(),
        "no utf-8": good.encode().replace(b"call", b"\xff\xfe"),
        "a key twice": good[:-1].encode() + b', "model": "x"}',
        "deep twice": b'{"messages": [{"role": "user", "content": "a", "content": "b"}]}',
        "escaped twice": b'{"messages": [{"role": "user", "content": "a"}], "a": 1, "\\u0061": 2}',
        "two values": good.encode() + b"{}",
        "zero byte": good.encode() + b"\x00",
        "huge integer": good[:-1].encode() + b', "x": 1' + b"0" * 5000 + b"}",
        "huge float": good[:-1].encode() + b', "x": 1e400}',
        "infinity": good[:-1].encode() + b', "x": -Infinity}',
        "deep": good[:-1].encode() + b', "x": ' + b"[" * 40_000 + b"]" * 40_000 + b"}",
        "lone surrogate": good[:-1].encode() + b', "x": "\\udc00"}',
        "lone surrogate in a key": good[:-1].encode() + b', "x\\ud800": 1}',
        "comment": b"// note\n" + good.encode(),
        "trailing comma": good[:-1].encode() + b",}",
    }


def test_bodies_with_two_readings(start: Start, upstream: Upstream) -> None:
    """400 in the path's own form, no word of the body, nothing sent."""
    port = start(build=fast_detector).served.port
    for path in (CHAT, "/v1/completions", "/v1/embeddings", "/v1/messages", "/v1/responses"):
        for name, raw in bodies().items():
            got = exchange(port, request(raw, path=path))
            assert (got.status, got.code) == (400, "invalid_request"), (path, name, got)
            assert b"555-0132" not in got.body
    assert upstream.requests == []


# -- methods and paths


PATHS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("HEAD", "/v1/models", (405,)),
    ("GET", CHAT, (405,)),
    ("DELETE", CHAT, (405,)),
    ("OPTIONS", CHAT, (405,)),
    ("TRACE", CHAT, (405,)),
    ("CONNECT", "example.com:443", (400, 404, 405)),
    ("OPTIONS", "*", (400, 404, 405)),
    ("POST", "//v1/chat/completions", (404,)),
    ("POST", "/v1//chat/completions", (404,)),
    ("POST", "/v1/chat/completions/", (404, 405)),
    ("POST", "/v1/%2e%2e/v1/chat/completions", (404,)),
    ("POST", "/v1/../metrics", (404, 405)),
    ("POST", "/V1/chat/completions", (404,)),
    ("GET", "/openapi.json/../metrics", (404,)),
    ("GET", "/docs", (404,)),
    ("GET", "/", (404,)),
    ("GET", "/%00", (400, 404)),
    ("GET", "/livez?a=%ff", (200,)),
    ("GET", "/" + "a" * 20_000, (400, 404, 414)),
)


def test_paths_and_methods(gateway: Running, upstream: Upstream) -> None:
    """Only the paths that there are, in the one way they are written, and no redirect."""
    for method, path, statuses in PATHS:
        got = exchange(gateway.served.port, request(chat(), method=method, path=path))
        assert got.status in statuses, (method, path, got)
        assert "location:" not in got.head
        assert "access-control-allow" not in got.head
    assert upstream.requests == []


def test_an_old_client(gateway: Running, upstream: Upstream) -> None:
    """HTTP/1.0 gets whole answers and streams, which end with the connection."""
    upstream.script = lambda body: ["Good ", "day."] if body.get("stream") else {"content": "Good"}
    got = exchange(gateway.served.port, request(chat(), version="1.0"))
    assert got.status == 200
    got = exchange(
        gateway.served.port,
        request(chat(stream=True), version="1.0", headers=["connection: close"]),
    )
    assert got.status == 200
    assert b"[DONE]" in got.body


def test_no_such_version(gateway: Running) -> None:
    """Another version of HTTP is refused."""
    for version in ("2.0", "0.9", "9.9"):
        got = exchange(gateway.served.port, request(chat(), version=version))
        assert got.status in (400, 505, None), version
    assert alive(gateway)


# -- browsers


ORIGINS = {
    "http://evil.example": 403,
    "null": 403,
    "http://127.0.0.1.evil.example:4000": 403,
    "http://[::1": 403,
    "http://localhost:3000": 200,
    "http://127.0.0.1:8080": 200,
}


def test_a_page_of_another_host(gateway: Running, upstream: Upstream) -> None:
    """A gateway without keys does not answer what a foreign page makes a browser send."""
    for origin, status in ORIGINS.items():
        upstream.requests.clear()
        got = exchange(gateway.served.port, request(chat(), headers=[f"origin: {origin}"]))
        assert got.status == status, origin
        assert len(upstream.seen) == (status == 200), origin


def test_what_a_page_may_send_unasked(gateway: Running) -> None:
    """A preflight is refused: no page of another host is let in."""
    asked = ["origin: http://a.example", "access-control-request-method: POST"]
    got: Got = exchange(gateway.served.port, request(b"", method="OPTIONS", headers=asked))
    assert got.status in (403, 405)
    assert "access-control" not in got.head


def test_a_client_that_hangs_up_at_once(gateway: Running, upstream: Upstream) -> None:
    """Half requests and cut connections leave nothing behind."""
    whole = request(chat())
    for cut in (1, 20, len(whole) // 2, len(whole) - 1):
        made = connect(gateway.served.port)
        made.sendall(whole[:cut])
        made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        made.close()
    assert upstream.requests == []
    assert alive(gateway)
