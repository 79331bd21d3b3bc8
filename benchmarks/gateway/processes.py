"""Contenders' processes: started, waited for, measured (Linux: /proc) and stopped by their own id."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Self

from benchmarks.gateway.load import Job, Measured
from benchmarks.redaction.children import ONE_THREAD, family

STOP_SECONDS = 15.0
LOAD_SECONDS = 300.0
_TICKS = os.sysconf("SC_CLK_TCK")


class Process:
    """One server and all that it starts; a context manager. Its log goes to a file."""

    def __init__(
        self,
        command: Sequence[str],
        log: Path,
        *,
        env: Mapping[str, str] | None = None,
        talks: bool = False,
    ) -> None:
        self._log: IO[bytes] = log.open("wb")
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            # A pipe that nobody reads would fill and stop a server that prints.
            stdout=subprocess.PIPE if talks else self._log,
            stderr=self._log,
            env={**_clean(os.environ), **ONE_THREAD, **(env or {})},
            # A group of its own: what it starts is stopped with it.
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process.poll() is None

    def line(self) -> str:
        """The next line that it prints. Raises `RuntimeError` for a process that does not talk."""
        if self._process.stdout is None:
            raise RuntimeError("it has no pipe to talk over")
        return self._process.stdout.readline().decode().strip()

    def ask(self, line: str) -> str:
        """One line in, one line out. Raises as `line` does."""
        if self._process.stdin is None:
            raise RuntimeError("it has no pipe to talk over")
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()
        return self.line()

    def cpu(self) -> float:
        """Processor seconds of it and of all that it started."""
        return sum(_cpu(pid) for pid in family(self._process.pid))

    def memory_mb(self) -> dict[str, float]:
        """Resident megabytes (10⁶ bytes) of it and of all that it started, and how many processes those are."""
        pids = family(self._process.pid)
        return {"processes": len(pids), "rss": round(sum(_rss(pid) for pid in pids) / 1e6, 1)}

    def stop(self) -> None:
        """Ends it by SIGTERM, and its whole group by force if it does not go."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        if self.running:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self._log.close()


class Load:
    """The load generator in a process of its own."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        self._process = Process(command, log, talks=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stop()

    def run(self, job: Job) -> Measured:
        """What it measured. Raises `RuntimeError` where it could not."""
        told: dict[str, Any] = json.loads(self._process.ask(json.dumps(asdict(job))) or "{}")
        if "total" not in told:
            raise RuntimeError(f"the load failed: {told.get('error', 'it ended')}")
        return Measured(**told)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(url: str, process: Process, *, seconds: float) -> float:
    """Waits until the address answers 200; the seconds. Raises `RuntimeError` where it never does."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if not process.running:
            raise RuntimeError(f"it ended before it answered at {url}")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - loopback
                if answer.status == 200:
                    return time.monotonic() - began
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"no answer at {url} within {seconds:.0f} s")


def _clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Without what would lead a contender into our own environment or over a proxy."""
    dropped = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    return {k: v for k, v in environment.items() if k.upper() not in dropped}


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _rss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(x.split()[1]) * 1024 for x in lines if x.startswith("VmRSS:")), 0)
