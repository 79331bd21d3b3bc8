"""nginx.conf in a real nginx: only /v1/fleet/ and /health reach the SuperLink, over TLS on both sides."""

from __future__ import annotations

import http.client
import http.server
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sottovoce.keys_cli import app as keys_app

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin")
PASSED = [
    ("POST", "/v1/fleet/pull-messages"),
    ("POST", "/v1/fleet/push-object?x=1"),
    ("GET", "/health"),
]
REFUSED = [
    ("POST", "/v1/control/start-run"),
    ("POST", "/v1/control/register-node"),
    ("POST", "/v1/runtime/pull-messages"),
    ("POST", "/v1/fleet"),
    ("POST", "/v1/fleets/x"),
    ("POST", "/v1/fleet/../control/start-run"),
    ("POST", "/v1/control/../fleet/pull-messages"),
    ("POST", "/v1/fleet/%2e%2e/control/start-run"),
    ("POST", "/v1/fleet/%252e%252e/control/start-run"),
    ("POST", "/v1/fleet/..%2fcontrol/start-run"),
    ("POST", "//v1/fleet/pull-messages"),
    ("POST", "/V1/FLEET/pull-messages"),
    ("GET", "/v1/fleet/pull-messages"),
    ("POST", "/health"),
    ("GET", "/health/"),
    ("GET", "/healthz"),
    ("GET", "/docs"),
    ("GET", "/openapi.json"),
    ("GET", "/"),
]


def test_configuration_names_only_two_ways_through(docker: Path) -> None:
    """Two locations pass on, each with the path that it matched; all others are 404."""
    text = (docker / "nginx.conf").read_text(encoding="utf-8")
    passes = [line.split()[1].rstrip(";") for line in text.splitlines() if "proxy_pass " in line]
    assert passes == ["https://superlink/v1/fleet/", "https://superlink/health"]
    assert "location / {\n            return 404;" in text
    assert "proxy_ssl_verify on;" in text
    assert "server 127.0.0.1:8000;" in text


@dataclass
class SuperLink:
    """Stands for the SuperLink: remembers what reached it."""

    port: int
    seen: list[tuple[str, str, bytes]] = field(default_factory=list)


@dataclass
class Proxy:
    """A running nginx before it."""

    port: int
    ca: Path
    behind: SuperLink

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """Status and body of one request; the path goes out as it is."""
        context = ssl.create_default_context(cafile=str(self.ca))
        connection = http.client.HTTPSConnection(
            "localhost", self.port, timeout=10, context=context
        )
        try:
            connection.request(method, path, body)
            reply = connection.getresponse()
            return reply.status, reply.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the compose file mounts at nginx's /run/secrets."""
    out = tmp_path_factory.mktemp("keys") / "federation"
    result = CliRunner().invoke(keys_app, ["federation", "--out", str(out), "--site", "site-a"])
    assert result.exit_code == 0, result.output
    for name in ("server.crt", "server.key"):
        shutil.copy2(out / "trainer" / name, out / name)
    return out


@pytest.fixture(scope="module")
def superlink(secrets: Path) -> Iterator[SuperLink]:
    known = SuperLink(0)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            known.seen.append((self.command, self.path, body))
            self.send_response(200)
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write(b"behind")

        do_GET = do_POST = _answer  # noqa: N815 - http.server's names

        def log_message(self, *_: object) -> None:
            """Nothing to the test's output."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(secrets / "server.crt", secrets / "server.key")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.socket = context.wrap_socket(server.socket, server_side=True)
        known.port = server.server_port
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield known
        server.shutdown()
        thread.join()


def configuration(docker: Path, folder: Path, secrets: Path, port: int, behind: int) -> Path:
    """nginx.conf with this test's ports and folders; each of them must be found in it."""
    text = (docker / "nginx.conf").read_text(encoding="utf-8")
    places = {
        "/tmp/": f"{folder}/",  # first: what comes in may lie there too
        "listen 9443 ssl": f"listen 127.0.0.1:{port} ssl",
        "127.0.0.1:8000": f"127.0.0.1:{behind}",
        "/run/secrets/": f"{secrets}/",
        "/dev/stderr": f"{folder}/error.log",
    }
    for old, new in places.items():
        assert old in text
        text = text.replace(old, new)
    path = folder / "nginx.conf"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def proxy(
    docker: Path, secrets: Path, superlink: SuperLink, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    if NGINX is None:
        pytest.skip("nginx is not installed (docker/check.sh installs it and runs this test)")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    file = configuration(docker, folder, secrets, port, superlink.port)
    user = " user root;" if os.getuid() == 0 else ""
    command = [NGINX, "-c", str(file), "-e", str(folder / "e"), "-g", f"daemon off;{user}"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        assert process.poll() is None, (folder / "e").read_text()
        yield Proxy(port, secrets / "ca.crt", superlink)
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.parametrize(("method", "path"), PASSED)
def test_what_a_site_needs_passes(proxy: Proxy, method: str, path: str) -> None:
    """The path and the body arrive unchanged, over TLS that nginx verified."""
    body = b"\x00\x01frame" if method == "POST" else b""
    assert proxy.ask(method, path, body) == (200, b"behind")
    assert proxy.behind.seen[-1] == (method, path, body)


@pytest.mark.parametrize(("method", "path"), REFUSED)
def test_everything_else_stops_at_nginx(proxy: Proxy, method: str, path: str) -> None:
    """No spelling of another path, and no other method, reaches the SuperLink."""
    before = len(proxy.behind.seen)
    status, body = proxy.ask(method, path)
    assert status in {400, 403, 404}
    assert b"behind" not in body
    assert len(proxy.behind.seen) == before


def test_an_array_in_pieces_of_flowers_size_passes(proxy: Proxy) -> None:
    """A piece of 5 MB goes through; a body over the limit does not."""
    piece = bytes(5_000_000)
    assert proxy.ask("POST", "/v1/fleet/push-object", piece)[0] == 200
    assert len(proxy.behind.seen[-1][2]) == len(piece)


def test_plain_http_is_not_served(proxy: Proxy) -> None:
    """A request without TLS is refused before any path is looked at."""
    before = len(proxy.behind.seen)
    connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=10)
    connection.request("GET", "/health")
    assert connection.getresponse().status == 400
    connection.close()
    assert len(proxy.behind.seen) == before
