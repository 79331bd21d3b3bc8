# ruff: noqa: INP001 - docker/ is no package: these are scripts
"""Prints what some extras of this project need, so that an image installs it before the code.

Knows pyproject.toml and extras that name other extras of the project; knows no versions (they come
from requirements.lock as constraints). Standard library only: it runs in a bare base image.

    python3 docker/requirements.py gateway            # the extra's requirements
    python3 docker/requirements.py --build            # what builds the wheel of the project itself
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def requirements(project: dict[str, Any], extras: list[str]) -> list[str]:
    """The base requirements and those of the extras, sorted; KeyError where an extra does not exist."""
    own = re.compile(rf"^{re.escape(project['name'])}\[([\w,\s-]+)\]$", re.IGNORECASE)
    found: set[str] = set(project["dependencies"])
    waiting, seen = list(extras), set()
    while waiting:
        extra = waiting.pop()
        if extra in seen:
            continue
        seen.add(extra)
        for requirement in project["optional-dependencies"][extra]:
            match = own.match(requirement)
            if match:
                waiting.extend(name.strip() for name in match[1].split(","))
            else:
                found.add(requirement)
    return sorted(found)


def main(arguments: list[str]) -> int:
    """Exit code 2 with the names that exist where an extra is unknown."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if arguments == ["--build"]:
        lines = sorted(document["build-system"]["requires"])
    else:
        known = document["project"]["optional-dependencies"]
        unknown = [name for name in arguments if name not in known]
        if unknown or not arguments:
            print(f"unknown extras {unknown}; there are {sorted(known)}", file=sys.stderr)
            return 2
        lines = requirements(document["project"], arguments)
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
