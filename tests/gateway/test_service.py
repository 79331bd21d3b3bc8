"""What makes the gateway refuse or fail, and what is told then: never a value, never half a truth."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from policies import Pack
from tests.gateway.asking import (
    Start,
    ask,
    stream,
)
from tests.gateway.serving import (
    Broken,
    FailsOn,
    Introduced,
    Slow,
    Upstream,
    fast_detector,
)

# Whole gateways over sockets: half a second each.
pytestmark = pytest.mark.slow


def test_a_detector_that_raises_refuses(
    start: Start, upstream: Upstream, capfd: pytest.CaptureFixture[str]
) -> None:
    """503, nothing sent, not to be tried again, and no word of the text in any output."""
    running = start(build=lambda *_, **__: Broken())
    with pytest.raises(openai.InternalServerError) as caught:
        ask(running.client(max_retries=3), "My secret is 415-555-0132.")
    assert caught.value.status_code == 503
    assert caught.value.code == "privacy_unavailable"
    assert caught.value.response.headers["x-should-retry"] == "false"
    assert "555" not in caught.value.response.text
    assert upstream.requests == []
    ready = httpx.get(f"{running.base}/readyz")
    assert ready.status_code == 503
    assert ready.json()["checks"]["detector:default"] == "privacy_unavailable"
    assert httpx.get(f"{running.base}/livez").status_code == 200
    assert "555-0132" not in httpx.get(f"{running.base}/metrics").text
    out = capfd.readouterr()
    assert "555-0132" not in out.out + out.err


def test_an_answer_that_cannot_be_checked_is_withheld(start: Start, upstream: Upstream) -> None:
    """A detector that fails on the answer alone: 503 or the stream's error, and none of the answer."""

    def build(pack: Pack, *, engine: Any = None) -> FailsOn:
        return FailsOn(fast_detector(pack), "0177")

    upstream.script = lambda body: (
        ["Mine: 415-555-0177. "]
        if body.get("stream")
        else {"role": "assistant", "content": "Mine: 415-555-0177. "}
    )
    client = start(build=build).client()
    with pytest.raises(openai.InternalServerError, match="withheld") as whole:
        ask(client, "Hi")
    assert whole.value.code == "privacy_unavailable"
    with pytest.raises(openai.APIError, match="withheld") as streamed:
        stream(client, "Hi")
    assert "0177" not in str(whole.value) + str(streamed.value)


def test_a_blocked_class_refuses(start: Start, upstream: Upstream, tmp_path: Path) -> None:
    """422, not to be tried again, nothing sent, the class is named and the value is not."""
    pack = tmp_path / "pack.yaml"
    pack.write_text("name: strict\nextends: default\nactions: {CREDIT_CARD: block}\n")
    client = start(build=fast_detector, pack=str(pack)).client(max_retries=3)
    with pytest.raises(openai.UnprocessableEntityError, match="CREDIT_CARD") as caught:
        ask(client, "Charge 4111 1111 1111 1111 please.")
    assert caught.value.code == "privacy_refused"
    assert caught.value.response.headers["x-should-retry"] == "false"
    assert "4111" not in caught.value.response.text
    assert upstream.requests == []


def test_what_stays_behind_refuses(start: Start, upstream: Upstream) -> None:
    """A value of the conversation in a place that is not rewritten, the model's name: 422, nothing sent."""

    def build(pack: Pack, *, engine: Any = None) -> Any:
        return fast_detector(pack) if engine == "fast" else Introduced()

    client = start(build=build, upstream_model="m").client()
    messages: Any = [{"role": "user", "content": "My name is Kellermann."}]
    with pytest.raises(openai.UnprocessableEntityError) as caught:
        client.chat.completions.create(model="Kellermann", messages=messages)
    assert caught.value.code == "privacy_refused"
    assert caught.value.response.headers["x-should-retry"] == "false"
    assert upstream.requests == []
    assert client.chat.completions.create(model="sottovoce", messages=messages).choices


def test_a_slow_detector_refuses(start: Start, upstream: Upstream) -> None:
    """Over the time limit nothing is sent, and meanwhile the gateway answers others."""
    running = start(build=lambda *_, **__: Slow(1.0), limits={"detection_seconds": 0.2})
    with pytest.raises(openai.InternalServerError) as caught:
        ask(running.client(), "Hello")
    assert caught.value.code == "privacy_unavailable"
    assert upstream.requests == []
    assert httpx.get(f"{running.base}/livez").status_code == 200


def test_upstream_down(start: Start, upstream: Upstream) -> None:
    """Nobody listens: 503 with an OpenAI error body, whole or streamed; the gateway stays ready."""
    running = start(build=fast_detector, upstream_base_url="http://127.0.0.1:9/v1")
    for options in ({}, {"stream": True}):
        with pytest.raises(openai.InternalServerError) as caught:
            ask(running.client(), "Hello", **options)
        assert caught.value.status_code == 503
        assert caught.value.code == "upstream_unavailable"
    ready = httpx.get(f"{running.base}/readyz")
    assert ready.status_code == 200
    told = ready.json()
    told["checks"].pop("tagger", None)  # other tests' detectors may have started it
    assert told == {
        "status": "ready",
        "checks": {"queue": "ok", "detector:default": "ok", "vault": "ok", "audit": "ok"},
    }


def test_an_error_in_mid_stream(start: Start, upstream: Upstream) -> None:
    """A cut connection and an error event both end as an error of the client's, after the text so far."""
    client = start(build=fast_detector).client()
    event = b'data: {"error": {"message": "415-555-0132 crashed", "code": "overloaded"}}\n\n'
    for last, code in ((RuntimeError("cut"), "upstream_unavailable"), (event, "overloaded")):
        upstream.script = lambda _, last=last: ["Hello there. ", last]  # type: ignore[misc]
        chunks = client.chat.completions.create(
            model="sottovoce", messages=[{"role": "user", "content": "Hi"}], stream=True
        )
        got: list[str] = []
        with pytest.raises(openai.APIError) as caught:
            got.extend(chunk.choices[0].delta.content or "" for chunk in chunks)
        assert "".join(got).startswith("Hello")
        assert caught.value.code == code
        assert "555" not in str(caught.value)


def test_upstream_errors_are_not_echoed(start: Start, upstream: Upstream) -> None:
    """The upstream's words, which quote the user, do not reach the client; the meaning does."""
    from starlette.responses import JSONResponse

    client = start(build=fast_detector).client()
    cases: list[tuple[int, str, type[openai.APIStatusError]]] = [
        (400, "upstream_refused", openai.BadRequestError),
        (401, "upstream_unavailable", openai.InternalServerError),
        (404, "model_not_found", openai.NotFoundError),
        (429, "rate_limited", openai.RateLimitError),
        (500, "upstream_unavailable", openai.InternalServerError),
    ]
    for status, code, kind in cases:
        body = {"error": {"message": "you said <PHONE_NUMBER_1>", "code": "x"}}
        upstream.script = lambda _, s=status, b=body: JSONResponse(b, s)  # type: ignore[misc]
        with pytest.raises(kind) as caught:
            ask(client, "415-555-0132")
        assert caught.value.code == code
        assert "you said" not in caught.value.response.text


def test_a_client_that_hangs_up_stops_the_upstream(start: Start, upstream: Upstream) -> None:
    """Closing the stream closes the gateway's own connection."""

    async def wait() -> None:
        await asyncio.sleep(20)

    upstream.script = lambda _: ["Hello there. ", wait]
    chunks = (
        start(build=fast_detector)
        .client()
        .chat.completions.create(
            model="sottovoce", messages=[{"role": "user", "content": "Hi"}], stream=True
        )
    )
    next(iter(chunks))
    chunks.close()
    assert upstream.hung_up.wait(5)


def test_a_client_that_hangs_up_before_the_answer(start: Start, upstream: Upstream) -> None:
    """While the upstream still thinks, closing the client closes the gateway's own connection."""
    began = threading.Event()

    async def think() -> None:
        began.set()
        await asyncio.sleep(20)

    upstream.before = think
    running = start(build=fast_detector)
    with httpx.Client() as client:
        body = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}
        with pytest.raises(httpx.ReadTimeout):
            client.post(f"{running.base}/v1/chat/completions", json=body, timeout=0.5)
    assert began.is_set()
    assert upstream.hung_up.wait(5)
