"""Token counters: they add up, and in a file they outlive the process."""

from __future__ import annotations

from pathlib import Path

from gateway.usage import FileUsage, MemoryUsage


def test_counts_by_key(tmp_path: Path) -> None:
    """Each key has its own total, also after corrections downwards."""
    file = FileUsage(tmp_path / "usage.db")
    for store in (MemoryUsage(), file):
        assert [store.add("a", 5), store.add("a", -2), store.add("b", 1)] == [5, 3, 1]
        store.close()
    again = FileUsage(tmp_path / "usage.db")
    assert again.add("a", 0) == 3
    again.close()
