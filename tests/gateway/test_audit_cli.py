"""`sottovoce gateway audit`: what it prints and how it exits."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from gateway.audit_cli import app
from tests.gateway.test_audit import written

run = CliRunner().invoke


def test_verify_and_anchor(tmp_path: Path) -> None:
    """A whole log with its anchor is 0, one that was cut is 1, a missing file or anchor is 2."""
    path = written(tmp_path / "audit.jsonl")
    done = run(app, ["verify", str(path)])
    assert (done.exit_code, done.output.startswith("ok: 5 entries")) == (0, True)
    anchor = tmp_path / "anchor.json"
    anchor.write_text(run(app, ["anchor", str(path)]).output)
    assert run(app, ["verify", str(path), "--anchor", str(anchor)]).exit_code == 0
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:4]))
    cut = run(app, ["verify", str(path), "--anchor", str(anchor)])
    assert (cut.exit_code, "cut off" in cut.output) == (1, True)
    path.write_text("{}\n")
    assert run(app, ["verify", str(path)]).exit_code == 1
    assert run(app, ["anchor", str(path)]).exit_code == 1
    assert run(app, ["verify", str(tmp_path / "none")]).exit_code == 2
    assert run(app, ["verify", str(path), "--anchor", str(path)]).exit_code == 2


def test_an_empty_log_has_no_anchor(tmp_path: Path) -> None:
    """There is nothing that it could prove."""
    (tmp_path / "audit.jsonl").write_text("")
    assert run(app, ["verify", str(tmp_path / "audit.jsonl")]).exit_code == 0
    assert run(app, ["anchor", str(tmp_path / "audit.jsonl")]).exit_code == 1
