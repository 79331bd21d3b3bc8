"""What a text must hold for a Chinese name."""

from __future__ import annotations

import pytest
import re2  # type: ignore[import-untyped]

from policies.recognizers.name_needs_zh import in_both, needs

_NEEDED = re2.compile("|".join(needs()))


@pytest.mark.parametrize(
    "text", ["我叫小雨", "姓名：陳美玲", "龔總經理", "小李说", "问阿玲", "Amy，138"]
)
def test_ways_in(text: str) -> None:
    """Every way in, in either script."""
    assert _NEEDED.search(text) is not None


def test_a_text_without_any() -> None:
    """Most everyday sentences need no look."""
    assert _NEEDED.search("这款保温杯什么时候发货") is None


def test_both_scripts() -> None:
    """A Simplified pattern matches Traditional characters, within brackets too."""
    assert re2.compile(in_both("转[张刘]")).fullmatch("轉劉")


@pytest.mark.parametrize(
    "text",
    ["Hello, it is late: 15 May", "Amy Lee - 5 Apples", "since June 1998", "3, Elm Road", "A/b"],
)
def test_english_has_no_way_in(text: str) -> None:
    """Capitals beside signs and numbers are everywhere in English."""
    assert _NEEDED.search(text) is None


@pytest.mark.parametrize("text", ["Hi Élodie", "Lily：13812345678", "@Amy", "Dear Amy Lee"])
def test_ways_in_without_a_han_character(text: str) -> None:
    assert _NEEDED.search(text) is not None
