"""A gateway and an upstream over real sockets, for every test of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gateway.app import create_app
from gateway.compose import compose
from gateway.intake import connection_limits
from gateway.settings import GatewaySettings
from sottovoce.connections import bounded
from tests.gateway.serving import Running, Served, Upstream, shared_detector


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    """What the upstream is told and what it saw."""
    return Upstream()


@pytest.fixture
def upstream_url(upstream: Upstream) -> Iterator[str]:
    """A running upstream."""
    with Served(upstream.app()) as served:
        yield served.url


@pytest.fixture
def start(upstream_url: str) -> Iterator[Callable[..., Running]]:
    """Starts gateways before the fixture's upstream; fields of the settings by keyword."""
    running: list[Running] = []

    def begin(*, build: Any = shared_detector, http: Any = None, **fields: Any) -> Running:
        if "sites" not in fields:
            fields = {"upstream_base_url": upstream_url, **fields}
        if "keys" not in fields:
            fields = {"no_auth": True, **fields}
        gateway = compose(GatewaySettings.model_validate(fields), build=build)
        protocol = bounded(connection_limits(gateway.settings.limits), http)
        served = Served(create_app(gateway), protocol).__enter__()
        running.append(Running(gateway, served))
        return running[-1]

    yield begin
    for one in running:
        one.close()
