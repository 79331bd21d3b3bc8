"""The SuperLink as a child process: start, health, stop, and the orphan of a killed trainer.

Knows flags, files and processes. Does not know rounds, nodes or the Control API. A SuperLink
listens on loopback alone: its control paths have no authentication, so sites reach it through
a reverse proxy that passes only ``/v1/fleet/`` and ``/health``.
"""

from __future__ import annotations

import ipaddress
import json
import os
import signal
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sottovoce.errors import ConfigInvalid, ServerError

PROC = Path("/proc")


class SuperLinkFailed(ServerError):
    """The SuperLink did not start or died; its own log file says why."""

    code = "superlink_failed"
    status = 503


@dataclass(frozen=True)
class SuperLinkSpec:
    """Where a SuperLink listens, its TLS files, and the folder that holds its state."""

    host: str
    port: int
    ca_cert: Path
    cert: Path
    key: Path
    state_dir: Path

    @property
    def address(self) -> str:
        """``host:port`` as the control client dials it."""
        return f"{self.host}:{self.port}"


def check_loopback(host: str) -> None:
    """Raise ConfigInvalid unless `host` is a loopback address or ``localhost``."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        fault = (
            f"superlink.host: {host} is not loopback; the SuperLink's control paths have no "
            "authentication, put a reverse proxy for /v1/fleet/ before it"
        )
        raise ConfigInvalid([fault])


def flower_environment(home: Path, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a Flower process: no telemetry, no update check, own home, venv PATH."""
    env = dict(os.environ if base is None else base)
    env["FLWR_HOME"] = str(home)
    env |= past_proxies(env)
    env["FLWR_TELEMETRY_ENABLED"] = "0"
    env["FLWR_DISABLE_UPDATE_CHECK"] = "1"
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env.get("PATH", os.defpath)])
    return env


def past_proxies(env: Mapping[str, str]) -> dict[str, str]:
    """The variables that keep loopback out of a machine's HTTPS_PROXY; Flower's clients heed them."""
    known = env.get("no_proxy") or env.get("NO_PROXY") or ""
    names = ",".join(filter(None, (known, "127.0.0.1", "localhost", "::1")))
    return {"no_proxy": names, "NO_PROXY": names}


def flower_program(name: str) -> str:
    """The path of a Flower command that stands beside this Python."""
    return str(Path(sys.executable).parent / name)


def superlink_command(spec: SuperLinkSpec) -> list[str]:
    """The command line of the SuperLink; raises ConfigInvalid for a host that is not loopback."""
    check_loopback(spec.host)
    return [
        flower_program("flower-superlink"),
        *("--ssl-ca-certfile", str(spec.ca_cert)),
        *("--ssl-certfile", str(spec.cert)),
        *("--ssl-keyfile", str(spec.key)),
        "--enable-supernode-auth",
        *("--database", str(spec.state_dir / "flower.db")),
        "--disable-runtime-dependency-installation",
        *("--host", spec.host),
        *("--port", str(spec.port)),
    ]


def start_time(pid: int) -> int | None:
    """The kernel's start tick of a process: with its id it names a process for good. None if gone."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] == "Z" else int(fields[19])


def descendants(pid: int) -> list[tuple[int, int]]:
    """(process id, start tick) of every process below `pid`."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found: list[int] = []
    queue = [pid]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return [(child, tick) for child in found if (tick := start_time(child)) is not None]


def _signal(pid: int, tick: int, number: signal.Signals) -> None:
    """Signal a process if it is still the one that had this start tick."""
    if start_time(pid) == tick:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return


def stop_tree(pid: int, tick: int, *, grace: float = 10.0) -> None:
    """End a process and all below it: TERM, then INT, then KILL for what is left after `grace` seconds.

    A server that still waits for its clients' connections takes INT after TERM as "now".
    """
    tree = [(pid, tick), *descendants(pid)]
    deadline = time.monotonic() + grace
    _signal(pid, tick, signal.SIGTERM)
    _await_end(tree[:1], time.monotonic() + grace / 3)
    _signal(pid, tick, signal.SIGINT)
    _await_end(tree[:1], deadline)
    for member, born in tree[1:]:
        _signal(member, born, signal.SIGTERM)
    _await_end(tree[1:], deadline)
    for member, born in tree:
        _signal(member, born, signal.SIGKILL)


def _await_end(tree: list[tuple[int, int]], deadline: float) -> None:
    while time.monotonic() < deadline and any(start_time(pid) == tick for pid, tick in tree):
        time.sleep(0.05)


class SuperLink:
    """One supervised ``flower-superlink``.

    Raises SuperLinkFailed from `start` if it is not healthy within `start_seconds`.
    """

    def __init__(
        self,
        spec: SuperLinkSpec,
        *,
        command: Callable[[SuperLinkSpec], list[str]] = superlink_command,
        start_seconds: float = 90.0,
        stop_seconds: float = 10.0,
    ) -> None:
        check_loopback(spec.host)
        self._spec = spec
        self._command = command
        self._start_seconds = start_seconds
        self._stop_seconds = stop_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.RLock()  # rounds and supervision both look after it
        self._ended = False
        self._pid_file = spec.state_dir / "superlink.pid"

    @property
    def spec(self) -> SuperLinkSpec:
        """Where this SuperLink listens."""
        return self._spec

    def stop_orphan(self) -> bool:
        """Stop the SuperLink that a killed trainer left behind; True if there was one.

        Only a process whose id and start tick both match the pid file is touched.
        """
        try:
            noted = json.loads(self._pid_file.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return False
        pid, tick = noted["pid"], noted["tick"]  # no tick: it had died before it was noted
        alive = tick is not None and start_time(pid) == tick
        if alive:
            stop_tree(pid, tick, grace=self._stop_seconds)
        self._pid_file.unlink(missing_ok=True)
        return alive

    def start(self) -> None:
        """Start the process and wait until ``/health`` answers over TLS."""
        self.stop_orphan()
        home = self._spec.state_dir / "flower"
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._spec.state_dir / "superlink.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(self._spec),
                env=flower_environment(home),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        tick = start_time(self._process.pid)
        self._pid_file.write_text(json.dumps({"pid": self._process.pid, "tick": tick}))
        self._await_health()

    def alive(self) -> bool:
        """Whether the process runs (it may still be unhealthy)."""
        return self._process is not None and self._process.poll() is None

    def healthy(self, *, timeout: float = 3.0) -> bool:
        """Whether ``/health`` answers over TLS with a certificate of the federation's CA."""
        url = f"https://{self._spec.address}/health"
        try:
            context = ssl.create_default_context(cafile=str(self._spec.ca_cert))
            direct = urllib.request.build_opener(
                urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
            )
            with direct.open(url, timeout=timeout) as reply:
                return int(reply.status) == 200
        except (urllib.error.URLError, OSError):
            return False

    def ensure(self) -> None:
        """Start it again if it died since the last look; not after `stop`."""
        with self._lock:
            if not self._ended and not self.alive():
                self.start()

    def stop(self) -> None:
        """End the SuperLink and every process below it for good, and forget the pid file."""
        self._ended = True  # before the lock: a start that holds it gives up
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._process is None:
            return
        tick = start_time(self._process.pid)
        if tick is not None:
            stop_tree(self._process.pid, tick, grace=self._stop_seconds)
        self._process.wait(timeout=15)
        self._process = None
        self._pid_file.unlink(missing_ok=True)

    def _await_health(self) -> None:
        deadline = time.monotonic() + self._start_seconds
        while time.monotonic() < deadline:
            if self._ended or not self.alive():
                break
            if self.healthy():
                return
            time.sleep(0.25)
        self._end()
        log = self._spec.state_dir / "superlink.log"
        raise SuperLinkFailed(f"the SuperLink on {self._spec.address} is not healthy; see {log}")
