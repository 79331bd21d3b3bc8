"""What tells a thing's name from a person's."""

from __future__ import annotations

import pytest

from policies.taggers.name_words import names
from policies.taggers.things import THING_DOES
from policies.taggers.word_evidence import WORD, Belief, weighed


def _names(sentence: str) -> list[str]:
    """The names found where the model is rather sure of each word with a capital."""
    sure = [
        Belief(m.start(), m.end(), 0.6, 0.0) for m in WORD.finditer(sentence) if m[0][0].isupper()
    ]
    return [sentence[s.start : s.end] for s in names(sentence, sure)]


@pytest.mark.parametrize(
    "behind",
    [
        " is sold out",
        " comes in three sizes",
        " does not start after the update",
        "'s theorem",
        " vs Otto",
        " has three nodes",
        ", 30 cm",
        " raised its prices",
    ],
)
def test_what_things_do(behind: str) -> None:
    """It is seen behind the word."""
    assert THING_DOES.match(f"Julia{behind}", 5)


@pytest.mark.parametrize(
    "behind",
    [
        " is out",
        " comes at noon",
        " does not answer",
        "'s parcel",
        " and Otto",
        " has three children",
        ", 30",
    ],
)
def test_what_people_do_too(behind: str) -> None:
    """It says nothing."""
    assert THING_DOES.match(f"Julia{behind}", 5) is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Meet Julia tomorrow.", ["Julia"]),
        ("Say that Julia does not start after the reboot.", []),
        ("The rooms of Lowell, Leeds and Sapporo are full.", []),
        ("Give it to Anna, Maria and Omar.", ["Anna", "Maria", "Omar"]),
        ("Meeting room Fermi has chairs.", []),
        ("Best, Tyler", ["Tyler"]),
        ("Tokens of OAuth last.", []),
    ],
)
def test_names_among_things(sentence: str, found: list[str]) -> None:
    """A word that things are listed with, or that does what things do, is nobody's name."""
    assert _names(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "listed"),
    [
        ("Between Omar and Netflix", 0.0),
        ("Omar, London", 0.0),
        ("Sulzer and Netflix", 0.5),
        ("Omar, Leeds and Sapporo", 1.0),
        ("Omar and Anna", 0.0),
        ("Omar netflix", 0.0),
    ],
)
def test_one_thing_beside_a_given_name_says_nothing(sentence: str, listed: float) -> None:
    """It takes three in a row, or a word that is no given name."""
    word = next(w for w in weighed(sentence, []) if w.text in ("Omar", "Sulzer"))
    assert word.seen["listed with things"] == listed
