"""A federation in one folder: keys, a configuration for each part, and the parts as processes.

Knows file names, ports, the order of starting and how to ask each part whether it is ready. Knows
nothing of what is done with the running system: the demo and the end-to-end tests build on it.
Names of parts: `trainer`, `gateway`, and for each site `edge:SITE`, `site:SITE`, `node:SITE`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import yaml

from examples.demo import configs, probes
from examples.demo.layout import Paths, Ports, RoundPlan, Spec
from examples.demo.processes import Supervisor

__all__ = ["Federation", "Paths", "Ports", "RoundPlan", "Spec", "clean_environment", "sottovoce"]

# A Unix socket's path has a limit of 107 bytes; the longest name below the root is counted in.
MAX_ROOT_LENGTH = 85


class Federation:
    """The parts of one federation. A context manager: leaving it ends every process.

    `prepare` once, then `start`, `stop`, `kill` single parts or `start_all`.
    """

    def __init__(self, root: Path, spec: Spec, *, base_digest: str | None = None) -> None:
        """`root` is a folder of this federation's own. Raises ValueError when its path is too long."""
        root = root.resolve()
        if len(str(root)) > MAX_ROOT_LENGTH:
            raise ValueError(f"{root} is too long a path for Unix sockets; choose a shorter folder")
        self.spec = spec
        self.paths = Paths(root)
        self.ports = Ports.pick(spec.sites)
        self.processes = Supervisor(self.paths.logs, environment=clean_environment())
        self._base_digest = base_digest

    def __enter__(self) -> Self:
        self.processes.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.processes.__exit__(kind, error, trace)

    # -- what callers need to talk to the running system

    @property
    def gateway_url(self) -> str:
        """What an OpenAI client takes as `base_url`."""
        return f"http://127.0.0.1:{self.ports.gateway}/v1"

    @property
    def registry_url(self) -> str:
        """The adapter registry (TLS)."""
        return f"https://127.0.0.1:{self.ports.registry}"

    def edge_url(self, site: str) -> str:
        """A site's edge node (TLS), without `/v1`."""
        return f"https://127.0.0.1:{self.ports.edges[site]}"

    @property
    def ca_file(self) -> Path:
        """The federation's own certificate authority."""
        return self.paths.keys / "ca.crt"

    @property
    def api_key(self) -> str:
        """The gateway key of the demo's one tenant."""
        return (self.paths.keys / "gateway" / "api-key.txt").read_text().strip()

    def service_token(self, site: str) -> str:
        """The token with which the gateway speaks to a site's edge."""
        return (self.paths.site_keys(site) / "service.token").read_text().strip()

    @property
    def parts(self) -> tuple[str, ...]:
        """Every part's name, in an order in which they may be started."""
        of_sites = [
            f"{kind}:{site}" for site in self.spec.sites for kind in ("edge", "site", "node")
        ]
        return ("trainer", *of_sites, "gateway")

    # -- life

    def prepare(self) -> None:
        """Write keys and configurations. Raises ProcessError when a command refuses."""
        for site in self.spec.sites:
            self.paths.site(site).mkdir(parents=True, exist_ok=True)
            self.paths.flower_home(site).mkdir(parents=True, exist_ok=True)
        named = [word for site in self.spec.sites for word in ("--site", site)]
        self.command("keys", "federation", "--out", str(self.paths.keys), *named)
        self._write("trainer", configs.trainer(self), self.spec.trainer_extra)
        self._write("gateway", configs.gateway(self), self.spec.gateway_extra)
        for site in self.spec.sites:
            self._write(f"edge:{site}", configs.edge(self, site), self.spec.edge_extra)
            self._write(f"site:{site}", configs.site(self, site), self.spec.site_extra)

    def start(self, part: str, *, wait: bool = True, timeout: float = 180.0) -> None:
        """Start one part; with `wait`, until it is ready. Raises ProcessError when it does not get so."""
        self.processes.spawn(part, configs.argv(self, part))
        if wait:
            self.wait_ready(part, timeout=timeout)

    def wait_ready(self, part: str, *, timeout: float = 180.0) -> float:
        """Wait until a started part is ready; returns seconds. Raises ProcessError."""
        return self.processes.wait_ready(part, probes.probe(self, part), timeout=timeout)

    def start_all(self, parts: Iterable[str] | None = None, *, timeout: float = 180.0) -> None:
        """Start parts (all by default) at the same time and wait for each; nodes after the trainer."""
        chosen = list(parts if parts is not None else self.parts)
        early = [part for part in chosen if not part.startswith("node:")]
        for part in early:
            self.start(part, wait=False)
        for part in sorted(early, key=lambda part: part != "trainer"):
            self.wait_ready(part, timeout=timeout)
            if part == "trainer" or "trainer" not in early:
                self._start_nodes(chosen)
        self._start_nodes(chosen)
        for part in chosen:
            if part.startswith("node:"):
                self.wait_ready(part, timeout=timeout)

    def stop(self, part: str) -> int:
        """End one part in order; returns its exit code."""
        return self.processes.stop(part)

    def kill(self, part: str) -> None:
        """End one part and all that it started at once."""
        self.processes.kill(part)

    def command(self, *words: str, timeout: float = 120.0, expect: Sequence[int] = (0,)) -> str:
        """Run `sottovoce …` to its end and return its standard output. Raises ProcessError."""
        return self.processes.run(sottovoce(*words), timeout=timeout, expect=expect).stdout

    def base_digest(self) -> str:
        """The digest of the model folder that every part must serve and train."""
        if self._base_digest is None:
            from sottovoce.release import base_digest

            self._base_digest = base_digest(self.spec.model)
        return self._base_digest

    def _start_nodes(self, chosen: Sequence[str]) -> None:
        for part in chosen:
            if part.startswith("node:") and part not in self.processes.children:
                self.start(part, wait=False)

    def _write(self, part: str, settings: dict[str, Any], extra: Mapping[str, Any]) -> None:
        path = self.paths.config(part)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            yaml.safe_dump(merged(settings, extra), sort_keys=False, allow_unicode=True)
        )


def sottovoce(*words: str) -> list[str]:
    """The argument list of a `sottovoce` command of this very interpreter."""
    return [sys.executable, "-m", "sottovoce", *words]


def merged(settings: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """`extra` over `settings`, mappings merged key by key."""
    result = dict(settings)
    for key, value in extra.items():
        both = isinstance(value, Mapping) and isinstance(result.get(key), Mapping)
        result[key] = merged(result[key], value) if both else value
    return result


def clean_environment(source: Mapping[str, str] | None = None) -> dict[str, str]:
    """The children's environment: ours without settings of another Sottovoce, one thread a library.

    Our interpreter's programs come first on PATH (Flower starts its own by name); no telemetry, no
    update checks, no model hub.
    """
    kept = dict(os.environ if source is None else source)
    kept = {key: value for key, value in kept.items() if not key.startswith("SOTTOVOCE_")}
    programs = str(Path(sys.executable).parent)
    return kept | {
        "PATH": os.pathsep.join([programs, kept.get("PATH", os.defpath)]),
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "HF_HUB_OFFLINE": "1",
        "FLWR_TELEMETRY_ENABLED": "0",
        "FLWR_DISABLE_UPDATE_CHECK": "1",
        "PYTHONUNBUFFERED": "1",
    }
