"""Known values are found again as whole words, in plain and in JSON-escaped text."""

from __future__ import annotations

import json

import pytest

from policies import ConversationTable, scan_residue
from policies.residue import known_values


def table(*values: tuple[str, str]) -> ConversationTable:
    made = ConversationTable()
    for value in values:
        made.token_for(*value)
    return made


@pytest.mark.parametrize(
    ("surface", "text", "found"),
    [
        ("王小明", "你好王小明在吗", True),
        ("Ann Lee", "so Ann Lee said", True),
        ("Ann", "Annual plan", False),
        ("Ann", "call Ann!", True),
        ("Ann", "请Ann回电", True),
        ("13812345678", "138123456789", False),
        ("13812345678", "电话13812345678转", True),
        ("13812345678", "tel13812345678", True),
        ("Person", "<PERSON_1> wrote", False),
        ("CARD", "<CREDIT_CARD_1>", False),
        ("李", "李子", False),
        ("Al", "Al Pacino", False),
        ("12", "12 items", False),
    ],
)
def test_whole_words(surface: str, text: str, found: bool) -> None:
    """A value inside a longer word or number, or too short to tell, is no residue."""
    assert bool(scan_residue(text, table(("PERSON", surface)))) is found


def test_escaped_forms() -> None:
    """The bytes that leave are JSON: escaped values count as well."""
    made = table(("PERSON", '王"小"明'), ("PERSON", "王小明"))
    assert scan_residue(json.dumps({"a": "王小明"}), made) == ["<PERSON_2>"]
    assert scan_residue(json.dumps({"a": '王"小"明'}, ensure_ascii=False), made) == ["<PERSON_1>"]


def test_literals_are_no_residue() -> None:
    """What only looked like a placeholder is nobody's data."""
    assert scan_residue("<PERSON_9> here", table(("LITERAL", "<PERSON_9>"))) == []


def test_positions() -> None:
    """Every occurrence is a span of its class."""
    spans = known_values("Ann, Ann; Annabel", [("PERSON", "Ann")])
    assert [(s.start, s.end) for s in spans] == [(0, 3), (5, 8)]
