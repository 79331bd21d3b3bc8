"""The gateway's metrics under `sottovoce_gateway_`.

Labels are site names, classes, codes and fixed words; never text, a customer or a conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.registry import Collector

from gateway.turn import Turn

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_P = "sottovoce_gateway_"


class GatewayMetrics:
    """One gateway's metrics in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = self._counter(
            "requests", "Requests by outcome.", "site", "dialect", "code"
        )
        self._reply_redactions = self._counter(
            "reply_redactions", "Values of the model's own that were taken out, by class.", "entity"
        )
        self._tokens = self._counter("tokens", "Tokens that upstreams have told of.", "site")
        self._failovers = self._counter("failovers", "Requests sent on to another site.", "site")
        self._redactions = self._counter("redactions", "Values taken out, by class.", "entity")
        self._refusals = self._counter("refusals", "Requests refused, by code.", "code")
        self.audit_failures = self._counter(
            "audit_failures", "Entries of the audit log that could not be written."
        )
        self.streams = Gauge(
            f"{_P}streams_running", "Streamed answers under way.", registry=self.registry
        )
        self._upstream = self._counter("upstream_errors", "Upstream failures, by code.", "code")
        self._added = Histogram(
            f"{_P}added_seconds",
            "Seconds that the privacy work added: before sending, and over the whole reply.",
            ("phase",),
            buckets=_SECONDS,
            registry=self.registry,
        )

        self._first = Histogram(
            f"{_P}first_token_seconds",
            "Seconds until the first piece of an answer left.",
            ("site",),
            buckets=(*_SECONDS, 30, 60),
            registry=self.registry,
        )

    def redacted(self, counts: Mapping[str, int], seconds: float) -> None:
        """A body was redacted."""
        for label, number in counts.items():
            self._redactions.labels(label).inc(number)
        self._added.labels("request").observe(seconds)

    def answered(self, turn: Turn, code: str) -> None:
        """A request ended; `code` is `ok` or an error's code."""
        self._requests.labels(turn.site, turn.dialect, code).inc()
        for label, number in turn.reply_counts.items():
            self._reply_redactions.labels(label).inc(number)
        if turn.tokens is not None:
            self._tokens.labels(turn.site).inc(turn.tokens)
        if turn.first_seconds is not None:
            self._first.labels(turn.site).observe(turn.first_seconds)
        if code.startswith("upstream_"):
            self._upstream.labels(code).inc()
        elif code == "ok":
            self._added.labels("reply").observe(turn.reply_seconds)
        elif code != "client_gone":
            self._refusals.labels(code).inc()

    def failed_over(self, site: str) -> None:
        """Another site answered, or was asked to, for this one."""
        self._failovers.labels(site).inc()

    def watch(self, name: str, text: str, read: Callable[[], float]) -> None:
        """A gauge that is read when the metrics are asked for."""
        Gauge(f"{_P}{name}", text, registry=self.registry).set_function(read)

    def collect(self, collector: Collector) -> None:
        """Metrics that are made when they are asked for."""
        self.registry.register(collector)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"{_P}{name}", text, labels, registry=self.registry)
