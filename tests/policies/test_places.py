"""Addresses from place words."""

from __future__ import annotations

from policies.spans import Span
from policies.taggers.places import addresses


def test_addresses_need_depth() -> None:
    """A city or a sight alone is no address; a road with a number is."""
    assert addresses("去北京玩", [(0, 1, "v"), (1, 3, "LOC"), (3, 4, "v")]) == []
    text = "西湖区文三路39号"
    words = [(0, 3, "LOC"), (3, 6, "LOC"), (6, 9, "m")]
    assert addresses(text, words) == [Span(0, 9, "LOCATION", 0.65)]
