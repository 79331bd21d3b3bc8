"""The example settings load with the settings classes of the parts, and fit compose.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from edge_node.settings import EdgeSettings
from gateway.settings import GatewaySettings, faults_of
from policies import load_pack
from sottovoce.settings import Settings, load_settings
from training.settings import SiteTrainerSettings, TrainerSettings

EXAMPLES: dict[str, tuple[type[Settings], list[str]]] = {
    "gateway": (GatewaySettings, ["gateway"]),
    "edge-a": (EdgeSettings, ["edge-site-a"]),
    "edge-b": (EdgeSettings, ["edge-site-b"]),
    "site-a": (SiteTrainerSettings, ["train-site-a"]),
    "site-b": (SiteTrainerSettings, ["train-site-b"]),
    "trainer": (TrainerSettings, ["trainer"]),
}


def load(docker: Path, name: str) -> Settings:
    return load_settings(EXAMPLES[name][0], docker / "config" / f"{name}.yaml", env={})


def paths_of(value: Any) -> list[Path]:
    """Every path that settings name."""
    if isinstance(value, Settings):
        return [path for _, inner in value for path in paths_of(inner)]
    if isinstance(value, tuple | list):
        return [path for inner in value for path in paths_of(inner)]
    return [value] if isinstance(value, Path) else []


def test_every_example_is_checked(docker: Path) -> None:
    """No example is left out of this test."""
    assert {path.stem for path in (docker / "config").iterdir()} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_loads(docker: Path, name: str) -> None:
    """Each file is valid for the part that reads it."""
    assert load(docker, name)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_path_is_mounted(docker: Path, compose: dict[str, Any], name: str) -> None:
    """What a file names is a secret, or lies in a volume, of the service that reads it."""
    for service_name in EXAMPLES[name][1]:
        service = compose["services"][service_name]
        files = {f"/run/secrets/{secret['target']}" for secret in service["secrets"]}
        folders = {volume.removesuffix(":ro").rpartition(":")[2] for volume in service["volumes"]}
        for path in paths_of(load(docker, name)):
            held = str(path) in files or {str(path), str(path.parent)} & folders
            assert held, f"{service_name}: {path}"


def test_gateway_has_no_further_fault(docker: Path) -> None:
    """Names point somewhere and every edge is reached over TLS."""
    settings = load(docker, "gateway")
    assert isinstance(settings, GatewaySettings)
    assert faults_of(settings) == []
    assert all(site.url.startswith("https://") and site.ca_file for site in settings.sites)


@pytest.mark.parametrize("letter", ["a", "b"])
def test_site_uses_one_log_and_one_pack(docker: Path, letter: str) -> None:
    """The edge and the trainer of a site read one log, one pack and one model."""
    edge, site = load(docker, f"edge-{letter}"), load(docker, f"site-{letter}")
    assert isinstance(edge, EdgeSettings)
    assert isinstance(site, SiteTrainerSettings)
    assert edge.log.model_dump() == site.log.model_dump()
    assert (edge.site, edge.pack, edge.model) == (site.site, site.pack, site.model)
    assert edge.egress_path == site.egress_path
    assert edge.log.path.parent != edge.log.keys_path.parent
    assert edge.model_input_tap is None
    assert load_pack(edge.pack)


def test_site_trainer_lets_the_node_in(docker: Path, compose: dict[str, Any]) -> None:
    """The node's user and group are those of the compose file."""
    site = load(docker, "site-a")
    assert isinstance(site, SiteTrainerSettings)
    user, group = compose["services"]["node-site-a"]["user"].split(":")
    assert int(user) in (site.allowed_uids or ())
    assert site.socket_gid == int(group)


def test_digests_in_the_examples_open_nothing(docker: Path) -> None:
    """A token whose digest is one character repeated is known to nobody."""
    gateway, trainer = load(docker, "gateway"), load(docker, "trainer")
    assert isinstance(gateway, GatewaySettings)
    assert isinstance(trainer, TrainerSettings)
    digests = [key.sha256 for key in gateway.keys]
    digests += [site.registry_token_sha256 for site in trainer.sites]
    assert all(len(set(digest)) == 1 for digest in digests)
