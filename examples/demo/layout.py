"""What a federation is made of and where everything of it lies.

Knows names, folders and ports. Writes nothing and starts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from examples.demo.processes import free_ports


@dataclass(frozen=True)
class RoundPlan:
    """What one federated round does at each site."""

    steps: int = 8
    batch: int = 2
    sequence: int = 128
    learning_rate: float = 1e-3
    rank: int = 8
    alpha: int = 16
    targets: tuple[str, ...] = ("q_proj", "v_proj")
    seed: int = 1
    min_sites: int = 2
    deadline_seconds: float = 150.0


@dataclass(frozen=True)
class Spec:
    """What a federation is made of. `pack` is a pack's name or a path to a YAML file.

    `packs` names other packs for single sites. `tap` makes each edge write down every prompt that
    its model gets. `trainer_extra`, `edge_extra`, `site_extra` and `gateway_extra` are merged over
    the written configurations.
    """

    model: Path
    sites: tuple[str, ...] = ("site-a", "site-b")
    pack: str = "default"
    packs: Mapping[str, str] = field(default_factory=dict)
    tap: bool = True
    threads: int = 1
    poll_seconds: float = 1.0
    round: RoundPlan = RoundPlan()
    trainer_extra: Mapping[str, Any] = field(default_factory=dict)
    edge_extra: Mapping[str, Any] = field(default_factory=dict)
    site_extra: Mapping[str, Any] = field(default_factory=dict)
    gateway_extra: Mapping[str, Any] = field(default_factory=dict)

    def pack_of(self, site: str) -> str:
        """The policy pack of one site."""
        return self.packs.get(site, self.pack)


@dataclass(frozen=True)
class Paths:
    """Where everything lies below the federation's root folder."""

    root: Path

    @property
    def keys(self) -> Path:
        """What `sottovoce keys federation` wrote."""
        return self.root / "keys"

    @property
    def logs(self) -> Path:
        """One file a process."""
        return self.root / "logs"

    @property
    def trainer(self) -> Path:
        """The trainer's state folder, for `sottovoce train round --state`."""
        return self.root / "trainer"

    def config(self, part: str) -> Path:
        """The YAML file of a part (`edge:site-a` → `config/edge-site-a.yaml`)."""
        return self.root / "config" / f"{part.replace(':', '-')}.yaml"

    def site(self, site: str) -> Path:
        """A site's own folder: log, keys of the log, egress ledger, adapters."""
        return self.root / "sites" / site

    def site_keys(self, site: str) -> Path:
        """A site's key files."""
        return self.keys / "sites" / site

    def log(self, site: str) -> Path:
        """The site's sealed dialogue log (SQLite)."""
        return self.site(site) / "log.db"

    def tap(self, site: str) -> Path:
        """Every prompt that the site's model got, one JSON object a line."""
        return self.site(site) / "model-input.jsonl"

    def socket(self, site: str) -> Path:
        """The site trainer's Unix socket."""
        return self.root / f"{site}.sock"

    def flower_home(self, site: str) -> Path:
        """The SuperNode's own scratch folder."""
        return self.root / "flower" / site


@dataclass(frozen=True)
class Ports:
    """The loopback ports of one federation."""

    gateway: int
    registry: int
    superlink: int
    edges: Mapping[str, int]
    nodes: Mapping[str, int]

    @classmethod
    def pick(cls, sites: Sequence[str]) -> Ports:
        """Free ports for a gateway, a trainer and these sites."""
        ports = free_ports(3 + 2 * len(sites))
        edges = dict(zip(sites, ports[3 : 3 + len(sites)], strict=True))
        nodes = dict(zip(sites, ports[3 + len(sites) :], strict=True))
        return cls(ports[0], ports[1], ports[2], edges, nodes)
