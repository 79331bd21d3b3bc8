"""The edge node's settings, read once at the start.

Knows names, defaults and bounds. Opens no file and starts nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from sottovoce.settings import Listen, PackName, Settings


class LogSettings(Settings):
    """Where the sealed dialogue log lies; the wrapped customer keys are a file apart."""

    path: Path
    keys_path: Path
    site_key_file: Path

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.path == self.keys_path:
            raise ValueError("path and keys_path must be two files")
        return self


class RegistrySettings(Settings):
    """Where signed adapters come from; `poll_seconds` between two looks."""

    url: str = Field(pattern=r"^https?://")
    ca_file: Path | None = None
    token_file: Path
    release_public_key_file: Path
    poll_seconds: float = Field(default=30.0, gt=0, le=86400)
    cache_dir: Path


class EngineSettings(Settings):
    """How the model runs; `threads` None takes the container's CPU quota."""

    device: Literal["auto", "cpu", "cuda"] = "auto"
    threads: int | None = Field(default=None, ge=1, le=256)
    max_running: int = Field(default=4, ge=1, le=64)
    max_waiting: int = Field(default=16, ge=0, le=4096)
    max_new_tokens: int = Field(default=512, ge=1, le=32768)


class EdgeSettings(Settings):
    """One site's edge node."""

    site: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    listen: Listen = Listen(port=8100)
    model: Path
    pack: PackName = "default"
    service_token_file: Path
    tenant_key_file: Path
    log: LogSettings
    egress_path: Path
    report_key_file: Path | None = None
    registry: RegistrySettings | None = None
    engine: EngineSettings = EngineSettings()
    model_input_tap: Path | None = None
    max_body_bytes: int = Field(
        default=512 << 10, ge=1024, le=768 << 10
    )  # under the log's row limit
