"""The health check of the images against real servers."""

from __future__ import annotations

import http.server
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sottovoce.keys_cli import app as keys_app
from training.site_protocol import read_frame, write_frame


class Answer(http.server.BaseHTTPRequestHandler):
    """200 on /readyz, 503 on anything else."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/readyz" else 503)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing to the test's output."""


class Quiet(http.server.ThreadingHTTPServer):
    """Says nothing of a connection that is no TLS: the health check tries plain HTTP first."""

    def handle_error(self, *_: object) -> None:
        """Nothing to the test's output."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def health(docker: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOTTOVOCE_")}
    return subprocess.run(
        [sys.executable, str(docker / "health.py"), *arguments],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**kept, **env},
    )


def test_ready_service_is_well(docker: Path, port: int) -> None:
    """A 200 is well, over plain HTTP."""
    assert health(docker, "http", f"127.0.0.1:{port}/readyz").returncode == 0


def test_ready_service_behind_tls_is_well(docker: Path, tmp_path: Path) -> None:
    """A port that speaks TLS alone is asked over TLS; whose certificate it is does not matter."""
    arguments = ["tls", "--out", str(tmp_path), "--ca", str(tmp_path / "ca"), "--host", "x.invalid"]
    assert CliRunner().invoke(keys_app, arguments).exit_code == 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.crt", tmp_path / "server.key")
    with Quiet(("127.0.0.1", 0), Answer) as server:
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        done = health(docker, "http", f"127.0.0.1:{server.server_port}/readyz")
        server.shutdown()
        thread.join()
    assert done.returncode == 0, done.stderr


def test_service_that_is_not_ready_is_not_well(docker: Path, port: int) -> None:
    """A 503 is not well, and the status is said."""
    done = health(docker, "http", f"127.0.0.1:{port}/livez")
    assert done.returncode == 1
    assert "503" in done.stderr


def test_nobody_there_is_not_well(docker: Path) -> None:
    """A refused connection is not well."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert health(docker, "http", f"127.0.0.1:{unused.getsockname()[1]}/x").returncode == 1


def test_port_follows_the_settings_variable(docker: Path, port: int) -> None:
    """Where the port is set by environment, the health check asks that one."""
    done = health(docker, "http", "127.0.0.1:1/readyz", SOTTOVOCE_LISTEN__PORT=str(port))
    assert done.returncode == 0


def test_other_hosts_are_not_asked(docker: Path) -> None:
    """Certificates are not checked, so only loopback is asked."""
    assert health(docker, "http", "192.0.2.1:80/readyz").returncode == 1


def test_wrong_use_is_told(docker: Path) -> None:
    """No argument is exit code 2."""
    assert health(docker).returncode == 2


@pytest.mark.parametrize(("code", "expected"), [("ok", 0), ("internal", 1)])
def test_site_trainers_socket_is_asked_in_its_own_frames(
    docker: Path, tmp_path: Path, code: str, expected: int
) -> None:
    """The script's frames are those of the site protocol, and only `ok` is well."""
    path, seen = tmp_path / "s", []
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(path))
        server.listen()
        server.settimeout(20)

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                seen.append(read_frame(connection))
                write_frame(connection, {"code": code})

        thread = threading.Thread(target=answer)
        thread.start()
        done = health(docker, "socket", str(path))
        thread.join()
    assert seen == [({"op": "status"}, b"")]
    assert done.returncode == expected, done.stderr


def test_no_socket_is_not_well(docker: Path, tmp_path: Path) -> None:
    """A trainer that is not there is not well."""
    assert health(docker, "socket", str(tmp_path / "none")).returncode == 1
