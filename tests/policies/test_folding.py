"""Folded texts know where their characters stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.folding import close_up, fold, lower, readings


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ann LEE", "ann lee"),
        ("Ａｎｎ１２", "ann12"),
        ("王\u200b小\u2060明", "王小明"),
        ("\U0001d400nn", "ann"),
        ("İx", "İx"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """One case, plain characters, nothing unseen."""
    assert fold(text).text == folded


def test_close_up() -> None:
    """Separators inside numbers and Chinese words go, others stay."""
    assert [r.text for r in readings("138 1234-5678 王 小 明 a b")] == [
        "138 1234-5678 王 小 明 a b",
        "13812345678 王小明 a b",
    ]
    assert close_up(fold("nothing to close")) is None


@given(st.text(alphabet="aA1 -王\u200bＡİ", max_size=30))
def test_positions_lead_back(text: str) -> None:
    """Each character of each reading stands where it says."""
    for reading in readings(text):
        for at, char in enumerate(reading.text):
            start, end = reading.back(at, at + 1)
            assert end == start + 1
            assert fold(text[start:end]).text == char


@given(st.text(max_size=30))
def test_lower_keeps_the_length(text: str) -> None:
    """Also where a capital has two small letters."""
    assert len(lower(text)) == len(text)
