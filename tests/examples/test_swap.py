"""Requests that are kept in flight, and which of them spanned a moment."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from examples.demo.chats import SITE, Exchange
from examples.demo.swap import Flight, Flights, models, moved_at, wait_for_release


def exchange(adapter: str) -> Exchange:
    return Exchange("c", "sent", "got", adapter, "r", 3)


def test_a_request_is_always_in_flight() -> None:
    """Whatever the moment, some request began before it and ended after it."""
    adapters = ["base"]

    def request() -> Exchange:
        adapter = adapters[-1]
        time.sleep(0.2)
        return exchange(adapter)

    with Flights(request) as flights:
        time.sleep(0.5)
        moment = time.time()
        adapters.append("r1")
        time.sleep(0.3)
    assert flights.across(moment, "base")
    assert not flights.across(moment, "r1")
    assert any(flight.exchange.adapter == "r1" for flight in flights.done)


def test_only_requests_across_the_moment_count() -> None:
    """One that ended before it, began after it or was on another adapter does not."""
    flights = Flights(lambda: exchange("base"))
    flights.done = [
        Flight(0.0, 1.0, exchange("base")),
        Flight(3.0, 4.0, exchange("base")),
        Flight(1.0, 3.0, exchange("r1")),
        spanning := Flight(1.5, 2.5, exchange("base")),
    ]
    assert flights.across(2.0, "base") == [spanning]


def test_an_error_ends_the_lane_and_is_kept() -> None:
    """A failed request is not swallowed."""
    failed = threading.Event()

    def request() -> Exchange:
        failed.set()
        raise ConnectionError

    with Flights(request, lanes=1) as flights:
        failed.wait(5)
    assert [type(error) for error in flights.errors] == [ConnectionError]
    assert flights.done == []


def test_the_edge_says_when_it_moved(tmp_path: Path) -> None:
    """The moment is that of the right release, in the edge's own log."""
    log = tmp_path / "edge.log"
    line = '{"release": "%s", "event": "adapter_serving", "timestamp": "2026-01-02T03:04:%sZ"}\n'
    log.write_text("Warning: not JSON\n" + line % ("r1", "05.500000") + line % ("base", "09"))
    assert moved_at(log, "r1") == datetime(2026, 1, 2, 3, 4, 5, 500000, UTC).timestamp()
    assert moved_at(log, "r2") is None


class Api:
    """Says which release each site serves; moves on with each question."""

    def __init__(self, releases: dict[str, list[str | None]]) -> None:
        self.releases = releases
        self.models = self

    def list(self, extra_headers: dict[str, str]) -> Any:
        said = self.releases[extra_headers[SITE]]
        current = said.pop(0) if len(said) > 1 else said[0]
        entries = [
            SimpleNamespace(id="sottovoce", release=current),
            SimpleNamespace(id="base", release=None),
        ]
        return SimpleNamespace(data=entries)


def test_waiting_ends_when_every_site_serves_the_release() -> None:
    """Each site's moment is noted; a site that never gets there is missing."""
    api: Any = Api({"a": [None, "r1"], "b": ["r1"], "c": [None]})
    seen = wait_for_release(api, ["a", "b"], "r1", timeout=5)
    assert set(seen) == {"a", "b"}
    assert set(wait_for_release(api, ["a", "c"], "r1", timeout=0.3)) == {"a"}
    assert models(api, "b").names == ("sottovoce", "base")
