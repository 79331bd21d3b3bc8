"""The vault in a file: sealed on the disk, shared by processes, and it fails without sending anything."""

from __future__ import annotations

import gc
import resource
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from gateway.vault import VaultUnavailable
from gateway.vault_sqlite import SealedVault
from sottovoce.crypto import write_key
from sottovoce.errors import SealBroken
from tests.gateway.asking import ask
from tests.gateway.processes import Process
from tests.gateway.serving import Upstream
from tests.gateway.test_vault import KEY, Clock, put


@pytest.fixture
def clock() -> Clock:
    """A clock of the test's own."""
    return Clock()


def test_sealed_on_disk_and_gone_after_erasure(tmp_path: Path, clock: Clock) -> None:
    """Neither the value nor, after erasure, its sealed bytes are in any of the files."""
    path = tmp_path / "vault.db"
    store = SealedVault(path, KEY, ttl=9e9, max_conversations=10, clock=clock)
    put(store, "a", "marker-4711")
    sealed = sqlite3.connect(path).execute("SELECT sealed FROM conversations").fetchone()[0]

    def on_disk() -> bytes:
        return b"".join(file.read_bytes() for file in sorted(tmp_path.iterdir()))

    assert b"marker-4711" not in on_disk()
    assert sealed in on_disk()
    store.erase("a")
    assert sealed not in on_disk()
    store.close()
    gc.collect()


def test_a_row_opens_only_where_it_belongs(tmp_path: Path, clock: Clock) -> None:
    """Another key, a row moved to another conversation, an old row put back: all refused."""
    path = tmp_path / "vault.db"
    store = SealedVault(path, KEY, ttl=9e9, max_conversations=10, clock=clock)
    put(store, "a", "one", subject="x")
    put(store, "b", "two", subject="y")
    put(store, "a", "one more", version=1, subject="x")
    with_other_key = SealedVault(path, bytes(32), ttl=9e9, max_conversations=10, clock=clock)
    with pytest.raises(SealBroken):
        with_other_key.load("a")
    with_other_key.close()
    direct = sqlite3.connect(path, isolation_level=None)
    direct.execute(
        "UPDATE conversations SET sealed = (SELECT sealed FROM conversations WHERE name='a')"
    )
    assert store.load("a")
    with pytest.raises(SealBroken):
        store.load("b")
    direct.execute("UPDATE conversations SET version = 1 WHERE name = 'a'")
    with pytest.raises(SealBroken):
        store.load("a")
    direct.close()
    store.close()


def test_two_processes_worth_of_stores_lose_nothing(tmp_path: Path, clock: Clock) -> None:
    """Two connections to one file: the second save over the same version is refused."""
    path = tmp_path / "vault.db"
    one = SealedVault(path, KEY, ttl=9e9, max_conversations=10, clock=clock)
    two = SealedVault(path, KEY, ttl=9e9, max_conversations=10, clock=clock)
    assert put(one, "a", "from one")
    assert not put(two, "a", "from two")
    assert put(two, "a", "from both", version=1)
    entry = one.load("a")
    assert entry is not None
    assert entry.table == "from both"
    one.close()
    two.close()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[SealedVault]:
    """A vault in `vault.db`."""
    made = SealedVault(tmp_path / "vault.db", KEY, ttl=9e9, max_conversations=500, clock=clock)
    yield made
    made.close()


def test_a_full_disk_refuses_and_heals(store: SealedVault) -> None:
    """Over the file's size saves fail and nothing is half saved; with room again they work at once."""
    put(store, "a", "kept")
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(VaultUnavailable) as caught:
        put(store, "b", "x" * 100_000)
    assert caught.value.status == 503
    with pytest.raises(VaultUnavailable):
        store.check()
    store._db.execute("PRAGMA max_page_count=1000000")
    store.check()
    assert put(store, "b", "x" * 100_000)
    entry = store.load("a")
    assert entry is not None
    assert entry.table == "kept"


def test_a_file_that_another_process_holds(store: SealedVault, tmp_path: Path) -> None:
    """Reading and counting go on or fail in time, saves fail in time; then all is as before."""
    put(store, "a")
    holder = sqlite3.connect(tmp_path / "vault.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    assert store.count() == 1
    for use in (store.check, lambda: store.load("a"), lambda: put(store, "b")):
        with pytest.raises(VaultUnavailable):
            use()
    # Three limits of a second; SQLite alone would have waited for ten seconds each.
    assert time.monotonic() - started < 9
    holder.execute("ROLLBACK")
    holder.close()
    store.check()
    assert put(store, "b")


def test_many_threads_over_two_stores_lose_no_save(
    store: SealedVault, tmp_path: Path, clock: Clock
) -> None:
    """Each adds its mark by load and save; the table has every mark in the end."""
    other = SealedVault(tmp_path / "vault.db", KEY, ttl=9e9, max_conversations=500, clock=clock)

    def add(vault: SealedVault, mark: str) -> None:
        while True:
            entry = vault.load("a")
            marks = entry.table if entry else ""
            if put(vault, "a", f"{marks}{mark} ", entry.version if entry else 0):
                return

    threads = [
        threading.Thread(target=add, args=(vault, f"{number}{name}"))
        for number in range(8)
        for name, vault in (("x", store), ("y", other))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    entry = other.load("a")
    assert entry is not None
    assert sorted(entry.table.split()) == sorted(f"{n}{x}" for n in range(8) for x in "xy")
    other.close()


@pytest.mark.slow
def test_two_gateways_over_one_file_and_no_room(
    tmp_path: Path, upstream: Upstream, upstream_url: str
) -> None:
    """First turns at once share tokens; without room 503 and nothing sent; with room again all goes on."""
    write_key(tmp_path / "vault.key")
    write_key(tmp_path / "tenant.key")
    (tmp_path / "fast.yaml").write_text("extends: default\nname: quick\nengine: fast\n")
    settings = {
        "listen": {"port": 0},
        "no_auth": True,
        "pack": "fast.yaml",
        "upstream_base_url": upstream_url,
        "tenants": [{"name": "t", "hmac_key_file": "tenant.key"}],
        "vault": {"path": "vault.db", "key_file": "vault.key"},
    }
    gateways = [Process(tmp_path, settings, name=f"{name}.yaml") for name in "ab"]
    clients = [gateway.client("none") for gateway in gateways]
    talk: dict[str, Any] = {"user": "u", "extra_headers": {"Sottovoce-Conversation": "c"}}
    try:
        barrier = threading.Barrier(6)

        def turn(number: int) -> None:
            barrier.wait(20)
            text = f"Write to person{number % 3}@example.com"
            assert ask(clients[number // 3], text, **talk) == text

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(turn, range(6)))
        words = {seen.last.removeprefix("Write to ") for seen in upstream.seen}
        assert words == {f"<EMAIL_ADDRESS_{number}>" for number in (1, 2, 3)}
        limits = [resource.prlimit(g.process.pid, resource.RLIMIT_FSIZE) for g in gateways]
        for gateway, (_, hard) in zip(gateways, limits, strict=True):
            resource.prlimit(gateway.process.pid, resource.RLIMIT_FSIZE, (4096, hard))
        sent = len(upstream.seen)
        for client in clients:
            with pytest.raises(openai.InternalServerError) as caught:
                ask(client, "Write to new@example.com", **talk)
            assert caught.value.status_code == 503
        assert len(upstream.seen) == sent
        base = f"http://127.0.0.1:{gateways[0].port}"
        assert httpx.get(f"{base}/livez").status_code == 200
        assert httpx.get(f"{base}/readyz").json()["checks"]["vault"] == "privacy_unavailable"
        for gateway, limit in zip(gateways, limits, strict=True):
            resource.prlimit(gateway.process.pid, resource.RLIMIT_FSIZE, limit)
        for client in clients:
            text = "Write to new@example.com"
            assert ask(client, text, **talk) == text
        assert {seen.last for seen in upstream.seen[sent:]} == {"Write to <EMAIL_ADDRESS_4>"}
        assert httpx.get(f"{base}/readyz").status_code == 200
    finally:
        for client in clients:
            client.close()
        assert [gateway.stop() for gateway in gateways] == [0, 0]
