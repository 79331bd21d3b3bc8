"""Where the container files are, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def docker() -> Path:
    """The folder of the container files."""
    return ROOT / "docker"


@pytest.fixture(scope="session")
def compose(docker: Path) -> dict[str, Any]:
    """The compose file; YAML's anchors and merges are resolved."""
    tree: dict[str, Any] = yaml.safe_load((docker / "compose.yaml").read_text(encoding="utf-8"))
    return tree
