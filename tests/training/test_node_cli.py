"""The SuperNode's command line and what it sees of the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sottovoce.errors import ConfigInvalid
from training.node_cli import supernode_command, supernode_environment


def arguments(folder: Path, **changes: Any) -> dict[str, Any]:
    """Good arguments."""
    (folder / "ca.crt").write_text("")
    (folder / "node.key").write_text("")
    return {
        "superlink": "trainer.example:443",
        "ca": folder / "ca.crt",
        "key": folder / "node.key",
        "socket": folder / "site.sock",
        "site": "site-a",
        "port": 9094,
        "timeout": 60.0,
        **changes,
    }


def test_flags(tmp_path: Path) -> None:
    """TLS and the node's key; site and socket in the node's configuration; its own port on loopback."""
    command = supernode_command(**arguments(tmp_path))
    assert Path(command[0]).name == "flower-supernode"
    assert "--insecure" not in command
    assert command[command.index("--host") + 1] == "127.0.0.1"
    config = command[command.index("--node-config") + 1]
    assert f'site="site-a" socket-path="{tmp_path}/site.sock"' in config


def test_all_faults_together(tmp_path: Path) -> None:
    """Missing files, an address with a scheme, a site name that is none."""
    bad = arguments(
        tmp_path, superlink="https://x:1", ca=tmp_path / "no", key=tmp_path / "no", site='a" b="'
    )
    with pytest.raises(ConfigInvalid) as found:
        supernode_command(**bad)
    assert len(found.value.faults) == 4


def test_no_secret_of_another_part_reaches_the_process(tmp_path: Path) -> None:
    """Only a short list of variables goes on, and Flower's telemetry is off."""
    base = {"PATH": "/bin", "SOTTOVOCE_UPSTREAM_API_KEY": "x", "AWS_SECRET_ACCESS_KEY": "y"}
    env = supernode_environment(tmp_path, base)
    flower = {"FLWR_HOME", "FLWR_TELEMETRY_ENABLED", "FLWR_DISABLE_UPDATE_CHECK"}
    assert set(env) == {"PATH", "NO_PROXY", "no_proxy"} | flower
