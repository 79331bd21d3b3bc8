"""Provinces' signs within ordinary words are no plates, beside others they are."""

from __future__ import annotations

import pytest

from policies import Detector
from policies.recognizers.plate_signs import PROVINCES, ends_word


@pytest.mark.parametrize(
    "word", ["更新", "最新", "全新", "翻新", "南京", "东京", "腾讯云", "银川", "收藏"]
)
def test_a_word_ends_with_the_sign(word: str) -> None:
    """The last character belongs to the word before a product's name."""
    assert word[-1] in PROVINCES
    assert ends_word(word + "A12345", len(word) - 1)


@pytest.mark.parametrize("text", ["新A12345", "的新A12345", "车牌京A12345", "的云A12345"])
def test_a_sign_stands_alone(text: str) -> None:
    """Nothing before it makes a word of it."""
    assert not ends_word(text, next(at for at, char in enumerate(text) if char in PROVINCES))


@pytest.mark.parametrize(
    "text",
    [
        "更新HTTP 502",
        "更新SDK 3.6.0",
        "最新RX 7900",
        "吉HTTP 404",
        "腾讯云SDK 1.2.1",
        "新JDK7.8.29",
        "订单里i7-13700H的笔记本",
        "订单里i9-14900K能换吗",
        "Enter BF100 when you pay.",
    ],
)
def test_versions_and_products_stay(fast: Detector, text: str) -> None:
    """Also where what parts their characters is read away."""
    assert not [s for s in fast.scan(text) if s.label != "ORDER_NUMBER"]


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("京 A 1 2 3 4 5", "京 A 1 2 3 4 5"),
        ("车新A 1-2-3-4-5停着", "新A 1-2-3-4-5"),
        ("粤B·D12345", "粤B·D12345"),
    ],
)
def test_parted_plates_are_found(fast: Detector, text: str, plate: str) -> None:
    """What parts every character hides a plate as before."""
    assert [text[s.start : s.end] for s in fast.scan(text)] == [plate]
