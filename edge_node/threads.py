"""How many threads the model may use: what the container's CPU quota gives, not what the host has.

Measured: on two busy cores, two torch threads ran 2 to 19 times slower than one.
"""

from __future__ import annotations

import os
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")


def default_threads(root: Path = _CGROUP) -> int:
    """The cgroup's quota in whole cores (v2, then v1), else the cores this process may use; >= 1."""
    cores = len(os.sched_getaffinity(0))
    quota = _quota_v2(root / "cpu.max") or _quota_v1(root / "cpu")
    return max(1, min(cores, int(quota)) if quota else cores)


def _quota_v2(file: Path) -> float | None:
    fields = _read(file).split()
    if len(fields) != 2 or fields[0] == "max":
        return None
    return _ratio(fields[0], fields[1])


def _quota_v1(folder: Path) -> float | None:
    return _ratio(_read(folder / "cpu.cfs_quota_us"), _read(folder / "cpu.cfs_period_us"))


def _ratio(quota: str, period: str) -> float | None:
    try:
        value = int(quota) / int(period)
    except (ValueError, ZeroDivisionError):
        return None
    return value if value > 0 else None


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""
