"""The socket: mode, peers, one request at a time, bad frames, stale files, clients that vanish."""

from __future__ import annotations

import os
import socket
import stat
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sottovoce.errors import ConfigInvalid
from training import site_protocol as wire
from training.site_protocol import Code
from training.site_socket import SiteSocket


class Echo:
    """A service that answers what it is told to, slowly if a gate is closed."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()
        self.done: list[dict[str, Any]] = []
        self.refused: list[Code] = []

    def handle(self, header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        self.entered.set()
        assert self.gate.wait(20)
        self.done.append(header)
        return {"code": "ok", "got": header}, body

    def status(self) -> dict[str, Any]:
        return {"code": "ok", "status": True}

    def refuse(self, code: Code) -> dict[str, Any]:
        self.refused.append(code)
        return {"code": code.value}


@pytest.fixture
def echo() -> Echo:
    """A fresh service."""
    return Echo()


@pytest.fixture
def serve(tmp_path: Path, echo: Echo) -> Iterator[Callable[..., Path]]:
    """Start a socket server over the service; it is stopped afterwards."""
    running: list[tuple[SiteSocket, threading.Thread]] = []

    def start(**options: Any) -> Path:
        path = tmp_path / "site.sock"
        server = SiteSocket(path, echo, **{"read_seconds": 5.0, **options})
        thread = threading.Thread(target=server.serve, kwargs={"poll_seconds": 0.02})
        thread.start()
        running.append((server, thread))
        return path

    yield start
    echo.gate.set()
    for server, thread in running:
        server.stop()
        thread.join(10)
        assert not thread.is_alive()


def test_a_request_is_answered(serve: Callable[..., Path]) -> None:
    """Header and body go in and come out, and a second connection works as the first."""
    path = serve()
    for _ in range(2):
        reply, body = wire.call(path, {"op": "train"}, b"weights", timeout=5)
        assert reply == {"code": "ok", "got": {"op": "train"}}
        assert body == b"weights"


def test_only_the_owner_may_open_it(serve: Callable[..., Path]) -> None:
    """The socket file has mode 0600, or 0660 when a group is named."""
    assert stat.S_IMODE(serve().stat().st_mode) == 0o600


def test_a_group_may_be_named(serve: Callable[..., Path]) -> None:
    """With a group the socket belongs to it and has mode 0660."""
    path = serve(gid=os.getgid())
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    assert path.stat().st_gid == os.getgid()


def test_another_user_is_turned_away(serve: Callable[..., Path], echo: Echo) -> None:
    """A peer whose user id is not allowed gets no reply, and nothing is handled."""
    path = serve(allowed_uids=(os.getuid() + 1,))
    with pytest.raises((wire.FrameError, OSError)):
        wire.call(path, {"op": "train"}, timeout=5)
    assert not echo.done


def test_a_second_request_is_told_busy(serve: Callable[..., Path], echo: Echo) -> None:
    """While one request runs another is refused as busy, and status is still answered."""
    path = serve()
    echo.gate.clear()
    first: list[Any] = []
    thread = threading.Thread(
        target=lambda: first.append(wire.call(path, {"op": "train"}, timeout=20))
    )
    thread.start()
    assert echo.entered.wait(5)
    assert wire.call(path, {"op": "evaluate"}, timeout=5)[0] == {"code": "busy"}
    assert wire.call(path, {"op": "status"}, timeout=5)[0] == {"code": "ok", "status": True}
    echo.gate.set()
    thread.join(10)
    assert first[0][0]["code"] == "ok"
    assert echo.refused == [Code.BUSY]


BAD_FRAMES = (
    struct.pack(">I", wire.MAX_HEADER + 1),
    struct.pack(">I", 2) + b"[]" + struct.pack(">Q", 0),
    struct.pack(">I", 2) + b"{}" + struct.pack(">Q", wire.MAX_BODY + 1),
)


@pytest.mark.parametrize("frame", BAD_FRAMES, ids=["oversize header", "no object", "oversize body"])
def test_bad_frames_get_a_code(serve: Callable[..., Path], echo: Echo, frame: bytes) -> None:
    """A malformed or oversize frame is answered bad_request, and the next client is served."""
    path = serve()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(5)
        client.connect(str(path))
        client.sendall(frame)
        assert wire.read_frame(client)[0] == {"code": "bad_request"}
    assert wire.call(path, {"op": "train"}, timeout=5)[0]["code"] == "ok"
    assert len(echo.done) == 1


def test_who_only_looks_is_no_request(serve: Callable[..., Path], echo: Echo) -> None:
    """A connection that is closed without a byte is neither answered nor refused."""
    path = serve()
    for _ in range(3):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.connect(str(path))
    assert wire.call(path, {"op": "train"}, timeout=5)[0]["code"] == "ok"
    assert echo.refused == []


def test_a_silent_client_does_not_hold_the_place(tmp_path: Path, echo: Echo) -> None:
    """A client that sends half a frame is dropped after the time limit, without an answer."""
    server = SiteSocket(tmp_path / "s.sock", echo, read_seconds=0.2)
    thread = threading.Thread(target=server.serve, kwargs={"poll_seconds": 0.02})
    thread.start()
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(5)
            client.connect(str(tmp_path / "s.sock"))
            client.sendall(b"\0")
            assert client.recv(1) == b""
    finally:
        server.stop()
        thread.join(10)
    assert not echo.done


def _drip(client: socket.socket, seconds: float) -> str:
    """A byte now and then until the other side has enough, or the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            client.sendall(b"x")
        except BrokenPipeError:
            return "dropped"
        time.sleep(0.02)
    return "kept"


def test_a_client_that_drips_is_dropped(serve: Callable[..., Path], echo: Echo) -> None:
    """A byte now and then does not keep a place: the limit is for the whole frame."""
    path = serve(read_seconds=0.3)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(5)
        client.connect(str(path))
        client.sendall(struct.pack(">I", 100_000))
        assert _drip(client, 5.0) == "dropped"
    assert wire.call(path, {"op": "train"}, timeout=5)[0]["code"] == "ok"
    assert len(echo.done) == 1


def test_large_bodies_come_one_at_a_time(serve: Callable[..., Path], echo: Echo) -> None:
    """While one body is still on its way a second is not read, and status is answered."""
    path = serve()
    head = struct.pack(">I", 2) + b"{}" + struct.pack(">Q", 1 << 22)
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as first,
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as second,
    ):
        first.connect(str(path))
        first.sendall(head + b"x")
        time.sleep(0.2)
        second.connect(str(path))
        second.sendall(head)
        second.settimeout(0.5)
        with pytest.raises(TimeoutError):
            second.sendall(b"x" * (1 << 22))
        assert wire.call(path, {"op": "status"}, timeout=5)[0]["status"] is True
        first.sendall(b"x" * ((1 << 22) - 1))
        first.settimeout(5)
        assert wire.read_frame(first)[0]["code"] == "ok"


def test_work_goes_on_when_its_client_dies(serve: Callable[..., Path], echo: Echo) -> None:
    """A client killed in the middle of a request does not stop it, and the server goes on."""
    path = serve()
    echo.gate.clear()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.connect(str(path))
        wire.write_frame(client, {"op": "train", "round": "r1"})
        assert echo.entered.wait(5)
    echo.gate.set()
    for _ in range(200):
        reply, _ = wire.call(path, {"op": "train", "round": "r2"}, timeout=5)
        if reply["code"] == "ok":
            break
    assert [h["round"] for h in echo.done] == ["r1", "r2"]


def test_a_stale_file_is_replaced_and_a_live_one_is_not(
    serve: Callable[..., Path], tmp_path: Path, echo: Echo
) -> None:
    """A dead trainer's socket file is taken over; a living one's, or a plain file, is left alone."""
    stale = tmp_path / "site.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as dead:
        dead.bind(str(stale))
    path = serve()
    assert wire.call(path, {"op": "status"}, timeout=5)[0]["code"] == "ok"
    with pytest.raises(ConfigInvalid):
        SiteSocket(path, echo)
    plain = tmp_path / "file"
    plain.write_text("keep me")
    with pytest.raises(ConfigInvalid):
        SiteSocket(plain, echo)
    assert plain.read_text() == "keep me"


def test_the_file_is_gone_after_a_stop(tmp_path: Path, echo: Echo) -> None:
    """A stopped server leaves no socket file behind."""
    server = SiteSocket(tmp_path / "s.sock", echo)
    server.stop()
    server.serve(poll_seconds=0.02)
    assert not (tmp_path / "s.sock").exists()
