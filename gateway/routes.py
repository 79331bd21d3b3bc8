"""From a caller and a site's name to all that a request needs: guard, tenant's key, upstream.

Knows names; knows no request and no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gateway.auth import Caller
from gateway.guard import Guard
from gateway.settings import ANY_SITE
from gateway.upstream import Upstream
from sottovoce.errors import PrivacyRefused, UnknownSite
from sottovoce.settings import pack_label


@dataclass(frozen=True)
class Route:
    """Where a request goes and under which policy."""

    site: str
    upstream: Upstream
    guard: Guard
    tenant_key: bytes
    elsewhere: tuple[tuple[str, Upstream], ...] = ()
    # Whether the site's server is somebody else's, so that what reaches it has left the site.
    outside: bool = True

    def targets(self, labels: set[str]) -> list[tuple[str, Upstream]]:
        """The site, then the others that may answer for it with classes of this kind.

        Raises `PrivacyRefused` where a class that never leaves its site would.
        """
        if self.guard.pack.may_leave_site(labels):
            return [(self.site, self.upstream), *self.elsewhere]
        if self.outside:
            raise PrivacyRefused(
                "The policy keeps a class of this request at its site, and this site's server counts as outside"
                " (for a server of your own: the gateway's setting `outside: false`); nothing was sent."
            )
        return [(self.site, self.upstream)]


@dataclass(frozen=True)
class Routes:
    """All sites, packs and tenants of this gateway."""

    upstreams: Mapping[str, Upstream]
    guards: Mapping[str, Guard]
    tenant_keys: Mapping[str, bytes]
    default_pack: str
    default_site: str | None = None
    failover: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inside: frozenset[str] = frozenset()

    @cached_property
    def packs(self) -> Mapping[str, Guard]:
        """The guards by the names that people know: as settings and keys write them, no file's whole path.

        Of two files of one name the second is known by its version.
        """
        named: dict[str, Guard] = {}
        for name, guard in self.guards.items():
            label = pack_label(name)
            named[guard.pack.version if label in named else label] = guard
        return named

    def find(self, caller: Caller, site: str | None) -> Route:
        """The route of a request. Raises `UnknownSite`, the same for a site that is not the key's."""
        name = site or self._default(caller)
        if name not in self.upstreams or not caller.may_reach(name):
            raise UnknownSite
        return Route(
            site=name,
            upstream=self.upstreams[name],
            guard=self.guards[caller.pack or self.default_pack],
            tenant_key=self.tenant_keys[caller.tenant],
            elsewhere=tuple(
                (other, self.upstreams[other])
                for other in self.failover.get(name, ())
                if caller.may_reach(other)
            ),
            outside=name not in self.inside,
        )

    def _default(self, caller: Caller) -> str:
        """The default site, or the only one that the key covers."""
        if self.default_site is not None and caller.may_reach(self.default_site):
            return self.default_site
        covered = self.upstreams if ANY_SITE in caller.sites else caller.sites
        if len(covered) != 1:
            raise UnknownSite("Name the site: the key covers several (header Sottovoce-Site).")
        return next(iter(covered))
