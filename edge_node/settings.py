"""The edge node's settings, read once at the start.

Knows names, defaults and bounds. Opens no file and starts nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from sottovoce.settings import Listen, LogSettings, PackName, Settings
from sottovoce.tracing import TracingSettings


class RegistrySettings(Settings):
    """Where signed adapters come from; `poll_seconds` between two looks."""

    url: str = Field(pattern=r"^https?://")
    """The trainer's registry, e.g. `https://trainer:8443`."""
    ca_file: Path | None = None
    """The authority that signed the registry's certificate; empty takes the system's."""
    token_file: Path
    """This site's registry token."""
    release_public_key_file: Path
    """The key that releases and pointers must be signed with."""
    poll_seconds: float = Field(default=30.0, gt=0, le=86400)
    """Seconds between two looks at the registry."""
    cache_dir: Path
    """Where verified releases and the last sequence are kept."""


class EngineSettings(Settings):
    """How the model runs; `threads` None takes the container's CPU quota."""

    device: Literal["auto", "cpu", "cuda"] = "auto"
    """Where the model runs; `auto` takes a GPU where there is one."""
    threads: int | None = Field(default=None, ge=1, le=256)
    """Threads of the model; empty takes the container's CPU quota."""
    max_running: int = Field(default=4, ge=1, le=64)
    """Requests that are answered at once."""
    max_waiting: int = Field(default=16, ge=0, le=4096)
    """Requests that may wait; one more is told 503 at once."""
    max_new_tokens: int = Field(default=512, ge=1, le=32768)
    """The longest answer, in tokens."""


class EdgeSettings(Settings):
    """One site's edge node."""

    site: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    """This site's name."""
    listen: Listen = Listen(port=8100)
    """Where the edge listens."""
    model: Path
    """The model's folder, as `sottovoce edge model prepare` writes it."""
    pack: PackName = "default"
    """The policy pack of the second look and of imports: a name or a file."""
    service_token_file: Path
    """The token that the gateway shows."""
    tenant_key_file: Path
    """The key of customers' pseudonyms; the gateway has the same one."""
    log: LogSettings
    """The sealed dialogue log."""
    egress_path: Path
    """The ledger of what left this site."""
    report_key_file: Path | None = None
    """The Ed25519 key that signs leak reports."""
    registry: RegistrySettings | None = None
    """Where adapters come from; without it the base model serves."""
    engine: EngineSettings = EngineSettings()
    """How the model runs."""
    tracing: TracingSettings = TracingSettings()
    """Where traces of requests go; the gateway's trace is continued."""
    model_input_tap: Path | None = None
    """Diagnostic: a file that gets every prompt the model sees, mode 0600. Leave it empty in production."""
    # Under the log's limit of a row.
    max_body_bytes: int = Field(default=512 << 10, ge=1024, le=768 << 10)
    """The largest request body, in bytes."""
