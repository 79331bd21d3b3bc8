"""The command line: every command explains itself at once, and a bad configuration is told whole."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.e2e

COMMANDS = (
    "config show",
    "demo",
    "edge adapters",
    "edge import",
    "edge log",
    "edge model",
    "edge report",
    "edge serve",
    "gateway serve",
    "keys federation",
    "keys node",
    "keys secret",
    "keys signing",
    "keys tls",
    "keys token",
    "policy check",
    "policy preview",
    "policy scan",
    "train promote",
    "train releases",
    "train rollback",
    "train round",
    "train serve",
    "train site",
)
HEAVY = ("torch", "transformers", "peft", "flwr", "fastapi", "presidio_analyzer", "onnxruntime")
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("SOTTOVOCE_")}
WIDE = {**ENVIRONMENT, "COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"}


def sottovoce(
    *words: str, env: dict[str, str] | None = None, code: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end; its exit code must be ``code``."""
    done = subprocess.run(
        [sys.executable, "-m", "sottovoce", *words],
        capture_output=True,
        text=True,
        timeout=60,
        env={**WIDE, **(env or {})},
        check=False,
    )
    assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself_at_once(command: str) -> None:
    """`--help` of every command ends well, says what it does and takes under three seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = sottovoce(*command.split(), "--help").stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < 3
    assert f"sottovoce {command}" in said.replace("python -m ", "")
    sentence = re.split(r"Usage:.*\n", said)[1].split("Options")[0]
    assert len(sentence.split()) >= 4, said


def test_help_loads_nothing_heavy() -> None:
    """The whole tree of commands is shown without loading a model, a web framework or Flower."""
    walk = f"""
import sys, click
from sottovoce.cli import root
def walk(command, path):
    context = click.Context(command, info_name=path)
    assert (command.help or "").strip(), path + " has no help"
    command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            walk(command.get_command(context, name), path + " " + name)
    print(path)
walk(root, "sottovoce")
loaded = [name for name in {HEAVY!r} if name in sys.modules]
assert not loaded, loaded
"""
    done = subprocess.run(
        [sys.executable, "-c", walk],
        capture_output=True,
        text=True,
        timeout=60,
        env=WIDE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown = {line.removeprefix("sottovoce ") for line in done.stdout.splitlines()}
    for command in COMMANDS:
        assert command in shown


FAULTY = {
    "gateway": (
        {"listen": {"host": "0.0.0.0", "port": 99999}, "nonsense": 1},  # noqa: S104
        ("listen", "nonsense"),
    ),
    "edge": (
        {"listen": {"port": "many"}, "nonsense": 1},
        ("listen.port", "nonsense", "site", "model"),
    ),
    "site": (
        {"limits": {"max_steps": 0}, "nonsense": 1},
        ("limits.max_steps", "nonsense", "socket"),
    ),
    "trainer": (
        {"base_digest": "x", "round": {"steps": 0}, "nonsense": 1},
        ("base_digest", "round.steps", "nonsense", "state_dir", "sites"),
    ),
}
SERVES = {
    "gateway": ("gateway", "serve"),
    "edge": ("edge", "serve"),
    "site": ("train", "site"),
    "trainer": ("train", "serve"),
}


@pytest.mark.parametrize("role", FAULTY)
def test_every_fault_of_a_configuration_is_told_at_once(role: str, tmp_path: Path) -> None:
    """A part with a bad configuration does not start: exit code 2 and one line a fault."""
    settings, places = FAULTY[role]
    path = tmp_path / f"{role}.yaml"
    path.write_text(yaml.safe_dump(settings))
    said = sottovoce(*SERVES[role], "--config", str(path), code=2).stderr
    lines = said.strip().splitlines()
    for place in places:
        assert any(f" {place}" in line for line in lines), (place, said)
    assert "Traceback" not in said


@pytest.mark.parametrize("role", SERVES)
def test_a_configuration_that_cannot_be_read_is_told(role: str, tmp_path: Path) -> None:
    """A missing file and one that is no YAML end with exit code 2 and a line that names the file."""
    broken = tmp_path / "broken.yaml"
    broken.write_text("a: [1, 2\nb: }")
    for path in (tmp_path / "missing.yaml", broken):
        said = sottovoce(*SERVES[role], "--config", str(path), code=2).stderr
        assert path.name in said
        assert "Traceback" not in said


def test_config_show_hides_secrets(tmp_path: Path) -> None:
    """What a part would run with is shown with its keys and a URL's password hidden."""
    path = tmp_path / "gateway.yaml"
    path.write_text(yaml.safe_dump({"upstream_base_url": "http://u:hunter2@127.0.0.1:9/v1"}))
    env = {"SOTTOVOCE_UPSTREAM_API_KEY": "sk-very-secret-key"}
    said = sottovoce("config", "show", "gateway", "--config", str(path), env=env)
    assert "hunter2" not in said.stdout + said.stderr
    assert "sk-very-secret-key" not in said.stdout + said.stderr
    shown = yaml.safe_load(said.stdout)
    assert "127.0.0.1:9/v1" in shown["upstream_base_url"]
    assert shown["upstream_api_key"]


def test_an_unknown_role_is_told() -> None:
    """`config show` of a part that does not exist names those that do."""
    said = sottovoce("config", "show", "kitchen", code=2).stderr
    assert "gateway" in said
    assert "trainer" in said
