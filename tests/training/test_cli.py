"""`sottovoce train …`: help without heavy imports, exit codes, faults of a config."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from tests.training.test_rounds import World, result, site
from training.admin import AdminServer, admin_app
from training.cli import app


@pytest.fixture
def world() -> Iterator[World]:
    """A trainer without Flower behind its admin socket, in a path short enough for one."""
    folder = Path(tempfile.mkdtemp(prefix="svc"))
    made = World(folder, Ed25519PrivateKey.generate())
    server = AdminServer(admin_app(made.runner, made.registry, made.state), folder)
    server.start()
    loop = threading.Thread(target=made.runner.loop)
    loop.start()
    yield made
    made.runner.stop()
    loop.join(timeout=10)
    server.stop()
    made.state.close()
    shutil.rmtree(folder)


def run(world: World, *args: str) -> Any:
    """A `train` command against this trainer."""
    return CliRunner().invoke(app, [*args, "--state", str(world.folder)])


def test_a_round_then_promote_and_rollback(world: World) -> None:
    """Progress and losses are shown; the marks in the list follow the pointer."""
    world.control.results = [result(site_a=site(), site_b=site())]
    done = run(world, "round")
    assert done.exit_code == 0, done.output
    assert "running attempt 1" in done.output
    assert "site-a: 10 examples" in done.output
    assert "held-out loss 2.0000 -> 1.9000" in done.output
    release = world.registry.current()[1]
    assert release is not None
    assert f"* {release}" in run(world, "releases").output
    assert "base serves from sequence 3" in run(world, "rollback").output
    assert "* base" in run(world, "releases").output
    assert f"{release} serves from sequence 4" in run(world, "promote", release).output
    assert "released" in run(world, "rounds").output


@pytest.mark.parametrize(
    ("found", "code", "words"),
    [
        (result(site_a=site(), site_b=site(after=3.0)), 3, "gate_refused: site-b"),
        (result("quorum_not_met", site_a=site()), 4, "quorum_not_met: 1 of at least 2"),
        (None, 1, "interrupted: the run was cut off"),
    ],
)
def test_exit_codes(world: World, found: Any, code: int, words: str) -> None:
    """Each end of a round has its exit code and says why."""
    world.control.results = [found]
    done = run(world, "round")
    assert done.exit_code == code
    assert words in done.output


def test_a_site_that_sat_out_is_named(world: World) -> None:
    """The operator reads that it had nothing to train on."""
    empty = {"code": "no_trainable_dialogues", "metrics": {}, "evaluation": None}
    found = result(site_a=site(), site_b=site(), site_c=empty)
    found["sat_out"] = ["site-c"]
    world.control.results = [found]
    assert "site-c sat the round out" in run(world, "round").output


def test_no_wait_returns_at_once(world: World) -> None:
    """The round's id is printed and the command ends."""
    world.control.endless = True
    done = run(world, "round", "--no-wait")
    assert done.exit_code == 0
    (row,) = world.state.rounds()
    assert f"{row.id}: queued" in done.output.splitlines()  # beside the runner's own log


def test_help_is_instant_and_a_bad_config_is_exit_code_two(tmp_path: Path) -> None:
    """No torch, flwr or fastapi for --help; every fault of a file on its own line."""
    code = "import sys, training.cli; print([m for m in ('torch','flwr','fastapi') if m in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"
    (tmp_path / "trainer.yaml").write_text("sites: []\nschedule: nonsense\n")
    command = [str(Path(sys.executable).parent / "sottovoce"), "train", "serve", "--config"]
    bad = subprocess.run(
        [*command, str(tmp_path / "trainer.yaml")], capture_output=True, text=True, check=False
    )
    assert bad.returncode == 2
    assert len(bad.stderr.strip().splitlines()) >= 4
    assert "Traceback" not in bad.stderr


def test_without_a_trainer_the_command_says_so(tmp_path: Path) -> None:
    """One line and exit code 1."""
    command = [str(Path(sys.executable).parent / "sottovoce"), "train", "releases", "--state"]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "is `sottovoce train serve` running?" in done.stderr
