"""The command group, run in this process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from edge_node.cli import app
from sottovoce.errors import ConfigInvalid
from sottovoce.release import base_digest
from tests.edge_node.serving import Site
from tests.edge_node.test_importer import GOOD

RUNNER = CliRunner()


def _edge(*words: str) -> Result:
    result = RUNNER.invoke(app, list(words))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def config(site: Site) -> str:
    """The site's settings as a file."""
    path = site.root / "edge.yaml"
    path.write_text(yaml.safe_dump(site.settings.model_dump(mode="json")))
    return str(path)


def test_import_show_erase_purge(site: Site, config: str, tmp_path: Path) -> None:
    """A customer's way through the log: in, shown, erased; the bad line is told by its number."""
    file = tmp_path / "in.jsonl"
    other = {**GOOD, "id": "d-2", "customer": "cust-88"}
    file.write_text(f"{json.dumps(GOOD)}\n{{secretword\n{json.dumps(other)}\n")
    dry = _edge("import", str(file), "--config", config, "--dry-run")
    assert (dry.exit_code, site.rows()) == (1, [])
    done = _edge("import", str(file), "--config", config)
    assert done.exit_code == 1
    assert "2 written (2 trainable), 0 already there, 1 failed" in done.stdout
    assert "line 2: invalid_request: not JSON" in done.stderr
    assert "secretword" not in done.output
    again = _edge("import", str(file), "--config", config)
    assert "0 written (0 trainable), 2 already there, 1 failed" in again.stdout

    shown = _edge("log", "show", "--config", config, "--limit", "1")
    (row,) = (json.loads(line) for line in shown.stdout.splitlines())
    assert row["messages"][0]["content"] == "I am <PERSON_1>, my phone is <PHONE_NUMBER_1>."

    names = tmp_path / "customers.txt"
    names.write_text("cust-77\n\n")
    erased = _edge("log", "erase", "--config", config, "--customer-file", str(names))
    assert "1 customer(s), 1 dialogue(s) erased" in erased.stdout
    assert len(site.rows()) == 1
    assert "0 dialogue(s)" in _edge("log", "purge", "--config", config).stdout
    assert "1 dialogue(s)" in _edge("log", "purge", "--config", config, "--days", "0").stdout
    assert site.rows() == []


def test_erase_needs_one_name(config: str) -> None:
    """Neither or both names is a wrong call."""
    assert _edge("log", "erase", "--config", config).exit_code == 2


def test_report_and_verify(site: Site, config: str) -> None:
    """The report is written, verifies under the site's key and under no other."""
    out = str(site.root / "leak.json")
    assert _edge("report", "--config", config, "--since", "7d", "--out", out).exit_code == 0
    keys = {name: str(site.root / f"{name}.pub") for name in ("report", "release")}
    assert _edge("report", "verify", out, "--public", keys["report"]).exit_code == 0
    assert _edge("report", "verify", out, "--public", keys["release"]).exit_code == 1
    assert json.loads(_edge("report", "--config", config).stdout)["report"]["site"] == "site-a"


def test_adapters_are_shown_from_the_cache(site: Site, config: str) -> None:
    """Without a running edge the remembered state is shown."""
    assert json.loads(_edge("adapters", "--config", config).stdout)["active"] == "base"
    cache = site.root / "adapters"
    (cache / "r1").mkdir(parents=True)
    (cache / "r1" / "manifest.sig").write_bytes(b"x")
    (cache / "state.json").write_text('{"sequence": 3, "active": "r1", "loaded": ["r1"]}')
    shown = json.loads(_edge("adapters", "--config", config).stdout)
    assert (shown["active"], shown["cached"], shown["sequence"]) == ("r1", ["r1"], 3)


def test_model_commands(tiny_model: Path, tmp_path: Path) -> None:
    """The digest is the one that releases are bound to; a folder without a model is told."""
    assert _edge("model", "digest", str(tiny_model)).stdout.strip() == base_digest(tiny_model)
    said = _edge("model", "prepare", "tiny", "--out", str(tiny_model))
    assert base_digest(tiny_model) in said.stdout
    with pytest.raises(ConfigInvalid):
        _edge("model", "digest", str(tmp_path))
