"""What a trainer's settings file may hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sottovoce.errors import ConfigInvalid
from sottovoce.settings import load_settings
from training.server_settings import TrainerSettings


def tree() -> dict[str, Any]:
    """A good file."""
    return {
        "state_dir": "state",
        "base_digest": "sha256:" + "0" * 64,
        "release_key_file": "release.key",
        "superlink": {"ca_cert": "ca.crt", "cert": "server.crt", "key": "server.key"},
        "sites": [
            {
                "name": f"site-{x}",
                "registry_token_sha256": x * 64,
                "node_public_key_file": f"{x}.pub",
            }
            for x in "ab"
        ],
        "schedule": "0 3 * * 0",
        "timezone": "Asia/Shanghai",
    }


def load(folder: Path, values: dict[str, Any]) -> TrainerSettings:
    """Through the file, as the command does."""
    (folder / "trainer.yaml").write_text(yaml.safe_dump(values))
    return load_settings(TrainerSettings, folder / "trainer.yaml", env={})


def test_a_good_file_with_defaults(tmp_path: Path) -> None:
    """Paths are beside the file; two sites make a quorum; the SuperLink is on loopback."""
    settings = load(tmp_path, tree())
    assert settings.state_dir == tmp_path / "state"
    assert settings.sites[0].node_public_key_file == tmp_path / "a.pub"
    assert settings.round.min_sites == 2
    assert settings.superlink.host == "127.0.0.1"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"schedule": "0 3 * *"}, "five fields"),
        ({"schedule": "0 3 * * 8"}, "weekday"),
        ({"timezone": "Mars/Olympus"}, "unknown time zone"),
        ({"round": {"min_sites": 3}}, "min_sites is 3 of 2"),
        ({"base_digest": "abc"}, "base_digest"),
        ({"listen": {"host": "10.0.0.5"}}, "tls_cert"),
        ({"new_dialogues": 0}, "new_dialogues"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_a_bad_value_is_a_fault(tmp_path: Path, change: dict[str, Any], fault: str) -> None:
    """Each names its place."""
    with pytest.raises(ConfigInvalid, match=fault):
        load(tmp_path, tree() | change)


def test_a_superlink_beyond_loopback_is_a_fault(tmp_path: Path) -> None:
    """And all faults of a file come together."""
    values = tree()
    values["superlink"]["host"] = "10.0.0.5"
    values["sites"][0]["registry_token_sha256"] = "short"
    with pytest.raises(ConfigInvalid) as found:
        load(tmp_path, values)
    assert len(found.value.faults) == 2


def test_sites_must_differ(tmp_path: Path) -> None:
    """Two sites with one name or one token are a mistake."""
    for field in ("name", "registry_token_sha256"):
        values = tree()
        values["sites"][1][field] = values["sites"][0][field]
        with pytest.raises(ConfigInvalid, match="two sites"):
            load(tmp_path, values)
