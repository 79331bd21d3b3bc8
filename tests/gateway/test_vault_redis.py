"""The vault in Redis: sealed, one for all gateways, and when Redis fails nothing is sent and nothing hangs."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
import redis
import yaml

from gateway.redis_link import RedisPlace
from gateway.settings import GatewaySettings, faults_of
from gateway.vault import VaultUnavailable
from gateway.vault_redis import PREFIX, RedisVault
from sottovoce.crypto import write_key, write_secret
from sottovoce.errors import SealBroken
from sottovoce.settings import load_settings, show_settings
from sottovoce.tls import issue_ca, issue_server
from tests.gateway.asking import Start, ask
from tests.gateway.processes import Process
from tests.gateway.redis_server import RedisServer
from tests.gateway.serving import Upstream, fast_detector
from tests.gateway.test_vault import KEY, put


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of the test's own."""
    running = RedisServer(tmp_path)
    yield running
    running.kill()


Open = Callable[..., RedisVault]


@pytest.fixture
def connect(server: RedisServer) -> Iterator[Open]:
    """Vaults over that Redis."""
    made: list[RedisVault] = []

    def build(key: bytes = KEY, **place: Any) -> RedisVault:
        asked = RedisPlace(**{"url": server.url, "seconds": 0.3, **place})
        made.append(RedisVault(asked, key, ttl=60, max_conversations=10))
        return made[-1]

    yield build
    for vault in made:
        vault.close()


def stored(server: RedisServer) -> dict[bytes, Any]:
    """All that Redis holds, byte for byte."""
    with redis.Redis.from_url(server.url) as direct:
        read = {
            b"hash": direct.hgetall,
            b"set": direct.smembers,
            b"zset": lambda key: direct.zrange(key, 0, -1),
            b"string": direct.get,
        }
        return {key: read[direct.type(key)](key) for key in direct.keys("*")}


def test_redis_holds_no_value(server: RedisServer, connect: Open) -> None:
    """Digests, pseudonyms and sealed bytes; every key of it has an end; after erasure no key is left."""
    vault = connect()
    put(vault, "a", "marker-4711 王小明")
    held = str(stored(server))
    assert "marker" not in held
    assert "王小明".encode() not in b"".join(map(str.encode, held))
    with redis.Redis.from_url(server.url) as direct:
        ends = [direct.pttl(key) for key in direct.keys("*")]
    assert len(ends) == 3
    assert all(0 < end <= 60_000 for end in ends)
    assert vault.erase_subject("s") == 1
    assert stored(server) == {}


def test_a_table_opens_only_where_it_belongs(server: RedisServer, connect: Open) -> None:
    """Another key, a table moved to another conversation, an older one put back: all refused."""
    vault = connect()
    put(vault, "a", "one")
    put(vault, "b", "two")
    with redis.Redis.from_url(server.url) as direct:
        first = direct.hget(f"{PREFIX}c:a", "sealed")
        assert first is not None
        with pytest.raises(SealBroken):
            connect(bytes(32)).load("a")
        direct.hset(f"{PREFIX}c:b", "sealed", first)
        with pytest.raises(SealBroken):
            vault.load("b")
        put(vault, "a", "later", version=1)
        direct.hset(f"{PREFIX}c:a", "sealed", first)
        with pytest.raises(SealBroken):
            vault.load("a")


def test_many_savers_over_two_connections_lose_none(connect: Open) -> None:
    """Each adds its mark by load and save; the table has every mark in the end."""
    vaults = (connect(seconds=3.0), connect(seconds=3.0))

    def add(number: int) -> None:
        vault = vaults[number % 2]
        while True:
            entry = vault.load("a")
            marks = entry.table if entry else ""
            if put(vault, "a", f"{marks}{number} ", entry.version if entry else 0):
                return

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    entry = vaults[0].load("a")
    assert entry is not None
    assert sorted(map(int, entry.table.split())) == list(range(24))


def test_a_killed_redis_refuses_until_it_is_back(server: RedisServer, connect: Open) -> None:
    """In between every use is refused in time; then the same store works on, with what Redis still knows."""
    vault = connect()
    put(vault, "a")
    server.kill()
    for use in (lambda: vault.load("a"), lambda: put(vault, "b"), vault.count, vault.check):
        with pytest.raises(VaultUnavailable):
            use()
    server.start()
    until = time.monotonic() + 5
    while True:
        try:
            assert vault.load("a") is None
            break
        except VaultUnavailable:
            assert time.monotonic() < until
            time.sleep(0.05)
    assert put(vault, "a")


def test_a_restart_between_two_uses_is_not_noticed(server: RedisServer, connect: Open) -> None:
    """The connection that lay idle is dead; the use goes out once more on a fresh one."""
    vault = connect()
    put(vault, "a")
    server.kill()
    server.start()
    assert put(vault, "a")


def test_a_hung_redis_costs_the_time_limit_and_others_nothing(
    server: RedisServer, connect: Open
) -> None:
    """The first use waits for its time, those right after it do not; it goes on when Redis does."""
    vault = connect()
    put(vault, "a")
    server.signal(signal.SIGSTOP)
    try:
        started = time.monotonic()
        with pytest.raises(VaultUnavailable):
            vault.load("a")
        waited = time.monotonic() - started
        for _ in range(50):
            with pytest.raises(VaultUnavailable):
                vault.load("a")
        assert 0.3 <= waited < 3
        assert time.monotonic() - started < 50 * 0.3 / 2
    finally:
        server.signal(signal.SIGCONT)
    time.sleep(0.4)
    assert vault.load("a")


@pytest.mark.parametrize("policy", ["noeviction", "allkeys-lru"])
def test_a_full_redis_refuses(
    policy: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Out of memory a save is refused; a Redis that would rather throw tables out is told of in the log."""
    server = RedisServer(tmp_path, "--maxmemory", "3mb", "--maxmemory-policy", policy)
    vault = RedisVault(RedisPlace(server.url), KEY, ttl=60, max_conversations=1000)
    try:
        refused = 0
        for number in range(40):
            try:
                put(vault, str(number), "x" * 100_000)
            except VaultUnavailable:
                refused += 1
        logged = capfd.readouterr()
        assert (refused > 0) == (policy == "noeviction")
        assert ("vault_redis_evicts" in logged.out + logged.err) == (policy != "noeviction")
        if refused:
            with redis.Redis.from_url(server.url) as direct:
                direct.config_set("maxmemory", "1mb")
                with pytest.raises(VaultUnavailable):
                    vault.check()
                assert vault.erase_subject("s") == 40 - refused
                direct.config_set("maxmemory", "3mb")
            vault.check()
            assert put(vault, "again")
    finally:
        vault.close()
        server.kill()


def test_a_wrong_password_refuses_and_is_not_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """With the right one it works; the wrong one is in no error and no log line."""
    server = RedisServer(tmp_path, "--requirepass", "right-word")
    try:
        for word, works in (("right-word", True), ("wrong-word-81", False)):
            vault = RedisVault(RedisPlace(server.url, word), KEY, ttl=60, max_conversations=10)
            if works:
                assert put(vault, "a")
            else:
                with pytest.raises(VaultUnavailable) as caught:
                    put(vault, "a")
                assert "wrong-word" not in str(caught.value)
            vault.close()
        told = capfd.readouterr()
        assert "vault_failed" in told.out + told.err
        assert "word" not in told.out + told.err
    finally:
        server.kill()


def test_tls_with_the_right_authority_alone(tmp_path: Path) -> None:
    """A certificate of an unknown authority, or of another host, is refused."""
    now = datetime.datetime.now(datetime.UTC)
    authority, signer = issue_ca("test", now)
    stranger, _ = issue_ca("test", now)
    (tmp_path / "ca.crt").write_bytes(authority)
    (tmp_path / "other.crt").write_bytes(stranger)
    for hosts, ca, works in (
        (["127.0.0.1"], "ca.crt", True),
        (["127.0.0.1"], "other.crt", False),
        (["redis.example"], "ca.crt", False),
    ):
        certificate, key = issue_server(authority, signer, hosts, now)
        (tmp_path / "redis.crt").write_bytes(certificate)
        (tmp_path / "redis.key").write_bytes(key)
        files = [f"{tmp_path}/redis.crt", "--tls-key-file", f"{tmp_path}/redis.key"]
        options = ["--tls-cert-file", *files, "--tls-auth-clients", "no"]
        server = RedisServer(tmp_path, *options, tls=True)
        place = RedisPlace(f"rediss://127.0.0.1:{server.port}", None, tmp_path / ca, 5.0)
        vault = RedisVault(place, KEY, ttl=60, max_conversations=10)
        try:
            if works:
                assert put(vault, "a")
            else:
                with pytest.raises(VaultUnavailable):
                    put(vault, "a")
        finally:
            vault.close()
            server.kill()


@pytest.mark.parametrize(
    ("vault", "fault"),
    [
        ({"redis_url": "redis://127.0.0.1:1"}, "needs key_file"),
        ({"redis_url": "redis://10.0.0.1:1", "key_file": "k"}, "in clear"),
        ({"redis_url": "redis://10.0.0.1:1", "key_file": "k", "redis_plain": True}, None),
        ({"redis_url": "rediss://10.0.0.1:1/3", "key_file": "k"}, None),
        ({"redis_url": "rediss://10.0.0.1:1/x", "key_file": "k"}, "must be"),
        ({"redis_url": "rediss://h:1?ssl_cert_reqs=none", "key_file": "k"}, "must be"),
        ({"redis_url": "http://h:1", "key_file": "k"}, "must be"),
        ({"redis_url": "rediss://h:99999", "key_file": "k"}, "must be"),
        ({"redis_url": "rediss://h:1", "key_file": "k", "path": "p"}, "exclude"),
        ({"redis_password": "x"}, "no redis_url"),
    ],
)
def test_faults_of_its_settings(vault: dict[str, Any], fault: str | None) -> None:
    """What cannot be meant is refused before the start."""
    settings = GatewaySettings.model_validate({"vault": vault, "no_auth": True})
    found = [text for text in faults_of(settings) if text.startswith("vault")]
    assert (fault is None and not found) or (fault is not None and fault in found[0])


def test_settings_hide_the_password(tmp_path: Path) -> None:
    """Wherever it stands: in the URL, in a variable, in the settings file."""
    file = tmp_path / "gateway.yaml"
    file.write_text("vault: {redis_url: 'rediss://user:secret-one@h:1/0'}\n")
    env = {"SOTTOVOCE_VAULT__REDIS_PASSWORD": "secret-two"}
    settings = load_settings(GatewaySettings, file, env=env)
    shown = str(show_settings(settings)) + repr(settings)
    assert "secret-one" not in shown
    assert "secret-two" not in shown
    assert "rediss://" in shown
    assert not [text for text in faults_of(settings) if "secret" in text]


def test_a_gateway_without_its_redis(
    start: Start, server: RedisServer, tmp_path: Path, upstream: Upstream
) -> None:
    """503, nothing sent, not ready; without a conversation requests go on; with Redis back so do the others."""
    write_key(tmp_path / "vault.key")
    vault = {"redis_url": server.url, "key_file": tmp_path / "vault.key", "redis_seconds": 0.3}
    running = start(build=fast_detector, vault=vault)
    client = running.client()
    talk: dict[str, Any] = {"user": "u", "extra_headers": {"Sottovoce-Conversation": "c1"}}
    text = "Mail me at maria.keller@example.com"
    assert ask(client, text, **talk) == text
    for hurt in (server.kill, lambda: server.signal(signal.SIGSTOP)):
        hurt()
        sent = len(upstream.seen)
        with pytest.raises(openai.APIStatusError) as caught:
            ask(client, text, **talk)
        assert caught.value.status_code == 503
        assert caught.value.response.json()["error"]["code"] == "privacy_unavailable"
        assert len(upstream.seen) == sent
        ready = httpx.get(f"{running.base}/readyz")
        assert ready.status_code == 503
        assert ready.json()["checks"]["vault"] == "privacy_unavailable"
        assert ask(client, text) == text
        server.kill()
        server.start()
        time.sleep(0.3)
        assert ask(client, text, **talk) == text
        assert httpx.get(f"{running.base}/readyz").status_code == 200


@pytest.mark.slow
def test_one_conversation_through_two_gateways(
    server: RedisServer, tmp_path: Path, upstream: Upstream, upstream_url: str
) -> None:
    """First turns at the same moment and later ones, from either: a value has one token, a token one value."""
    write_key(tmp_path / "vault.key")
    write_key(tmp_path / "tenant.key")
    write_secret(tmp_path / "redis.password", b"let-me-in-81\n")
    with redis.Redis.from_url(server.url) as direct:
        direct.config_set("requirepass", "let-me-in-81")
    settings = {
        "listen": {"port": 0},
        "no_auth": True,
        "upstream_base_url": upstream_url,
        "tenants": [{"name": "t", "hmac_key_file": "tenant.key"}],
        "vault": {
            "redis_url": server.url,
            "redis_password_file": "redis.password",
            "redis_seconds": 5,
            "key_file": "vault.key",
        },
    }
    (tmp_path / "fast.yaml").write_text("extends: default\nname: quick\nengine: fast\n")
    gateways = [
        Process(tmp_path, {**settings, "pack": "fast.yaml"}, name=f"{name}.yaml") for name in "ab"
    ]
    upstream.script = lambda body: {"role": "assistant", "content": body["messages"][-1]["content"]}
    try:
        clients = [gateway.client("none") for gateway in gateways]
        mails = [f"person{number}@example.com" for number in range(6)]
        barrier = threading.Barrier(6)

        def turn(number: int) -> None:
            if number < 6:
                barrier.wait(20)
            text = f"Write to {mails[number % 6]}"
            talk = {"user": "u", "extra_headers": {"Sottovoce-Conversation": f"c{number // 3 % 2}"}}
            assert ask(clients[(number // 2) % 2], text, **talk) == text

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(turn, range(18)))
        words = {seen.last.removeprefix("Write to ") for seen in upstream.seen}
        assert words == {f"<EMAIL_ADDRESS_{number}>" for number in (1, 2, 3)}
        for client in clients:
            both = " and ".join(mails[:3])
            talk = {"user": "u", "extra_headers": {"Sottovoce-Conversation": "c0"}}
            assert ask(client, both, **talk) == both
        first, second = (seen.last for seen in upstream.seen[-2:])
        assert first == second
        assert sorted(first.split(" and ")) == [f"<EMAIL_ADDRESS_{n}>" for n in (1, 2, 3)]
        for client in clients:
            client.close()
    finally:
        stopped = [gateway.stop() for gateway in gateways]
    assert stopped == [0, 0]
    logged = "".join(line for gateway in gateways for line in gateway.log)
    assert "let-me-in-81" not in logged
    assert not [mail for mail in mails if mail in logged]
    shown = subprocess.run(
        [
            sys.executable,
            "-m",
            "sottovoce",
            "config",
            "show",
            "gateway",
            "--config",
            str(tmp_path / "a.yaml"),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SOTTOVOCE_VAULT__REDIS_PASSWORD": "let-me-in-81"},
    )
    assert "let-me-in-81" not in shown.stdout + shown.stderr
    assert yaml.safe_load((tmp_path / "a.yaml").read_text())["vault"]["redis_url"] == server.url


def test_redis_dies_in_mid_traffic(
    start: Start, server: RedisServer, tmp_path: Path, upstream: Upstream
) -> None:
    """Every request is answered right or refused with 503; nothing raw is sent; afterwards all are answered."""
    write_key(tmp_path / "vault.key")
    vault = {"redis_url": server.url, "key_file": tmp_path / "vault.key", "redis_seconds": 0.5}
    client = start(build=fast_detector, vault=vault).client()

    def one(number: int) -> bool:
        if number == 40:
            server.kill()
        if number == 80:
            server.start()
        talk = {"Sottovoce-Conversation": f"c{number % 7}"}
        text = f"Mail person{number}@example.com"
        try:
            return ask(client, text, user="u", extra_headers=talk) == text
        except openai.InternalServerError as error:
            refused.add(error.code)
            return False

    refused: set[str | None] = set()
    with ThreadPoolExecutor(4) as pool:
        answered = list(pool.map(one, range(120)))
    assert all(answered[:30])
    assert refused == {"privacy_unavailable"}
    until = time.monotonic() + 5
    while not one(200):
        assert time.monotonic() < until
    assert not [seen.last for seen in upstream.seen if "person" in seen.last]
