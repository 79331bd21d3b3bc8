"""What compose.yaml gives each service, and above all what it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sottovoce.keys_cli import app as keys_app
from training.node_cli import supernode_command

SERVICES = (
    "gateway",
    "trainer",
    "nginx",
    *(f"{part}-site-{letter}" for letter in "ab" for part in ("edge", "train", "node")),
)
NODES = ("node-site-a", "node-site-b")


def secrets_of(service: dict[str, Any]) -> set[str]:
    return {secret["source"] for secret in service["secrets"]}


def volumes_of(service: dict[str, Any]) -> dict[str, str]:
    """Mount point to source."""
    return {
        volume.removesuffix(":ro").rpartition(":")[2]: volume.removesuffix(":ro").rpartition(":")[0]
        for volume in service.get("volumes", [])
    }


def test_services_are_those_of_two_sites(compose: dict[str, Any]) -> None:
    """A gateway, a trainer with its nginx, and three services a site."""
    assert set(compose["services"]) == set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_hardened(compose: dict[str, Any], name: str) -> None:
    """No root, no capability, no new privilege, no writable root file system, a health check."""
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"].split(":")[0] in {"10001", "10002"}
    assert "privileged" not in service
    if name.startswith(("train-", "node-")) or name == "nginx":
        assert service["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", NODES)
def test_node_has_its_key_and_the_socket_alone(compose: dict[str, Any], name: str) -> None:
    """The SuperNode runs shipped code: as another user, with no log, no model and no key but its own."""
    service = compose["services"][name]
    site = name.removeprefix("node-")
    assert service["user"] == "10002:10003"
    assert secrets_of(service) == {f"{site}-node-key", "ca-crt"}
    assert volumes_of(service) == {"/run/sottovoce": f"{site}-run"}
    assert "configs" not in service
    assert service["networks"] == ["federation"]


@pytest.mark.parametrize("name", NODES)
def test_node_command_is_what_the_program_takes(
    compose: dict[str, Any], name: str, tmp_path: Path
) -> None:
    """The arguments in the compose file make a SuperNode's command line."""
    command = compose["services"][name]["command"]
    assert command[:2] == ["train", "node"]
    options = dict(part.removeprefix("--").split("=", 1) for part in command[2:])
    for file in ("ca", "key"):
        (tmp_path / file).touch()
    line = supernode_command(
        superlink=options["superlink"],
        ca=tmp_path / "ca",
        key=tmp_path / "key",
        socket=Path(options["socket"]),
        site=options["site"],
        port=9094,
        timeout=60.0,
    )
    assert f'site="{name.removeprefix("node-")}"' in " ".join(line)
    assert set(options) == {"site", "superlink", "ca", "key", "socket"}


@pytest.mark.parametrize("letter", ["a", "b"])
def test_site_trainer_has_no_network(compose: dict[str, Any], letter: str) -> None:
    """What reads the log can talk to nobody but over its socket, which is the node's group's."""
    service = compose["services"][f"train-site-{letter}"]
    assert service["network_mode"] == "none"
    assert service["group_add"] == ["10003"]
    assert secrets_of(service) == {f"site-{letter}-site-key", "release-pub"}


def test_sites_share_nothing_but_the_model(compose: dict[str, Any]) -> None:
    """No volume, key or network of one site is at the other's services."""
    of_site = {
        letter: [compose["services"][f"{part}-site-{letter}"] for part in ("edge", "train", "node")]
        for letter in "ab"
    }
    for letter, other in (("a", "b"), ("b", "a")):
        for service in of_site[letter]:
            assert f"site-{other}" not in str(service), service


def test_vault_and_site_keys_stay_at_their_own(compose: dict[str, Any]) -> None:
    """The vault's key is the gateway's alone, the release key the trainer's, the site key its site's."""
    holders: dict[str, set[str]] = {}
    for name, service in compose["services"].items():
        for secret in secrets_of(service):
            holders.setdefault(secret, set()).add(name)
    assert holders["gateway-vault-key"] == {"gateway"}
    assert holders["trainer-release-key"] == {"trainer"}
    assert holders["site-a-site-key"] == {"edge-site-a", "train-site-a"}
    assert holders["tenant-key"] == {"gateway", "edge-site-a", "edge-site-b"}


def test_nginx_is_the_only_way_to_the_superlink(compose: dict[str, Any]) -> None:
    """nginx shares the trainer's network namespace; the SuperLink's own port is published nowhere."""
    assert compose["services"]["nginx"]["network_mode"] == "service:trainer"
    published = {port.rpartition(":")[2] for port in compose["services"]["trainer"]["ports"]}
    assert published == {"8443", "9443"}


def test_gateway_is_published_on_loopback_alone(compose: dict[str, Any]) -> None:
    """Plain HTTP does not leave the machine."""
    assert compose["services"]["gateway"]["ports"] == ["127.0.0.1:4000:4000"]


def test_no_secret_in_an_environment(compose: dict[str, Any]) -> None:
    """Secrets are files: an environment is seen by whoever may inspect a container."""
    for name, service in compose["services"].items():
        allowed = {"HOME", "SOTTOVOCE_BASE_DIGEST"}
        assert set(service.get("environment", {})) <= allowed, name


def test_names_that_are_used_are_declared(compose: dict[str, Any], docker: Path) -> None:
    """Every secret, config, volume and network has its entry, and each is used."""
    used: dict[str, set[str]] = {"secrets": set(), "configs": set(), "volumes": set()}
    networks: set[str] = set()
    for service in compose["services"].values():
        used["secrets"] |= secrets_of(service)
        used["configs"] |= {entry["source"] for entry in service.get("configs", [])}
        sources = volumes_of(service).values()
        used["volumes"] |= {source for source in sources if not source.startswith("$")}
        networks |= set(service.get("networks", []))
    for kind, names in used.items():
        assert names == set(compose[kind]), kind
    assert networks == set(compose["networks"])
    for entry in compose["configs"].values():
        assert (docker / entry["file"]).is_file()


def test_keys_federation_writes_every_secret(
    compose: dict[str, Any], docker: Path, tmp_path: Path
) -> None:
    """The command that the guide gives makes each file that the compose file mounts."""
    from typer.testing import CliRunner

    out = tmp_path / "secrets"
    arguments = ["federation", "--out", str(out), "--site", "site-a", "--site", "site-b"]
    result = CliRunner().invoke(keys_app, arguments)
    assert result.exit_code == 0, result.output
    for name, entry in compose["secrets"].items():
        file = out / Path(entry["file"]).relative_to("secrets")
        assert file.is_file(), name
