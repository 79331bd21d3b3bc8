"""The settings of a site's trainer (`sottovoce train site`), and, by re-export, of the federation's.

Bounds that a site sets for itself are here: what the trainer asks beyond them is refused. Knows
fields and defaults, not what is done with them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from sottovoce.settings import PackName, Settings
from training.server_settings import TrainerSettings

__all__ = ["LogSettings", "SiteLimits", "SiteTrainerSettings", "TrainerSettings"]

SOCKET_PATH_BYTES = 107  # what the kernel takes for a Unix socket's name


class LogSettings(Settings):
    """The site's dialogue log, shared with its edge node."""

    path: Path
    keys_path: Path
    site_key_file: Path


class SiteLimits(Settings):
    """How far this site lets a round go."""

    max_steps: int = Field(default=24, ge=1, le=10_000)
    max_batch: int = Field(default=8, ge=1, le=256)
    max_sequence: int = Field(default=512, ge=8, le=32_768)
    max_rank: int = Field(default=16, ge=1, le=64)
    learning_rate_max: float = Field(default=5e-3, gt=0, le=1)
    rounds_per_day: int = Field(default=8, ge=1)
    evaluations_per_round: int = Field(default=3, ge=1)
    min_customers: int = Field(default=3, ge=1)
    min_sites: int = Field(default=2, ge=1)
    held_out_fraction: float = Field(default=0.2, gt=0, lt=1)
    max_held_out: int = Field(default=16, ge=1)
    max_dialogues: int = Field(default=5000, ge=1)


class SiteTrainerSettings(Settings):
    """All that `sottovoce train site` needs."""

    site: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    model: Path
    pack: PackName = "default"
    log: LogSettings
    egress_path: Path
    release_public_key_file: Path
    socket: Path
    # Users that may connect; none named means this process's own.
    allowed_uids: tuple[int, ...] | None = None
    # A group that the socket is given to (mode 0660): for a SuperNode that runs as another user.
    socket_gid: int | None = None
    state_path: Path
    threads: int = Field(default=1, ge=1, le=256)
    niceness: int = Field(default=10, ge=0, le=19)
    limits: SiteLimits = SiteLimits()

    @model_validator(mode="after")
    def _socket_name_fits(self) -> Self:
        if len(str(self.socket).encode()) > SOCKET_PATH_BYTES:
            raise ValueError(f"socket: the path is longer than {SOCKET_PATH_BYTES} bytes")
        return self
