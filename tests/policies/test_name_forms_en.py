"""Names in lower case, of passengers, of who speaks, and of several together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import Detector
from policies.recognizers.known_names import is_surname
from policies.recognizers.name_forms_en import lower_name, others
from policies.recognizers.words import words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Passenger: GARCIA/MARIA MRS, PNR X7Y8Z9", ["GARCIA/MARIA MRS"]),
        ("boarding: LEE/ANN and nobody else", ["LEE/ANN"]),
        ("seat 4A SMITH/JOHNMR", ["SMITH/JOHNMR"]),
        ("TCP/IP, READ/WRITE, PASS/FAIL, USD/CNY, JORDAN/CHASE and AND/OR MR", []),
        ("its mike from accounting", ["mike"]),
        ("hello mary here again", ["mary"]),
        ("hey siri calling, this is amazon calling, it's paris again", []),
        ("it's bill again, its jack here fits, this is rich from within", []),
        ("it's hope again, i'm here from monday", []),
        ("cc: Maria & Tom", ["Maria", "Tom"]),
        ("cc: Sales", []),
        ("My name is Anna, Priya and Omar", ["Anna", "Priya", "Omar"]),
        ("This is Anna, Will you call?", ["Anna"]),
    ],
)
def test_forms(text: str, found: list[str], fast: Detector) -> None:
    """What is written so is a name, abbreviations and programs are none."""
    assert [text[s.start : s.end] for s in fast.scan(text) if s.label == "PERSON"] == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jane doe and i", "jane doe"),
        ("jayne patel hope to hear", "jayne patel"),
        ("maria de la cruz", "maria de la cruz"),
        ("john paul jones", "john paul jones"),
        ("ikshita gola lol that", "ikshita gola"),
        ("waiting for you", ""),
        ("Jane", ""),
    ],
)
def test_lower_name(text: str, name: str) -> None:
    """The words that follow a name in a chat are no part of it."""
    assert text[: lower_name(text, 0)] == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("name: maria, order 4", ["maria"]),
        ("from: maria via the portal", ["maria"]),
        ("customer: grace; open", ["grace"]),
        ("customer name: zanelisiwe", ["zanelisiwe"]),
        ("my name is zanelisiwe and i wait", ["zanelisiwe"]),
        ("from: acmex, to: nginx, contact: sepa via the portal", []),
        ("customer: b2b, sender: walk-in -> queue 4, to: oslo since may", []),
        ("contact: whatsapp, name: k8s, recipient: dock 5, name: hmac", []),
        ("from: zanelisiwe to the queue; driver: oslo; client: lidl", []),
        ("client: odoo ip 10.4.2.7, to: jp, sender: branch; tenant: hk", []),
        ("recipient: de la cruz, thanks", ["de la cruz"]),
        ("name: maria_db and name: john/doe", []),
    ],
)
def test_a_lower_word_in_a_field(text: str, found: list[str], fast: Detector) -> None:
    """It is a listed name or fills a field for a name; machines, cities and brands send and receive too."""
    assert [text[s.start : s.end] for s in fast.scan(text) if s.label == "PERSON"] == found


_WORDS = words("jane doe de la van order please patel hope young lol maria jones x ' -")


@given(st.lists(st.sampled_from(_WORDS), max_size=7).map(" ".join))
def test_a_lower_name_is_short_and_ends_with_a_word(text: str) -> None:
    """Three words beside particles at most; the third is a surname."""
    name = text[: lower_name(text, 0)]
    plain = [w for w in name.split()[1:] if w not in ("de", "la", "van")]
    assert name == name.strip()
    assert len(plain) <= 2
    assert len(plain) < 2 or is_surname(plain[1])


def test_others_end_where_no_name_follows() -> None:
    """Each is found by itself, up to the first word that is none."""
    text = "Maria & Tom and Priya and Sales"
    assert [text[a:b] for a, b, _, _ in others(text, len("Maria"))] == ["Tom", "Priya"]
