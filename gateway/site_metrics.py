"""How the sites' servers are, read when the metrics are asked for. Labels are site names and fixed words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from gateway.pool import Pool
from policies.taggers.shared import shared_status

P: Final = "sottovoce_gateway_"
_TAGGER_STATES: Final = ("idle", "starting", "ready", "restarting", "closed")


class SiteCollector(Collector):
    """The pools of the world that serves now; a reload begins their counters anew."""

    def __init__(self, sites: Callable[[], Mapping[str, object]]) -> None:
        self._sites = sites

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: the sites are known later."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """All metrics of all sites."""
        servers = GaugeMetricFamily(
            f"{P}site_servers",
            "Servers of a site by their breaker's state.",
            labels=["site", "state"],
        )
        running = GaugeMetricFamily(
            f"{P}site_running", "Requests under way at a site.", labels=["site"]
        )
        waiting = GaugeMetricFamily(
            f"{P}site_waiting", "Requests that wait for a place at a site.", labels=["site"]
        )
        opens = CounterMetricFamily(
            f"{P}site_breaker_opens", "Times that a server was left alone.", labels=["site"]
        )
        retries = CounterMetricFamily(
            f"{P}site_retries", "Requests sent on to another server of the site.", labels=["site"]
        )
        for site, pool in sorted(self._sites().items()):
            if not isinstance(pool, Pool):
                continue
            for state, number in pool.state().items():
                servers.add_metric([site, state], number)
            running.add_metric([site], pool.running)
            waiting.add_metric([site], pool.queued)
            opens.add_metric([site], pool.breaker_opens)
            retries.add_metric([site], pool.retries)
        return (servers, running, waiting, opens, retries)


class TaggerCollector(Collector):
    """The process that tags names; nothing where no pack uses it."""

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Its state as one of a fixed list, its restarts and its memory."""
        status = shared_status()
        if status is None:
            return
        state = GaugeMetricFamily(
            f"{P}tagger_state", "1 for the state of the process that tags names.", labels=["state"]
        )
        for name in _TAGGER_STATES:
            state.add_metric([name], float(status.state == name))
        restarts = CounterMetricFamily(f"{P}tagger_restarts", "Restarts of that process.")
        restarts.add_metric([], status.restarts)
        memory = GaugeMetricFamily(f"{P}tagger_resident_bytes", "Memory of that process, in bytes.")
        memory.add_metric([], status.rss_bytes)
        yield from (state, restarts, memory)
