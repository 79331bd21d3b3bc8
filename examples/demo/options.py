"""What the demo is asked to do, and what differs from model to model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from examples.demo.federation import RoundPlan

SITES = ("site-a", "site-b", "site-c")
# The generator's name of each site: English, Chinese, both.
LANGUAGES = {"site-a": "a", "site-b": "b", "site-c": "c"}


@dataclass(frozen=True)
class Pace:
    """How much work the demo does: a bigger model is asked for less.

    `flights` streams run side by side during the swap: a small model's are short, so there are more.
    """

    steps: int
    learning_rate: float
    max_held_out: int
    reply_tokens: int
    flight_tokens: int
    flights: int
    poll_seconds: float
    round_seconds: float


TINY = Pace(
    steps=8,
    learning_rate=2e-3,
    max_held_out=12,
    reply_tokens=40,
    flight_tokens=160,
    flights=6,
    poll_seconds=1.0,
    round_seconds=120.0,
)
LARGE = Pace(
    steps=12,
    learning_rate=1e-3,
    max_held_out=8,
    reply_tokens=28,
    flight_tokens=96,
    flights=2,
    poll_seconds=1.5,
    round_seconds=240.0,
)


@dataclass(frozen=True)
class Options:
    """The command line, checked."""

    model: str = "gemma"
    seed: int = 7
    sites: int = 2
    count: int = 80
    keep: bool = False
    workdir: Path | None = None

    @property
    def pace(self) -> Pace:
        """The amount of work for this model."""
        return TINY if self.model == "tiny" else LARGE

    @property
    def site_names(self) -> tuple[str, ...]:
        """The sites of this demo."""
        return SITES[: self.sites]

    def round_plan(self) -> RoundPlan:
        """The one round."""
        pace = self.pace
        return RoundPlan(
            steps=pace.steps,
            learning_rate=pace.learning_rate,
            seed=self.seed,
            min_sites=2,
            deadline_seconds=pace.round_seconds,
        )
