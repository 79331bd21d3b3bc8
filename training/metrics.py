"""The trainer's metrics: rounds by end state, polls, the pointer, coarse counts. No text, no loss."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge

from sottovoce.telemetry import render_metrics
from training.state import FINAL, TrainerState


class TrainerMetrics:
    """One registry of collectors; gauges are read from the state when they are asked for."""

    def __init__(self, state: TrainerState) -> None:
        self.registry = CollectorRegistry()
        self.polls = Counter(
            "sottovoce_registry_polls", "Polls of edges", ["site"], registry=self.registry
        )
        self._rounds = Gauge(
            "sottovoce_rounds", "Rounds by state", ["state"], registry=self.registry
        )
        self._sequence = Gauge(
            "sottovoce_pointer_sequence", "Sequence in force", registry=self.registry
        )
        self._trainable = Gauge(
            "sottovoce_trainable_dialogues",
            "Trainable dialogues by site, rounded down to tens",
            ["site"],
            registry=self.registry,
        )
        self._state = state

    def render(self) -> bytes:
        """Prometheus text of this moment."""
        counts = self._state.state_counts()
        for name in ("queued", "running", *FINAL):
            self._rounds.labels(state=name).set(counts.get(name, 0))
        self._sequence.set(self._state.pointer()[0])
        for poll in self._state.polls():
            self._trainable.labels(site=poll.site).set(poll.bucket)
        return render_metrics(self.registry)
