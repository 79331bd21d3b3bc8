"""The vault keeps each conversation's table apart, sealed, for a time, and loses no save."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.redis_link import RedisPlace
from gateway.vault import ConversationLocks, MemoryVault, VaultStore
from gateway.vault_redis import RedisVault
from gateway.vault_sqlite import SealedVault
from tests.gateway.redis_server import RedisServer

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


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """One Redis for all tests here; each takes a database of its own."""
    server = RedisServer(tmp_path_factory.mktemp("redis"), "--databases", "64")
    yield server
    server.kill()


_databases = iter(range(64))


@pytest.fixture(params=["memory", "sqlite", "redis"])
def make(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Make]:
    """Makes a store of each kind; several of one test share what they keep, but in memory."""
    made: list[VaultStore] = []
    number = next(_databases)

    def build(ttl: float = 100.0, most: int = 10) -> VaultStore:
        if request.param == "memory":
            made.append(MemoryVault(ttl=ttl, max_conversations=most, clock=clock))
        elif request.param == "redis":
            port = request.getfixturevalue("redis_server").port
            place = RedisPlace(f"redis://127.0.0.1:{port}/{number}")
            made.append(RedisVault(place, KEY, ttl=ttl, max_conversations=most, clock=clock))
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


def test_a_forgotten_conversation_begins_anew(make: Make, clock: Clock) -> None:
    """Past its time a table is not there for a save either, and its customer has none."""
    store = make(ttl=10)
    put(store, "a", "old", subject="x")
    clock.now += 11
    assert not put(store, "a", "successor", version=1, subject="x")
    assert put(store, "a", "new", subject="y")
    assert store.erase_subject("x") == 0
    entry = store.load("a")
    assert entry is not None
    assert (entry.table, entry.version) == ("new", 1)
    store.check()


@given(steps=st.lists(st.tuples(st.sampled_from("lse+"), st.integers(0, 3), st.integers(0, 2))))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_all_stores_do_the_same(
    steps: list[tuple[str, int, int]], tmp_path: Path, redis_server: RedisServer
) -> None:
    """Whatever is loaded, saved, erased and waited for, the three answer alike."""
    clock = Clock()
    url = f"redis://127.0.0.1:{redis_server.port}/63"
    stores: list[VaultStore] = [
        MemoryVault(ttl=5, max_conversations=2, clock=clock),
        SealedVault(tmp_path / "v.db", KEY, ttl=5, max_conversations=2, clock=clock),
        RedisVault(RedisPlace(url), KEY, ttl=5, max_conversations=2, clock=clock),
    ]
    try:
        for step, one, two in steps:
            clock.now += 1 + (step == "+") * one
            told = [_did(store, step, one, two) for store in stores]
            assert told == [told[0]] * 3, (step, one, two)
    finally:
        for store in stores:
            for name in range(4):
                store.erase(str(name))
            store.close()


def _did(store: VaultStore, step: str, one: int, two: int) -> object:
    if step == "l":
        entry = store.load(str(one))
        return entry and (entry.table, entry.version, entry.subject)
    if step == "s":
        entry = store.load(str(one))
        version = entry.version if entry is not None and two else 0
        return store.save(str(one), f"{one} {two}", subject=str(two), version=version)
    if step == "e":
        return store.erase_subject(str(two)) if one else store.erase(str(two))
    return store.count()


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
