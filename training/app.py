"""The trainer put together: SuperLink, rounds, schedule, registry over TLS, admin socket.

The one place that reads settings and opens files and threads. Knows every part of the trainer and
the work of none.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sottovoce.asgi import serve
from sottovoce.crypto import load_private
from sottovoce.errors import ConfigInvalid, KeyUnavailable, ServerError
from sottovoce.telemetry import get_logger
from training.admin import AdminServer, admin_app
from training.flower_control import HttpFlowerControl, load_node_public_key, register_sites
from training.metrics import TrainerMetrics
from training.registry import Registry, check_state_dir
from training.rounds import RoundRunner
from training.router import registry_app
from training.schedule import Scheduler, parse_cron
from training.server_settings import TrainerSettings
from training.state import TrainerState
from training.superlink import SuperLink, SuperLinkFailed, SuperLinkSpec, past_proxies

TICK_SECONDS = 2.0


class Trainer:
    """One federation's trainer. Raises ConfigInvalid, KeyUnavailable at construction (bad files)."""

    def __init__(
        self, settings: TrainerSettings, *, clock: Callable[[], float] = time.time
    ) -> None:
        check_state_dir(settings.state_dir)
        keys, private = _read_keys(settings)
        self._settings = settings
        self._keys = keys
        self.state = TrainerState(settings.state_dir / "trainer.db")
        self.registry = Registry(
            state=self.state,
            releases_dir=settings.state_dir / "releases",
            private=private,
            base=settings.base_digest,
            tokens={site.name: site.registry_token_sha256 for site in settings.sites},
            ttl=settings.pointer_ttl_seconds,
            clock=clock,
        )
        self.link = SuperLink(_spec(settings))
        self.control = HttpFlowerControl(self.link.spec.address, self.link.spec.ca_cert)
        self.runner = RoundRunner(
            state=self.state,
            registry=self.registry,
            control=self.control,
            link=self.link,
            keys=keys,
            settings=settings.round,
            base=settings.base_digest,
            private=private,
            rounds_dir=settings.state_dir / "rounds",
            clock=clock,
        )
        self.scheduler = _scheduler(settings, self.state, self.runner, clock)
        self.metrics = TrainerMetrics(self.state)
        self._admin = AdminServer(
            admin_app(self.runner, self.registry, self.state), settings.state_dir
        )
        self._going_down = threading.Event()
        self._failed = threading.Event()
        self._threads: list[threading.Thread] = []

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT; then stop every part and the SuperLink's processes."""
        log = get_logger()
        lock = hold(self._settings.state_dir)
        os.environ.update(past_proxies(os.environ))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _leave)  # from start to end: no way out past _stop
        try:
            self._start()
            app = registry_app(self.registry, self.metrics, self.ready)
            asyncio.run(
                serve(
                    app,
                    self._settings.listen,
                    ready=lambda port: log.info("trainer_ready", port=port),
                )
            )
        finally:
            self._stop()
            os.close(lock)
        if self._failed.is_set():
            raise ServerError("A part of the trainer failed and it stopped; see its log.")

    def ready(self) -> dict[str, bool]:
        """Each part that must run, and whether it does."""
        threads = {thread.name: thread.is_alive() for thread in self._threads}
        return {"superlink": self.link.alive(), **threads}

    def _start(self) -> None:
        self.link.start()
        register_sites(self.control, self._keys)
        self.runner.recover()
        try:
            self._admin.start()
        except OSError as err:
            raise ConfigInvalid([f"state_dir: no admin socket there: {err}"]) from err
        for name, target in (("rounds", self.runner.loop), ("schedule", self._schedule)):
            thread = threading.Thread(target=watched(target, self._fail), name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def _fail(self) -> None:
        self._failed.set()
        os.kill(os.getpid(), signal.SIGTERM)

    def _stop(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        self._going_down.set()
        self.runner.stop()
        for thread in self._threads:
            thread.join(timeout=15)
        self._admin.stop()
        self.link.stop()
        self.state.close()
        get_logger().info("trainer_stopped")

    def _schedule(self) -> None:
        while not self._going_down.wait(TICK_SECONDS):
            self.scheduler.tick()
            try:
                self.link.ensure()
            except SuperLinkFailed as err:
                get_logger().error("superlink_failed", reason=str(err))


def hold(state_dir: Path) -> int:
    """Take the state folder for this process: a file descriptor that holds the lock.

    A second trainer on it would take the first one's SuperLink for an orphan and stop it, and start
    its rounds beside it. Raises ConfigInvalid where another process has it.
    """
    lock = os.open(state_dir / "trainer.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise ConfigInvalid([f"state_dir: another trainer runs on {state_dir}"]) from None
    return lock


def watched(work: Callable[[], None], fail: Callable[[], None]) -> Callable[[], None]:
    """A thread's work that calls `fail` where it dies: half a trainer is worse than none.

    The trainer then stops, and whoever supervises it starts it again, which resumes a round.
    """

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever it was, it is told by its type and ends the process
            get_logger().error("part_failed", error=type(error).__name__)
            fail()

    return run


def _leave(_number: int, _frame: object) -> None:
    raise SystemExit(0)


def _read_keys(settings: TrainerSettings) -> tuple[dict[str, bytes], Ed25519PrivateKey]:
    """Node keys and the release key; every unusable file is named in one ConfigInvalid."""
    link = settings.superlink
    faults = [
        f"superlink: {path}: no such file"
        for path in (link.ca_cert, link.cert, link.key)
        if not path.is_file()
    ]
    keys: dict[str, bytes] = {}
    for site in settings.sites:
        try:
            keys[site.name] = load_node_public_key(site.node_public_key_file)
        except ConfigInvalid as err:
            faults += [f"sites: {site.name}: {fault}" for fault in err.faults]
    if len(set(keys.values())) != len(keys):
        faults.append("sites: two sites share a node key")
    try:
        private = load_private(settings.release_key_file)
    except KeyUnavailable as err:
        faults.append(f"release_key_file: {err}")
    if faults:
        raise ConfigInvalid(faults)
    return keys, private


def _spec(settings: TrainerSettings) -> SuperLinkSpec:
    link = settings.superlink
    return SuperLinkSpec(
        link.host, link.port, link.ca_cert, link.cert, link.key, settings.state_dir
    )


def _scheduler(
    settings: TrainerSettings,
    state: TrainerState,
    runner: RoundRunner,
    clock: Callable[[], float],
) -> Scheduler:
    cron = None if settings.schedule is None else parse_cron(settings.schedule, settings.timezone)
    return Scheduler(
        cron=cron,
        new_dialogues=settings.new_dialogues,
        memory=state,
        request=runner.request,
        clock=clock,
    )
