"""Keys: who is known by one, and who is not."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from gateway.auth import Authenticator
from sottovoce.api_keys import ApiKey, add_key, revoke_key
from sottovoce.crypto import new_token, token_digest, write_key
from sottovoce.errors import ConfigInvalid, Forbidden, Unauthorized
from tests.gateway.serving import Running, Upstream, fast_detector

TOKEN = new_token()


KEY = ApiKey(id="k1", sha256=token_digest(TOKEN), tenant="acme", sites=("a",))
BEARER = f"Bearer {TOKEN}"


def test_a_key_names_its_caller() -> None:
    """Bearer is read in any case, and the key's own sites and tenant come with it."""
    for scheme in ("Bearer", "bearer"):
        caller = Authenticator([KEY]).identify(f"{scheme} {TOKEN}")
        assert (caller.key, caller.tenant, caller.sites) == ("k1", "acme", ("a",))
        assert caller.may_reach("a")
        assert not caller.may_reach("b")


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer é"],
    ids=["none", "empty", "scheme", "blank", "other scheme", "no scheme", "longer", "no ASCII"],
)
def test_anything_else_is_refused(header: str | None) -> None:
    """No key, a wrong one, another scheme."""
    with pytest.raises(Unauthorized):
        Authenticator([KEY]).identify(header)


def test_expired_and_revoked_keys_are_worth_nothing() -> None:
    """From their moment on, with the same answer as for a key that never was."""
    day = datetime.datetime(2027, 1, 31, tzinfo=datetime.UTC)
    now = [day.timestamp() - 1]
    expiring = Authenticator([KEY.model_copy(update={"expires": day})], clock=lambda: now[0])
    assert expiring.identify(BEARER).key == "k1"
    now[0] += 1
    with pytest.raises(Unauthorized):
        expiring.identify(BEARER)
    with pytest.raises(Unauthorized):
        Authenticator([KEY.model_copy(update={"revoked": day})]).identify(BEARER)


def test_a_role_says_what_a_key_may_do() -> None:
    """An agent's key reads as an agent; a privacy officer's does not chat; the local caller may do all."""
    agent = Authenticator([KEY.model_copy(update={"role": "agent"})]).identify(BEARER)
    officer = Authenticator([KEY.model_copy(update={"role": "privacy"})]).identify(BEARER)
    local = Authenticator(no_auth=True).identify(None)
    assert (agent.reader, local.reader) == ("agent", "customer")
    officer.need("privacy")
    for caller in (agent, officer):
        with pytest.raises(Forbidden):
            caller.need("app")
    for role in ("app", "agent", "privacy"):
        local.need(role)


def test_models_of_a_key() -> None:
    """Only those that the key names, or all."""
    caller = Authenticator([KEY.model_copy(update={"models": ("base",)})]).identify(BEARER)
    caller.need_model("base")
    with pytest.raises(Forbidden):
        caller.need_model("sottovoce")


def test_the_key_file_is_read_again(tmp_path: Path) -> None:
    """A new key counts, a revoked one does not, and a broken file leaves the last good keys."""
    file, now = tmp_path / "keys.json", [0.0]
    auth = Authenticator(keys_file=file, clock=lambda: now[0])
    with pytest.raises(Unauthorized):
        auth.identify(BEARER)
    add_key(file, KEY)
    now[0] += 1
    assert auth.identify(BEARER).key == "k1"
    whole = file.read_text()
    file.write_text("{")
    now[0] += 1
    assert auth.identify(BEARER).key == "k1"
    file.write_text(whole)
    revoke_key(file, "k1", datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    now[0] += 1
    with pytest.raises(Unauthorized):
        auth.identify(BEARER)


def test_a_key_that_names_what_is_not_there_refuses_the_file(tmp_path: Path) -> None:
    """At the start it is a fault; the check's words are told."""
    add_key(tmp_path / "keys.json", KEY)
    with pytest.raises(ConfigInvalid, match="no such tenant"):
        Authenticator(keys_file=tmp_path / "keys.json", check=lambda _: "no such tenant")


def test_a_revocation_counts_whatever_is_wrong_with_another_key(tmp_path: Path) -> None:
    """The other keys that were known go on; the faulty one is not taken."""
    file, now = tmp_path / "keys.json", [0.0]
    tokens = {name: new_token() for name in ("kept", "revoked", "faulty")}
    keys = {n: ApiKey(id=n, sha256=token_digest(t), tenant="acme") for n, t in tokens.items()}
    for name in ("kept", "revoked"):
        add_key(file, keys[name])
    auth = Authenticator(
        keys_file=file,
        check=lambda k: "names no pack" if k.id == "faulty" else None,
        clock=lambda: now[0],
    )
    add_key(file, keys["faulty"])
    revoke_key(file, "revoked", datetime.datetime.now(datetime.UTC))
    now[0] = 2.0
    assert auth.identify(f"Bearer {tokens['kept']}").key == "kept"
    for name in ("revoked", "faulty"):
        with pytest.raises(Unauthorized):
            auth.identify(f"Bearer {tokens[name]}")


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
