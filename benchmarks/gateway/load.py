"""The load: raw sockets and one `select`, so that the client's own work does not hide the difference it measures.

As a program it reads one job (JSON) a line from standard input and prints what it measured. Each job is bounded in
number and in time. Knows HTTP/1.1 with a length or in chunks, and server-sent events; keeps no text.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

from benchmarks.gateway.turns import bodies

_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"transfer-encoding:\s*chunked", re.IGNORECASE)
_CONTENT = re.compile(rb'"content":\s*"(?!")')
_LEFT = re.compile(rb"<[A-Z][A-Z_]+_\d+>")
# Two arrivals nearer than this were sent together: a proxy that hoards chunks does not get to count them.
APART_SECONDS = 0.005
ANSWER_SECONDS = 60.0


@dataclass(frozen=True)
class Job:
    """What to send: `requests` at most, for `seconds` at most, `at_once` of them in flight."""

    port: int
    requests: int
    seconds: float
    at_once: int = 1
    stream: bool = False
    fresh: bool = True
    seed: int = 0
    key: str = ""


@dataclass
class Measured:
    """`total` and `first` are milliseconds; `chunks` are pieces with text, `bursts` moments at which some came."""

    total: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    chunks: list[int] = field(default_factory=list)
    bursts: list[int] = field(default_factory=list)
    failed: int = 0
    unrestored: int = 0
    seconds: float = 0.0


class Answer:
    """One answer as it comes in."""

    def __init__(self, began: float) -> None:
        self.began = began
        self.data = b""
        self.arrivals: list[tuple[float, int]] = []

    def add(self, data: bytes, now: float) -> bool:
        """Takes bytes; True when the answer is whole."""
        self.data += data
        self.arrivals.append((now, len(_CONTENT.findall(data))))
        head, end, body = self.data.partition(b"\r\n\r\n")
        if not end:
            return False
        if _CHUNKED.search(head):
            return body.endswith(b"0\r\n\r\n")
        length = _LENGTH.search(head)
        return len(body) >= (int(length[1]) if length else 0)

    @property
    def good(self) -> bool:
        """Whether it is an answer with text."""
        return self.data[9:12] == b"200" and _CONTENT.search(self.data) is not None


def run(job: Job) -> Measured:
    """Sends and measures. Raises `OSError` where nobody listens, `TimeoutError` where no answer comes."""
    measured = Measured()
    texts = bodies(job.seed, stream=job.stream, fresh=job.fresh)
    began = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        sent = 0
        for _ in range(min(job.at_once, job.requests)):
            link = socket.create_connection(("127.0.0.1", job.port), timeout=ANSWER_SECONDS)
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _send(selector, link, job, texts)
            sent += 1
        while selector.get_map():
            ready = selector.select(ANSWER_SECONDS)
            if not ready:
                raise TimeoutError("no answer")
            for key, _ in ready:
                link = key.fileobj  # type: ignore[assignment]
                if not _take(measured, key.data, link):
                    continue
                selector.unregister(link)
                late = time.perf_counter() - began > job.seconds
                if sent < job.requests and not late and link.fileno() >= 0:
                    _send(selector, link, job, texts)
                    sent += 1
                else:
                    link.close()
    measured.seconds = time.perf_counter() - began
    return measured


def _send(
    selector: selectors.BaseSelector, link: socket.socket, job: Job, texts: Iterator[bytes]
) -> None:
    body = next(texts)
    auth = f"authorization: Bearer {job.key}\r\n" if job.key else ""
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:{job.port}\r\n{auth}"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    answer = Answer(time.perf_counter())
    link.sendall(head.encode() + body)
    selector.register(link, selectors.EVENT_READ, answer)


def _take(measured: Measured, answer: Answer, link: socket.socket) -> bool:
    """Reads what has come; True when this answer is over, well or not."""
    try:
        data = link.recv(1 << 18)
    except OSError:
        data = b""
    now = time.perf_counter()
    if not data:
        measured.failed += 1
        link.close()
        return True
    if not answer.add(data, now):
        return False
    if answer.good:
        _note(measured, answer, now)
    else:
        measured.failed += 1
    return True


def _note(measured: Measured, answer: Answer, now: float) -> None:
    measured.total.append((now - answer.began) * 1000)
    spoken = [(at, number) for at, number in answer.arrivals if number]
    measured.first.append((spoken[0][0] - answer.began) * 1000)
    measured.chunks.append(sum(number for _, number in spoken))
    times = [at for at, _ in spoken]
    apart = [b - a >= APART_SECONDS for a, b in pairwise(times)]
    measured.bursts.append(1 + sum(apart))
    measured.unrestored += _LEFT.search(answer.data) is not None


def main() -> None:
    """Answer jobs until standard input ends."""
    for line in sys.stdin:
        told: dict[str, Any] = json.loads(line)
        try:
            answer: dict[str, Any] = asdict(run(Job(**told)))
        except OSError as error:  # TimeoutError is one
            answer = {"error": type(error).__name__}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
