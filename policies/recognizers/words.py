"""Word lists written as running text. Knows no language."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a text, parted by spaces and line breaks."""
    return tuple(text.split())
