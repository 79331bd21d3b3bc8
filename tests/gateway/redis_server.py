"""A real `redis-server` for tests, on a free loopback port, that can be killed, stopped and started again."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "redis.sh"


def redis_program() -> str:
    """The program; installed from the distribution where it is missing, else the test is skipped."""
    found = shutil.which("redis-server")
    if found is None:
        done = subprocess.run(
            ["sh", str(SCRIPT)], capture_output=True, text=True, timeout=240, check=False
        )
        found = shutil.which("redis-server")
        if done.returncode or found is None:
            pytest.skip(f"no redis-server: {done.stderr.strip()[-200:]}")
    return found


class RedisServer:
    """One server without persistence; `options` are pairs of its command line."""

    def __init__(self, folder: Path, *options: str, tls: bool = False) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        port = ["--port", "0", "--tls-port"] if tls else ["--port"]
        self._command = [redis_program(), *port, str(self.port), "--bind", "127.0.0.1"]
        self._command += ["--save", "", "--appendonly", "no", "--dir", str(folder), *options]
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Starts it and waits until it listens."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 15
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("redis-server did not start")

    def signal(self, number: signal.Signals) -> None:
        """Sends it a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> None:
        """Ends it at once, stopped or not; what it held is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None
