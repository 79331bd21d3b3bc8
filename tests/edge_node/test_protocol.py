"""What a chat request may hold."""

from __future__ import annotations

from typing import Any

import pytest

from edge_node.protocol import parse_chat
from sottovoce.errors import InvalidRequest

PLAIN: dict[str, Any] = {"model": "sottovoce", "messages": [{"role": "user", "content": "hi"}]}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tools", [{"type": "function"}]),
        ("n", 2),
        ("logprobs", True),
        ("frequency_penalty", 0.5),
        ("response_format", {"type": "json_object"}),
        ("user", "someone"),
        ("logit_bias", {"1": 5}),
        ("best_of", 3),
    ],
)
def test_what_is_not_honoured_is_refused_by_name(field: str, value: object) -> None:
    """No field is ignored in silence."""
    with pytest.raises(InvalidRequest, match=field) as refused:
        parse_chat({**PLAIN, field: value})
    assert refused.value.param == field


@pytest.mark.parametrize(
    ("field", "value"),
    [("n", 1), ("tools", []), ("logprobs", False), ("user", None), ("presence_penalty", 0)],
)
def test_a_value_that_asks_for_nothing_is_taken(field: str, value: object) -> None:
    """Clients that send every field with its neutral value are served."""
    assert parse_chat({**PLAIN, field: value}).model == "sottovoce"


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "messages.0.role"),
        ({"messages": [{"role": "user", "content": 5}]}, "messages.0.content"),
        ({"temperature": 9}, "temperature"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"stop": ["a"] * 5}, "stop"),
        ({"stream": "perhaps"}, "stream"),
        ({"stream_options": {"wrong": 1}}, "stream_options.wrong"),
        ({"metadata": {"call 13812345678": 1}}, "metadata.(unknown)"),
        ({"secret name 王小明": 1}, "(unknown)"),
    ],
)
def test_a_fault_names_its_place_and_no_text(change: dict[str, Any], param: str) -> None:
    """The place is told; a key of the caller's own making is not repeated."""
    with pytest.raises(InvalidRequest) as refused:
        parse_chat({**PLAIN, **change})
    assert refused.value.param == param
    assert "138" not in str(refused.value)
    assert "王" not in str(refused.value)


@pytest.mark.parametrize("body", [None, [], "x", 5])
def test_the_body_is_an_object(body: object) -> None:
    """Anything else is refused."""
    with pytest.raises(InvalidRequest):
        parse_chat(body)


def test_what_clients_send_is_understood() -> None:
    """Text parts are joined, a reply sent back with empty fields is history, one stop is a list."""
    request = parse_chat(
        {
            **PLAIN,
            "messages": [
                {"role": "developer", "content": "be kind"},
                {"role": "user", "content": [{"type": "text", "text": t} for t in "ab"]},
                {"role": "assistant", "content": "c", "refusal": None, "tool_calls": None},
            ],
            "stop": "END",
            "max_tokens": 5,
            "max_completion_tokens": 3,
        }
    )
    assert [m.turn() for m in request.messages] == [
        {"role": "system", "content": "be kind"},
        {"role": "user", "content": "a\nb"},
        {"role": "assistant", "content": "c"},
    ]
    assert (request.stop, request.limit) == (("END",), 3)
