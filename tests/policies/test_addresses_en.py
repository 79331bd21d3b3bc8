"""Western addresses: what is found whole, and what stays."""

from __future__ import annotations

import pytest

from policies import Detector

# text, the value that must be found whole
FOUND = [
    (
        "ship to 742 Evergreen Terrace, Springfield, IL 62704.",
        "742 Evergreen Terrace, Springfield, IL 62704",
    ),
    ("at 10 Larkspur Lane please", "10 Larkspur Lane"),
]


@pytest.mark.parametrize(("text", "value"), FOUND, ids=[value for _, value in FOUND])
def test_found(text: str, value: str, fast: Detector) -> None:
    """The value is found whole, and nothing around it."""
    spans = [(s.label, text[s.start : s.end]) for s in fast.scan(text)]
    assert ("LOCATION", value) in spans
