"""The vault keeps each conversation's table apart, sealed, for a time, and loses no save."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gateway.vault import ConversationLocks, MemoryVault, SealedVault, VaultStore
from sottovoce.errors import SealBroken

KEY = bytes(range(32))


class Clock:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


Make = Callable[..., VaultStore]


@pytest.fixture
def clock() -> Clock:
    """A clock of the test's own."""
    return Clock()


@pytest.fixture(params=["memory", "sealed"])
def make(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Make]:
    """Makes a store of each kind."""
    made: list[VaultStore] = []

    def build(ttl: float = 100.0, most: int = 10) -> VaultStore:
        if request.param == "memory":
            made.append(MemoryVault(ttl=ttl, max_conversations=most, clock=clock))
        else:
            path = tmp_path / "vault.db"
            made.append(SealedVault(path, KEY, ttl=ttl, max_conversations=most, clock=clock))
        return made[-1]

    yield build
    for store in made:
        store.close()


def put(
    store: VaultStore, name: str, table: str = "t", version: int = 0, subject: str = "s"
) -> bool:
    return store.save(name, table, subject=subject, version=version)


def test_keeps_what_it_is_given(make: Make) -> None:
    """A table comes back under its name, with the number of its saves; another name has none."""
    store = make()
    assert store.load("a") is None
    assert put(store, "a", "张伟")
    entry = store.load("a")
    assert entry is not None
    assert (entry.table, entry.version, entry.subject) == ("张伟", 1, "s")
    assert put(store, "a", "two", version=1)
    again = store.load("a")
    assert again is not None
    assert (again.table, again.version) == ("two", 2)
    assert store.load("b") is None
    assert store.count() == 1


@pytest.mark.parametrize("version", [0, 2])
def test_a_save_over_an_unseen_one_is_refused(make: Make, version: int) -> None:
    """Who has not seen the last table cannot replace it."""
    store = make()
    put(store, "a", "one")
    assert not put(store, "a", "mine", version=version)
    entry = store.load("a")
    assert entry is not None
    assert entry.table == "one"


def test_forgets_by_time_since_the_last_use(make: Make, clock: Clock) -> None:
    """A used conversation stays, an unused one goes."""
    store = make(ttl=100)
    put(store, "a")
    put(store, "b")
    clock.now += 60
    assert store.load("a")
    clock.now += 60
    assert store.load("a")
    assert store.load("b") is None
    clock.now += 101
    assert store.count() == 0


def test_forgets_the_least_recently_used(make: Make, clock: Clock) -> None:
    """Over the number of conversations the oldest goes."""
    store = make(most=2)
    for name in ("a", "b"):
        clock.now += 1
        put(store, name)
    clock.now += 1
    store.load("a")
    clock.now += 1
    put(store, "c")
    assert [name for name in "abc" if store.load(name)] == ["a", "c"]


def test_erases_a_conversation_and_a_customer(make: Make) -> None:
    """Erased tables are gone, others stay."""
    store = make()
    put(store, "a", subject="x")
    put(store, "b", subject="x")
    put(store, "c", subject="y")
    assert store.erase("c")
    assert not store.erase("c")
    assert store.erase_subject("x") == 2
    assert store.erase_subject("x") == 0
    assert store.count() == 0


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


def test_a_lock_is_shared_while_it_is_used() -> None:
    """Two holders of one conversation's name wait for each other; others do not."""

    async def run() -> list[str]:
        locks = ConversationLocks()
        order: list[str] = []

        async def work(name: str, label: str) -> None:
            async with locks.of(name):
                order.append(f"{label} in")
                await asyncio.sleep(0.01)
                order.append(f"{label} out")

        await asyncio.gather(work("a", "1"), work("a", "2"))
        assert locks.of("a") is not locks.of("b")
        return order

    assert asyncio.run(run()) == ["1 in", "1 out", "2 in", "2 out"]
