"""What goes over the registry's and the administrator's wire."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from sottovoce.release import RELEASE_NAME


class Wire(BaseModel):
    """A wire model: frozen, nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PollRequest(Wire):
    """An edge's question: its site, coarse count of trainable dialogues, and what it serves."""

    site: str = Field(max_length=63)
    trainable_bucket: int = Field(ge=0, le=10**9)
    active: str | None = Field(default=None, pattern=RELEASE_NAME)
    sequence: int = Field(ge=0)


class PromoteRequest(Wire):
    """Which release shall serve."""

    release: str = Field(pattern=RELEASE_NAME)


class ReleaseView(Wire):
    """A release in a list; `created` in seconds since the epoch."""

    release: str
    round: str
    parent: str | None
    created: float
    current: bool


class ReleaseList(Wire):
    """All releases and what is in force."""

    sequence: int
    current: str | None
    releases: list[ReleaseView]


class Moved(Wire):
    """The pointer after a promotion or rollback; `release` None is the base model."""

    sequence: int
    release: str | None


class RoundView(Wire):
    """A round as the administrator sees it."""

    round: dict[str, Any]
    log: list[dict[str, Any]]


class RoundList(Wire):
    """The newest rounds first, and due times that were skipped."""

    rounds: list[dict[str, Any]]
    skipped: list[dict[str, Any]]
