"""Parts for the edge's tests: a site's files, signed adapters, a registry in memory, a running edge."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import openai
import uvicorn

from edge_node.app import build_app
from edge_node.decoding import Sampling
from edge_node.engine import TransformersEngine
from edge_node.settings import EdgeSettings
from sottovoce import crypto
from sottovoce.context import SiteContext, encode_context
from sottovoce.dialogue_log import Dialogue, DialogueLog
from sottovoce.errors import UpstreamUnavailable
from sottovoce.release import (
    LoraSpec,
    Pointer,
    SignedRelease,
    base_digest,
    build_release,
    encode_adapter,
    sign_pointer,
)

LORA = LoraSpec(rank=4, alpha=8.0, targets=("q_proj", "v_proj"))
QUESTION = [{"role": "user", "content": "Hello, this is <PERSON_2>. Where is <ORDER_NUMBER_1>?"}]
TOKENS = 700


def make_tensors(
    shapes: dict[str, tuple[int, int]], seed: int, scale: float = 0.2
) -> dict[str, np.ndarray]:
    """Random adapter weights, the same for the same seed."""
    random = np.random.default_rng(seed)
    return {
        name: (random.standard_normal(shape) * scale).astype(np.float32)
        for name, shape in sorted(shapes.items())
    }


async def answer(
    engine: TransformersEngine,
    adapter: str | None,
    messages: list[dict[str, str]] = QUESTION,
    **sampling: Any,
) -> tuple[str, str | None, int]:
    """One whole answer: text, how it ended, tokens."""
    chosen = Sampling(**{"max_tokens": 24, "temperature": 0.0, **sampling})
    text, last = "", None
    async for last in engine.submit(engine.render(messages), chosen, adapter):
        text += last.text
    assert last is not None
    return text, last.finish, last.tokens


@dataclass
class MemoryRegistry:
    """A registry without a network: it signs what it is told to point at."""

    private: Any
    base: str
    clock: Callable[[], float] = time.time
    releases: dict[str, SignedRelease] = field(default_factory=dict)
    pointer: bytes = b""
    polls: list[dict[str, Any]] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    down: bool = False
    sequence: int = 0

    def add(self, name: str, tensors: dict[str, np.ndarray], **change: Any) -> SignedRelease:
        """Release an adapter; `change` replaces facts of it."""
        facts: dict[str, Any] = {
            "release": name,
            "round": "r",
            "base": self.base,
            "sites": ("site-a", "site-b"),
            "metrics": {},
            "lora": LORA,
            "private": self.private,
            "created": self.clock(),
        }
        self.releases[name] = build_release(encode_adapter(tensors), **{**facts, **change})
        return self.releases[name]

    def point(
        self,
        name: str | None,
        *,
        sequence: int | None = None,
        ttl: float = 600,
        private: Any = None,
    ) -> None:
        """Sign a new pointer."""
        self.sequence = self.sequence + 1 if sequence is None else sequence
        now = self.clock()
        pointer = Pointer(sequence=self.sequence, release=name, issued=now, expires=now + ttl)
        self.pointer = sign_pointer(pointer, private or self.private)

    async def poll(self, *, bucket: int, active: str | None, sequence: int) -> bytes:
        """The current pointer."""
        self.polls.append({"bucket": bucket, "active": active, "sequence": sequence})
        if self.down:
            raise UpstreamUnavailable
        return self.pointer

    async def fetch(self, release: str) -> SignedRelease:
        """A release's files."""
        self.fetched.append(release)
        if self.down:
            raise UpstreamUnavailable
        return self.releases[release]


@dataclass
class Site:
    """A site's folder with its keys, and the settings of its edge."""

    root: Path
    settings: EdgeSettings
    token: str
    tenant_key: bytes
    registry: MemoryRegistry

    def log(self) -> DialogueLog:
        """The log, opened with the site's key."""
        log = self.settings.log
        return DialogueLog(log.path, log.keys_path, crypto.load_key(log.site_key_file))

    def rows(self) -> list[Dialogue]:
        """Every dialogue of the log."""
        log = self.log()
        try:
            return list(log.read())
        finally:
            log.close()

    def context(self, **change: Any) -> dict[str, str]:
        """The header that a gateway sends."""
        facts: dict[str, Any] = {
            "request_id": "req-1",
            "conversation": "conv-1",
            "subject": "sub_one",
            "consent": True,
            "policy": "default@sha256:0",
            "language": "en",
            "allowed": (),
            "issued": time.time(),
        }
        return {"Sottovoce-Context": encode_context(SiteContext(**{**facts, **change}), self.token)}


def make_site(root: Path, model: Path, **change: Any) -> Site:
    """New keys and settings under `root`; `change` replaces settings."""
    root.mkdir(parents=True, exist_ok=True)
    token = crypto.new_token()
    crypto.write_secret(root / "service.token", token.encode())
    crypto.write_secret(root / "registry.token", crypto.new_token().encode())
    for name in ("site.key", "tenant.key"):
        crypto.write_key(root / name)
    for name in ("release", "report"):
        private, public = crypto.new_signing_key()
        crypto.write_secret(root / f"{name}.key", private)
        (root / f"{name}.pub").write_bytes(public)
    facts: dict[str, Any] = {
        "site": "site-a",
        "listen": {"port": 0},
        "model": model,
        "service_token_file": root / "service.token",
        "tenant_key_file": root / "tenant.key",
        "log": {
            "path": root / "log.db",
            "keys_path": root / "keys.db",
            "site_key_file": root / "site.key",
        },
        "egress_path": root / "egress.db",
        "report_key_file": root / "report.key",
        "registry": {
            "url": "http://127.0.0.1:9",
            "token_file": root / "registry.token",
            "release_public_key_file": root / "release.pub",
            "poll_seconds": 0.05,
            "cache_dir": root / "adapters",
        },
        "engine": {"device": "cpu", "threads": 1, "max_new_tokens": TOKENS},
        "model_input_tap": root / "tap.jsonl",
    }
    settings = EdgeSettings.model_validate({**facts, **change})
    registry = MemoryRegistry(crypto.load_private(root / "release.key"), base_digest(model))
    registry.point(None)
    return Site(root, settings, token, crypto.load_key(root / "tenant.key"), registry)


class RunningEdge:
    """An edge under uvicorn on a free loopback port, in a thread."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._clients: dict[str, openai.OpenAI] = {}
        self.app = build_app(site.settings, registry=site.registry)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            self.app, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=2
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self) -> RunningEdge:
        self._thread.start()
        wait_for(lambda: self._server.started, "the edge starts")
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._clients.values():
            client.close()
        self._server.should_exit = True
        self._thread.join(20)
        self._socket.close()
        assert not self._thread.is_alive()

    def client(self, token: str | None = None) -> openai.OpenAI:
        """The official client with this edge's token."""
        key = token or self.site.token
        if key not in self._clients:
            self._clients[key] = openai.OpenAI(
                base_url=f"{self.url}/v1",
                api_key=key,
                max_retries=0,
                timeout=30,
                http_client=httpx.Client(trust_env=False),
            )
        return self._clients[key]

    def get(self, path: str) -> httpx.Response:
        """A route without a token."""
        return httpx.get(self.url + path, trust_env=False, timeout=10)

    def metric(self, line: str) -> float:
        """The value of one metric with its labels; 0 where it is not there yet."""
        for text in self.get("/metrics").text.splitlines():
            if text.startswith(f"sottovoce_edge_{line} "):
                return float(text.rpartition(" ")[2])
        return 0.0


def wait_for(condition: Callable[[], Any], what: str, seconds: float = 10) -> None:
    """Wait until a condition holds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"not in time: {what}"
        time.sleep(0.02)


def run(work: Any) -> Any:
    """A coroutine to its end."""
    return asyncio.run(work)
