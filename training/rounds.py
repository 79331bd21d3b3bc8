"""Rounds from request to release: one at a time, with an own deadline, resumable, kept as history.

queued → running → released | gate_refused | quorum_not_met | failed | interrupted. A round that a
killed trainer or SuperLink cut off is marked interrupted and resumed once under the same id: the
sites answer a round id that they have seen with the update they made. Knows the Control API through
`FlowerControl` and the SuperLink through `Link`; the round itself runs in `server_round`.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sottovoce.errors import RoundRefused, SottovoceError
from sottovoce.release import LoraSpec, Manifest, build_release, read_specs, write_atomic
from sottovoce.telemetry import get_logger
from training.flower_control import (
    FlowerControl,
    FlowerControlError,
    RunStatus,
    online_sites,
    register_sites,
)
from training.gate import judge
from training.registry import Registry, site_metrics
from training.schedule import Scheduler
from training.server_settings import RoundSettings
from training.state import RoundRow, TrainerState

JOB, RESULT, CANDIDATE = "job.json", "result.json", "candidate.safetensors"  # of server_round
MAX_ATTEMPTS = 2
LOST_CALLS = 10  # control calls that may fail in a row before the attempt counts as lost
GRACE_SECONDS = 60.0  # for the ServerApp's own start and end
POLL_SECONDS = 1.0


class Link(Protocol):
    """What a round needs of the SuperLink process."""

    def ensure(self) -> None:
        """Start it if it does not run."""
        ...

    def alive(self) -> bool:
        """Whether it runs."""
        ...


class Stopped(Exception):
    """The trainer is going down: the round stays as it is and is resumed at the next start."""


class AttemptLost(Exception):
    """The SuperLink died or stopped answering in mid-round."""


@dataclass(frozen=True)
class Outcome:
    """How a round ended."""

    state: str
    summary: dict[str, Any]
    release: str | None = None


class RoundRunner:
    """Runs rounds one after another in the thread that calls `loop`.

    `keys` are site → public key (PEM) of its node; `wait` sleeps that many seconds and says whether
    the trainer is going down.
    """

    def __init__(
        self,
        *,
        state: TrainerState,
        registry: Registry,
        control: FlowerControl,
        link: Link,
        keys: Mapping[str, bytes],
        settings: RoundSettings,
        base: str,
        private: Ed25519PrivateKey,
        rounds_dir: Path,
        clock: Callable[[], float] = time.time,
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        self._state = state
        self._registry = registry
        self._control = control
        self._link = link
        self._keys = dict(keys)
        self._settings = settings
        self._base = base
        self._private = private
        self._dir = rounds_dir
        self._clock = clock
        self._stop = threading.Event()
        self._wait = wait or self._stop.wait
        self._wake = threading.Event()

    # asked from outside

    def request(self, trigger: str) -> str:
        """Queue a round and return its id. Raises RoundRefused while one is queued or running."""
        now = self._clock()
        stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(now))
        round_id = f"round-{stamp}-{secrets.token_hex(3)}"
        if not self._state.add_round(round_id, trigger, now):
            raise RoundRefused("running", "A round is queued or running; wait for its end.")
        self._wake.set()
        return round_id

    def recover(self) -> None:
        """At start: mark a round found running as interrupted and queue it once more."""
        row = self._state.active()
        if row is not None and row.state == "running":
            self._interrupted(row, "the trainer stopped in mid-round")

    def loop(self) -> None:
        """Run queued rounds until `stop`."""
        while not self._stop.is_set():
            if not self.run_once():
                self._wake.wait(timeout=5.0)
                self._wake.clear()

    def stop(self) -> None:
        """End the loop soon; a running round is left for the next start."""
        self._stop.set()
        self._wake.set()

    def run_once(self) -> bool:
        """Run the queued round, if there is one; whether there was."""
        queued = self._state.active()
        if queued is None:
            return False
        row = self._state.begin(queued.id, self._clock())
        log = get_logger().bind(round=row.id, attempt=row.attempt)
        log.info("round_started", trigger=row.trigger)
        try:
            outcome = self._attempt(row)
        except Stopped:
            log.warning("round_left", reason="trainer stopping")
            return False
        except AttemptLost as err:
            self._interrupted(row, str(err))
            log.error("round_interrupted", reason=str(err))
            return True
        except (SottovoceError, OSError, ValueError, KeyError) as err:
            reason = str(err) if isinstance(err, SottovoceError) else type(err).__name__
            outcome = Outcome("failed", {"reason": reason})
        self._state.end(
            row.id, outcome.state, self._clock(), summary=outcome.summary, release=outcome.release
        )
        log.info("round_ended", state=outcome.state, reason=outcome.summary.get("reason", ""))
        return True

    # one attempt

    def _attempt(self, row: RoundRow) -> Outcome:
        started = self._clock()
        if row.attempt == 1:
            self._state.set_note(Scheduler.COUNTED, self._state.bucket_sum())
        earlier = self._dir / row.id / "attempt-1"
        if row.attempt > 1 and (earlier / RESULT).is_file():
            # Only the trainer was cut off: the run had ended, and the sites gave all they give.
            return self._conclude(row, earlier, stopped=True)
        self._link.ensure()
        register_sites(self._control, self._keys)
        online = self._await_sites()
        if len(online) < self._settings.min_sites:
            away = ", ".join(sorted(set(self._keys) - set(online)))
            reason = (
                f"{len(online)} of at least {self._settings.min_sites} sites online; not: {away}"
            )
            return Outcome("quorum_not_met", {"reason": reason, "sites": {}})
        folder = self._dir / row.id / f"attempt-{row.attempt}"
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / JOB, json.dumps(self._job(row, online)).encode())
        run_id = self._control.start_run({"round-id": row.id, "out-dir": str(folder.absolute())})
        self._state.note_run(row.id, run_id)
        status = self._watch(run_id)
        outcome = self._conclude(row, folder, stopped=status is None)
        outcome.summary["total_seconds"] = round(self._clock() - started, 1)
        if status is not None:
            outcome.summary["flower_bytes"] = status.bytes_sent + status.bytes_received
        return outcome

    def _await_sites(self) -> dict[str, int]:
        """Sites online: all of them, or those that are there when `join_seconds` are over."""
        deadline = self._clock() + self._settings.join_seconds
        while True:
            online = online_sites(self._control, self._keys)
            if len(online) == len(self._keys) or self._clock() >= deadline:
                return online
            if self._wait(POLL_SECONDS):
                raise Stopped

    def _job(self, row: RoundRow, online: Mapping[str, int]) -> dict[str, Any]:
        """What the ServerApp is to do. A second attempt asks the sites what the first did, whatever
        changed since: they know the round by it, and give another request nothing."""
        job = self._new_job(row, online)
        earlier = self._dir / row.id / "attempt-1" / JOB
        if row.attempt > 1 and earlier.is_file():
            was = json.loads(earlier.read_bytes())
            job |= {name: was[name] for name in ("base", "min_sites", "release_dir", "request")}
        return job

    def _new_job(self, row: RoundRow, online: Mapping[str, int]) -> dict[str, Any]:
        asked = self._settings
        _, release = self._registry.current()
        release_dir = self._registry.release_dir(release)
        lora = LoraSpec(rank=asked.rank, alpha=asked.alpha, targets=asked.targets)
        if release_dir is not None:  # a running adapter keeps its shape
            lora = Manifest.model_validate_json((release_dir / "manifest.json").read_bytes()).lora
        return {
            "round": row.id,
            "base": self._base,
            "sites": dict(online),
            "min_sites": asked.min_sites,
            "train_seconds": asked.deadline_seconds,
            "evaluate_seconds": asked.evaluate_seconds,
            "release_dir": None if release_dir is None else str(release_dir.absolute()),
            "request": {
                "seed": asked.seed,
                "steps": asked.steps,
                "batch": asked.batch,
                "sequence": asked.sequence,
                "learning_rate": asked.learning_rate,
                "rank": lora.rank,
                "alpha": lora.alpha,
                "targets": list(lora.targets),
            },
        }

    def _watch(self, run_id: int) -> RunStatus | None:
        """Wait for the run's end; stop it at the deadline (None). Raises Stopped, AttemptLost."""
        allowed = self._settings.deadline_seconds + self._settings.evaluate_seconds + GRACE_SECONDS
        deadline = self._clock() + allowed
        lost = 0
        while self._clock() < deadline:
            try:
                status = self._control.run_status(run_id)
                lost = 0
                if status.finished:
                    return status
            except FlowerControlError as err:
                lost += 1
                if lost >= LOST_CALLS or not self._link.alive():
                    raise AttemptLost("the SuperLink died or stopped answering") from err
            if self._wait(POLL_SECONDS):
                with suppress(
                    FlowerControlError
                ):  # the SuperLink goes down next, and its run with it
                    self._control.stop_run(run_id)
                raise Stopped
        self._control.stop_run(run_id)
        return None

    # what came of it

    def _conclude(self, row: RoundRow, folder: Path, *, stopped: bool) -> Outcome:
        """Judge the result. Raises AttemptLost if the run ended by itself and left none."""
        try:
            result = json.loads((folder / RESULT).read_bytes())
        except FileNotFoundError:
            if not stopped:
                raise AttemptLost("the run was cut off; see superlink.log") from None
            return Outcome("failed", {"reason": "stopped at the deadline", "sites": {}})
        summary = {name: result[name] for name in ("sites", "sat_out", "seconds")}
        if result["code"] == "failed":
            return Outcome(
                "failed", {"reason": f"the round broke off: {result['error']}", **summary}
            )
        if result["code"] == "quorum_not_met":
            return Outcome("quorum_not_met", {"reason": self._shortfall(result), **summary})
        verdict = judge(
            result, min_sites=self._settings.min_sites, tolerance=self._settings.tolerance
        )
        if not verdict.passed:
            return Outcome("gate_refused", {"reason": "; ".join(verdict.reasons), **summary})
        release = self._release(row, folder, result)
        return Outcome("released", {"reason": f"released {release}", **summary}, release)

    def _shortfall(self, result: Mapping[str, Any]) -> str:
        sites = result["sites"]
        good = sum(1 for found in sites.values() if found["code"] == "ok")
        others = ", ".join(
            f"{s}: {f['code']}" for s, f in sorted(sites.items()) if f["code"] != "ok"
        )
        return f"{good} of at least {self._settings.min_sites} sites gave an update ({others})"

    def _release(self, row: RoundRow, folder: Path, result: Mapping[str, Any]) -> str:
        """Sign the candidate, keep it, and point the edges at it."""
        data = (folder / CANDIDATE).read_bytes()
        release = f"r{row.number:04d}-{hashlib.sha256(data).hexdigest()[:8]}"
        job = json.loads((folder / JOB).read_bytes())
        request = job["request"]
        sites = sorted(site for site, found in result["sites"].items() if found["code"] == "ok")
        signed = build_release(
            data,
            release=release,
            round=row.id,
            base=job["base"],  # of an earlier attempt, maybe: the registry takes today's alone
            sites=sites,
            metrics=site_metrics(result),
            lora=LoraSpec(
                rank=request["rank"], alpha=request["alpha"], targets=adapted_modules(data)
            ),
            private=self._private,
            created=self._clock(),
        )
        self._registry.add(release, row.id, signed)
        self._registry.promote(release, reason="round")
        return release

    def _interrupted(self, row: RoundRow, reason: str) -> None:
        """Close the attempt; queue the round again unless it had its second chance."""
        now = self._clock()
        self._state.end(row.id, "interrupted", now, summary={"reason": reason, "sites": {}})
        if row.attempt < MAX_ATTEMPTS:
            self._state.requeue(row.id, now)
            self._wake.set()


def adapted_modules(adapter: bytes) -> tuple[str, ...]:
    """The modules that an adapter sits on, from its tensor names (``….q_proj.lora_A.weight``)."""
    names = {name.partition(".lora_")[0].rpartition(".")[2] for name in read_specs(adapter)}
    return tuple(sorted(names))
