"""Brands are told as they are written, and a person who bears a brand's word stays a person."""

from __future__ import annotations

import re

import pytest

from policies.recognizers.brand_list_en import CAPITALS, NAMES, WORDS
from policies.recognizers.brands_en import begins_with_brand, brand_within, brands
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


@pytest.mark.parametrize(
    "text",
    [
        "I asked Harrison Ford about it",
        "We went to the Best Buy Jordan Miller likes",
        "Jordan Miller likes Best Buy",
        "x" * 200 + " Apple Store Nora Lindt and Dell's " + "y" * 90,
        "Nora Lindt",
    ],
)
def test_a_brand_within_words_is_one_that_reaches_into_them(text: str) -> None:
    every = list(brands(text))
    for words_of in re.finditer(r"(?=(\b[A-Za-z']+ [A-Za-z']+\b))", text):
        start, end = words_of.span(1)
        found = any(a < end and start < z for a, z in every)
        assert brand_within(text, start, end) is found, text[start:end]
    assert begins_with_brand(text) is any(a == 0 for a, _ in every)
