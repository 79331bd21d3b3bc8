"""Who calls: an API key, known by its SHA-256 and compared in constant time.

Keys stand in the settings or in the key file, which is read again when it changes, so that a revoked key
is worth nothing within a second. With `no_auth` everyone is the local caller, which the settings allow on a
loopback address alone. Knows no request object.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gateway.settings import ANY_SITE, LOCAL
from policies.pack import Role
from sottovoce.api_keys import ANY, ApiKey, read_keys
from sottovoce.crypto import token_digest, token_matches
from sottovoce.errors import ConfigInvalid, Forbidden, Unauthorized
from sottovoce.telemetry import get_logger

MAX_KEY: Final = 512
LOOK_AGAIN_SECONDS: Final = 0.5
# What a role may do beside its own: the local caller, who needs no key, may do everything.
ALL_ROLES: Final = frozenset({"app", "agent", "privacy"})
CHATS: Final = ("app", "agent")

Check = Callable[[ApiKey], str | None]


@dataclass(frozen=True)
class Caller:
    """A key's owner, what it may reach and how much of it."""

    key: str
    tenant: str
    sites: tuple[str, ...] = (ANY_SITE,)
    pack: str | None = None
    models: tuple[str, ...] = (ANY,)
    roles: frozenset[str] = frozenset({"app"})
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    token_budget: int | None = None

    def may_reach(self, site: str) -> bool:
        """Whether the key covers this site."""
        return ANY_SITE in self.sites or site in self.sites

    def need(self, *roles: str) -> None:
        """Raises `Forbidden` unless the key has one of these roles."""
        if self.roles.isdisjoint(roles):
            raise Forbidden(f"This needs a key with the role {' or '.join(roles)}.")

    def may_name(self, model: str) -> bool:
        """Whether the key may use the model."""
        return ANY in self.models or model in self.models

    def need_model(self, model: str) -> None:
        """Raises `Forbidden` where the key may not use the model."""
        if not self.may_name(model):
            raise Forbidden("The key may not use this model.")

    @property
    def reader(self) -> Role:
        """As whom the caller reads a reply: an agent only where the key says so."""
        return "customer" if "app" in self.roles else "agent"


class Authenticator:
    """Turns an `Authorization` header into a caller. Threads may share it."""

    def __init__(
        self,
        keys: Iterable[ApiKey] = (),
        *,
        no_auth: bool = False,
        keys_file: Path | None = None,
        check: Check = lambda _key: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._open = no_auth
        self._given = tuple(keys)
        self._file = keys_file
        self._check = check
        self._clock = clock
        self._lock = threading.Lock()
        self._looked = 0.0
        self._stamp: tuple[int, int, int] | None = None
        self._index: dict[str, ApiKey] = {}
        self.reload()

    def identify(self, authorization: str | None) -> Caller:
        """The caller of a `Bearer` header. Raises `Unauthorized`, the same for every reason."""
        if self._open:
            return Caller(key=LOCAL, tenant=LOCAL, roles=ALL_ROLES)
        self._look_again()
        token = _bearer(authorization)
        # Found by the digest of 256 random bits: what the time of a lookup tells is worth nothing.
        key = self._index.get(token_digest(token)) if token else None
        if key is None or not token_matches(token, key.sha256) or not key.live(self._clock()):
            raise Unauthorized
        return _caller(key)

    def reload(self) -> None:
        """Reads the key file now.

        Raises `ConfigInvalid`; the keys that were known stay then, but for those that the file revokes or has no more.
        """
        found = read_keys(self._file) if self._file is not None else ()
        keys = (*self._given, *found)
        faults = [fault for key in keys if (fault := self._check(key)) is not None]
        if faults:
            self._withdraw(keys)
            raise ConfigInvalid(faults)
        self._index = {key.sha256.lower(): key for key in keys}

    def _withdraw(self, keys: Iterable[ApiKey]) -> None:
        """A revoked key is worth nothing, whatever is wrong with another one of the file."""
        live = {key.sha256.lower() for key in keys if key.revoked is None}
        self._index = {digest: key for digest, key in self._index.items() if digest in live}

    def _look_again(self) -> None:
        """Reads a changed file again, at most twice a second; a broken one leaves the last good keys."""
        if self._file is None or self._clock() - self._looked < LOOK_AGAIN_SECONDS:
            return
        with self._lock:
            self._looked = self._clock()
            stamp = _stamp(self._file)
            if stamp == self._stamp:
                return
            self._stamp = stamp
            try:
                self.reload()
            except ConfigInvalid as error:
                get_logger().error("key_file_refused", faults=error.faults)


def _caller(key: ApiKey) -> Caller:
    return Caller(
        key=key.id,
        tenant=key.tenant,
        sites=key.sites,
        pack=key.pack,
        models=key.models,
        roles=frozenset({key.role}),
        requests_per_minute=key.requests_per_minute,
        tokens_per_minute=key.tokens_per_minute,
        token_budget=key.token_budget,
    )


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _bearer(authorization: str | None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and len(token) <= MAX_KEY else ""
