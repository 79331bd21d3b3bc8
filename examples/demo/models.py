"""The demo's models: prepared once into a cache folder, by the edge's own command.

Knows where the cache is. Knows no model.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from examples.demo.federation import clean_environment, sottovoce
from examples.demo.processes import Supervisor

PREPARE_SECONDS = 1800.0
NAMED = ("gemma", "tiny")


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """`$XDG_CACHE_HOME/sottovoce/models`, below `~/.cache` unless that is set."""
    home = environment.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "sottovoce" / "models"


def folder_name(model: str) -> str:
    """A folder name for `gemma`, `tiny`, a model id or a folder; changed files give another name."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "--", model).strip("-.") or "model"
    return f"{name}-{_stamp(Path(model))}" if is_folder(model) else name


def is_folder(model: str) -> bool:
    """Whether a model is named by its folder."""
    return model not in NAMED and Path(model).is_dir()


def _stamp(folder: Path) -> str:
    """Which files a folder holds, of which size and age, as a short digest."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    seen = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]


def prepare(model: str, supervisor: Supervisor) -> Path:
    """The prepared model's folder; its preparation shows its own progress.

    Raises ProcessError where the model cannot be prepared.
    """
    folder = cache_folder() / folder_name(model)
    folder.parent.mkdir(parents=True, exist_ok=True)
    source = str(Path(model).resolve()) if is_folder(model) else model
    supervisor.run(
        sottovoce("edge", "model", "prepare", source, "--out", str(folder)),
        timeout=PREPARE_SECONDS,
        stream=True,
    )
    return folder


def environment(model: str) -> dict[str, str]:
    """The environment in which a model is prepared: only an id may need the network."""
    made = clean_environment()
    if model not in NAMED and not is_folder(model):
        made.pop("HF_HUB_OFFLINE")
    return made
