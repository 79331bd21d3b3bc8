"""Writes requirements.lock: one exact version a line of all that `.[dev]` needs, as pip resolves it here.

The lock is also the constraints file of the container images, which install fewer extras. It holds no hash,
since torch's build differs between a machine with a GPU and one without; see docs/en/development.md.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADER = "# Made by `make lock` on Python 3.11; do not edit.\n"


def main() -> None:
    """Resolves without installing and writes the file."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
        command += ["--ignore-installed", "--report", str(report), f"{ROOT}[dev]"]
        subprocess.run(command, check=True)
        resolved = json.loads(report.read_text(encoding="utf-8"))["install"]
    pins = {
        re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower(): item["metadata"]["version"]
        for item in resolved
    }
    pins.pop("sottovoce", None)
    # A local label such as +cpu names one machine's build, not the version.
    lines = [f"{name}=={version.split('+')[0]}\n" for name, version in sorted(pins.items())]
    LOCK.write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} packages in {LOCK.name}")


if __name__ == "__main__":
    main()
