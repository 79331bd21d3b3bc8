"""The demo itself, as a person runs it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from examples.demo.federation import clean_environment, sottovoce
from examples.demo.leftovers import PROC


def test_help_explains_itself() -> None:
    """The options and the exit code are told."""
    said = subprocess.run(
        sottovoce("demo", "--help"), capture_output=True, text=True, timeout=60, check=True
    ).stdout
    for word in ("--model", "--keep", "--seed", "--workdir", "every check held"):
        assert word in said


@pytest.mark.parametrize("wrong", [["--sites", "1"], ["--count", "5"], ["--seed", "-1"]])
def test_a_wrong_option_is_refused(wrong: list[str]) -> None:
    """A value out of bounds ends with code 2 before anything starts."""
    ended = subprocess.run(
        sottovoce("demo", *wrong), capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 2
    assert wrong[0] in ended.stderr


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(420)
def test_the_whole_demo_with_the_tiny_model(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every check holds, every promised step is shown, nothing is left running."""
    workdir = tmp_path_factory.mktemp("d")  # a short path: it holds Unix sockets
    environment = clean_environment() | {"COLUMNS": "160"}
    ended = subprocess.run(
        sottovoce("demo", "--model", "tiny", "--workdir", str(workdir)),
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
        env=environment,
    )
    assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr[-3000:]
    said = re.sub(r"\s+", " ", ended.stdout)
    for promised in (
        "the client sent",
        "held-out loss before",
        "finished on the old adapter",
        "rollback: every site serves the base model again",
        "forward: every site serves",
        "isolation of a real deployment is off",
        "plain updates leave the sites",
        "no process is left",
    ):
        assert promised in said
    assert "✗" not in said
    assert _mentioning(workdir) == []


def _mentioning(folder: Path) -> list[str]:
    """Command lines of running processes that name a folder."""
    found = []
    for entry in PROC.glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().decode(errors="replace")
        except OSError:  # it has ended meanwhile
            continue
        if str(folder) in words and entry.parent.name != str(os.getpid()):
            found.append(words.replace("\0", " "))
    return found
