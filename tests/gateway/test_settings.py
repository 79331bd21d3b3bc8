"""Settings: what the fields alone do not show is found, all of it at once."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.settings import GatewaySettings, all_sites, faults_of
from sottovoce.crypto import token_digest
from sottovoce.settings import load_settings, show_settings

URL = "http://127.0.0.1:8000/v1"
KEY = {"id": "k", "sha256": "ab" * 32, "tenant": "acme"}
TENANT = {"name": "acme", "hmac_key_file": "t.key"}
GOOD: dict[str, Any] = {"upstream_base_url": URL, "keys": [KEY], "tenants": [TENANT]}


def faults(**change: Any) -> list[str]:
    return faults_of(GatewaySettings.model_validate({**GOOD, **change}))


def test_good_ones_have_none() -> None:
    """With keys, or open on loopback."""
    assert faults() == []
    assert faults(keys=[], no_auth=True) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"keys": []}, "no keys"),
        ({"no_auth": True}, "exclude"),
        (
            {"keys": [], "no_auth": True, "listen": {"host": "192.0.2.1", "trusted_proxy": True}},
            "loopback",
        ),
        ({"keys": [{**KEY, "sha256": token_digest("changeme")}]}, "default secret"),
        ({"keys": [KEY, KEY]}, "twice"),
        ({"keys": [KEY, {**KEY, "id": "k2"}]}, "digest of k2"),
        ({"keys": [{**KEY, "tenant": "other"}]}, "tenant other"),
        ({"keys": [{**KEY, "sites": ["nowhere"]}]}, "site nowhere"),
        ({"keys": [{**KEY, "sites": []}]}, "no site"),
        ({"tenants": [TENANT, TENANT]}, "twice"),
        ({"default_site": "nowhere"}, "default_site"),
        ({"upstream_base_url": None}, "no upstream"),
        ({"upstream_base_url": "http://127.0.0.1:8000"}, "path"),
        ({"upstream_base_url": "http://u:p@127.0.0.1:8000/v1"}, "credentials"),
        ({"upstream_api_key": "changeme"}, "default secret"),
        ({"vault": {"path": "v.db"}}, "go together"),
        ({"sites": [{"name": "a", "url": URL}]}, "token_file"),
        ({"sites": [{"name": "a", "url": "http://192.0.2.1/v1", "token_file": "t"}]}, "in clear"),
        ({"sites": [{"name": "default", "url": URL, "kind": "openai"}]}, "twice"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_fault_is_found(change: dict[str, Any], word: str) -> None:
    """One change, one fault, and its line says what it is."""
    found = faults(**change)
    assert any(word in fault for fault in found), found


def test_faults_are_told_together() -> None:
    """Three wrong things are three lines."""
    found = faults(keys=[], default_site="nowhere", vault={"path": "v.db"})
    assert len(found) == 3


def test_environment_and_secrets() -> None:
    """The plain upstream comes from variables, and its key is not shown."""
    env = {
        "SOTTOVOCE_UPSTREAM_BASE_URL": URL,
        "SOTTOVOCE_UPSTREAM_API_KEY": "sk-marker-4711",
        "SOTTOVOCE_LISTEN__HOST": "127.0.0.1",
        "SOTTOVOCE_LIMITS__DETECTION_SECONDS": "3",
    }
    settings = load_settings(GatewaySettings, None, env=env)
    assert settings.listen.port == 4000
    assert settings.limits.detection_seconds == 3
    assert [(site.name, site.kind, site.url) for site in all_sites(settings)] == [
        ("default", "openai", URL)
    ]
    assert "4711" not in str(show_settings(settings))
    assert "4711" not in repr(settings)
