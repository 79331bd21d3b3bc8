"""The English tagger's pieces as spans: made-up beliefs, no model."""

from __future__ import annotations

import re

import pytest

from policies.taggers.rampart_spans import Piece, spans_of


def pieces(sentence: str, kinds: dict[str, tuple[str, float]]) -> list[Piece]:
    """A piece for each named word of the sentence."""
    return [
        Piece(m.start(), m.end(), *kinds[m[0]])
        for m in re.finditer(r"[\w'’]+(?:[.-][\w'’]+)*", sentence)
        if m[0] in kinds
    ]


@pytest.mark.parametrize(
    ("sentence", "kinds", "found"),
    [
        ("ask Zorvane Quill now", {"Zorvane": ("GIVEN_NAME", 0.9), "Quill": ("SURNAME", 0.9)}, "Zorvane Quill"),
        ("Mrs. Ibarra called", {"Ibarra": ("SURNAME", 0.8)}, "Mrs. Ibarra"),
        ("it was Anna de la Cruz", {"Anna": ("GIVEN_NAME", 0.9), "Cruz": ("SURNAME", 0.9)}, "Anna de la Cruz"),
        ("Maria's card", {"Maria's": ("GIVEN_NAME", 0.9)}, "Maria"),
        ("met Anna Holloway", {"Anna": ("STREET_NAME", 0.9), "Holloway": ("STREET_NAME", 0.9)}, "Anna Holloway"),
    ],
)  # fmt: skip
def test_names(sentence: str, kinds: dict[str, tuple[str, float]], found: str) -> None:
    """Words become whole names, with their title and particles, without the possessive."""
    spans = spans_of(sentence, pieces(sentence, kinds))
    assert [(sentence[s.start : s.end], s.label) for s in spans] == [(found, "PERSON")]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("open the settings", {"settings": ("SURNAME", 0.6)}),
        ("sys.exc_info is set", {"sys": ("GIVEN_NAME", 0.9)}),
        ("I shop at Macy's", {"Macy's": ("SURNAME", 0.95)}),
        ("Ubuntu 22.04 is out", {"Ubuntu": ("CITY", 0.9), "22.04": ("ZIP_CODE", 0.9)}),
        ("the 79 drive failed", {"79": ("BUILDING_NUMBER", 0.9), "drive": ("STREET_NAME", 0.9)}),
        ("I live in Leeds", {"Leeds": ("CITY", 0.99)}),
        ("order 4111222", {"4111222": ("TAX_ID", 0.99)}),
        ("item KF-81479", {"KF-81479": ("STREET_NAME", 0.9), "item": ("BUILDING_NUMBER", 0.9)}),
        ("the Zentro 255 fell", {"Zentro": ("STREET_NAME", 0.9), "255": ("BUILDING_NUMBER", 0.9)}),
        ("chip Velnos 2200 is slow", {"Velnos": ("CITY", 0.9), "2200": ("ZIP_CODE", 0.9)}),
        ("Got errcode 48001", {"errcode": ("CITY", 0.9), "48001": ("ZIP_CODE", 0.9)}),
        ("Madrid 3-1", {"Madrid": ("CITY", 0.9), "3-1": ("BUILDING_NUMBER", 0.9)}),
        ("Size 44, Boise", {"44": ("BUILDING_NUMBER", 0.9), "Boise": ("CITY", 0.9)}),
        (
            "Zorv blocks port 8080",
            {"Zorv": ("STREET_NAME", 0.9), "port": ("STREET_NAME", 0.9), "8080": ("BUILDING_NUMBER", 0.9)},
        ),
        ("the ZU7 Max is wide", {"ZU7": ("BUILDING_NUMBER", 0.9), "Max": ("STREET_NAME", 0.9)}),
        ("run Quorvin 7B here", {"Quorvin": ("STREET_NAME", 0.9), "7B": ("BUILDING_NUMBER", 0.9)}),
        ("vlan 10 20", {"vlan": ("STREET_NAME", 1), "10": ("BUILDING_NUMBER", 1), "20": ("CITY", 1)}),
        ("713 EUR each", {"713": ("BUILDING_NUMBER", 0.9), "EUR": ("STREET_NAME", 0.9)}),
        ("duvet 21GB, black", {"duvet": ("STREET_NAME", 0.9), "21GB": ("BUILDING_NUMBER", 0.9)}),
    ],
)  # fmt: skip
def test_no_finding(sentence: str, kinds: dict[str, tuple[str, float]]) -> None:
    """Everyday words, code, brands, versions, lone cities and bare numbers are left."""
    assert spans_of(sentence, pieces(sentence, kinds)) == []


def test_an_address_is_one_span_without_loose_words() -> None:
    """Number, street and city side by side are one address; a function word at its end is not in it."""
    sentence = "at 12 Larkspur Walk Norwich"
    kinds = {
        "at": ("STREET_NAME", 0.6),
        "12": ("BUILDING_NUMBER", 0.9),
        "Larkspur": ("STREET_NAME", 0.9),
        "Walk": ("STREET_NAME", 0.9),
        "Norwich": ("CITY", 0.9),
    }
    spans = [s for s in spans_of(sentence, pieces(sentence, kinds)) if s.label == "LOCATION"]
    assert [sentence[s.start : s.end] for s in spans] == ["12 Larkspur Walk Norwich"]


@pytest.mark.parametrize("sentence", ["我是Emily Carter，想改地址", "上次是Emily Carter帮我弄的"])
def test_chinese_words_are_no_part_of_an_english_name(sentence: str) -> None:
    """Words end where the script changes: Han characters have no spaces around them."""
    at = sentence.index("Emily")
    pieces = [Piece(at, at + 5, "GIVEN_NAME", 0.9), Piece(at + 6, at + 12, "SURNAME", 0.9)]
    assert [sentence[s.start : s.end] for s in spans_of(sentence, pieces)] == ["Emily Carter"]


def test_an_address_is_whole() -> None:
    """The word before a flat's number and the postcode behind the last part belong to it."""
    sentence = "at flat 2, suzanne brook, lunabury, ma 21202 by mistake"
    kinds = {
        "2": ("BUILDING_NUMBER", 0.9),
        "suzanne": ("STREET_NAME", 0.9),
        "brook": ("STREET_NAME", 0.9),
    }
    spans = [s for s in spans_of(sentence, pieces(sentence, kinds)) if s.label == "LOCATION"]
    found = [sentence[s.start : s.end] for s in spans]
    assert found == ["flat 2, suzanne brook, lunabury, ma 21202"]
