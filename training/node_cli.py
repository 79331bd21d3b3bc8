"""A site's SuperNode: the right flags and environment for Flower's own program, then exec.

The SuperNode's process has its node key, the CA file and the path of the site trainer's socket, and
nothing else of the site. Knows no training.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from sottovoce.errors import ConfigInvalid
from training.superlink import flower_environment, flower_program

SITE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
ADDRESS = re.compile(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}")
# Of the caller's environment only these reach the process that runs shipped code.
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "OMP_NUM_THREADS", "PYTHONUNBUFFERED")


def supernode_command(
    *, superlink: str, ca: Path, key: Path, socket: Path, site: str, port: int, timeout: float
) -> list[str]:
    """The SuperNode's command line. Raises ConfigInvalid with every fault."""
    faults = [f"--{name}: {path}: no such file" for name, path in (("ca", ca), ("key", key))
              if not path.is_file()]  # fmt: skip
    if not SITE.fullmatch(site):
        faults.append("--site: lower-case letters, digits and hyphens")
    if not ADDRESS.fullmatch(superlink):
        faults.append("--superlink: HOST:PORT, no scheme")
    if '"' in str(socket):
        faults.append("--socket: a path without quotes")
    if faults:
        raise ConfigInvalid(faults)
    config = f'site="{site}" socket-path="{socket.absolute()}" timeout-seconds={timeout:.1f}'
    return [
        flower_program("flower-supernode"),
        *("--root-certificates", str(ca)),
        *("--superlink", superlink),
        *("--auth-supernode-private-key", str(key)),
        *("--node-config", config),
        *("--host", "127.0.0.1"),
        *("--port", str(port)),
    ]


def supernode_environment(home: Path, base: Mapping[str, str]) -> dict[str, str]:
    """What a SuperNode sees of the environment: no `SOTTOVOCE_…` secret, no other part's settings."""
    return flower_environment(home, {name: base[name] for name in KEPT if name in base})


def exec_supernode(command: list[str], home: Path) -> None:
    """Become the SuperNode; does not return."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.execve(command[0], command, supernode_environment(home, os.environ))  # noqa: S606
