"""Rounds from request to release against a fake Control API; state, registry and files are real."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sottovoce.errors import RoundRefused
from sottovoce.release import encode_adapter, read_release, verify_release
from tests.training.stub_site import adapter
from training.flower_control import FlowerControlError, Node, RunStatus
from training.registry import Registry
from training.rounds import RoundRunner
from training.server_settings import RoundSettings
from training.state import TrainerState

BASE = "sha256:" + "0" * 64
KEYS = {"site-a": b"A", "site-b": b"B"}


def site(before: float = 2.0, after: float = 1.9) -> dict[str, Any]:
    """A site's part of a result."""
    evaluation = {"loss_before": before, "loss_candidate": after, "held_out": 4}
    return {"code": "ok", "metrics": {"examples": 10}, "evaluation": evaluation}


def result(code: str = "candidate", **sites: dict[str, Any]) -> dict[str, Any]:
    """A result document."""
    found = {name.replace("_", "-"): value for name, value in sites.items()}
    return {"code": code, "sites": found, "sat_out": [], "seconds": {}, "error": ""}


class FakeControl:
    """Runs finish after two looks and leave the next of `results` in the round's folder."""

    def __init__(self) -> None:
        self.results: list[dict[str, Any] | None] = []
        self.online = set(KEYS.values())
        self.registered: list[bytes] = []
        self.jobs: list[dict[str, Any]] = []
        self.stopped: list[int] = []
        self.endless = False
        self.dead = False
        self._looks = 0

    def start_run(self, config: Mapping[str, str | int | float | bool]) -> int:
        folder = Path(str(config["out-dir"]))
        self.jobs.append(json.loads((folder / "job.json").read_text()))
        found = self.results.pop(0) if self.results else None
        if found is not None:
            value = float(len(self.jobs))
            (folder / "candidate.safetensors").write_bytes(encode_adapter(adapter(value)))
            (folder / "result.json").write_text(json.dumps(found))
        return 2**63 + len(self.jobs)

    def run_status(self, run_id: int) -> RunStatus:
        if self.dead:
            raise FlowerControlError("list runs: ConnectError")
        self._looks += 1
        done = not self.endless and self._looks % 2 == 0
        return RunStatus("finished" if done else "running", "", 5, 7)

    def stop_run(self, run_id: int) -> None:
        self.stopped.append(run_id)

    def nodes(self) -> list[Node]:
        return [Node(i, key, key in self.online) for i, key in enumerate(self.registered)]

    def register(self, public_key: bytes, name: str) -> None:
        if public_key not in self.registered:
            self.registered.append(public_key)


class FakeLink:
    """A SuperLink that is up unless told otherwise."""

    def __init__(self) -> None:
        self.up = True

    def ensure(self) -> None:
        self.up = True

    def alive(self) -> bool:
        return self.up


class World:
    """A runner over a folder, with a clock that moves when it waits."""

    def __init__(self, folder: Path, private: Ed25519PrivateKey, **round_settings: Any) -> None:
        self.now = 1_000_000.0
        self.control, self.link = FakeControl(), FakeLink()
        self.stopping: Callable[[], bool] = lambda: False
        self.private = private
        self.state = TrainerState(folder / "trainer.db")
        self.registry = Registry(
            state=self.state,
            releases_dir=folder / "releases",
            private=private,
            base=BASE,
            tokens={},
            ttl=3600,
            clock=lambda: self.now,
        )
        self.folder = folder
        self.runner = RoundRunner(
            state=self.state,
            registry=self.registry,
            control=self.control,
            link=self.link,
            keys=KEYS,
            settings=RoundSettings(**round_settings),
            base=BASE,
            private=private,
            rounds_dir=folder / "rounds",
            clock=lambda: self.now,
            wait=self._wait,
        )

    def _wait(self, seconds: float) -> bool:
        self.now += seconds
        return self.stopping()

    def play(self, *results: dict[str, Any] | None) -> Any:
        """Request a round, run it to its end, and give its row."""
        self.control.results = list(results)
        round_id = self.runner.request("manual")
        while self.runner.run_once():
            pass
        row = self.state.round(round_id)
        assert row is not None
        return row


@pytest.fixture
def private() -> Ed25519PrivateKey:
    """A release key."""
    return Ed25519PrivateKey.generate()


@pytest.fixture
def world(tmp_path: Path, private: Ed25519PrivateKey) -> World:
    """Two sites, min_sites 2."""
    return World(tmp_path, private)


def test_a_good_candidate_is_signed_released_and_pointed_at(world: World) -> None:
    """The release verifies, its manifest holds the sites and losses, and the pointer moved on."""
    row = world.play(result(site_a=site(), site_b=site()))
    assert row.state == "released"
    assert row.summary["flower_bytes"] == 12
    signed = read_release(world.folder / "releases" / row.release)
    manifest, _ = verify_release(signed, public=world.private.public_key(), base=BASE)
    assert manifest.round == row.id
    assert manifest.sites == ("site-a", "site-b")
    assert manifest.metrics["site-a"]["held_out_before"] == 2.0
    assert world.registry.current() == (2, row.release)
    states = [entry["state"] for entry in world.state.round_log(row.id)]
    assert states == ["queued", "running", "released"]


def test_the_next_round_starts_from_the_release_in_force(world: World) -> None:
    """The job names the release's folder and keeps its LoRA's shape."""
    first = world.play(result(site_a=site(), site_b=site()))
    world.play(result(site_a=site(), site_b=site()))
    assert world.control.jobs[0]["release_dir"] is None
    assert world.control.jobs[1]["release_dir"].endswith(first.release)
    assert world.control.jobs[1]["request"]["targets"] == ["q_proj"]
    assert world.registry.current()[0] == 3


def test_a_loss_that_rose_is_not_released(world: World) -> None:
    """The pointer stays and the reason names the site."""
    row = world.play(result(site_a=site(), site_b=site(after=2.1)))
    assert row.state == "gate_refused"
    assert "site-b: held-out loss rose" in row.summary["reason"]
    assert world.registry.current() == (1, None)
    assert not (world.folder / "releases").exists()


def test_too_few_updates_end_quorum_not_met(world: World) -> None:
    """Which site failed to deliver, and how, is said plainly."""
    lost = {"code": "no_reply", "metrics": {}, "evaluation": None}
    row = world.play(result("quorum_not_met", site_a=site(), site_b=lost))
    assert row.state == "quorum_not_met"
    assert row.summary["reason"] == "1 of at least 2 sites gave an update (site-b: no_reply)"


def test_too_few_sites_online_never_start_a_run(world: World) -> None:
    """After the joining time the round ends without a Flower run."""
    world.control.online = {b"A"}
    row = world.play()
    assert row.state == "quorum_not_met"
    assert "not: site-b" in row.summary["reason"]
    assert world.control.jobs == []


def test_an_endless_run_is_stopped_at_the_deadline(tmp_path: Path, private: Any) -> None:
    """The runner's own deadline ends it, whatever Flower does."""
    world = World(tmp_path, private, deadline_seconds=100, evaluate_seconds=50)
    world.control.endless = True
    began = world.now
    row = world.play()
    assert row.state == "failed"
    assert len(world.control.stopped) == 1
    assert 150 <= world.now - began <= 220


def test_there_is_never_a_second_round_beside_one(world: World) -> None:
    """A request while one is queued or running is refused."""
    world.runner.request("manual")
    with pytest.raises(RoundRefused) as refused:
        world.runner.request("schedule")
    assert refused.value.reason == "running"


def test_a_trainer_that_stops_leaves_the_round_and_the_next_start_resumes_it_once(
    world: World, tmp_path: Path
) -> None:
    """Interrupted, queued again under the same id, run as a second attempt; a third time it stays."""
    world.control.endless = True
    world.stopping = lambda: True
    world.runner.request("manual")
    assert world.runner.run_once() is False
    (row,) = world.state.rounds()
    assert (row.state, row.attempt) == ("running", 1)

    again = World(tmp_path, world.private)
    again.control.results = [result(site_a=site(), site_b=site())]
    again.runner.recover()
    assert again.runner.run_once()
    resumed = again.state.round(row.id)
    assert resumed is not None
    assert (resumed.state, resumed.attempt) == ("released", 2)
    states = [entry["state"] for entry in again.state.round_log(row.id)]
    assert states == ["queued", "running", "interrupted", "queued", "running", "released"]
    assert again.control.jobs[0]["round"] == row.id


def test_a_round_is_not_resumed_twice(world: World, tmp_path: Path) -> None:
    """Two interruptions end it."""
    world.control.endless = True
    world.stopping = lambda: True
    world.runner.request("manual")
    world.runner.run_once()
    world.runner.recover()
    world.runner.run_once()
    world.runner.recover()
    assert world.runner.run_once() is False
    (row,) = world.state.rounds()
    assert (row.state, row.attempt) == ("interrupted", 2)


def test_a_superlink_that_dies_interrupts_the_attempt_and_the_round_goes_on(world: World) -> None:
    """The second attempt restarts the SuperLink and releases."""
    world.control.dead = True
    world.link.up = False
    original = world.link.ensure
    attempts: list[int] = []

    def ensure() -> None:
        attempts.append(1)
        original()
        if len(attempts) == 1:
            world.link.up = False
        else:
            world.control.dead = False

    world.link.ensure = ensure  # type: ignore[method-assign]
    row = world.play(None, result(site_a=site(), site_b=site()))
    assert row.state == "released"
    assert row.attempt == 2


def test_a_run_that_was_cut_off_gets_a_second_attempt(world: World) -> None:
    """A run without a result is resumed once; twice cut off is the end."""
    row = world.play(None, result(site_a=site(), site_b=site()))
    assert (row.state, row.attempt) == ("released", 2)
    row = world.play(None, None)
    assert (row.state, row.attempt) == ("interrupted", 2)
    assert "cut off" in row.summary["reason"]


def test_a_round_that_broke_in_the_server_app_names_the_error_type(world: World) -> None:
    """It is not tried again: it would break again."""
    row = world.play(result("failed") | {"error": "TypeError"})
    assert (row.state, row.attempt) == ("failed", 1)
    assert row.summary["reason"] == "the round broke off: TypeError"


def test_the_count_of_dialogues_is_noted_when_a_round_begins(world: World) -> None:
    """So the next round by count starts from here."""
    from training.state import PollRow

    world.state.note_poll(PollRow("site-a", 40, None, 1, 0.0))
    world.play(result(site_a=site(), site_b=site()))
    assert world.state.get_note("bucket_at_round") == 40


def _left_behind(world: World) -> str:
    """A round whose trainer was stopped in mid-round; its id."""
    world.control.endless = True
    world.stopping = lambda: True
    round_id = world.runner.request("manual")
    assert world.runner.run_once() is False
    return round_id


def test_a_superlink_that_is_gone_at_the_stop_costs_no_round(world: World) -> None:
    """The round is left for the next start even if its run can no longer be stopped."""

    def gone(_run_id: int) -> None:
        raise FlowerControlError("stop run: ConnectError")

    world.control.stop_run = gone  # type: ignore[method-assign]
    round_id = _left_behind(world)
    row = world.state.round(round_id)
    assert row is not None
    assert row.state == "running"


def test_a_second_attempt_asks_the_sites_the_same(world: World, tmp_path: Path) -> None:
    """Settings and the pointer may have changed meanwhile: the sites know the round as it was."""
    round_id = _left_behind(world)
    again = World(tmp_path, world.private, steps=7, learning_rate=1e-3, deadline_seconds=60)
    again.control.results = [result(site_a=site(), site_b=site())]
    again.runner.recover()
    assert again.runner.run_once()
    first, second = world.control.jobs[0], again.control.jobs[0]
    assert second == first | {"train_seconds": 60}
    row = again.state.round(round_id)
    assert row is not None
    assert row.state == "released"


def test_a_result_that_lay_there_when_the_trainer_died_is_used(
    world: World, tmp_path: Path
) -> None:
    """A trainer that is killed between the run's end and the release makes the release at its start."""
    world.control.results = [result(site_a=site(), site_b=site())]
    round_id = _left_behind(world)
    again = World(tmp_path, world.private)
    again.runner.recover()
    assert again.runner.run_once()
    row = again.state.round(round_id)
    assert row is not None
    assert (row.state, row.attempt) == ("released", 2)
    assert again.control.jobs == []
    assert again.registry.current() == (2, row.release)


def test_a_result_for_another_base_is_not_released_as_this_ones(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the base model was changed while the trainer was down, the old candidate is refused."""
    world.control.results = [result(site_a=site(), site_b=site())]
    round_id = _left_behind(world)
    monkeypatch.setattr("tests.training.test_rounds.BASE", "sha256:" + "1" * 64)
    again = World(tmp_path, world.private)
    again.runner.recover()
    assert again.runner.run_once()
    row = again.state.round(round_id)
    assert row is not None
    assert row.state == "failed"
    assert again.registry.current() == (1, None)
