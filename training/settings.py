"""The settings of a site's trainer (`sottovoce train site`), and, by re-export, of the federation's.

Bounds that a site sets for itself are here: what the trainer asks beyond them is refused. Knows
fields and defaults, not what is done with them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from sottovoce.settings import LogSettings, PackName, Settings
from training.server_settings import TrainerSettings

__all__ = ["SiteLimits", "SiteTrainerSettings", "TrainerSettings"]

SOCKET_PATH_BYTES = 107  # what the kernel takes for a Unix socket's name


class SiteLimits(Settings):
    """How far this site lets a round go."""

    max_steps: int = Field(default=24, ge=1, le=10_000)
    """Training steps a round."""
    max_batch: int = Field(default=8, ge=1, le=256)
    """Dialogues a step."""
    max_sequence: int = Field(default=512, ge=8, le=32_768)
    """Tokens of a dialogue; the rest is cut off."""
    max_rank: int = Field(default=16, ge=1, le=64)
    """Rank of the LoRA."""
    learning_rate_max: float = Field(default=5e-3, gt=0, le=1)
    """The largest learning rate."""
    rounds_per_day: int = Field(default=8, ge=1)
    """Rounds that this site trains in, in 24 hours."""
    evaluations_per_round: int = Field(default=3, ge=1)
    """Candidates that it measures, a round."""
    min_customers: int = Field(default=3, ge=1)
    """Customers of its own below which it sits a round out."""
    min_sites: int = Field(default=2, ge=1)
    """A round that would be released with fewer sites is refused."""
    held_out_fraction: float = Field(default=0.2, gt=0, lt=1)
    """Share of customers who never train and measure the candidate."""
    max_held_out: int = Field(default=16, ge=2)
    """Dialogues that a measurement takes, of at least two customers."""
    max_dialogues: int = Field(default=5000, ge=1)
    """Dialogues that a round reads at the most, the newest first."""


class SiteTrainerSettings(Settings):
    """All that `sottovoce train site` needs."""

    site: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    """This site's name."""
    model: Path
    """The folder of the very model that the edge serves."""
    pack: PackName = "default"
    """The policy pack: what may train, for how long, and the last scan."""
    log: LogSettings
    """The edge's sealed dialogue log."""
    egress_path: Path
    """The ledger of what left this site; the edge's."""
    release_public_key_file: Path
    """The key that releases must be signed with."""
    socket: Path
    """The Unix socket on which the SuperNode asks."""
    allowed_uids: tuple[int, ...] | None = None
    """Users that may connect; none named means this process's own."""
    socket_gid: int | None = None
    """A group that the socket is given to (mode 0660), for a SuperNode of another user."""
    state_path: Path
    """What this site gave in which round."""
    threads: int = Field(default=1, ge=1, le=256)
    """Threads of the fit."""
    niceness: int = Field(default=10, ge=0, le=19)
    """How far the fit steps back for the edge (nice)."""
    limits: SiteLimits = SiteLimits()
    """How far this site lets a round go."""

    @model_validator(mode="after")
    def _socket_name_fits(self) -> Self:
        if len(str(self.socket).encode()) > SOCKET_PATH_BYTES:
            raise ValueError(f"socket: the path is longer than {SOCKET_PATH_BYTES} bytes")
        return self
