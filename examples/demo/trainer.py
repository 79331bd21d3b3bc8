"""Asks the trainer of a federation: rounds, releases, the pointer.

Commands go through `sottovoce train …`; what they do not print is read from the administrator's
socket. Knows the wire's field names; decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from examples.demo.federation import Federation


@dataclass(frozen=True)
class SiteResult:
    """What one site had in a round. Losses in nats a token on its held-out customers."""

    site: str
    code: str
    examples: int
    steps: int
    loss_before: float
    loss_own: float
    loss_candidate: float
    held_out: int
    update_bytes: int
    seconds: float


@dataclass(frozen=True)
class RoundResult:
    """How a round ended: its state, its release (None without one) and each site's part."""

    id: str
    state: str
    reason: str
    release: str | None
    sites: tuple[SiteResult, ...]
    seconds: float
    flower_bytes: int


class Trainer:
    """One trainer, by its state folder."""

    def __init__(self, federation: Federation) -> None:
        self._federation = federation
        self._state = str(federation.paths.trainer)

    def run_round(self, *, timeout: float) -> RoundResult:
        """`sottovoce train round`: start one now, wait for its end. Raises ProcessError."""
        # A round without a release ends the command with a code of its own; the result tells why.
        self._federation.command(
            "train", "round", "--state", self._state, timeout=timeout, expect=(0, 1, 3, 4)
        )
        return self.last_round()

    def last_round(self) -> RoundResult:
        """The newest round."""
        return read_round(self._get("/rounds")["rounds"][0])

    def rollback(self) -> str | None:
        """`sottovoce train rollback`; returns what serves from now on."""
        self._federation.command("train", "rollback", "--state", self._state)
        return self.current()

    def promote(self, release: str) -> str | None:
        """`sottovoce train promote RELEASE`; returns what serves from now on."""
        self._federation.command("train", "promote", release, "--state", self._state)
        return self.current()

    def current(self) -> str | None:
        """The release in force, None for the base model."""
        current: str | None = self._get("/releases")["current"]
        return current

    def _get(self, path: str) -> dict[str, Any]:
        transport = httpx.HTTPTransport(uds=str(self._federation.paths.trainer / "admin.sock"))
        with httpx.Client(transport=transport, base_url="http://trainer", timeout=30.0) as http:
            reply = http.get(path).raise_for_status()
        found: dict[str, Any] = reply.json()
        return found


def read_round(row: Mapping[str, Any]) -> RoundResult:
    """A round as the administrator's socket tells it."""
    summary = row.get("summary") or {}
    sites = summary.get("sites") or {}
    return RoundResult(
        id=row["id"],
        state=row["state"],
        reason=str(summary.get("reason", "")),
        release=row.get("release"),
        sites=tuple(_site(name, found) for name, found in sorted(sites.items())),
        seconds=float(summary.get("total_seconds", 0.0)),
        flower_bytes=int(summary.get("flower_bytes", 0)),
    )


def _site(name: str, found: Mapping[str, Any]) -> SiteResult:
    metrics = found.get("metrics") or {}
    evaluation = found.get("evaluation") or {}
    nan = float("nan")
    return SiteResult(
        site=name,
        code=str(found.get("code", "")),
        examples=int(metrics.get("examples", 0)),
        steps=int(metrics.get("steps", 0)),
        loss_before=float(evaluation.get("loss_before", metrics.get("loss_before", nan))),
        loss_own=float(metrics.get("loss_after", nan)),
        loss_candidate=float(evaluation.get("loss_candidate", nan)),
        held_out=int(evaluation.get("held_out", 0)),
        update_bytes=int(metrics.get("update_bytes", 0)),
        seconds=float(metrics.get("seconds", 0.0)),
    )
