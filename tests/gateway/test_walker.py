"""The walker reaches every text of a body and leaves the interface's own words alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.grammar import KEYS, VALUES
from gateway.walker import Caps, Walker, is_unicode, texts_of
from policies import ConversationTable, Redactor, load_pack
from sottovoce.errors import InvalidRequest
from tests.gateway.serving import fast_detector

SECRET = '张伟 O\'Neil "13800138000"'


def marked(text: str) -> str:
    """A rewrite that can be seen and taken back."""
    return f"⟦{text}⟧"


def walk(body: dict[str, Any], rewrite: Any = marked, caps: Caps | None = None) -> dict[str, Any]:
    return Walker(rewrite, caps or Caps()).body(body)


def hide(text: str) -> str:
    return text.replace("张伟", "<PERSON_1>").replace("13800138000", "<PHONE_NUMBER_1>")


PLACES: list[dict[str, Any]] = [
    {"messages": [{"role": "user", "content": SECRET}]},
    {"messages": [{"role": "user", "content": [{"type": "text", "text": SECRET}]}]},
    {"messages": [{"role": SECRET, "content": ""}]},
    {"messages": [{"role": "user", "name": SECRET}]},
    {"messages": [{"role": "assistant", "refusal": SECRET, "content": None}]},
    {"messages": [{"role": "assistant", "reasoning_content": SECRET}]},
    {"messages": [{"role": "tool", "tool_call_id": SECRET, "content": SECRET}]},
    {"messages": [{"role": "tool", "content": json.dumps({"who": SECRET})}]},
    {"messages": [{"role": "tool", "content": json.dumps([json.dumps({"who": SECRET})])}]},
    {"messages": [{"role": "assistant", "tool_calls": [{"function": {"arguments": SECRET}}]}]},
    {
        "messages": [
            {
                "role": "assistant",
                "tool_calls": [{"function": {"arguments": json.dumps({SECRET: [1, SECRET]})}}],
            }
        ]
    },
    {"messages": [{"function_call": {"name": SECRET, "arguments": "{}"}}]},
    {"tools": [{"type": "function", "function": {"name": "f", "description": SECRET}}]},
    {"tools": [{"function": {"parameters": {"properties": {SECRET: {"type": "string"}}}}}]},
    {"tools": [{"function": {"parameters": {"properties": {"a": {"enum": [SECRET]}}}}}]},
    {"tools": [{"function": {"parameters": {"properties": {"a": {"default": 13800138000}}}}}]},
    {"tool_choice": {"type": "function", "function": {"name": SECRET}}},
    {"functions": [{"name": "f", "description": SECRET}]},
    {"response_format": {"type": "json_schema", "json_schema": {"name": SECRET, "schema": {}}}},
    {"stop": SECRET},
    {"stop": ["x", SECRET]},
    {"prediction": {"type": "content", "content": SECRET}},
    {"type": SECRET},
    {"logit_bias": {SECRET: 1}},
    {"x_unknown": {"deep": [[{"er": SECRET}]]}},
    {SECRET: True},
    {"x_account": 13800138000},
    {"x_account": 13800138000.0},
]


@pytest.mark.parametrize("body", PLACES, ids=range(len(PLACES)))
def test_no_place_of_a_body_is_out_of_reach(body: dict[str, Any]) -> None:
    """What is hidden by the rewrite is nowhere in the outgoing bytes, escaped or not."""
    sent = json.dumps(walk(body, hide), ensure_ascii=False)
    for form in (sent, sent.encode().decode("unicode_escape", "replace")):
        assert "张伟" not in form
        assert "13800138000" not in form
    assert r"\u5f20" not in sent
    assert "_1>" in sent or "_1" in sent


@pytest.mark.parametrize("body", PLACES, ids=range(len(PLACES)))
def test_the_last_check_sees_every_place_too(body: dict[str, Any]) -> None:
    """`texts_of`, which shares no code with the walk, finds the value wherever it stands raw."""
    found = "\n".join(texts_of(body))
    assert "张伟" in found or "13800138000" in found


def test_words_of_the_interface_stay() -> None:
    """Roles, types, settings and their keys are not handed to the rewrite."""
    body = {
        "messages": [{"role": "user", "content": "hi"}],
        "tools": [{"type": "function", "function": {"parameters": {"type": "object"}}}],
        "temperature": 0.2,
        "max_tokens": 4_000_000,
        "seed": 4_155_550_132,
        "stream": True,
        "tool_choice": "auto",
        "reasoning_effort": "low",
        "stream_options": {"include_usage": True},
    }
    walked = walk(body)
    assert walked["messages"] == [{"role": "user", "content": "⟦hi⟧"}]
    assert {k: v for k, v in walked.items() if k != "messages"} == {
        k: v for k, v in body.items() if k != "messages"
    }


def test_arguments_stay_json() -> None:
    """A value with quotes and line breaks is put back into JSON as JSON."""
    body = {
        "messages": [{"tool_calls": [{"function": {"arguments": '{"a": "\\u5f20\\u4f1f\\n\\""}'}}]}]
    }
    walked = walk(body, lambda text: text.replace("张伟", 'X"\\'))
    arguments = walked["messages"][0]["tool_calls"][0]["function"]["arguments"]
    assert json.loads(arguments) == {"a": 'X"\\\n"'}


def test_a_doubled_key_in_arguments_hides_nothing() -> None:
    """The first of two equal keys, which a parser drops, does not ride along as raw text."""
    body = {"messages": [{"function_call": {"arguments": '{"a": "张伟", "a": "x"}'}}]}
    assert "张伟" not in json.dumps(walk(body, hide), ensure_ascii=False)


def test_a_participants_redacted_name_has_no_brackets() -> None:
    """The interface takes no angle brackets in a message's name."""
    walked = walk({"messages": [{"role": "user", "name": "张伟", "content": "x"}]}, hide)
    assert walked["messages"][0]["name"] == "PERSON_1"


@pytest.mark.parametrize(
    "body",
    [
        {"prompt": [1, 2, 3]},
        {"messages": [{"role": "user", "content": [15496, 11]}]},
        {"input": [[1, 2], [3]]},
        {"x_unknown": {"y": [7]}},
    ],
)
def test_token_ids_are_refused(body: dict[str, Any]) -> None:
    """Integers that stand for text cannot be scanned, so they do not pass."""
    with pytest.raises(InvalidRequest, match="token ids"):
        walk(body)


def test_integers_of_a_schema_are_not_token_ids() -> None:
    """An enum of numbers and a tool's own list of numbers are data."""
    body = {
        "tools": [{"function": {"parameters": {"properties": {"n": {"enum": [1, 2, 3]}}}}}],
        "messages": [{"tool_calls": [{"function": {"arguments": '{"ids": [1, 2]}'}}]}],
    }
    assert walk(body)["tools"] == body["tools"]


def test_caps_are_kept() -> None:
    """Too deep, too many strings and too much text are each refused; at the cap they pass."""
    nested: Any = "x"
    for _ in range(6):
        nested = [nested]
    with pytest.raises(InvalidRequest, match="nested"):
        walk({"stop": nested}, caps=Caps(depth=6))
    walk({"stop": nested}, caps=Caps(depth=7))
    with pytest.raises(InvalidRequest, match="strings"):
        walk({"stop": ["a"] * 4}, caps=Caps(strings=3))
    walk({"stop": ["a"] * 3}, caps=Caps(strings=3))
    with pytest.raises(InvalidRequest, match="characters"):
        walk({"stop": ["aaaa"]}, caps=Caps(characters=3))
    walk({"stop": ["aaa"]}, caps=Caps(characters=3))


def test_json_in_strings_counts_towards_the_depth() -> None:
    """Strings within strings within strings come to an end."""
    text = '["\\u0041"]'
    for _ in range(8):
        text = json.dumps([text])
    with pytest.raises(InvalidRequest, match="nested"):
        walk({"stop": text}, caps=Caps(depth=6))


def test_half_a_surrogate_pair_is_refused() -> None:
    """A string that cannot be sent as UTF-8 is the client's fault, not a crash."""
    with pytest.raises(InvalidRequest, match="Unicode"):
        walk({"stop": json.loads('"\\ud800"')})
    assert not is_unicode("\udc00")


def test_two_keys_that_become_one_are_refused() -> None:
    """Losing a key in silence would change what the client said."""
    with pytest.raises(InvalidRequest, match="same"):
        walk({"x_a": {"k1": 1, "k2": 2}}, lambda text: "[MASKED]" if text[0] == "k" else text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-999_999, 999_999) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)
WORDS = {word for values in VALUES.values() for word in values}


def _no_ids(value: Any) -> bool:
    if isinstance(value, list):
        ids = bool(value) and all(type(item) is int for item in value)
        return not ids and all(_no_ids(item) for item in value)
    return not isinstance(value, dict) or all(_no_ids(item) for item in value.values())


def _leaves(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [leaf for item in value for leaf in _leaves(item)]
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in (key, *_leaves(item))]
    return []


@given(st.dictionaries(st.text(min_size=1, max_size=8), json_values, max_size=4).filter(_no_ids))
def test_identity_changes_nothing_and_every_leaf_is_seen(body: dict[str, Any]) -> None:
    """With a rewrite that does nothing the body is the same JSON, and no text was passed by."""
    seen: set[str] = set()

    def note(text: str) -> str:
        seen.add(text)
        return text

    walked = walk(body, note)
    for before, after in zip(_leaves(body), _leaves(walked), strict=True):
        assert before == after or json.loads(before) == json.loads(after)
    plain = {leaf for leaf in _leaves(body) if leaf and "\\" not in leaf}
    assert plain - seen <= KEYS | WORDS


@given(st.text(min_size=1, max_size=20), st.sampled_from(PLACES))
def test_any_text_at_any_place_is_rewritten(text: str, place: dict[str, Any]) -> None:
    """A text of any characters, put where the secret stood, does not come out as it went in."""
    text = f"ⓜ{text}ⓜ"
    body = json.loads(json.dumps(place).replace(json.dumps(SECRET)[1:-1], "§"))

    def put(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace("§", text)
        if isinstance(value, list):
            return [put(item) for item in value]
        if isinstance(value, dict):
            return {put(key): put(item) for key, item in value.items()}
        return value

    body = put(body)
    sent = walk(body, lambda leaf: leaf.replace(text, "<PERSON_1>"))
    assert text not in "\n".join(texts_of(sent))


@pytest.mark.parametrize(
    ("arguments", "sent"),
    [
        ('{"phone": "62881144"}', {"phone": "<PHONE_NUMBER_1>"}),
        ('{"contactPhone": 62881144}', {"contactPhone": "<PHONE_NUMBER_1>"}),
        ('{"login": {"password": "hunter2x"}}', {"login": {"password": "<CREDENTIAL_1>"}}),
        ('{"count": "62881144"}', {"count": "62881144"}),
        ('{"13812345678": "a b"}', {"<PHONE_NUMBER_1>": "a b"}),
    ],
)
def test_a_value_in_arguments_is_read_with_its_key(arguments: str, sent: object) -> None:
    """What only its key tells to be private is taken out of a tool's arguments; other values stay."""
    redactor = Redactor(fast_detector(load_pack("default")), load_pack("default"))
    table = ConversationTable()
    walker = Walker(lambda text: redactor.redact(text, table).text)
    assert json.loads(walker.json_text(arguments)) == sent


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"max_tokens": 4096}, None),
        ({"seed": 4_155_550_132}, None),
        ({"seed": -5}, None),
        ({"seed": 13_812_345_678}, "seed"),
        ({"max_tokens": 13_812_345_678}, "max_tokens"),
        ({"top_p": 13_812_345_678.0}, "top_p"),
        ({"temperature": True}, None),
        ({"n": None}, None),
        ({"seed": 1 << 60}, None),
    ],
)
def test_a_setting_that_is_somebodys_number(body: dict[str, Any], refused: str | None) -> None:
    """It has no placeholder, so it is refused; what no detector knows is the server's matter."""

    def rewrite(text: str) -> str:
        return "<PHONE_NUMBER_1>" if text.startswith("13812345678") else text

    if refused is None:
        assert Walker(rewrite).body(body) == body
        return
    with pytest.raises(InvalidRequest) as caught:
        Walker(rewrite).body(body)
    assert caught.value.param == refused
    assert "138" not in str(caught.value)
