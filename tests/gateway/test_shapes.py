"""What an upstream may write into an answer's frame: words, counts, and a place among the choices."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.shapes import MAX_CHOICES, envelope, finish_of, index_of, message_of
from gateway.stream import ENVELOPE
from sottovoce.errors import UpstreamUnavailable


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"id": "a", "created": 1, "model": "m", "usage": None}, None),
        ({"id": ["x"], "model": {"a": 1}, "system_fingerprint": 5}, {}),
        ({"id": "x" * 257, "object": "chat.completion"}, {"object": "chat.completion"}),
        ({"created": 1.5}, {"created": 1}),
        ({"created": "zz"}, {}),
        ({"created": True}, {}),
        ({"created": 10**400}, {}),
        ({"usage": {"total_tokens": 3, "prompt_tokens": -1}}, {"usage": {"total_tokens": 3}}),
        ({"usage": {"total_tokens": 10**400, "x_details": 3}}, {"usage": {}}),
        ({"usage": {"d": {"a": 1, "b": "x", "c": True}}}, {"usage": {"d": {"a": 1}}}),
        ({"usage": "many"}, {}),
        ({"timings": {"a": 1}}, {}),
    ],
)
def test_the_frame(given: dict[str, Any], told: dict[str, Any] | None) -> None:
    """Fields of another type are left out; what is missing stays missing."""
    assert envelope(given, ENVELOPE) == (given if told is None else told)


@pytest.mark.parametrize("number", [-1, True, 1.0, "0", MAX_CHOICES, 10**400, [0]])
def test_a_place_that_no_choice_has(number: Any) -> None:
    """A client keeps a list of choices: a number beyond it would be its crash."""
    with pytest.raises(UpstreamUnavailable):
        index_of({"index": number})
    with pytest.raises(UpstreamUnavailable):
        message_of({"tool_calls": [{"index": number, "function": {"name": "f"}}]})


def test_a_choice_without_a_place_is_the_first() -> None:
    """Some servers leave it out."""
    assert [index_of({}), index_of({"index": None}), index_of({"index": 7})] == [0, 0, 7]


@pytest.mark.parametrize("reason", [{"a": 1}, "a b", "", "x" * 99, 5])
def test_a_reason_that_is_no_word_is_an_end(reason: Any) -> None:
    """The choice has ended, however its server says so."""
    assert finish_of({"finish_reason": reason}) == "stop"
