"""Releases, pointer and polls, and the two HTTP interfaces before them."""

from __future__ import annotations

import asyncio
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI

from sottovoce.crypto import new_token, token_digest
from sottovoce.errors import AdapterRejected, Forbidden, Unauthorized
from sottovoce.release import LoraSpec, build_release, encode_adapter, open_pointer
from tests.training.stub_site import adapter
from tests.training.test_rounds import World
from training.admin import AdminClient, AdminRefused, AdminServer, TrainerUnreachable, admin_app
from training.metrics import TrainerMetrics
from training.registry import NothingToRollBack, Registry, UnknownRelease
from training.router import registry_app
from training.state import TrainerState

BASE = "sha256:" + "0" * 64
TOKENS = {"site-a": new_token(), "site-b": new_token()}


class Bench:
    """A registry over a folder with a clock to turn."""

    def __init__(self, folder: Path) -> None:
        self.now = 1000.0
        self.private = Ed25519PrivateKey.generate()
        self.state = TrainerState(folder / "trainer.db")
        self.folder = folder
        self.registry = Registry(
            state=self.state,
            releases_dir=folder / "releases",
            private=self.private,
            base=BASE,
            tokens={site: token_digest(token) for site, token in TOKENS.items()},
            ttl=100.0,
            clock=lambda: self.now,
        )

    def release(self, name: str, *, base: str = BASE, value: float = 1.0) -> None:
        """Sign, add and promote a release."""
        signed = build_release(
            encode_adapter(adapter(value)),
            release=name,
            round="round-1",
            base=base,
            sites=["site-a"],
            metrics={},
            lora=LoraSpec(rank=2, alpha=4, targets=("q_proj",)),
            private=self.private,
            created=self.now,
        )
        self.registry.add(name, "round-1", signed)
        self.registry.promote(name)

    def open(self, data: bytes, last: int = 0) -> tuple[int, str | None]:
        """The pointer as an edge reads it."""
        pointer = open_pointer(data, self.private.public_key(), now=self.now, last_sequence=last)
        return pointer.sequence, pointer.release


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A fresh registry."""
    made = Bench(tmp_path)
    yield made
    made.state.close()


class Client:
    """Calls an application without a network."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def get(self, path: str, **extra: Any) -> httpx.Response:
        """GET."""
        return asyncio.run(self._call("GET", path, extra))

    def post(self, path: str, **extra: Any) -> httpx.Response:
        """POST."""
        return asyncio.run(self._call("POST", path, extra))

    async def _call(self, method: str, path: str, extra: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://registry") as http:
            return await http.request(method, path, **extra)


@pytest.fixture
def client(bench: Bench) -> Client:
    """The registry's HTTP interface."""
    metrics = TrainerMetrics(bench.state)
    app = registry_app(
        bench.registry, metrics, lambda: {"superlink": True, "rounds": bench.now > 0}
    )
    return Client(app)


def bearer(site: str) -> dict[str, str]:
    """A site's header."""
    return {"Authorization": f"Bearer {TOKENS[site]}"}


def test_every_move_is_a_new_sequence_a_rollback_too(bench: Bench) -> None:
    """Base, r1, r2, back to r1, back to base: five sequences, and no further back."""
    bench.release("r1")
    bench.release("r2", value=2.0)
    assert bench.registry.current() == (3, "r2")
    assert bench.registry.rollback() == (4, "r1")
    assert bench.registry.rollback() == (5, None)
    with pytest.raises(NothingToRollBack):
        bench.registry.rollback()
    assert bench.registry.promote("r2") == 6


def test_the_pointer_is_signed_anew_before_it_expires(bench: Bench) -> None:
    """Within half its life the same bytes, later fresh ones, and at any time one that is valid."""
    first = bench.registry.pointer()
    bench.now += 40
    assert bench.registry.pointer() == first
    for _ in range(20):
        bench.now += 30
        assert bench.open(bench.registry.pointer(), last=1) == (1, None)
    assert bench.registry.pointer() != first


def test_a_release_that_does_not_verify_is_not_taken(bench: Bench) -> None:
    """Another base, or a file changed on disk, is refused and the pointer stays."""
    with pytest.raises(AdapterRejected):
        bench.release("wrong", base="sha256:" + "1" * 64)
    bench.release("r1")
    bench.release("r2", value=2.0)
    (bench.folder / "releases" / "r1" / "adapter.safetensors").write_bytes(b"changed")
    with pytest.raises(AdapterRejected):
        bench.registry.promote("r1")
    with pytest.raises(AdapterRejected):
        bench.registry.rollback()
    (bench.folder / "releases" / "r1" / "manifest.sig").unlink()
    with pytest.raises(UnknownRelease):
        bench.registry.rollback()
    assert bench.registry.current() == (3, "r2")


@pytest.mark.parametrize(
    ("release", "name"),
    [("r9", "manifest.json"), ("..", "trainer.db"), ("r1", "../../trainer.db"), ("r1", "x")],
)
def test_only_the_three_files_of_known_releases_are_read(
    bench: Bench, release: str, name: str
) -> None:
    """No path leads out of the releases' folder."""
    bench.release("r1")
    with pytest.raises(UnknownRelease):
        bench.registry.file(release, name)


def test_tokens_and_sites(bench: Bench) -> None:
    """A token is one site's; it cannot speak for another."""
    assert bench.registry.site_of(TOKENS["site-b"]) == "site-b"
    with pytest.raises(Unauthorized):
        bench.registry.site_of("nonsense")
    with pytest.raises(Forbidden):
        bench.registry.poll("site-a", site="site-b", bucket=0, active=None, sequence=0)


def test_a_count_is_floored_to_its_bucket(bench: Bench) -> None:
    """An edge that sends an exact count does not make the trainer keep it."""
    bench.registry.poll("site-a", site="site-a", bucket=47, active=None, sequence=0)
    bench.registry.poll("site-b", site="site-b", bucket=30, active="r1", sequence=1)
    assert bench.state.bucket_sum() == 70


def test_poll_and_files_over_http(bench: Bench, client: Client) -> None:
    """An edge polls, gets a signed pointer, and fetches the release's files."""
    bench.release("r1")
    body = {"site": "site-a", "trainable_bucket": 20, "active": None, "sequence": 0}
    reply = client.post("/v1/poll", json=body, headers=bearer("site-a"))
    assert reply.status_code == 200
    assert bench.open(reply.content) == (2, "r1")
    for name in ("manifest.json", "manifest.sig", "adapter.safetensors"):
        got = client.get(f"/v1/releases/r1/{name}", headers=bearer("site-a"))
        assert got.content == (bench.folder / "releases" / "r1" / name).read_bytes()
    listed = client.get("/v1/releases", headers=bearer("site-b")).json()
    assert listed["current"] == "r1"
    assert 'polls_total{site="site-a"} 1.0' in client.get("/metrics").text
    assert 'dialogues{site="site-a"} 20.0' in client.get("/metrics").text


def test_http_refusals(bench: Bench, client: Client) -> None:
    """No token, a wrong one, another's name, an odd body and an unknown release, each its code."""
    body = {"site": "site-b", "trainable_bucket": 20, "active": None, "sequence": 0}
    assert client.post("/v1/poll", json=body).status_code == 401
    wrong = {"Authorization": "Bearer wrong"}
    assert client.get("/v1/releases", headers=wrong).status_code == 401
    assert client.post("/v1/poll", json=body, headers=bearer("site-a")).status_code == 403
    odd = client.post("/v1/poll", json={"site": "<secret>", "x": 1}, headers=bearer("site-a"))
    assert odd.status_code == 400
    assert "<secret>" not in odd.text
    gone = client.get("/v1/releases/r9/manifest.json", headers=bearer("site-a"))
    assert gone.status_code == 404
    assert gone.json()["error"]["code"] == "release_not_found"


def test_health(bench: Bench, client: Client) -> None:
    """Alive while it serves; ready while every part runs."""
    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code == 200
    bench.now = -1.0
    assert client.get("/readyz").status_code == 503
    assert client.get("/openapi.json").status_code == 404


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose path fits a Unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="sva"))
    yield folder
    shutil.rmtree(folder)


def test_the_admin_socket(short: Path) -> None:
    """0600; starts rounds once, promotes, rolls back, and passes errors on as one line."""
    world = World(short, Ed25519PrivateKey.generate())
    server = AdminServer(admin_app(world.runner, world.registry, world.state), short)
    with AdminClient(short) as client, pytest.raises(TrainerUnreachable):
        client.call("GET", "/rounds")
    (short / "admin.sock").write_bytes(b"")  # a stale one is replaced
    server.start()
    try:
        assert stat.S_IMODE((short / "admin.sock").stat().st_mode) == 0o600
        with AdminClient(short) as client:
            started = client.call("POST", "/rounds")
            assert started["round"]["state"] == "queued"
            with pytest.raises(AdminRefused, match="queued or running"):
                client.call("POST", "/rounds")
            assert client.call("GET", f"/rounds/{started['round']['id']}")["log"]
            assert len(client.call("GET", "/rounds")["rounds"]) == 1
            assert client.call("GET", "/releases")["current"] is None
            with pytest.raises(AdminRefused, match="No such release"):
                client.call("POST", "/promote", {"release": "r1"})
            with pytest.raises(AdminRefused, match="nothing to roll back"):
                client.call("POST", "/rollback")
    finally:
        server.stop()
        world.state.close()
    assert not (short / "admin.sock").exists()
