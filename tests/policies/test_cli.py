"""The policy command: faults with lines, lines in order, nothing echoed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from policies.cli import app

run = CliRunner().invoke


def test_check_tells_every_fault(tmp_path: Path) -> None:
    """Built-in packs pass; a bad one gives exit code 2 and a line for each fault."""
    good = run(app, ["check"])
    assert good.exit_code == 0
    assert "ok default@sha256:" in good.output
    bad = tmp_path / "bad.yaml"
    bad.write_text('name: x\nactions: {"*": burn}\nthreshold: 9\n')
    done = run(app, ["check", "default", str(bad)])
    assert done.exit_code == 2
    assert "bad.yaml:2:" in done.output
    assert "bad.yaml:3:" in done.output


def test_scan_keeps_the_order_and_echoes_nothing(tmp_path: Path) -> None:
    """Each line has its answer in its place; a bad one costs the exit code only."""
    path = tmp_path / "in.jsonl"
    rows = [
        json.dumps({"text": "我叫李雷，电话13812345678，订单号A1234567"}),
        "not json secretword",
        json.dumps({"text": 5}),
        json.dumps({"text": "C4 and S3"}),
    ]
    path.write_bytes("\n".join(rows).encode() + b"\n\xff\xfe\n")
    done = run(app, ["scan", "--jsonl", "--engine", "fast", str(path)])
    assert done.exit_code == 1
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(a) for a in answers] == [["spans"], ["error"], ["error"], ["spans"], ["error"]]
    assert [(s["start"], s["end"], s["label"]) for s in answers[0]["spans"]] == [
        (2, 4, "PERSON"),
        (7, 18, "PHONE_NUMBER"),
    ]
    assert answers[3]["spans"] == []
    assert "secretword" not in done.output


def test_scan_reads_stdin_and_needs_its_flag() -> None:
    """Without a file it reads standard input; without --jsonl it says what is missing."""
    done = run(app, ["scan", "--jsonl", "--engine", "fast"], input='{"text": "a@example.com"}\n')
    assert done.exit_code == 0
    assert json.loads(done.stdout)["spans"][0]["label"] == "EMAIL_ADDRESS"
    assert run(app, ["scan"]).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [["--pack", "nope"], ["--engine", "warp"], ["/no/such/file"]],
)
def test_scan_refuses_bad_arguments(arguments: list[str]) -> None:
    """An unknown pack, engine or file is exit code 2."""
    extra = [] if "--engine" in arguments else ["--engine", "fast"]
    assert run(app, ["scan", "--jsonl", *extra, *arguments]).exit_code == 2


def test_preview_shows_text_and_rules() -> None:
    """The redacted text, and for each span its class, action and rule."""
    done = run(app, ["preview", "--engine", "fast", "我叫王小明，订单号A1234567"])
    assert done.exit_code == 0
    assert "我叫<PERSON_1>，订单号A1234567" in done.stdout
    assert "PERSON" in done.stdout
    assert "keep" in done.stdout
