"""Reading a request: what is taken out of the body, and what is refused before anything is done."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.dialects.chat import ChatDialect
from gateway.protocol import PERSONAL, ModelRequest, clean_entry, model_list, parse_object
from sottovoce.errors import InvalidRequest

USER = [{"role": "user", "content": "hi"}]


def read(**fields: Any) -> ModelRequest:
    return ChatDialect().read(json.dumps({"messages": USER, **fields}).encode(), max_choices=4)


def test_personal_fields_leave_the_body() -> None:
    """They are read and are not in what goes on; unknown fields stay."""
    request = read(
        model="m",
        user="maria",
        safety_identifier="s",
        store=True,
        metadata={"conversation_id": "c", "more": 1},
        prompt_cache_key="maria",
        x_new=1,
    )
    assert not set(PERSONAL) & set(request.body)
    assert request.body == {"messages": USER, "x_new": 1}
    assert (request.model, request.customer, request.store) == ("m", "maria", True)
    assert request.conversation == "c"


def test_defaults() -> None:
    """A bare request is a whole answer of our model for nobody in particular."""
    request = read()
    assert (request.model, request.stream) == ("sottovoce", False)
    assert (request.customer, request.store, request.conversation) == (None, None, None)
    assert not request.json_reply
    assert read(safety_identifier="s").customer == "s"
    assert read(user="").customer is None
    assert read(response_format={"type": "json_schema"}).json_reply
    assert not read(response_format={"type": "text"}).json_reply


@pytest.mark.parametrize(
    "fields",
    [
        {"messages": [{"role": "user", "content": None, "image_url": "x"}]},
        {"messages": [{"role": "user", "content": {"type": "image_url"}}]},
        {"messages": [{"role": "user", "content": [{"type": "file", "file": {}}]}]},
        {"messages": [{"role": "user", "content": [{"text": "no type"}]}]},
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "", "audio": 1}]}]},
        {"messages": [{"role": "assistant", "audio": {"id": "a"}}]},
        {"audio": {"voice": "x"}},
        {"modalities": ["audio"]},
        {"stop_token_ids": [1]},
        {"top_logprobs": 3},
        {"metadata": {"conversation_id": 5}},
        {"metadata": {"conversation_id": "x" * 300}},
        {"metadata": []},
        {"user": 5},
        {"user": "x" * 300},
        {"store": "yes"},
        {"stream": 1},
        {"n": 5},
        {"n": "1"},
        {"model": ""},
        {"model": "我"},
        {"messages": ["hi"]},
        {"messages": [{"content": "no role"}]},
    ],
    ids=str,
)
def test_refused(fields: dict[str, Any]) -> None:
    """Each with a message that says where, never what."""
    with pytest.raises(InvalidRequest) as caught:
        read(**fields)
    assert "x" * 300 not in str(caught.value)


def test_only_objects_are_bodies() -> None:
    """Other JSON, NaN, half-written and endless bodies are refused alike."""
    for raw in (b"", b"[]", b"1", b'{"a":', b'{"a": Infinity}', b"\xff", b"[" * 50_000):
        with pytest.raises(InvalidRequest):
            parse_object(raw)


def test_the_model_list_has_each_name_once() -> None:
    """The first line of a name wins, and order is kept."""
    entries = [{"id": "a", "n": 1}, {"id": "b"}, {"id": "a", "n": 2}]
    assert model_list(entries)["data"] == [{"id": "a", "n": 1}, {"id": "b"}]


def test_an_upstreams_line_is_cleaned() -> None:
    """Known fields of known types pass, the rest does not."""
    entry = {"id": "sottovoce", "release": "r1", "created": "x", "owned_by": 3, "secret": 1}
    assert clean_entry(entry) == {
        "id": "sottovoce",
        "object": "model",
        "created": 0,
        "owned_by": "upstream",
        "release": "r1",
    }
    assert clean_entry({"id": "two words"}) is None
    assert clean_entry({}) is None
