"""The seam to upstreams: every foreign error leaves as one of ours, without the upstream's words."""

from __future__ import annotations

import aiohttp
import pytest

from gateway.seam import map_broken, map_error
from gateway.upstream_errors import Dropped, Unreachable
from sottovoce.errors import UpstreamUnavailable


def _all(kind: type[Exception]) -> list[type[Exception]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _all(child))]


@pytest.mark.parametrize(
    "kind", {*_all(aiohttp.ClientError), TimeoutError}, ids=lambda kind: kind.__name__
)
def test_every_error_of_aiohttp_is_mapped(kind: type[aiohttp.ClientError]) -> None:
    """Each is told as unavailable or late, before the answer and in it, and its text is not passed on."""
    error = kind.__new__(kind)
    error.args = ("marker-4711",)
    for mapped in (map_error(error), map_broken(error)):
        assert mapped.code in ("upstream_unavailable", "upstream_timeout")
        assert "4711" not in str(mapped)


def test_waiting_for_an_answer_is_a_timeout_and_for_a_connection_is_not() -> None:
    """A read that takes too long is 504; nobody there is 503, and so is one who hangs up."""
    assert map_error(aiohttp.SocketTimeoutError()).status == 504
    assert map_broken(aiohttp.SocketTimeoutError()).status == 504
    assert isinstance(map_error(aiohttp.ConnectionTimeoutError()), Unreachable)
    assert isinstance(map_error(aiohttp.ServerDisconnectedError()), Dropped)
    assert isinstance(map_error(aiohttp.ClientOSError()), Dropped)
    assert type(map_broken(aiohttp.ClientOSError())) is UpstreamUnavailable
