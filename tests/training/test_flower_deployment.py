"""Rounds over a real SuperLink (TLS, node authentication) and real SuperNodes in processes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from typer.testing import CliRunner

from sottovoce import keys_cli
from sottovoce.crypto import load_public
from sottovoce.release import read_release, verify_release
from tests.training.stub_site import A, StubSite
from training.superlink import start_time, stop_tree

SITES = ("site-a", "site-b", "site-c")
BASE = "sha256:" + "ab" * 32
SOTTOVOCE = str(Path(sys.executable).parent / "sottovoce")

pytestmark = pytest.mark.slow


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Federation:
    """Keys, three stub sites with their SuperNodes, and a trainer, each in its process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = folder / "keys"
        self.state = folder / "state"
        self.port = free_port()
        self.registry_port = free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        args = ["federation", "--out", str(self.keys)]
        made = CliRunner().invoke(keys_cli.app, args + [x for s in SITES for x in ("--site", s)])
        assert made.exit_code == 0, made.output
        self.stubs = {
            name: StubSite(folder, name, BASE, examples=10 * (i + 1), value=float(i + 1))
            for i, name in enumerate(SITES)
        }

    def write_config(self, *, min_sites: int, deadline: float, join: float) -> Path:
        """trainer.yaml with this quorum, deadline and join time in seconds."""
        trainer = self.keys / "trainer"
        sites = [
            {
                "name": name,
                "registry_token_sha256": self._digest(name),
                "node_public_key_file": str(self.keys / "sites" / name / "node.pub"),
            }
            for name in SITES
        ]
        config = {
            "listen": {
                "port": self.registry_port,
                "tls_cert": str(trainer / "server.crt"),
                "tls_key": str(trainer / "server.key"),
            },
            "state_dir": str(self.state),
            "base_digest": BASE,
            "release_key_file": str(trainer / "release.key"),
            "superlink": {
                "port": self.port,
                "ca_cert": str(self.keys / "ca.crt"),
                "cert": str(trainer / "server.crt"),
                "key": str(trainer / "server.key"),
            },
            "sites": sites,
            "round": {
                "min_sites": min_sites,
                "deadline_seconds": deadline,
                "evaluate_seconds": 60,
                "join_seconds": join,
            },
        }
        path = self.folder / "trainer.yaml"
        path.write_text(yaml.safe_dump(config))
        return path

    def start_trainer(self, config: Path) -> None:
        """`sottovoce train serve` until its admin socket answers."""
        self._spawn("trainer", "serve", "--config", str(config))
        self.wait_for(self._admin_listens, "admin socket")

    def start_node(self, name: str) -> None:
        """`sottovoce train node` of a site."""
        keys = self.keys / "sites" / name
        self._spawn(
            name,
            "node",
            *("--superlink", f"127.0.0.1:{self.port}", "--ca", str(keys / "ca.crt")),
            *("--key", str(keys / "node.key"), "--socket", str(self.stubs[name].socket)),
            *("--site", name, "--port", str(free_port()), "--home", str(self.folder / name)),
        )

    def train_round(self) -> subprocess.Popen[str]:
        """`sottovoce train round`, waiting."""
        return subprocess.Popen(
            [SOTTOVOCE, "train", "round", "--state", str(self.state)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def stop(self, name: str, *, grace: float = 20.0) -> None:
        """End a process and all below it."""
        process = self.processes.pop(name)
        tick = start_time(process.pid)
        if tick is not None:
            stop_tree(process.pid, tick, grace=grace)
        process.wait(timeout=20)

    def terminate_trainer(self) -> None:
        """TERM to the trainer alone: it has to end what it started."""
        process = self.processes.pop("trainer")
        process.terminate()
        assert process.wait(timeout=40) == 0, self.log()

    def close(self) -> None:
        """End all."""
        for name in list(self.processes):
            self.stop(name, grace=0.3)
        for stub in self.stubs.values():
            stub.close()

    def log(self) -> str:
        """All that the processes said, for a failure's message."""
        return "\n".join(path.read_text()[-3000:] for path in self.folder.rglob("*.log"))

    def wait_for(self, what: Any, name: str, seconds: float = 60.0) -> None:
        """Poll until true."""
        deadline = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < deadline, f"no {name}\n{self.log()}"
            time.sleep(0.1)

    def _spawn(self, name: str, *args: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [SOTTOVOCE, "train", *args],
                stdout=log,
                stderr=subprocess.STDOUT,
                # A machine's proxy is not for loopback: nothing listens there.
                env=os.environ | {"OMP_NUM_THREADS": "1", "HTTPS_PROXY": "http://127.0.0.1:9"},
                start_new_session=True,
            )

    def _admin_listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.state / "admin.sock")) == 0

    def _digest(self, name: str) -> str:
        return (self.keys / "sites" / name / "registry.token.sha256").read_text().strip()


@pytest.fixture
def federation() -> Iterator[Federation]:
    """In a short path, since a Unix socket's name is at most 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="svt"))
    made = Federation(folder)
    try:
        yield made
    finally:
        made.close()
        shutil.rmtree(folder)


@pytest.mark.timeout(240)
def test_a_node_killed_in_mid_round_is_dropped_and_below_min_sites_nothing_is_released(
    federation: Federation,
) -> None:
    """Two of three sites make a release; the same with min_sites 3 ends quorum_not_met."""
    stubs = federation.stubs
    stubs["site-c"].may_answer.clear()
    federation.start_trainer(federation.write_config(min_sites=2, deadline=15, join=60))
    _a_second_trainer_is_refused(federation)
    for name in SITES:
        federation.start_node(name)
    running = federation.train_round()
    federation.wait_for(stubs["site-c"].training.is_set, "train request at site-c", 90)
    federation.stop("site-c", grace=0.0)
    output, _ = running.communicate(timeout=120)
    assert running.returncode == 0, output + federation.log()
    assert "site-c: no_reply" in output
    assert "released: released r0001-" in output
    release = _check_release(federation)
    for name in ("site-a", "site-b"):
        assert stubs[name].asked == ["train", "evaluate"]
        expected = np.float32((1 * 10 + 2 * 20) / 30)
        np.testing.assert_allclose(stubs[name].candidates[0][A], expected, rtol=1e-6)

    federation.terminate_trainer()
    assert _nothing_left(federation), "the trainer left a process"
    federation.start_trainer(federation.write_config(min_sites=3, deadline=8, join=2))
    running = federation.train_round()
    output, _ = running.communicate(timeout=120)
    assert running.returncode == 4, output + federation.log()
    assert "quorum_not_met" in output
    assert "site-c" in output
    assert _current(federation) == release


def _a_second_trainer_is_refused(federation: Federation) -> None:
    """It must not take the first one's SuperLink for an orphan."""
    config = str(federation.folder / "trainer.yaml")
    second = subprocess.run(
        [SOTTOVOCE, "train", "serve", "--config", config],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert second.returncode == 2, second.stderr
    assert "another trainer" in second.stderr


def _check_release(federation: Federation) -> str:
    """The release verifies with the federation's public key; its name."""
    (folder,) = (federation.state / "releases").iterdir()
    public = load_public(federation.keys / "trainer" / "release.pub")
    manifest, _ = verify_release(read_release(folder), public=public, base=BASE)
    assert manifest.sites == ("site-a", "site-b")
    assert manifest.lora.targets == ("q_proj",)
    assert manifest.metrics["site-a"]["held_out_candidate"] == pytest.approx(1.9)
    assert _current(federation) == manifest.release
    return manifest.release


def _current(federation: Federation) -> str:
    done = subprocess.run(
        [SOTTOVOCE, "train", "releases", "--state", str(federation.state)],
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("*")]
    return line.split()[1]


def _nothing_left(federation: Federation) -> bool:
    """No process of the machine names this trainer's state folder."""
    needle = str(federation.state).encode()
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if needle in entry.read_bytes():
                return False
        except (FileNotFoundError, ProcessLookupError):
            continue
    return True
