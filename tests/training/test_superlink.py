"""The SuperLink as a child: loopback only, right flags, no process left, orphans found."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sottovoce.errors import ConfigInvalid
from training.superlink import (
    SuperLink,
    SuperLinkFailed,
    SuperLinkSpec,
    descendants,
    flower_environment,
    start_time,
    stop_tree,
    superlink_command,
)

# A parent with a child in a session of its own; both ignore TERM, as a stuck server does.
STUBBORN = """
import signal, subprocess, sys, time
for number in (signal.SIGTERM, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
if len(sys.argv) > 1:
    subprocess.Popen([sys.executable, "-c", sys.argv[1]], start_new_session=True)
time.sleep(60)
"""


def spec(folder: Path, host: str = "127.0.0.1") -> SuperLinkSpec:
    """A spec whose certificate files do not exist."""
    return SuperLinkSpec(host, 1, folder / "ca", folder / "crt", folder / "key", folder)


def spawn() -> subprocess.Popen[bytes]:
    """The stubborn parent, when its child is there."""
    process = subprocess.Popen([sys.executable, "-c", STUBBORN, STUBBORN], start_new_session=True)
    deadline = time.monotonic() + 20
    while not descendants(process.pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return process


@pytest.mark.parametrize("host", ["10.0.0.5", "fd00::1", "192.168.1.5", "trainer.example"])
def test_only_loopback_is_taken(tmp_path: Path, host: str) -> None:
    """The control paths have no authentication, so another address is refused."""
    with pytest.raises(ConfigInvalid, match="loopback"):
        superlink_command(spec(tmp_path, host))
    with pytest.raises(ConfigInvalid, match="loopback"):
        SuperLink(spec(tmp_path, host))


def test_flags_and_environment(tmp_path: Path) -> None:
    """TLS, node authentication, a database, no dependency installation, no telemetry."""
    command = superlink_command(spec(tmp_path))
    assert "--enable-supernode-auth" in command
    assert "--disable-runtime-dependency-installation" in command
    assert "--insecure" not in command
    assert command[command.index("--database") + 1] == str(tmp_path / "flower.db")
    env = flower_environment(tmp_path / "home", {"PATH": "/usr/bin"})
    assert env["FLWR_TELEMETRY_ENABLED"] == "0"
    assert env["FLWR_DISABLE_UPDATE_CHECK"] == "1"
    assert env["FLWR_HOME"] == str(tmp_path / "home")
    assert env["NO_PROXY"] == env["no_proxy"] == "127.0.0.1,localhost,::1"
    assert flower_environment(tmp_path, {"NO_PROXY": "corp"})["no_proxy"].startswith("corp,127.")
    assert env["PATH"].split(":")[0] == str(Path(sys.executable).parent)


def test_a_tree_is_stopped_whatever_its_sessions_and_signals() -> None:
    """Parent and child are gone, the child's own session notwithstanding."""
    process = spawn()
    tree = [(process.pid, start_time(process.pid)), *descendants(process.pid)]
    tick = start_time(process.pid)
    assert tick is not None
    stop_tree(process.pid, tick, grace=0.5)
    process.wait(timeout=5)
    deadline = time.monotonic() + 5
    while any(start_time(pid) == born for pid, born in tree):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_an_orphan_is_stopped_at_start(tmp_path: Path) -> None:
    """The process of the pid file is ended if it is still that process."""
    process = spawn()
    note = {"pid": process.pid, "tick": start_time(process.pid)}
    (tmp_path / "superlink.pid").write_text(json.dumps(note))
    assert SuperLink(spec(tmp_path), stop_seconds=0.5).stop_orphan()
    process.wait(timeout=5)
    assert not (tmp_path / "superlink.pid").exists()


def test_another_process_under_the_same_id_is_left_alone(tmp_path: Path) -> None:
    """A pid that was given to somebody else has another start tick."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        tick = start_time(process.pid)
        assert tick is not None
        note = {"pid": process.pid, "tick": tick - 1}
        (tmp_path / "superlink.pid").write_text(json.dumps(note))
        assert not SuperLink(spec(tmp_path)).stop_orphan()
        assert process.poll() is None
    finally:
        process.kill()
        process.wait(timeout=5)


def test_one_that_dies_at_start_is_reported(tmp_path: Path) -> None:
    """The error names the log file; nothing is left running."""
    (tmp_path / "ca").write_text("")
    link = SuperLink(
        spec(tmp_path), command=lambda _spec: [sys.executable, "-c", "raise SystemExit('no')"]
    )
    with pytest.raises(SuperLinkFailed, match=r"superlink\.log"):
        link.ensure()
    assert not link.alive()
    link.stop()
    link.ensure()  # after stop it stays down
    assert not link.alive()
    assert "no" in (tmp_path / "superlink.log").read_text()


def test_a_note_of_one_that_died_at_once_is_no_orphan(tmp_path: Path) -> None:
    """A pid file without a start tick is cleared away."""
    (tmp_path / "superlink.pid").write_text('{"pid": 1, "tick": null}')
    assert not SuperLink(spec(tmp_path)).stop_orphan()
    assert not (tmp_path / "superlink.pid").exists()


def test_a_stop_does_not_wait_for_a_start(tmp_path: Path) -> None:
    """Asked to stop while it still comes up, it is down within seconds and stays down."""
    (tmp_path / "ca").write_text("")
    link = SuperLink(
        spec(tmp_path), command=lambda _spec: [sys.executable, "-c", "import time; time.sleep(60)"]
    )
    failed: list[Exception] = []

    def ensure() -> None:
        try:
            link.ensure()
        except SuperLinkFailed as err:
            failed.append(err)

    starting = threading.Thread(target=ensure)
    starting.start()
    deadline = time.monotonic() + 10
    while not link.alive():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    began = time.monotonic()
    link.stop()
    starting.join(10)
    assert time.monotonic() - began < 10
    assert failed
    assert not link.alive()
