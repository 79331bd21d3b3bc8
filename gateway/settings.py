"""The gateway's settings: where it listens, whom it serves, where it sends.

`faults_of` finds what no single field can show: names that point nowhere, default secrets, an open
door. Knows no file's content.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from sottovoce.api_keys import ANY, ApiKey
from sottovoce.settings import Listen, PackName, Settings, is_loopback
from sottovoce.tracing import TracingSettings

# The names under which one upstream without a site list is kept.
SOLE_SITE: Final = "default"
LOCAL: Final = "local"
ANY_SITE: Final = ANY
# Keys that stand in examples all over the world; who knows one of them is nobody.
DEFAULT_SECRETS: Final = frozenset(
    [
        "",
        "changeme",
        "change-me",
        "secret",
        "password",
        "test",
        "key",
        "sk-1234",
        "sk-test",
        "admin",
    ]
)
_DEFAULT_DIGESTS: Final = frozenset(
    hashlib.sha256(secret.encode()).hexdigest() for secret in DEFAULT_SECRETS
)


class GatewayListen(Listen):
    """Where the gateway listens; see `Listen`."""

    port: int = 4000
    """The port; 0 takes a free one."""


class VaultSettings(Settings):
    """The table of values per conversation. Without a key file it lives in memory alone."""

    path: Path | None = None
    """The SQLite file that outlives a restart; goes with `key_file`."""
    redis_url: str | None = Field(default=None, repr=False)
    """In its place a Redis that several gateways share, such as `rediss://redis:6380/0`; goes with `key_file`."""
    redis_password: SecretStr | None = None
    """Redis' password; best by its variable, or in `redis_password_file`."""
    redis_password_file: Path | None = None
    """A file that holds Redis' password."""
    redis_ca_file: Path | None = None
    """The CA that signed Redis' certificate, PEM; without it the system knows them."""
    redis_plain: bool = False
    """Allow Redis without TLS on another host; for a closed network alone."""
    redis_seconds: float = Field(default=1.0, gt=0, le=10)
    """Seconds to reach Redis, and again for each answer; then 503 `privacy_unavailable`."""
    key_file: Path | None = None
    """A 256-bit key as 64 hex digits (`sottovoce keys secret`). Keep it out of backups of the tables."""
    ttl_seconds: float = Field(default=86_400.0, gt=0)
    """Seconds after its last use until a conversation's values are forgotten."""
    max_conversations: int = Field(default=100_000, ge=1)
    """Over this number the least recently used is forgotten."""


class AuditSettings(Settings):
    """The log of decisions, a chain of hashes (`sottovoce gateway audit verify`)."""

    path: Path | None = None
    """The file; without it no decision is logged. An entry that cannot be written refuses the request."""


class TenantSettings(Settings):
    """One customer organisation; its key makes customers' names into pseudonyms."""

    name: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    """The name that keys refer to."""
    hmac_key_file: Path
    """The key that makes customers' names into pseudonyms; the site's imports use the same."""


class SiteSettings(Settings):
    """Where a site's requests go. `edge` is our own edge node, `openai` any other server."""

    name: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    """The name in the `Sottovoce-Site` header."""
    url: str
    """The address with the path of the interface, such as `https://edge-a:8443/v1`."""
    replicas: tuple[str, ...] = ()
    """Further addresses of the same site, with the same token and CA: the least busy one is asked."""
    kind: Literal["edge", "openai"] = "edge"
    """`edge`: our edge node, told of pseudonym and consent. `openai`: any other server."""
    token_file: Path | None = None
    """The edge's service token, or the other server's key. Needed for an edge."""
    ca_file: Path | None = None
    """The CA that signed its certificate, PEM; without it the system knows them."""
    model: str | None = None
    """What `sottovoce` means at an `openai` site; without it the first model that it lists."""
    failover: tuple[str, ...] = ()
    """Sites that may answer when this one is down, where the pack lets the request's classes leave it."""
    plain_http: bool = False
    """Allow an edge over http on another host; for a closed network alone."""
    outside: bool | None = None
    """Whether its server is outside the site, so that no class of a pack's `never_leaves_site` may go there.
    Not given, an `openai` server is and an edge is not; `false` for a server of your own inside the site."""

    @property
    def is_outside(self) -> bool:
        """Whether what reaches its server has left the site."""
        return self.kind == "openai" if self.outside is None else self.outside


class Limits(Settings):
    """What one request may take. Times are seconds."""

    max_body_bytes: int = Field(default=2 << 20, ge=1024)
    """Bytes of a request."""
    body_seconds: float = Field(default=60.0, gt=0)
    """Seconds for a request's body to come in whole; then 408."""
    head_seconds: float = Field(default=10.0, gt=0)
    """Seconds for a request's headers to come in, from their first byte on; then 408."""
    unread_seconds: float = Field(default=30.0, gt=0)
    """Seconds that an answer's bytes may lie unread by a client; then it is hung up on."""
    max_connections: int = Field(default=2000, ge=1)
    """Connections of clients; over it 503 `overloaded`."""
    max_messages: int = Field(default=2048, ge=1)
    """Messages of a request."""
    max_depth: int = Field(default=32, ge=4, le=200)
    """Levels of nesting, JSON inside strings included."""
    max_strings: int = Field(default=20_000, ge=1)
    """Strings and unknown keys of a request."""
    max_characters: int = Field(default=400_000, ge=1)
    """Characters of all of them together."""
    max_choices: int = Field(default=8, ge=1)
    """The highest `n`."""
    feedback_seconds: float = Field(default=7 * 86_400.0, gt=0)
    """Seconds for which an answer may be rated."""
    max_answers: int = Field(default=1_000_000, ge=1)
    """Answers that may be rated; over this number the oldest may not any more."""
    max_reply_bytes: int = Field(default=8 << 20, ge=1024)
    """Bytes of a whole answer."""
    site_places: int = Field(default=64, ge=1)
    """Requests that each server of a site gets at once."""
    site_waiting: int = Field(default=256, ge=0)
    """Requests that may wait for a place at a site; then 503 `overloaded`."""
    site_waiting_seconds: float = Field(default=10.0, gt=0)
    """Seconds that a request waits for a place."""
    max_running: int = Field(default=1000, ge=1)
    """Requests and streams under way at once; then 503 `overloaded`."""
    detection_threads: int = Field(default=2, ge=1)
    """Threads that look for personal data."""
    detection_seconds: float = Field(default=10.0, gt=0)
    """Seconds for one request, the wait for a thread included; then 503."""
    detection_waiting: int = Field(default=64, ge=1)
    """Requests that may wait for a thread; then 503 `overloaded`."""
    remembered_texts: int = Field(default=4096, ge=0)
    """Texts whose findings are remembered (keyed digests and positions); 0 is none."""
    connect_seconds: float = Field(default=5.0, gt=0)
    """Seconds to reach a site."""
    read_seconds: float = Field(default=120.0, gt=0)
    """Seconds for an answer to begin, and between two pieces of it (two lines of a stream); then 504."""
    answer_seconds: float = Field(default=1800.0, gt=0)
    """Seconds for a site's whole answer, streamed or not; then 504, in a stream the error event `upstream_timeout`."""


class GatewaySettings(Settings):
    """Everything that `sottovoce gateway serve` reads."""

    listen: GatewayListen = GatewayListen()
    """Where it listens."""
    pack: PackName = "default"
    """The policy pack, by name or file."""
    upstream_base_url: str | None = None
    """One OpenAI-compatible server without a site list; the URL ends in `/v1`."""
    upstream_api_key: SecretStr | None = None
    """That server's key. A client's own key is never sent on."""
    upstream_model: str | None = None
    """What `sottovoce` means there; without it the first model that it lists."""
    upstream_outside: bool = True
    """Whether that server is outside the site (`outside` of a site); `false` for one of your own inside it."""
    no_auth: bool = False
    """Ask for no API key; on a loopback address only."""
    default_site: str | None = None
    """The site of a request that names none."""
    vault: VaultSettings = VaultSettings()
    """Where the values behind the placeholders are kept."""
    audit: AuditSettings = AuditSettings()
    """Where decisions are logged."""
    tenants: tuple[TenantSettings, ...] = ()
    """The organisations whose keys are known."""
    keys: tuple[ApiKey, ...] = ()
    """The API keys, by digest."""
    keys_file: Path | None = None
    """A file of further API keys (`sottovoce keys create`); a change of it counts within a second."""
    state_dir: Path | None = None
    """The folder of what outlives a restart beside the vault: which answers may be rated, pending erasures,
    tokens of keys with a budget. Not given it is the vault's folder; without a vault file all of that is in memory."""
    receipt_key_file: Path | None = None
    """The Ed25519 key that signs erasure receipts (`sottovoce keys signing`); without it each start makes one."""
    sites: tuple[SiteSettings, ...] = ()
    """The sites."""
    tracing: TracingSettings = TracingSettings()
    """Where traces of requests go."""
    limits: Limits = Limits()
    """What one request may take."""


def all_sites(settings: GatewaySettings) -> tuple[SiteSettings, ...]:
    """The configured sites and, where it is set, the one plain upstream."""
    if settings.upstream_base_url is None:
        return settings.sites
    sole = SiteSettings(
        name=SOLE_SITE,
        url=settings.upstream_base_url,
        kind="openai",
        model=settings.upstream_model,
        outside=settings.upstream_outside,
    )
    return (*settings.sites, sole)


def faults_of(settings: GatewaySettings) -> list[str]:
    """Every fault that the fields alone do not show, one line each."""
    return [*_access_faults(settings), *_name_faults(settings), *_site_faults(settings)]


def _access_faults(settings: GatewaySettings) -> Iterator[str]:
    if settings.no_auth:
        if not is_loopback(settings.listen.host):
            yield "no_auth is for a loopback address only"
        if settings.keys or settings.keys_file:
            yield "no_auth and keys exclude each other"
    elif not settings.keys and settings.keys_file is None:
        yield "no keys: set keys or keys_file, or no_auth (--no-auth) on a loopback address"
    yield from _vault_faults(settings.vault)
    api_key = settings.upstream_api_key
    if api_key is not None and api_key.get_secret_value() in DEFAULT_SECRETS:
        yield "upstream_api_key is a default secret"


def _vault_faults(vault: VaultSettings) -> Iterator[str]:
    if vault.redis_url is None:
        if (vault.path is None) != (vault.key_file is None):
            yield "vault: path and key_file go together; without both it is in memory alone"
        if vault.redis_password is not None or vault.redis_password_file is not None:
            yield "vault: a password for Redis, and no redis_url"
        return
    if vault.path is not None:
        yield "vault: path and redis_url exclude each other"
    if vault.key_file is None:
        yield "vault: redis_url needs key_file, the same one for all gateways"
    if vault.redis_password is not None and vault.redis_password_file is not None:
        yield "vault: redis_password and redis_password_file exclude each other"
    try:
        parts = urlsplit(vault.redis_url)
        number = parts.path.strip("/") or "0"
        known = parts.scheme in ("redis", "rediss") and parts.hostname and parts.port != 0
    except ValueError:
        known, number = None, ""
    if not known or not number.isdecimal() or parts.query or parts.fragment:
        yield "vault: redis_url must be redis(s)://host[:port][/number]"
    elif parts.scheme == "redis" and not (is_loopback(parts.hostname or "") or vault.redis_plain):
        yield "vault: the password and the tables' names would go in clear: use rediss, or redis_plain"


def _name_faults(settings: GatewaySettings) -> Iterator[str]:
    sites = [site.name for site in all_sites(settings)]
    tenants = [tenant.name for tenant in settings.tenants]
    keys = settings.keys
    for what, names in (("sites", sites), ("tenants", tenants), ("keys", [k.id for k in keys])):
        yield from (f"{what}: {name} stands there twice" for name in _twice(names))
    yield from (f"keys: the digest of {name} stands there twice" for name in _same_digest(keys))
    for key in keys:
        yield from key_faults(key, tenants=tenants, sites=sites)
    if settings.default_site is not None and settings.default_site not in sites:
        yield f"default_site: {settings.default_site} is not configured"


def key_faults(key: ApiKey, *, tenants: Iterable[str], sites: Iterable[str]) -> Iterator[str]:
    """What a key names that is not there, or that it names nothing."""
    if key.sha256.lower() in _DEFAULT_DIGESTS:
        yield f"keys: {key.id} is a default secret; `sottovoce keys create` makes one"
    if key.tenant not in tenants:
        yield f"keys: {key.id} names the tenant {key.tenant}, which is not configured"
    for site in key.sites:
        if site not in (*sites, ANY_SITE):
            yield f"keys: {key.id} names the site {site}, which is not configured"
    if not key.sites or not key.models:
        yield f"keys: {key.id} has no site or no model"


def _site_faults(settings: GatewaySettings) -> Iterator[str]:
    sites = all_sites(settings)
    if not sites:
        yield "no upstream: set upstream_base_url (--upstream) or sites"
    for site in sites:
        for url in (site.url, *site.replicas):
            yield from (f"sites: {site.name}: {fault}" for fault in _url_faults(site, url))
        for other in site.failover:
            if other == site.name or other not in {s.name for s in sites}:
                yield f"sites: {site.name}: failover: {other} is not another site"
        if site.kind == "edge" and site.token_file is None:
            yield f"sites: {site.name}: an edge needs token_file"


def _url_faults(site: SiteSettings, url: str) -> Iterator[str]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        yield "url must be http(s)://host[:port]/v1"
        return
    if parts.username or parts.password or parts.query or parts.fragment:
        yield "url must hold no credentials, query or fragment"
    if parts.path.rstrip("/") in ("",):
        yield "url must have the path of the interface, such as /v1"
    plain = parts.scheme == "http" and not is_loopback(parts.hostname)
    if site.kind == "edge" and plain and not site.plain_http:
        yield "the service token would go in clear: use https, or plain_http on a closed network"


def _twice(names: Iterable[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)


def _same_digest(keys: Iterable[ApiKey]) -> list[str]:
    keys = list(keys)
    doubled = set(_twice(key.sha256.lower() for key in keys))
    return [key.id for key in keys if key.sha256.lower() in doubled]
