"""Requests in flight while the edges move from one adapter to another.

Knows that a request's reply names the adapter that it was admitted to, and when each request began
and ended. Moves nothing itself.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from examples.demo.chats import SITE, Exchange

if TYPE_CHECKING:
    from openai import OpenAI

POLL_SECONDS = 0.1
MOVED = '"event": "adapter_serving"'


@dataclass(frozen=True)
class Flight:
    """One request with the times of its begin and end (seconds since the epoch)."""

    began: float
    ended: float
    exchange: Exchange


@dataclass
class Flights:
    """Keeps `lanes` requests in flight, one after another, while its block runs.

    `request` makes one whole request. The first error ends its lane and is kept in `errors`.
    """

    request: Callable[[], Exchange]
    lanes: int = 2
    done: list[Flight] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        for lane in range(self.lanes):
            thread = threading.Thread(target=self._fly, name=f"flight-{lane}", daemon=True)
            self._threads.append(thread)
            thread.start()
            self._over.wait(0.1)  # so that the lanes do not end together
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        if kind is None:
            for thread in self._threads:
                thread.join()

    def across(self, moment: float, adapter: str) -> list[Flight]:
        """Requests on `adapter` that were in flight at a moment (call after the block)."""
        return [
            flight
            for flight in self.done
            if flight.began < moment < flight.ended and flight.exchange.adapter == adapter
        ]

    def _fly(self) -> None:
        while not self._over.is_set():
            began = time.time()
            try:
                exchange = self.request()
            except Exception as error:  # noqa: BLE001 - told by the check that reads `errors`
                self.errors.append(error)
                return
            self.done.append(Flight(began, time.time(), exchange))


def moved_at(log: Path, release: str) -> float | None:
    """When an edge moved its pointer to a release, by the edge's own log; None if it does not say."""
    for line in log.read_text(errors="replace").splitlines():
        if MOVED in line:
            entry = json.loads(line)
            if entry.get("release") == release:
                return datetime.fromisoformat(entry["timestamp"]).timestamp()
    return None


@dataclass(frozen=True)
class Models:
    """What `GET /v1/models` says of a site: all names, and the release behind `sottovoce`."""

    names: tuple[str, ...]
    current: str | None


def models(api: OpenAI, site: str) -> Models:
    """Ask the gateway which models a site serves. Raises the client's own errors."""
    listed: Any = api.models.list(extra_headers={SITE: site}).data
    releases = {one.id: getattr(one, "release", None) for one in listed}
    return Models(tuple(releases), releases.get("sottovoce"))


def wait_for_release(
    api: OpenAI, sites: Sequence[str], release: str | None, *, timeout: float
) -> dict[str, float]:
    """Wait until each site serves a release (None: the base model).

    Returns when each was first seen to (seconds since the epoch); a site that never did is missing.
    """
    seen: dict[str, float] = {}
    deadline = time.monotonic() + timeout
    while len(seen) < len(sites) and time.monotonic() < deadline:
        for site in sites:
            if site not in seen and models(api, site).current == release:
                seen[site] = time.time()
        time.sleep(POLL_SECONDS)
    return seen
