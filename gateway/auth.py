"""Who calls: an API key, known by its SHA-256 and compared in constant time.

Knows the settings' keys; knows no request object. With `no_auth` everyone is the local caller, which
the settings allow on a loopback address alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from gateway.settings import ANY_SITE, LOCAL, GatewaySettings, KeySettings
from sottovoce.crypto import token_matches
from sottovoce.errors import Unauthorized

MAX_KEY = 512


@dataclass(frozen=True)
class Caller:
    """A key's owner and what it may reach."""

    key: str
    tenant: str
    sites: tuple[str, ...] = (ANY_SITE,)
    pack: str | None = None

    def may_reach(self, site: str) -> bool:
        """Whether the key covers this site."""
        return ANY_SITE in self.sites or site in self.sites


class Authenticator:
    """Turns an `Authorization` header into a caller."""

    def __init__(self, settings: GatewaySettings) -> None:
        self._open = settings.no_auth
        self._keys: tuple[KeySettings, ...] = settings.keys

    def identify(self, authorization: str | None) -> Caller:
        """The caller of a `Bearer` header. Raises `Unauthorized`.

        Every configured key is compared, so that the time does not tell which one was near.
        """
        if self._open:
            return Caller(key=LOCAL, tenant=LOCAL)
        token = _bearer(authorization)
        found = [key for key in self._keys if token_matches(token, key.sha256)]
        if not token or not found:
            raise Unauthorized
        key = found[0]
        return Caller(key=key.id, tenant=key.tenant, sites=key.sites, pack=key.pack)


def _bearer(authorization: str | None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and len(token) <= MAX_KEY else ""
