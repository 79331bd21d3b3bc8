"""Finds and ends every process of one run by a mark in its environment.

A process group is not enough: Flower's own children start sessions of their own. The mark is the
folder for temporary files (TMPDIR), one a part below the run's own scratch folder: every descendant
inherits it, even where a part cleans its environment, and nothing else has it. Knows nothing of the
parts. Where there is no /proc (not Linux) only process groups protect.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

MARK = "TMPDIR"
PROC = Path("/proc")


@dataclass(frozen=True)
class Leftover:
    """A process that still runs: its id and the first words of its command."""

    pid: int
    command: str


def mark_value(scratch: Path, part: str) -> str:
    """The mark of one part of a run, as it stands in the environment."""
    return str(scratch / part.replace(":", "-"))


def marked(scratch: Path, part: str | None = None) -> list[Leftover]:
    """Running processes whose environment holds the run's mark (of one part, or of all)."""
    wanted = f"{MARK}={scratch}/" if part is None else f"{MARK}={mark_value(scratch, part)}\0"
    found = [_examine(entry, wanted.encode()) for entry in PROC.glob("[0-9]*")]
    return sorted((one for one in found if one is not None), key=lambda one: one.pid)


def end_marked(scratch: Path, part: str | None = None, *, grace: float = 5.0) -> list[Leftover]:
    """SIGTERM to each marked process, SIGKILL after `grace` seconds; returns the first found."""
    first = marked(scratch, part)
    _signal(first, signal.SIGTERM)
    deadline = time.monotonic() + grace
    while (left := marked(scratch, part)) and time.monotonic() < deadline:
        time.sleep(0.05)
    while left:  # a process may start another between two looks
        _signal(left, signal.SIGKILL)
        time.sleep(0.05)
        left = marked(scratch, part)
    return first


def _examine(entry: Path, wanted: bytes) -> Leftover | None:
    try:
        environment = (entry / "environ").read_bytes() + b"\0"
        if not (environment.startswith(wanted) or b"\0" + wanted in environment):
            return None
        words = (entry / "cmdline").read_bytes().split(b"\0")
    except OSError:  # it has ended, or it is another user's
        return None
    return Leftover(int(entry.name), b" ".join(words[:6]).decode(errors="replace").strip())


def _signal(processes: list[Leftover], number: signal.Signals) -> None:
    for process in processes:
        if process.pid == os.getpid():
            continue
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process.pid, number)
