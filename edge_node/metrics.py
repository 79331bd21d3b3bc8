"""The edge's metrics: vLLM's stems under `sottovoce_edge_`.

Knows names, labels from fixed lists and release names; never text of a dialogue or a customer.
"""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class EdgeMetrics:
    """One edge's metrics in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.prompt_tokens = self._counter("prompt_tokens", "Prompt tokens read.")
        self.generation_tokens = self._counter("generation_tokens", "Answer tokens generated.")
        self.success = self._counter(
            "request_success", "Answers by how they ended.", "finished_reason"
        )
        self.refusals = self._counter("request_refusals", "Requests refused, by code.", "code")
        self.not_logged = self._counter(
            "replies_not_logged", "Turns kept out of the log by the second look at the reply."
        )
        self.adapter_refusals = self._counter(
            "adapter_refusals", "Adapters and pointers refused, by reason.", "reason"
        )
        self.adapter_swaps = self._counter("adapter_swaps", "Moves of the pointer.")
        self.polls = self._counter("registry_polls", "Looks at the registry.", "outcome")
        self.first_token = self._histogram("time_to_first_token_seconds", "Until the first text.")
        self.latency = self._histogram("e2e_request_latency_seconds", "Until the last text.")
        self.active = Gauge(
            "sottovoce_edge_adapter_active",
            "1 for the release that serves.",
            ("release",),
            registry=self.registry,
        )

    def watch(self, name: str, text: str, read: Callable[[], float]) -> None:
        """A gauge that is read when the metrics are asked for."""
        Gauge(f"sottovoce_edge_{name}", text, registry=self.registry).set_function(read)

    def now_serving(self, release: str | None) -> None:
        """Note which release serves."""
        self.active.clear()
        self.active.labels(release or "base").set(1)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"sottovoce_edge_{name}", text, labels, registry=self.registry)

    def _histogram(self, name: str, text: str) -> Histogram:
        return Histogram(f"sottovoce_edge_{name}", text, buckets=_SECONDS, registry=self.registry)
