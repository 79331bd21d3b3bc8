"""Where each thing that outlives a request is kept, by what the settings name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from gateway.answers import Answers
from gateway.compose import compose
from gateway.erasure import ErasureQueue
from gateway.settings import GatewaySettings
from gateway.state_redis import RedisAnswers, RedisErasureQueue
from gateway.stores import open_stores
from gateway.usage import FileUsage, MemoryUsage
from gateway.vault import MemoryVault
from gateway.vault_redis import RedisVault
from gateway.vault_sqlite import SealedVault
from sottovoce.crypto import new_token, write_key, write_secret
from sottovoce.errors import ConfigInvalid
from tests.gateway.serving import fast_detector

REDIS = "redis://127.0.0.1:1/0"


def kinds(**fields: Any) -> tuple[type, ...]:
    """What the stores of these settings are, and whether erasures outlive a restart where a file says so."""
    settings = GatewaySettings.model_validate(
        {"upstream_base_url": "http://127.0.0.1:9/v1", **fields}
    )
    stores = open_stores(settings, bytes(32), lambda: 1.0)
    stores.close()
    return tuple(type(s) for s in (stores.vault, stores.usage, stores.answers, stores.queue))


def test_each_place(tmp_path: Path) -> None:
    """Files where there is a folder; with Redis its answers are shared, and erasures are where they last."""
    file = {"path": tmp_path / "vault.db", "key_file": tmp_path / "k"}
    shared = {"redis_url": REDIS, "key_file": tmp_path / "k"}
    assert kinds() == (MemoryVault, MemoryUsage, Answers, ErasureQueue)
    assert kinds(vault=file) == (SealedVault, FileUsage, Answers, ErasureQueue)
    assert kinds(vault=shared) == (RedisVault, MemoryUsage, RedisAnswers, RedisErasureQueue)
    both = kinds(vault=shared, state_dir=tmp_path / "state")
    assert both == (RedisVault, FileUsage, RedisAnswers, ErasureQueue)
    assert (tmp_path / "state" / "erasures.db").exists()


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    """One fault that names the setting."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigInvalid, match="state_dir"):
        kinds(state_dir=tmp_path / "file" / "below")


@pytest.mark.parametrize(
    ("kind", "place", "told"),
    [("edge", {}, True), ("openai", {}, False), ("edge", {"state_dir": "state"}, False)],
)
def test_a_gateway_that_would_forget_an_erasure_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, place: dict[str, str], told: bool
) -> None:
    """At its start, where an edge may be offline when a customer is erased."""
    write_secret(tmp_path / "token", new_token().encode())
    write_key(tmp_path / "k")
    site = {
        "name": "s",
        "kind": kind,
        "url": "http://127.0.0.1:9/v1",
        "token_file": tmp_path / "token",
    }
    fields = {name: tmp_path / value for name, value in place.items()}
    settings = GatewaySettings.model_validate({"no_auth": True, "sites": [site], **fields})
    gateway = compose(settings, build=fast_detector)
    gateway._lasting()
    said = capsys.readouterr()
    assert ("erasures_in_memory" in said.out + said.err) is told


@pytest.mark.parametrize(
    ("pack", "outside", "told"),
    [("gdpr", True, True), ("gdpr", False, False), ("default", True, False)],
)
def test_a_gateway_that_would_refuse_classes_for_its_server_says_so(
    pack: str, outside: bool, told: bool
) -> None:
    """At its start, by the names of site and pack: else the first customer with such a number would find out."""
    fields = {"upstream_base_url": "http://127.0.0.1:9/v1", "upstream_outside": outside}
    settings = GatewaySettings.model_validate({"no_auth": True, "pack": pack, **fields})
    with capture_logs() as lines:
        compose(settings, build=lambda *_, **__: cast("Any", object()))._lasting()
    said = [(x["site"], x["pack"]) for x in lines if x["event"] == "site_is_outside"]
    assert said == ([("default", pack)] if told else [])
