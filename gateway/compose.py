"""The composition root: settings become the gateway's parts, and every fault is found at once.

Reads the key files, packs and CA files that the settings name. After it nothing reads a setting.
"""

from __future__ import annotations

import asyncio
import math
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.admission import Admission
from gateway.audit import FileAudit, NoAudit
from gateway.auth import Authenticator
from gateway.detection import DetectionPool, Scanner
from gateway.erasure import Erasures
from gateway.guard import Guard
from gateway.health import Reading, WatchedAudit
from gateway.metrics import GatewayMetrics
from gateway.people import PeopleService
from gateway.pool import Pool
from gateway.routes import Routes
from gateway.seam import Connections, Http
from gateway.service import ChatService
from gateway.settings import (
    LOCAL,
    GatewaySettings,
    SiteSettings,
    all_sites,
    faults_of,
    key_faults,
)
from gateway.site_metrics import SiteCollector, TaggerCollector
from gateway.stores import loaded, make_vault, open_stores
from gateway.turn import World
from gateway.upstream import EdgeUpstream, OpenAIUpstream, Upstream
from gateway.vault import VaultStore
from gateway.walker import Caps
from policies import Pack, build_detector, load_pack
from policies.pack import Engine
from sottovoce.api_keys import ApiKey, read_keys
from sottovoce.crypto import derive, load_key, load_private, new_key, read_token
from sottovoce.errors import ConfigInvalid, PolicyInvalid
from sottovoce.settings import pack_label
from sottovoce.telemetry import get_logger
from sottovoce.tracing import open_tracing

T = TypeVar("T")
Clock = Callable[[], float]
# Replies wait for a thread at most once each, so this bounds the replies in flight.
REPLIES_WAITING = 10_000


class BuildDetector(Protocol):
    """How a pack's detector is made; `policies.build_detector`, or a test's own."""

    def __call__(self, pack: Pack, *, engine: Engine | None = None) -> Scanner:
        """A detector, loaded."""


# What a reload takes over; every other field of the settings needs a restart.
RELOADED: Final = frozenset(
    {
        "pack",
        "upstream_base_url",
        "upstream_api_key",
        "upstream_model",
        "upstream_outside",
        "default_site",
        "tenants",
        "keys",
        "keys_file",
        "sites",
    }
)


@dataclass
class Gateway:
    """The parts that an application is made of; `close` lets go of all of them."""

    settings: GatewaySettings
    service: ChatService
    people: PeopleService
    metrics: GatewayMetrics
    _open_world: Callable[[GatewaySettings], World]
    _lasting: Callable[[], None]
    _retiring: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        # What was not taken over at one reload is not in force at the next one either.
        self._started = self.settings

    async def reload(self, settings: GatewaySettings) -> list[str]:
        """Serves new requests by these settings; requests under way end by the old ones.

        Gives the fields of which something else is in force until a restart. Raises `ConfigInvalid`; then
        nothing has changed.
        """
        world = await asyncio.to_thread(self._open_world, settings)
        old, self.service.world = self.service.world, world
        task = asyncio.get_running_loop().create_task(old.retire())
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)
        self.settings = settings
        return [
            name
            for name in GatewaySettings.model_fields
            if name not in RELOADED and getattr(self._started, name) != getattr(settings, name)
        ]

    async def close(self) -> None:
        """Closes connections and files; requests still under way fail."""
        for task in tuple(self._retiring):
            task.cancel()
        await self.service.world.close()
        self._lasting()


def compose(
    settings: GatewaySettings,
    *,
    build: BuildDetector = build_detector,
    clock: Clock = time.time,
) -> Gateway:
    """Builds everything. Raises `ConfigInvalid` with every fault of settings, keys and packs."""
    faults: list[str] = []
    vault_key = loaded(faults, "vault.key_file", load_key, settings.vault.key_file)
    open_world = partial(_world, vault_key=vault_key, build=build, clock=clock)
    try:
        world = open_world(settings)
    except ConfigInvalid as error:
        raise ConfigInvalid([*faults, *error.faults]) from None
    private = loaded(faults, "receipt_key_file", load_private, settings.receipt_key_file)
    if faults:
        raise ConfigInvalid(faults)
    private = private or Ed25519PrivateKey.generate()
    tracing = open_tracing("gateway", settings.tracing)
    stores = open_stores(settings, vault_key, clock)
    if _forgetful(settings):
        get_logger().warning("erasures_in_memory")
    detection, replies = _pools(settings)
    metrics = _metrics(stores.vault, detection)
    written = FileAudit(settings.audit.path) if settings.audit.path else NoAudit()
    audit = WatchedAudit(written, metrics.audit_failures.inc)

    def close() -> None:
        detection.close()
        replies.close()
        stores.close()
        audit.close()
        tracing.close()

    admission = Admission(max_running=settings.limits.max_running, usage=stores.usage)
    service = ChatService(
        world=world,
        admission=admission,
        audit=audit,
        vault=stores.vault,
        detection=detection,
        replies=replies,
        answers=stores.answers,
        metrics=metrics,
        max_choices=settings.limits.max_choices,
        max_messages=settings.limits.max_messages,
        clock=clock,
    )
    people = PeopleService(
        world=lambda: service.world,
        admission=admission,
        audit=audit,
        vault=stores.vault,
        locks=service.locks,
        detection=detection,
        answers=stores.answers,
        erasures=Erasures(stores.queue, private, clock=clock),
        clock=clock,
    )
    service.checks["audit"] = audit.check
    service.tracing, service.joins_traces = tracing, settings.tracing.trust_incoming
    metrics.collect(SiteCollector(lambda: service.world.routes.upstreams))
    metrics.collect(TaggerCollector())
    return Gateway(settings, service, people, metrics, open_world, close)


def _forgetful(settings: GatewaySettings) -> bool:
    """Whether a restart forgets what an edge that was offline has still to erase."""
    vault = settings.vault
    places = (settings.state_dir, vault.path, vault.redis_url)
    return any(s.kind == "edge" for s in settings.sites) and not any(places)


def _world(
    settings: GatewaySettings, *, vault_key: bytes | None, build: BuildDetector, clock: Clock
) -> World:
    """Keys, packs, sites and tenants. Raises `ConfigInvalid` with every fault."""
    faults = faults_of(settings)
    packs = _packs(settings, faults)
    tenant_keys = _tenant_keys(settings, vault_key, faults)
    sites = all_sites(settings)
    tokens = {
        site.name: loaded(faults, f"sites.{site.name}.token_file", read_token, site.token_file)
        for site in sites
    }
    clients = {site.name: _clients(settings, site, faults) for site in sites}
    if faults:
        raise ConfigInvalid(faults)
    guards = {name: _guard(settings, pack, build) for name, pack in packs.items()}
    routes = Routes(
        upstreams={s.name: _pool(settings, s, clients[s.name], tokens[s.name]) for s in sites},
        guards=guards,
        tenant_keys=tenant_keys,
        default_pack=settings.pack,
        default_site=settings.default_site,
        failover={site.name: site.failover for site in sites},
        inside=frozenset(site.name for site in sites if not site.is_outside),
    )

    _tell_of_outside(sites, routes)

    async def close() -> None:
        for https in clients.values():
            for http in https:
                await http.aclose()
        for guard in guards.values():
            guard.close()

    return World(_authenticator(settings, routes, clock), routes, close)


def _tell_of_outside(sites: Iterable[SiteSettings], routes: Routes) -> None:
    """Says at once what would else show with the first refused request."""
    for site in sites:
        for pack, guard in routes.packs.items() if site.is_outside else ():
            if guard.pack.never_leaves_site:
                get_logger().warning("site_is_outside", site=site.name, pack=pack)


def open_vault(settings: GatewaySettings, *, clock: Clock = time.time) -> VaultStore:
    """The vault alone, beside a gateway that may be running. Raises `ConfigInvalid`."""
    faults: list[str] = []
    if settings.vault.path is None and settings.vault.redis_url is None:
        faults.append("vault.path is not set: this gateway's vault is in its memory alone")
    key = loaded(faults, "vault.key_file", load_key, settings.vault.key_file)
    if faults:
        raise ConfigInvalid(faults)
    return make_vault(settings.vault, key, clock)


def tenant_key(settings: GatewaySettings, name: str) -> bytes:
    """A tenant's key. Raises `ConfigInvalid` for an unknown tenant or a key that cannot be read."""
    faults: list[str] = []
    keys = _tenant_keys(settings, None, faults)
    if name not in keys and not faults:
        faults.append(f"tenants: {name} is not configured")
    if faults:
        raise ConfigInvalid(faults)
    return keys[name]


def _authenticator(settings: GatewaySettings, routes: Routes, clock: Clock) -> Authenticator:
    """The keys, of which each names a tenant, sites and a pack that are there."""

    def fault(key: ApiKey) -> str | None:
        if key.pack is not None and key.pack not in routes.guards:
            return (
                f"keys: {key.id} names the pack {pack_label(key.pack)}, which is not loaded:"
                " reload the gateway"
            )
        faults = key_faults(key, tenants=routes.tenant_keys, sites=routes.upstreams)
        return next(faults, None)

    return Authenticator(
        settings.keys,
        no_auth=settings.no_auth,
        keys_file=settings.keys_file,
        check=fault,
        clock=clock,
    )


def _packs(settings: GatewaySettings, faults: list[str]) -> dict[str, Pack]:
    packs: dict[str, Pack] = {}
    try:
        filed = read_keys(settings.keys_file) if settings.keys_file is not None else ()
    except ConfigInvalid as error:
        faults += error.faults
        filed = ()
    named = (key.pack for key in (*settings.keys, *filed) if key.pack)
    for name in dict.fromkeys([settings.pack, *named]):
        try:
            packs[name] = load_pack(name)
        except PolicyInvalid as error:
            faults += error.faults
    return packs


def _tenant_keys(
    settings: GatewaySettings, vault_key: bytes | None, faults: list[str]
) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for tenant in settings.tenants:
        key = loaded(faults, f"tenants.{tenant.name}", load_key, tenant.hmac_key_file)
        if key is not None:
            keys[tenant.name] = key
    if settings.no_auth:
        keys.setdefault(LOCAL, _local_key(list(keys.values()), vault_key))
    return keys


def _local_key(tenants: list[bytes], vault_key: bytes | None) -> bytes:
    """Without keys: the only tenant's key, else one that lives as long as the vault does."""
    if len(tenants) == 1:
        return tenants[0]
    return derive(vault_key, "sottovoce gateway local tenant v1") if vault_key else new_key()


def _clients(settings: GatewaySettings, site: SiteSettings, faults: list[str]) -> list[Http]:
    """One client for each server of a site."""
    try:
        connections = Connections(site.ca_file, settings.limits)
        return [Http(connections, url, settings.limits) for url in (site.url, *site.replicas)]
    except (OSError, ssl.SSLError) as error:
        faults.append(f"sites.{site.name}.ca_file: cannot be used ({type(error).__name__})")
        return []


def _pool(
    settings: GatewaySettings, site: SiteSettings, clients: list[Http], token: str | None
) -> Pool:
    limits = settings.limits
    return Pool(
        [_upstream(settings, site, http, token) for http in clients],
        places=limits.site_places,
        waiting=limits.site_waiting,
        seconds=limits.site_waiting_seconds,
    )


def _upstream(
    settings: GatewaySettings, site: SiteSettings, http: Http, token: str | None
) -> Upstream:
    if site.kind == "edge" and token is not None:
        return EdgeUpstream(http, token)
    sole = settings.upstream_api_key if site not in settings.sites else None
    return OpenAIUpstream(http, sole.get_secret_value() if sole is not None else token, site.model)


def _guard(settings: GatewaySettings, pack: Pack, build: BuildDetector) -> Guard:
    limits = settings.limits
    return Guard(
        pack,
        build(pack),
        build(pack, engine="fast"),
        caps=Caps(limits.max_depth, limits.max_strings, limits.max_characters),
        remembered=limits.remembered_texts,
    )


def _pools(settings: GatewaySettings) -> tuple[DetectionPool, DetectionPool]:
    limits = settings.limits
    threads, seconds = limits.detection_threads, limits.detection_seconds
    return (
        DetectionPool(threads=threads, waiting=limits.detection_waiting, seconds=seconds),
        DetectionPool(threads=threads, waiting=REPLIES_WAITING, seconds=seconds),
    )


def _metrics(vault: VaultStore, detection: DetectionPool) -> GatewayMetrics:
    metrics = GatewayMetrics()
    metrics.watch(
        "detection_running", "Privacy jobs at work or waiting.", lambda: detection.running
    )
    kept = Reading(vault.count)
    metrics.watch("vault_conversations", "Conversations in the vault.", kept.value)
    metrics.watch(
        "vault_up", "1 where the vault answers.", lambda: float(not math.isnan(kept.value()))
    )
    return metrics
