"""The `sottovoce` command: groups, missing extras, errors without a traceback."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint

import click
import pytest
from click.testing import CliRunner

from sottovoce import cli
from sottovoce.errors import ConfigInvalid, KeyUnavailable


def test_every_group_is_listed_with_what_it_does() -> None:
    """Help names each group of the distribution and what it is for."""
    result = CliRunner().invoke(cli.root, ["--help"])
    assert result.exit_code == 0
    for name, summary in cli.SUMMARIES.items():
        assert name in result.output
        assert summary.split(",")[0].split(":")[0] in " ".join(result.output.split())


def test_a_missing_extra_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """An image without a part says which package it would need."""
    point = EntryPoint("edge", "no_such_package.cli:app", "sottovoce.commands")
    monkeypatch.setattr(cli, "entry_points", lambda **_: [point])
    group = cli.Groups(name="root")
    result = CliRunner().invoke(group, ["edge", "serve"])
    assert result.exit_code == 1
    assert "no_such_package" in result.output
    assert "Traceback" not in result.output


def test_an_unknown_group_is_a_wrong_call() -> None:
    """Exit code 2, as for any wrong call."""
    assert CliRunner().invoke(cli.root, ["tea"]).exit_code == 2


@pytest.mark.parametrize(
    ("error", "code", "lines"),
    [
        (ConfigInvalid(["a: one", "b: two"]), 2, ["a: one", "b: two"]),
        (KeyUnavailable("k cannot be read."), 1, ["key_unavailable: k cannot be read."]),
    ],
)
def test_errors_are_told_on_standard_error(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    code: int,
    lines: list[str],
) -> None:
    """Every fault on its own line, and the exit code says whose it is."""

    @click.command()
    def fail() -> None:
        raise error

    monkeypatch.setattr(cli, "root", fail)
    monkeypatch.setattr(sys, "argv", ["sottovoce"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == code
    assert capsys.readouterr().err.splitlines() == lines


def test_a_crash_tells_its_place_and_not_its_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error that nobody expected may quote what it was working on: its type and place are enough."""

    said = "13812345678"

    @click.command()
    def fail() -> None:
        raise RuntimeError(f"no idea what to do with {said}")

    monkeypatch.setattr(cli, "root", fail)
    monkeypatch.setattr(sys, "argv", ["sottovoce"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 1
    told = capsys.readouterr().err
    assert told.endswith("crashed: RuntimeError\n")
    assert "in fail" in told
    assert "138" not in told
