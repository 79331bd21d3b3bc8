"""The configuration and the command line of each part of a federation, as plain data.

Knows the settings' names of the parts' YAML files. Starts nothing and writes nothing.
"""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from examples.demo.federation import Federation

TENANT = "demo"
LOOPBACK = "127.0.0.1"


def trainer(federation: Federation) -> dict[str, Any]:
    """`sottovoce train serve`: SuperLink, registry, what a round does."""
    keys = federation.paths.keys
    own = keys / "trainer"
    certificate = {"tls_cert": str(own / "server.crt"), "tls_key": str(own / "server.key")}
    plan = asdict(federation.spec.round)
    return {
        "listen": {"host": LOOPBACK, "port": federation.ports.registry, **certificate},
        "state_dir": str(federation.paths.trainer),
        "base_digest": federation.base_digest(),
        "release_key_file": str(own / "release.key"),
        "superlink": {
            "host": LOOPBACK,
            "port": federation.ports.superlink,
            "ca_cert": str(keys / "ca.crt"),
            "cert": str(own / "server.crt"),
            "key": str(own / "server.key"),
        },
        "sites": [_trainer_site(federation.paths.site_keys(s), s) for s in federation.spec.sites],
        "round": {**plan, "targets": list(plan["targets"])},
        "schedule": None,
    }


def _trainer_site(keys: Path, site: str) -> dict[str, Any]:
    return {
        "name": site,
        "registry_token_sha256": (keys / "registry.token.sha256").read_text().strip(),
        "node_public_key_file": str(keys / "node.pub"),
    }


def gateway(federation: Federation) -> dict[str, Any]:
    """`sottovoce gateway serve`: one tenant, one key, every site's edge over TLS."""
    keys = federation.paths.keys
    own = keys / "gateway"
    sites = federation.spec.sites
    digest = (own / "api-key.sha256").read_text().strip()
    return {
        "listen": {"host": LOOPBACK, "port": federation.ports.gateway},
        "pack": federation.spec.pack,
        "default_site": sites[0],
        "vault": {
            "path": str(federation.paths.root / "gateway" / "vault.db"),
            "key_file": str(own / "vault.key"),
        },
        "state_dir": str(federation.paths.root / "gateway"),
        "tenants": [{"name": TENANT, "hmac_key_file": str(own / "tenant.key")}],
        "keys": [{"id": TENANT, "sha256": digest, "tenant": TENANT, "sites": list(sites)}],
        "sites": [_gateway_site(federation, site) for site in sites],
    }


def _gateway_site(federation: Federation, site: str) -> dict[str, Any]:
    return {
        "name": site,
        "url": federation.edge_url(site) + "/v1",
        "kind": "edge",
        "token_file": str(federation.paths.site_keys(site) / "service.token"),
        "ca_file": str(federation.ca_file),
    }


def edge(federation: Federation, site: str) -> dict[str, Any]:
    """`sottovoce edge serve`, `edge import`, `edge log`: one site's serving side."""
    keys = federation.paths.site_keys(site)
    own = federation.paths.site(site)
    certificate = {"tls_cert": str(keys / "edge.crt"), "tls_key": str(keys / "edge.key")}
    return {
        "site": site,
        "listen": {"host": LOOPBACK, "port": federation.ports.edges[site], **certificate},
        "model": str(federation.spec.model),
        "pack": federation.spec.pack_of(site),
        "service_token_file": str(keys / "service.token"),
        "tenant_key_file": str(keys / "tenant.key"),
        "log": _log(federation, site),
        "egress_path": str(own / "egress.db"),
        "report_key_file": str(keys / "report.key"),
        "registry": {
            "url": federation.registry_url,
            "ca_file": str(keys / "ca.crt"),
            "token_file": str(keys / "registry.token"),
            "release_public_key_file": str(keys / "release.pub"),
            "poll_seconds": federation.spec.poll_seconds,
            "cache_dir": str(own / "adapters"),
        },
        "engine": {"device": "cpu", "threads": federation.spec.threads},
        "model_input_tap": str(federation.paths.tap(site)) if federation.spec.tap else None,
    }


def site(federation: Federation, site: str) -> dict[str, Any]:
    """`sottovoce train site`: the process that may read the site's log to train on it."""
    own = federation.paths.site(site)
    return {
        "site": site,
        "model": str(federation.spec.model),
        "pack": federation.spec.pack_of(site),
        "log": _log(federation, site),
        "egress_path": str(own / "egress.db"),
        "release_public_key_file": str(federation.paths.site_keys(site) / "release.pub"),
        "socket": str(federation.paths.socket(site)),
        "allowed_uids": [os.getuid()],
        "state_path": str(own / "trainer-state.db"),
        "threads": federation.spec.threads,
        "limits": {"min_sites": federation.spec.round.min_sites},
    }


def _log(federation: Federation, site: str) -> dict[str, str]:
    return {
        "path": str(federation.paths.log(site)),
        "keys_path": str(federation.paths.site(site) / "log-keys.db"),
        "site_key_file": str(federation.paths.site_keys(site) / "site.key"),
    }


def argv(federation: Federation, part: str) -> list[str]:
    """The command line of a part."""
    kind, _, site = part.partition(":")
    config = str(federation.paths.config(part))
    words = {
        "trainer": ("train", "serve", "--config", config),
        "gateway": ("gateway", "serve", "--config", config),
        "edge": ("edge", "serve", "--config", config),
        "site": ("train", "site", "--config", config),
    }
    if kind == "node":
        return _node(federation, site)
    return [sys.executable, "-m", "sottovoce", *words[kind]]


def _node(federation: Federation, site: str) -> list[str]:
    """Flower's own SuperNode: no key but its node's, no log, no model."""
    keys = federation.paths.site_keys(site)
    return [
        *(sys.executable, "-m", "sottovoce", "train", "node", "--site", site),
        *("--superlink", f"{LOOPBACK}:{federation.ports.superlink}"),
        *("--ca", str(keys / "ca.crt"), "--key", str(keys / "node.key")),
        *("--socket", str(federation.paths.socket(site))),
        *("--port", str(federation.ports.nodes[site])),
        *("--home", str(federation.paths.flower_home(site))),
    ]
