"""The loop's benchmark: its table says what was measured, and where."""

from __future__ import annotations

from benchmarks.loop.__main__ import table
from benchmarks.machine import machine


def test_the_table_holds_minimum_median_and_maximum() -> None:
    """Each phase has its spread, and the machine stands above."""
    facts = machine(("torch",))
    text = table({"chat": [3.0, 1.0, 2.5], "all": [3.0, 1.0, 2.5]}, facts, "tiny")
    assert "| chat | 1.0 | 2.5 | 3.0 |" in text
    assert "3 run(s)" in text
    assert str(facts["cpu"]) in text


def test_the_machine_is_described() -> None:
    """Cores, memory, versions and load are facts, not placeholders."""
    facts = machine(("torch", "flwr"))
    assert isinstance(facts["cores"], int)
    assert facts["cores"] >= 1
    assert facts["memory_gib"]
    assert facts["packages"]["flwr"] == "1.41.0"  # type: ignore[index]
