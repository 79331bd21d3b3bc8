"""The private work on one body: redaction, the last check, the model's name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.guard import Guard, language_of
from gateway.stream import rewrite_reply
from gateway.walker import Caps
from policies import ConversationTable, Pack, load_pack
from sottovoce.errors import InvalidRequest, PrivacyRefused, PrivacyUnavailable
from tests.gateway.serving import Broken, Introduced, fast_detector

KEY = b"k" * 32


def guard(pack: Pack | None = None, **options: Any) -> Guard:
    pack = pack or load_pack("default")
    return Guard(pack, fast_detector(pack), fast_detector(pack), caps=Caps(), **options)


def says(text: str, **more: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}], **more}


def test_counts_and_language() -> None:
    """What was taken out is counted by class; the language is that of the texts."""
    redacted = guard().redact(
        says("Call 415-555-0132 or 628-555-0199, a@example.com"),
        ConversationTable(),
        tenant_key=KEY,
    )
    assert redacted.counts == {"PHONE_NUMBER": 2, "EMAIL_ADDRESS": 1}
    assert redacted.language == "en"


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["Where is my order?"], "en"),
        (["我的订单在哪里？"], "zh"),
        (["我的订单 order number 在哪里 please tell me"], "mixed"),
        (["12345"], "en"),
        ([], "en"),
    ],
)
def test_language(texts: list[str], language: str) -> None:
    """By the share of Han characters."""
    assert language_of(texts) == language


def test_a_name_found_in_one_message_is_taken_out_of_all() -> None:
    """Where only the last of two texts shows that it is a name, both lose it."""
    pack = load_pack("default")
    full = Guard(pack, Introduced(), fast_detector(pack), caps=Caps())
    body = {"stop": ["Kellermann"], **says("My name is Kellermann.")}
    sent = full.redact(body, ConversationTable(), tenant_key=KEY).body
    assert sent == {"stop": ["<PERSON_1>"], **says("My name is <PERSON_1>.")}


def test_the_last_check_finds_what_stayed() -> None:
    """A value of the conversation anywhere in the bytes refuses, escaped or as a key; otherwise not."""
    table = ConversationTable()
    table.token_for("PHONE_NUMBER", "415-555-0132")
    table.token_for("PERSON", "王小明")
    checked = guard()
    clean = {"model": "m", "messages": [{"role": "user", "content": "<PERSON_1>"}]}
    checked.check_outgoing(json.dumps(clean).encode(), table)
    for dirty in (
        {**clean, "x": "415-555-0132"},
        {**clean, "415-555-0132": 1},
        {**clean, "model": "415-555-0132"},
        {**clean, "x": [{"y": "他叫王小明。"}]},
        {**clean, "x": json.dumps({"y": "王小明"})},
    ):
        for payload in (json.dumps(dirty), json.dumps(dirty, ensure_ascii=False)):
            with pytest.raises(PrivacyRefused) as caught:
                checked.check_outgoing(payload.encode(), table)
            assert "415" not in str(caught.value)


def test_the_interfaces_words_are_not_somebodys_name() -> None:
    """A customer called User does not make every later request impossible."""
    table = ConversationTable()
    table.token_for("PERSON", "user")
    table.token_for("PERSON", "content")
    guard().check_outgoing(json.dumps(says("<PERSON_1>", model="m")).encode(), table)


def test_a_model_name_is_no_phone_number() -> None:
    """Names of models pass, a number that a recogniser knows does not."""
    for name in ("gpt-4o-2024-08-06", "sottovoce@r-20261101-1", "meta-llama/Llama-3.1-8B-Instruct"):
        guard().check_model_name(name)
    with pytest.raises(InvalidRequest):
        guard().check_model_name("13812345678")


def test_a_failing_detector_refuses() -> None:
    """Its exception, which quotes the text, does not come through."""
    pack = load_pack("default")
    broken = Guard(pack, Broken(), Broken(), caps=Caps())
    with pytest.raises(PrivacyUnavailable) as caught:
        broken.redact(says("marker-4711"), ConversationTable(), tenant_key=KEY)
    assert "4711" not in repr(caught.value)
    assert caught.value.__context__ is None


PIECES = st.sampled_from(
    [
        *(
            "13812345678",
            "415-555-0132",
            "a@example.com",
            "4111 1111 1111 1111",
            "6222021234567890128",
        ),
        *("<PERSON_1>", "<", "【PERSON 2】", "\\", '"', "\n", "{", "[PHONE_NUMBER]", "10.0.0.7"),
        *("我的号码是", "，", "call ", "and ", "订单", "𝒳", "é"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join), st.booleans())
def test_what_is_echoed_comes_back(text: str, as_json: bool) -> None:
    """A model that repeats what it was sent gives the client its own words, also as tool arguments."""
    checked = guard()
    table = ConversationTable()
    value: Any = json.dumps({"a": text}) if as_json else text
    key = "arguments" if as_json else "content"
    sent = checked.redact({"messages": [{key: value}]}, table, tenant_key=KEY).body
    checked.check_outgoing(json.dumps(sent).encode(), table)
    function = {"name": "f", "arguments": sent["messages"][0][key]} if as_json else None
    message = {"tool_calls": [{"function": function}]} if as_json else sent["messages"][0]
    reply = {"choices": [{"message": message}]}
    got = rewrite_reply(
        reply, lambda inside: checked.channel(table, json_string=inside), json_text=False
    )
    back = got["choices"][0]["message"]
    if as_json:
        assert json.loads(back["tool_calls"][0]["function"]["arguments"]) == {"a": text}
    else:
        assert back["content"] == text


def test_what_the_pack_keeps_is_named(tmp_path: Path) -> None:
    """A kept class stays in the body and is listed for the edge; a blocked one refuses."""
    path = tmp_path / "pack.yaml"
    path.write_text(
        "name: test\nextends: default\nactions: {EMAIL_ADDRESS: keep, CREDIT_CARD: block}\n"
    )
    checked = guard(load_pack(str(path)))
    redacted = checked.redact(
        says("a@example.com, 415-555-0132"), ConversationTable(), tenant_key=KEY
    )
    assert "a@example.com" in json.dumps(redacted.body)
    assert redacted.kept == (("EMAIL_ADDRESS", "a@example.com"),)
    with pytest.raises(PrivacyRefused, match="CREDIT_CARD"):
        checked.redact(says("4111 1111 1111 1111"), ConversationTable(), tenant_key=KEY)


@pytest.mark.parametrize(("output", "told"), [("off", "Kellermann"), ("sentence", "[PERSON]")])
def test_the_pack_decides_whether_taggers_read_the_reply(
    tmp_path: Path, output: str, told: str
) -> None:
    """A name of the model's own goes where the pack asks for taggers, and passes elsewhere."""
    path = tmp_path / "pack.yaml"
    path.write_text(f"name: test\nextends: default\noutput: {{tagger: {output}}}\n")
    pack = load_pack(str(path))
    checked = Guard(pack, Introduced(), fast_detector(pack), caps=Caps())
    channel = checked.channel(ConversationTable())
    reply = "The name is Kellermann. Bye."
    assert "".join(map(channel.push, reply)) + channel.flush() == f"The name is {told}. Bye."


def test_the_same_with_and_without_memory() -> None:
    """Remembered findings give the same body on each turn."""
    remembering = guard(remembered=100)
    body = says("Call 415-555-0132", stop=["415-555-0132"])
    table = ConversationTable()
    first = remembering.redact(body, table, tenant_key=KEY)
    assert (
        remembering.redact(body, table, tenant_key=KEY)
        == first
        == guard().redact(body, ConversationTable(), tenant_key=KEY)
    )


def test_types_for_embeddings_are_the_same_everywhere() -> None:
    """No number, no table: two texts of two people become one where they differ in values alone."""
    checked = guard()
    first = checked.redact_types({"input": ["I am at 415-555-0132"]})
    second = checked.redact_types({"input": ["I am at 628-555-0199"]})
    assert first.body == second.body == {"input": ["I am at [PHONE_NUMBER]"]}
    assert first.counts == {"PHONE_NUMBER": 1}


def test_schemas_are_relaxed_where_a_placeholder_may_stand() -> None:
    """Only in a conversation that has one; what a client validates with is its own schema."""
    rule = {"type": "string", "pattern": "^[0-9-]{12}$", "maxLength": 12}
    tool = {
        "type": "function",
        "function": {
            "name": "call",
            "parameters": {"type": "object", "properties": {"phone": rule}},
        },
    }
    plain = guard().redact(says("hello", tools=[tool]), ConversationTable(), tenant_key=KEY)
    assert plain.body["tools"] == [tool]
    full = guard().redact(
        says("Call 415-555-0132", tools=[tool]), ConversationTable(), tenant_key=KEY
    )
    parameters = full.body["tools"][0]["function"]["parameters"]
    assert parameters["properties"] == {"phone": {"type": "string"}}


def test_tenants_hash_apart(tmp_path: Path) -> None:
    """The same value is linkable within a tenant and not beyond it."""
    file = tmp_path / "pack.yaml"
    file.write_text("extends: default\nname: p\nactions:\n  PHONE_NUMBER: hash\n")
    checked = guard(load_pack(file))
    sent = [
        checked.redact(says("415-555-0132"), ConversationTable(), tenant_key=key).body
        for key in (b"a" * 32, b"a" * 32, b"b" * 32)
    ]
    assert sent[0] == sent[1] != sent[2]
    assert "0132" not in json.dumps(sent)
