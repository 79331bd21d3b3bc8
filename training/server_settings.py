"""Settings of the trainer: the registry's address, the SuperLink, the sites, rounds and schedule.

Knows names, types and bounds. Opens no file and makes no key.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from sottovoce.settings import Listen, Settings, is_loopback

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
DIGEST = re.compile(r"[0-9a-f]{64}")


class SuperLinkSettings(Settings):
    """Where Flower's SuperLink listens (loopback alone) and its TLS files."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    ca_cert: Path
    cert: Path
    key: Path

    @field_validator("host")
    @classmethod
    def _loopback(cls, host: str) -> str:
        if not is_loopback(host):
            raise ValueError(
                "must be loopback: the SuperLink's control paths have no authentication; "
                "let sites in through a reverse proxy that passes /v1/fleet/ and /health"
            )
        return host


class SiteEntry(Settings):
    """A site of the federation: the digest of its registry token and its node's public key."""

    name: Name
    registry_token_sha256: str
    node_public_key_file: Path

    @field_validator("registry_token_sha256")
    @classmethod
    def _digest(cls, value: str) -> str:
        if not DIGEST.fullmatch(value.lower()):
            raise ValueError("must be the 64 hex digits of a token's SHA-256")
        return value.lower()


class RoundSettings(Settings):
    """What a round asks of the sites, and what the trainer asks of a round. Times in seconds."""

    min_sites: int = Field(default=2, ge=1)
    deadline_seconds: float = Field(default=1800.0, gt=0, le=86_400)
    evaluate_seconds: float = Field(default=300.0, gt=0, le=86_400)
    join_seconds: float = Field(default=30.0, ge=0, le=3600)
    steps: int = Field(default=24, ge=1)
    batch: int = Field(default=2, ge=1)
    sequence: int = Field(default=128, ge=16)
    learning_rate: float = Field(default=5e-4, gt=0, le=1)
    rank: int = Field(default=8, ge=1, le=64)
    alpha: int = Field(default=16, ge=1)
    targets: tuple[str, ...] = Field(default=("q_proj", "v_proj"), min_length=1)
    seed: int = Field(default=0, ge=0, lt=2**63)
    tolerance: float = Field(default=0.0, ge=0)


class TrainerSettings(Settings):
    """`sottovoce train serve`: one federation's trainer."""

    listen: Listen = Listen(port=8443)
    state_dir: Path
    base_digest: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    release_key_file: Path
    superlink: SuperLinkSettings
    sites: tuple[SiteEntry, ...] = Field(min_length=1)
    round: RoundSettings = RoundSettings()
    schedule: str | None = None
    timezone: str = "UTC"
    new_dialogues: int | None = Field(default=None, ge=1)
    pointer_ttl_seconds: float = Field(default=86_400.0, ge=60)

    @field_validator("schedule")
    @classmethod
    def _cron(cls, value: str | None) -> str | None:
        from training.schedule import check_cron

        return value if value is None else check_cron(value)

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        from training.schedule import check_timezone

        return check_timezone(value)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [site.name for site in self.sites]
        if len(set(names)) != len(names):
            raise ValueError("sites: two sites have one name")
        digests = [site.registry_token_sha256 for site in self.sites]
        if len(set(digests)) != len(digests):
            raise ValueError("sites: two sites share a registry token")
        if self.round.min_sites > len(names):
            raise ValueError(f"round.min_sites is {self.round.min_sites} of {len(names)} sites")
        return self
