"""Puts an edge node together from its settings and serves it.

The composition root: reads key files, opens the log, loads the model. Knows every part and does none
of their work.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import FastAPI

from edge_node.adapters import Shelf
from edge_node.engine import TransformersEngine
from edge_node.metrics import EdgeMetrics
from edge_node.records import Records
from edge_node.registry_client import Registry, RegistryClient
from edge_node.router import make_router
from edge_node.second_look import SecondLook
from edge_node.service import EdgeService, Parts
from edge_node.settings import EdgeSettings, RegistrySettings
from edge_node.tap import PromptTap
from edge_node.updates import Trust, Updater
from policies import Pack, build_detector, load_pack
from sottovoce.asgi import BodyLimit, install_error_handlers
from sottovoce.crypto import load_key, load_public, read_token, token_digest
from sottovoce.dialogue_log import DialogueLog
from sottovoce.egress import EgressLedger
from sottovoce.errors import ConfigInvalid, KeyUnavailable, PolicyInvalid
from sottovoce.release import base_digest
from sottovoce.request_line import RequestLine
from sottovoce.tracing import open_tracing

Clock = Callable[[], float]
T = TypeVar("T")


@dataclass(frozen=True)
class Secrets:
    """The site's secrets, read from their files."""

    service_token: str
    tenant_key: bytes
    site_key: bytes
    registry_token: str | None
    release_key: Ed25519PublicKey | None


def read_secrets(settings: EdgeSettings) -> Secrets:
    """Every key file. Raises ConfigInvalid with every one that is unusable."""
    faults: list[str] = []

    def read(field: str, load: Callable[[], T]) -> T | None:
        try:
            return load()
        except KeyUnavailable as error:
            faults.append(f"{field}: {error}")
            return None

    registry = settings.registry
    token = read("service_token_file", lambda: read_token(settings.service_token_file))
    tenant = read("tenant_key_file", lambda: load_key(settings.tenant_key_file))
    site = read("log.site_key_file", lambda: load_key(settings.log.site_key_file))
    registry_token = release_key = None
    if registry is not None:
        registry_token = read("registry.token_file", lambda: read_token(registry.token_file))
        release_key = read(
            "registry.release_public_key_file",
            lambda: load_public(registry.release_public_key_file),
        )
    if faults or token is None or tenant is None or site is None:
        raise ConfigInvalid(faults)
    return Secrets(token, tenant, site, registry_token, release_key)


def read_pack(settings: EdgeSettings) -> Pack:
    """The site's policy pack. Raises ConfigInvalid with every fault of it."""
    try:
        return load_pack(settings.pack)
    except PolicyInvalid as error:
        raise ConfigInvalid([f"pack: {fault}" for fault in error.faults]) from None


def open_log(settings: EdgeSettings, site_key: bytes, clock: Clock) -> DialogueLog:
    """The site's dialogue log. Raises LogUnavailable."""
    return DialogueLog(settings.log.path, settings.log.keys_path, site_key, clock=clock)


def build_app(
    settings: EdgeSettings, *, clock: Clock = time.time, registry: Registry | None = None
) -> FastAPI:
    """The whole edge as an ASGI application; the model is loaded when this returns.

    `registry` stands in for the configured one. Raises ConfigInvalid, LogUnavailable.
    """
    secrets = read_secrets(settings)
    pack = read_pack(settings)
    log = open_log(settings, secrets.site_key, clock)
    ledger = EgressLedger(settings.egress_path, clock)
    tap = PromptTap(settings.model_input_tap) if settings.model_input_tap else None
    engine = _engine(settings)
    parts = Parts(
        engine=engine,
        shelf=Shelf(),
        look=SecondLook(build_detector(pack, engine="fast"), pack, secrets.service_token),
        log=log,
        ledger=ledger,
        metrics=EdgeMetrics(),
        clock=clock,
        service_token=secrets.service_token,
        tenant_key=secrets.tenant_key,
        policy=pack.version,
        max_new_tokens=settings.engine.max_new_tokens,
        tap=tap,
        tracing=open_tracing("edge", settings.tracing),
    )
    parts.metrics.watch("num_requests_running", "In the model.", lambda: engine.stats().running)
    parts.metrics.watch("num_requests_waiting", "In the queue.", lambda: engine.stats().waiting)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for close in (
                parts.tracing.close,
                ledger.close,
                log.close,
                *((tap.close,) if tap else ()),
                engine.close,
            ):
                stack.callback(close)
            if settings.registry is not None:
                await _follow_registry(stack, settings, secrets, parts, engine, registry)
            parts.metrics.now_serving(parts.shelf.active)
            yield

    app = FastAPI(title="Sottovoce edge node", lifespan=lifespan, docs_url=None, redoc_url=None)
    records = Records(log, parts.look, secrets.service_token, clock)
    digest = token_digest(secrets.service_token)
    app.include_router(make_router(EdgeService(parts), records, parts.metrics, digest))
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(RequestLine)
    install_error_handlers(app)
    return app


def _engine(settings: EdgeSettings) -> TransformersEngine:
    return TransformersEngine(
        settings.model,
        device=settings.engine.device,
        threads=settings.engine.threads,
        max_running=settings.engine.max_running,
        max_waiting=settings.engine.max_waiting,
    )


async def _follow_registry(
    stack: AsyncExitStack,
    settings: EdgeSettings,
    secrets: Secrets,
    parts: Parts,
    engine: TransformersEngine,
    registry: Registry | None,
) -> None:
    """Load the cached release, then poll in the background until the stack closes."""
    chosen = settings.registry
    if chosen is None or secrets.release_key is None or secrets.registry_token is None:
        raise ConfigInvalid(["registry: its keys are missing"])
    client = registry or await _connect(stack, chosen, settings.site, secrets.registry_token)
    updater = Updater(
        registry=client,
        shelf=parts.shelf,
        engine=engine,
        trust=Trust(secrets.release_key, await asyncio.to_thread(base_digest, settings.model)),
        cache=chosen.cache_dir,
        ledger=parts.ledger,
        metrics=parts.metrics,
        trainable=lambda: parts.log.count(trainable_only=True),
        clock=parts.clock,
    )
    await updater.restore()
    task = asyncio.create_task(updater.run(chosen.poll_seconds))
    stack.push_async_callback(_stop, task)


async def _connect(
    stack: AsyncExitStack, chosen: RegistrySettings, site: str, token: str
) -> RegistryClient:
    client = RegistryClient(chosen.url, site, token, chosen.ca_file)
    return await stack.enter_async_context(client)


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task})
