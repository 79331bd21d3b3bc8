"""The exact forms of placeholders and type tokens, and their renumbering."""

from __future__ import annotations

import json

from policies import PLACEHOLDER_RE, renumber
from policies.labels import LABELS
from policies.placeholders import TYPE_TOKEN_RE, is_class, mask_tokens, token, type_token


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


def test_names_of_classes() -> None:
    """Labels, LITERAL and a pack's own classes are; longer or lower-case ones are not."""
    assert all(is_class(name) for name in (*LABELS, "LITERAL", "CUSTOM_A", "CUSTOM_STAFF_ID2"))
    assert not any(is_class(name) for name in ("NOBODY", "CUSTOM_", "CUSTOM_a", "custom_A"))
    assert PLACEHOLDER_RE.fullmatch("<CUSTOM_STAFF_2_10>")[1] == "CUSTOM_STAFF_2"  # type: ignore[index]


def test_a_masked_class_is_its_type() -> None:
    """In every text of a message, nested ones too; other classes and what is no token stay."""
    messages = [
        {"role": "user", "content": "<PERSON_1> <PERSON_12> <URL_1> PERSON_1 <PERSON_0>"},
        {"parts": [{"text": "<PERSON_2>"}], "n": 3},
    ]
    assert mask_tokens(messages, {"PERSON"}) == [
        {"role": "user", "content": "[PERSON] [PERSON] <URL_1> PERSON_1 <PERSON_0>"},
        {"parts": [{"text": "[PERSON]"}], "n": 3},
    ]
    assert mask_tokens(messages, ()) == messages


def test_a_masked_surrogate_is_its_type() -> None:
    """The longest first; what is no class is no surrogate; tokens of other classes stay."""
    made = {"Ann": "PERSON", "Ann Lee": "PERSON", "10.0.0.1": "IP_ADDRESS", "": "URL", "x": "what"}
    text = "Ann Lee (Ann) at 10.0.0.1, not 10x0.0.1, <PERSON_1> <URL_1>"
    assert mask_tokens([text], {"URL"}, made) == [
        "[PERSON] ([PERSON]) at [IP_ADDRESS], not 10x0.0.1, <PERSON_1> [URL]"
    ]
