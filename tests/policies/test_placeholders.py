"""Placeholders are bijective in a conversation and mean nothing in another."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import PLACEHOLDER_RE, ConversationTable, renumber
from policies.labels import LABELS
from policies.placeholders import TYPE_TOKEN_RE, is_class, token, type_token

pairs = st.lists(st.tuples(st.sampled_from(sorted(LABELS)), st.text(min_size=1)), max_size=20)


@given(pairs)
def test_bijection_survives_storage(values: list[tuple[str, str]]) -> None:
    """Equal pairs have one token, different pairs different ones, also after a round through JSON."""
    table = ConversationTable()
    made = {pair: table.token_for(*pair) for pair in values}
    assert len(set(made.values())) == len(set(values)) == len(table)
    again = ConversationTable.from_json(table.to_json())
    for pair, name in made.items():
        assert PLACEHOLDER_RE.fullmatch(name)
        assert again.surface_of(name) == pair[1]
        assert again.token_for(*pair) == name


def test_numbering_is_per_label() -> None:
    """Each class counts from 1."""
    table = ConversationTable()
    assert table.token_for("PERSON", "a") == "<PERSON_1>"
    assert table.token_for("URL", "a") == "<URL_1>"
    assert table.token_for("PERSON", "b") == "<PERSON_2>"
    assert table.items()[2] == ("<PERSON_2>", "PERSON", "b")
    assert table.surface_of("<PERSON_3>") is None


def test_limits_and_bad_tables() -> None:
    """Unknown labels, too many values and foreign JSON are refused."""
    table = ConversationTable()
    with pytest.raises(ValueError, match="label"):
        table.token_for("NOBODY", "x")
    for n in range(9999):
        table.token_for("URL", str(n))
    with pytest.raises(OverflowError):
        table.token_for("URL", "one more")
    for bad in ("[]", '{"version": 2}', "nonsense"):
        with pytest.raises(ValueError):
            ConversationTable.from_json(bad)


def test_type_tokens() -> None:
    """Every label has one, and it is no placeholder."""
    for label in LABELS:
        assert TYPE_TOKEN_RE.fullmatch(type_token(label))
        assert TYPE_TOKEN_RE.fullmatch(type_token(label, "bcdfghjk"))
        assert PLACEHOLDER_RE.fullmatch(token(label, 1))


def test_renumber_over_a_whole_example() -> None:
    """Numbers start at 1 per label in order of appearance; the input stays as it was."""
    messages = [
        {"role": "user", "content": "I am <PERSON_7>, mail <EMAIL_ADDRESS_3>"},
        {"role": "assistant", "content": [{"type": "text", "text": "<PERSON_2> and <PERSON_7>"}]},
    ]
    before = json.dumps(messages)
    done = renumber(messages)
    assert done[0]["content"] == "I am <PERSON_1>, mail <EMAIL_ADDRESS_1>"
    assert done[1]["content"][0]["text"] == "<PERSON_2> and <PERSON_1>"
    assert json.dumps(messages) == before
    assert renumber(done) == done
