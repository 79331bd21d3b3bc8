"""What the trainer may ask a site for: the fields of a request, their types, and the site's bounds.

A request that is malformed or over a bound is refused as it stands, never made smaller. Knows no
socket and no model.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from training.settings import SiteLimits

RoundId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")]


class BadRequest(Exception):
    """The request is malformed or over one of the site's bounds."""


class _Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


T = TypeVar("T", bound=_Request)


class ReleaseParts(_Request):
    """A signed release without its adapter, which is the frame's body; both base64."""

    manifest: str
    signature: str

    def decode(self) -> tuple[bytes, bytes]:
        """Manifest and signature as bytes. Raises BadRequest."""
        try:
            return (
                base64.b64decode(self.manifest, validate=True),
                base64.b64decode(self.signature, validate=True),
            )
        except (binascii.Error, ValueError) as err:
            raise BadRequest from err


class TrainRequest(_Request):
    """One round's training: the start (a release, or none), the fit's size, the base it is for."""

    op: Literal["train"]
    round: RoundId
    min_sites: int = Field(ge=1)
    release: ReleaseParts | None = None
    seed: int = Field(ge=0, lt=2**63)
    steps: int = Field(ge=1)
    batch: int = Field(ge=1)
    sequence: int = Field(ge=8)
    learning_rate: float = Field(gt=0)
    rank: int = Field(ge=1)
    alpha: float = Field(gt=0, le=1024)
    targets: tuple[Name, ...] = Field(max_length=32, strict=False)
    base: str = Field(max_length=200)

    def check(self, limits: SiteLimits) -> None:
        """Raises BadRequest if a number is over the site's bound."""
        over = (
            self.steps > limits.max_steps,
            self.batch > limits.max_batch,
            self.sequence > limits.max_sequence,
            self.rank > limits.max_rank,
            self.learning_rate > limits.learning_rate_max,
        )
        if any(over):
            raise BadRequest


class EvaluateRequest(_Request):
    """The held-out loss of a candidate (the frame's body) of a round this site trained in."""

    op: Literal["evaluate"]
    round: RoundId


def parse(cls: type[T], header: dict[str, Any]) -> T:
    """The header as a request. Raises BadRequest, without pydantic's text, which quotes input."""
    try:
        return cls.model_validate(header)
    except ValidationError:
        raise BadRequest from None


def request_digest(header: dict[str, Any], body: bytes) -> str:
    """SHA-256 (hex) of a whole request: the same digest is the same request."""
    canonical = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    return hashlib.sha256(
        hashlib.sha256(canonical).digest() + hashlib.sha256(body).digest()
    ).hexdigest()
