"""Brands are told as they are written, and a person who bears a brand's word stays a person."""

from __future__ import annotations

import pytest

from policies.recognizers.brand_list_en import CAPITALS, NAMES, WORDS
from policies.recognizers.brands_en import brands
from policies.recognizers.words import words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a Levi's jacket from Macy's", ["Levi's", "Macy's"]),
        ("Dr. Martens boots", ["Dr. Martens", "boots"]),
        ("Marks and Spencer or marks & spencer", ["Marks and Spencer", "marks & spencer"]),
        ("Nike's app", ["Nike's"]),
        ("Häagen-Dazs and T-Mobile", ["Häagen-Dazs", "T-Mobile"]),
        ("Is Ford open?", ["Ford"]),
        ("Harrison Ford called", []),
        ("Mercedes Zabala called", []),
        ("the Renault Zoe", ["Renault"]),
        ("we ford the river", []),
        ("Deborah Whitaker", []),
    ],
)
def test_brands(text: str, found: list[str]) -> None:
    """Names of several words in any case, words that are names or everyday words with their capital."""
    assert [text[a:b] for a, b in brands(text)] == found


def test_every_listed_name_is_found_whole() -> None:
    """Each name of several words is one stretch."""
    for name in filter(None, NAMES.replace("\n", "").split("|")):
        text = f"the {name} shop"
        assert any(text[a:b] in (name, name.rstrip(".'")) for a, b in brands(text)), name


def test_every_listed_word_is_found() -> None:
    """Each single word by itself; in small letters only one that is hardly a name."""
    for word in (*words(WORDS), *words(CAPITALS)):
        assert list(brands(word)), word
