"""`sottovoce config show`: every role's defaults, secrets hidden, faults told."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from sottovoce.config_cli import app, settings_class
from sottovoce.errors import ConfigInvalid


def test_an_unknown_role_names_those_there_are() -> None:
    """A mistyped role is answered with the list."""
    with pytest.raises(ConfigInvalid, match="edge, gateway, site, trainer"):
        settings_class("gatewya")


def test_a_secret_of_the_environment_is_not_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gateway's upstream key is shown as hidden."""
    monkeypatch.setenv("SOTTOVOCE_UPSTREAM_API_KEY", "sk-tiger")
    monkeypatch.setenv("SOTTOVOCE_UPSTREAM_BASE_URL", "http://me:lion@127.0.0.1:9/v1")
    file = tmp_path / "gateway.yaml"
    file.write_text("no_auth: true\n")
    result = CliRunner().invoke(app, ["show", "gateway", "--config", str(file)])
    assert result.exit_code == 0, result.output
    shown = yaml.safe_load(result.output)
    assert shown["upstream_api_key"] == "(hidden)"
    assert "lion" not in result.output
    assert "tiger" not in result.output
