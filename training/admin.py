"""The administrator's interface over a Unix socket (0600), and its client.

Who may open the socket may start rounds and move the pointer: there is no other credential. Knows
HTTP and the runner's and registry's methods; decides nothing itself.
"""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from sottovoce.errors import RoundRefused, ServerError, SottovoceError
from training.registry import Registry
from training.registry_protocol import Moved, PromoteRequest, ReleaseList, RoundList, RoundView
from training.rounds import RoundRunner
from training.router import list_releases, new_app
from training.state import TrainerState

SOCKET = "admin.sock"


class TrainerUnreachable(ServerError):
    """No trainer listens in this state folder."""

    code = "trainer_unreachable"
    status = 503
    default = "No trainer answers in this state folder; is `sottovoce train serve` running?"


class AdminRefused(SottovoceError):
    """The trainer said no; the message is its own."""

    code = "admin_refused"
    status = 409


def admin_app(runner: RoundRunner, registry: Registry, state: TrainerState) -> FastAPI:
    """The application behind the socket."""
    app = new_app("Sottovoce trainer administration")

    @app.post("/rounds", status_code=202)
    def start() -> RoundView:
        return _view(state, runner.request("manual"))

    @app.get("/rounds")
    def rounds() -> RoundList:
        found = [row.as_dict() for row in state.rounds()]
        return RoundList(rounds=found, skipped=state.skips())

    @app.get("/rounds/{round_id}")
    def one(round_id: str) -> RoundView:
        return _view(state, round_id)

    @app.get("/releases")
    def releases() -> ReleaseList:
        return list_releases(registry)

    @app.post("/promote")
    def promote(body: PromoteRequest) -> Moved:
        return Moved(sequence=registry.promote(body.release), release=body.release)

    @app.post("/rollback")
    def rollback() -> Moved:
        sequence, release = registry.rollback()
        return Moved(sequence=sequence, release=release)

    return app


def _view(state: TrainerState, round_id: str) -> RoundView:
    row = state.round(round_id)
    if row is None:
        raise RoundRefused("not_found", "No such round.")
    return RoundView(round=row.as_dict(), log=state.round_log(round_id))


class AdminServer:
    """Serves an application on `<state_dir>/admin.sock` from a thread of its own.

    The socket is made 0600 before anyone can connect; a stale one is replaced.
    """

    def __init__(self, app: FastAPI, state_dir: Path) -> None:
        self._path = state_dir / SOCKET
        self._server = uvicorn.Server(
            uvicorn.Config(
                app, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=3
            )
        )
        self._thread: threading.Thread | None = None
        self._socket: socket.socket | None = None

    def start(self) -> None:
        """Bind and serve. Raises OSError if the path is too long or cannot be bound."""
        self._path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        mask = os.umask(0o177)
        try:
            self._socket.bind(str(self._path))
        finally:
            os.umask(mask)
        self._socket.listen(16)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="admin", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and remove the socket."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(timeout=10)
        if self._socket is not None:  # else the file, if there is one, is another trainer's
            self._socket.close()
            self._path.unlink(missing_ok=True)


class AdminClient:
    """Calls the trainer of a state folder. Raises TrainerUnreachable and AdminRefused."""

    def __init__(self, state_dir: Path, *, timeout: float = 30.0) -> None:
        self._path = state_dir / SOCKET
        transport = httpx.HTTPTransport(uds=str(self._path))
        self._http = httpx.Client(
            transport=transport, base_url="http://trainer", timeout=timeout, trust_env=False
        )

    def __enter__(self) -> AdminClient:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._http.close()

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """One call; the reply's JSON object."""
        if not self._path.is_socket():
            raise TrainerUnreachable
        try:
            reply = self._http.request(method, path, json=body)
        except httpx.TransportError:
            raise TrainerUnreachable from None
        try:
            found = reply.json()
        except ValueError:
            raise AdminRefused(f"The trainer answered HTTP {reply.status_code}.") from None
        if reply.is_error or not isinstance(found, dict):
            raise AdminRefused(str(found.get("error", {}).get("message", reply.status_code)))
        return found
