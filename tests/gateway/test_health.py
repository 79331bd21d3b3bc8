"""A part that hangs or fails is told within a bounded time, and its thread is not started twice."""

from __future__ import annotations

import asyncio
import math
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.audit import FileAudit, NoAudit
from gateway.health import Probes, Reading, WatchedAudit
from gateway.vault import VaultUnavailable
from policies import Span
from sottovoce.crypto import write_key
from sottovoce.errors import LogUnavailable
from tests.gateway.asking import Start, ask
from tests.gateway.serving import Upstream, fast_detector


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What hung checks wait for; opened at the end."""
    event = threading.Event()
    yield event
    event.set()


def failing() -> None:
    raise VaultUnavailable


def crashing() -> None:
    raise RuntimeError("quotes 王芳")


def test_states_in_bounded_time(gate: threading.Event) -> None:
    """Fit, failed and crashed parts have their state at once; the hung one is slow, and asked once alone."""
    runs = []

    def hangs() -> None:
        runs.append(1)
        gate.wait(20)

    probes = Probes(seconds=0.3)
    checks = {"fit": lambda: None, "fails": failing, "crashes": crashing, "hangs": hangs}
    wanted = {
        "fit": "ok",
        "fails": "privacy_unavailable",
        "crashes": "privacy_unavailable",
        "hangs": "slow",
    }
    for _ in range(3):
        assert asyncio.run(probes.states(checks)) == wanted
    assert len(runs) == 1
    gate.set()
    until = time.monotonic() + 5
    while probes.wait(checks)["hangs"] != "ok":
        assert time.monotonic() < until


def test_a_number_that_cannot_be_read(gate: threading.Event) -> None:
    """Not a number while it fails or hangs, the number once it does not."""
    answers: list[Any] = [3, failing, lambda: gate.wait(20), 4]

    def read() -> float:
        answer = answers.pop(0)
        return float(answer() or 0 if callable(answer) else answer)

    reading = Reading(read, seconds=0.1)
    assert reading.value() == 3.0
    assert math.isnan(reading.value())
    assert math.isnan(reading.value())
    assert math.isnan(reading.value())
    gate.set()
    time.sleep(0.1)
    assert reading.value() == 4.0


def test_an_audit_log_that_fails_and_heals(tmp_path: Path) -> None:
    """Each failure counts; the check fails until an entry can be written, and writes none while all is well."""

    class Full(NoAudit):
        full = True

        def record(self, event: str, **fields: Any) -> None:
            if self.full:
                raise LogUnavailable

    count = []
    log = Full()
    watched = WatchedAudit(log, lambda: count.append(1))
    watched.check()
    for use in (lambda: watched.record("request"), watched.check):
        with pytest.raises(LogUnavailable):
            use()
    assert len(count) == 2
    log.full = False
    watched.check()
    written = WatchedAudit(FileAudit(tmp_path / "audit.log"), lambda: None)
    written.check()
    written.close()
    assert (tmp_path / "audit.log").read_bytes() == b""


class Stuck:
    """A detector that hangs until it is let go."""

    def __init__(self, gate: threading.Event) -> None:
        self._gate = gate

    def scan(self, text: str) -> list[Span]:
        self._gate.wait(20)
        return []


def test_ready_and_metrics_while_parts_hang(
    start: Start, gate: threading.Event, tmp_path: Path
) -> None:
    """A held vault and a hung detector: readiness within two seconds, each told, metrics within one."""
    write_key(tmp_path / "vault.key")
    vault = {"path": tmp_path / "vault.db", "key_file": tmp_path / "vault.key"}
    stuck = Stuck(gate)
    running = start(build=lambda *_, **__: stuck, vault=vault)
    holder = sqlite3.connect(tmp_path / "vault.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with httpx.Client(base_url=running.base, timeout=20) as client:
        client.get("/livez")
        for _ in range(2):
            started = time.monotonic()
            ready = client.get("/readyz")
            assert time.monotonic() - started < 2
            assert ready.status_code == 503
            checks = ready.json()["checks"]
            assert checks.pop("vault") in ("slow", "privacy_unavailable")
            checks.pop("tagger", None)
            assert checks == {"queue": "ok", "detector:default": "slow", "audit": "ok"}
            started = time.monotonic()
            assert "sottovoce_gateway_vault_up" in client.get("/metrics").text
            assert time.monotonic() - started < 1
        gate.set()
        holder.execute("ROLLBACK")
        holder.close()
        time.sleep(0.2)
        assert client.get("/readyz").status_code == 200


def test_no_upstream_is_asked(start: Start, upstream: Upstream) -> None:
    """Neither readiness nor the metrics send anything."""
    running = start(build=fast_detector)
    httpx.get(f"{running.base}/readyz")
    httpx.get(f"{running.base}/metrics")
    assert upstream.requests == []


def test_an_audit_log_that_cannot_be_written_is_told(
    start: Start, tmp_path: Path, upstream: Upstream
) -> None:
    """503, nothing sent, not ready, counted; ready again once an entry can be written."""
    running = start(build=fast_detector, audit={"path": tmp_path / "audit.log"})
    client = running.client()
    ask(client, "hello")
    audit = running.gateway.service._audit
    real, audit._log = audit._log, _Full()  # type: ignore[attr-defined]
    with pytest.raises(Exception, match="503"):
        ask(client, "hello")
    assert len(upstream.seen) == 1
    ready = httpx.get(f"{running.base}/readyz")
    assert ready.json()["checks"]["audit"] == "log_unavailable"
    assert "audit_failures_total 0.0" not in httpx.get(f"{running.base}/metrics").text
    audit._log = real  # type: ignore[attr-defined]
    assert httpx.get(f"{running.base}/readyz").status_code == 200


class _Full(NoAudit):
    def record(self, event: str, **fields: Any) -> None:
        raise LogUnavailable
