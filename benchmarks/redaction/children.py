"""A child process that answers JSON lines, and the memory of it and of all of its own children (Linux: /proc)."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


class Child:
    """A server process; use it as a context manager."""

    def __init__(self, command: Sequence[str]) -> None:
        self._started = time.perf_counter()
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **ONE_THREAD},
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def ask(self, texts: Sequence[str], **more: Any) -> dict[str, Any]:
        """The child's answer for some texts. Raises EOFError when the child is gone."""
        if self._process.stdin is None or self._process.stdout is None:
            raise EOFError("the child has no pipes")
        self._process.stdin.write(json.dumps({"texts": list(texts), **more}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise EOFError(f"the child ended with code {self._process.wait(10)}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def since_start(self) -> float:
        """Seconds since the process was started."""
        return time.perf_counter() - self._started

    def memory_mb(self) -> dict[str, float]:
        """Resident megabytes (10⁶ bytes) of the child and all below it: summed, and with shared pages counted once."""
        pids = family(self._process.pid)
        return {
            "processes": len(pids),
            "rss": round(sum(_kb(pid, "Rss") for pid in pids) * 1024 / 1e6, 1),
            "pss": round(sum(_kb(pid, "Pss") for pid in pids) * 1024 / 1e6, 1),
        }

    def close(self) -> None:
        """End the child, by force if it does not go."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended between the listing and the reading
            parents[int(entry.name)] = int(fields[1])
    found = [pid]
    for known in found:
        found.extend(child for child, parent in parents.items() if parent == known)
    return found


def _kb(pid: int, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)
