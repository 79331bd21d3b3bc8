"""YAML is read with the line of every key."""

from __future__ import annotations

from policies.pack_yaml import read_document


def test_nearest_line() -> None:
    """A fault names the line of the nearest key that the file has."""
    document = read_document("p.yaml", "a: 1\nb:\n  c: [x, y]\n", None)
    assert document.at(("b", "c", 1), "m") == "p.yaml:3: m"
    assert document.at(("b", "missing"), "m") == "p.yaml:2: m"
    assert document.at(("z",), "m").endswith(": m")


def test_duplicate_keys_are_faults() -> None:
    """YAML would silently take the last."""
    document = read_document("p.yaml", "a: 1\nb: {c: 1, c: 2}\na: 3\n", None)
    assert len(document.faults) == 2
