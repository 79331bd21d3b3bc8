"""A federation's folder: keys, configurations and the environment of its processes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from examples.demo.federation import (
    MAX_ROOT_LENGTH,
    Federation,
    Spec,
    clean_environment,
    merged,
)

DIGEST = "sha256:" + "0" * 64
SITES = ("site-a", "site-b", "site-c")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    root = tmp_path_factory.mktemp("fed")
    spec = Spec(
        model=root / "model",
        sites=SITES,
        packs={"site-b": "/packs/keep.yaml"},
        trainer_extra={"round": {"steps": 3}},
    )
    federation = Federation(root, spec, base_digest=DIGEST)
    federation.prepare()
    return federation


def read(federation: Federation, part: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(federation.paths.config(part).read_text())
    return loaded


def test_every_part_has_a_configuration_but_the_nodes(prepared: Federation) -> None:
    """Three sites make eleven parts; a SuperNode is configured by its command line alone."""
    assert len(prepared.parts) == 11
    for part in prepared.parts:
        assert prepared.paths.config(part).exists() != part.startswith("node:")


def test_every_file_that_a_configuration_names_as_a_key_exists(prepared: Federation) -> None:
    """Keys, tokens and certificates in the configurations are those that were written."""
    seen = 0
    for part in prepared.parts:
        if part.startswith("node:"):
            continue
        for path in files(read(prepared, part)):
            if str(prepared.paths.keys) in path:
                seen += 1
                assert Path(path).exists(), path
    assert seen > 40


def files(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [path for inner in value.values() for path in files(inner)]
    if isinstance(value, list):
        return [path for inner in value for path in files(inner)]
    return [value] if isinstance(value, str) and value.startswith("/") else []


def test_a_site_may_have_its_own_pack(prepared: Federation) -> None:
    """The override reaches both the edge and the trainer of that site, and no other."""
    assert read(prepared, "edge:site-b")["pack"] == "/packs/keep.yaml"
    assert read(prepared, "site:site-b")["pack"] == "/packs/keep.yaml"
    assert read(prepared, "edge:site-a")["pack"] == "default"


def test_extras_are_merged_over_the_configuration(prepared: Federation) -> None:
    """One nested value changes and its neighbours stay."""
    plan = read(prepared, "trainer")["round"]
    assert plan["steps"] == 3
    assert plan["batch"] == 2
    assert merged({"a": {"b": 1, "c": 2}, "d": [1]}, {"a": {"b": 3}, "d": [2]}) == {
        "a": {"b": 3, "c": 2},
        "d": [2],
    }


def test_ports_are_different(prepared: Federation) -> None:
    """No two parts share a port."""
    ports = prepared.ports
    every = [ports.gateway, ports.registry, ports.superlink]
    every += [*ports.edges.values(), *ports.nodes.values()]
    assert len(set(every)) == 9


def test_a_root_too_deep_for_unix_sockets_is_refused(tmp_path: Path) -> None:
    """The path is refused at once, not when the socket fails to bind."""
    with pytest.raises(ValueError, match="too long"):
        Federation(tmp_path / ("x" * MAX_ROOT_LENGTH), Spec(model=tmp_path))


def test_children_get_no_foreign_settings() -> None:
    """Another Sottovoce's variables stay out; our programs come first on PATH; no telemetry."""
    made = clean_environment({"SOTTOVOCE_PACK": "/evil.yaml", "PATH": "/bin", "LANG": "C"})
    assert "SOTTOVOCE_PACK" not in made
    assert made["LANG"] == "C"
    assert made["PATH"].split(":")[0] == str(Path(sys.executable).parent)
    assert made["FLWR_TELEMETRY_ENABLED"] == "0"
