"""What docker/requirements.py prints for each image."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def module(docker: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("requirements", docker / "requirements.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def names(docker: Path, *extras: str) -> set[str]:
    """The distributions that the script names."""
    done = subprocess.run(
        [sys.executable, str(docker / "requirements.py"), *extras],
        capture_output=True,
        text=True,
        check=True,
    )
    return {re.split(r"[<>=!~\[;]", line)[0].lower() for line in done.stdout.splitlines()}


def test_extras_that_name_extras_are_followed(module: ModuleType) -> None:
    """A circle of the project's own extras ends, and another project's extra stays as it is."""
    project = {
        "name": "p",
        "dependencies": ["base>=1"],
        "optional-dependencies": {"a": ["p[b, c]"], "b": ["p[a]", "x>=2"], "c": ["y[z]>=3"]},
    }
    assert module.requirements(project, ["a"]) == ["base>=1", "x>=2", "y[z]>=3"]


def test_gateway_has_presidio_and_no_model_library(docker: Path) -> None:
    """The gateway's image holds what finds personal data, no torch and no flwr."""
    found = names(docker, "gateway")
    assert {"presidio-analyzer", "fastapi"} <= found
    assert not {"torch", "transformers", "peft", "flwr"} & found


def test_trainer_has_flwr_and_no_torch(docker: Path) -> None:
    """The trainer's image runs Flower and never a model."""
    found = names(docker, "trainer")
    assert {"flwr", "apscheduler", "fastapi"} <= found
    assert not {"torch", "transformers", "peft"} & found


def test_edge_has_all_of_a_site(docker: Path) -> None:
    """One image for the edge, the site's trainer and the SuperNode."""
    assert {"torch", "transformers", "peft", "flwr", "fastapi"} <= names(docker, "edge", "train")


def test_unknown_extra_is_refused(docker: Path) -> None:
    """A name that does not exist is exit code 2, not an image without its parts."""
    done = subprocess.run(
        [sys.executable, str(docker / "requirements.py"), "nothing"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "nothing" in done.stderr
    assert "gateway" in done.stderr
