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
    """The SuperLink's address; loopback alone."""
    port: int = Field(default=8000, ge=1, le=65535)
    """Its port."""
    ca_cert: Path
    """The authority that signed its certificate."""
    cert: Path
    """Its certificate, PEM."""
    key: Path
    """Its private key, PEM."""

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
    """The site's name."""
    registry_token_sha256: str
    """SHA-256 of the site's registry token, hex."""
    node_public_key_file: Path
    """Its SuperNode's public key, OpenSSH form."""

    @field_validator("registry_token_sha256")
    @classmethod
    def _digest(cls, value: str) -> str:
        if not DIGEST.fullmatch(value.lower()):
            raise ValueError("must be the 64 hex digits of a token's SHA-256")
        return value.lower()


class RoundSettings(Settings):
    """What a round asks of the sites, and what the trainer asks of a round. Times in seconds."""

    min_sites: int = Field(default=2, ge=1)
    """Sites below which nothing is released."""
    deadline_seconds: float = Field(default=1800.0, gt=0, le=86_400)
    """Seconds after which a site that has not answered is left out."""
    evaluate_seconds: float = Field(default=300.0, gt=0, le=86_400)
    """The same for measuring the candidate."""
    join_seconds: float = Field(default=30.0, ge=0, le=3600)
    """Seconds that a round waits for sites to be online."""
    steps: int = Field(default=24, ge=1)
    """Training steps a site."""
    batch: int = Field(default=2, ge=1)
    """Dialogues a step."""
    sequence: int = Field(default=128, ge=16)
    """Tokens of a dialogue."""
    learning_rate: float = Field(default=5e-4, gt=0, le=1)
    """Learning rate of AdamW."""
    rank: int = Field(default=8, ge=1, le=64)
    """Rank of the LoRA."""
    alpha: int = Field(default=16, ge=1)
    """Its scale is alpha / rank."""
    targets: tuple[str, ...] = Field(default=("q_proj", "v_proj"), min_length=1)
    """Modules that it sits on."""
    seed: int = Field(default=0, ge=0, lt=2**63)
    """Of the first adapter and of the order of dialogues."""
    tolerance: float = Field(default=0.0, ge=0)
    """By how much a site's held-out loss may rise and still be released."""


class TrainerSettings(Settings):
    """`sottovoce train serve`: one federation's trainer."""

    listen: Listen = Listen(port=8443)
    """Where the registry listens."""
    state_dir: Path
    """Rounds, releases, the SuperLink's files and the admin socket."""
    base_digest: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    """The base model's digest, as `sottovoce edge model digest` prints it."""
    release_key_file: Path
    """The Ed25519 key that signs releases and pointers."""
    superlink: SuperLinkSettings
    """Flower's SuperLink."""
    sites: tuple[SiteEntry, ...] = Field(min_length=1)
    """The sites of the federation."""
    round: RoundSettings = RoundSettings()
    """What a round asks of the sites."""
    schedule: str | None = None
    """When rounds start, as a cron expression; empty means by hand or by new dialogues."""
    timezone: str = "UTC"
    """The time zone of the schedule."""
    new_dialogues: int | None = Field(default=None, ge=1)
    """A round starts when the sites together report this many new trainable dialogues."""
    pointer_ttl_seconds: float = Field(default=86_400.0, ge=60)
    """Seconds for which a signed pointer holds; it is signed anew before."""

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
