"""E-mail addresses end where they end, also at the end of a sentence."""

from __future__ import annotations

import pytest

from policies import Detector


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mail john@example.com. Please call", "john@example.com"),
        ("me@x.co. In the morning", "me@x.co"),
        ("to john@example .com ok", "john@example .com"),
        ("john@example. com thanks", "john@example. com"),
        ("j @ example.com", "j @ example.com"),
        ("жук@почта.рф", "жук@почта.рф"),
        ("x@mail.почта.рф", "x@mail.почта.рф"),
        ("josé@ejemplo.es", "josé@ejemplo.es"),
        ("j@müller.example.de ok", "j@müller.example.de"),
        ("a@例子.com", "a@例子.com"),
        ("a@x.公司", "a@x.公司"),
    ],
)
def test_found_whole(text: str, value: str, fast: Detector) -> None:
    """The address is the one finding, without the next sentence's first word."""
    assert [text[s.start : s.end] for s in fast.scan(text)] == [value]
