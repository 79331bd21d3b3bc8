"""Every stage of a request × raises, hangs, disk full, killed: refused as documented, nothing raw anywhere.

Over sockets, whole and streamed. After each fault the process lives and answers the next request. Faults are
put into the running gateway's own parts; every one quotes the customer's text, as a bad library would.
"""

from __future__ import annotations

import errno
import gzip
import io
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.responses import Response

from gateway.guard import Guard
from policies import Pack
from sottovoce.telemetry import configure_logging
from tests.gateway.serving import fast_detector
from tests.privacy.wire import Wire, repeats, wire

pytestmark = [pytest.mark.privacy, pytest.mark.slow]

PHONE, MAIL = "415-555-0132", "maria.keller@example.com"
TEXT = f"Call me at {PHONE} or write to {MAIL}."
VALUES = (PHONE, MAIL, "555-0132", "maria")
LIMITS = {
    "detection_seconds": 0.6,
    "read_seconds": 1.0,
    "connect_seconds": 0.5,
    "detection_threads": 4,
}

Break = Callable[[], Any]


def raises() -> None:
    """A library that quotes what it got."""
    raise RuntimeError(f"cannot read {TEXT}")


def disk_full() -> None:
    """The operating system's word for it."""
    raise OSError(errno.ENOSPC, f"No space left for {TEXT}")


def database_full() -> None:
    """SQLite's word for it."""
    raise sqlite3.OperationalError(f"database or disk is full: {TEXT}")


def hangs() -> None:
    """Longer than anyone waits here."""
    time.sleep(1.5)


def out_of_memory() -> None:
    """As a tagger on a large text may say."""
    raise MemoryError(TEXT)


FAULTS = {
    "raises": raises,
    "disk full": disk_full,
    "database full": database_full,
    "out of memory": out_of_memory,
    "hangs": hangs,
}


class Breakable:
    """A detector that does what it is told before it looks."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.fault: Break | None = None
        self.word = ""

    def scan(self, text: str) -> Any:
        """Finds, or fails."""
        if self.fault is not None and self.word in text and "Maria Keller at 138" not in text:
            self.fault()
        return self._real.scan(text)


@pytest.fixture(scope="module")
def detectors() -> dict[str, Breakable]:
    """The gateway's two detectors, by name."""
    return {}


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory, detectors: dict[str, Breakable]
) -> Iterator[Wire]:
    """A gateway with files for all that it keeps, and impatient."""

    def build(pack: Pack, *, engine: Any = None) -> Any:
        detectors[engine or "own"] = Breakable(fast_detector(pack))
        return detectors[engine or "own"]

    limits = {**LIMITS, "remembered_texts": 0}
    with wire(tmp_path_factory.mktemp("faults"), build=build, limits=limits) as made:
        yield made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """What was logged, as a gateway's process logs it."""
    buffer = io.StringIO()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "stderr", buffer)
        configure_logging("gateway")
    return buffer.getvalue


def ask(running: Wire, *, stream: bool, dialect: str = "chat") -> httpx.Response:
    """The same customer, the same conversation."""
    body: dict[str, Any] = {"model": "m", "stream": stream}
    if dialect == "responses":
        body["input"] = TEXT
    else:
        body["messages"] = [{"role": "user", "content": TEXT}]
    body |= {"max_tokens": 9} if dialect == "messages" else {}
    name = {"sottovoce-conversation": f"c-{time.monotonic_ns()}"}
    return running.post(dialect, body, **name)


def well(running: Wire) -> bool:
    """Whether the next request is served, with its values."""
    running.upstream.script = repeats
    reply = ask(running, stream=False)
    running.seen()
    return reply.status_code == 200 and PHONE in reply.text and MAIL in reply.text


def clean(running: Wire, reply: httpx.Response, log: str) -> None:
    """No value in the answer to the client, the log, the metrics or a file."""
    metrics = running.http.get(running.base + "/metrics").text
    files = b"".join(running.files().values()).decode("latin-1")
    for name, text in (
        ("answer", reply.text + str(reply.headers)),
        ("log", log),
        ("metrics", metrics),
        ("files", files),
    ):
        assert not [v for v in VALUES if v in text], name


both = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
every = pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
BEFORE = ("detector", "vault load", "vault save", "outgoing check", "table", "audit")


def _break(
    stage: str,
    fault: Break,
    running: Wire,
    detectors: dict[str, Breakable],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Lets a stage before the upstream fail."""
    service = running.gateway.service
    vault = service._vault

    def failing(*_: object, **__: object) -> None:
        fault()

    if stage == "detector":
        monkeypatch.setattr(detectors["own"], "fault", fault)
    elif stage.startswith("vault"):
        monkeypatch.setattr(vault, stage.split()[1], failing)
    elif stage == "outgoing check":
        monkeypatch.setattr(Guard, "check_outgoing", failing)
    elif stage == "table":
        monkeypatch.setattr(Guard, "redact", failing)
    else:
        monkeypatch.setattr("gateway.audit.FileAudit._append", failing)


@both
@every
@pytest.mark.parametrize("stage", BEFORE)
def test_a_stage_before_the_upstream(
    running: Wire,
    detectors: dict[str, Breakable],
    monkeypatch: pytest.MonkeyPatch,
    told: Callable[[], str],
    stage: str,
    fault: Break,
    stream: bool,
) -> None:
    """503, whether to try again, and not one byte to the upstream."""
    if stage == "audit" and fault is not disk_full:
        pytest.skip("the audit log writes to a file: what a file can do is to be full")
    with monkeypatch.context() as broken:
        _break(stage, fault, running, detectors, broken)
        reply = ask(running, stream=stream)
        assert running.seen() == {}
    assert reply.status_code == 503, reply.text
    code = reply.json()["error"]["code"]
    assert code == ("log_unavailable" if stage == "audit" else "privacy_unavailable")
    # A disk may have room again in a moment; a broken detector is for its operator.
    assert reply.headers["x-should-retry"] == ("true" if stage == "audit" else "false")
    clean(running, reply, told())
    assert well(running)


@pytest.mark.parametrize("dialect", ["responses", "messages", "embeddings", "completions"])
def test_the_same_in_every_dialect(
    running: Wire, detectors: dict[str, Breakable], told: Callable[[], str], dialect: str
) -> None:
    """The error has the dialect's form and the same code."""
    bodies: dict[str, dict[str, Any]] = {
        "responses": {"input": TEXT},
        "messages": {"messages": [{"role": "user", "content": TEXT}], "max_tokens": 5},
        "embeddings": {"input": TEXT},
        "completions": {"prompt": TEXT},
    }
    detectors["own"].fault = raises
    try:
        reply = running.post(dialect, bodies[dialect])
    finally:
        detectors["own"].fault = None
    assert (reply.status_code, reply.json()["error"]["code"]) == (503, "privacy_unavailable")
    assert reply.headers["x-should-retry"] == "false"
    assert running.seen() == {}
    clean(running, reply, told())
    assert well(running)


def _end(reply: httpx.Response) -> dict[str, Any]:
    """The last event of a stream."""
    lines = [line[6:] for line in reply.text.splitlines() if line.startswith("data: ")]
    assert lines[-1] != "[DONE]", "a broken stream ended as if it were whole"
    last: dict[str, Any] = json.loads(lines[-1])
    return last


def _error_of(dialect: str, event: dict[str, Any]) -> str:
    if dialect == "responses":
        assert event["type"] == "error"
        return str(event["code"])
    return str(event["error"]["code"])


@pytest.mark.parametrize("dialect", ["chat", "responses", "messages"])
@pytest.mark.parametrize("stage", ["output redactor", "restorer", "hanging redactor"])
@both
def test_a_stage_after_the_upstream(
    running: Wire,
    detectors: dict[str, Breakable],
    monkeypatch: pytest.MonkeyPatch,
    told: Callable[[], str],
    stage: str,
    stream: bool,
    dialect: str,
) -> None:
    """The answer is withheld: 503, or the stream's last event is the error in the dialect's form."""
    said = ["Your number ", "is 628-555-0177", ", a new one. ", "Good bye."]
    running.upstream.script = lambda body: (
        said if body.get("stream") else {"role": "assistant", "content": "".join(said)}
    )
    with monkeypatch.context() as broken:
        if stage == "restorer":
            broken.setattr("policies.restorer.Restorer.push", lambda *_: raises())
        else:
            broken.setattr(detectors["fast"], "fault", hangs if "hang" in stage else raises)
            broken.setattr(detectors["fast"], "word", "555")
        reply = ask(running, stream=stream, dialect=dialect)
    if stream and reply.status_code == 200:
        code = _error_of(dialect, _end(reply))
    else:
        assert reply.status_code == 503
        assert reply.headers["x-should-retry"] == "false"
        code = reply.json()["error"]["code"]
    assert code == "privacy_unavailable"
    assert "555-0177" not in reply.text
    clean(running, reply, told())
    assert well(running)


@both
def test_the_log_itself(running: Wire, monkeypatch: pytest.MonkeyPatch, stream: bool) -> None:
    """A full disk below the log loses lines and no request."""
    with monkeypatch.context() as elsewhere, Path("/dev/full").open("w") as full:
        elsewhere.setattr(sys, "stderr", full)
        configure_logging("gateway")
        reply = ask(running, stream=stream)
        assert reply.status_code == 200
        assert "[DONE]" in reply.text or not stream
        assert well(running)
        with pytest.raises(OSError, match="No space"):
            full.close()


@both
@pytest.mark.parametrize("fault", [database_full, disk_full], ids=["database full", "disk full"])
def test_the_store_of_answers(
    running: Wire,
    monkeypatch: pytest.MonkeyPatch,
    told: Callable[[], str],
    fault: Break,
    stream: bool,
) -> None:
    """An answer that cannot be noted cannot be rated; the customer gets it all the same."""
    running.upstream.script = repeats
    with monkeypatch.context() as broken:
        broken.setattr("gateway.pool.Pool.logs", property(lambda _: True))
        broken.setattr(running.gateway.service._answers, "note", lambda _: fault())
        reply = ask(running, stream=stream)
    assert reply.status_code == 200
    assert "[DONE]" in reply.text or not stream
    log = told()
    assert "answer_not_noted" in log
    assert not [v for v in VALUES if v in log]
    assert well(running)


NASTY: dict[str, Callable[[], Response | list[Any]]] = {
    "html": lambda: Response("<html>login</html>", media_type="text/html"),
    "redirect": lambda: Response("", 307, {"location": "http://127.0.0.1:9/steal"}),
    "redirect 302": lambda: Response("", 302, {"location": "/v1/elsewhere"}),
    "empty": lambda: Response(b"", media_type="application/json"),
    "no json": lambda: Response(TEXT, media_type="application/json"),
    "error quoting": lambda: Response(json.dumps({"error": {"message": TEXT}}), 500),
    "refusal quoting": lambda: Response(
        json.dumps({"error": {"message": TEXT, "code": TEXT, "param": PHONE}}), 400
    ),
    "401": lambda: Response(json.dumps({"error": {"message": "your key sk-upstream"}}), 401),
    "teapot": lambda: Response("", 418),
    "no content": lambda: Response(status_code=204),
    "huge": lambda: Response(b'{"a": "' + b"x" * (9 << 20) + b'"}', media_type="application/json"),
    "bomb": lambda: Response(
        _bomb(), media_type="application/json", headers={"content-encoding": "gzip"}
    ),
    "broken gzip": lambda: Response(
        b"\x1f\x8bnothing", media_type="application/json", headers={"content-encoding": "gzip"}
    ),
    "deep": lambda: Response(b"[" * 100_000, media_type="application/json"),
    "no completion": lambda: Response(b'{"choices": 5}', media_type="application/json"),
    "nan": lambda: Response(b'{"choices": [], "usage": NaN}', media_type="application/json"),
}


@cache
def _bomb() -> bytes:
    """64 MB of blanks; packed once and beforehand, since a slow upstream would be another fault."""
    return gzip.compress(b" " * (64 << 20), 1)


@both
@pytest.mark.parametrize("name", NASTY)
def test_what_an_upstream_answers_at_once(
    running: Wire, told: Callable[[], str], name: str, stream: bool
) -> None:
    """A wrong answer is the upstream's fault: no word of it, no redirect followed, no memory lost to it."""
    NASTY[name]()
    running.upstream.script = lambda _: NASTY[name]()
    reply = ask(running, stream=stream)
    assert reply.status_code in (400, 503), reply.text
    code = reply.json()["error"]["code"]
    assert code in ("upstream_unavailable", "upstream_refused", "invalid_request")
    seen = running.seen()
    assert {part.split()[0] for part in seen} <= {"0", "1"}
    assert b"elsewhere" not in b"".join(seen.values())
    assert "sk-upstream" not in reply.text
    clean(running, reply, told())
    assert well(running)


def _chunk(**delta: Any) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": None}
    return b"data: " + json.dumps({"id": "c", "choices": [choice]}).encode() + b"\n\n"


MIDDLE: dict[str, tuple[list[Any], str]] = {
    "cut": (["Good ", ConnectionError(TEXT)], "upstream_unavailable"),
    "no json": ([b"data: {broken\n\n"], "upstream_unavailable"),
    "error": ([b'data: {"error": {"message": "' + TEXT.encode() + b'"}}\n\n'], "upstream_"),
    "endless line": ([b"data: " + b"x" * (2 << 20)], "upstream_unavailable"),
    "no object": ([b"data: [1]\n\n"], "upstream_unavailable"),
    "odd choice": ([b'data: {"choices": [5]}\n\n'], "upstream_unavailable"),
    "odd text": ([_chunk(content={"a": 1})], "upstream_unavailable"),
    "odd call": ([_chunk(tool_calls=5)], "upstream_unavailable"),
    "no utf-8": ([b'data: {"choices": "\xff\xfe"}\n\n'], "upstream_unavailable"),
    "hangs": (["Good ", lambda: sleep_for(2.5)], "upstream_timeout"),
}


async def sleep_for(seconds: float) -> None:
    import asyncio

    await asyncio.sleep(seconds)


@pytest.mark.parametrize("dialect", ["chat", "responses", "messages"])
@pytest.mark.parametrize("name", MIDDLE)
def test_what_an_upstream_does_in_the_middle(
    running: Wire, told: Callable[[], str], name: str, dialect: str
) -> None:
    """The stream ends with an error in the dialect's form, never silently and never as if whole."""
    pieces, code = MIDDLE[name]
    running.upstream.script = lambda _: ["Well, ", *pieces]
    reply = ask(running, stream=True, dialect=dialect)
    assert reply.status_code == 200
    assert _error_of(dialect, _end(reply)).startswith(code)
    clean(running, reply, told())
    assert well(running)


def test_an_upstream_that_is_not_there(tmp_path: Path, told: Callable[[], str]) -> None:
    """503, to be tried again: nothing of the gateway's is broken."""
    root = tmp_path / "gateway"
    root.mkdir()
    nowhere = "http://127.0.0.1:9/v1"
    with wire(root, build=fast_detector, upstream_base_url=nowhere, limits=LIMITS) as made:
        for stream in (False, True):
            reply = ask(made, stream=stream)
            assert reply.status_code == 503
            assert reply.json()["error"]["code"] == "upstream_unavailable"
            assert reply.headers["x-should-retry"] == "true"
            clean(made, reply, told())
        assert made.http.get(made.base + "/readyz").status_code == 200
