"""The Unix socket in front of a site's trainer: who may connect, how much, and one request at a time.

The peer's user id is asked of the kernel (SO_PEERCRED); lengths are capped before anything is read; a
second request while one runs is told "busy". A client that goes away does not stop the work: its
answer is kept and given when it asks again. Knows frames, not what is in them.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import struct
import threading
from pathlib import Path
from typing import Any, Protocol

from sottovoce.errors import ConfigInvalid
from sottovoce.telemetry import get_logger
from training.site_protocol import Code, FrameError, NothingSent, read_frame, write_frame

READ_SECONDS = 30.0
MAX_CONNECTIONS = 8
_PEER = struct.Struct("3i")  # pid, uid, gid

log = get_logger()


class Service(Protocol):
    """What answers the requests; `handle` is called by one thread at a time."""

    def handle(self, header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        """The reply to a request; never raises."""
        ...

    def status(self) -> dict[str, Any]:
        """The reply to a status request, at any time."""
        ...

    def refuse(self, code: Code) -> dict[str, Any]:
        """The reply that says no with this code."""
        ...


class SiteSocket:
    """Listens on a path. `serve` returns after `stop`."""

    def __init__(
        self,
        path: Path,
        service: Service,
        *,
        allowed_uids: tuple[int, ...] | None = None,
        gid: int | None = None,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self._path = path
        self._service = service
        self._allowed = frozenset(allowed_uids if allowed_uids is not None else (os.getuid(),))
        self._read_seconds = read_seconds
        self._work = threading.Lock()
        self._one_body = (
            threading.Lock()
        )  # so that many large bodies do not fill the memory at once
        self._room = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self._stopping = threading.Event()
        self._threads: set[threading.Thread] = set()
        self._listener = _listen(path, gid)

    def serve(self, *, poll_seconds: float = 0.5) -> None:
        """Accept until `stop`; then wait for the running request and take the socket file away."""
        self._listener.settimeout(poll_seconds)
        try:
            while not self._stopping.is_set():
                with contextlib.suppress(TimeoutError):
                    connection, _ = self._listener.accept()
                    self._start(connection)
        finally:
            self._listener.close()
            self._path.unlink(missing_ok=True)
            for thread in list(self._threads):
                thread.join(timeout=self._read_seconds)

    def stop(self) -> None:
        """Stop accepting; safe in a signal handler."""
        self._stopping.set()

    def _start(self, connection: socket.socket) -> None:
        uid = _peer_uid(connection)
        if uid not in self._allowed or not self._room.acquire(blocking=False):
            log.warning("connection refused", uid=uid, known=uid in self._allowed)
            connection.close()
            return
        thread = threading.Thread(target=self._run, args=(connection,), daemon=True)
        self._threads.add(thread)
        thread.start()

    def _run(self, connection: socket.socket) -> None:
        try:
            with connection:
                self._converse(connection)
        except (FrameError, OSError) as err:
            # Who went away or does not speak the protocol: their request's effects are kept.
            log.warning("connection broke", error=type(err).__name__)
        finally:
            self._room.release()
            self._threads.discard(threading.current_thread())

    def _converse(self, connection: socket.socket) -> None:
        try:
            header, body = read_frame(
                connection, seconds=self._read_seconds, body_room=self._one_body
            )
        except NothingSent:
            return
        except FrameError:
            write_frame(connection, self._service.refuse(Code.BAD_REQUEST))
            return
        reply, answer = self._answer(header, body)
        connection.settimeout(self._read_seconds)
        write_frame(connection, reply, answer)

    def _answer(self, header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        if header.get("op") == "status":
            return self._service.status(), b""
        if not self._work.acquire(blocking=False):
            return self._service.refuse(Code.BUSY), b""
        try:
            return self._service.handle(header, body)
        finally:
            self._work.release()


def _listen(path: Path, gid: int | None) -> socket.socket:
    """Bind with mode 0600 (0660 for a group). Raises ConfigInvalid where that cannot be done."""
    _clear_stale(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        listener.bind(str(path))
        if gid is not None:
            os.chown(path, -1, gid)
            path.chmod(0o660)
        listener.listen(MAX_CONNECTIONS)
    except OSError as err:
        listener.close()
        raise ConfigInvalid([f"socket: {path} cannot be made ({type(err).__name__})"]) from err
    finally:
        os.umask(before)
    return listener


def _clear_stale(path: Path) -> None:
    """Take a dead trainer's socket away; a live one's, or another kind of file, is left alone."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(mode):
        raise ConfigInvalid([f"socket: {path} is there and is no socket"])
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(2.0)
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink(missing_ok=True)
            return
        except OSError as err:
            raise ConfigInvalid(
                [f"socket: {path} cannot be probed ({type(err).__name__})"]
            ) from err
    raise ConfigInvalid([f"socket: another trainer answers on {path}"])


def _peer_uid(connection: socket.socket) -> int:
    raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size)
    _, uid, _ = _PEER.unpack(raw)
    return int(uid)
