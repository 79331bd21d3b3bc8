"""From a key and a site's name to the route."""

from __future__ import annotations

from typing import Any, cast

import pytest

from gateway.auth import Caller
from gateway.routes import Routes
from sottovoce.errors import UnknownSite

A, B, PACK, OTHER = (cast("Any", object()) for _ in range(4))


def routes(**change: Any) -> Routes:
    fields: dict[str, Any] = {
        "upstreams": {"a": A, "b": B},
        "guards": {"default": PACK, "other": OTHER},
        "tenant_keys": {"acme": b"k"},
        "default_pack": "default",
        **change,
    }
    return Routes(**fields)


def caller(*sites: str, pack: str | None = None) -> Caller:
    return Caller("k", "acme", sites or ("*",), pack)


def test_the_named_site_and_the_keys_pack() -> None:
    """The header chooses the site, the key chooses the pack."""
    route = routes().find(caller("a", "b", pack="other"), "b")
    assert (route.site, route.upstream, route.guard, route.tenant_key) == ("b", B, OTHER, b"k")
    assert routes().find(caller(), "a").guard is PACK


def test_without_a_name() -> None:
    """The default site, else the only one that the key covers."""
    assert routes(default_site="b").find(caller(), None).site == "b"
    assert routes(default_site="b").find(caller("a"), None).site == "a"
    assert routes(upstreams={"a": A}).find(caller(), None).site == "a"


@pytest.mark.parametrize(
    ("who", "site"),
    [(caller(), "c"), (caller("a"), "b"), (caller(), None), (caller("a", "b"), None)],
    ids=["not there", "not the key's", "any of two", "one of two"],
)
def test_no_route(who: Caller, site: str | None) -> None:
    """Unknown and forbidden are told alike; an open choice is asked for."""
    with pytest.raises(UnknownSite):
        routes().find(who, site)
