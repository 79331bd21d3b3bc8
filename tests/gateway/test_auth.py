"""Keys: who is known by one, and who is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from gateway.auth import Authenticator
from gateway.settings import GatewaySettings
from sottovoce.crypto import new_token, token_digest, write_key
from sottovoce.errors import Unauthorized
from tests.gateway.serving import Running, Upstream, fast_detector

TOKEN = new_token()


def settings(**fields: Any) -> GatewaySettings:
    key = {"id": "k1", "sha256": token_digest(TOKEN), "tenant": "acme", "sites": ["a"]}
    return GatewaySettings.model_validate({"keys": [key], **fields})


def test_a_key_names_its_caller() -> None:
    """Bearer is read in any case, and the key's own sites and tenant come with it."""
    for scheme in ("Bearer", "bearer"):
        caller = Authenticator(settings()).identify(f"{scheme} {TOKEN}")
        assert (caller.key, caller.tenant, caller.sites) == ("k1", "acme", ("a",))
        assert caller.may_reach("a")
        assert not caller.may_reach("b")


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer é"],
)
def test_anything_else_is_refused(header: str | None) -> None:
    """No key, a wrong one, another scheme."""
    with pytest.raises(Unauthorized):
        Authenticator(settings()).identify(header)


def test_over_http(
    start: Callable[..., Running], upstream: Upstream, upstream_url: str, tmp_path: Path
) -> None:
    """401 without the key, 404 for a site that is not the key's or not there, before anything is sent."""
    write_key(tmp_path / "tenant.key")
    key = {"id": "k1", "sha256": token_digest(TOKEN), "tenant": "acme", "sites": ["a"]}
    running = start(
        build=fast_detector,
        keys=[key],
        tenants=[{"name": "acme", "hmac_key_file": tmp_path / "tenant.key"}],
        sites=[{"name": name, "url": upstream_url, "kind": "openai"} for name in ("a", "b")],
    )
    messages: Any = [{"role": "user", "content": "hi"}]
    with pytest.raises(openai.AuthenticationError) as caught:
        running.client("wrong").chat.completions.create(model="m", messages=messages)
    assert caught.value.code == "invalid_api_key"
    with pytest.raises(openai.AuthenticationError):
        running.client("wrong").models.list()
    for site in ("b", "no-such-site"):
        with pytest.raises(openai.NotFoundError) as refused:
            running.client(TOKEN).chat.completions.create(
                model="m", messages=messages, extra_headers={"Sottovoce-Site": site}
            )
        assert refused.value.code == "unknown_site"
    assert upstream.requests == []
    running.client(TOKEN).chat.completions.create(model="m", messages=messages)
    assert len(upstream.seen) == 1
    for open_path in ("livez", "readyz", "metrics"):
        assert httpx.get(f"{running.base}/{open_path}").status_code == 200
