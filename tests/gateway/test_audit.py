"""The audit chain: every change of it is found, and a crash or a full disk leaves it whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response

from gateway.audit import Anchor, FileAudit, NoAudit, verify
from sottovoce.errors import ConfigInvalid, LogUnavailable
from tests.gateway.asking import EN, EN_VALUES, Start, ask, chosen, stream
from tests.gateway.serving import Served, Upstream, fast_detector

DEAD = "http://127.0.0.1:9/v1"


def written(path: Path, entries: int = 5) -> Path:
    """A log with so many entries."""
    log = FileAudit(path, clock=lambda: 1.0)
    for number in range(entries):
        log.record("request", decision="allowed", redacted={"PERSON": number})
    log.close()
    return path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_whole_chain_verifies(tmp_path: Path) -> None:
    """Also after a restart, which goes on where the last process stopped; the mode is the owner's alone."""
    path = written(tmp_path / "audit.jsonl")
    written(path, 2)
    found = verify(path)
    assert (found.entries, found.faults) == (7, ())
    assert [entry["number"] for entry in lines(path)] == list(range(1, 8))
    assert path.stat().st_mode & 0o777 == 0o600


def _change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows[2]["redacted"] = {}
    return rows


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (_change, "changed"),
        (lambda rows: rows[:2] + rows[3:], "missing"),
        (lambda rows: [rows[1], rows[0], *rows[2:]], "missing"),
        (lambda rows: [*rows[:2], rows[1], *rows[2:]], "missing"),
    ],
    ids=["changed", "taken out", "swapped", "put in"],
)
def test_damage_is_found(
    tmp_path: Path, damage: Callable[[list[dict[str, Any]]], list[dict[str, Any]]], word: str
) -> None:
    """A changed, missing, swapped or added entry breaks the chain at its place."""
    path = written(tmp_path / "audit.jsonl")
    path.write_text("".join(json.dumps(row) + "\n" for row in damage(lines(path))))
    (fault,) = verify(path).faults
    assert word in fault


@given(place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_any_changed_byte_is_found(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int
) -> None:
    """Whichever byte of the file is another one, the check says so."""
    path = written(tmp_path_factory.mktemp("audit") / "audit.jsonl", 3)
    data = bytearray(path.read_bytes())
    place %= len(data)
    if data[place] == byte:
        byte ^= 1
    data[place] = byte
    path.write_bytes(data)
    assert verify(path).faults


def test_a_rewritten_or_cut_log_fails_its_anchor(tmp_path: Path) -> None:
    """A chain that was made anew verifies by itself; the anchor that was kept elsewhere shows it."""
    path = written(tmp_path / "audit.jsonl")
    anchor = Anchor.from_json(verify(path).last.as_json())
    assert verify(path, (anchor,)).faults == ()
    short = tmp_path / "short.jsonl"
    short.write_text("".join(path.read_text().splitlines(keepends=True)[:3]))
    assert verify(short).faults == ()
    assert "cut off" in verify(short, (anchor,)).faults[0]
    other = FileAudit(tmp_path / "other.jsonl", clock=lambda: 2.0)
    for _ in range(5):
        other.record("request")
    other.close()
    assert "anchor" in verify(tmp_path / "other.jsonl", (anchor,)).faults[0]


def test_half_an_entry_of_a_crash_is_cut_off(tmp_path: Path) -> None:
    """The next start goes on after the last whole entry; a last entry that was changed refuses it."""
    path = written(tmp_path / "audit.jsonl")
    with path.open("ab") as file:
        file.write(b'{"number":6,"ti')
    assert verify(path).faults
    written(path, 1)
    assert (verify(path).entries, verify(path).faults) == (6, ())
    rows = lines(path)
    rows[-1]["time"] = 9
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(ConfigInvalid, match="does not verify"):
        FileAudit(path)


def test_two_gateways_do_not_share_a_log(tmp_path: Path) -> None:
    """The second is refused at its start."""
    first = FileAudit(tmp_path / "audit.jsonl")
    with pytest.raises(ConfigInvalid, match="another gateway"):
        FileAudit(tmp_path / "audit.jsonl")
    first.close()


def test_a_full_disk_refuses_and_breaks_nothing(
    start: Start, upstream: Upstream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a write is taken back: 503, nothing sent, and the chain goes on when there is room."""
    path = tmp_path / "audit.jsonl"
    running = start(build=fast_detector, audit={"path": path})
    ask(running.client(), EN)
    full, write = [True], os.write

    def half(file: int, data: bytes) -> int:
        if full[0] and b'"event"' in data:
            return write(file, data[:20])
        return write(file, data)

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(openai.InternalServerError) as caught:
        ask(running.client(), EN)
    assert (caught.value.status_code, caught.value.code) == (503, "log_unavailable")
    assert len(upstream.seen) == 1
    full[0] = False
    ask(running.client(), EN)
    running.gateway.service._audit.close()
    assert (verify(path).entries, verify(path).faults) == (2, ())


def test_entries_name_types_and_no_values(start: Start, upstream: Upstream, tmp_path: Path) -> None:
    """Allowed and refused requests are there, with counts and the policy's version alone."""
    path = tmp_path / "audit.jsonl"
    running = start(build=fast_detector, audit={"path": path})
    ask(running.client(), EN, user="customer-7")
    with pytest.raises(openai.BadRequestError):
        ask(running.client(), EN, n=99)
    first, second = lines(path)
    assert (first["decision"], first["redacted"]["PHONE_NUMBER"]) == ("allowed", 1)
    assert (second["decision"], second["code"]) == ("refused", "invalid_request")
    assert first["policy"].startswith("default@sha256:")
    for value in (*EN_VALUES, "customer-7"):
        assert value not in path.read_text()


def test_an_entry_over_the_limit_is_refused(tmp_path: Path) -> None:
    """No entry can grow without bound."""
    log = FileAudit(tmp_path / "audit.jsonl")
    with pytest.raises(LogUnavailable):
        log.record("request", much="x" * 100_000)
    log.record("request")
    log.close()
    assert verify(tmp_path / "audit.jsonl").entries == 1


def told(path: Path) -> list[tuple[str, str, str, int | None]]:
    """Decision, site, server and attempt of each entry of a request."""
    return [
        (row["decision"], row["site"], row.get("server", "-"), row.get("attempt"))
        for row in lines(path)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("streamed", [False, True])
def test_the_entry_names_who_got_the_bytes(
    start: Start, upstream: Upstream, upstream_url: str, tmp_path: Path, streamed: bool
) -> None:
    """Not the site that was asked first: one that nobody could reach got nothing, one that failed got them too."""
    upstream.script = chosen
    path, broken = tmp_path / "audit.jsonl", Upstream(script=lambda _body: Response("no", 500))
    with Served(broken.app()) as failing:
        sites = [
            {"name": "dead", "url": DEAD, "kind": "openai", "failover": ["ill", "well"]},
            {"name": "ill", "url": failing.url, "kind": "openai", "failover": ["well"]},
            {"name": "well", "url": upstream_url, "kind": "openai"},
        ]
        sites = [{**site, "model": "m"} for site in sites]
        running = start(build=fast_detector, audit={"path": path}, sites=sites, default_site="dead")
        say = stream if streamed else ask
        say(running.client(), "hello")
        say(running.client(), "hello", extra_headers={"Sottovoce-Site": "well"})
        ill, well = failing.url.removesuffix("/v1"), upstream_url.removesuffix("/v1")
    assert told(path) == [
        ("allowed", "ill", ill, 1),
        ("allowed", "well", well, 2),
        ("allowed", "well", well, 1),
    ]
    assert len(broken.seen) == 1
    assert len({row["request_id"] for row in lines(path)[:2]}) == 1
    metrics = httpx.get(f"{running.base}/metrics").text
    assert 'requests_total{code="ok",dialect="chat",site="well"} 2.0' in metrics
    assert 'site="dead"} 1.0' in metrics  # a failover of its


@pytest.mark.slow
def test_a_request_that_nobody_got_is_told_as_such(start: Start, tmp_path: Path) -> None:
    """No entry says that it was sent anywhere."""
    path = tmp_path / "audit.jsonl"
    sites = [{"name": "dead", "url": DEAD, "kind": "openai", "model": "m"}]
    running = start(build=fast_detector, audit={"path": path}, sites=sites)
    with pytest.raises(openai.InternalServerError):
        ask(running.client(), "hello")
    assert [(row["decision"], row["code"], row["site"]) for row in lines(path)] == [
        ("refused", "upstream_unavailable", "dead")
    ]


@pytest.mark.slow
def test_a_retry_that_cannot_be_noted_does_not_leave(
    start: Start, upstream: Upstream, upstream_url: str, tmp_path: Path
) -> None:
    """The first server has failed, the disk is full by then: the second one gets nothing."""
    path = tmp_path / "audit.jsonl"

    def fill(_body: dict[str, Any]) -> Response:
        audit = running.gateway.service._audit
        audit._log = Full()  # type: ignore[attr-defined]
        return Response("no", 500)

    with Served(Upstream(script=fill).app()) as failing:
        sites = [
            {"name": "a", "url": failing.url, "replicas": [upstream_url], "kind": "openai"},
        ]
        sites = [{**site, "model": "m"} for site in sites]
        running = start(build=fast_detector, audit={"path": path}, sites=sites)
        with pytest.raises(openai.InternalServerError) as caught:
            ask(running.client(), "hello")
    assert caught.value.code == "log_unavailable"
    assert upstream.requests == []


class Full(NoAudit):
    """A log on a full disk."""

    def record(self, event: str, **fields: Any) -> None:
        raise LogUnavailable
