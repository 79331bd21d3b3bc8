"""Keeps the edge on the release that the registry's signed pointer names.

Knows the order poll -> pointer -> download -> verify -> load beside -> smoke -> move -> drop the old
one, and what is remembered between starts. A failure at any point leaves the old release serving.
Does not know HTTP or tensors.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, ValidationError

from edge_node.adapters import Shelf
from edge_node.engine import AdapterHost
from edge_node.metrics import EdgeMetrics
from edge_node.registry_client import Registry
from sottovoce.egress import EgressLedger
from sottovoce.errors import AdapterRejected, UpstreamUnavailable
from sottovoce.release import (
    FILES,
    RELEASE_NAME,
    Pointer,
    SignedRelease,
    open_pointer,
    read_release,
    verify_release,
    write_atomic,
    write_release,
)
from sottovoce.telemetry import get_logger

BUCKET = 10
STATE_FILE = "state.json"


class Refusal(BaseModel):
    """A release that was refused, under which pointer, and why; only a newer pointer tries again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sequence: int
    reason: str


class State(BaseModel):
    """What is remembered in the cache folder; `updated` in seconds since the epoch."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sequence: int = 0
    active: str | None = None
    previous: str | None = None
    loaded: tuple[str, ...] = ()
    refused: dict[str, Refusal] = {}
    updated: float = 0.0


@dataclass(frozen=True)
class Trust:
    """Against what a release is checked."""

    public: Ed25519PublicKey
    base: str


def read_state(cache: Path) -> State:
    """The remembered state; an unreadable file counts as none."""
    try:
        return State.model_validate_json((cache / STATE_FILE).read_bytes())
    except (OSError, ValidationError):
        return State()


class Updater:
    """Moves the shelf from release to release. Used from one task."""

    def __init__(
        self,
        *,
        registry: Registry,
        shelf: Shelf,
        engine: AdapterHost,
        trust: Trust,
        cache: Path,
        ledger: EgressLedger,
        metrics: EdgeMetrics,
        trainable: Callable[[], int],
        clock: Callable[[], float],
    ) -> None:
        self._registry = registry
        self._shelf = shelf
        self._engine = engine
        self._trust = trust
        self._cache = cache
        self._ledger = ledger
        self._metrics = metrics
        self._trainable = trainable
        self._clock = clock
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.state = read_state(cache)
        self._last_bad_pointer = ""
        self._told: tuple[int, int] | None = None
        self._times = 0
        self._poll_entry = 0

    async def restore(self) -> None:
        """At start: load the release that served last, and the one before, from the cache."""
        for name in (self.state.previous, self.state.active):
            if name is None:
                continue
            try:
                await self._load(name, read_release(self._cache / name))
                self._shelf.point(name)
            except OSError:
                get_logger().warning("cached_release_missing", release=name)
            except AdapterRejected as error:
                self._note(error, name)  # its files were removed: the next poll fetches it anew
        if self._shelf.active != self.state.active:
            # Rather the base model than the release before, which a rollback may have left for cause.
            self._shelf.point(None)
        self._remember()
        self._metrics.now_serving(self._shelf.active)

    async def run(self, poll_seconds: float) -> None:
        """Poll for ever. Nothing that goes wrong here ends it or touches what serves."""
        while True:
            await self.poll()
            await asyncio.sleep(poll_seconds)

    async def poll(self) -> str:
        """One look at the registry; returns the outcome: ok, down, refused or failed."""
        outcome = await self._guarded(self._look)
        self._metrics.polls.labels(outcome).inc()
        await self._guarded(self._tidy)
        return outcome

    async def _guarded(self, work: Callable[[], Awaitable[str]]) -> str:
        """The outcome of `work`; what can go wrong on the way is logged by its type."""
        try:
            return await work()
        except UpstreamUnavailable:
            return "down"
        except Exception as error:  # noqa: BLE001 - whatever it was, what serves goes on and polls again
            get_logger().error("adapter_update_failed", error=type(error).__name__)
            return "failed"

    async def _look(self) -> str:
        bucket = await asyncio.to_thread(self._trainable) // BUCKET * BUCKET
        self._account(bucket)
        data = b""
        try:
            data = await self._registry.poll(
                bucket=bucket, active=self._shelf.active, sequence=self.state.sequence
            )
            pointer = open_pointer(
                data, self._trust.public, now=self._clock(), last_sequence=self.state.sequence
            )
        except AdapterRejected as error:
            self._bad_pointer(error, data)
            return "refused"
        return await self._follow(pointer)

    def _account(self, bucket: int) -> None:
        """The poll in the ledger, before it leaves: those of one hour that tell the same share an entry."""
        told = (bucket, int(self._clock() // 3600))
        if self._told == told:
            self._times += 1
        else:
            self._told, self._times = told, 1
            self._poll_entry = self._ledger.record("poll")
        self._ledger.amend(
            self._poll_entry, detail={"trainable_bucket": bucket, "times": self._times}
        )

    async def _follow(self, pointer: Pointer) -> str:
        release = pointer.release
        known = self.state.refused.get(release or "")
        if known is not None and known.sequence == pointer.sequence:
            return "refused"  # counted when it was refused
        self._remember(sequence=pointer.sequence)
        if release == self._shelf.active:
            return "ok"
        if release is not None and release not in self._shelf.loaded:
            try:
                await self._obtain(release)
            except AdapterRejected as error:
                self._note(error, release)
                refusal = Refusal(sequence=pointer.sequence, reason=error.reason)
                self._remember(refused={release: refusal})
                return "refused"
        self._move(release)
        return "ok"

    def _move(self, release: str | None) -> None:
        self._shelf.point(release)
        self._metrics.adapter_swaps.inc()
        self._metrics.now_serving(release)
        self._remember()
        get_logger().info("adapter_serving", release=release or "base")

    async def _obtain(self, release: str) -> None:
        """Load from the cache where it lies whole there, else from the registry."""
        if not re.fullmatch(RELEASE_NAME, release):
            raise AdapterRejected("format")
        try:
            await self._load(release, read_release(self._cache / release))
        except (OSError, AdapterRejected):
            self._forget(release)  # what is left of it is not whole
            await self._load(release, await self._registry.fetch(release))

    async def _load(self, release: str, signed: SignedRelease) -> None:
        """Verify, keep in the cache, load beside the others, smoke."""
        try:
            manifest, tensors = await asyncio.to_thread(
                verify_release, signed, public=self._trust.public, base=self._trust.base
            )
            if manifest.release != release:
                raise AdapterRejected("signature", "The release is another than was asked for.")
            if not (self._cache / release / FILES[-1]).exists():
                await asyncio.to_thread(write_release, self._cache / release, signed)
            await asyncio.to_thread(self._engine.load_adapter, release, manifest.lora, tensors)
        except AdapterRejected:
            self._forget(release)
            raise
        self._shelf.add(release)

    async def _tidy(self) -> str:
        """Unload what nothing uses any more; the cache keeps what serves and what served last."""
        for name in self._shelf.unused():
            self._shelf.drop(name)
            await asyncio.to_thread(self._engine.unload_adapter, name)
            self._forget(name)
            self._remember()
            get_logger().info("adapter_dropped", release=name)
        return "ok"

    def _forget(self, release: str) -> None:
        """Remove a release's files from the cache."""
        folder = self._cache / release
        if re.fullmatch(RELEASE_NAME, release) and folder.is_dir():
            shutil.rmtree(folder)

    def _bad_pointer(self, error: AdapterRejected, data: bytes) -> None:
        """Counted each time; recorded once for the same pointer, which may come with every poll."""
        digest = hashlib.sha256(data).hexdigest()
        if digest == self._last_bad_pointer:
            self._metrics.adapter_refusals.labels(error.reason).inc()
            return
        self._last_bad_pointer = digest
        self._note(error, "")

    def _note(self, error: AdapterRejected, release: str) -> None:
        self._metrics.adapter_refusals.labels(error.reason).inc()
        get_logger().warning("adapter_refused", reason=error.reason, release=release)
        self._ledger.record(
            "refusal", code=error.code, detail={"reason": error.reason, "release": release}
        )

    def _remember(
        self, *, sequence: int | None = None, refused: dict[str, Refusal] | None = None
    ) -> None:
        state = State(
            sequence=self.state.sequence if sequence is None else sequence,
            active=self._shelf.active,
            previous=self._shelf.previous,
            loaded=self._shelf.loaded,
            refused=self.state.refused if refused is None else refused,
            updated=self._clock(),
        )
        if state.model_copy(update={"updated": self.state.updated}) != self.state:
            write_atomic(self._cache / STATE_FILE, state.model_dump_json().encode())
            self.state = state
