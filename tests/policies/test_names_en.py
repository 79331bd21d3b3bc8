"""English names: what is found whole, and what stays."""

from __future__ import annotations

import pytest

from policies import Detector

# text, the value that must be found whole
FOUND = [
    ("My name is Zhang Wei and", "Zhang Wei"),
    ("my name is jane doe.", "jane doe"),
    ("Hi, I'm Quorvin, thanks", "Quorvin"),
    ("This is Tamsin Okoro-Bell calling", "Tamsin Okoro-Bell"),
    ("Dear Mr. O'Brien,", "Mr. O'Brien"),
    ("Best regards,\nXanthe Polk", "Xanthe Polk"),
    ("Recipient: José Müller", "José Müller"),
]


@pytest.mark.parametrize(("text", "value"), FOUND, ids=[value for _, value in FOUND])
def test_found(text: str, value: str, fast: Detector) -> None:
    """The value is found whole, and nothing around it."""
    spans = [(s.label, text[s.start : s.end]) for s in fast.scan(text)]
    assert ("PERSON", value) in spans
