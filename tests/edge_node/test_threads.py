"""Threads from the cgroup quota."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edge_node.threads import default_threads

CORES = len(os.sched_getaffinity(0))


@pytest.mark.parametrize(
    ("quota", "threads"),
    [
        ("100000 100000", 1),
        ("150000 100000", 1),
        ("50000 100000", 1),
        ("99900000 100000", CORES),
        ("max 100000", CORES),
        ("rubbish", CORES),
        ("1 0", CORES),
    ],
)
def test_version_two(tmp_path: Path, quota: str, threads: int) -> None:
    """`cpu.max` bounds the threads to whole cores, at least one."""
    (tmp_path / "cpu.max").write_text(quota)
    assert default_threads(tmp_path) == threads


@pytest.mark.parametrize(("quota", "threads"), [("100000", 1), ("-1", CORES)])
def test_version_one(tmp_path: Path, quota: str, threads: int) -> None:
    """The older files are read where there is no `cpu.max`."""
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text(quota)
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000")
    assert default_threads(tmp_path) == threads


def test_no_cgroup(tmp_path: Path) -> None:
    """Without a quota the cores of this process count."""
    assert default_threads(tmp_path) == CORES
