"""What the three Dockerfiles promise: no root, a health check, no secret, versions from the lock file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("gateway", "edge_node", "trainer")
SECRET = re.compile(r"token|secret|password|passwd|api_?key|credential|private", re.IGNORECASE)


def instructions(text: str) -> list[tuple[str, str]]:
    """The instructions in order, with continued lines joined and comments left out."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    parted = (line.split(None, 1) for line in joined.splitlines() if line.strip())
    return [(part[0].upper(), part[1] if len(part) > 1 else "") for part in parted]


def final_stage(steps: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The instructions of the last stage, its FROM among them."""
    start = max(index for index, (word, _) in enumerate(steps) if word == "FROM")
    return steps[start:]


@pytest.fixture(scope="module", params=NAMES)
def steps(request: pytest.FixtureRequest, docker: Path) -> list[tuple[str, str]]:
    return instructions((docker / f"{request.param}.Dockerfile").read_text(encoding="utf-8"))


def test_base_image_is_an_argument_of_every_stage(steps: list[tuple[str, str]]) -> None:
    """One argument before the first FROM chooses the base of all stages."""
    assert steps[0] == ("ARG", "BASE_IMAGE=python:3.11-slim-bookworm")
    stages = [rest.split()[0] for word, rest in steps if word == "FROM"]
    assert len(stages) == 2
    assert set(stages) == {"${BASE_IMAGE}"}


def test_runs_as_a_numbered_user_that_is_not_root(steps: list[tuple[str, str]]) -> None:
    """The last USER of the final stage is a number, which an orchestrator can check, and not 0."""
    users = [rest for word, rest in final_stage(steps) if word == "USER"]
    assert users == ["10001:10001"]


def test_nothing_becomes_root_after_the_user(steps: list[tuple[str, str]]) -> None:
    """No RUN, COPY or ADD stands after USER: the code belongs to root and the service cannot change it."""
    words = [word for word, _ in final_stage(steps)]
    assert not {"RUN", "COPY", "ADD"} & set(words[words.index("USER") :])


def test_health_check_asks_the_commands_own_port(steps: list[tuple[str, str]]) -> None:
    """The health check runs our script, in exec form, against the exposed port."""
    last = final_stage(steps)
    check = next(rest for word, rest in last if word == "HEALTHCHECK")
    exposed = next(rest for word, rest in last if word == "EXPOSE")
    command = json.loads(check[check.index("CMD") + 3 :])
    assert command == ["sottovoce-health", "http", f"127.0.0.1:{exposed}/readyz"]


def test_no_secret_in_an_argument_or_a_variable(steps: list[tuple[str, str]]) -> None:
    """ARG and ENV are in the image's history: none is named or valued like a secret."""
    for word, rest in steps:
        if word in {"ARG", "ENV"}:
            assert not SECRET.search(rest), rest


def test_pip_takes_the_lock_files_versions(steps: list[tuple[str, str]]) -> None:
    """Each pip install has the lock file as constraints, or installs the project without dependencies."""
    installs = [
        part
        for word, rest in steps
        if word == "RUN"
        for part in rest.split("&&")
        if "pip install" in part
    ]
    assert len(installs) == 2
    for install in installs:
        assert "-c requirements.lock" in install or "--no-deps" in install


def test_dependencies_come_before_the_code(steps: list[tuple[str, str]]) -> None:
    """A change of the code leaves the layer of the dependencies as it was."""
    build = steps[: steps.index(final_stage(steps)[0], 1)]
    first_code = build.index(("COPY", "sottovoce sottovoce"))
    assert any("-c requirements.lock" in rest for _, rest in build[:first_code])


def test_each_image_has_its_own_extras(docker: Path) -> None:
    """The gateway gets no flwr and no torch, the trainer no torch."""
    wanted = {"gateway": "gateway", "edge_node": "edge train", "trainer": "trainer"}
    for name, extras in wanted.items():
        text = (docker / f"{name}.Dockerfile").read_text(encoding="utf-8")
        assert f"docker/requirements.py {extras} >" in text


def test_every_package_is_copied(steps: list[tuple[str, str]]) -> None:
    """What the wheel packs is what the build stage has."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    packed = re.search(r"\[tool\.hatch\.build\.targets\.wheel\]\npackages = \[(.*)\]", text)
    assert packed is not None
    copied = {rest.split()[0] for word, rest in steps if word == "COPY"}
    assert set(re.findall(r'"(\w+)"', packed[1])) <= copied


def test_context_is_an_allow_list() -> None:
    """The build context starts from nothing, and key, log and model files stay out even below a package."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    last_allowed = max(index for index, rule in enumerate(rules) if rule.startswith("!"))
    refused = set(rules[last_allowed + 1 :])
    assert {"**/*.key", "**/*.token", "**/*.db", "**/*.jsonl", "**/*.safetensors"} <= refused
    allowed = {rule[1:].split("/")[0] for rule in rules if rule.startswith("!")}
    assert not {"tests", ".git", ".venv", "var", "docs"} & allowed
